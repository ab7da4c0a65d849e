"""Which role may do what with issues: one table, as in the people room."""

from collections.abc import Collection
from enum import StrEnum

from commonground.rooms.people.roles import Role
from commonground.rooms.refusals import NotAllowed


class Verb(StrEnum):
    """What can be done in this room, as it reads after "may not"."""

    SEE_ISSUES = "see the long list of issues"
    EXPORT_ISSUES = "export the long list of issues"
    EDIT_ISSUES = "change issues and their evidence"
    CLOSE_ISSUES = "merge, split or retire issues"
    IMPORT_ISSUES = "import issues"
    EDIT_THEMES = "change themes"
    COLLECT_PROPOSALS = "ask partners for issues, and see whom you asked"
    DECIDE_PROPOSALS = "see what partners propose, and decide on it"


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
        who = " or ".join(str(role.label).lower() for role in Role if role in ALLOWED[verb])
        raise NotAllowed(f"Your role here does not let you {verb}. Ask the {who}.")
