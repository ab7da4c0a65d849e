"""Reads what the actions of a plan cost and what is seen of them, in few queries."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from commonground.documents.contents.audiences import highest
from commonground.rooms.people.access import Seat
from commonground.rooms.plan import access
from commonground.rooms.plan.models import (
    Disruption,
    Measure,
    Plan,
    Recommendation,
    Scale,
    StaffDays,
)
from commonground.rooms.plan.value_sums import Move, Spent, move_of


@dataclass(frozen=True, slots=True)
class Recommended:
    """A recommendation, and how many issues it answers."""

    id: UUID
    ref: str
    text: str
    strand: str
    marking: str
    issues: frozenset[UUID]


@dataclass(frozen=True, slots=True)
class Valued:
    """A plan's recommendations and actions, by number, with all that is known of their value."""

    plan: Plan
    recommendations: list[Recommended]
    actions: list[Spent]

    @property
    def issues(self) -> int:
        """How many issues its recommendations answer."""
        return len({issue for one in self.recommendations for issue in one.issues})

    @property
    def marking(self) -> str:
        """The highest marking of all that is in it."""
        parts = [one.marking for one in self.recommendations]
        return highest([self.plan.marking, *parts, *(one.marking for one in self.actions)])

    def under(self, ids: Collection[UUID]) -> list[Spent]:
        """Return the actions that serve any of some recommendations."""
        wanted = set(ids)
        return [one for one in self.actions if one.recommendations & wanted]


def valued(here: Seat, about: Plan) -> Valued:
    """Return what a plan costs and what is seen of it, in five queries however long it is."""
    actions = _actions(here, about)
    _read_days(actions)
    _read_moves(actions)
    _read_disruptions(actions)
    return Valued(about, _recommendations(about), list(actions.values()))


def _recommendations(about: Plan) -> list[Recommended]:
    found = Recommendation.objects.filter(plan=about).order_by("number")
    made: dict[UUID, tuple[Recommendation, set[UUID]]] = {}
    rows = found.values_list("pk", "number", "text", "strand", "marking", "issues")
    for pk, number, text, strand, marking, issue in rows:
        one = Recommendation(pk=pk, number=number, text=text, strand=strand, marking=marking)
        issues = made.setdefault(pk, (one, set()))[1]
        if issue is not None:
            issues.add(issue)
    return [
        Recommended(one.pk, one.ref, one.text, one.strand, one.marking, frozenset(issues))
        for one, issues in made.values()
    ]


def _actions(here: Seat, about: Plan) -> dict[UUID, Spent]:
    # the row of each recommendation is of this plan alone: the join is the one that is filtered
    found = access.actions(here).filter(recommendations__plan=about).select_related(None)
    rows = found.values_list(
        "pk", "number", "text", "cost", "expected_effect", "expected_by", "marking",
        "recommendations",
    )  # fmt: skip
    made: dict[UUID, Spent] = {}
    for pk, number, text, cost, effect, effect_by, marking, recommendation in rows:
        one = made.setdefault(
            pk, Spent(pk, f"A{number}", text, cost, effect, effect_by, marking)
        )  # fmt: skip
        one.recommendations.add(recommendation)
    return made


def _read_days(actions: dict[UUID, Spent]) -> None:
    found = StaffDays.objects.filter(action__in=list(actions)).order_by("agency__name")
    for action, agency, days in found.values_list("action_id", "agency__name", "days"):
        actions[action].days[agency] = days


def _read_moves(actions: dict[UUID, Spent]) -> None:
    found = Measure.objects.filter(action__in=list(actions), is_removed=False)
    latest: dict[UUID, tuple[UUID, Move]] = {}
    # of each measure the last row stands: the latest day, and on it the latest number
    rows = found.order_by("pk", "readings__on", "readings__number").values_list(
        "pk", "action_id", "better", "baseline", "readings__value"
    )
    for pk, action, better, baseline, value in rows:
        latest[pk] = (action, move_of(better, baseline, value))
    for action, move in latest.values():
        actions[action].moves.append(move)


def _read_disruptions(actions: dict[UUID, Spent]) -> None:
    found = Disruption.objects.filter(action__in=list(actions)).order_by("number")
    for action, moderated in found.values_list("action_id", "moderated_scale"):
        if moderated:
            actions[action].moderated.append(Scale(moderated))
        else:
            actions[action].waiting += 1
