"""Which role may do what with a ranking: one table, as in the people room."""

from collections.abc import Collection
from enum import StrEnum

from django.utils.translation import gettext_noop as _noop

from commonground.rooms.people.roles import Role
from commonground.rooms.refusals import refused


class Verb(StrEnum):
    """What can be done in this room, as it reads after "may not"."""

    SEE_RANKING = _noop("see the ranking")
    EXPORT_RANKING = _noop("take the ranking away as a file")
    MAKE_RANKING = _noop("compute the ranking")
    MOVE_LINE = _noop("take issues in or out of the shortlist")


READERS = frozenset({Role.ANALYST, Role.CHAIR, Role.MEMBER, Role.OVERSEER})
ALLOWED = {
    Verb.SEE_RANKING: READERS,
    Verb.EXPORT_RANKING: READERS,
    Verb.MAKE_RANKING: frozenset({Role.ANALYST}),
    # the chair, or the analyst who minutes what the board decided and says who did
    Verb.MOVE_LINE: frozenset({Role.CHAIR, Role.ANALYST}),
}
"""The roles that may, by verb. Assessors see no ranking: they hear of it from the board."""


def may_do(roles: Collection[Role], verb: Verb) -> bool:
    """Return whether somebody with these roles may."""
    return not ALLOWED[verb].isdisjoint(roles)


def check_may_do(roles: Collection[Role], verb: Verb) -> None:
    """Raise NotAllowed, with a sentence that says who may, unless somebody with these roles may."""
    if not may_do(roles, verb):
        raise refused(verb, *(role.label for role in Role if role in ALLOWED[verb]))
