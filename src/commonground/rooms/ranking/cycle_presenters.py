"""What two cycles' rankings look like beside each other, in words; nothing false is subtracted."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonground.rooms.people.access import Seat
from commonground.rooms.ranking.models import Ranking
from commonground.rooms.ranking.words import COLOURS, band_label, span
from commonground.scoring.cycles import (
    Change,
    Compared,
    Comparison,
    Difference,
    Fate,
    Part,
    Place,
)

TONES = {
    Change.HIGHER: "red", Change.LOWER: "green", Change.WITHIN_CHANCE: "grey",
    Change.NOT_TOLD: "grey", Change.NOT_COMPARABLE: "grey",
}  # fmt: skip


def ranking_name(found: Ranking) -> str:
    """Return what a ranking is called: its round's name, its stage and when it closed."""
    closing = found.closing
    stage = _(", stage %(stage)d") % {"stage": closing.stage} if closing.stage > 1 else ""
    return f"{closing.round.name}{stage}, {date_format(localtime(closing.at), 'j F Y')}"


@dataclass(frozen=True, slots=True)
class PlaceTold:
    """Where an issue stood in one of the two."""

    name: str
    rank: str
    ranks: str
    band: str
    colour: str
    on_list: str


@dataclass(frozen=True, slots=True)
class CycleRow:
    """One issue, or those that belong together, in both lists."""

    name: str
    fate: str
    then: list[PlaceTold]
    now: list[PlaceTold]
    moved: str
    change: str
    tone: str


@dataclass(frozen=True, slots=True)
class ComparePage:
    """Two rankings beside each other."""

    then: str
    now: str
    told: list[str]
    differences: list[tuple[str, str, str]]
    rows: list[CycleRow]
    file_href: str


def compare_page(here: Seat, then: Ranking, now: Ranking, found: Comparison) -> ComparePage:
    """Return the page of two rankings beside each other."""
    names = ranking_name(then), ranking_name(now)
    lengths = sum(len(row.then) for row in found.rows), sum(len(row.now) for row in found.rows)
    href = reverse("ranking:compare_file", args=[here.partnership.pk])
    return ComparePage(
        then=names[0],
        now=names[1],
        told=_told(found),
        differences=[_difference(one) for one in found.differences],
        rows=[_row(one, found.shared, lengths) for one in found.rows],
        file_href=f"{href}?then={then.pk}&now={now.pk}",
    )


def _told(found: Comparison) -> list[str]:
    counts = {fate: sum(row.fate is fate for row in found.rows) for fate in Fate}
    changes = {change: sum(row.change is change for row in found.rows) for change in Change}
    told = [
        ngettext(
            "%(count)d issue is in both lists; %(new)d are new and %(gone)d are gone.",
            "%(count)d issues are in both lists; %(new)d are new and %(gone)d are gone.",
            found.shared,
        )
        % {"count": found.shared, "new": counts[Fate.NEW], "gone": counts[Fate.GONE]}
    ]
    if not found.is_comparable:
        told.append(
            _(
                "The two were not made in the same way, so a rank then and a rank now are not held "
                "against each other: they stand side by side, and nothing is subtracted."
            )
        )
        return told
    told.append(
        _("%(higher)d stand higher and %(lower)d lower by more than chance would explain.")
        % {"higher": changes[Change.HIGHER], "lower": changes[Change.LOWER]}
    )
    return told


def _difference(one: Difference) -> tuple[str, str, str]:
    label = {
        Part.METHOD: _("Scoring method"),
        Part.FACTORS: _("Own factors"),
        Part.RULES: _("Rules of averaging and certainty"),
        Part.LENGTH: _("Length of the shortlist"),
    }[one.part]
    return label, one.then or _("none"), one.now or _("none")


def _row(one: Compared, shared: int, lengths: tuple[int, int]) -> CycleRow:
    stands = one.now or one.then
    return CycleRow(
        name="; ".join(each.issue for each in stands),
        fate=_fate(one),
        then=[_place(each, lengths[0]) for each in one.then],
        now=[_place(each, lengths[1]) for each in one.now],
        moved=_moved(one, shared),
        change=_change(one.change),
        tone=TONES[one.change] if one.change else "",
    )


def _fate(one: Compared) -> str:
    """Return what became of an issue; nothing of one that is the same under the same name."""
    names = ", ".join(each.issue for each in one.then)
    if one.fate is Fate.SAME:
        is_renamed = one.then[0].issue != one.now[0].issue
        return _("Then called %(name)s") % {"name": names} if is_renamed else ""
    said = {
        Fate.NEW: _("New"),
        Fate.GONE: _("Not in the later list"),
        Fate.MERGED: _("Merged from %(names)s"),
        Fate.SPLIT: _("Split from %(names)s"),
        Fate.BECAME: _("Came from %(names)s"),
    }[one.fate]
    return said % {"names": names} if "%(names)s" in said else said


def _place(one: Place, length: int) -> PlaceTold:
    return PlaceTold(
        name=one.issue,
        rank=_("%(rank)d of %(all)d") % {"rank": one.rank, "all": length},
        ranks="" if one.low is None else span(one.low, one.high),
        band=band_label(one.band),
        colour=COLOURS[one.band],
        on_list=_("On the shortlist") if one.in_shortlist else "",
    )


def _moved(one: Compared, shared: int) -> str:
    """Return how far an issue moved among those in both lists; nothing where that means nothing."""
    if one.moved is None:
        return ""
    places = {"then": one.place_then, "now": one.place_now, "shared": shared}
    return _("%(moved)s: %(then)d then, %(now)d now, of the %(shared)d in both") % {
        "moved": _how_far(one.moved), **places,
    }  # fmt: skip


def _how_far(moved: int) -> str:
    if moved == 0:
        return _("The same place")
    count = abs(moved)
    said = (
        ngettext("%(count)d place up", "%(count)d places up", count)
        if moved > 0
        else ngettext("%(count)d place down", "%(count)d places down", count)
    )
    return said % {"count": count}


def _change(change: Change | None) -> str:
    if change is None:
        return ""
    return {
        Change.HIGHER: _("Higher, beyond chance"),
        Change.LOWER: _("Lower, beyond chance"),
        Change.WITHIN_CHANCE: _("Within chance"),
        Change.NOT_TOLD: _("Cannot be told from chance"),
        Change.NOT_COMPARABLE: _("Not comparable"),
    }[change]


def stood_before(found: Comparison, length: int) -> dict[str, str]:
    """Return of each issue of the later list where it stood in the earlier, of so many issues."""
    said = {}
    for row in found.rows:
        where = _("; ").join(
            _("%(rank)d of %(all)d") % {"rank": each.rank, "all": length} for each in row.then
        )
        for each in row.now:
            said[each.issue] = _before(row, where)
    return said


def _before(row: Compared, where: str) -> str:
    if row.fate is Fate.SAME:
        return where
    if row.fate is Fate.NEW:
        return _("new")
    said = {
        Fate.MERGED: _("merged from %(where)s"),
        Fate.SPLIT: _("split from %(where)s"),
        Fate.BECAME: _("came from %(where)s"),
        Fate.GONE: "",
    }[row.fate]
    return said % {"where": where}


def choices(
    some: Sequence[Ranking], pair: tuple[Ranking, Ranking] | None
) -> list[tuple[str, str, bool, bool]]:
    """Return each ranking's id and name, and whether it is the earlier or the later of the pair."""
    then, now = (one.pk for one in pair) if pair else (None, None)
    return [(str(one.pk), ranking_name(one), one.pk == then, one.pk == now) for one in some]
