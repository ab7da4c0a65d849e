"""Which role may do what with remarks, codes and golden themes: one table, as in people."""

from collections.abc import Collection
from enum import StrEnum

from django.utils.translation import gettext_noop as _noop

from commonground.rooms.people.roles import Role
from commonground.rooms.refusals import refused


class Verb(StrEnum):
    """What can be done in this room, as it reads after "may not"."""

    SEE_REMARKS = _noop("see the remarks")
    GATHER_REMARKS = _noop("gather remarks")
    CODE_REMARKS = _noop("give codes to remarks")
    START_CHECK = _noop("start or end a check by two coders")
    CODE_BLIND = _noop("code the remarks of a check")
    EDIT_CODES = _noop("change the codes")
    EDIT_THEMES = _noop("make golden themes")
    EXPORT_THEMES = _noop("take the golden themes away as a file")


READERS = frozenset({Role.ANALYST, Role.CHAIR, Role.MEMBER, Role.OVERSEER})
ANALYST = frozenset({Role.ANALYST})
ALLOWED = {
    Verb.SEE_REMARKS: READERS,
    Verb.GATHER_REMARKS: ANALYST,
    Verb.CODE_REMARKS: ANALYST,
    Verb.START_CHECK: ANALYST,
    Verb.CODE_BLIND: frozenset({Role.ANALYST, Role.CHAIR, Role.MEMBER}),
    Verb.EDIT_CODES: ANALYST,
    Verb.EDIT_THEMES: ANALYST,
    Verb.EXPORT_THEMES: READERS,
}
"""The roles that may, by verb. Assessors see no remarks but their own, where they made them."""


def may_do(roles: Collection[Role], verb: Verb) -> bool:
    """Return whether somebody with these roles may."""
    return not ALLOWED[verb].isdisjoint(roles)


def check_may_do(roles: Collection[Role], verb: Verb) -> None:
    """Raise NotAllowed, with a sentence that says who may, unless somebody with these roles may."""
    if not may_do(roles, verb):
        raise refused(verb, *(role.label for role in Role if role in ALLOWED[verb]))
