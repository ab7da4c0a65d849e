"""What the pages of the gap matrix show: a word for each cell, its links, and its reason."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonground.rooms.people.access import Seat
from commonground.rooms.plan.addresses import address, address_if
from commonground.rooms.plan.gaps import Cell, Cover, Line
from commonground.rooms.plan.models import GapReason, Plan
from commonground.rooms.plan.rules import Verb
from commonground.rooms.plan.status_tags import Tag


@dataclass(frozen=True, slots=True)
class CoverLink:
    """A recommendation in a cell."""

    ref: str
    text: str
    href: str
    actions: str


@dataclass(frozen=True, slots=True)
class CellShown:
    """A cell of the matrix. Its tag is nothing where live work fills it."""

    strand: str
    of: str
    covers: list[CoverLink]
    tag: Tag | None
    reason: str
    who: str
    href: str
    does: str


@dataclass(frozen=True, slots=True)
class LineShown:
    """A shortlisted issue in the matrix."""

    rank: int
    name: str
    cells: list[CellShown]


@dataclass(frozen=True, slots=True)
class GapCounts:
    """How many cells are covered, answered by a reason, and neither."""

    all: int
    covered: int
    answered: int
    waiting: int


def counts(lines: Iterable[Line]) -> GapCounts:
    """Return how much of a matrix is covered."""
    cells = [one for line in lines for one in line.cells]
    covered = sum(one.is_covered for one in cells)
    answered = sum(one.is_answered for one in cells)
    return GapCounts(len(cells), covered, answered, len(cells) - covered - answered)


def shown(here: Seat, about: Plan, lines: Iterable[Line]) -> list[LineShown]:
    """Return the lines of the matrix as its page shows them."""
    return [
        LineShown(one.issue.rank, one.issue.name, [_cell(here, about, each) for each in one.cells])
        for one in lines
    ]


@dataclass(frozen=True, slots=True)
class ReasonRow:
    """A reason as it was given, or that it was taken back."""

    heading: str
    reason: str


def reason_rows(cell: Cell) -> list[ReasonRow]:
    """Return every reason of a cell, the latest first, as they stand under its form."""
    return [
        ReasonRow(_who(one), one.reason or _("The reason was taken back."))
        for one in reversed(cell.reasons)
    ]


def _cell(here: Seat, about: Plan, cell: Cell) -> CellShown:
    ids = (about.pk, cell.issue.issue_id, cell.strand.id)
    href = "" if cell.is_covered else address_if("answer_gap", here, Verb.EDIT_PLANS, *ids)
    answer = cell.answer if cell.is_answered else None
    return CellShown(
        strand=_(cell.strand.label), of=f"{cell.issue.name}, {_(cell.strand.label)}",
        covers=[_cover(here, about, one) for one in cell.covers], tag=_tag(cell),
        reason=answer.reason if answer else "", who=_who(answer) if answer else "", href=href,
        does=_("Change the reason") if answer else _("Say why"),
    )  # fmt: skip


def _tag(cell: Cell) -> Tag | None:
    if cell.is_covered:
        return None
    if cell.is_answered:
        return Tag(_("Gap with a reason"), "grey")
    return Tag(_("Gap"), "orange")


def _cover(here: Seat, about: Plan, one: Cover) -> CoverLink:
    return CoverLink(
        one.ref, one.text, address("recommendation", here, about.pk, one.id), _actions(one)
    )


def _actions(one: Cover) -> str:
    words = []
    if one.live:
        told = ngettext("%(count)d live action", "%(count)d live actions", one.live)
        words.append(told % {"count": one.live})
    if one.ended:
        told = ngettext("%(count)d ended action", "%(count)d ended actions", one.ended)
        words.append(told % {"count": one.ended})
    return ", ".join(words) or _("no action")


def _who(one: GapReason) -> str:
    day = date_format(localtime(one.at), "DATE_FORMAT")
    if one.decided_by == one.by.name:
        return f"{one.by.name}, {day}"
    return _("%(decided)s, %(day)s, entered by %(by)s") % {
        "decided": one.decided_by, "day": day, "by": one.by.name,
    }  # fmt: skip
