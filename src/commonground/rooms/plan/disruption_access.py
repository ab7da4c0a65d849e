"""The disruptions of a partnership: one, some of them, and how many stand on each step."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Case, Count, F, Q, QuerySet, When
from django.http import Http404
from django.utils.translation import gettext as _

from commonground.rooms.people.access import Seat
from commonground.rooms.people.models import Partnership, Person
from commonground.rooms.plan import access
from commonground.rooms.plan.models import (
    Disruption,
    DisruptionEntry,
    Scale,
    ScaleMeaning,
    Turn,
)
from commonground.rooms.plan.rules import Verb, may_do
from commonground.rooms.plan.strands import scale_meanings


class Moderation(StrEnum):
    """Whether a second person has looked at it."""

    DONE = "done"
    WAITING = "waiting"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which disruptions are asked for."""

    plan: UUID | None = None
    scale: Scale | None = None
    agency: UUID | None = None
    moderation: Moderation | None = None


@dataclass(frozen=True, slots=True)
class Total:
    """How many disruptions stand on one step: after moderation, and as recorded alone."""

    scale: Scale
    moderated: int
    waiting: int


def disruptions(here: Seat, wanted: Wanted) -> QuerySet[Disruption]:
    """Return those that are asked for, the latest first; the scale is the one that stands."""
    stands = Case(When(moderated_scale="", then=F("scale")), default=F("moderated_scale"))
    found = access.disruptions(here).annotate(stands=stands)
    if wanted.plan is not None:
        tied = Q(action__recommendations__plan=wanted.plan)
        found = found.filter(pk__in=Disruption.objects.filter(tied).values("pk"))
    if wanted.scale is not None:
        found = found.filter(stands=wanted.scale)
    if wanted.agency is not None:
        found = found.filter(agency=wanted.agency)
    if wanted.moderation is not None:
        found = found.filter(moderated_by__isnull=wanted.moderation == Moderation.WAITING)
    return found


def disruption(here: Seat, disruption_id: UUID) -> Disruption:
    """Return one disruption; Http404 where the partnership has none of that id."""
    try:
        return access.disruptions(here).get(pk=disruption_id)
    except ObjectDoesNotExist:
        raise Http404 from None


def totals(found: QuerySet[Disruption]) -> list[Total]:
    """Return how many of some disruptions stand on each step, in the order of the scale."""
    some = found.select_related(None).order_by()
    rows = some.values_list("scale", "moderated_scale").annotate(
        done=Count("pk", filter=Q(moderated_by__isnull=False)),
        waiting=Count("pk", filter=Q(moderated_by__isnull=True)),
    )
    done: Counter[str] = Counter()
    waiting: Counter[str] = Counter()
    for scale, moderated, looked_at, not_yet in rows:
        done[moderated or scale] += looked_at
        waiting[moderated or scale] += not_yet
    return [Total(one, done[one], waiting[one]) for one in Scale]


def entries(about: Disruption) -> list[DisruptionEntry]:
    """Return what was said of a disruption, the latest first."""
    return list(about.entries.select_related("by").order_by("-number"))


def said_by(about: Disruption, person: Person, some: Collection[DisruptionEntry]) -> bool:
    """Return whether somebody recorded a disruption or changed it, and so cannot moderate it."""
    own = {one.by_id for one in some if one.turn != Turn.MODERATED}
    return person.pk in own | {about.recorded_by_id}


def may_change(here: Seat, about: Disruption) -> bool:
    """Return whether somebody may change a disruption: the analyst, or whoever recorded it."""
    if may_do(here.roles, Verb.EDIT_PLANS):
        return True
    is_own = about.recorded_by_id == here.person.pk
    return is_own and may_do(here.roles, Verb.RECORD_DISRUPTIONS)


def meaning(here: Seat, step: str) -> tuple[Scale, ScaleMeaning | None]:
    """Return a step of the scale with the partnership's own words; Http404 for no such step."""
    if step not in Scale.values:
        raise Http404
    found = ScaleMeaning.objects.filter(partnership=here.partnership, scale=step)
    return Scale(step), found.first()


def meanings(partnership: Partnership) -> dict[Scale, str]:
    """Return what a partnership means by each step; the product's words where it says nothing."""
    own = ScaleMeaning.objects.filter(partnership=partnership).values_list("scale", "meaning")
    said = {Scale(scale): meaning for scale, meaning in own if meaning}
    return {one: said.get(one) or _(meaning) for one, meaning in scale_meanings().items()}
