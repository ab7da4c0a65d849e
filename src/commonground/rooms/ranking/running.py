"""Computes a ranking after the page has answered, and says how far it has come.

docs/decisions/0058 says why a thread. How far it has come stands in the cache that workers share,
and lasts only as long as something is heard of it: where the server was killed, asking again starts
anew.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from threading import Thread

from django.conf import settings
from django.core.cache import cache
from django.db import connections
from django.utils import translation
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from commonground.errors import BadInput
from commonground.rooms.consultation.models import Closing
from commonground.rooms.people.access import Seat
from commonground.rooms.ranking.actions import keep_ranking
from commonground.rooms.ranking.computing import result_text
from commonground.rooms.telling import faults_told

SILENT_S = 20
"""So long after the last word of it, a computation is taken to have ended with its server."""
TOLD_EVERY_S = 0.25
"""A word is a write to the database, so not every step is told."""
FAULT_S = 3600
"""How long the reason is kept why a ranking could not be computed."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How a computation stands."""

    percent: int | None
    """What part is done; None where nothing is being computed."""
    faults: tuple[str, ...]
    """Why the last one came to nothing."""


def standing(closing: Closing) -> Standing:
    """Return how the computation of a closed round's ranking stands."""
    share, faults = _key(closing), _key(closing, "faults")
    found = cache.get_many([share, faults])
    return Standing(found.get(share), tuple(found.get(faults, ())))


def begin(*, by: Seat, closing: Closing) -> None:
    """Begin computing, unless it has begun: two presses, or two people, compute once."""
    if cache.add(_key(closing), 0, SILENT_S):
        cache.delete_many([_key(closing, "faults")])
        run = import_string(settings.COMPUTED_BY)
        language = translation.get_language()
        run(lambda: _compute(by, closing, language))


def in_a_thread(work: Callable[[], None]) -> None:
    """Do it after the page has answered; a server that is told to stop waits for its end."""

    def alone() -> None:
        try:
            work()
        finally:
            connections.close_all()

    Thread(target=alone, name="ranking").start()


def at_once(work: Callable[[], None]) -> None:
    """Do it before the page answers, as tests do whose transaction no other thread can see."""
    work()


def _compute(by: Seat, closing: Closing, language: str | None) -> None:
    faults = [_("The ranking could not be computed. The log of the server says why.")]
    try:
        with translation.override(language):
            text = result_text(closing, _teller(closing))
            keep_ranking(by=by, closing=closing, result=text)
        faults = []
    except BadInput as refused:
        faults = list(faults_told(refused)[:5])
    finally:
        if faults:
            cache.set(_key(closing, "faults"), faults, FAULT_S)
        cache.delete_many([_key(closing)])


def _teller(closing: Closing) -> Callable[[float], None]:
    told_at = time.monotonic()

    def tell(share: float) -> None:
        nonlocal told_at
        now = time.monotonic()
        if now - told_at >= TOLD_EVERY_S:
            told_at = now
            cache.set(_key(closing), round(100 * share), SILENT_S)

    return tell


def _key(closing: Closing, what: str = "share") -> str:
    return f"ranking-{what}-{closing.pk}"
