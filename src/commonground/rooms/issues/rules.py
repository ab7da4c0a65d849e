"""Which role may do what with issues: one table, as in the people room."""

from collections.abc import Collection
from enum import StrEnum

from django.utils.translation import gettext_noop as _noop

from commonground.rooms.people.roles import Role
from commonground.rooms.refusals import refused


class Verb(StrEnum):
    """What can be done in this room, as it reads after "may not"."""

    SEE_ISSUES = _noop("see the long list of issues")
    EXPORT_ISSUES = _noop("export the long list of issues")
    EDIT_ISSUES = _noop("change issues and their evidence")
    CLOSE_ISSUES = _noop("merge, split or retire issues")
    IMPORT_ISSUES = _noop("import issues")
    EDIT_THEMES = _noop("change themes")
    COLLECT_PROPOSALS = _noop("ask partners for issues, and see whom you asked")
    DECIDE_PROPOSALS = _noop("see what partners propose, and decide on it")


READERS = frozenset({Role.ANALYST, Role.CHAIR, Role.MEMBER, Role.OVERSEER})
ALLOWED = {
    Verb.SEE_ISSUES: READERS,
    Verb.EXPORT_ISSUES: READERS,
    Verb.EDIT_ISSUES: frozenset({Role.ANALYST}),
    Verb.CLOSE_ISSUES: frozenset({Role.ANALYST}),
    Verb.IMPORT_ISSUES: frozenset({Role.ANALYST}),
    Verb.EDIT_THEMES: frozenset({Role.ANALYST}),
    Verb.COLLECT_PROPOSALS: frozenset({Role.ANALYST}),
    Verb.DECIDE_PROPOSALS: frozenset({Role.ANALYST}),
}
"""The roles that may, by verb. Assessors see the issues that they are asked about, elsewhere."""


MOST_WAITING = 50
"""How many proposals of one person can wait at once: more than anybody means to send, and few
enough to read should a link fall into the wrong hands."""


def may_do(roles: Collection[Role], verb: Verb) -> bool:
    """Return whether somebody with these roles may."""
    return not ALLOWED[verb].isdisjoint(roles)


def check_may_do(roles: Collection[Role], verb: Verb) -> None:
    """Raise NotAllowed, with a sentence that says who may, unless somebody with these roles may."""
    if not may_do(roles, verb):
        raise refused(verb, *(role.label for role in Role if role in ALLOWED[verb]))
