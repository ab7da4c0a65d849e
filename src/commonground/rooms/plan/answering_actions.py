"""What somebody says by a link of their own of the actions that they lead."""

from datetime import timedelta

from commonground.rooms.audit.recording import action
from commonground.rooms.people import member_actions
from commonground.rooms.people.access import Holder, Seat
from commonground.rooms.people.member_actions import MadeLink, held_member
from commonground.rooms.people.models import Membership, Purpose
from commonground.rooms.plan.action_actions import locked
from commonground.rooms.plan.checking import words
from commonground.rooms.plan.measure_actions import Read, add_reading
from commonground.rooms.plan.models import Action, Entry, Kind, Measure, Reading, Status, Via
from commonground.rooms.plan.progress_actions import say_progress
from commonground.rooms.plan.rules import Verb, check_may_do

LINK_LASTS = timedelta(days=45)
"""Longer than a month, so that who is asked monthly has always one that works; our design."""


@action
def make_link(*, by: Seat, member: Membership) -> MadeLink:
    """Make a link by which somebody says how their actions go."""
    check_may_do(by.roles, Verb.ASK_OWNERS)
    return member_actions.make_link(by=by, member=member, purpose=Purpose.ANSWER, lasts=LINK_LASTS)


@action
def answer(
    *, by: Holder, about: Action, version: int, status: Status, reason: str, note: str
) -> Entry | None:
    """Say how an action goes; the same page sent twice is one row, and nothing said is none."""
    member = held_member(by=by, purpose=Purpose.ANSWER)
    current = locked(by, about)
    if current.version == version + 1 and (said := _said_last(current, member)) is not None:
        is_the_same = (said.status, said.note) == (status, words(note))
        if is_the_same and current.reason == words(reason):
            return said
    return say_progress(
        by=by, about=about, version=version, status=status, reason=reason, note=note, via=Via.LINK
    )


@action
def read_measure(*, by: Holder, about: Measure, read: Read) -> Reading:
    """Say what a measure of an action read on a day."""
    held_member(by=by, purpose=Purpose.ANSWER)
    return add_reading(by=by, about=about, read=read, via=Via.LINK)


def _said_last(about: Action, member: Membership) -> Entry | None:
    last = about.entries.order_by("number").last()
    is_theirs = last is not None and last.kind == Kind.PROGRESS and last.member_id == member.pk
    return last if is_theirs else None
