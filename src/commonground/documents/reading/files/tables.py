"""A table as a file holds it: a header and rows of text, with the numbers Excel shows."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from commonground.documents.neutral import restored
from commonground.documents.reading.files.texts import column_letter, same_name, shown
from commonground.errors import BadInput, refuse

MOST_ROWS = 1_048_576
MOST_COLUMNS = 16_384
"""An Excel sheet's own limits."""
MOST_CELLS = 5_000_000
"""Twice what 200 assessors scoring 120 issues on 12 criteria fill, in long form with remarks."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row below the header."""

    number: int
    """The row's number as Excel shows it."""
    cells: tuple[str, ...]
    """One text for each column of the header; empty where the cell is."""


@dataclass(frozen=True, slots=True)
class Table:
    """A file's header and rows, every cell as text without white space around it."""

    source: str
    """The file's name, for messages."""
    sheet: str
    """The workbook's sheet; empty for a text file."""
    header: tuple[str, ...]
    """The column labels, where column A is the first; empty above a blank column."""
    header_row: int
    rows: tuple[Row, ...]
    """The rows that hold anything."""
    notices: tuple[str, ...]
    """What was assumed while reading, one sentence each."""
    uncomputed: frozenset[tuple[int, int]] = frozenset()
    """Row numbers and columns of formulas that hold no value yet; their text is empty."""

    def where(self, row: int, column: int | None = None) -> str:
        """Return a place for a message: `scores.csv, row 5, column C (score)`."""
        place = f"{self.source}, row {row}"
        return place if column is None else f"{place}, {self.column(column)}"

    def column(self, column: int) -> str:
        """Return a column for a message, by its letter and label: `column C (score)`."""
        label = self.header[column]
        return f"column {column_letter(column)}{f' ({label})' if label else ''}"

    def hint(self, row: int, column: int) -> str:
        """Return a sentence to add where an empty cell is a formula nobody has computed."""
        if (row, column) not in self.uncomputed:
            return ""
        return (
            " The cell holds a formula that no spreadsheet has computed yet: open the workbook in "
            "Excel or LibreOffice, save it, and try again."
        )


def make_table(
    source: str,
    sheet: str,
    rows: Iterable[tuple[int, Sequence[str]]],
    notices: Iterable[str],
    uncomputed: Iterable[tuple[int, int]] = (),
) -> Table:
    """Return the table whose first filled row is the header.

    `rows` holds each row's number and its cells as they stand in the file. Raises BadInput where
    there is no header or no row below it, where two columns share a label, where a cell has no
    label above it, and where there are more cells than can be read.
    """
    filled = list(_filled(rows))
    if not filled:
        raise BadInput(f"{source}{_of(sheet)} is empty; expected a header row with rows below it.")
    header_row, labels = filled[0]
    if len(filled) == 1:
        raise BadInput(
            f"{source}{_of(sheet)} holds only a header, in row {header_row}; "
            "expected at least one row below it."
        )
    if (cells := len(labels) * len(filled)) > MOST_CELLS:
        raise BadInput(
            f"{source}{_of(sheet)} has {len(labels):,} columns and {len(filled):,} rows, which is "
            f"{cells:,} cells; the most that is read is {MOST_CELLS:,}. Split the file."
        )
    width = len(labels)
    padding = ("",) * width
    made = tuple(Row(number, (cells + padding)[:width]) for number, cells in filled[1:])
    places = frozenset(uncomputed)
    table = Table(source, sheet, labels, header_row, made, tuple(notices), places)
    refuse([*_repeated_labels(table), *_unlabelled(table), *_overlong(table, filled[1:])])
    return table


class _Cleaned(dict[str, str]):
    """Each distinct text as it stands in a file, and as a table holds it."""

    def __missing__(self, text: str) -> str:
        self[text] = clean = restored(text.replace("\xa0", " ").replace("\u202f", " ")).strip()
        return clean


def _filled(rows: Iterable[tuple[int, Sequence[str]]]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield each row that holds anything, cleaned and without the blank cells at its end."""
    cleaned = _Cleaned()
    for number, cells in rows:
        texts = tuple(map(cleaned.__getitem__, cells))
        end = len(texts)
        while end and not texts[end - 1]:
            end -= 1
        if end:
            yield number, texts[:end]


def _of(sheet: str) -> str:
    return f", sheet {shown(sheet)}," if sheet else ""


def _repeated_labels(table: Table) -> Iterator[str]:
    columns = defaultdict(list)
    for at, label in enumerate(table.header):
        if label:
            columns[same_name(label)].append(at)
    for places in columns.values():
        if len(places) > 1:
            listed = " and ".join(table.column(at) for at in places)
            yield (
                f"{table.where(table.header_row)}: {listed} have the same label; "
                "expected each label once."
            )


def _unlabelled(table: Table) -> Iterator[str]:
    blank = [at for at, label in enumerate(table.header) if not label]
    for at in blank:
        for row in table.rows:
            if row.cells[at]:
                yield (
                    f"{table.where(row.number, at)} holds {shown(row.cells[at])}, but row "
                    f"{table.header_row} has no label for that column; expected one."
                )
                break


def _overlong(table: Table, filled: Iterable[tuple[int, tuple[str, ...]]]) -> Iterator[str]:
    width = len(table.header)
    for number, cells in filled:
        if len(cells) > width:
            at = next(at for at in range(width, len(cells)) if cells[at])
            yield (
                f"{table.where(number)}, column {column_letter(at)} holds {shown(cells[at])}, "
                f"to the right of the last label, which is {table.column(width - 1)}; expected "
                f"{width} cells, found {len(cells)}."
            )
