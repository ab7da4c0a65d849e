"""Which actions of a plan somebody looks at, and in which order."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.utils import timezone

from commonground.rooms.people.access import Seat
from commonground.rooms.plan import access
from commonground.rooms.plan.lateness import late_on
from commonground.rooms.plan.models import (
    ENDED,
    Action,
    Measure,
    Plan,
    Recommendation,
    Status,
)
from commonground.rooms.plan.reading import with_lines

BY_DUE = (F("due_on").asc(nulls_last=True), "number")
"""The earliest due first, and those without a date last."""


class By(StrEnum):
    """What the actions of a plan are put in order by."""

    PRIORITY = "priority"
    AGENCY = "agency"


class Lack(StrEnum):
    """What a live action should have, and has not."""

    OWNER = "owner"
    MEASURE = "measure"
    REVIEW = "review"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which actions are asked for; the days are those of its due date or its review."""

    strand: str = ""
    priority: int | None = None
    status: Status | None = None
    agency: UUID | None = None
    is_late: bool = False
    lack: Lack | None = None
    since: date | None = None
    until: date | None = None

    @property
    def is_of_actions(self) -> bool:
        """Whether it says more than under which recommendations to look."""
        return self != Wanted(strand=self.strand, priority=self.priority)


def recommendations(here: Seat, about: Plan, wanted: Wanted) -> QuerySet[Recommendation]:
    """Return the recommendations of a plan that are asked for."""
    found = access.recommendations(here, about).prefetch_related(None)
    if wanted.strand:
        found = found.filter(strand=wanted.strand)
    if wanted.priority is not None:
        found = found.filter(priority=wanted.priority)
    return found


def actions(here: Seat, about: Plan, wanted: Wanted) -> QuerySet[Action]:
    """Return the actions that are asked for, of those that serve a plan."""
    served = recommendations(here, about, wanted).order_by()
    of_plan = served.filter(actions__isnull=False).values("actions")
    return narrowed(access.actions(here).filter(pk__in=of_plan), wanted)


def lines_of(here: Seat, about: Plan, wanted: Wanted) -> QuerySet[Recommendation]:
    """Return a plan's recommendations by priority, each with its actions that are asked for."""
    some = actions(here, about, wanted)
    found = recommendations(here, about, wanted).order_by("priority", "number")
    if wanted.is_of_actions:
        found = found.filter(pk__in=some.order_by().values("recommendations"))
        return found.prefetch_related(Prefetch("actions", with_lines(some)))
    return found.prefetch_related(Prefetch("actions", with_lines(access.actions(here))))


def narrowed(found: QuerySet[Action], wanted: Wanted) -> QuerySet[Action]:
    """Return those of some actions of which everything is true that is asked for."""
    if wanted.status is not None:
        found = found.filter(status=wanted.status)
    if wanted.agency is not None:
        supported = Action.supporting_agencies.through._default_manager.filter(
            agency=wanted.agency, action=OuterRef("pk")
        )
        found = found.filter(Q(lead_agency=wanted.agency) | Exists(supported))
    if wanted.is_late:
        found = found.filter(late_on(timezone.localdate()))
    if wanted.lack is not None:
        found = found.filter(lacks(wanted.lack))
    return found.filter(_between(wanted)) if wanted.since or wanted.until else found


def lacks(what: Lack) -> Q:
    """Return what finds the live actions that nobody leads, nothing measures or none reviews."""
    live = ~Q(status__in=ENDED)
    if what is Lack.OWNER:
        return live & Q(lead_agency=None, lead_person=None)
    if what is Lack.REVIEW:
        return live & Q(review_on=None)
    standing = Measure.objects.filter(action=OuterRef("pk"), is_removed=False)
    return live & Q(~Exists(standing))


def in_order(here: Seat, about: Plan, found: QuerySet[Action], by: By) -> QuerySet[Action]:
    """Return actions in an order, with the lines of a page and the recommendations they serve.

    `foremost` is the first priority among the recommendations of the plan that an action serves.
    """
    served = access.recommendations(here, about).prefetch_related(None)
    with_priority = served.filter(actions=OuterRef("pk"), priority__isnull=False)
    foremost = Subquery(with_priority.order_by("priority").values("priority")[:1])
    with_served = with_lines(found).prefetch_related(Prefetch("recommendations", served))
    if by is By.PRIORITY:
        return with_served.annotate(foremost=foremost).order_by(
            F("foremost").asc(nulls_last=True), *BY_DUE
        )
    return with_served.order_by(F("lead_agency__name").asc(nulls_last=True), "lead_agency", *BY_DUE)


def _between(wanted: Wanted) -> Q:
    days: dict[str, Any] = {}
    if wanted.since:
        days["gte"] = wanted.since
    if wanted.until:
        days["lte"] = wanted.until
    due = Q(**{f"due_on__{key}": day for key, day in days.items()})
    review = Q(**{f"review_on__{key}": day for key, day in days.items()})
    return due | (~Q(status__in=ENDED) & review)
