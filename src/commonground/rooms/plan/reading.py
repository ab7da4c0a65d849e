"""What the pages of plans read beside `access`: lines with all that they show, in few queries."""

from uuid import UUID

from django.db.models import Count, Prefetch, QuerySet
from django.utils.translation import gettext as _

from commonground.rooms.people.access import Seat
from commonground.rooms.people.models import Person
from commonground.rooms.plan import access
from commonground.rooms.plan.models import Action, Milestone, Recommendation
from commonground.rooms.plan.rules import Verb, may_do
from commonground.rooms.refusals import NotAllowed


def with_lines(found: QuerySet[Action]) -> QuerySet[Action]:
    """Return actions with the milestones and supporting agencies that their lines show."""
    standing = Milestone.objects.filter(is_removed=False).order_by("position", "pk")
    return found.prefetch_related(Prefetch("milestones", standing), "supporting_agencies")


def counts(here: Seat) -> dict[object, tuple[int, int]]:
    """Return how many recommendations and actions each plan has."""
    found = Recommendation.objects.filter(plan__partnership=here.partnership)
    rows = (
        found.order_by()
        .values_list("plan")
        .annotate(Count("pk", distinct=True), Count("actions", distinct=True))
    )
    return {plan: (some, actions) for plan, some, actions in rows}


def actions_for(here: Seat, about: Recommendation) -> list[Action]:
    """Return the actions that serve a recommendation."""
    return list(with_lines(access.actions(here)).filter(recommendations=about))


def seen(here: Seat, action_id: UUID) -> tuple[Action, bool]:
    """Return an action to somebody who may see it, and whether they may say how it goes.

    Whoever keeps or reads the plan sees all; others see their own, and Http404 otherwise.
    """
    if may_do(here.roles, Verb.EDIT_PLANS):
        return access.action(here, action_id), True
    if may_do(here.roles, Verb.SEE_PLANS):
        is_own = access.own_actions(here).filter(pk=action_id).exists()
        return access.action(here, action_id), is_own
    return access.own_action(here, action_id), True


def answered_for(person: Person, partnership_id: UUID, action_id: UUID) -> tuple[Seat, Action]:
    """Return an action to who says how it goes, with their seat; NotAllowed to who reads it."""
    here = access.seat(person, partnership_id, Verb.UPDATE_OWN_ACTIONS)
    about, may_say = seen(here, action_id)
    if not may_say:
        raise NotAllowed(_("Only who leads an action, or the analyst, says how it goes."))
    return here, about
