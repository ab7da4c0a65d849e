"""Makes areas into lines of a drawing: projected, scaled, and rid of what nobody sees."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from commonground.errors import BadInput
from commonground.geography.boundaries import Boundaries, Coordinates
from commonground.scoring.arrays import Array
from commonground.sentences import say

_SMALLEST_CORNER = 1.0
"""Pixels: a corner that is smaller is not drawn."""


@dataclass(frozen=True, slots=True)
class Frame:
    """Where on a drawing a place is: from 0, 0 at the north-west to width and height in pixels.

    west, north: of the areas, in their coordinates; across, down: pixels for one unit of them.
    """

    west: float
    north: float
    across: float
    down: float
    width: float
    height: float

    @property
    def box(self) -> BaseGeometry:
        """Return the whole drawing as a shape."""
        return shapely.box(0, 0, self.width, self.height)

    def places(self, shapes: Sequence[BaseGeometry]) -> list[BaseGeometry]:
        """Return shapes in pixels of the drawing."""

        def placed(points: Array) -> Array:
            return (points - (self.west, self.north)) * (self.across, -self.down)

        return list(shapely.transform(np.array(shapes, dtype=object), placed))


def framed(boundaries: Boundaries, widest: float, tallest: float) -> Frame:
    """Return the frame in which the areas are as large as fits into these pixels, north up.

    Degrees are projected equirectangularly about the middle of the areas: lengths are true from
    north to south everywhere, and from west to east at the middle latitude. Within a force's area
    that is out by less than one in a hundred; over all of Great Britain by one in seven at the
    ends. The British National Grid is drawn as it is.

    Raises BadInput if there is no area.
    """
    if not len(boundaries):
        raise BadInput(say("A map needs at least one area."))
    west, south, east, north = shapely.total_bounds(np.array(boundaries.shapes, dtype=object))
    stretch = 1.0
    if boundaries.coordinates is Coordinates.DEGREES:
        stretch = math.cos(math.radians((south + north) / 2))
    width, height = (east - west) * stretch, north - south
    scale = min(widest / width, tallest / height)
    return Frame(west, north, stretch * scale, scale, width * scale, height * scale)


def outlines(boundaries: Boundaries, frame: Frame) -> list[BaseGeometry]:
    """Return the areas in pixels of the drawing; a border stays one line for both its sides."""
    placed = np.array(frame.places(boundaries.shapes), dtype=object)
    return list(shapely.coverage_simplify(placed, _SMALLEST_CORNER))


def together(shapes: Sequence[BaseGeometry]) -> BaseGeometry:
    """Return shapes as one, without the borders between them."""
    # a file may hold shapes that cross themselves, which cannot be joined as they are
    return shapely.union_all(shapely.make_valid(np.array(shapes, dtype=object)))


def path(shape: BaseGeometry) -> str:
    """Return a polygon or several as an SVG path; holes are told from land by even and odd."""
    rings = shapely.get_rings(shapely.get_parts(shape))
    return "".join(_ring(shapely.get_coordinates(ring)) for ring in rings)


def _ring(points: Array) -> str:
    # the last point is the first again, which Z goes back to
    places = [f"{x:.1f} {y:.1f}" for x, y in points[:-1].tolist()]
    return f"M{'L'.join(places)}Z"
