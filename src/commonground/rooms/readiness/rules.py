"""Which role may do what about readiness: one table, as in people."""

from collections.abc import Collection
from enum import StrEnum

from django.utils.translation import gettext_noop as _noop

from commonground.rooms.people.roles import Role
from commonground.rooms.refusals import refused


class Verb(StrEnum):
    """What can be done in this room, as it reads after "may not"."""

    SEE_READINESS = _noop("see how ready the partnership is")
    CHECK = _noop("check how ready the partnership is")
    ANSWER = _noop("answer for what the rules find")
    SET_RULES = _noop("change the thresholds of the rules")
    KEEP_INSPECTIONS = _noop("keep the recommendations of inspections")
    EXPORT = _noop("take the report on readiness away")


READERS = frozenset({Role.ANALYST, Role.CHAIR, Role.MEMBER, Role.OVERSEER})
BOARD = frozenset({Role.ANALYST, Role.CHAIR})
ALLOWED = {
    Verb.SEE_READINESS: READERS,
    Verb.CHECK: BOARD,
    Verb.ANSWER: BOARD,
    Verb.SET_RULES: BOARD,
    Verb.KEEP_INSPECTIONS: BOARD,
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
