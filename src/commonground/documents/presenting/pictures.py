"""The report's charts, each with what it says in words."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from commonground.documents.charts.drawing import Alternative
from commonground.documents.charts.people import (
    Agreement,
    LeftOut,
    agreement_chart,
    coverage_chart,
    left_out_chart,
)
from commonground.documents.charts.ranks import Interval, interval_chart, interval_words
from commonground.documents.presenting.people import Coverage
from commonground.documents.presenting.sensitivity import left_out_answer
from commonground.documents.presenting.subject import Subject
from commonground.scoring.results import Band, RankedIssue

_LONGEST_CHART = 250
"""Lines that are drawn at all: past them nobody can follow, and the table says it all."""

_LONGEST_PART = 50
"""Lines of one chart; a longer list goes on in another, so that each fits a printed page."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart, in parts where it is long, and the sentence below it.

    `parts` is empty where there is nothing to draw.
    """

    parts: tuple[str, ...]
    caption: str


_HOW_TO_READ = (
    "Each bar is the range of ranks an issue could hold, and the mark inside it {middle}. "
    "A solid dark bar is In, an outlined bar Contested, a thin grey line Out. The dashed line "
    "is the cut after rank {cut}; the solid line across separates the shortlist from the rest."
)


def edge_picture(subject: Subject) -> Picture:
    """Return the shortlist with every contested issue below it: where the line falls."""
    kept = [
        issue
        for issue in subject.ranking.issues
        if issue.in_shortlist or issue.certainty.band is Band.CONTESTED
    ]
    what = "The shortlist and the contested issues below it"
    return _intervals(subject, kept, "chart-edge", what)


def whole_picture(subject: Subject) -> Picture:
    """Return the whole list in one chart."""
    return _intervals(subject, subject.ranking.issues, "chart-whole", "Every ranked issue")


def _intervals(
    subject: Subject, issues: Sequence[RankedIssue], chart_id: str, what: str
) -> Picture:
    found = [subject.interval_of(issue) for issue in issues[:_LONGEST_CHART]]
    intervals: list[Interval] = [each for each in found if each is not None]
    if not intervals:
        return Picture((), "")
    middle = "its middle rank" if subject.is_resampled else "the rank it has in this list"
    cut = subject.ranking.inputs.top
    caption = _HOW_TO_READ.format(middle=middle, cut=cut)
    if len(issues) > _LONGEST_CHART:
        caption = f"The first {_LONGEST_CHART} of {len(issues):,}. {caption}"
    number = math.ceil(len(intervals) / _LONGEST_PART)
    each = math.ceil(len(intervals) / number)
    parts = (intervals[start : start + each] for start in range(0, len(intervals), each))
    drawn = (_part(subject, part, at * each, chart_id, what) for at, part in enumerate(parts))
    return Picture(tuple(drawn), caption)


def _part(subject: Subject, held: Sequence[Interval], start: int, chart_id: str, what: str) -> str:
    """Return one part of a chart of ranges, with `start` lines in the parts before it."""
    title = f"{what}: ranges of rank, from {held[0].rank} to {held[-1].rank}"
    says = Alternative(f"{chart_id}-{start + 1}", title, interval_words(held, subject.scale.cut))
    shortlisted = subject.ranking.shortlist_length - start
    return interval_chart(held, shortlisted, subject.scale, says)


def left_out_picture(subject: Subject) -> Picture:
    """Return how much of the shortlist stays without each agency."""
    without = [LeftOut(each.id, each.same) for each in subject.ranking.without_each_agency]
    shortlisted = subject.ranking.shortlist_length
    says = Alternative(
        "chart-left-out",
        "How many of the shortlist stay the same without each agency",
        f"{left_out_answer(subject)} Every figure is in the table.",
    )
    caption = (
        f"The dark part of a bar is how many of the {shortlisted} stay on the shortlist; the "
        "white part is how many change."
    )
    return Picture((left_out_chart(without, shortlisted, says),), caption)


def agreement_picture(subject: Subject) -> Picture:
    """Return both coefficients of agreement by criterion."""
    criteria = [
        Agreement(subject.method.label_of(each.criterion), each.alpha_ordinal, each.ac2_quadratic)
        for each in subject.ranking.agreement
    ]
    if all(each.alpha is None and each.ac2 is None for each in criteria):
        return Picture((), "")
    alphas = sorted((each.alpha, each.criterion) for each in criteria if each.alpha is not None)
    ends = f" Alpha is lowest on {alphas[0][1]} and highest on {alphas[-1][1]}." if alphas else ""
    says = Alternative(
        "chart-agreement",
        "Agreement between assessors by criterion",
        f"{len(criteria)} criteria.{ends} Every figure is in the table.",
    )
    caption = "A filled circle is Krippendorff’s alpha; an outlined diamond is Gwet’s AC2."
    return Picture((agreement_chart(criteria, says),), caption)


def coverage_picture(covered: Coverage) -> Picture:
    """Return the heat map of agencies by themes."""
    agencies = [row.agency for row in covered.rows]
    says = Alternative(
        "chart-coverage",
        "How many issues of each theme each agency scored",
        f"{len(agencies)} agencies by {len(covered.themes)} themes. Every figure is in the table.",
    )
    caption = (
        "The figure is how many of the theme’s issues the agency scored; the darker the cell, the "
        "larger the share. The number of issues in each theme is in brackets."
    )
    chart = coverage_chart(agencies, covered.themes, covered.cells, says)
    return Picture((chart,), caption)
