"""The only door to how owners are asked, to the letters they were sent, and to calendar feeds."""

from enum import StrEnum
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Q, QuerySet
from django.http import Http404

from commonground.rooms.people.access import Seat
from commonground.rooms.people.models import Membership
from commonground.rooms.people.tokens import hash_of, is_whole
from commonground.rooms.plan.models import Feed, Letter, Posted
from commonground.rooms.plan.rules import Verb, check_may_do, may_do


class LetterState(StrEnum):
    """What became of a letter."""

    SENT = "sent"
    FAILED = "failed"
    WAITING = "waiting"
    NEEDLESS = "needless"


_NOT_SENT = Q(sent_at=None, needless_since=None)
_STATES = {
    LetterState.SENT: Q(sent_at__isnull=False),
    LetterState.FAILED: _NOT_SENT & ~Q(fault=""),
    LetterState.WAITING: _NOT_SENT & Q(fault=""),
    LetterState.NEEDLESS: Q(sent_at=None, needless_since__isnull=False),
}


def letters(
    here: Seat, letter: Letter | None = None, state: LetterState | None = None
) -> QuerySet[Posted]:
    """Return the letters about the plan, the latest first; of one kind, or in one state."""
    check_may_do(here.roles, Verb.ASK_OWNERS)
    found = Posted.objects.filter(partnership=here.partnership)
    if letter is not None:
        found = found.filter(letter=letter)
    if state is not None:
        found = found.filter(_STATES[state])
    return found.select_related("member__person", "action").order_by("-made_at", "pk")


def letter(here: Seat, letter_id: UUID) -> Posted:
    """Return one letter; Http404 where the partnership has none of that id."""
    try:
        return letters(here).get(pk=letter_id)
    except ObjectDoesNotExist:
        raise Http404 from None


def state_of(one: Posted) -> LetterState:
    """Return what became of a letter."""
    if one.sent_at is not None:
        return LetterState.SENT
    if one.needless_since is not None:
        return LetterState.NEEDLESS
    return LetterState.FAILED if one.fault else LetterState.WAITING


def own_member(here: Seat) -> Membership:
    """Return the membership of whoever is signed in."""
    check_may_do(here.roles, Verb.SEE_OWN_ACTIONS)
    return Membership.objects.get(partnership=here.partnership, person=here.person)


def own_feeds(here: Seat) -> QuerySet[Feed]:
    """Return the calendar addresses of whoever is signed in, the latest first."""
    return _feeds(here).filter(member=own_member(here))


def feeds(here: Seat) -> QuerySet[Feed]:
    """Return the partnership's calendar addresses that can be read still, by whose they are."""
    check_may_do(here.roles, Verb.ASK_OWNERS)
    return _feeds(here).filter(revoked_at=None).order_by("member__person__name", "-made_at", "pk")


def feed_to_revoke(here: Seat, feed_id: UUID) -> Feed:
    """Return one's own calendar address, or to who asks the owners anybody's; or Http404."""
    found = _feeds(here) if may_do(here.roles, Verb.ASK_OWNERS) else own_feeds(here)
    try:
        return found.get(pk=feed_id)
    except ObjectDoesNotExist:
        raise Http404 from None


def read_feed(token: str) -> Feed | None:
    """Return what a secret address reads, revoked or not; None where there is none like it.

    A secret that this installation did not make is known by its look, without asking for it.
    """
    if not is_whole(token):
        return None
    found = Feed.objects.filter(token_hash=hash_of(token))
    return found.select_related("member__partnership", "member__agency", "member__person").first()


def _feeds(here: Seat) -> QuerySet[Feed]:
    found = Feed.objects.filter(member__partnership=here.partnership)
    return found.select_related("member__person").order_by("-made_at", "pk")
