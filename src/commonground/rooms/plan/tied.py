"""Everything that hangs on one action, read in few queries so that its page stays quick."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import (
    Case,
    DateField,
    DecimalField,
    F,
    Field,
    QuerySet,
    UUIDField,
    Value,
    When,
)
from django.db.models.functions import Cast, TruncDate

from commonground.rooms.plan.models import Action, ProposedField

MILESTONE, RECOMMENDATION, BOARD, SUPPORTING, DAYS, DISRUPTION, EVIDENCE, PROPOSAL = (
    "milestone", "recommendation", "board", "supporting", "days", "disruption", "evidence",
    "proposal",
)  # fmt: skip
PROPOSED = (ProposedField.DUE, ProposedField.REVIEW)
"""Which date a proposal would move, by its number."""


@dataclass(frozen=True, slots=True)
class Tie:
    """One thing that hangs on an action, in as many words as its page needs."""

    kind: str
    id: UUID
    name: str
    number: int
    version: int
    around: UUID | None
    """The plan of a recommendation."""
    first: date | None
    second: date | None
    amount: Decimal | None
    word: str


def ties(about: Action) -> list[Tie]:
    """Return what hangs on an action, of its proposed dates those that wait.

    One query: each of them is a part of a union, told apart by its kind.
    """
    first, *others = _parts(about)
    return [Tie(*row) for row in first.order_by().union(*(one.order_by() for one in others),
                                                        all=True)]  # fmt: skip


def of_kind(some: Iterable[Tie], kind: str) -> list[Tie]:
    """Return the ties of one kind, by number and then by name."""
    return sorted((one for one in some if one.kind == kind), key=lambda one: (one.number, one.name))


def _parts(about: Action) -> list[QuerySet[Any, Any]]:
    standing = about.milestones.filter(is_removed=False)
    where = Case(When(file_name="", then=F("url")), default=F("file_name"))
    stands = Case(When(moderated_scale="", then=F("scale")), default=F("moderated_scale"))
    waiting = about.proposals.filter(is_accepted=None)
    which = Case(*(When(field=one, then=Value(at)) for at, one in enumerate(PROPOSED)))
    return [
        _rows(standing, MILESTONE, "text", number="position", first="due_on", second="done_on"),
        _rows(about.recommendations.all(), RECOMMENDATION, "text", number="number",
              around="plan", word="strand"),
        _rows(about.boards.all(), BOARD, "name"),
        _rows(about.supporting_agencies.all(), SUPPORTING, "name"),
        _rows(about.staff_days.all(), DAYS, "agency__name", around="agency", amount="days"),
        _rows(about.disruptions.annotate(stands=stands), DISRUPTION, "subject", number="number",
              first="on", word="stands"),
        # the number is a file's size; of a link it is nothing
        _rows(about.evidence.annotate(day=TruncDate("at"), where=where), EVIDENCE, "name",
              number="size", first="day", word="where"),
        _rows(waiting.annotate(which=which), PROPOSAL, "reason", number="which", first="before",
              second="proposed", word="member__person__name"),
    ]  # fmt: skip


def _rows(
    found: QuerySet[Any], kind: str, name: str, *, number: str = "", around: str = "",
    first: str = "", second: str = "", amount: str = "", word: str = "",
) -> QuerySet[Any, Any]:  # fmt: skip
    return found.values_list(
        Value(kind),
        "pk",
        name,
        F(number) if number else Value(0),
        "version",
        _or_nothing(around, UUIDField()),
        _or_nothing(first, DateField()),
        _or_nothing(second, DateField()),
        _or_nothing(amount, DecimalField(max_digits=7, decimal_places=1)),
        F(word) if word else Value(""),
    )


def _or_nothing(name: str, of: "Field[Any, Any]") -> F | Cast:
    # a server types each column of a union pair by pair, and a bare nothing as text
    return F(name) if name else Cast(Value(None), of)
