"""Charts of ranks: how far an issue's place could move, and where the cut falls."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree

from commonground.documents.charts.drawing import (
    DARK,
    FAINT,
    GREY,
    INK,
    LIGHT,
    STEP,
    WIDTH,
    Alternative,
    Spec,
    accessible,
    at,
    drawn,
    label,
    only,
    rows_chart,
    ticks,
    words,
)
from commonground.documents.words import counted, span
from commonground.scoring.results import Band

_BANDS_START, _RANKS_START = 342, 425
_BAR_WIDTH, _BAR_HEIGHT = 180, 20

_BARS: dict[Band, Spec] = {
    Band.IN: {"height": 12, "fill": DARK, "stroke": DARK, "strokeWidth": 1},
    Band.CONTESTED: {"height": 12, "fill": LIGHT, "stroke": INK, "strokeWidth": 1.5},
    Band.OUT: {"height": 4, "fill": GREY, "stroke": GREY, "strokeWidth": 1},
}
_POINTS: dict[Band, Spec] = {
    Band.IN: {"shape": "circle", "fill": "white", "stroke": INK, "size": 50},
    Band.CONTESTED: {"shape": "diamond", "fill": INK, "stroke": INK, "size": 50},
    Band.OUT: {"shape": "square", "fill": "white", "stroke": INK, "size": 30},
}
"""In is a solid dark bar, Contested an outlined one, Out a thin line: told apart without colour."""


@dataclass(frozen=True, slots=True)
class Interval:
    """The range of ranks of one issue; `middle` is its median, or its published rank."""

    rank: str
    issue: str
    band: Band
    low: int
    middle: int
    high: int


@dataclass(frozen=True, slots=True)
class Scale:
    """The axis of ranks: how many there are, and the cut, above which the shortlist stands."""

    ranks: int
    cut: int


def interval_chart(
    intervals: Sequence[Interval], shortlisted: int, scale: Scale, says: Alternative
) -> str:
    """Return the chart of rank ranges, one line for each issue, with the cut both ways.

    The first `shortlisted` of the intervals are on the list: a line is drawn below them, unless
    it falls outside this chart.
    """
    rows = [
        {
            "label": label(f"{each.rank}  {each.issue}"),
            "band": each.band.value,
            # a little past both ranks, so that an issue which never moves still has a bar
            "low": each.low - 0.4,
            "high": each.high + 0.4,
            "middle": each.middle,
        }
        for each in intervals
    ]
    layers = [
        words("band", _BANDS_START),
        *_ranges(scale),
        *_cuts(shortlisted, len(rows), scale),
    ]
    return drawn(rows_chart(rows, layers), says)


def _ranks(field: str, scale: Scale) -> Spec:
    axis = {"values": ticks(scale.ranks), "title": "Rank", "orient": "top", "format": "d"}
    place = {"domain": [0.5, scale.ranks + 0.5], "range": [_RANKS_START, WIDTH], "nice": False}
    return {"field": field, "type": "quantitative", "axis": axis, "scale": place}


def _ranges(scale: Scale) -> Iterator[Spec]:
    for band, look in _BARS.items():
        encoding = {"x": _ranks("low", scale), "x2": {"field": "high"}}
        yield only("band", band.value, {"mark": {"type": "bar", **look}, "encoding": encoding})
    for band, look in _POINTS.items():
        mark = {"type": "point", "opacity": 1, "strokeWidth": 1.5, **look}
        yield only("band", band.value, {"mark": mark, "encoding": {"x": _ranks("middle", scale)}})


def _cuts(shortlisted: int, lines: int, scale: Scale) -> Iterator[Spec]:
    """Yield the cut as a dashed line down the ranks, and as a line below the shortlist."""
    line = {"type": "rule", "color": INK, "strokeWidth": 1.5}
    one: Spec = {"values": [{}]}
    across = {"datum": scale.cut + 0.5}
    if scale.cut < scale.ranks:
        dashed = {**line, "strokeDash": [5, 4]}
        ends = {"x": across, "y": at(0), "y2": {"value": "height"}}
        yield {"data": one, "mark": dashed, "encoding": ends}
    if 0 < shortlisted <= lines:
        ends = {"x": at(0), "x2": at(WIDTH), "y": at(shortlisted * STEP)}
        yield {"data": one, "mark": line, "encoding": ends}


def interval_words(intervals: Sequence[Interval], cut: int) -> str:
    """Return what an interval chart shows, in a sentence or two."""
    said = []
    for band in (Band.IN, Band.CONTESTED, Band.OUT):
        held = [each for each in intervals if each.band is band]
        if held:
            reach = span(min(each.low for each in held), max(each.high for each in held))
            said.append(f"{counted(len(held), 'issue')} {band.value}, between ranks {reach}")
    return f"{'; '.join(said)}. The cut is after rank {cut}. Every figure is in the table."


def rank_bar(interval: Interval, scale: Scale, bar_id: str) -> str:
    """Return one issue's range as a small bar for a table's cell, with the cut as a line.

    Drawn by hand in the chart's own looks: a hundred cells need no chart library.
    """
    size = {"width": str(_BAR_WIDTH), "height": str(_BAR_HEIGHT)}
    svg = ElementTree.Element("svg", {"viewBox": f"0 0 {_BAR_WIDTH} {_BAR_HEIGHT}", **size})
    _shape(svg, "path", d=f"M0 {_BAR_HEIGHT / 2:g}H{_BAR_WIDTH}", stroke=FAINT)
    look = _BARS[interval.band]
    low, high = _along(interval.low - 0.4, scale), _along(interval.high + 0.4, scale)
    height = int(str(look["height"]))
    top = f"{(_BAR_HEIGHT - height) / 2:g}"
    box = {"x": f"{low:g}", "y": top, "width": f"{high - low:g}", "height": str(height)}
    paint = {"fill": str(look["fill"]), "stroke": str(look["stroke"])}
    _shape(svg, "rect", **box, **paint)
    if scale.cut < scale.ranks:
        across = f"M{_along(scale.cut + 0.5, scale):g} 0V{_BAR_HEIGHT}"
        _shape(svg, "path", d=across, stroke=INK, **{"stroke-dasharray": "3 2"})
    middle = {"cx": f"{_along(interval.middle, scale):g}", "cy": f"{_BAR_HEIGHT / 2:g}", "r": "3"}
    fill = INK if interval.band is Band.CONTESTED else "white"
    _shape(svg, "circle", **middle, fill=fill, stroke=INK)
    title = f"Ranks {span(interval.low, interval.high)}"
    description = f"Middle rank {interval.middle}; the cut is after rank {scale.cut}."
    return accessible(svg, Alternative(bar_id, title, description))


def _along(rank: float, scale: Scale) -> float:
    """Return how far along the bar a rank lies, in pixels to a tenth."""
    return round(2 + (rank - 0.5) / scale.ranks * (_BAR_WIDTH - 4), 1)


def _shape(svg: ElementTree.Element, kind: str, **attributes: str) -> None:
    ElementTree.SubElement(svg, kind, attributes)
