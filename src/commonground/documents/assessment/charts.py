"""Draws each chart of the catalogue from the frozen sources, with every count that it shows."""

from collections import Counter
from collections.abc import Callable, Mapping

from commonground.documents.assessment.catalogue import CHARTS
from commonground.documents.assessment.references import asked
from commonground.documents.assessment.tables import NO_ONE_ISSUE, Material, slug
from commonground.documents.charts.counts import Counted, counts_chart
from commonground.documents.charts.drawing import Alternative
from commonground.documents.charts.people import Covered, coverage_chart
from commonground.documents.charts.ranks import interval_chart, interval_words
from commonground.documents.contents import Chart
from commonground.documents.words import counted
from commonground.scoring.results import Band

_LONGEST = 50
"""Lines of a chart that fits a printed page; the table holds every one."""


def chart(of: Material, name: str, marking: str) -> Chart:
    """Return a chart by its reference; BadInput, with the nearest names, where there is none."""
    entry = asked(name, CHARTS).entry
    return _DRAWERS[entry.name](of, slug("chart", entry.name), marking)


def _ranks(of: Material, chart_id: str, marking: str) -> Chart:
    subject = of.sources.subject
    near = [
        one for one in of.sources.ranking.issues
        if one.in_shortlist or one.certainty.band is Band.CONTESTED
    ]  # fmt: skip
    found = [subject.interval_of(one) for one in near[:_LONGEST]]
    intervals = [one for one in found if one is not None]
    caption = "The shortlist and its nearest rivals, with the range of ranks of each"
    if not intervals:
        return _nothing(chart_id, caption, "Nothing is known of how sure these ranks are.", marking)
    said = interval_words(intervals, subject.scale.cut)
    if len(near) > _LONGEST:
        said = f"The first {_LONGEST} of {len(near)}. {said}"
    shortlisted = of.sources.ranking.shortlist_length
    svg = interval_chart(intervals, shortlisted, subject.scale, _says(chart_id, caption, said))
    return Chart(chart_id, caption, said, svg, marking)


def _took_part(of: Material, chart_id: str, marking: str) -> Chart:
    there = sorted(of.sources.closed.took_part, key=lambda one: (-one.assessors, one.agency))
    lines = [Counted(one.agency, one.meeting, one.assessors - one.meeting) for one in there]
    caption = "Who took part, by agency: in meetings (dark) and remotely (outlined)"
    return _counts(chart_id, caption, lines, ("in meetings", "remotely"), marking)


def _themes(of: Material, chart_id: str, marking: str) -> Chart:
    """Draw a cell for each issue and golden theme: the darker, the more remarks; the number too."""
    themes = of.sources.themes
    spoken = Counter(
        (one.issue or NO_ONE_ISSUE, name) for name, held in themes.items() for one in held.remarks
    )
    by_issue = Counter[str]()
    for (issue, _name), number in spoken.items():
        by_issue[issue] += number
    issues = [issue for issue, _ in sorted(by_issue.items(), key=lambda item: (-item[1], item[0]))]
    caption = "Remarks that speak of each golden theme, by issue"
    if not issues:
        return _nothing(chart_id, caption, "There is nothing to show yet.", marking)
    shown = issues[:_LONGEST]
    most = max(spoken.values())
    cells = [Covered(issue, name, spoken[issue, name], most) for issue in shown for name in themes]
    said = (
        "; ".join(
            f"{name}: {counted(len(held.remarks), 'remark')}" for name, held in themes.items()
        )
        + "."
    )
    if len(issues) > _LONGEST:
        said = f"The {_LONGEST} issues of {len(issues)} with most remarks. {said}"
    svg = coverage_chart(shown, list(themes), cells, _says(chart_id, caption, said))
    totals = [len(held.remarks) for held in themes.values()]
    counts = tuple(number for number in (*totals, *(one.issues for one in cells)) if number)
    return Chart(chart_id, caption, said, svg, marking, counts)


def _counts(
    chart_id: str, caption: str, lines: list[Counted], parts: tuple[str, ...], marking: str
) -> Chart:
    shown = lines[:_LONGEST]
    if not shown:
        return _nothing(chart_id, caption, "There is nothing to show yet.", marking)
    said = "; ".join(_line(one, parts) for one in shown) + "."
    if len(lines) > _LONGEST:
        said = f"The first {_LONGEST} of {len(lines)}. {said}"
    svg = counts_chart(shown, _says(chart_id, caption, said))
    counts = tuple(number for one in shown for number in (one.first, one.second) if number)
    return Chart(chart_id, caption, said, svg, marking, counts)


def _line(one: Counted, parts: tuple[str, ...]) -> str:
    told = zip((one.first, one.second), parts, strict=False)
    return f"{one.name}: {', '.join(f'{number} {part}' for number, part in told)}"


def _nothing(chart_id: str, caption: str, said: str, marking: str) -> Chart:
    return Chart(chart_id, caption, said, counts_chart([], _says(chart_id, caption, said)), marking)


def _says(chart_id: str, caption: str, said: str) -> Alternative:
    return Alternative(chart_id, caption, said)


_DRAWERS: Mapping[str, Callable[[Material, str, str], Chart]] = {
    "ranks with intervals": _ranks,
    "who took part": _took_part,
    "themes by issue": _themes,
}
