"""What the pages of groups show: remarks that say nearly the same, to be coded together."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonground.rooms.people.access import Seat
from commonground.rooms.themes.kept_meanings import By
from commonground.rooms.themes.models import Code, Remark
from commonground.rooms.themes.presenters import RemarkRow, Tick, address, remark_rows
from commonground.rooms.themes.suggesting import Group, Groups


def compared(by: By) -> str:
    """Return how the remarks were compared, in words."""
    return {
        By.MEANING: _("Compared by what they mean."),
        By.KEYWORDS: _("Compared by keywords."),
        By.KEYWORDS_MEANWHILE: _("Compared by keywords until the sentence model has read all."),
    }[by]


@dataclass(frozen=True, slots=True)
class GroupRow:
    """One group of a list."""

    text: str
    told: str
    codes: list[str]
    href: str


def to_read(groups: Groups) -> list[Group]:
    """Return the groups in which somebody has still to read a remark."""
    return [one for one in groups.found if not all(groups.said[pk].is_read for pk in one.members)]


def group_rows(here: Seat, groups: Groups, shown: Iterable[Group]) -> list[GroupRow]:
    """Return groups with what is said at their centre, and the codes that people gave in them."""
    return [_row(here, groups, one) for one in shown]


def _row(here: Seat, groups: Groups, one: Group) -> GroupRow:
    members = [groups.said[pk] for pk in one.members]
    unread = sum(not each.is_read for each in members)
    count = ngettext("%(count)d remark", "%(count)d remarks", len(members))
    left = ngettext("%(count)d not read yet", "%(count)d not read yet", unread)
    parts = [count % {"count": len(members)}, *([left % {"count": unread}] if unread else [])]
    given = Counter(code for each in members for code in each.codes.values())
    return GroupRow(
        text=groups.said[one.centre].text,
        told=", ".join(parts),
        codes=[f"{code} ({number})" for code, number in given.most_common()],
        href=address("group", here, one.centre),
    )


@dataclass(frozen=True, slots=True)
class Chosen:
    """What of a group's form was ticked: remarks, each with its version, and codes."""

    remarks: Collection[str] = ()
    codes: Collection[UUID] = ()


@dataclass(frozen=True, slots=True)
class GroupPage:
    """The remarks of a group with the codes they can be given together."""

    rows: list[tuple[RemarkRow, str, bool]]
    """Each remark, what its tick stands for, and whether it is ticked."""
    ticks: list[Tick]
    left_out: str


def group_page(
    here: Seat,
    shown: Sequence[Remark],
    codes: Sequence[Code],
    chosen: Chosen,
    left_out: int,
) -> GroupPage:
    """Return the page of a group; `left_out` of its remarks did not fit on it."""
    live = {one.pk for one in codes}
    said = ngettext(
        "%(count)d more is left out. Code these first, and it comes up next.",
        "%(count)d more are left out. Code these first, and they come up next.", left_out,
    )  # fmt: skip
    rows = zip(remark_rows(here, shown), map(tick_of, shown), strict=True)
    return GroupPage(
        rows=[(row, tick, tick in chosen.remarks) for row, tick in rows],
        ticks=[
            Tick(
                str(one.pk), one.name, one.definition, at,
                one.parent_id in live, one.pk in chosen.codes,
            )
            for at, one in enumerate(codes, 1)
        ],
        left_out=said % {"count": left_out} if left_out else "",
    )  # fmt: skip


def tick_of(one: Remark) -> str:
    """Return what a remark's tick sends: which it is, and its version as it was looked at."""
    return f"{one.pk}.{one.version}"
