"""The pilot's lists as an analyst has them in an inbox: workbooks, with and without faults."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

import xlsxwriter

from commonground.demo.pilot import make_pilot
from commonground.demo.writing import write_pilot

FIRST_ROW = 2
"""The row of a sheet that the first line below its header stands in."""
FAILED_FORMULA = "#REF!"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table as it stands in a workbook."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def with_cells(self, cells: Mapping[tuple[int, str], str]) -> "Sheet":
        """Return the sheet with other text in some cells, each named by its row and column."""
        rows = [list(row) for row in self.rows]
        for (row, column), text in cells.items():
            rows[row - FIRST_ROW][self.columns.index(column)] = text
        return replace(self, rows=tuple(map(tuple, rows)))

    def cell(self, row: int, column: str) -> str:
        """Return the text of a cell."""
        return self.rows[row - FIRST_ROW][self.columns.index(column)]

    def with_column(self, column: str, text: str) -> "Sheet":
        """Return the sheet with one more column, the same in every row."""
        return Sheet((*self.columns, column), tuple((*row, text) for row in self.rows))

    def without_column(self, column: str) -> "Sheet":
        """Return the sheet without a column."""
        at = self.columns.index(column)
        return Sheet(_without(self.columns, at), tuple(_without(row, at) for row in self.rows))

    def save(self, path: Path) -> Path:
        """Write a workbook; a formula that failed is one, not its text."""
        with xlsxwriter.Workbook(path) as book:
            sheet = book.add_worksheet()
            sheet.write_row(0, 0, self.columns)
            for number, row in enumerate(self.rows, start=1):
                for at, text in enumerate(row):
                    if text == FAILED_FORMULA:
                        sheet.write_formula(number, at, "=gone!A1", value=FAILED_FORMULA)
                    else:
                        sheet.write_string(number, at, text)
        return path


def _without(cells: Sequence[str], at: int) -> tuple[str, ...]:
    return (*cells[:at], *cells[at + 1 :])


def issues_sheet() -> Sheet:
    """Return the pilot's 106 issues."""
    return _sheet("issues.csv")


def people_sheet() -> Sheet:
    """Return the pilot's 156 people, all of them assessors."""
    return _sheet("people.csv").with_column("roles", "Assessor")


def _sheet(name: str) -> Sheet:
    columns, *rows = csv.reader(StringIO(_pilot()[name]))
    return Sheet(tuple(columns), tuple(map(tuple, rows)))


@cache
def _pilot() -> Mapping[str, str]:
    with TemporaryDirectory() as folder:
        paths: Iterable[Path] = write_pilot(make_pilot(), Path(folder))
        return {path.name: path.read_text(encoding="utf-8") for path in paths}
