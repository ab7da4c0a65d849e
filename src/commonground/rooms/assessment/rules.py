"""Which role may do what with strategic assessments: one table, as in people."""

from collections.abc import Collection
from enum import StrEnum

from django.utils.translation import gettext_noop as _noop

from commonground.rooms.people.roles import Role
from commonground.rooms.refusals import refused


class Verb(StrEnum):
    """What can be done in this room, as it reads after "may not"."""

    SEE_ASSESSMENTS = _noop("see the strategic assessments")
    MAKE_ASSESSMENT = _noop("begin a strategic assessment")
    WRITE = _noop("write in a strategic assessment")
    COMMENT = _noop("comment on a strategic assessment")
    SETTLE_COMMENTS = _noop("settle what somebody else began")
    ANSWER_REVIEW = _noop("answer for an agency")
    ANSWER_FOR_ALL = _noop("answer on behalf of any agency")
    EXPORT = _noop("take a strategic assessment away as a file")
    CHOOSE_TEMPLATE = _noop("choose the Word template")


READERS = frozenset({Role.ANALYST, Role.CHAIR, Role.MEMBER, Role.OVERSEER})
ANALYST = frozenset({Role.ANALYST})
ALLOWED = {
    Verb.SEE_ASSESSMENTS: READERS,
    Verb.MAKE_ASSESSMENT: ANALYST,
    Verb.WRITE: ANALYST,
    Verb.COMMENT: READERS,
    # one's own thread is settled by whoever began it
    Verb.SETTLE_COMMENTS: ANALYST,
    # each for the agency that they are here for
    Verb.ANSWER_REVIEW: frozenset({Role.ANALYST, Role.CHAIR, Role.MEMBER}),
    Verb.ANSWER_FOR_ALL: ANALYST,
    Verb.EXPORT: READERS,
    Verb.CHOOSE_TEMPLATE: ANALYST,
}
"""The roles that may, by verb."""


def may_do(roles: Collection[Role], verb: Verb) -> bool:
    """Return whether somebody with these roles may."""
    return not ALLOWED[verb].isdisjoint(roles)


def check_may_do(roles: Collection[Role], verb: Verb) -> None:
    """Raise NotAllowed, with a sentence that says who may, unless somebody with these roles may."""
    if not may_do(roles, verb):
        raise refused(verb, *(role.label for role in Role if role in ALLOWED[verb]))
