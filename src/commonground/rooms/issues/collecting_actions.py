"""Sending links to propose issues, and withdrawing them."""

from collections.abc import Collection, Iterable
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from commonground.errors import BadInput
from commonground.rooms.audit.recording import action
from commonground.rooms.issues.proposal_access import working_links
from commonground.rooms.issues.rules import Verb, check_may_do
from commonground.rooms.people.access import Seat
from commonground.rooms.people.member_actions import MadeLink, make_link, revoke_link
from commonground.rooms.people.models import Membership, Partnership, PersonalLink, Purpose

LONGEST = timedelta(days=183)
"""How far ahead a link may last: a round of proposals, not a standing key."""
LAST_SECOND = time(23, 59, 59)


@action
def make_links(
    *, by: Seat, members: Iterable[Membership], until: date, replaces: Collection[UUID]
) -> list[MadeLink]:
    """Make each member a link to propose, good to the end of a day; return those that were made.

    Who has a link that works is left with it, unless it is among `replaces`: then it is withdrawn.
    So a form sent twice makes nothing the second time.
    """
    check_may_do(by.roles, Verb.COLLECT_PROPOSALS)
    lasts = lasts_until(until)
    Partnership.objects.select_for_update().get(pk=by.partnership.pk)  # one sending at a time
    working = working_links(by)
    made = []
    for member in members:
        links = working.get(member.pk, [])
        if any(one.pk not in replaces for one in links):
            continue
        for one in links:
            revoke_link(by=by, link=one)
        made.append(make_link(by=by, member=member, purpose=Purpose.PROPOSE, lasts=lasts))
    return made


@action
def withdraw_link(*, by: Seat, link: PersonalLink) -> None:
    """Withdraw a link to propose at once; one that is withdrawn already stays as it is."""
    check_may_do(by.roles, Verb.COLLECT_PROPOSALS)
    revoke_link(by=by, link=link)


def lasts_until(until: date) -> timedelta:
    """Return how long a link is to last; BadInput for a day that is past, or too far ahead."""
    today = timezone.localdate()
    if until < today:
        raise BadInput(_("Choose today or a day to come."))
    if until > today + LONGEST:
        raise BadInput(_("Choose a day within half a year."))
    return timezone.make_aware(datetime.combine(until, LAST_SECOND)) - timezone.now()
