"""What the pages of the golden themes show: the matrix, and why one stands."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonground.rooms.people.access import Seat
from commonground.rooms.people.models import Way
from commonground.rooms.ranking.access import Ranks
from commonground.rooms.themes.counting import NONE, Count, Said, by_rank, by_theme, count, matrix
from commonground.rooms.themes.models import Code, GoldenTheme, Reach
from commonground.rooms.themes.presenters import address, address_if
from commonground.rooms.themes.rules import Verb

COLOURS = {Reach.CROSS_CUTTING: "yellow", Reach.STAND_ALONE: "grey"}


@dataclass(frozen=True, slots=True)
class ThemeRow:
    """One golden theme of the list."""

    name: str
    reach: str
    colour: str
    told: str
    codes: str
    href: str


@dataclass(frozen=True, slots=True)
class IssueRow:
    """One issue of the matrix: its rank, and how much was said in each theme."""

    rank: str
    name: str
    href: str
    cells: list[tuple[str, str]]
    """Short, and in words for those who hear it."""


@dataclass(frozen=True, slots=True)
class ThemesPage:
    """The golden themes and the matrix."""

    themes: list[ThemeRow]
    rows: list[IssueRow]
    ranked: str
    loose: list[str]
    """Codes in use that are in no golden theme."""
    add_href: str
    remarks_href: str
    codes_href: str
    exports: list[tuple[str, str]]


def themes_page(
    here: Seat,
    found: Sequence[GoldenTheme],
    codes: Iterable[Code],
    said: Sequence[Said],
    issues: Sequence[tuple[UUID, str]],
    ranks: Ranks | None,
) -> ThemesPage:
    """Return the page of all golden themes."""
    held = by_theme(said)
    exports = [
        (_("All of it as a workbook (xlsx)"), address("export", here, "xlsx")),
        (_("The matrix (csv)"), address("export", here, "csv")),
    ]
    return ThemesPage(
        themes=[_theme_row(here, one, held.get(one.pk, ())) for one in found],
        rows=_issue_rows(here, found, said, issues, ranks),
        ranked=ranked_by(ranks),
        loose=[one.name for one in codes if one.golden_theme_id is None],
        add_href=address_if("add_theme", here, Verb.EDIT_THEMES),
        remarks_href=address("remarks", here),
        codes_href=address("codes", here),
        exports=exports if found else [],
    )


def _theme_row(here: Seat, one: GoldenTheme, said: Iterable[Said]) -> ThemeRow:
    return ThemeRow(
        name=one.name,
        reach=str(Reach(one.reach).label),
        colour=COLOURS[Reach(one.reach)],
        told=told(count(said)),
        codes=", ".join(code.name for code in live_codes(one)),
        href=address("theme", here, one.pk),
    )


def live_codes(one: GoldenTheme) -> list[Code]:
    """Return the codes in use of a theme that was fetched with them."""
    found: list[Code] = getattr(one, "live", [])
    return found


def _issue_rows(
    here: Seat,
    found: Sequence[GoldenTheme],
    said: Sequence[Said],
    issues: Sequence[tuple[UUID, str]],
    ranks: Ranks | None,
) -> list[IssueRow]:
    """Return the issues that any theme speaks of, by rank."""
    cells, names = matrix(said), dict(issues)
    spoken = {one.issue for one in said}
    by_issue = ranks.by_issue if ranks else {}
    return [
        IssueRow(
            rank=str(by_issue.get(pk, "")),
            name=names[pk],
            href=f"{address('remarks', here)}?issue={pk}",
            cells=[_cell(cells.get((one.pk, pk), NONE)) for one in found],
        )
        for pk in by_rank([one for one in issues if one[0] in spoken], by_issue)
    ]


def _cell(found: Count) -> tuple[str, str]:
    short = f"{found.remarks} / {found.agencies}" if found.remarks else ""
    return short, told(found) if found.remarks else _("nothing")


def told(found: Count) -> str:
    """Return how much was said, in words."""
    remarks = ngettext("%(count)d remark", "%(count)d remarks", found.remarks)
    agencies = ngettext("from %(count)d agency", "from %(count)d agencies", found.agencies)
    return f"{remarks % {'count': found.remarks}} {agencies % {'count': found.agencies}}"


def ranked_by(ranks: Ranks | None) -> str:
    """Return which ranking the ranks are of."""
    if ranks is None:
        return _("No round has been ranked yet, so the issues stand by name.")
    return _("Ranks are those of %(round)s, ranking %(digest)s.") % {
        "round": ranks.round.name, "digest": ranks.sha256[:12],
    }  # fmt: skip


@dataclass(frozen=True, slots=True)
class ThemePage:
    """Why one golden theme stands."""

    name: str
    reach: str
    colour: str
    why: str
    told: str
    codes: list[tuple[str, int, str]]
    issues: list[tuple[str, str, str, str]]
    """Rank, name, address, and how much was said."""
    agencies: list[tuple[str, str, int]]
    """Agency, ways and remarks."""
    ranked: str
    change_href: str
    delete_href: str


def theme_page(
    here: Seat,
    about: GoldenTheme,
    codes: Iterable[Code],
    said: Sequence[Said],
    issues: Sequence[tuple[UUID, str]],
    ranks: Ranks | None,
) -> ThemePage:
    """Return the page of one golden theme."""
    own = by_theme(said).get(about.pk, [])
    cells, names = matrix(own), dict(issues)
    by_issue = ranks.by_issue if ranks else {}
    spoken = by_rank([one for one in issues if (about.pk, one[0]) in cells], by_issue)
    at = address("remarks", here)
    return ThemePage(
        name=about.name,
        reach=str(Reach(about.reach).label),
        colour=COLOURS[Reach(about.reach)],
        why=about.why,
        told=told(count(own)),
        codes=[
            (one.name, getattr(one, "carried", 0), f"{at}?code={one.pk}")
            for one in codes
            if one.golden_theme_id == about.pk
        ],
        issues=[
            (str(by_issue.get(pk, "")), names[pk], f"{at}?issue={pk}", told(cells[about.pk, pk]))
            for pk in spoken
        ],
        agencies=_by_agency(own),
        ranked=ranked_by(ranks),
        change_href=address_if("change_theme", here, Verb.EDIT_THEMES, about.pk),
        delete_href=address_if("delete_theme", here, Verb.EDIT_THEMES, about.pk),
    )


def _by_agency(said: Iterable[Said]) -> list[tuple[str, str, int]]:
    """Return each agency with its ways of taking part and its remarks, the most first."""
    heard = {one.remark: (one.agency, one.way) for one in said}
    ways: dict[str, set[str]] = {}
    for agency, way in heard.values():
        ways.setdefault(agency, set()).add(way)
    counts = Counter(agency for agency, _way in heard.values())
    return [
        (agency or _("Agency not known"), _ways(ways[agency]), number)
        for agency, number in sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    ]


def _ways(some: Iterable[str]) -> str:
    labels: Mapping[str, str] = {one.value: str(one.label) for one in Way}
    return ", ".join(sorted(labels[way] for way in some if way)) or _("Not known")
