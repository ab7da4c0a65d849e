"""Draws a measure: its readings over time between the baseline and the target."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from commonground.documents.charts.drawing import DARK, GREY, INK, Alternative, Spec, drawn

WIDTH, HEIGHT = 420, 150
"""Pixels: as small as it reads beside its table."""


@dataclass(frozen=True, slots=True)
class Point:
    """What a measure read on a day."""

    on: date
    value: float


@dataclass(frozen=True, slots=True)
class Aim:
    """A value that a measure began at, or is to reach: a line of its own, said in a word."""

    word: str
    value: float


def measure_chart(points: Sequence[Point], aims: Sequence[Aim], says: Alternative) -> str:
    """Return the chart of one measure; its readings by shape, its aims by dashes and their words.

    It shows nothing that the table beside it does not.
    """
    values: list[dict[str, object]] = [
        {"on": one.on.isoformat(), "value": one.value} for one in points
    ]
    lines = [_readings(values)] if values else []
    lines += [_aim(one, dash) for one, dash in zip(aims, ([2, 3], [7, 3]), strict=False)]
    return drawn({"width": WIDTH, "height": HEIGHT, "layer": lines}, says)


def _readings(values: list[dict[str, object]]) -> Spec:
    x = {"field": "on", "type": "temporal", "title": None,
         "axis": {"format": "%b %Y", "tickCount": 4, "labelOverlap": True}}  # fmt: skip
    return {
        "data": {"values": values},
        "mark": {"type": "line", "color": DARK, "strokeWidth": 2,
                 "point": {"color": DARK, "size": 45}},
        "encoding": {"x": x, "y": _y("value")},
    }  # fmt: skip


def _aim(one: Aim, dash: list[int]) -> Spec:
    data: Spec = {"data": {"values": [{"value": one.value, "word": one.word}]}}
    rule: Spec = {
        "mark": {"type": "rule", "color": GREY, "strokeWidth": 2, "strokeDash": dash},
        "encoding": {"y": _y("value")},
    }
    word: Spec = {
        "mark": {"type": "text", "align": "right", "baseline": "bottom", "dy": -2, "color": INK},
        "encoding": {"text": {"field": "word"}, "y": _y("value"), "x": {"value": WIDTH}},
    }
    return {**data, "layer": [rule, word]}


def _y(field: str) -> Spec:
    return {"field": field, "type": "quantitative", "title": None,
            "axis": {"tickCount": 4}, "scale": {"zero": True}}  # fmt: skip
