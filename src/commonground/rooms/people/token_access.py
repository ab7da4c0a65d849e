"""The only door to the tokens of programs: to one's own, and to what a program sent."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import QuerySet
from django.http import Http404

from commonground.rooms.people.access import Seat
from commonground.rooms.people.models import ApiToken, Person
from commonground.rooms.people.rules import Verb, check_may_do
from commonground.rooms.people.tokens import hash_of


class TokenState(StrEnum):
    """What has become of a token."""

    GOOD = "good"
    EXPIRED = "expired"
    REVOKED = "revoked"


def state_of(token: ApiToken, now: datetime) -> TokenState:
    """Return what has become of a token."""
    if token.revoked_at is not None:
        return TokenState.REVOKED
    return TokenState.EXPIRED if token.has_expired(now) else TokenState.GOOD


def own_tokens(here: Seat) -> QuerySet[ApiToken]:
    """Return the tokens of the seat's own person in this partnership, the latest first."""
    check_may_do(here.roles, Verb.HOLD_TOKENS)
    found = ApiToken.objects.filter(
        membership__partnership=here.partnership, membership__person=here.person
    )
    return found.order_by("-made_at", "pk")


def own_token(here: Seat, token_id: UUID) -> ApiToken:
    """Return one of one's own tokens; Http404 where it is anybody else's."""
    try:
        return own_tokens(here).get(pk=token_id)
    except ObjectDoesNotExist:
        raise Http404 from None


def presented(secret: str) -> ApiToken | None:
    """Return the token that a program sent, good or not; None where there is none like it.

    Nor is there one of somebody who may not sign in any more.
    """
    found = ApiToken.objects.filter(token_hash=hash_of(secret), membership__person__is_active=True)
    return found.select_related("membership__person", "membership__partnership").first()


def person_for(token: ApiToken, partnership_id: UUID) -> Person:
    """Return whom a token acts for; Http404 in any partnership but the one it was made for."""
    if token.membership.partnership_id != partnership_id:
        raise Http404
    return token.membership.person
