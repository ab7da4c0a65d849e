"""Which role may do what with action plans: one table, as in people."""

from collections.abc import Collection
from enum import StrEnum

from django.utils.translation import gettext_noop as _noop

from commonground.rooms.people.roles import Role
from commonground.rooms.refusals import refused


class Verb(StrEnum):
    """What can be done in this room, as it reads after "may not"."""

    SEE_PLANS = _noop("see the action plans")
    EDIT_PLANS = _noop("change the action plans")
    SEE_OWN_ACTIONS = _noop("see their own actions")
    UPDATE_OWN_ACTIONS = _noop("say how their own actions go")
    REVIEW = _noop("review actions")
    DECIDE = _noop("record what the board decided about the plan")
    RECORD_DISRUPTIONS = _noop("record disruptions")
    ASK_OWNERS = _noop("ask owners how their actions go")
    EXPORT = _noop("take an action plan away as a file")


READERS = frozenset({Role.ANALYST, Role.CHAIR, Role.MEMBER, Role.OVERSEER})
ANALYST = frozenset({Role.ANALYST})
BOARD = frozenset({Role.ANALYST, Role.CHAIR})
ALLOWED = {
    Verb.SEE_PLANS: READERS,
    Verb.EDIT_PLANS: ANALYST,
    Verb.SEE_OWN_ACTIONS: frozenset(Role),
    # whose actions they are is asked as well
    Verb.UPDATE_OWN_ACTIONS: frozenset(Role),
    Verb.REVIEW: BOARD,
    Verb.DECIDE: BOARD,
    Verb.RECORD_DISRUPTIONS: frozenset({Role.ANALYST, Role.CHAIR, Role.MEMBER}),
    Verb.ASK_OWNERS: ANALYST,
    Verb.EXPORT: READERS,
}
"""The roles that may, by verb; a test proves that every verb is here."""


def may_do(roles: Collection[Role], verb: Verb) -> bool:
    """Return whether somebody with these roles may."""
    return not ALLOWED[verb].isdisjoint(roles)


def check_may_do(roles: Collection[Role], verb: Verb) -> None:
    """Raise NotAllowed, with a sentence that says who may, unless somebody with these roles may."""
    if not may_do(roles, verb):
        raise refused(verb, *(role.label for role in Role if role in ALLOWED[verb]))
