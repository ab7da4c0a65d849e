"""Writes a matrix as a workbook whose arithmetic anybody can follow and change."""

import re
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

from commonground.documents.markings import OFFICIAL
from commonground.documents.reading import Matrix, disagreements
from commonground.documents.workbooks.figures import (
    FigureRow,
    colour_bands,
    computed_columns,
    headings,
    layout_of,
    score_columns,
)
from commonground.documents.workbooks.formulas import MethodCells
from commonground.documents.workbooks.method_sheet import NAME, write_method
from commonground.documents.workbooks.pages import Book, Cell, Page, new_book
from commonground.documents.workbooks.styles import Style
from commonground.documents.workbooks.tables import (
    Column,
    set_print,
    set_widths,
    write_table,
    write_whole_sheet,
)
from commonground.scoring.arithmetic import ScoredRow, plain
from commonground.scoring.methods import Method

_NUMBER = re.compile(r"-?\d{1,15}|-?\d{1,9}\.\d{1,6}", re.ASCII)
_MOST_KEPT = 3
"""Columns kept in sight at the left; with more there would be no room for the rest."""


def write_matrix(
    path: Path,
    method: Method,
    matrix: Matrix,
    scored: Sequence[ScoredRow],
    *,
    notes: Sequence[str] = (),
    marking: str = OFFICIAL,
) -> None:
    """Write the matrix as an xlsx with live formulas, the method, and notes where there are any.

    `scored` is what `score_sheet` gives for `matrix.rows`. What the workbook's sheet `Matrix`
    holds can be read back. Raises BadInput where the file cannot be written or a text is too long.
    """
    said = [*notes, *matrix.notices, *matrix.warnings, *disagreements(matrix, scored)]
    with new_book(path, f"Matrix: {method.title}", marking) as book:
        page = book.page("Matrix")
        cells, _ = write_method(book.page(NAME), method)
        _write_rows(page, method, matrix, scored, cells)
        if said:
            write_notes(book, said)


def _write_rows(
    page: Page, method: Method, matrix: Matrix, scored: Sequence[ScoredRow], cells: MethodCells
) -> None:
    names = [*method.criterion_ids, *method.computed_ids()]
    titles = headings(method, names, (*matrix.extra_labels, "Issue"))
    kept = len(matrix.extra_labels) + 1
    layout = layout_of([*[""] * kept, *names], len(scored), cells)
    rows = [_figure_row(method, row) for row in scored]
    columns = [
        *_extras(matrix),
        Column("Issue", [row.issue for row in scored], width=_issue_width(scored)),
        *score_columns(method, titles, rows),
        *computed_columns(method, titles, layout, rows).values(),
    ]
    write_whole_sheet(page, columns, keep=kept if kept <= _MOST_KEPT else 0)
    colour_bands(page, method, layout)


def write_notes(book: Book, notes: Sequence[str]) -> None:
    """Add a sheet of notes, one a row, each once."""
    page = book.page("Notes")
    widths = [120.0]
    write_table(page, 0, [Column("Note", list(dict.fromkeys(notes)))], widths)
    set_widths(page, widths)
    set_print(page, sum(widths))


def _figure_row(method: Method, row: ScoredRow) -> FigureRow:
    scores = dict(zip(method.criterion_ids, row.scores, strict=True))
    return FigureRow(scores, row.figures, row.ranks)


def _issue_width(scored: Sequence[ScoredRow]) -> float:
    longest = max((len(row.issue) for row in scored), default=0)
    return min(max(longest + 2.0, 16), 44)


def _extras(matrix: Matrix) -> list[Column]:
    """Return the columns that are carried through."""
    return [
        Column(label, [_carried(row[at]) for row in matrix.extras], _style(matrix, at))
        for at, label in enumerate(matrix.extra_labels)
    ]


def _carried(text: str) -> Cell:
    """Return a number where that reads back as the same text, and the text where it does not."""
    if _NUMBER.fullmatch(text) and plain(Decimal(text)) == text:
        return Decimal(text)
    return text


def _style(matrix: Matrix, at: int) -> Style:
    is_numbers = all(not isinstance(_carried(row[at]), str) for row in matrix.extras if row[at])
    return Style.NUMBER if is_numbers else Style.TEXT
