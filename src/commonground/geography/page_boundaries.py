"""Boundaries as pages draw them: those of an area's parts alone, in degrees, and small enough."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from commonground.errors import BadInput
from commonground.geography.boundaries import Boundaries, Coordinates
from commonground.geography.national_grid import degrees
from commonground.scoring.arrays import Array
from commonground.sentences import say

MOST_BYTES = 1_200_000
"""What a page takes at once without being waited for."""
_PLACES = 5
"""Decimals of a degree: about a metre."""
_FIRST, _LAST = 0.0000125, 0.05
"""The least and the most that corners measure which are left out, in degrees: about a metre, and
a few kilometres, by which time nothing would be left to see."""


@dataclass(frozen=True, slots=True)
class PageBoundaries:
    """The boundaries of an area's parts, and what was found beside them.

    content: GeoJSON (RFC 7946), a feature for each part with the properties code and name.
    missing: the codes asked for that the file does not have. left_out: how many areas it has that
    were not asked for.
    """

    content: bytes
    drawn: int
    missing: tuple[str, ...]
    left_out: int


def for_pages(
    found: Boundaries, names: dict[str, str], most_bytes: int = MOST_BYTES
) -> PageBoundaries:
    """Return the boundaries of the parts in `names` (a name by each code), in their order.

    Corners are left out, of both sides of a border alike, until the GeoJSON is small enough.
    Raises BadInput where the file has none of the parts, or where they cannot be made so small.
    """
    there = set(found.codes)
    codes = [code for code in names if code in there]
    if not codes:
        raise BadInput(
            say(
                "None of the area's %(parts)s parts is in the file: its first is %(expected)s, the "
                "file's %(found)s.",
                parts=f"{len(names):,}", expected=next(iter(names), ""), found=found.codes[0],
            )
        )  # fmt: skip
    kept = _in_degrees(found.only(codes))
    called = tuple(names[code] or name for code, name in zip(codes, kept.names, strict=True))
    named = Boundaries(kept.codes, called, kept.shapes, kept.coordinates)
    missing = tuple(code for code in names if code not in there)
    return PageBoundaries(
        _small_enough(named, most_bytes), len(codes), missing, len(there) - len(codes)
    )


def read_page_boundaries(content: bytes) -> Boundaries:
    """Return the boundaries in what `for_pages` made."""
    held = json.loads(content)
    features = held["features"]
    shapes = shapely.from_geojson([json.dumps(one["geometry"]) for one in features])
    return Boundaries(
        tuple(one["properties"]["code"] for one in features),
        tuple(one["properties"]["name"] for one in features),
        tuple(shapes),
        Coordinates.DEGREES,
    )


def _in_degrees(found: Boundaries) -> Boundaries:
    if found.coordinates is Coordinates.DEGREES:
        return found
    shapes = shapely.transform(np.array(found.shapes, dtype=object), degrees)
    return Boundaries(found.codes, found.names, tuple(shapes), Coordinates.DEGREES)


def _small_enough(found: Boundaries, most_bytes: int) -> bytes:
    content = _geojson(found)
    tolerance = _FIRST
    while len(content) > most_bytes:
        if tolerance > _LAST:
            raise BadInput(
                say(
                    "The boundaries cannot be made small enough for a page: %(count)s areas.",
                    count=f"{len(found):,}",
                )
            )
        content = _geojson(found.simplified(tolerance))
        tolerance *= 2
    return content


def _geojson(found: Boundaries) -> bytes:
    features = (
        {
            "type": "Feature",
            "properties": {"code": code, "name": name},
            "geometry": _geometry(shape),
        }
        for code, name, shape in zip(found.codes, found.names, found.shapes, strict=True)
    )
    held = {"type": "FeatureCollection", "features": list(features)}
    return json.dumps(held, ensure_ascii=False, separators=(",", ":")).encode()


def _geometry(shape: BaseGeometry) -> dict[str, object]:
    """Return a shape with its points rounded, which are the same for both sides of a border."""
    parts = [
        [ring for ring in map(_ring, (part.exterior, *part.interiors)) if len(ring) > 3]
        for part in shapely.get_parts(shape)
    ]
    drawn = [part for part in parts if part]
    return {"type": "MultiPolygon", "coordinates": drawn}


def _ring(ring: BaseGeometry) -> list[list[float]]:
    points: Array = np.round(shapely.get_coordinates(ring), _PLACES)
    is_new = np.ones(len(points), dtype=bool)
    is_new[1:] = (points[1:] != points[:-1]).any(axis=1)
    return [[float(x), float(y)] for x, y in points[is_new]]


def parts_told(codes: Sequence[str], most: int = 20) -> str:
    """Return codes as a sentence names them: the first few, and how many more there are."""
    shown = ", ".join(codes[:most])
    more = len(codes) - most
    return say("%(codes)s and %(more)s more", codes=shown, more=f"{more:,}") if more > 0 else shown
