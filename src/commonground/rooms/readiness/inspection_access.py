"""Recommendations of inspections, with what came before each where one came back."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Count, QuerySet
from django.http import Http404

from commonground.rooms.people.access import Seat
from commonground.rooms.plan.models import Action
from commonground.rooms.readiness.models import InspectionRecommendation, Step
from commonground.rooms.readiness.rules import Verb, check_may_do


def recommendations(here: Seat) -> QuerySet[InspectionRecommendation]:
    """Return the partnership's recommendations of inspections, the latest first."""
    check_may_do(here.roles, Verb.SEE_READINESS)
    found = InspectionRecommendation.objects.filter(partnership=here.partnership)
    related = found.select_related("inspection", "owner_agency", "repeats")
    return related.annotate(tied=Count("actions")).order_by("-number")


def recommendation(here: Seat, recommendation_id: UUID) -> InspectionRecommendation:
    """Return one of them; Http404 where the partnership has none of that id."""
    found = recommendations(here).filter(pk=recommendation_id).first()
    if found is None:
        raise Http404
    return found


def actions_of(about: InspectionRecommendation) -> list[Action]:
    """Return the actions that answer a recommendation, by number."""
    return list(about.actions.order_by("number"))


def actions_called(here: Seat, numbers: Iterable[int]) -> dict[int, UUID]:
    """Return the partnership's actions that have these numbers."""
    found = Action.objects.filter(partnership=here.partnership, number__in=list(numbers))
    return dict(found.values_list("number", "pk"))


def chain(here: Seat, about: InspectionRecommendation) -> list[InspectionRecommendation]:
    """Return a recommendation and all that it came back as or came from, the earliest first."""
    found = {one.pk: one for one in recommendations(here)}
    first = found[about.pk]
    while first.repeats_id is not None:
        first = found[first.repeats_id]
    held, waiting = [], [first]
    while waiting:
        one = waiting.pop(0)
        held.append(one)
        waiting += sorted(
            (each for each in found.values() if each.repeats_id == one.pk),
            key=lambda each: each.number,
        )
    return held


def steps(some: Iterable[InspectionRecommendation]) -> list[Step]:
    """Return what became of these, the latest first, with who wrote each step."""
    found = Step.objects.filter(recommendation__in=[one.pk for one in some])
    related = found.select_related("by", "recommendation")
    return list(related.order_by("-on", "-at", "-number"))
