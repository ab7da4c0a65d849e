"""Which proposed dates there are, for those who decide and for the pages of an action."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from commonground.rooms.people.access import Seat
from commonground.rooms.plan.models import Action, DateProposal
from commonground.rooms.plan.rules import Verb, check_may_do


def proposals(here: Seat) -> QuerySet[DateProposal]:
    """Return the partnership's proposed dates, those that wait and the oldest first."""
    check_may_do(here.roles, Verb.SEE_PLANS)
    found = DateProposal.objects.filter(action__partnership=here.partnership)
    return found.select_related("action", "member__person").order_by("at", "pk")


def waiting(here: Seat) -> QuerySet[DateProposal]:
    """Return those of them that the board has not decided on."""
    return proposals(here).filter(is_accepted=None)


def proposal(here: Seat, proposal_id: UUID) -> DateProposal:
    """Return one of them; Http404 where the partnership has none of that id."""
    found = proposals(here).filter(pk=proposal_id).first()
    if found is None:
        raise Http404
    return found


def of_action(about: Action) -> list[DateProposal]:
    """Return the dates that were proposed for an action, the latest first."""
    found = about.proposals.select_related("action", "member__person")
    return list(found.order_by("-at", "pk"))
