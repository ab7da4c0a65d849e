"""Lets people into a running meeting: by their own link, or by the code and their name.

Neither entry of the record says which link is whose: scores that come by one are nobody's there.
"""

from datetime import timedelta
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _noop

from commonground.errors import BadInput
from commonground.rooms.audit.recording import SOMEBODY, Deed, action, facts, record_all
from commonground.rooms.consultation.asking_actions import ask_in_room
from commonground.rooms.consultation.models import Assessor, Assignment
from commonground.rooms.meetings.models import Attendance, Invited, Joined, Meeting
from commonground.rooms.meetings.rules import check_running
from commonground.rooms.people.models import PersonalLink, Purpose, Way
from commonground.rooms.people.tokens import hash_of, new_token

LINK_LASTS = timedelta(days=1)
"""At most: it stops with the meeting."""


@action
def join_by_link(*, link: PersonalLink, who: Assessor, about: Meeting) -> None:
    """Let an assessor in by their own link to score; it takes the place of any other device.

    BadInput where the meeting is over.
    """
    current = _running(about)
    held = Joined.objects.filter(meeting=current, assessor=who).select_related("link").first()
    if held is not None and held.link_id == link.pk:
        return
    if held is not None:
        _withdraw(held.link)
        Joined.objects.filter(pk=held.pk).delete()
    _join(current, who, link)


@action
def join_by_name(*, about: Meeting, assessor_id: UUID) -> str:
    """Let an assessor in who chose their name, and return the secret of a link for this device.

    BadInput where the name is taken, or is not of this round.
    """
    current = _running(about)
    found = Assessor.objects.filter(pk=assessor_id, round=current.round, withdrawn_because="")
    who = found.select_related("membership").first()
    if who is None:
        raise BadInput(_("Choose your name from the list."))
    if Joined.objects.filter(meeting=current, assessor=who).exists():
        raise BadInput(_("This name is taken. If it is yours, tell whoever leads the meeting."))
    token = new_token()
    link = PersonalLink.objects.create(
        membership=who.membership, purpose=Purpose.ROOM, token_hash=hash_of(token),
        expires_at=timezone.now() + LINK_LASTS,
    )  # fmt: skip
    _join(current, who, link)
    return token


@action
def ask_about(*, about: Meeting, who: Assessor, issue_id: UUID) -> Assignment:
    """Ask somebody who joined about the issue before the meeting, where the round lets everybody.

    BadInput where another issue is before the meeting by now, or it cannot be scored so.
    """
    current = _running(about)
    issue = current.present_issue
    if issue is None or issue.pk != issue_id:
        raise BadInput(_("The meeting has moved on to another issue."))
    return ask_in_room(who=who, about=issue)


def _running(about: Meeting) -> Meeting:
    """Return a meeting as it is now, kept from others; BadInput where it is not under way."""
    found = Meeting.objects.select_for_update(of=("self",)).select_related("round")
    current = found.get(pk=about.pk)
    check_running(current.state)
    return current


def _withdraw(link: PersonalLink) -> None:
    """Withdraw the link of another device, where it was made in the room."""
    if link.purpose == Purpose.ROOM:
        PersonalLink.objects.filter(pk=link.pk).update(revoked_at=timezone.now())


def _join(current: Meeting, who: Assessor, link: PersonalLink) -> None:
    """Let them in, and put them down as present, who take part in a meeting."""
    Joined.objects.create(meeting=current, assessor=who, link=link)
    deeds = [Deed(_noop("joined"), current)]
    line, is_new = Invited.objects.get_or_create(
        meeting=current, membership_id=who.membership_id,
        defaults={"attendance": Attendance.PRESENT},
    )  # fmt: skip
    if not is_new and line.attendance != Attendance.PRESENT:
        before = facts(line)
        line.attendance, line.stand_in = Attendance.PRESENT, ""
        line.version += 1
        line.save()
        deeds.append(Deed(_noop("changed"), line, before, facts(line)))
    if who.way != Way.MEETING:
        before = _told(who)
        who.way, who.version = Way.MEETING, who.version + 1
        who.save(update_fields=["way", "version"])
        deeds.append(Deed(_noop("changed"), who, before, _told(who)))
    record_all(partnership_id=current.round.partnership_id, by=SOMEBODY, deeds=deeds)


def _told(who: Assessor) -> dict[str, object]:
    """Return what is recorded of an assessor: not the number by which a pack knows them."""
    return {name: value for name, value in facts(who).items() if name != "code"}
