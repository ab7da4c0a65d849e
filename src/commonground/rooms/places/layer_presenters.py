"""What the pages of layers show."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from commonground.documents.contents.audiences import highest
from commonground.documents.markings import OFFICIAL
from commonground.documents.reading.partner_counts import (
    AREA,
    COUNT,
    MEASURE,
    PERIOD,
    CountColumn,
    CountReport,
    PartnerCounts,
)
from commonground.geography.kept_layers import Layer
from commonground.rooms.people.access import Seat
from commonground.rooms.places.addresses import address, address_if
from commonground.rooms.places.layer_reading import MeasureAsked, Over
from commonground.rooms.places.models import LayerKind, SuppliedLayer, YearBegins
from commonground.rooms.places.presenters import whole
from commonground.rooms.places.rules import Verb

PARTS = (
    ("", gettext_lazy("Leave it out")),
    (AREA, gettext_lazy("Code of the area")),
    (PERIOD, gettext_lazy("Month, quarter or year")),
    (COUNT, gettext_lazy("Counts")),
    (MEASURE, gettext_lazy("What is counted")),
)
"""What a column of a partner's file can be, in words."""
_MOST_NAMED = 10


@dataclass(frozen=True, slots=True)
class LayerRow:
    """A layer in a list."""

    name: str
    href: str
    kind: str
    source: str
    vintage: str
    licence: str
    marking: str
    is_sensitive: bool
    coverage: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class LayersPage:
    """The layers in use by what they are, and those that others took the place of."""

    in_use: list[tuple[str, list[LayerRow]]]
    others: list[LayerRow]
    marking: str
    """The highest of all that it names."""
    vulnerability_href: str
    """Empty where there is nothing to compare areas by."""
    add_indicators_href: str
    add_counts_href: str


