"""Matrices and rankings as plain rows: what csv, JSON and a terminal table show."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from commonground.documents.method_words import local_factors
from commonground.documents.neutral import neutralised
from commonground.documents.reading.matrix import Matrix
from commonground.scoring.arithmetic import ScoredRow, plain
from commonground.scoring.methods import Method
from commonground.scoring.results import RankedIssue, Ranking


@dataclass(frozen=True, slots=True)
class FlatTable:
    """A header and rows of text."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def matrix_records(
    method: Method, matrix: Matrix, scored: Sequence[ScoredRow]
) -> Iterator[dict[str, int | str]]:
    """Yield one record a row of a matrix, numbers as decimal text without trailing zeros.

    Keys: `row` (its number in the file), the file's other columns by their label (one that is
    called `row` or `local_factors` comes as `row in the file`), `issue`, every criterion and
    computed figure by id, ranks by id, and `local_factors` where any was set.
    """
    factors = "; ".join(local_factors(method))
    labels = [_unlike_ours(label) for label in matrix.extra_labels]
    for number, extras, row in zip(matrix.numbers, matrix.extras, scored, strict=True):
        scores = zip(method.criterion_ids, row.scores, strict=True)
        yield {
            "row": number,
            **dict(zip(labels, extras, strict=True)),
            "issue": row.issue,
            **{name: plain(score) for name, score in scores},
            **{name: plain(figure) for name, figure in row.figures.items()},
            **{name: str(rank) for name, rank in row.ranks.items()},
            **({"local_factors": factors} if factors else {}),
        }


def _unlike_ours(label: str) -> str:
    return f"{label} in the file" if label in ("row", "local_factors") else label


def ranking_records(method: Method, ranking: Ranking) -> Iterator[dict[str, int | str | None]]:
    """Yield one record a ranked issue: its place, how sure it is, its cells and its figures."""
    factors = "; ".join(local_factors(method))
    for issue in ranking.issues:
        yield {
            **_place(issue),
            **{name: plain(score) for name, score in issue.scores.items()},
            **{name: plain(figure) for name, figure in issue.figures.items()},
            **{name: str(rank) for name, rank in issue.ranks.items()},
            **({"local_factors": factors} if factors else {}),
        }


def _place(issue: RankedIssue) -> dict[str, int | str | None]:
    sure = issue.certainty
    return {
        "rank": issue.rank,
        "issue": issue.issue,
        "theme": issue.theme,
        "in_shortlist": "yes" if issue.in_shortlist else "no",
        "band": sure.band.value,
        "probability_in_top": _shown(sure.probability_in_top),
        "rank_low": sure.rank_low,
        "rank_median": sure.rank_median,
        "rank_high": sure.rank_high,
        "agencies": issue.agencies,
        "assessors": issue.assessors,
        "criteria_contested": ", ".join(issue.disagreement.criteria_contested),
        "criteria_in_two_camps": ", ".join(issue.disagreement.criteria_in_two_camps),
    }


def _shown(share: float | None) -> str | None:
    return None if share is None else f"{share:.4f}"


def flat(records: Iterable[Mapping[str, object]]) -> FlatTable:
    """Return records as a table; every record has the same keys. None becomes an empty cell."""
    held = list(records)
    header = tuple(held[0]) if held else ()
    rows = (tuple("" if cell is None else str(cell) for cell in one.values()) for one in held)
    return FlatTable(header, tuple(rows))


def csv_text(table: FlatTable) -> str:
    """Return the table as csv; text that a spreadsheet would run as a formula is made harmless."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerows([neutralised(cell) for cell in row] for row in (table.header, *table.rows))
    return text.getvalue()
