"""What the pages of imports show: the list, how far one has come, and the report of one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from commonground.geography.cube_facts import CubeFacts, Finding, Odd, Vintage
from commonground.geography.presence import MonthFound, Presence
from commonground.rooms.people.access import Seat
from commonground.rooms.places.addresses import address, address_if
from commonground.rooms.places.models import CubeImport, ImportChoice, ImportState
from commonground.rooms.places.month_words import month_told, presence_told
from commonground.rooms.places.month_words import span_told as months_span
from commonground.rooms.places.presenters import whole
from commonground.rooms.places.rules import Verb

PRESENCE = {
    Presence.WHOLE: gettext_lazy("whole"),
    Presence.PARTIAL: gettext_lazy("partial"),
    Presence.MISSING: gettext_lazy("missing"),
}
"""How much of a month there is, in words."""

_VINTAGES = {
    Vintage.OF_2011: gettext_lazy("2011"),
    Vintage.OF_2021: gettext_lazy("2021"),
    Vintage.EITHER: gettext_lazy("the same in 2011 and 2021"),
    Vintage.MIXED: gettext_lazy("2011 and 2021"),
    Vintage.NONE: gettext_lazy("none"),
}
_ODD = {
    Odd.UNKNOWN_AREA: gettext_lazy("The code %(found)s is in no look-up"),
    Odd.ASTRAY: gettext_lazy("The place %(found)s is outside the United Kingdom"),
}


@dataclass(frozen=True, slots=True)
class ImportRow:
    """An import in the list."""

    name: str
    href: str
    state: str
    is_shown: bool
    months: str
    rows: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ImportsPage:
    """All imports of an area, and why which of them was shown."""

    rows: list[ImportRow]
    choices: list[tuple[str, str, datetime]]
    """What was shown again, why and by whom, and when."""
    add_href: str


def imports_page(
    here: Seat, found: Iterable[CubeImport], chosen: Sequence[ImportChoice]
) -> ImportsPage:
    """Return the page of these imports."""
    shown = chosen[0].chosen_id if chosen else None
    return ImportsPage(
        rows=[_row(here, one, is_shown=one.pk == shown) for one in found],
        choices=[
            (_("%(number)s. %(file)s") % {"number": one.chosen.number, "file": one.chosen},
             _("%(reason)s (%(name)s)") % {"reason": one.reason, "name": one.by.name}, one.at)
            for one in chosen
            if one.reason
        ],
        add_href=address_if("add_import", here, Verb.IMPORT),
    )  # fmt: skip


def _row(here: Seat, one: CubeImport, *, is_shown: bool) -> ImportRow:
    return ImportRow(
        name=_("%(number)s. %(file)s") % {"number": one.number, "file": files_told(one)},
        href=address("import", here, one.pk),
        state=_("Shown") if is_shown else one.get_state_display(),
        is_shown=is_shown,
        months=span_told(one),
        rows=whole(one.rows_read) if one.state == ImportState.KEPT else "",
        by=one.started_by.name,
        at=one.started_at,
    )


def files_told(one: CubeImport) -> str:
    """Return the first file of an import, and how many more there are."""
    names = one.file_names.splitlines() or [""]
    if len(names) == 1:
        return names[0]
    more = ngettext("%(first)s and %(count)s more", "%(first)s and %(count)s more", len(names) - 1)
    return more % {"first": names[0], "count": whole(len(names) - 1)}


def span_told(one: CubeImport) -> str:
    """Return the months of an import, in words; empty where it made nothing."""
    if not one.first_month:
        return ""
    return months_span(one.first_month, one.last_month)


@dataclass(frozen=True, slots=True)
class ImportPage:
    """One import: what it is, what may be done with it, and what became of its rows."""

    facts: list[tuple[str, str]]
    faults: list[str]
    not_whole: str
    """The months that are there in part or not at all, in words; empty where all are whole."""
    months: list[list[str]]
    sources: list[list[str]]
    findings: list[str]
    show_href: str
    file_href: str
    cube_href: str
    licence: str


def import_page(
    here: Seat, one: CubeImport, facts: CubeFacts | None, *, is_shown: bool
) -> ImportPage:
    """Return the page of an import that has ended; facts: of its cube, where it made one."""
    may_show = one.state == ImportState.KEPT and not is_shown
    return ImportPage(
        facts=_facts(one, facts, is_shown=is_shown),
        faults=one.faults.splitlines(),
        not_whole=_not_whole(facts) if facts else "",
        months=[_month(*row) for row in _months(facts)] if facts else [],
        sources=[_source(row) for row in source_rows(facts)] if facts else [],
        findings=[_finding(one) for one in facts.findings] if facts else [],
        show_href=address_if("show_import", here, Verb.IMPORT, one.pk) if may_show else "",
        file_href=address_if("import_file", here, Verb.EXPORT, one.pk) if facts else "",
        cube_href=address_if("cube_file", here, Verb.EXPORT, one.pk) if facts else "",
        licence=facts.licence if facts else "",
    )


def _facts(one: CubeImport, facts: CubeFacts | None, *, is_shown: bool) -> list[tuple[str, str]]:
    told = [
        (_("State"), _("Shown on the map") if is_shown else one.get_state_display()),
        (_("Files"), files_told(one)),
        (_("Started by"), one.started_by.name),
    ]
    if facts is None:
        return told
    rows = facts.rows()
    return [
        *told,
        (_("Months"), span_told(one)),
        (_("Rows read"), whole(rows["rows"])),
        (_("Counted in the area"), whole(rows["kept"])),
        (_("In another area"), whole(rows["outside"])),
        (_("Without an area"), whole(rows["unlocated"])),
        (_("With a code that no look-up has"), whole(rows["unknown_area"])),
        (_("With a place outside the United Kingdom"), whole(rows["astray"])),
        (_("Counted in areas that are joined"), whole(rows["joined"])),
        (_("Digest of the cube"), one.sha256),
    ]


def source_rows(facts: CubeFacts) -> list[Mapping[str, object]]:
    """Return what became of the rows of each file, for a page and for csv alike."""
    return [
        {
            "file": one.name, "month": one.month, "force": one.force, "lsoas_of": one.vintage.value,
            "rows": one.rows, "kept": one.kept, "outside": one.outside,
            "unlocated": one.unlocated, "unknown_area": one.unknown_area, "astray": one.astray,
            "joined": one.joined, "sha256": one.digest,
        }
        for one in facts.sources
    ]  # fmt: skip


def month_rows(facts: CubeFacts) -> list[Mapping[str, object]]:
    """Return how much of each month each force has, for csv."""
    return [
        {
            "force": force, "month": found.month, "presence": found.presence.value,
            "of_median": found.of_median, "areas": found.areas, "unlocated": unlocated, "asb": asb,
        }
        for force, found, unlocated, asb in _months(facts)
    ]  # fmt: skip


def _months(
    facts: CubeFacts,
) -> list[tuple[str, MonthFound, float | None, float | None]]:
    """Return each force's months: all that are not whole, and of the others too."""
    return [
        (force.force, one.found, one.unlocated, one.asb)
        for force in facts.forces
        for one in force.months
    ]


