"""Charts of who took part: agreement by criterion, each agency left out, and who scored what."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from commonground.documents.charts.drawing import (
    DARK,
    FONT_SIZE,
    INK,
    LABELS_END,
    RULE,
    STEP,
    Alternative,
    Spec,
    at,
    drawn,
    label,
    only,
    rows_chart,
    words,
)
from commonground.documents.words import shortened

_PLOT_START, _PLOT_END = 345, 900
_CELLS_START = LABELS_END + 10
_LONGEST_THEME = 34
_CELL = 46
_WHITE_ON_DARK = 0.68
"""From this share of the dark tone, white figures stand out better than black ones."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """One criterion's two coefficients; None where one is not known."""

    criterion: str
    alpha: float | None
    ac2: float | None


def agreement_chart(criteria: Sequence[Agreement], says: Alternative) -> str:
    """Return the chart of both coefficients of agreement, one line for each criterion."""
    rows: list[dict[str, object]] = [
        {"label": label(each.criterion), **dict(_known(each))} for each in criteria
    ]
    lowest = min([0.0, *(value for each in criteria for _, value in _known(each))])
    return drawn(rows_chart(rows, list(_coefficients(lowest)), _PLOT_END), says)


def _known(each: Agreement) -> Iterator[tuple[str, float]]:
    for name, value in (("alpha", each.alpha), ("ac2", each.ac2)):
        if value is not None:
            yield name, value


def _coefficients(lowest: float) -> Iterator[Spec]:
    """Yield a filled circle for alpha and an outlined diamond for AC2, on one axis."""
    axis = {"title": "Agreement (1 is perfect, 0 is chance)", "orient": "top", "tickCount": 5}
    place = {"domain": [math.floor(lowest), 1], "range": [_PLOT_START, _PLOT_END]}
    for name, look in (
        ("alpha", {"shape": "circle", "fill": DARK, "stroke": DARK}),
        ("ac2", {"shape": "diamond", "fill": "white", "stroke": INK}),
    ):
        mark = {"type": "point", "size": 90, "opacity": 1, "strokeWidth": 1.5, **look}
        x = {"field": name, "type": "quantitative", "axis": axis, "scale": place}
        # a row without this coefficient has no mark: nothing is drawn at nought in its stead
        there = {"filter": {"field": name, "valid": True}}
        yield {"transform": [there], "mark": mark, "encoding": {"x": x}}


@dataclass(frozen=True, slots=True)
class LeftOut:
    """How many of the shortlist stay the same without one agency."""

    agency: str
    same: int


def left_out_chart(agencies: Sequence[LeftOut], shortlisted: int, says: Alternative) -> str:
    """Return the chart of what stays and what changes, one line for each agency left out."""
    rows = [
        {
            "label": label(f"Without {each.agency}"),
            "same": each.same,
            "all": shortlisted,
            "said": f"{each.same} of {shortlisted}",
        }
        for each in agencies
    ]
    place = {"domain": [0, shortlisted], "range": [_PLOT_START, _PLOT_END - 20], "nice": False}
    x: Spec = {"field": "same", "type": "quantitative", "axis": None, "scale": place}
    bar: Spec = {"type": "bar", "height": 12, "stroke": INK, "strokeWidth": 1}
    layers: list[Spec] = [
        {"mark": {**bar, "fill": "white"}, "encoding": {"x": {**x, "field": "all"}}},
        {"mark": {**bar, "fill": DARK}, "encoding": {"x": x}},
        words("said", _PLOT_END - 10),
    ]
    return drawn(rows_chart(rows, layers), says)


@dataclass(frozen=True, slots=True)
class Covered:
    """How many of a theme's issues an agency scored."""

    agency: str
    theme: str
    issues: int
    of: int


def coverage_chart(
    agencies: Sequence[str], themes: Sequence[str], cells: Sequence[Covered], says: Alternative
) -> str:
    """Return the heat map of agencies by themes: the darker, the larger the share scored."""
    row_of = {agency: number for number, agency in enumerate(agencies)}
    column_of = {theme: number for number, theme in enumerate(themes)}
    marks: list[Spec] = [
        {
            "x": _CELLS_START + column_of[cell.theme] * _CELL,
            "y": row_of[cell.agency] * STEP,
            "x2": _CELLS_START + (column_of[cell.theme] + 1) * _CELL,
            "y2": (row_of[cell.agency] + 1) * STEP,
            "share": cell.issues / cell.of if cell.of else 0,
            "issues": str(cell.issues),
            "on": "dark" if cell.of and cell.issues / cell.of > _WHITE_ON_DARK else "light",
        }
        for cell in cells
    ]
    width = _CELLS_START + len(themes) * _CELL
    size: Spec = {"width": width, "height": len(agencies) * STEP}
    layers = [*_cells(marks), _agencies(agencies), _themes(themes)]
    return drawn({"layer": layers, **size, "resolve": {"axis": {"x": "independent"}}}, says)


def _pixels(field: str) -> Spec:
    """Return the encoding of a field that already holds pixels."""
    return {"field": field, "type": "quantitative", "scale": None, "axis": None}


def _cells(marks: Sequence[Spec]) -> Iterator[Spec]:
    tone = {"domain": [0, 1], "range": ["#ffffff", DARK], "interpolate": "rgb"}
    edges = {name: _pixels(name) for name in ("x", "y")} | {n: {"field": n} for n in ("x2", "y2")}
    colour = {"field": "share", "type": "quantitative", "scale": tone, "legend": None}
    yield {
        "data": {"values": list(marks)},
        "mark": {"type": "rect", "stroke": RULE, "strokeWidth": 1},
        "encoding": {**edges, "fill": colour},
    }
    for ground, ink in (("light", INK), ("dark", "white")):
        mark = {"type": "text", "color": ink, "dx": _CELL / 2, "dy": STEP / 2 + 1}
        place = {"x": _pixels("x"), "y": _pixels("y"), "text": {"field": "issues"}}
        layer: Spec = {"mark": mark, "encoding": place}
        yield {"data": {"values": list(marks)}, **only("on", ground, layer)}


def _agencies(agencies: Sequence[str]) -> Spec:
    rows = [
        {"label": label(agency), "y": (number + 0.5) * STEP}
        for number, agency in enumerate(agencies)
    ]
    place = {"x": at(LABELS_END), "y": _pixels("y"), "text": {"field": "label"}}
    return {"data": {"values": rows}, "mark": {"type": "text", "align": "right"}, "encoding": place}


def _themes(themes: Sequence[str]) -> Spec:
    columns = [
        {"label": shortened(theme, _LONGEST_THEME), "x": _CELLS_START + (number + 0.5) * _CELL}
        for number, theme in enumerate(themes)
    ]
    slanted = {"type": "text", "align": "left", "angle": -45, "fontSize": FONT_SIZE}
    place = {"x": _pixels("x"), "y": at(-8), "text": {"field": "label"}}
    return {"data": {"values": columns}, "mark": slanted, "encoding": place}
