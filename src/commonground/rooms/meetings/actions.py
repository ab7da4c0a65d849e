"""Every write that plans a meeting: what it is, who is invited, and who came."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _noop

from commonground.errors import BadInput
from commonground.rooms.audit.changing import save_changes
from commonground.rooms.audit.recording import Deed, action, facts, record, record_all
from commonground.rooms.consultation.models import Round
from commonground.rooms.meetings.models import Attendance, Invited, Meeting
from commonground.rooms.meetings.rules import Verb, check_may_do
from commonground.rooms.people.access import Seat, check_here
from commonground.rooms.people.models import Membership
from commonground.rooms.refusals import ChangedMeanwhile


@dataclass(frozen=True, slots=True)
class Plan:
    """What a meeting is, as its form says."""

    name: str
    place: str
    starts_at: datetime | None
    minutes: int
    chair: Membership | None
    notes: str


@action
def plan_meeting(*, by: Seat, about: Round, plan: Plan) -> Meeting:
    """Plan a meeting of a round; BadInput where the round is closed."""
    check_may_do(by.roles, Verb.PLAN_MEETINGS)
    check_here(by, plan.chair)
    if about.is_closed:
        raise BadInput(_("The round is closed, so no more meetings are planned in it."))
    made = Meeting(round=about)
    _take(made, plan)
    made.save(force_insert=True)
    record(
        partnership_id=by.partnership.pk, by=by.actor, verb=_noop("made"), about=made,
        after=facts(made),
    )  # fmt: skip
    return made


@action
def change_meeting(*, by: Seat, about: Meeting, version: int, plan: Plan) -> Meeting:
    """Change what a meeting is; ChangedMeanwhile if another did, or the meeting moved on."""
    check_may_do(by.roles, Verb.PLAN_MEETINGS)
    check_here(by, plan.chair)
    current = locked(by, about)
    before = facts(current)
    _take(current, plan)
    save_changes(
        current, version=version, before=before, partnership_id=by.partnership.pk, by=by.actor
    )
    return current


def _take(made: Meeting, plan: Plan) -> None:
    made.name, made.place, made.starts_at = plan.name, plan.place, plan.starts_at
    made.minutes, made.chair, made.notes = plan.minutes, plan.chair, plan.notes


@action
def invite(*, by: Seat, about: Meeting, members: Iterable[Membership]) -> None:
    """Set who is invited. Whoever stays keeps their line; a line that says something stays too."""
    check_may_do(by.roles, Verb.PLAN_MEETINGS)
    current = locked(by, about)
    wanted = {one.pk: one for one in members}
    for one in wanted.values():
        check_here(by, one)
    held = {one.membership_id: one for one in Invited.objects.filter(meeting=current)}
    gone = [one for pk, one in held.items() if pk not in wanted and not one.attendance]
    new = [Invited(meeting=current, membership=one) for pk, one in wanted.items() if pk not in held]
    if not gone and not new:
        return
    deeds = [Deed(_noop("withdrew"), one, before=facts(one)) for one in gone]
    Invited.objects.filter(pk__in=[one.pk for one in gone]).delete()
    Invited.objects.bulk_create(new)
    deeds += [Deed(_noop("added"), one, after=facts(one)) for one in new]
    record_all(partnership_id=by.partnership.pk, by=by.actor, deeds=deeds)


@dataclass(frozen=True, slots=True)
class Mark:
    """What a line of the register should say, and the version that it was read in."""

    attendance: str
    stand_in: str
    version: int


@action
def mark_attendance(*, by: Seat, about: Meeting, marks: Mapping[UUID, Mark]) -> None:
    """Write lines of the register: all of them, or none; ChangedMeanwhile for one that is newer.

    BadInput where somebody stood in and it is not said who.
    """
    check_may_do(by.roles, Verb.LEAD_MEETINGS)
    found = Invited.objects.select_for_update(of=("self",)).filter(
        meeting=locked(by, about), pk__in=marks
    )
    deeds = []
    for one in found.select_related("membership__person"):
        mark, before = marks[one.pk], facts(one)
        one.attendance = Attendance(mark.attendance) if mark.attendance else ""
        is_stood_in = one.attendance == Attendance.STOOD_IN
        one.stand_in = mark.stand_in.strip() if is_stood_in else ""
        if is_stood_in and not one.stand_in:
            raise BadInput(
                _("Enter who stood in for %(name)s.") % {"name": one.membership.person.name}
            )
        if facts(one) == before:
            continue
        if one.version != mark.version:
            raise ChangedMeanwhile(one)
        one.version += 1
        one.save()
        deeds.append(Deed(_noop("changed"), one, before, facts(one)))
    record_all(partnership_id=by.partnership.pk, by=by.actor, deeds=deeds)


def locked(by: Seat, about: Meeting) -> Meeting:
    """Return a meeting as it is now, kept from others until the action ends."""
    found = Meeting.objects.select_for_update(of=("self",)).select_related("round")
    return found.get(pk=about.pk, round__partnership=by.partnership)
