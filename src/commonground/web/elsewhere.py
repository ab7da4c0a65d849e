"""What other rooms know of an issue: its own page shows it, and its room imports none of them."""

from uuid import UUID

from django.utils.translation import gettext as _

from commonground.rooms.people.access import Seat
from commonground.rooms.ranking import access as ranking_access
from commonground.rooms.ranking.presenters import issue_address


def issue_links(seat: Seat, issue_id: UUID) -> list[tuple[str, str]]:
    """Return the rankings that an issue stands in, the latest first: what to say, and where."""
    return [
        (
            _("Where it stands in the ranking of %(round)s") % {"round": one.round.name},
            issue_address(seat, one, stage),
        )
        for one, stage in ranking_access.where_ranked(seat, issue_id)
    ]
