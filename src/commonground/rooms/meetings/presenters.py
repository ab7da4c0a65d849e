"""What the pages that plan a meeting show: labels and links."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from uuid import UUID

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from commonground.rooms.consultation.models import Round
from commonground.rooms.meetings.models import Attendance, Invited, Meeting, State
from commonground.rooms.meetings.rules import Verb, may_do
from commonground.rooms.people.access import Seat
from commonground.rooms.people.models import Membership

COLOURS = {State.PLANNED: "grey", State.RUNNING: "green", State.ENDED: "blue"}


def address(name: str, here: Seat, *ids: object) -> str:
    """Return the address of one of this room's pages in the partnership."""
    return reverse(f"meetings:{name}", args=[here.partnership.pk, *ids])


def address_if(name: str, here: Seat, verb: Verb, *ids: object) -> str:
    """Return the address of a page, or nothing to those who may not do what it is for."""
    return address(name, here, *ids) if may_do(here.roles, verb) else ""


def when(moment: datetime | None) -> str:
    """Return a day and time as people write it."""
    if moment is None:
        return _("No date yet")
    return date_format(localtime(moment), "l j F Y, H:i")


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """A meeting in the list."""

    name: str
    href: str
    state: str
    colour: str
    when: str
    place: str
    came: str


def meeting_rows(here: Seat, found: Iterable[Meeting]) -> list[MeetingRow]:
    """Return the rows of the list."""
    return [
        MeetingRow(
            name=one.name,
            href=address("meeting", here, one.pk),
            state=str(State(one.state).label),
            colour=COLOURS[State(one.state)],
            when=when(one.starts_at),
            place=one.place,
            came=_("%(came)d of %(invited)d")
            % {"came": getattr(one, "came_count", 0), "invited": getattr(one, "invited_count", 0)},
        )
        for one in found
    ]


@dataclass(frozen=True, slots=True)
class MeetingPage:
    """One meeting."""

    name: str
    state: str
    colour: str
    facts: list[tuple[str, str]]
    notes: str
    change_href: str
    invite_href: str
    register_href: str
    dates_href: str
    lead_href: str


def meeting_page(here: Seat, about: Meeting, register: Sequence[Invited]) -> MeetingPage:
    """Return what the page of a meeting shows."""
    state = State(about.state)
    agencies = {one.membership.agency_id for one in register if one.membership.agency_id}
    chair = about.chair
    rows = [
        (_("When"), when(about.starts_at)),
        (_("Length"), _("%(minutes)d minutes") % {"minutes": about.minutes}),
        (_("Place"), about.place),
        (_("Chair"), chair.person.name if chair else ""),
        (
            _("Invited"),
            _("%(people)d people from %(agencies)d agencies")
            % {"people": len(register), "agencies": len(agencies)},
        ),
        *attendance_counts(register),
    ]
    may_plan = may_do(here.roles, Verb.PLAN_MEETINGS)
    may_lead = may_do(here.roles, Verb.LEAD_MEETINGS)
    return MeetingPage(
        name=about.name,
        state=str(state.label),
        colour=COLOURS[state],
        facts=[(label, value) for label, value in rows if value],
        notes=about.notes if may_lead else "",
        change_href=address("change_meeting", here, about.pk) if may_plan else "",
        invite_href=address("invite", here, about.pk) if may_plan else "",
        register_href=address("register", here, about.pk),
        dates_href=address("dates", here, about.pk) if may_plan else "",
        lead_href=address("lead", here, about.pk) if may_lead else "",
    )


def attendance_counts(register: Iterable[Invited]) -> list[tuple[str, str]]:
    """Return how many came, sent apologies and so on, of what the register says."""
    said = [one.attendance for one in register]
    return [(str(one.label), str(said.count(one.value))) for one in Attendance if one.value in said]


@dataclass(frozen=True, slots=True)
class InviteRow:
    """Somebody who may be invited."""

    id: UUID
    name: str
    note: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class InviteGroup:
    """An agency and its people."""

    name: str
    rows: list[InviteRow]


def invite_groups(
    members: Iterable[Membership], register: Iterable[Invited], *, everybody: bool
) -> list[InviteGroup]:
    """Return whom may be invited, by agency, those who are ticked."""
    held = {one.membership_id for one in register}
    by_agency = groupby(members, key=lambda one: one.agency.name if one.agency else "")
    return [
        InviteGroup(
            name or _("Without an agency"),
            [
                InviteRow(one.pk, one.person.name, one.title, everybody or one.pk in held)
                for one in some
            ],
        )
        for name, some in by_agency
    ]


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """A line of the register."""

    id: UUID
    name: str
    agency: str
    attendance: str
    said: str
    stand_in: str
    version: int


@dataclass(frozen=True, slots=True)
class RegisterPage:
    """The register of a meeting."""

    name: str
    round: str
    when: str
    place: str
    rows: list[RegisterRow]
    choices: list[tuple[str, str]]
    may_mark: bool
    sheet_href: str
    back_href: str


def register_page(
    here: Seat, about: Meeting, of_round: Round, register: Iterable[Invited]
) -> RegisterPage:
    """Return the register, to be marked by those who lead and read by the others."""
    return RegisterPage(
        name=about.name,
        round=of_round.name,
        when=when(about.starts_at),
        place=about.place,
        rows=[
            RegisterRow(
                id=one.pk,
                name=one.membership.person.name,
                agency=one.membership.agency.name if one.membership.agency else "",
                attendance=one.attendance,
                said=str(Attendance(one.attendance).label) if one.attendance else "",
                stand_in=one.stand_in,
                version=one.version,
            )
            for one in register
        ],
        choices=[("", _("Not marked")), *((one.value, str(one.label)) for one in Attendance)],
        may_mark=may_do(here.roles, Verb.LEAD_MEETINGS),
        sheet_href=address("sheet", here, about.pk),
        back_href=address("meeting", here, about.pk),
    )
