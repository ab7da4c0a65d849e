"""Reads tables of figures by area: indices of deprivation, residents, and any other indicator.

The column of codes is told by what stands in it, and the header is the row above the first code:
publishers name columns as they like, and put notes above and below the table.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

import numpy as np

from commonground.documents.reading.figures import figure_in, not_a_figure
from commonground.documents.reading.files.kinds import read_table, sheet_names
from commonground.documents.reading.files.tables import Row, Rows, Table
from commonground.documents.reading.files.texts import same_name, shown
from commonground.errors import BadInput, refuse
from commonground.geography.cube_facts import Vintage
from commonground.geography.levels import Level, is_known, level_of
from commonground.geography.vintages import vintage_of
from commonground.geography.vulnerability import Worse
from commonground.scoring.arrays import Array
from commonground.sentences import Sentence, say

_RESIDENTS = frozenset(
    ("total", "population", "residents", "usual residents", "all usual residents", "all persons",
     "total population", "total: all usual residents")
)  # fmt: skip
"""What publishers call the number of residents."""


@dataclass(frozen=True, slots=True, eq=False)
class AreaColumn:
    """One column of figures.

    values: shape (codes,), NaN where the file has none. worse: which end is likely to mean more
    vulnerable, to be confirmed by a person. is_residents: it seems to be how many live there.
    """

    label: str
    values: Array
    worse: Worse
    is_residents: bool


@dataclass(frozen=True, slots=True, eq=False)
class AreaTable:
    """A file of figures by area. codes: each once, in the order of the file.

    vintage: of which census the codes are; EITHER for wards and districts.
    """

    source: str
    level: Level
    vintage: Vintage
    codes: tuple[str, ...]
    columns: tuple[AreaColumn, ...]
    notices: tuple[str, ...]

    def column(self, label: str) -> AreaColumn:
        """Return a column by its label; BadInput where there is none."""
        for one in self.columns:
            if same_name(one.label) == same_name(label):
                return one
        raise BadInput(
            say("%(file)s has no column %(label)s.", file=self.source, label=shown(label))
        )


def read_area_table(path: Path) -> AreaTable:
    """Return the figures by area in a csv or xlsx file, of LSOAs, wards or districts.

    Raises BadInput where the file is no table of areas, and names by row and column each area that
    is unknown or there twice, and each cell in a column of figures that is no number.
    """
    table = read_table_of_areas(path)
    at = code_column(table)
    level = _level_in(table, at)
    rows = tuple(
        row for row in table.rows if level_of(row.cells[at].upper()) or _filled(row.cells) > 1
    )
    figures = [
        column
        for column in range(len(table.header))
        if column != at and table.header[column] and _is_of_figures(rows, column)
    ]
    if not figures:
        raise BadInput(
            say("%(file)s has areas but no column of numbers beside them.", file=table.source)
        )
    refuse(chain(code_faults(table, rows, at, level), _figure_faults(table, rows, figures)))
    codes = tuple(row.cells[at].upper() for row in rows)
    vintage = vintage_of(codes) if level is Level.LSOA else Vintage.EITHER
    columns = tuple(_column(table, rows, column) for column in figures)
    return AreaTable(table.source, level, vintage, codes, columns, table.notices)


def read_table_of_areas(path: Path) -> Table:
    """Return the table in a file; of a workbook the first sheet with a column of codes of areas.

    Publishers put notes before it. Raises BadInput as `read_table` does, and `code_column` where
    no sheet has one.
    """
    names = sheet_names(path)
    if len(names) < 2:
        return read_table(path, arrange=below_its_header)
    for name in names:
        try:
            table = read_table(path, sheet=name, arrange=below_its_header)
            code_column(table)
        except BadInput:  # a sheet of notes; what is wrong with a sheet of areas is told of it
            continue
        said = say(
            "%(file)s: the sheet %(sheet)s was read, the first with codes of areas.",
            file=table.source,
            sheet=shown(name),
        )
        return replace(table, notices=(*table.notices, said))
    return read_table(path, arrange=below_its_header)


def below_its_header(rows: Rows) -> Iterator[tuple[int, Sequence[str]]]:
    """Yield the header, which is the last filled row above the first code, and all below it.

    Where no row holds a code, yields the rows as they stand.
    """
    above: list[tuple[int, Sequence[str]]] = []
    every = iter(rows)
    for number, cells in every:
        if any(level_of(cell.strip().upper()) for cell in cells):
            yield from above[-1:]
            yield number, cells
            yield from every
            return
        if _filled(cells):
            above.append((number, cells))
    yield from above


def code_column(table: Table) -> int:
    """Return the column that holds the codes of areas, of the smallest where there are several.

    Raises BadInput where no column does.
    """
    by_level: dict[Level, list[tuple[int, int]]] = {level: [] for level in Level}
    for column in range(len(table.header)):
        found = [level_of(row.cells[column].upper()) for row in table.rows]
        for level in Level:
            if (many := found.count(level)) * 2 > len(found):
                by_level[level].append((-many, column))
    for level in Level:
        if by_level[level]:
            return min(by_level[level])[1]
    raise BadInput(
        say(
            "%(file)s has no column of codes of LSOAs, wards or districts, such as E01008881, "
            "below a header. Its columns are %(there)s.",
            file=table.source,
            there=", ".join(shown(label) for label in table.header if label),
        )
    )


def code_faults(table: Table, rows: Sequence[Row], at: int, level: Level) -> Iterator[Sentence]:
    """Yield a fault for each row whose area is missing, unknown, or that of an earlier row."""
    first: dict[str, int] = {}
    for row in rows:
        code = row.cells[at].upper()
        if not code:
            yield say("%(place)s holds no code of an area.", place=table.where(row.number, at))
        elif not is_known(code, level):
            yield say(
                "%(place)s holds %(found)s, which is no %(level)s of England or Wales.",
                place=table.where(row.number, at),
                found=shown(row.cells[at]),
                level=LEVELS[level],
            )
        elif code in first:
            yield say(
                "%(place)s: %(code)s is in row %(first)s already; expected each area once.",
                place=table.where(row.number, at),
                code=code,
                first=str(first[code]),
            )
        first.setdefault(code, row.number)


LEVELS = {
    Level.LSOA: say("LSOA of 2011 or 2021"),
    Level.WARD: say("ward of 2024"),
    Level.DISTRICT: say("district of 2024"),
}
"""What an area of each level is called in a sentence."""


def _level_in(table: Table, at: int) -> Level:
    found = [level_of(row.cells[at].upper()) for row in table.rows]
    return max(Level, key=found.count)


def _filled(cells: Sequence[str]) -> int:
    return sum(1 for cell in cells if cell.strip())


def _is_of_figures(rows: Sequence[Row], column: int) -> bool:
    """Return whether most cells that say anything are numbers; codes and names are none."""
    filled = [row.cells[column] for row in rows if row.cells[column]]
    found = [figure_in(text) for text in filled]
    numbers = sum(1 for one in found if one is not None and not math.isnan(one))
    words = sum(1 for one in found if one is None)
    return numbers > words


def _figure_faults(table: Table, rows: Sequence[Row], columns: Sequence[int]) -> Iterator[Sentence]:
    for row in rows:
        for column in columns:
            if figure_in(row.cells[column]) is None:
                yield not_a_figure(table.where(row.number, column), row.cells[column])


def _column(table: Table, rows: Sequence[Row], at: int) -> AreaColumn:
    values = np.array([figure_in(row.cells[at]) for row in rows], dtype=np.float64)
    label = table.header[at]
    is_residents = same_name(label) in _RESIDENTS
    return AreaColumn(label, values, _likely_worse(label, values), is_residents)


def _likely_worse(label: str, values: Array) -> Worse:
    """Return LOWER for ranks and tenths, of which the first is the most deprived.

    Where the label does not tell, whole numbers from 1 of which each stands once are ranks.
    """
    name = same_name(label)
    if any(word.startswith(_ORDERED) for word in name.split()):
        return Worse.LOWER
    known = values[~np.isnan(values)]
    is_rank = (
        name not in _RESIDENTS
        and known.size > _TOO_FEW_FOR_RANKS
        and known.min() >= 1
        and bool((known == np.round(known)).all())
        and np.unique(known).size == known.size
    )
    return Worse.LOWER if is_rank else Worse.HIGHER


_ORDERED = ("rank", "decile", "quintile", "quartile")
_TOO_FEW_FOR_RANKS = 20
"""Of so few areas each may have another number by chance."""
