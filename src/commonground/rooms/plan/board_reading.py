"""What a board is told of a plan: what moved since a day, what is late, what waits for it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db.models import CharField, Exists, F, Max, OuterRef, QuerySet, TextField, Value
from django.db.models.functions import Cast, TruncDate

from commonground.rooms.people.access import Seat
from commonground.rooms.plan import proposal_access
from commonground.rooms.plan.lateness import is_overdue, is_review_late, months_after
from commonground.rooms.plan.models import (
    ENDED,
    Action,
    Change,
    DateProposal,
    Entry,
    Kind,
    Measure,
    Milestone,
    Plan,
    Status,
)
from commonground.rooms.plan.viewing import BY_DUE, Lack, Wanted, actions

BACK_MONTHS = 3
"""How far a board looks back where no review was held yet; our design, a quarter."""


class What(StrEnum):
    """What moves an action, by the field in its log."""

    STATUS = "status"
    READING = "reading"
    MILESTONE = "milestone"


@dataclass(frozen=True, slots=True)
class Moved:
    """Something that moved an action on a day, in the words of its log."""

    what: What
    action: UUID
    number: int
    text: str
    on: date
    before: str
    after: str
    marking: str
    """Of the action."""


_FIELDS = (
    "row_what", "row_action", "row_number", "row_text", "row_on", "row_before", "row_after",
    "row_marking",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Needs:
    """The live actions of a plan that a board has to hear of, the earliest due first."""

    late: Sequence[Action]
    off_track: Sequence[Action]
    lacking: dict[Lack, Sequence[Action]]
    proposals: Sequence[DateProposal]

    @property
    def actions(self) -> list[Action]:
        """All of them, some more than once."""
        lacking = [one for some in self.lacking.values() for one in some]
        waiting = [one.action for one in self.proposals]
        return [*self.late, *self.off_track, *lacking, *waiting]


def since_of(here: Seat, about: Plan, today: date) -> date:
    """Return the first day of the month of the last review, or of three months ago."""
    held = Entry.objects.filter(action__in=_of_plan(here, about), kind=Kind.REVIEW)
    last: date | None = held.aggregate(last=Max("reviewed_on"))["last"]
    return (last or months_after(today, -BACK_MONTHS)).replace(day=1)


def moved(here: Seat, about: Plan, since: date, today: date) -> QuerySet[Any, tuple[Any, ...]]:
    """Return the rows of what moved from a day on, the latest first; `moved_of` reads one.

    A status that changed, a measure that was read, a milestone that was reached.
    """
    ours = _of_plan(here, about)
    said = Change.objects.filter(
        entry__action__in=ours, entry__at__date__gte=since, field__in=(What.STATUS, What.READING)
    ).exclude(entry__kind=Kind.ADDED)
    reached = Milestone.objects.filter(
        action__in=ours, is_removed=False, done_on__range=(since, max(since, today))
    )
    rows = _rows(said, "entry__action", what=F("field"), on=TruncDate("entry__at"),
                 before=F("before"), after=F("after"))  # fmt: skip
    nothing = Value("", TextField())
    also = _rows(
        reached, "action", what=Value(What.MILESTONE.value, CharField()), on=F("done_on"),
        before=nothing, after=Cast("text", TextField()),
    )  # fmt: skip
    return rows.union(also, all=True).order_by("-row_on", "row_number", "row_what", "row_after")


def moved_of(row: tuple[Any, ...]) -> Moved:
    """Return what one of those rows says."""
    return Moved(What(row[0]), *row[1:])


def needs(here: Seat, about: Plan, today: date) -> Needs:
    """Return what is late or waits for the board, in two queries however much it is."""
    measured = Measure.objects.filter(action=OuterRef("pk"), is_removed=False)
    found = actions(here, about, Wanted()).exclude(status__in=ENDED).order_by(*BY_DUE)
    found = found.select_related(None).select_related("lead_agency")
    some = list(found.annotate(is_measured=Exists(measured)).only(
        "number", "text", "status", "due_on", "review_on", "lead_agency__name", "lead_person",
        "marking", "partnership",
    ))  # fmt: skip
    return Needs(
        late=[one for one in some if is_overdue(one, today) or is_review_late(one, today)],
        off_track=[one for one in some if one.status == Status.OFF_TRACK],
        lacking={what: [one for one in some if lacks(one)] for what, lacks in _LACKS.items()},
        proposals=list(proposal_access.waiting(here).filter(action__in=_of_plan(here, about))),
    )


_LACKS: dict[Lack, Callable[[Action], bool]] = {
    Lack.OWNER: lambda one: one.lead_agency_id is None and one.lead_person_id is None,
    Lack.MEASURE: lambda one: not getattr(one, "is_measured", False),
    Lack.REVIEW: lambda one: one.review_on is None,
}


def _of_plan(here: Seat, about: Plan) -> QuerySet[Any, Any]:
    return actions(here, about, Wanted()).select_related(None).order_by().values("pk")


def _rows(found: QuerySet[Any], action: str, **told: Any) -> QuerySet[Any, Any]:
    shown = {f"row_{name}": how for name, how in told.items()}
    made: QuerySet[Any, Any] = found.order_by().annotate(
        row_action=F(action), row_number=F(f"{action}__number"),
        row_text=F(f"{action}__text"), row_marking=F(f"{action}__marking"), **shown,
    ).values_list(*_FIELDS)  # fmt: skip
    return made
