"""Which role may do what here, and what may follow what in the life of a round."""

from collections.abc import Collection
from enum import StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _noop

from commonground.errors import BadInput
from commonground.rooms.consultation.models import Status
from commonground.rooms.people.roles import Role
from commonground.rooms.refusals import refused


class Verb(StrEnum):
    """What can be done in this room, as it reads after "may not"."""

    SEE_ROUNDS = _noop("see the rounds of consultation")
    EDIT_ROUNDS = _noop("prepare rounds of consultation")
    RUN_ROUNDS = _noop("open and close rounds or write to assessors")
    REVEAL = _noop("show the scores of an issue to the room")
    AGREE = _noop("enter the scores that a meeting agreed on")
    GIVE_SCORES = _noop("score by a program of your own")
    TYPE_SCORES = _noop("type in scores from paper")


READERS = frozenset({Role.ANALYST, Role.CHAIR, Role.MEMBER, Role.OVERSEER})
ALLOWED = {
    Verb.SEE_ROUNDS: READERS,
    Verb.EDIT_ROUNDS: frozenset({Role.ANALYST}),
    Verb.RUN_ROUNDS: frozenset({Role.ANALYST}),
    # whoever leads a meeting
    Verb.REVEAL: frozenset({Role.ANALYST, Role.CHAIR}),
    Verb.AGREE: frozenset({Role.ANALYST, Role.CHAIR}),
    # by a token, which acts with a role; and of a round that one was asked to score in
    Verb.GIVE_SCORES: frozenset({Role.ASSESSOR}),
    Verb.TYPE_SCORES: frozenset({Role.ANALYST}),
}
"""The roles that may, by verb. On pages, assessors score by a personal link, which is no role."""


class Step(StrEnum):
    """What moves a round on."""

    OPEN = "open"
    CLOSE = "close"
    REOPEN = "reopen"


NEXT: dict[Status, dict[Step, Status]] = {
    Status.DRAFT: {Step.OPEN: Status.OPEN},
    Status.OPEN: {Step.CLOSE: Status.CLOSED},
    Status.CLOSED: {Step.REOPEN: Status.OPEN},
}
"""What each step leads to, by status; a step that is not there is refused."""


def may_do(roles: Collection[Role], verb: Verb) -> bool:
    """Return whether somebody with these roles may."""
    return not ALLOWED[verb].isdisjoint(roles)


def check_may_do(roles: Collection[Role], verb: Verb) -> None:
    """Raise NotAllowed, with a sentence that says who may, unless somebody with these roles may."""
    if not may_do(roles, verb):
        raise refused(verb, *(role.label for role in Role if role in ALLOWED[verb]))


def after(status: Status, step: Step) -> Status:
    """Return the status that a step leads to; BadInput where it cannot be taken from here."""
    try:
        return NEXT[status][step]
    except KeyError:
        raise BadInput(
            {
                Status.DRAFT: _("The round has not opened yet."),
                Status.OPEN: _("The round is open already."),
                Status.CLOSED: _("The round is closed."),
            }[status]
        ) from None


def check_draft(status: str) -> None:
    """Raise BadInput where a round has opened: what it rests on is frozen."""
    if status != Status.DRAFT:
        raise BadInput(_("The round has opened, so this can no longer be changed."))
