"""Which role may do what about places: one table, as in people."""

from collections.abc import Collection
from enum import StrEnum

from django.utils.translation import gettext_noop as _noop

from commonground.rooms.people.roles import Role
from commonground.rooms.refusals import refused


class Verb(StrEnum):
    """What can be done in this room, as it reads after "may not"."""

    SEE_PLACES = _noop("see the places")
    SET_AREA = _noop("choose the area and its boundaries")
    IMPORT = _noop("import counts of the area")
    KEEP_LAYERS = _noop("bring in layers of figures")
    KEEP_LOCATIONS = _noop("keep priority locations")
    EXPORT = _noop("take what is known of places away")


READERS = frozenset({Role.ANALYST, Role.CHAIR, Role.MEMBER, Role.OVERSEER})
ALLOWED = {
    Verb.SEE_PLACES: READERS,
    Verb.SET_AREA: frozenset({Role.ANALYST}),
    Verb.IMPORT: frozenset({Role.ANALYST}),
    Verb.KEEP_LAYERS: frozenset({Role.ANALYST}),
    Verb.KEEP_LOCATIONS: frozenset({Role.ANALYST}),
    Verb.EXPORT: READERS,
}
"""The roles that may, by verb."""


def may_do(roles: Collection[Role], verb: Verb) -> bool:
    """Return whether somebody with these roles may."""
    return not ALLOWED[verb].isdisjoint(roles)


def check_may_do(roles: Collection[Role], verb: Verb) -> None:
    """Raise NotAllowed, with a sentence that says who may, unless somebody with these roles may."""
    if not may_do(roles, verb):
        raise refused(verb, *(role.label for role in Role if role in ALLOWED[verb]))
