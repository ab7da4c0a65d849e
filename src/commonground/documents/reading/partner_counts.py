"""Reads a partner's own counts: a row for each area, period and measure, in any columns.

A person says once what each column is. What is held back ("<5") and what has no row is unknown and
never 0. Rows of areas that nobody knows are told and not dropped without a word.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

import numpy as np

from commonground.documents.reading.area_tables import LEVELS, read_table_of_areas
from commonground.documents.reading.columns import quoted
from commonground.documents.reading.figures import figure_in, is_held_back, not_a_figure
from commonground.documents.reading.files.tables import Row, Table
from commonground.documents.reading.files.texts import same_name, shown
from commonground.errors import BadInput, refuse
from commonground.geography.cube_facts import Vintage
from commonground.geography.kept_layers import Layer
from commonground.geography.levels import Level, is_known, level_of, level_of_most
from commonground.geography.periods import Period, YearStarts, no_period, period_in
from commonground.geography.vintages import vintage_of
from commonground.sentences import Sentence, say

Ordered = TypeVar("Ordered")

MOST_MEASURES = 100
"""More kinds of things than this are not counted, but somebody's names or numbers."""
_MOST_FIGURES = 20_000_000
_IS_CODE = re.compile(r"[A-Z]\d{8}")


@dataclass(frozen=True, slots=True)
class CountMapping:
    """What the columns of a partner's file are, by their labels.

    counts: one or several columns of numbers. measure: the column that says what is counted; empty
    where the labels of `counts` say it. year_starts: where "2025 Q1" begins.
    """

    area: str
    period: str
    counts: tuple[str, ...]
    measure: str = ""
    year_starts: YearStarts = YearStarts.JANUARY

    def labels(self) -> tuple[str, ...]:
        """Return the labels of all columns that it names."""
        return tuple(filter(None, (self.area, self.period, self.measure, *self.counts)))


@dataclass(frozen=True, slots=True)
class CountColumn:
    """A column as somebody is shown it to say what it is; guess is a part of a mapping or empty."""

    label: str
    example: str
    guess: str


AREA, PERIOD, COUNT, MEASURE = "area", "period", "count", "measure"
"""What a column can be."""


@dataclass(frozen=True, slots=True)
class CountReport:
    """What became of each row: rows = counted + unlocated + unknown_rows.

    unlocated: without an area. unknown_areas: codes that no area of the level has, each with its
    rows; what is no code at all stands together under an empty one, for it may name somebody.
    held_back: cells of counted rows that give no number. absent: pairs of an area and a
    period that have no row.
    """

    rows: int
    counted: int
    unlocated: int
    unknown_areas: tuple[tuple[str, int], ...]
    held_back: int
    absent: int

    @property
    def unknown_rows(self) -> int:
        """Return how many rows are of areas that nobody knows."""
        return sum(rows for _code, rows in self.unknown_areas)


@dataclass(frozen=True, slots=True, eq=False)
class PartnerCounts:
    """A partner's counts.

    layer: their figures by area, period and measure, NaN where unknown. vintage: of which census
    LSOAs are; EITHER for wards and districts.
    """

    source: str
    level: Level
    vintage: Vintage
    layer: Layer
    report: CountReport
    notices: tuple[str, ...]


def read_count_table(path: Path) -> Table:
    """Return the table of a partner's file, before anybody said what its columns are."""
    return read_table_of_areas(path)


def header_digest(table: Table) -> str:
    """Return what a file's columns are known by, whatever their order and spelling."""
    names = sorted(same_name(label) for label in table.header if label)
    return sha256("\n".join(names).encode()).hexdigest()


def count_columns(table: Table) -> tuple[CountColumn, ...]:
    """Return the columns that hold anything, each with a guess at what it is."""
    found = []
    areas = _codes_in(table)
    for at, label in enumerate(table.header):
        cells = [row.cells[at] for row in table.rows if row.cells[at]]
        if label and cells:
            guess = AREA if at == areas else _guess(label, cells)
            found.append(CountColumn(label, cells[0], guess))
    return tuple(found)


def guessed_mapping(table: Table) -> CountMapping | None:
    """Return the mapping that the guesses make; None where an area, period or count lacks."""
    by_guess: dict[str, list[str]] = {AREA: [], PERIOD: [], COUNT: [], MEASURE: []}
    for one in count_columns(table):
        if one.guess:
            by_guess[one.guess].append(one.label)
    if not (by_guess[AREA] and by_guess[PERIOD] and by_guess[COUNT]):
        return None
    measure = by_guess[MEASURE][0] if by_guess[MEASURE] else ""
    return CountMapping(by_guess[AREA][0], by_guess[PERIOD][0], tuple(by_guess[COUNT]), measure)


