"""Every write about a meeting's dates: proposing, asking, answering and choosing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _noop

from commonground.errors import BadInput
from commonground.rooms.audit.recording import Actor, action, facts, record
from commonground.rooms.meetings.actions import locked
from commonground.rooms.meetings.date_access import to_ask, to_tell
from commonground.rooms.meetings.models import (
    DateAnswer,
    DateLetter,
    Invited,
    Meeting,
    ProposedDate,
    Suits,
)
from commonground.rooms.meetings.rules import Verb, check_may_do
from commonground.rooms.people.access import Seat
from commonground.rooms.people.member_actions import make_link, revoke_link
from commonground.rooms.people.models import PersonalLink, Purpose
from commonground.rooms.refusals import ChangedMeanwhile

MOST_DATES = 12
LINK_LASTS = timedelta(days=90)


@action
def propose_date(*, by: Seat, about: Meeting, starts_at: datetime) -> ProposedDate:
    """Propose a date; one that is proposed already stays as it is."""
    check_may_do(by.roles, Verb.PLAN_MEETINGS)
    current = locked(by, about)
    held = ProposedDate.objects.filter(meeting=current)
    if found := held.filter(starts_at=starts_at).first():
        return found
    if held.count() >= MOST_DATES:
        raise BadInput(_("At most %(most)d dates: nobody reads more.") % {"most": MOST_DATES})
    made = ProposedDate.objects.create(meeting=current, starts_at=starts_at)
    _record(by, _noop("proposed"), made, after=facts(made))
    return made


@action
def withdraw_date(*, by: Seat, about: Meeting, date: ProposedDate) -> None:
    """Withdraw a date with what was answered about it."""
    check_may_do(by.roles, Verb.PLAN_MEETINGS)
    locked(by, about)
    before = facts(date)
    count, _by_kind = ProposedDate.objects.filter(pk=date.pk, meeting=about).delete()
    if count:
        _record(by, _noop("withdrew"), date, before=before)


@dataclass(frozen=True, slots=True)
class MadeAsk:
    """A link to answer about dates, and its secret, which is sent now and never known again."""

    invited: Invited
    token: str


@action
def make_asks(*, by: Seat, about: Meeting) -> list[MadeAsk]:
    """Make a link for everybody invited who was not asked yet; BadInput without a date to ask."""
    check_may_do(by.roles, Verb.PLAN_MEETINGS)
    current = locked(by, about)
    if not ProposedDate.objects.filter(meeting=current).exists():
        raise BadInput(_("Propose a date first."))
    made = []
    for one in to_ask(current):
        link = make_link(by=by, member=one.membership, purpose=Purpose.DATES, lasts=LINK_LASTS)
        one.link = link.link
        one.save(update_fields=["link"])
        made.append(MadeAsk(one, link.token))
    return made


@action
def take_back_asks(*, by: Seat, failed: Iterable[MadeAsk]) -> None:
    """Withdraw the links of letters that could not be sent, so that they can be sent again."""
    check_may_do(by.roles, Verb.PLAN_MEETINGS)
    for one in failed:
        link = one.invited.link
        one.invited.link = None
        one.invited.save(update_fields=["link"])
        if link is not None:
            revoke_link(by=by, link=link)


@action
def answer_dates(*, link: PersonalLink, of: Invited, said: Mapping[UUID, str]) -> None:
    """Take what somebody says of the proposed dates; the same again changes nothing.

    BadInput once the date is chosen, for a date that is not proposed, or another word.
    """
    current = (
        Meeting.objects.select_for_update(of=("self",))
        .select_related("round")
        .get(pk=of.meeting_id)
    )
    if not current.is_planned or current.starts_at is not None:
        raise BadInput(_("The date has been chosen already."))
    known = set(ProposedDate.objects.filter(meeting=current).values_list("pk", flat=True))
    wanted = {pk: answer for pk, answer in said.items() if answer}
    if not wanted.keys() <= known or not set(wanted.values()) <= set(Suits.values):
        raise BadInput(_("The dates have changed meanwhile. Look at them again."))
    held = dict(DateAnswer.objects.filter(invited=of).values_list("date_id", "suits"))
    if held == held | wanted:
        return
    DateAnswer.objects.bulk_create(
        [DateAnswer(date_id=pk, invited=of, suits=answer) for pk, answer in wanted.items()],
        update_conflicts=True,
        unique_fields=["date", "invited"],
        update_fields=["suits"],
    )
    record(
        partnership_id=current.round.partnership_id, by=Actor.link(link.pk),
        verb=_noop("said which dates suit for"), about=current,
    )  # fmt: skip


@action
def choose_date(*, by: Seat, about: Meeting, date: ProposedDate, version: int) -> Meeting:
    """Set a meeting's date to one that was proposed; choosing the same again does nothing.

    ChangedMeanwhile where somebody else changed the meeting since.
    """
    check_may_do(by.roles, Verb.PLAN_MEETINGS)
    current = locked(by, about)
    if current.starts_at == date.starts_at:
        return current
    if current.version != version:
        raise ChangedMeanwhile(current)
    before = facts(current)
    current.starts_at = date.starts_at
    current.version += 1
    current.save()
    _record(by, _noop("changed"), current, before=before, after=facts(current))
    return current


@action
def write_date_letter(*, by: Seat, about: Meeting, to: Invited) -> DateLetter | None:
    """Write the row of a letter that tells somebody the date, unless they have been told it.

    Two presses of one button meet here, and the second writes nothing.
    """
    check_may_do(by.roles, Verb.PLAN_MEETINGS)
    current = locked(by, about)
    found = Invited.objects.filter(pk=to.pk, meeting=current).select_related("membership__person")
    due = to_tell(current, found)
    if not due or current.starts_at is None:
        return None
    member = due[0].membership
    return DateLetter.objects.create(
        meeting=current, membership=member, starts_at=current.starts_at,
        address=member.person.email or "",
    )  # fmt: skip


@action
def mark_date_sent(*, by: Seat, about: Meeting, letters: Sequence[DateLetter]) -> None:
    """Keep what became of letters after they were handed to the mail server, or refused by it."""
    check_may_do(by.roles, Verb.PLAN_MEETINGS)
    if not letters:
        return
    DateLetter.objects.bulk_update(letters, ["sent_at", "fault"], batch_size=500)
    sent = sum(one.sent_at is not None for one in letters)
    _record(
        by, _noop("told the date of"), about, after={"sent": sent, "failed": len(letters) - sent}
    )


def _record(
    by: Seat,
    verb: str,
    about: ProposedDate | Meeting,
    *,
    before: dict[str, object] | None = None,
    after: dict[str, object] | None = None,
) -> None:
    record(
        partnership_id=by.partnership.pk, by=by.actor, verb=verb, about=about,
        before=before, after=after,
    )  # fmt: skip
