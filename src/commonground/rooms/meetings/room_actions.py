"""Every write by those who lead a meeting while it runs.

Each press names the version of the meeting that its page showed. Where another leader was first,
it is refused with ChangedMeanwhile, and nothing is done twice or to the wrong issue.
"""

import re
from collections.abc import Collection, Mapping
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _noop

from commonground.errors import BadInput
from commonground.rooms.audit.recording import action, facts, record
from commonground.rooms.consultation.agreeing_actions import Agreed, agree
from commonground.rooms.consultation.models import Assessor, RoundIssue
from commonground.rooms.consultation.revealing_actions import reveal
from commonground.rooms.meetings.actions import locked
from commonground.rooms.meetings.codes import new_code
from commonground.rooms.meetings.models import NOTE_LENGTH, Joined, Meeting, Note, State
from commonground.rooms.meetings.rules import Step, Verb, after, check_may_do, check_running
from commonground.rooms.people.access import Seat
from commonground.rooms.people.models import PersonalLink, Purpose
from commonground.rooms.refusals import ChangedMeanwhile


@action
def start_meeting(*, by: Seat, about: Meeting) -> Meeting:
    """Start a meeting, with a new code to join by; one that is under way stays as it is.

    BadInput where the round is not open, or another meeting of it is under way.
    """
    check_may_do(by.roles, Verb.LEAD_MEETINGS)
    current = locked(by, about)
    if current.is_running:
        return current
    if not current.round.is_open:
        raise BadInput(_("The round is not open for scores, so the meeting cannot start."))
    others = Meeting.objects.filter(round=current.round, state=State.RUNNING)
    if other := others.first():
        raise BadInput(_("%(name)s is under way: end it first.") % {"name": other.name})
    before = _told(current)
    current.state, current.code = after(State(current.state), Step.START), _free_code()
    _save(by, _noop("started"), current, before)
    return current


def _free_code() -> str:
    code = new_code()
    while Meeting.objects.filter(code=code).exists():
        code = new_code()
    return code


@action
def end_meeting(*, by: Seat, about: Meeting) -> Meeting:
    """End a meeting: its code and the links that it made stop working; twice does nothing."""
    check_may_do(by.roles, Verb.LEAD_MEETINGS)
    current = locked(by, about)
    if current.state == State.ENDED:
        return current
    before = _told(current)
    current.state, current.code = after(State(current.state), Step.END), ""
    current.present_issue = None
    _save(by, _noop("ended"), current, before)
    there = Joined.objects.filter(meeting=current)
    _revoke(list(there.values_list("link_id", flat=True)))
    there.delete()  # who came is in the register
    return current


def _revoke(links: Collection[UUID]) -> None:
    """Withdraw links that were made in the room; nobody's own link to score is among them."""
    found = PersonalLink.objects.filter(pk__in=links, purpose=Purpose.ROOM, revoked_at=None)
    found.update(revoked_at=timezone.now())


@action
def put_issue(*, by: Seat, about: Meeting, issue: RoundIssue, version: int) -> Meeting:
    """Put an issue of the round before the meeting; putting the same again does nothing."""
    check_may_do(by.roles, Verb.LEAD_MEETINGS)
    current = locked(by, about)
    check_running(current.state)
    if current.present_issue_id == issue.pk:
        return current
    _check_version(current, version)
    if issue.round_id != current.round_id:
        raise BadInput(_("Choose an issue of this round."))
    before = _told(current)
    current.present_issue = issue
    _save(by, _noop("moved on"), current, before)
    return current


@action
def reveal_issue(*, by: Seat, about: Meeting, version: int) -> Meeting:
    """Reveal the issue that is before the meeting; revealing it again does nothing."""
    check_may_do(by.roles, Verb.LEAD_MEETINGS)
    current = locked(by, about)
    check_running(current.state)
    issue = current.present_issue
    if issue is None:
        raise BadInput(_("Put an issue before the meeting first."))
    _check_version(current, version)
    reveal(by=by, about=issue)
    current.version += 1
    current.save(update_fields=["version"])
    return current


@action
def agree_scores(
    *, by: Seat, about: Meeting, issue: RoundIssue, said: Mapping[str, Agreed]
) -> Meeting:
    """Keep what the meeting agreed on about an issue that it was shown, as `agree` does."""
    check_may_do(by.roles, Verb.LEAD_MEETINGS)
    current = locked(by, about)
    agree(by=by, about=issue, said=said)
    current.version += 1
    current.save(update_fields=["version"])
    return current


@action
def take_note(*, by: Seat, about: Meeting, issue: RoundIssue, text: str) -> Note:
    """Note what was said about an issue in a meeting; the same again is noted once.

    BadInput where it holds the name of an assessor: notes are of what was said, not of who said it.
    """
    check_may_do(by.roles, Verb.LEAD_MEETINGS)
    current = locked(by, about)
    check_running(current.state)
    said = text.replace("\0", " ").strip()
    if issue.round_id != current.round_id:
        raise BadInput(_("Choose an issue of this round."))
    if not said or len(said) > NOTE_LENGTH:
        raise BadInput(
            _("Enter what was said, in at most %(most)d characters.") % {"most": NOTE_LENGTH}
        )
    _check_no_name(current, said)
    held = Note.objects.filter(meeting=current, round_issue=issue, text=said).first()
    if held is not None:
        return held
    made = Note.objects.create(meeting=current, round_issue=issue, text=said)
    record(
        partnership_id=by.partnership.pk, by=by.actor, verb=_noop("made"), about=made,
        after=facts(made),
    )  # fmt: skip
    return made


def _check_no_name(about: Meeting, said: str) -> None:
    names = Assessor.objects.filter(round=about.round).values_list(
        "membership__person__name", flat=True
    )
    if found := next((one for one in names if is_named(one, said)), None):
        raise BadInput(
            _("Leave out the name %(name)s: a note says what was said, not who said it.")
            % {"name": found}
        )


def is_named(name: str, said: str) -> bool:
    """Return whether a text holds a name as words of its own, however it is spaced or written.

    >>> is_named("Ann Lee", "ann  LEE said so"), is_named("Ann", "the annual count")
    (True, False)
    """
    words = r"\s+".join(re.escape(word) for word in name.casefold().split())
    return bool(words) and re.search(rf"(?<!\w){words}(?!\w)", said.casefold()) is not None


@action
def free_name(*, by: Seat, about: Meeting, joined: Joined) -> None:
    """Take somebody out of the room, so that their name can be chosen again on another device."""
    check_may_do(by.roles, Verb.LEAD_MEETINGS)
    current = locked(by, about)
    found = Joined.objects.filter(pk=joined.pk, meeting=current).first()
    if found is None:
        return
    _revoke([found.link_id])
    Joined.objects.filter(pk=found.pk).delete()
    record(
        partnership_id=by.partnership.pk, by=by.actor, verb=_noop("freed a name in"),
        about=current, after={"assessor_id": str(found.assessor_id)},
    )  # fmt: skip


def _check_version(current: Meeting, version: int) -> None:
    if current.version != version:
        raise ChangedMeanwhile(current)


def _told(current: Meeting) -> dict[str, object]:
    """Return what is recorded of a meeting: not its code, which lets people in while it runs."""
    return {name: value for name, value in facts(current).items() if name != "code"}


def _save(by: Seat, verb: str, current: Meeting, before: dict[str, object]) -> None:
    current.version += 1
    current.save()
    record(
        partnership_id=by.partnership.pk, by=by.actor, verb=verb, about=current,
        before=before, after=_told(current),
    )  # fmt: skip