def layers_page(here: Seat, found: Iterable[SuppliedLayer]) -> LayersPage:
    """Return the page of these layers."""
    kept = list(found)
    return LayersPage(
        in_use=[
            (
                str(kind.label),
                [_row(here, one) for one in kept if one.is_current and one.kind == kind],
            )
            for kind in LayerKind
        ],
        others=[_row(here, one) for one in kept if not one.is_current],
        marking=highest([OFFICIAL, *(one.marking for one in kept)]),
        vulnerability_href=(
            address("vulnerability", here)
            if any(one.is_current and one.kind == LayerKind.INDICATORS for one in kept)
            else ""
        ),
        add_indicators_href=address_if("add_indicators", here, Verb.KEEP_LAYERS),
        add_counts_href=address_if("add_counts", here, Verb.KEEP_LAYERS),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """A measure of a layer: how it is read, and how many areas have it."""

    label: str
    worse: str
    weight: str
    figures: str


@dataclass(frozen=True, slots=True)
class LayerPage:
    """One layer: what it is, what became of its file, and its measures."""

    facts: list[tuple[str, str]]
    measures: list[MeasureRow]
    is_counts: bool
    is_current: bool
    file_href: str
    aside_href: str
    use_href: str


def layer_page(here: Seat, one: SuppliedLayer, figures: Layer) -> LayerPage:
    """Return the page of a layer."""
    is_counts = one.kind == LayerKind.COUNTS
    return LayerPage(
        facts=_facts(one, is_counts=is_counts),
        measures=[
            MeasureRow(
                label=measure.label,
                worse="" if is_counts or measure.is_residents else measure.get_worse_display(),
                weight="" if is_counts or measure.is_residents else f"{float(measure.weight):g}",
                figures=whole(int((~np.isnan(figures.measure(measure.label))).any(axis=1).sum())),
            )
            for measure in one.measures.all()
        ],
        is_counts=is_counts,
        is_current=one.is_current,
        file_href=address_if("layer_file", here, Verb.EXPORT, one.pk),
        aside_href=address_if("set_layer_aside", here, Verb.KEEP_LAYERS, one.pk),
        use_href=address_if("use_layer", here, Verb.KEEP_LAYERS, one.pk),
    )


def coverage_told(covered: int, parts: int) -> str:
    """Return how much of an area has a figure."""
    return _("%(covered)s of %(parts)s") % {"covered": whole(covered), "parts": whole(parts)}


@dataclass(frozen=True, slots=True)
class CountsFound:
    """What was found in a partner's file, before it is kept."""

    facts: list[tuple[str, str]]
    measures: list[tuple[str, str, str]]
    """Each with the sum of what is known, and how many figures are not."""


def counts_found(over: Over, found: PartnerCounts) -> CountsFound:
    """Return what the preview of a partner's counts shows."""
    first, last = over.layer.periods[0], over.layer.periods[-1]
    facts = [
        (_("Areas"), str(over.level.label)),
        (_("Census"), str(over.census.label)),
        (_("Parts of the area with a figure"), coverage_told(over.covered, over.parts)),
        (_("Areas of the file that lie outside"), whole(over.left_out)),
        (_("Periods"), _("%(count)s, from %(first)s to %(last)s") % {
            "count": whole(len(over.layer.periods)), "first": first.first, "last": last.last,
        }),
        *_report_facts(found.report),
    ]  # fmt: skip
    measures = []
    for label in over.layer.measures:
        held = over.layer.measure(label)
        unknown = int(np.isnan(held).sum())
        measures.append((label, whole(int(np.nansum(held))), whole(unknown)))
    return CountsFound(facts, measures)


def _report_facts(report: CountReport) -> list[tuple[str, str]]:
    unknown = whole(report.unknown_rows)
    if codes := [code for code, _rows in report.unknown_areas if code]:
        unknown += f" ({_some(codes)})"
    return [
        (_("Rows of the file"), whole(report.rows)),
        (_("Rows without an area"), whole(report.unlocated)),
        (_("Rows of areas that nobody knows"), unknown),
        (_("Figures held back, which count as unknown"), whole(report.held_back)),
        (_("Areas and periods without a row, which count as unknown"), whole(report.absent)),
    ]


def _facts(one: SuppliedLayer, *, is_counts: bool) -> list[tuple[str, str]]:
    facts = [
        (_("Kind"), one.get_kind_display()),
        (_("Source"), one.source),
        (_("Of when the figures are"), one.vintage),
        (_("Licence"), one.licence),
        (_("Marking"), one.marking),
        (_("Areas"), one.get_level_display()),
        (_("Census"), one.get_census_display()),
        (_("Parts of the area with a figure"), coverage_told(one.covered, one.parts)),
        (_("Areas of the file that lie outside"), whole(one.left_out)),
        (_("File"), one.file_name),
        (_("Digest of the figures (SHA-256)"), one.sha256),
    ]
    if not is_counts:
        return facts
    codes = one.unknown_areas.splitlines()
    unknown = whole(one.unknown_rows) + (f" ({_some(codes)})" if codes else "")
    return [
        *facts,
        (_("Months"), _("%(first)s to %(last)s") % {
            "first": one.first_month, "last": one.last_month,
        }),
        (_("Rows of the file"), whole(one.rows)),
        (_("Rows without an area"), whole(one.unlocated)),
        (_("Rows of areas that nobody knows"), unknown),
        (_("Figures held back, which count as unknown"), whole(one.held_back)),
        (_("Areas and periods without a row, which count as unknown"), whole(one.absent)),
    ]  # fmt: skip


def _some(codes: Sequence[str]) -> str:
    named = ", ".join(codes[:_MOST_NAMED])
    more = len(codes) - _MOST_NAMED
    if more <= 0:
        return named
    return ngettext("%(codes)s and %(count)s more", "%(codes)s and %(count)s more", more) % {
        "codes": named, "count": whole(more),
    }  # fmt: skip


def _row(here: Seat, one: SuppliedLayer) -> LayerRow:
    return LayerRow(
        name=one.name,
        href=address("layer", here, one.pk),
        kind=one.get_kind_display(),
        source=one.source,
        vintage=one.vintage,
        licence=one.licence,
        marking=one.marking,
        is_sensitive=one.marking != OFFICIAL,
        coverage=coverage_told(one.covered, one.parts),
        by=one.added_by.name,
        at=one.added_at,
    )


@dataclass(frozen=True, slots=True)
class IndicatorColumn:
    """A column of a file of indicators, to be ticked."""

    label: str
    figures: str
    lowest: str
    highest: str
    worse: str
    weight: str
    is_residents: bool
    is_kept: bool


@dataclass(frozen=True, slots=True)
class IndicatorsFound:
    """What was found in a file of indicators, before it is kept."""

    facts: list[tuple[str, str]]
    columns: list[IndicatorColumn]
    file_name: str


def indicators_found(over: Over, asked: Sequence[MeasureAsked]) -> IndicatorsFound:
    """Return what the page shows that asks for columns."""
    facts = [
        (_("Areas"), str(over.level.label)),
        (_("Census"), str(over.census.label)),
        (_("Parts of the area with a figure"), coverage_told(over.covered, over.parts)),
        (_("Areas of the file that lie outside"), whole(over.left_out)),
    ]
    columns = []
    for one in asked:
        known = over.layer.measure(one.label)
        known = known[~np.isnan(known)]
        columns.append(
            IndicatorColumn(
                label=one.label, figures=whole(known.size),
                lowest=f"{known.min():g}" if known.size else "",
                highest=f"{known.max():g}" if known.size else "",
                worse=one.worse.value, weight=one.weight, is_residents=one.is_residents,
                is_kept=one.is_kept,
            )
        )  # fmt: skip
    return IndicatorsFound(facts, columns, over.file_name)


def column_rows(
    columns: Sequence[CountColumn], parts: Sequence[str]
) -> list[tuple[int, str, str, str]]:
    """Return the columns of a partner's file by place, with an example and what each is."""
    return [
        (at, one.label, one.example, part)
        for at, (one, part) in enumerate(zip(columns, parts, strict=True))
    ]


def year_choices(chosen: YearBegins) -> list[tuple[int, str, bool]]:
    """Return in which month a year can begin, and which is chosen."""
    return [(one.value, str(one.label), one == chosen) for one in YearBegins]


def vintage_of(over: Over) -> str:
    """Return of when counts are, as it is offered to be kept."""
    first, last = over.layer.periods[0].first, over.layer.periods[-1].last
    return first if first == last else f"{first} \u2013 {last}"
