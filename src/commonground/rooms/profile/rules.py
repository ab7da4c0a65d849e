"""Which role may do what with the local profile: one table, as in people."""

from collections.abc import Collection
from enum import StrEnum

from django.utils.translation import gettext_noop as _noop

from commonground.rooms.people.roles import Role
from commonground.rooms.refusals import refused


class Verb(StrEnum):
    """What can be done in this room, as it reads after "may not"."""

    SEE_SOURCES = _noop("see the register of sources")
    KEEP_SOURCES = _noop("keep the register of sources")


READERS = frozenset({Role.ANALYST, Role.CHAIR, Role.MEMBER, Role.OVERSEER})
ALLOWED = {
    Verb.SEE_SOURCES: READERS,
    Verb.KEEP_SOURCES: frozenset({Role.ANALYST}),
}
"""The roles that may, by verb."""


def may_do(roles: Collection[Role], verb: Verb) -> bool:
    """Return whether somebody with these roles may."""
    return not ALLOWED[verb].isdisjoint(roles)


def check_may_do(roles: Collection[Role], verb: Verb) -> None:
    """Raise NotAllowed, with a sentence that says who may, unless somebody with these roles may."""
    if not may_do(roles, verb):
        raise refused(verb, *(role.label for role in Role if role in ALLOWED[verb]))
