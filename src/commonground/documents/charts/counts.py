"""Charts of counts: one bar for each line, in one or two parts told apart without colour."""

from collections.abc import Sequence
from dataclasses import dataclass

from commonground.documents.charts.drawing import (
    DARK,
    INK,
    Alternative,
    Spec,
    drawn,
    label,
    rows_chart,
    words,
)

_PLOT_START, _PLOT_END, _SAID = 345, 850, 858


@dataclass(frozen=True, slots=True)
class Counted:
    """A line of the chart: what it is of, and how many in each part."""

    name: str
    first: int
    second: int = 0


def counts_chart(lines: Sequence[Counted], says: Alternative) -> str:
    """Return a chart with a bar for each line: its first part dark, its second outlined."""
    most = max([1, *(each.first + each.second for each in lines)])
    rows = [
        {
            "label": label(each.name),
            "first": each.first,
            "all": each.first + each.second,
            "said": _said(each),
        }
        for each in lines
    ]
    place = {"domain": [0, most], "range": [_PLOT_START, _PLOT_END], "nice": False}
    x: Spec = {"field": "first", "type": "quantitative", "axis": None, "scale": place}
    bar: Spec = {"type": "bar", "height": 12, "stroke": INK, "strokeWidth": 1}
    layers: list[Spec] = [
        {"mark": {**bar, "fill": "white"}, "encoding": {"x": {**x, "field": "all"}}},
        {"mark": {**bar, "fill": DARK}, "encoding": {"x": x}},
        words("said", _SAID),
    ]
    return drawn(rows_chart(rows, layers), says)


def _said(each: Counted) -> str:
    return f"{each.first} + {each.second}" if each.second else str(each.first)
