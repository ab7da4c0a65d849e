"""A table as a file holds it: a header and rows of text, with the numbers Excel shows."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from commonground.documents.neutral import restored
from commonground.documents.reading.files.texts import column_letter, same_name, shown
from commonground.errors import BadInput, refuse
from commonground.sentences import Sentence, say, with_and

MOST_ROWS = 1_048_576
MOST_COLUMNS = 16_384
"""An Excel sheet's own limits."""
MOST_CELLS = 5_000_000
"""Twice what 200 assessors scoring 120 issues on 12 criteria fill, in long form with remarks."""


Rows = Iterable[tuple[int, Sequence[str]]]
"""The rows of a file as they stand: each one's number and its cells."""
Arranging = Callable[[Rows], Rows]
"""What puts the rows of some kind of file into the form of a table."""


def as_they_stand(rows: Rows) -> Rows:
    """Return rows whose first is the header already."""
    return rows


@dataclass(frozen=True, slots=True)
class Place:
    """A cell of a file, for messages; unlike a sentence it can be kept, and told later."""

    source: str
    row: int
    column: int
    label: str = ""

    @property
    def said(self) -> Sentence:
        """The place in words: `scores.csv, row 5, column C (score)`."""
        return say(
            "%(file)s, row %(row)s, %(column)s",
            file=self.source,
            row=str(self.row),
            column=column_said(self.column, self.label),
        )


def column_said(column: int, label: str = "") -> Sentence:
    """Return a column, counted from 0, for a message: `column C (score)`, or `column C`."""
    letter = column_letter(column)
    if not label:
        return say("column %(letter)s", letter=letter)
    return say("column %(letter)s (%(label)s)", letter=letter, label=label)


def beside_row(fault: str) -> str:
    """Return a fault whose `place` is a cell without the file and the row; others as they are."""
    if not isinstance(fault, Sentence):
        return fault
    place = fault.values.get("place")
    if not isinstance(place, Sentence) or "column" not in place.values:
        return fault
    return Sentence(fault.template, {**fault.values, "place": place.values["column"]})


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

    def place(self, row: int, column: int) -> Place:
        """Return a cell for a message that may be told later."""
        return Place(self.source, row, column, self.header[column])

    def where(self, row: int, column: int | None = None) -> Sentence:
        """Return a place for a message: `scores.csv, row 5, column C (score)`."""
        if column is None:
            return say("%(file)s, row %(row)s", file=self.source, row=str(row))
        return self.place(row, column).said

    def column(self, column: int) -> Sentence:
        """Return a column for a message, by its letter and label: `column C (score)`."""
        return column_said(column, self.header[column])

    def is_uncomputed(self, row: int, column: int) -> bool:
        """Say whether a cell is empty because nobody has computed its formula."""
        return (row, column) in self.uncomputed

    def hint(self, row: int, column: int) -> str:
        """Return a sentence to add where an empty cell is a formula nobody has computed."""
        if not self.is_uncomputed(row, column):
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
    at_least: int = 1,
) -> Table:
    """Return the table whose first filled row is the header.

    `rows` holds each row's number and its cells as they stand in the file. Raises BadInput where
    there is no header or fewer rows below it than `at_least`, 0 or 1, where two columns share a
    label, where a cell has no label above it, and where there are more cells than can be read.
    """
    filled = list(_filled(rows))
    if not filled:
        raise BadInput(
            say(
                "%(file)s is empty; expected a header row with rows below it.",
                file=_of(source, sheet),
            )
        )
    header_row, labels = filled[0]
    if len(filled) <= at_least:
        raise BadInput(
            say(
                "%(file)s holds only a header, in row %(row)s; expected at least one row below it.",
                file=_of(source, sheet),
                row=str(header_row),
            )
        )
    if (cells := len(labels) * len(filled)) > MOST_CELLS:
        raise BadInput(
            say(
                "%(file)s has %(columns)s columns and %(rows)s rows, which is %(cells)s cells; the "
                "most that is read is %(most)s. Split the file.",
                file=_of(source, sheet),
                columns=f"{len(labels):,}",
                rows=f"{len(filled):,}",
                cells=f"{cells:,}",
                most=f"{MOST_CELLS:,}",
            )
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


def _of(source: str, sheet: str) -> str:
    if not sheet:
        return source
    return say("%(file)s, sheet %(sheet)s,", file=source, sheet=shown(sheet))


def _repeated_labels(table: Table) -> Iterator[str]:
    columns = defaultdict(list)
    for at, label in enumerate(table.header):
        if label:
            columns[same_name(label)].append(at)
    for places in columns.values():
        if len(places) > 1:
            yield say(
                "%(place)s: %(columns)s have the same label; expected each label once.",
                place=table.where(table.header_row),
                columns=with_and(table.column(at) for at in places),
            )


def _unlabelled(table: Table) -> Iterator[str]:
    blank = [at for at, label in enumerate(table.header) if not label]
    for at in blank:
        for row in table.rows:
            if row.cells[at]:
                yield say(
                    "%(place)s holds %(found)s, but row %(header)s has no label for that column; "
                    "expected one.",
                    place=table.where(row.number, at),
                    found=shown(row.cells[at]),
                    header=str(table.header_row),
                )
                break


def _overlong(table: Table, filled: Iterable[tuple[int, tuple[str, ...]]]) -> Iterator[str]:
    width = len(table.header)
    for number, cells in filled:
        if len(cells) > width:
            at = next(at for at in range(width, len(cells)) if cells[at])
            yield say(
                "%(place)s holds %(found)s, to the right of the last label, which is %(last)s; "
                "expected %(width)s cells, found %(cells)s.",
                place=Place(table.source, number, at).said,
                found=shown(cells[at]),
                last=table.column(width - 1),
                width=str(width),
                cells=str(len(cells)),
            )
