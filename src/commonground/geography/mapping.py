"""Draws areas in classes as SVG, with the legend and what a reader must know under them.

The same drawing goes into pages and documents: no script, no style, no font of its own, no address.
Each area carries its code as `data-code`, so that a page's script can light it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

import numpy as np
from shapely.geometry.base import BaseGeometry

from commonground.errors import BadInput
from commonground.geography.boundaries import Boundaries
from commonground.geography.classing import Classes
from commonground.geography.map_looks import (
    BORDER,
    INK,
    PAPER,
    THICK,
    Outlined,
    Tell,
    fills,
    legend,
)
from commonground.geography.map_notes import MapFacts, notes
from commonground.geography.map_sheet import LINE, MARGIN, Sheet, disc
from commonground.geography.outlines import Frame, framed, outlines, path, together
from commonground.sentences import say

_DASHES = "6 3"
"""Pixels of the line about a priority location, which so differs from one about a hot spot."""

WIDTH = 800.0
"""Pixels: a map's width unless another is asked for."""

_TALLEST = 1.15
"""Times the width: how tall the areas are at most, so that legend and notes share their sheet."""


@dataclass(frozen=True, slots=True)
class MapWords:
    """What a map says: an id unique in its page, title, description, and what its values are."""

    id: str
    title: str
    description: str
    values: str


@dataclass(frozen=True, slots=True, eq=False)
class PriorityLocation:
    """A named place that a partnership chose, in the coordinates of the map's boundaries.

    shape: polygons or anything else that has a place, such as a point, which is marked by its
    number alone.
    """

    name: str
    shape: BaseGeometry


def choropleth(
    boundaries: Boundaries,
    found: Classes,
    says: MapWords,
    facts: MapFacts,
    *,
    outlined: Outlined | None = None,
    locations: Sequence[PriorityLocation] = (),
    width: float = WIDTH,
    tell: Tell = str,
) -> str:
    """Return a map of areas in their classes as one SVG element, with legend and notes under it.

    width: in pixels; words have the same size whatever it is, so a narrow map is made for a phone
    and not a wide one shrunk. Priority locations have numbers, which the legend names; those that
    are not on the map it names too.

    An area without a value is hatched, so that it is neither low nor a hole. The element names
    itself by its title and describes itself; nothing in it refers outside.

    Raises BadInput if classes or outlined areas are of another number than the boundaries.
    """
    if len(boundaries) != len(found.of_area) or (
        outlined is not None and len(boundaries) != len(outlined.areas)
    ):
        raise BadInput(say("Expected a value for each area of the map."))
    frame = framed(boundaries, width - 2 * MARGIN, width * _TALLEST)
    shapes = outlines(boundaries, frame)
    svg = _named(says)
    _hatch(svg, says.id)
    # ink on a dark window would not be seen
    SubElement(svg, "rect", {"width": "100%", "height": "100%", "fill": PAPER})
    # narrower than the sheet where the areas are tall: then they stand in its middle
    drawing = SubElement(svg, "g", {
        "transform": f"translate({(width - frame.width) / 2:.1f} {MARGIN:g})"})  # fmt: skip
    _areas(drawing, shapes, boundaries.codes, found, fills(len(found), says.id))
    if outlined is not None:
        kept = np.flatnonzero(outlined.areas).tolist()
        _thick(drawing, together([shapes[place] for place in kept]))
    within, outside = _within(frame, locations)
    _locations(drawing, [shape for _, shape in within])
    sheet = Sheet(svg, width, frame.height + 3 * MARGIN)
    sheet.write(tell(says.values), bold="bold")
    for row in legend(found, says.id, outlined, tell):
        sheet.swatch(row)
    for number, (location, _) in enumerate(within, start=1):
        sheet.numbered(number, location.name)
    if outside:
        sheet.write(tell(say("Outside this map: %(names)s.", names=", ".join(outside))))
    sheet.top += LINE / 2
    for sentence in notes(facts, found):
        sheet.write(tell(sentence))
    height = sheet.top + MARGIN
    svg.attrib.update({"viewBox": f"0 0 {width:g} {height:g}",
                       "width": f"{width:g}", "height": f"{height:g}"})  # fmt: skip
    return ElementTree.tostring(svg, encoding="unicode")


def _named(says: MapWords) -> Element:
    svg = Element("svg", {
        "xmlns": "http://www.w3.org/2000/svg", "id": says.id, "role": "img",
        "aria-labelledby": f"{says.id}-title", "aria-describedby": f"{says.id}-desc",
    })  # fmt: skip
    for part, text in (("title", says.title), ("desc", says.description)):
        SubElement(svg, part, {"id": f"{says.id}-{part}"}).text = text
    return svg


def _hatch(svg: Element, map_id: str) -> None:
    pattern = SubElement(SubElement(svg, "defs"), "pattern", {
        "id": f"{map_id}-none", "width": "6", "height": "6",
        "patternUnits": "userSpaceOnUse", "patternTransform": "rotate(45)",
    })  # fmt: skip
    SubElement(pattern, "rect", {"width": "6", "height": "6", "fill": PAPER})
    SubElement(pattern, "rect", {"width": "1.5", "height": "6", "fill": INK})


def _areas(
    drawing: Element,
    shapes: Sequence[BaseGeometry],
    codes: Sequence[str],
    found: Classes,
    fill_of: Sequence[str],
) -> None:
    group = SubElement(drawing, "g", {
        "stroke": BORDER, "stroke-width": "0.4", "fill-rule": "evenodd"})  # fmt: skip
    for place, fill in enumerate(fill_of):
        # the last fill is the hatch, for those of class -1
        one = place if place < len(found) else -1
        within = SubElement(group, "g", {"fill": fill})
        for area in np.flatnonzero(found.of_area == one).tolist():
            SubElement(within, "path", {"data-code": codes[area], "d": path(shapes[area])})


def _thick(drawing: Element, shape: BaseGeometry, dashes: str = "none") -> None:
    line = path(shape)
    if not line:  # a point has none, and no area has none either
        return
    # white beneath black: the line is seen on the darkest class too
    for stroke, width, dash in ((PAPER, "4", "none"), (INK, THICK, dashes)):
        SubElement(drawing, "path", {
            "d": line, "fill": "none", "stroke": stroke, "stroke-width": width,
            "stroke-linejoin": "round", "stroke-dasharray": dash,
        })  # fmt: skip


def _within(
    frame: Frame, locations: Sequence[PriorityLocation]
) -> tuple[list[tuple[PriorityLocation, BaseGeometry]], list[str]]:
    """Return the locations on the map with their shapes there, and the names of the others."""
    placed = zip(locations, frame.places([each.shape for each in locations]), strict=True)
    on_map, outside = [], []
    for location, shape in placed:
        if shape.intersects(frame.box):
            on_map.append((location, shape))
        else:
            outside.append(location.name)
    return on_map, outside


def _locations(drawing: Element, placed: Sequence[BaseGeometry]) -> None:
    for shape in placed:
        _thick(drawing, shape, _DASHES)
    # numbers last, so that no outline crosses one
    for number, shape in enumerate(placed, start=1):
        middle = shape.representative_point()
        disc(drawing, middle.x, middle.y, number)
