"""Writes a ranking as a workbook: the list with live arithmetic, and everything behind it."""

from collections.abc import Sequence
from pathlib import Path

from commonground.documents.board import Decision
from commonground.documents.markings import OFFICIAL
from commonground.documents.workbooks.annex import write_annex
from commonground.documents.workbooks.board_sheet import write_decisions
from commonground.documents.workbooks.contested_sheet import write_contested
from commonground.documents.workbooks.figures import colour_bands
from commonground.documents.workbooks.method_sheet import NAME, write_method
from commonground.documents.workbooks.pages import new_book
from commonground.documents.workbooks.people_sheets import (
    write_agreement,
    write_coverage,
    write_unranked,
)
from commonground.documents.workbooks.rank_ranges import write_rank_ranges
from commonground.documents.workbooks.ranking_sheet import write_ranked
from commonground.documents.workbooks.sensitivity_sheets import write_readings, write_without
from commonground.scoring.methods import Method
from commonground.scoring.results import Ranking


def write_ranking(
    path: Path,
    ranking: Ranking,
    method: Method,
    *,
    decisions: Sequence[Decision] = (),
    marking: str = OFFICIAL,
) -> None:
    """Write the ranking as an xlsx whose totals, outputs and ranks are live formulas.

    `method` is the ranking's own, local factors and all. What a board decided stands on a sheet of
    its own. Raises BadInput where the file cannot be
    written or a text is too long for a cell.
    """
    with new_book(path, f"Ranking: {method.title}", marking, ranking.inputs.draws) as book:
        listed = book.page("Ranking")
        if decisions:
            write_decisions(book.page("Board decisions"), decisions)
        if any(issue.certainty.rank_low is not None for issue in ranking.issues):
            write_rank_ranges(book, ranking)
        write_contested(book.page("Contested"), ranking, method)
        write_without(book.page("Without each agency"), ranking)
        write_readings(book.page("Other readings"), ranking)
        write_agreement(book.page("Agreement"), ranking, method)
        write_coverage(book.page("Coverage"), ranking)
        if ranking.unranked or ranking.thinly_scored:
            write_unranked(book.page("Thin or not ranked"), ranking, method)
        about = book.page(NAME)
        cells, row = write_method(about, method)
        write_annex(about, row + 1, ranking, method)
        colour_bands(listed, method, write_ranked(listed, ranking, method, cells))
