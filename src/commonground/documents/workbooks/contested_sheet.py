"""The issues that may or may not belong on the list, and what would change it."""

from collections.abc import Iterable, Sequence

from commonground.documents.presenting.answer import told
from commonground.documents.presenting.subject import subject_of
from commonground.documents.workbooks.pages import Cell, Page
from commonground.documents.workbooks.ranking_sheet import named
from commonground.documents.workbooks.styles import Style
from commonground.documents.workbooks.tables import (
    Column,
    filled,
    set_print,
    set_widths,
    write_prose,
    write_table,
)
from commonground.scoring.methods import Method
from commonground.scoring.results import Band, NearCut, RankedIssue, Ranking

_WIDTHS = (44.0, 20.0, *[12.0] * 8, 34.0)
_ABOUT = (
    "An issue is contested when it is neither surely on the list nor surely off it. Worth "
    "re-scoring is p(1-p): where it is largest, scoring again could settle most. Weights' share is "
    "the part of the doubt that comes from the weights rather than from who took part."
)
_FLIPS = (
    "One score that, a level higher or lower on its scale, would by itself carry the issue across "
    "the cut."
)
_NEAR = (
    "Around the cut: the share of the draws in which the issue of the row ranks above the issue "
    "of the column."
)


def write_contested(page: Page, ranking: Ranking, method: Method) -> None:
    """Fill the sheet."""
    set_widths(page, _WIDTHS)
    set_print(page, sum(_WIDTHS))
    page.sheet.hide_gridlines(2)
    subject = subject_of(ranking, method)
    row = 0
    for sentence in told(subject):
        row = write_prose(page, row, sentence, _WIDTHS)
    contested = subject.banded(Band.CONTESTED)
    if contested:
        row = _section(page, row + 1, "Contested issues", _ABOUT, _contested(contested, method))
    if ranking.flips:
        row = _section(page, row + 1, "What would change the list", _FLIPS, _flips(ranking, method))
    if ranking.near_cut is not None:
        _section(page, row + 1, "Held against each other", _NEAR, _near(ranking.near_cut))


def _section(page: Page, row: int, title: str, about: str, columns: list[Column]) -> int:
    row = write_prose(page, row, title, _WIDTHS, Style.SECTION)
    row = write_prose(page, row, about, _WIDTHS)
    return write_table(page, row, columns, _WIDTHS)


def _contested(issues: list[RankedIssue], method: Method) -> list[Column]:
    known = [issue.certainty for issue in issues]
    columns = (
        Column("Issue", [issue.issue for issue in issues]),
        Column("Rank", [issue.rank for issue in issues], Style.NUMBER),
        Column("P of the top", [each.probability_in_top for each in known], Style.DRAWS),
        Column("Rank from", [each.rank_low for each in known], Style.NUMBER),
        Column("Rank to", [each.rank_high for each in known], Style.NUMBER),
        Column("Worth re-scoring", [each.worth_rescoring for each in known], Style.RATIO),
        Column("Weights' share", [each.weights_share for each in known], Style.SHARE),
        Column("Confidence factor", [each.confidence_factor for each in known], Style.RATIO),
        Column("Dominated by", [issue.dominated_by for issue in issues], Style.NUMBER),
        Column("Dominates", [issue.dominates for issue in issues], Style.NUMBER),
        Column("Contested criteria", [_contested_criteria(method, issue) for issue in issues]),
    )
    return filled(columns)


def _contested_criteria(method: Method, issue: RankedIssue) -> str:
    return named(method, issue.disagreement.criteria_contested)


def _flips(ranking: Ranking, method: Method) -> list[Column]:
    flips = ranking.flips
    return [
        Column("Issue", [flip.issue for flip in flips]),
        Column("Criterion", [method.label_of(flip.criterion) for flip in flips]),
        Column("A level", ["higher" if flip.levels > 0 else "lower" for flip in flips]),
        *_numbers("Score", (flip.score for flip in flips)),
        *_numbers("Score if", (flip.score_if for flip in flips)),
        *_numbers("Rank", (flip.rank for flip in flips)),
        *_numbers("Rank if", (flip.rank_if for flip in flips)),
    ]


def _numbers(heading: str, cells: Iterable[Cell]) -> list[Column]:
    return [Column(heading, list(cells), Style.NUMBER)]


def _near(near: NearCut) -> list[Column]:
    shares = near.pairwise_winning_index
    return [
        Column("Issue", list(near.issues)),
        *(
            Column(
                issue, [_against(row, at, place) for place, row in enumerate(shares)], Style.DRAWS
            )
            for at, issue in enumerate(near.issues)
        ),
    ]


def _against(row: Sequence[float], other: int, own: int) -> float | None:
    return None if other == own else row[other]
