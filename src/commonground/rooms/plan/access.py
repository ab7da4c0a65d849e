"""The only door to action plans: 404 to an outsider, 403 to a reader."""

from collections.abc import Collection
from typing import TypeVar
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Model, Q, QuerySet
from django.http import Http404

from commonground.rooms.naming import Named
from commonground.rooms.people import access as people_access
from commonground.rooms.people.access import Seat
from commonground.rooms.people.models import Membership, Person
from commonground.rooms.people.rules import Verb as PeopleVerb
from commonground.rooms.plan.models import (
    Action,
    Board,
    Disruption,
    Entry,
    GapReason,
    Measure,
    Milestone,
    Plan,
    Recommendation,
)
from commonground.rooms.plan.rules import Verb, check_may_do

Found = TypeVar("Found", bound=Model)


def seat(person: Person, partnership_id: UUID, verb: Verb) -> Seat:
    """Return a person's seat to do something in this room; Http404 or NotAllowed as in people."""
    here = people_access.seat(person, partnership_id, PeopleVerb.SEE_AGENCIES)
    check_may_do(here.roles, verb)
    return here


def boards(here: Seat) -> QuerySet[Board]:
    """Return the groups that plans and actions are reported to, by name."""
    check_may_do(here.roles, Verb.SEE_PLANS)
    return Board.objects.filter(partnership=here.partnership).order_by("name")


def plans(here: Seat) -> QuerySet[Plan]:
    """Return the partnership's plans, the latest first."""
    check_may_do(here.roles, Verb.SEE_PLANS)
    found = Plan.objects.filter(partnership=here.partnership).select_related("board")
    return found.order_by("-starts_on", "-made_at", "pk")


def plan(here: Seat, plan_id: UUID) -> Plan:
    """Return one plan; Http404 where the partnership has none of that id."""
    return _one(plans(here), plan_id)


def recommendations(here: Seat, about: Plan) -> QuerySet[Recommendation]:
    """Return the recommendations of a plan by number, with the issues and themes they rest on."""
    check_may_do(here.roles, Verb.SEE_PLANS)
    found = Recommendation.objects.filter(plan=about, plan__partnership=here.partnership)
    return found.prefetch_related("issues", "golden_themes").order_by("number")


def recommendation(here: Seat, about: Plan, recommendation_id: UUID) -> Recommendation:
    """Return one recommendation of a plan; Http404 where it is another's."""
    return _one(recommendations(here, about), recommendation_id)


def actions(here: Seat) -> QuerySet[Action]:
    """Return the partnership's actions by number, with who leads them."""
    check_may_do(here.roles, Verb.SEE_PLANS)
    return _actions(here)


def action(here: Seat, action_id: UUID) -> Action:
    """Return one action; Http404 where the partnership has none of that id."""
    return _one(actions(here), action_id)


def own_actions(here: Seat) -> QuerySet[Action]:
    """Return the actions that somebody leads: named there, or holding the role that leads.

    Whoever holds an action's role at its lead agency leads it where no other person is named.
    """
    check_may_do(here.roles, Verb.SEE_OWN_ACTIONS)
    own = Membership.objects.filter(partnership=here.partnership, person=here.person)
    led = Q(lead_person__in=own)
    for agency, title in own.exclude(title="").values_list("agency", "title"):
        led |= Q(lead_person=None, lead_agency=agency, lead_role__iexact=title)
    return _actions(here).filter(led)


def own_action(here: Seat, action_id: UUID) -> Action:
    """Return one action that somebody leads; Http404 where it is another's."""
    return _one(own_actions(here), action_id)


def milestones(about: Action) -> QuerySet[Milestone]:
    """Return the milestones of an action that stand, in order."""
    return about.milestones.filter(is_removed=False).order_by("position", "pk")


def milestone(about: Action, milestone_id: UUID) -> Milestone:
    """Return one milestone of an action; Http404 where it is another's."""
    return _one(milestones(about), milestone_id)


def entries(about: Action) -> QuerySet[Entry]:
    """Return the log of an action, the latest first, with what changed and who wrote it."""
    found = about.entries.select_related("by", "member__person", "member__agency")
    return found.prefetch_related("changes").order_by("-number")


def disruptions(here: Seat) -> QuerySet[Disruption]:
    """Return the partnership's disruptions, the latest first."""
    check_may_do(here.roles, Verb.SEE_PLANS)
    found = Disruption.objects.filter(partnership=here.partnership)
    return found.select_related("agency", "action", "recorded_by", "moderated_by").order_by(
        "-on", "-number"
    )


def named(here: Seat, ids: Collection[UUID]) -> Named:
    """Return the names of the partnership's own plans, actions and the rest that have these ids."""
    of_action = {"action__partnership": here.partnership, "pk__in": ids}
    return [
        here.partnership.plans.filter(pk__in=ids).values_list("pk", "name"),
        here.partnership.boards.filter(pk__in=ids).values_list("pk", "name"),
        Recommendation.objects.filter(
            plan__partnership=here.partnership, pk__in=ids
        ).values_list("pk", "text"),
        here.partnership.actions.filter(pk__in=ids).values_list("pk", "text"),
        Milestone.objects.filter(**of_action).values_list("pk", "text"),
        Entry.objects.filter(**of_action).values_list("pk", "action__text"),
        Measure.objects.filter(**of_action).values_list("pk", "name"),
        here.partnership.disruptions.filter(pk__in=ids).values_list("pk", "subject"),
        GapReason.objects.filter(
            plan__partnership=here.partnership, pk__in=ids
        ).values_list("pk", "issue__name"),
    ]  # fmt: skip


def _actions(here: Seat) -> QuerySet[Action]:
    found = Action.objects.filter(partnership=here.partnership)
    return found.select_related("lead_agency", "lead_person__person").order_by("number")


def _one(found: QuerySet[Found], public_id: UUID) -> Found:
    try:
        return found.get(pk=public_id)
    except ObjectDoesNotExist:
        raise Http404 from None
