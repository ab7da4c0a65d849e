"""Reads a matrix, one row an issue, and compares what it states with what is recomputed."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from commonground.documents.reading.answers import Answers, number_in
from commonground.documents.reading.columns import (
    computed_columns,
    criteria_columns,
    find_columns,
    other_columns,
    required,
)
from commonground.documents.reading.files.tables import Row, Table
from commonground.documents.reading.files.texts import shown
from commonground.documents.reading.names import name_fault, same_but_for_case_and_spaces
from commonground.errors import refuse
from commonground.scoring.arithmetic import ScoredRow, SheetRow, plain
from commonground.scoring.methods import Method


@dataclass(frozen=True, slots=True)
class StatedColumn:
    """A column of the file that the method computes, as the file states it."""

    id: str
    """The group, look-up, output or ranking it states."""
    column: str
    """The column for messages: `column S (op_grading)`."""
    cells: tuple[str, ...]
    """One text a row; empty where the file states nothing."""


@dataclass(frozen=True, slots=True)
class Matrix:
    """A sheet of scores: everything below is in the order of the file's rows."""

    source: str
    rows: tuple[SheetRow, ...]
    numbers: tuple[int, ...]
    """Each row's number as Excel shows it."""
    extra_labels: tuple[str, ...]
    """The labels of columns that mean nothing to the method, in the file's order."""
    extras: tuple[tuple[str, ...], ...]
    """Each row's cells under `extra_labels`."""
    stated: tuple[StatedColumn, ...]
    """Columns that the method computes, in the order it computes them."""
    warnings: tuple[str, ...]
    notices: tuple[str, ...]


def read_matrix(table: Table, method: Method) -> Matrix:
    """Return the scores of each row, with the columns that are carried through or compared.

    Raises BadInput where a column is missing, and for every cell that is no answer on its scale.
    """
    criteria, computed = criteria_columns(method), computed_columns(method)
    found = find_columns(table, (*required("issue"), *criteria, *computed))
    answers = Answers(method.criteria)
    columns = [(each.id, found[each.id]) for each in criteria]
    faults: list[str] = []
    rows = tuple(
        _sheet_row(table, row, found["issue"], columns, answers, faults) for row in table.rows
    )
    refuse(faults)
    others = other_columns(table, found)
    return Matrix(
        source=table.source,
        rows=rows,
        numbers=tuple(row.number for row in table.rows),
        extra_labels=tuple(table.header[at] for at in others),
        extras=tuple(tuple(row.cells[at] for at in others) for row in table.rows),
        stated=tuple(
            _stated(table, each.id, found[each.id]) for each in computed if each.id in found
        ),
        warnings=tuple(_repeats(table, found["issue"])),
        notices=table.notices,
    )


def disagreements(matrix: Matrix, scored: Sequence[ScoredRow]) -> tuple[str, ...]:
    """Return a sentence for each stated cell that differs from the figure recomputed for it.

    `scored` is what `score_sheet` gives for `matrix.rows`. Figures are compared exactly; an
    empty cell states nothing.
    """
    return tuple(
        f"{matrix.source}, row {number}, {stated.column} states {shown(text)}; "
        f"recomputed it is {plain(figure)}."
        for number, row, *texts in zip(
            matrix.numbers, scored, *(column.cells for column in matrix.stated), strict=True
        )
        for stated, text in zip(matrix.stated, texts, strict=True)
        if text and number_in(text) != (figure := _figure(row, stated.id))
    )


def _sheet_row(
    table: Table,
    row: Row,
    issue: int,
    columns: Sequence[tuple[str, int]],
    answers: Mapping[tuple[str, str], Decimal | str],
    faults: list[str],
) -> SheetRow:
    if fault := name_fault(row.cells[issue], "issue"):
        faults.append(f"{table.where(row.number, issue)} {fault}{table.hint(row.number, issue)}")
    scores = []
    for criterion, at in columns:
        score = answers[criterion, row.cells[at]]
        if isinstance(score, str):
            faults.append(f"{table.where(row.number, at)} {score}{table.hint(row.number, at)}")
        else:
            scores.append(score)
    return SheetRow(row.cells[issue], tuple(scores), table.where(row.number))


def _stated(table: Table, name: str, at: int) -> StatedColumn:
    return StatedColumn(name, table.column(at), tuple(row.cells[at] for row in table.rows))


def _repeats(table: Table, issue: int) -> Iterator[str]:
    rows = defaultdict(list)
    for row in table.rows:
        rows[same_but_for_case_and_spaces(row.cells[issue])].append(row)
    for same in rows.values():
        first, *repeats = same
        for row in repeats:
            yield (
                f"{table.where(row.number, issue)} names {shown(row.cells[issue])}, and row "
                f"{first.number} already names {shown(first.cells[issue])}; both rows were kept."
            )


def _figure(row: ScoredRow, name: str) -> Decimal:
    return row.figures[name] if name in row.figures else Decimal(row.ranks[name])
