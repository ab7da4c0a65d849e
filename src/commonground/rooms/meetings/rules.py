"""Which role may do what here, and what may follow what in the life of a meeting."""

from collections.abc import Collection
from enum import StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _noop

from commonground.errors import BadInput
from commonground.rooms.meetings.models import State
from commonground.rooms.people.roles import Role
from commonground.rooms.refusals import refused


class Verb(StrEnum):
    """What can be done in this room, as it reads after "may not"."""

    SEE_MEETINGS = _noop("see the meetings")
    PLAN_MEETINGS = _noop("plan meetings")
    LEAD_MEETINGS = _noop("lead meetings")


LEADERS = frozenset({Role.ANALYST, Role.CHAIR})
ALLOWED = {
    Verb.SEE_MEETINGS: frozenset({Role.ANALYST, Role.CHAIR, Role.MEMBER, Role.OVERSEER}),
    Verb.PLAN_MEETINGS: frozenset({Role.ANALYST}),
    Verb.LEAD_MEETINGS: LEADERS,
}
"""The roles that may, by verb. Assessors take part by a link, which is no role."""


class Step(StrEnum):
    """What moves a meeting on."""

    START = "start"
    END = "end"


NEXT: dict[State, dict[Step, State]] = {
    State.PLANNED: {Step.START: State.RUNNING},
    State.RUNNING: {Step.END: State.ENDED},
    # a meeting that was ended by mistake, or goes on after lunch
    State.ENDED: {Step.START: State.RUNNING},
}
"""What each step leads to, by state; a step that is not there is refused."""


def may_do(roles: Collection[Role], verb: Verb) -> bool:
    """Return whether somebody with these roles may."""
    return not ALLOWED[verb].isdisjoint(roles)


def check_may_do(roles: Collection[Role], verb: Verb) -> None:
    """Raise NotAllowed, with a sentence that says who may, unless somebody with these roles may."""
    if not may_do(roles, verb):
        raise refused(verb, *(role.label for role in Role if role in ALLOWED[verb]))


def after(state: State, step: Step) -> State:
    """Return the state that a step leads to; BadInput where it cannot be taken from here."""
    try:
        return NEXT[state][step]
    except KeyError:
        raise BadInput(
            _("The meeting is under way already.")
            if state is State.RUNNING
            else _("The meeting is not under way.")
        ) from None


def check_running(state: str) -> None:
    """Raise BadInput unless the meeting is under way."""
    if state != State.RUNNING:
        raise BadInput(_("The meeting is not under way."))
