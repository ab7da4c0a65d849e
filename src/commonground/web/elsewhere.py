"""What other rooms know of an issue or an action: its page shows it, its room imports none."""

from collections.abc import Callable
from typing import TypeAlias
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from commonground.rooms.people.access import Seat
from commonground.rooms.places import location_access
from commonground.rooms.places.addresses import address
from commonground.rooms.places.models import PriorityLocation
from commonground.rooms.places.rules import Verb, may_do
from commonground.rooms.ranking import access as ranking_access
from commonground.rooms.ranking.presenters import issue_address

Finding: TypeAlias = Callable[[Seat, UUID], "QuerySet[PriorityLocation]"]


def issue_links(seat: Seat, issue_id: UUID) -> list[tuple[str, str]]:
    """Return the rankings that an issue stands in, the latest first: what to say, and where."""
    return [
        (
            _("Where it stands in the ranking of %(round)s") % {"round": one.round.name},
            issue_address(seat, one, stage),
        )
        for one, stage in ranking_access.where_ranked(seat, issue_id)
    ]


def issue_locations(seat: Seat, issue_id: UUID) -> list[tuple[str, str]]:
    """Return the priority locations that hang together with an issue; none to who may not see."""
    return _located(seat, location_access.of_issue, issue_id)


def action_locations(seat: Seat, action_id: UUID) -> list[tuple[str, str]]:
    """Return the priority locations that an action is about; none to who may not see them."""
    return _located(seat, location_access.of_action, action_id)


def _located(seat: Seat, found: Finding, of: UUID) -> list[tuple[str, str]]:
    if not may_do(seat.roles, Verb.SEE_PLACES):
        return []
    return [(one.name, address("location", seat, one.pk)) for one in found(seat, of)]