def partner_counts(table: Table, mapping: CountMapping) -> PartnerCounts:
    """Return the counts in a table by what its columns are.

    Raises BadInput where a column is not there, no row has an area that is known, and names by row
    and column each cell that is no period or count, and each row that repeats another's area,
    period and measure.
    """
    at = _places(table, mapping)
    rows = [row for row in table.rows if _is_no_note(row, at[mapping.area])]
    codes = [row.cells[at[mapping.area]].upper() for row in rows]
    level = level_of_most(codes)
    known = {code for code in set(codes) if level is not None and is_known(code, level)}
    if level is None or not known:
        raise BadInput(
            say(
                "%(place)s holds no code of an LSOA, ward or district of England or Wales.",
                place=table.where(table.header_row, at[mapping.area]),
            )
        )
    reading = _Reading(table, mapping, at)
    for row, code in zip(rows, codes, strict=True):
        reading.take(row, code, is_known=code in known)
    refuse(reading.faults)
    layer = reading.layer()
    return PartnerCounts(
        table.source,
        level,
        vintage_of(layer.codes) if level is Level.LSOA else Vintage.EITHER,
        layer,
        reading.report(layer),
        table.notices,
    )


def level_said(level: Level) -> Sentence:
    """Return what the areas of a level are called."""
    return LEVELS[level]


class _Reading:
    """The cells that were taken so far, and what is wrong with others."""

    def __init__(self, table: Table, mapping: CountMapping, at: dict[str, int]) -> None:
        self._table, self._mapping, self._at = table, mapping, at
        self._cells: dict[tuple[str, Period, str], float] = {}
        self._row_of: dict[tuple[str, Period, str], int] = {}
        self._unknown: Counter[str] = Counter()
        self._unlocated = self._held_back = self._counted = 0
        self.faults: list[str] = []

    def take(self, row: Row, code: str, *, is_known: bool) -> None:
        """Take in one row, or note why not."""
        period = self._period(row)
        figures = [(measure, self._figure(row, at)) for measure, at in self._measures(row)]
        if is_held_back(code):
            self._unlocated += 1
        elif not is_known:
            self._unknown[code if _IS_CODE.fullmatch(code) else ""] += 1
        elif period is not None:
            self._counted += 1
            for measure, figure in figures:
                self._keep(row, (code, period, measure), figure)

    def _period(self, row: Row) -> Period | None:
        at = self._at[self._mapping.period]
        found = period_in(row.cells[at], self._mapping.year_starts)
        if found is None:
            place = self._table.where(row.number, at)
            self.faults.append(no_period(place, shown(row.cells[at])))
        return found

    def _measures(self, row: Row) -> Iterator[tuple[str, int]]:
        said = row.cells[self._at[self._mapping.measure]] if self._mapping.measure else ""
        for label in self._mapping.counts:
            several = len(self._mapping.counts) > 1
            name = f"{said}: {label}" if said and several else said or label
            yield name, self._at[label]

    def _figure(self, row: Row, at: int) -> float:
        found = figure_in(row.cells[at])
        place = self._table.where(row.number, at)
        if found is None:
            self.faults.append(not_a_figure(place, row.cells[at]))
        elif found < 0 or found % 1 > 0:
            self.faults.append(
                say(
                    "%(place)s holds %(found)s; expected a whole number of 0 or more.",
                    place=place,
                    found=shown(row.cells[at]),
                )
            )
        return float("nan") if found is None else found

    def _keep(self, row: Row, key: tuple[str, Period, str], figure: float) -> None:
        if key in self._row_of:
            self.faults.append(
                say(
                    "%(place)s: %(code)s, %(period)s and %(measure)s are in row %(first)s already. "
                    "Expected one row for each; if the file divides them further, add them up, or "
                    "name the column that says by what.",
                    place=self._table.where(row.number),
                    code=key[0], period=key[1].said, measure=shown(key[2]),
                    first=str(self._row_of[key]),
                )
            )  # fmt: skip
        self._held_back += math.isnan(figure)
        self._row_of.setdefault(key, row.number)
        self._cells.setdefault(key, figure)

    def layer(self) -> Layer:
        """Return all that was taken; BadInput where its periods overlap."""
        codes = sorted({code for code, _period, _measure in self._cells})
        periods = sorted({period for _code, period, _measure in self._cells})
        measures = list(dict.fromkeys(measure for _code, _period, measure in self._cells))
        refuse(_overlaps(self._table.source, periods))
        self._refuse_too_many(len(codes) * len(periods), measures)
        values = np.full((len(codes), len(periods), len(measures)), np.nan)
        of_code, of_period, of_measure = _order(codes), _order(periods), _order(measures)
        for (code, period, measure), figure in self._cells.items():
            values[of_code[code], of_period[period], of_measure[measure]] = figure
        return Layer(tuple(codes), tuple(periods), tuple(measures), values)

    def _refuse_too_many(self, each: int, measures: Sequence[str]) -> None:
        if len(measures) > MOST_MEASURES or each * len(measures) > _MOST_FIGURES:
            raise BadInput(
                say(
                    "%(file)s counts %(measures)s different things in %(each)s areas and periods. "
                    "Expected at most %(most)s kinds: is that the column that says what is "
                    "counted?",
                    file=self._table.source,
                    measures=f"{len(measures):,}",
                    each=f"{each:,}",
                    most=str(MOST_MEASURES),
                )
            )

    def report(self, layer: Layer) -> CountReport:
        """Return what became of the rows."""
        pairs = {(code, period) for code, period, _measure in self._cells}
        return CountReport(
            rows=self._counted + self._unlocated + self._unknown.total(),
            counted=self._counted,
            unlocated=self._unlocated,
            unknown_areas=tuple(sorted(self._unknown.items())),
            held_back=self._held_back,
            absent=len(layer.codes) * len(layer.periods) - len(pairs),
        )


