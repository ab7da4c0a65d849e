"""Writes one sheet of scores as a self-contained, accessible html page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from commonground.documents.html_pages import templates
from commonground.documents.markings import OFFICIAL, check_marking
from commonground.documents.method_words import local_factors
from commonground.documents.reading import Matrix
from commonground.scoring.arithmetic import ScoredRow, plain
from commonground.scoring.methods import Method


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One row as it is printed."""

    issue: str
    cells: tuple[str, ...]


def matrix_html(
    method: Method,
    matrix: Matrix,
    scored: Sequence[ScoredRow],
    *,
    notes: Sequence[str] = (),
    marking: str = OFFICIAL,
) -> str:
    """Return the sheet as a whole html page, with the method and the local factors used."""
    check_marking(marking)
    labels = [method.label_of(name) for name in method.computed_ids()]
    return (
        templates()
        .get_template("matrix.html")
        .render(
            title=matrix.source,
            marking=marking,
            method=method,
            factors=local_factors(method),
            notes=tuple(notes),
            columns=(
                *matrix.extra_labels,
                *(criterion.label for criterion in method.criteria),
                *labels,
            ),
            rows=tuple(_rows(matrix, scored)),
        )
    )


def _rows(matrix: Matrix, scored: Sequence[ScoredRow]) -> Iterator[MatrixRow]:
    for extras, row in zip(matrix.extras, scored, strict=True):
        figures = (*map(plain, row.scores), *map(plain, row.figures.values()))
        yield MatrixRow(row.issue, (*extras, *figures, *map(str, row.ranks.values())))
