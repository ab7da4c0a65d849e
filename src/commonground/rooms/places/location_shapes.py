"""A shape that somebody drew: checked, and kept as simple GeoJSON."""

import json

import shapely
from django.utils.translation import gettext as _
from shapely.errors import ShapelyError
from shapely.geometry.base import BaseGeometry

from commonground.errors import BadInput
from commonground.geography.boundaries import polygon_or_none
from commonground.geography.importing.counting import EAST, NORTH, SOUTH, WEST

MOST_POINTS = 500
MOST_CHARACTERS = 50_000


def shape_of(text: str) -> str:
    """Return a polygon as it is kept, empty for none; BadInput for what is no polygon in the UK."""
    if not text.strip():
        return ""
    shape = _read(text)
    if shape is None or shape.is_empty:
        raise BadInput(_("The shape is no polygon. Draw it again, or leave it out."))
    if not shape.is_valid:
        raise BadInput(_("The line of the shape crosses itself. Draw it again."))
    west, south, east, north = shape.bounds
    if not (west >= WEST and south >= SOUTH and east <= EAST and north <= NORTH):
        raise BadInput(_("The shape lies outside the United Kingdom."))
    if shapely.get_num_coordinates(shape) > MOST_POINTS:
        raise BadInput(_("A shape has at most %(most)d corners.") % {"most": MOST_POINTS})
    return str(shapely.to_geojson(shapely.set_precision(shape, 0.000001)))


def _read(text: str) -> BaseGeometry | None:
    if len(text) > MOST_CHARACTERS:
        raise BadInput(_("A shape has at most %(most)d corners.") % {"most": MOST_POINTS})
    try:
        held = json.loads(text)
        if isinstance(held, dict) and held.get("type") == "Feature":
            held = held.get("geometry")
        return polygon_or_none(shapely.from_geojson(json.dumps(held)))
    except (ValueError, RecursionError, ShapelyError):
        return None
