"""Counts the wrong codes that come from one address, so that nobody finds a meeting by trying."""

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest

AT_MOST = 20
"""A whole venue shares one address, and mistypes a few of 47 million codes."""
SECONDS = 5 * 60
"""After so long without a wrong one, they are forgotten."""


def has_guessed_too_often(request: HttpRequest) -> bool:
    """Return whether so many wrong codes came from there that none is looked at for a while."""
    return int(cache.get(_key(request), 0)) >= AT_MOST


def note_wrong_code(request: HttpRequest) -> None:
    """Count one more wrong code; right ones are never counted."""
    key = _key(request)
    cache.set(key, int(cache.get(key, 0)) + 1, SECONDS)


def _key(request: HttpRequest) -> str:
    return f"meetings:wrong-codes:{get_adapter().get_client_ip(request)}"