def _month(force: str, found: MonthFound, unlocated: float | None, asb: float | None) -> list[str]:
    return [
        force, month_told(found.month), str(PRESENCE[found.presence]), _share(found.of_median),
        _share(found.areas), _share(unlocated), _share(asb),
    ]  # fmt: skip


def _share(value: float | None) -> str:
    if value is None:
        return _("not known")
    return _("%(share)s\u00a0%%") % {"share": number_format(100 * value, 1)}


def _not_whole(facts: CubeFacts) -> str:
    found = [one for one in facts.presence() if one.presence is not Presence.WHOLE]
    return ", ".join(presence_told(one) for one in found)


def _source(row: Mapping[str, object]) -> list[str]:
    numbers = [
        whole(int(str(row[name])))
        for name in ("rows", "kept", "outside", "unlocated", "unknown_area", "astray", "joined")
    ]
    return [str(row["file"]), str(_VINTAGES[Vintage(str(row["lsoas_of"]))]), *numbers]


def _finding(one: Finding) -> str:
    said = str(_ODD[one.odd]) % {"found": one.found}
    rows = ngettext("%(count)s such row", "%(count)s such rows", one.rows)
    return _("%(file)s, row %(row)s: %(said)s. %(rows)s in the file, counted in no area.") % {
        "file": one.source, "row": whole(one.row), "said": said,
        "rows": rows % {"count": whole(one.rows)},
    }  # fmt: skip
