"""Lets a program in by its token, and by nothing else: no cookie opens the API."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja.errors import AuthenticationError
from ninja.security import HttpBearer

from commonground.rooms.people.models import ApiToken, Scope
from commonground.rooms.people.token_access import TokenState, presented, state_of
from commonground.rooms.people.token_actions import note_use
from commonground.rooms.refusals import NotAllowed

READING = {"GET", "HEAD"}


class AskedByProgram(HttpRequest):
    """A request that came with a token that works."""

    auth: ApiToken


class Token(HttpBearer):
    """The token that somebody made for a program under their account in a partnership."""

    openapi_description = (
        "A token from the page “Tokens for programs” under your account. It acts for you in one "
        "partnership, with the roles that you hold there on the day. A token made to read only is "
        "refused with 403 on every other method than GET."
    )

    def __call__(self, request: HttpRequest) -> Any:
        # a bare None would be answered with a word and not with what to do
        found = super().__call__(request)
        if found is None:
            raise AuthenticationError(
                message=_(
                    "Send your token in the header “Authorization: Bearer cg_…”. You make one "
                    "under your account, in “Tokens for programs”."
                )
            )
        return found

    def authenticate(self, request: HttpRequest, token: str) -> ApiToken:
        """Return the token that was sent; AuthenticationError, or NotAllowed to write with it."""
        found = presented(token)
        if found is None:
            raise AuthenticationError(
                message=_(
                    "We do not know this token. Copy the whole of it, or make a new one under "
                    "your account, in “Tokens for programs”."
                )
            )
        now = timezone.now()
        if (state := state_of(found, now)) is not TokenState.GOOD:
            raise AuthenticationError(message=_said(state))
        if found.scope != Scope.WRITE and request.method not in READING:
            raise NotAllowed(
                _("This token was made to read only. Make one that may write, to do this.")
            )
        note_use(token=found, now=now)
        return found


def _said(state: TokenState) -> str:
    if state is TokenState.EXPIRED:
        return _("This token has expired. Make a new one under your account.")
    return _("This token was withdrawn. Make a new one under your account.")
