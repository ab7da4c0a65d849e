"""What the pages of programs' tokens show."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from commonground.rooms.people.access import Seat
from commonground.rooms.people.models import ApiToken
from commonground.rooms.people.presenters import address
from commonground.rooms.people.token_access import TokenState, state_of


@dataclass(frozen=True, slots=True)
class TokenRow:
    """One token."""

    name: str
    scope: str
    expires: str
    last_used: str
    state: str
    revoke_href: str


def token_rows(here: Seat, tokens: Iterable[ApiToken], now: datetime) -> list[TokenRow]:
    """Return the rows, with where to withdraw those that still work."""
    return [
        TokenRow(
            name=one.name,
            scope=one.get_scope_display(),
            expires=date_format(localtime(one.expires_at), "j M Y"),
            last_used=date_format(localtime(one.last_used_at), "j M Y, H:i")
            if one.last_used_at
            else _("Never"),
            state=_state(state_of(one, now)),
            revoke_href=address("revoke_token", here, one.pk) if one.revoked_at is None else "",
        )
        for one in tokens
    ]


def _state(state: TokenState) -> str:
    words = {
        TokenState.GOOD: _("works"),
        TokenState.EXPIRED: _("expired"),
        TokenState.REVOKED: _("withdrawn"),
    }
    return words[state]
