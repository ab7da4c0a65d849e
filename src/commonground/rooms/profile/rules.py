"""Which role may do what with the local profile: one table, as in people."""

from collections.abc import Collection
from enum import StrEnum

from django.utils.translation import gettext_noop as _noop

from commonground.rooms.people.roles import Role
from commonground.rooms.refusals import refused


class Verb(StrEnum):
    """What can be done in this room, as it reads after "may not"."""

    SEE_PROFILES = _noop("see the local profiles")
    WRITE_PROFILES = _noop("write in a local profile")
    MOVE_PROFILES = _noop("move a local profile on")
    SEE_BUILDS = _noop("see the builds of a local profile")
    DISTRIBUTE = _noop("send a local profile out")
    WITHHOLD = _noop("keep the words that are withheld")
    SEE_SOURCES = _noop("see the register of sources")
    KEEP_SOURCES = _noop("keep the register of sources")
    SEE_TENSION = _noop("see the log of community tension")
    NOTE_TENSION = _noop("write in the log of community tension")
    WITHDRAW_TENSION = _noop("withdraw what stands in the log of community tension")


READERS = frozenset({Role.ANALYST, Role.CHAIR, Role.MEMBER, Role.OVERSEER})
ANALYST = frozenset({Role.ANALYST})
ALLOWED = {
    Verb.SEE_PROFILES: READERS,
    Verb.WRITE_PROFILES: ANALYST,
    # who may make which move is data: the rules of governance say it
    Verb.MOVE_PROFILES: READERS,
    Verb.SEE_BUILDS: READERS,
    Verb.DISTRIBUTE: ANALYST,
    Verb.WITHHOLD: ANALYST,
    Verb.SEE_SOURCES: READERS,
    Verb.KEEP_SOURCES: ANALYST,
    Verb.SEE_TENSION: READERS,
    # whoever sits on the board hears what their agency hears
    Verb.NOTE_TENSION: frozenset({Role.ANALYST, Role.CHAIR, Role.MEMBER}),
    Verb.WITHDRAW_TENSION: ANALYST,
}
"""The roles that may, by verb."""


def may_do(roles: Collection[Role], verb: Verb) -> bool:
    """Return whether somebody with these roles may."""
    return not ALLOWED[verb].isdisjoint(roles)


def check_may_do(roles: Collection[Role], verb: Verb) -> None:
    """Raise NotAllowed, with a sentence that says who may, unless somebody with these roles may."""
    if not may_do(roles, verb):
        raise refused(verb, *(role.label for role in Role if role in ALLOWED[verb]))
