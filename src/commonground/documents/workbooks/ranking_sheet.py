"""The ranked list: how sure each place is, and the arithmetic that gives it."""

from collections.abc import Sequence

from commonground.documents.workbooks.figures import (
    FigureRow,
    computed_columns,
    headings,
    layout_of,
    score_columns,
)
from commonground.documents.workbooks.formulas import Layout, MethodCells
from commonground.documents.workbooks.pages import Page
from commonground.documents.workbooks.styles import Style
from commonground.documents.workbooks.tables import Column, filled, write_whole_sheet
from commonground.scoring.methods import Method
from commonground.scoring.results import Band, RankedIssue, Ranking

BAND_STYLES = {
    Band.IN: Style.IN,
    Band.CONTESTED: Style.CONTESTED,
    Band.OUT: Style.OUT,
    Band.UNKNOWN: Style.UNKNOWN,
}
_KEPT = 2


def write_ranked(page: Page, ranking: Ranking, method: Method, cells: MethodCells) -> Layout:
    """Fill the sheet; return where its figures stand."""
    issues = ranking.issues
    about, differ = _about(ranking), _differ(method, issues)
    names = [*method.criterion_ids, *_but_first(method)]
    layout = layout_of([method.primary.id, *[""] * len(about), *names], len(issues), cells)
    others = [column.heading for column in (*about, *differ)]
    titles = headings(method, [method.primary.id, *names], others)
    rows = [FigureRow(issue.scores, issue.figures, issue.ranks) for issue in issues]
    computed = computed_columns(method, titles, layout, rows)
    columns = [
        computed[method.primary.id],
        *about,
        *score_columns(method, titles, rows),
        *(computed[name] for name in _but_first(method)),
        *differ,
    ]
    write_whole_sheet(page, columns, keep=_KEPT)
    return layout


def _but_first(method: Method) -> list[str]:
    """Return what the method computes but the rank that makes the shortlist, which stands first."""
    return [name for name in method.computed_ids() if name != method.primary.id]


def _about(ranking: Ranking) -> list[Column]:
    """Return the columns that say how sure each place is."""
    issues, top = ranking.issues, ranking.inputs.top
    known = [issue.certainty for issue in issues]
    bands = [each.band for each in known]
    columns = [
        Column("Issue", [issue.issue for issue in issues], width=36),
        Column("Theme", [issue.theme for issue in issues], width=26),
        Column(
            "Band",
            [band.value for band in bands],
            width=11,
            styles=[BAND_STYLES[band] for band in bands],
        ),
        Column(
            f"P of the top {top}",
            [each.probability_in_top for each in known],
            Style.DRAWS,
            width=10,
        ),
        Column("Rank from", [each.rank_low for each in known], Style.NUMBER),
        Column("Median rank", [each.rank_median for each in known], Style.NUMBER),
        Column("Rank to", [each.rank_high for each in known], Style.NUMBER),
    ]
    return filled(columns)


def _differ(method: Method, issues: Sequence[RankedIssue]) -> list[Column]:
    """Return the columns that say who scored, and how far the agencies differ."""
    differ = [issue.disagreement for issue in issues]
    return [
        Column("Agencies", [issue.agencies for issue in issues], Style.COUNT),
        Column("Assessors", [issue.assessors for issue in issues], Style.COUNT),
        Column(
            "Agencies within one level",
            [each.share_within_one_level for each in differ],
            Style.SHARE,
        ),
        Column(
            "Widest quartile range, in levels",
            [each.widest_interquartile_range for each in differ],
            Style.RATIO,
        ),
        *(
            Column(heading, [named(method, criteria) for criteria in found], width=30)
            for heading, found in (
                ("Contested criteria", [each.criteria_contested for each in differ]),
                ("Two camps", [each.criteria_in_two_camps for each in differ]),
                ("Agreed in session", [issue.agreed_criteria for issue in issues]),
            )
            if any(found)
        ),
    ]


def named(method: Method, criteria: Sequence[str]) -> str:
    """Return criteria by their labels, in one text."""
    return ", ".join(method.label_of(name) for name in criteria)
