"""The rank ranges around the cut as a chart, with the table it is drawn from beside it."""

from collections.abc import Sequence
from itertools import islice

from commonground.documents.workbooks.pages import Book, Formula, Page
from commonground.documents.workbooks.styles import BARS, Style
from commonground.documents.workbooks.tables import Column, set_print, set_widths, write_table
from commonground.scoring.results import Band, RankedIssue, Ranking

NAME = "Rank ranges"
_WIDTHS = (44.0, 8.0, 8.0, 8.0, 8.0, 8.0, 8.0, 8.0)
_BAR_FROM, _CHART = 5, 9
"""The columns of the first part of each bar, and of the chart."""
_CHART_WIDTH, _BAR_HEIGHT, _CHART_REST = 760, 18, 110
"""Pixels."""
_MOST = 60
"""Issues in one chart; more cannot be told apart on a page."""


def write_rank_ranges(book: Book, ranking: Ranking) -> None:
    """Add a sheet with the rank ranges of the shortlist and of every other contested issue."""
    page = book.page(NAME)
    issues = _shown(ranking)
    write_table(page, 0, [*_ranges(issues), *_bars(issues)], _WIDTHS)
    set_widths(page, _WIDTHS)
    page.sheet.freeze_panes(1, 1)
    set_print(page, sum(_WIDTHS) + _CHART_WIDTH / 7)
    page.sheet.fit_to_pages(1, 1)
    _insert_chart(page, ranking, issues)


def _shown(ranking: Ranking) -> list[RankedIssue]:
    found = (
        issue
        for issue in ranking.issues
        if issue.certainty.rank_low is not None
        and (issue.in_shortlist or issue.certainty.band is Band.CONTESTED)
    )
    return list(islice(found, _MOST))


def _ends(issue: RankedIssue) -> tuple[int, int, int]:
    """Return the range's low end, its middle and its high end; without a median, the rank."""
    certain = issue.certainty
    low, high = certain.rank_low or issue.rank, certain.rank_high or issue.rank
    return low, certain.rank_median or min(max(issue.rank, low), high), high


def _ranges(issues: Sequence[RankedIssue]) -> list[Column]:
    ends = [_ends(issue) for issue in issues]
    return [
        Column("Issue", [issue.issue for issue in issues]),
        Column("Rank", [issue.rank for issue in issues], Style.NUMBER),
        Column("Rank from", [low for low, _, _ in ends], Style.NUMBER),
        Column("Middle", [middle for _, middle, _ in ends], Style.NUMBER),
        Column("Rank to", [high for _, _, high in ends], Style.NUMBER),
    ]


def _bars(issues: Sequence[RankedIssue]) -> list[Column]:
    """Return the parts of each bar: half a rank wider at both ends, so that one rank shows too."""
    rows = [(row, *_ends(issue)) for row, issue in enumerate(issues, 2)]
    parts = {
        "Bar from": [Formula(f"=C{row}-0.5", low - 0.5) for row, low, _, _ in rows],
        "To the middle": [
            Formula(f"=D{at}-C{at}+0.5", mid - low + 0.5) for at, low, mid, _ in rows
        ],
        "From there": [Formula(f"=E{at}-D{at}+0.5", high - mid + 0.5) for at, _, mid, high in rows],
    }
    return [Column(heading, cells, Style.COMPUTED) for heading, cells in parts.items()]


def _insert_chart(page: Page, ranking: Ranking, issues: Sequence[RankedIssue]) -> None:
    chart = page.book.file.add_chart({"type": "bar", "subtype": "stacked"})
    for at, colour in enumerate((None, *BARS)):
        chart.add_series(_series(at, colour, len(issues)))
    axis: dict[str, object] = {"num_font": {"name": "Arial", "size": 9}}
    title = {"name_font": {"name": "Arial", "size": 9}}
    chart.set_title({"name": _title(ranking), "name_font": {"name": "Arial", "size": 11}})
    chart.set_legend({"none": True})
    lines = {"major_gridlines": {"visible": True, "line": {"color": "#DEE0E2"}}}
    chart.set_x_axis(axis | title | lines | {"name": "Rank (1 is the highest)", "min": 0})
    chart.set_y_axis(axis | {"reverse": True, "interval_unit": 1})
    height = _BAR_HEIGHT * len(issues) + _CHART_REST
    chart.set_size({"width": _CHART_WIDTH, "height": height})
    page.sheet.insert_chart(0, _CHART, chart, {"description": _description(ranking, issues)})


def _series(at: int, colour: str | None, count: int) -> dict[str, object]:
    """Return one part of the bars; the first, up to where they start, is not seen."""
    column = _BAR_FROM + at
    return {
        "name": [NAME, 0, column],
        "categories": [NAME, 1, 0, count, 0],
        "values": [NAME, 1, column, count, column],
        "fill": {"color": colour} if colour else {"none": True},
        "border": {"none": True},
        "gap": 40,
    }


def _title(ranking: Ranking) -> str:
    return f"Rank ranges: the top {ranking.inputs.top} and every other contested issue"


def _description(ranking: Ranking, issues: Sequence[RankedIssue]) -> str:
    contested = sum(issue.certainty.band is Band.CONTESTED for issue in issues)
    return (
        f"Bar chart. For each of {len(issues)} issues, a bar from the low to the high end of its "
        f"range of ranks, darker up to the middle. {contested} of them are contested for the top "
        f"{ranking.inputs.top}. The table beside the chart holds every number."
    )
