"""What the timeline of a plan shows: a line for each action, with a cell for each month."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.http import QueryDict
from django.utils.dateformat import format as formatted
from django.utils.translation import gettext as _

from commonground.rooms.people.access import Seat
from commonground.rooms.plan.addresses import address
from commonground.rooms.plan.lateness import months_after
from commonground.rooms.plan.models import Action
from commonground.rooms.plan.status_tags import Tag, status_tag
from commonground.rooms.plan.timeline import (
    MONTHS,
    Happening,
    What,
    Window,
    happenings,
    is_under_way,
)
from commonground.rooms.plan.viewing_forms import FIRST_YEAR, LAST_YEAR


@dataclass(frozen=True, slots=True)
class Mark:
    """What happens on a day, in a word; a milestone's text is beside it."""

    words: str
    text: str
    style: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One month of one action."""

    month: str
    marks: list[Mark]
    is_under_way: bool


@dataclass(frozen=True, slots=True)
class TimeRow:
    """One action along the months."""

    name: str
    href: str
    lead: str
    status: Tag
    cells: list[Cell]


@dataclass(frozen=True, slots=True)
class Months:
    """The months that are shown, in words, and the addresses of those before and after."""

    title: str
    headings: list[str]
    earlier: str
    later: str


def months_of(window: Window, asked: QueryDict) -> Months:
    """Return what is said of the months, and where the others are."""
    headings = [_month(one) for one in window.starts]
    title = _("%(first)s to %(last)s") % {"first": headings[0], "last": headings[-1]}
    return Months(
        title if window.months > 1 else headings[0], headings,
        _moved(window, -MONTHS, asked), _moved(window, window.months, asked),
    )  # fmt: skip


def time_rows(here: Seat, found: Iterable[Action], window: Window, today: date) -> list[TimeRow]:
    """Return a line for each action."""
    return [
        TimeRow(
            name=f"{one.ref}: {one.text}",
            href=address("action", here, one.pk),
            lead=one.lead_agency.name if one.lead_agency else "",
            status=status_tag(one.status), cells=_cells(one, window, today),
        )
        for one in found
    ]  # fmt: skip


def _cells(about: Action, window: Window, today: date) -> list[Cell]:
    under: dict[date, list[Mark]] = {}
    for one in sorted(happenings(about, today)):
        under.setdefault(one.on.replace(day=1), []).append(_mark(one))
    return [
        Cell(_month(month), under.get(month, []), is_under_way(about, month))
        for month in window.starts
    ]


def _mark(one: Happening) -> Mark:
    said = {
        What.DUE: _("Due %(day)s"), What.REVIEW: _("Review %(day)s"),
        What.MILESTONE: _("Milestone %(day)s"),
    }[one.what] % {"day": one.on.day}  # fmt: skip
    if one.is_done:
        said = _("%(what)s, done") % {"what": said}
    elif one.is_late:
        said = _("%(what)s, late") % {"what": said}
    return Mark(said, one.text, f"{one.what}{' cg-timeline__mark--late' if one.is_late else ''}")


def _month(day: date) -> str:
    return formatted(day, "M Y")


def _moved(window: Window, months: int, asked: QueryDict) -> str:
    year = window.first.year + months // 12
    if not FIRST_YEAR < year < LAST_YEAR:
        return ""
    query = asked.copy()
    for name in ("until", "page"):
        query.pop(name, None)
    query["since"] = months_after(window.first, months).isoformat()
    return f"?{query.urlencode()}"
