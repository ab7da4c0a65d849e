"""What the board page of a plan shows: lines in sections, each with what there is more of."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from commonground.rooms.people.access import Seat
from commonground.rooms.plan.action_fields import day_in_words
from commonground.rooms.plan.addresses import address
from commonground.rooms.plan.board_reading import Moved, Needs, What
from commonground.rooms.plan.models import Action, Plan, Status
from commonground.rooms.plan.proposal_presenters import WaitingRow, waiting_rows
from commonground.rooms.plan.status_tags import Tag, late_words, status_tag
from commonground.rooms.plan.viewing import By, Lack

MOST = 10
"""How many lines of a section stand on the page; the rest are one link away."""


@dataclass(frozen=True, slots=True)
class MovedRow:
    """What moved an action."""

    when: str
    name: str
    href: str
    what: Tag
    told: str


@dataclass(frozen=True, slots=True)
class BoardLine:
    """An action that the board has to hear of."""

    name: str
    href: str
    lead: str
    status: Tag
    late: list[str]


@dataclass(frozen=True, slots=True)
class Section:
    """Some actions under a heading: the first of them, and where the others are."""

    heading: str
    total: int
    lines: list[BoardLine]
    more: int
    more_href: str
    none: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """The proposed dates that wait for the board."""

    rows: list[WaitingRow]
    total: int
    more: int


def moved_rows(here: Seat, found: Iterable[Moved]) -> list[MovedRow]:
    """Return what moved, in words."""
    tags = {
        What.STATUS: Tag(_("Status"), "blue"), What.READING: Tag(_("Reading"), "turquoise"),
        What.MILESTONE: Tag(_("Milestone done"), "green"),
    }  # fmt: skip
    return [
        MovedRow(
            when=day_in_words(one.on), name=f"A{one.number}: {one.text}",
            href=address("action", here, one.action), what=tags[one.what],
            told=f"{one.before} → {one.after}" if one.before else one.after,
        )
        for one in found
    ]  # fmt: skip


def late_section(here: Seat, about: Plan, some: Needs, today: date) -> Section:
    """Return what is past its due date or its review."""
    return _section(here, about, _("Late"), some.late, today, "late=late", _("Nothing is late."))


def decision_sections(here: Seat, about: Plan, some: Needs, today: date) -> list[Section]:
    """Return what else waits for somebody to decide."""
    off = f"status={Status.OFF_TRACK}"
    held = (
        (_("Off track"), some.off_track, off, _("Nothing is off track.")),
        (_("Nobody leads it"), some.lacking[Lack.OWNER], f"lack={Lack.OWNER}",
         _("Every action has somebody who leads it.")),
        (_("Nothing measures it"), some.lacking[Lack.MEASURE], f"lack={Lack.MEASURE}",
         _("Every action is measured.")),
        (_("It has no date of review"), some.lacking[Lack.REVIEW], f"lack={Lack.REVIEW}",
         _("Every action has a date of review.")),
    )  # fmt: skip
    return [
        _section(here, about, heading, found, today, query, none)
        for heading, found, query, none in held
    ]


def waiting(here: Seat, some: Needs) -> Waiting:
    """Return the proposed dates that wait, as far as the page holds them."""
    total = len(some.proposals)
    return Waiting(waiting_rows(here, some.proposals[:MOST]), total, max(0, total - MOST))


def _section(
    here: Seat, about: Plan, heading: str, found: Sequence[Action], today: date, query: str,
    none: str,
) -> Section:  # fmt: skip
    return Section(
        heading, len(found), [_line(here, one, today) for one in found[:MOST]],
        max(0, len(found) - MOST),
        f"{address('view', here, about.pk, By.PRIORITY)}?{query}", none,
    )  # fmt: skip


def _line(here: Seat, one: Action, today: date) -> BoardLine:
    return BoardLine(
        name=f"{one.ref}: {one.text}", href=address("action", here, one.pk),
        lead=one.lead_agency.name if one.lead_agency else "",
        status=status_tag(one.status), late=late_words(one, today),
    )  # fmt: skip