def _is_no_note(row: Row, area: int) -> bool:
    """Return whether a row is more than one cell of words below the table."""
    return level_of(row.cells[area].upper()) is not None or sum(map(bool, row.cells)) > 1


def _order(of: Iterable[Ordered]) -> dict[Ordered, int]:
    return {one: at for at, one in enumerate(of)}


def _overlaps(source: str, periods: Sequence[Period]) -> Iterator[Sentence]:
    """Yield a fault for each period that has a month of the one before it."""
    for before, after in pairwise(periods):
        if after.first <= before.last:
            yield say(
                "%(file)s counts %(one)s and also %(other)s, which have months in common: the "
                "same would be counted twice. Keep one kind of period in a file.",
                file=source,
                one=before.said,
                other=after.said,
            )


def _places(table: Table, mapping: CountMapping) -> dict[str, int]:
    by_name = {same_name(label): at for at, label in enumerate(table.header) if label}
    refuse(
        say(
            "%(place)s has no column %(label)s; its columns are %(there)s.",
            place=table.where(table.header_row),
            label=shown(label),
            there=quoted(table.header),
        )
        for label in mapping.labels()
        if same_name(label) not in by_name
    )
    if len({same_name(label) for label in mapping.labels()}) < len(mapping.labels()):
        raise BadInput(say("A column can be used for one thing only."))
    if not mapping.counts:
        raise BadInput(say("Say which column holds the counts."))
    return {label: by_name[same_name(label)] for label in mapping.labels()}


def _codes_in(table: Table) -> int | None:
    """Return the column of codes, of the smallest areas where there are several."""
    order = [*Level]
    found = []
    for at in range(len(table.header)):
        levels = [one for row in table.rows if (one := level_of(row.cells[at].upper()))]
        if len(levels) * 2 > len(table.rows):
            found.append((min(map(order.index, levels)), at))
    return min(found)[1] if found else None


def _guess(label: str, cells: Sequence[str]) -> str:
    if sum(level_of(cell.upper()) is not None for cell in cells) * 2 > len(cells):
        return ""  # the codes of larger areas, beside those that count
    name = same_name(label)
    periods = sum(period_in(cell, YearStarts.JANUARY) is not None for cell in cells)
    if periods * 2 > len(cells) and (not _all_figures(cells) or name in _PERIODS):
        return PERIOD
    if _all_figures(cells):
        return COUNT
    return MEASURE if name in _MEASURES else ""


def _all_figures(cells: Sequence[str]) -> bool:
    return sum(figure_in(cell) is not None for cell in cells) * 2 > len(cells)


_PERIODS = frozenset(("year", "month", "period", "quarter", "date", "financial year", "time"))
_MEASURES = frozenset(
    ("measure", "category", "type", "offence", "offence type", "crime type", "indicator", "reason",
     "group", "kind", "incident type")
)  # fmt: skip
