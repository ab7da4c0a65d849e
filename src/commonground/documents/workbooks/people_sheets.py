"""Who took part: how far they agree on each criterion, who scored what, and what is missing."""

from collections.abc import Callable

from commonground.documents.workbooks.pages import Cell, Page
from commonground.documents.workbooks.ranking_sheet import named
from commonground.documents.workbooks.styles import Style
from commonground.documents.workbooks.tables import Column, write_whole_sheet
from commonground.scoring.methods import Method
from commonground.scoring.results import AgencyCoverage, Ranking


def write_agreement(page: Page, ranking: Ranking, method: Method) -> None:
    """Fill the sheet that says how far people agree on each criterion: context, no pass mark."""
    rows = ranking.agreement
    columns = [
        Column("Criterion", [method.label_of(row.criterion) for row in rows], width=36),
        Column("Scores", [row.scores for row in rows], Style.COUNT),
        Column("Krippendorff's alpha (ordinal)", [row.alpha_ordinal for row in rows], Style.RATIO),
        Column("Gwet's AC2 (quadratic)", [row.ac2_quadratic for row in rows], Style.RATIO),
        Column(
            "Issues on which agencies meet the consensus rule",
            [row.share_of_cells_with_consensus for row in rows],
            Style.SHARE,
        ),
    ]
    write_whole_sheet(page, columns, keep=1)


def write_coverage(page: Page, ranking: Ranking) -> None:
    """Fill the sheet of who scored what."""
    rows = ranking.coverage
    themes = sorted({theme for row in rows for theme in row.issues_by_theme})
    counts: dict[str, Callable[[AgencyCoverage], Cell]] = {
        "Assessors": lambda row: row.assessors,
        "In a meeting": lambda row: row.meeting,
        "Remote": lambda row: row.remote,
        "Issues": lambda row: row.issues,
        "Scores": lambda row: row.scores,
        "Remarks": lambda row: row.remarks,
    }
    columns = [
        Column("Agency", [row.agency for row in rows], width=40),
        *(
            _count(heading, cells)
            for heading, count in counts.items()
            if any(cells := [count(row) for row in rows])
        ),
        *(
            _count(_theme(name), [row.issues_by_theme.get(name, 0) for row in rows])
            for name in themes
        ),
    ]
    write_whole_sheet(page, columns, keep=1)


def _count(heading: str, cells: list[Cell]) -> Column:
    return Column(heading, cells, Style.COUNT)


def _theme(name: str) -> str:
    return f"Issues in {name}" if name else "Issues in no theme"


def write_unranked(page: Page, ranking: Ranking, method: Method) -> None:
    """Fill the sheet of issues that are not ranked, or ranked on too few agencies."""
    unranked = ranking.unranked
    thin = ranking.thinly_scored
    why = [f"Nobody scored {named(method, it.criteria_not_scored)}" for it in unranked]
    columns = [
        Column("Issue", [*(it.issue for it in unranked), *thin], width=44),
        Column(
            "What is missing",
            [*why, *["Ranked, but scored by fewer agencies than the rules ask for"] * len(thin)],
            width=90,
        ),
    ]
    write_whole_sheet(page, columns, keep=1)
