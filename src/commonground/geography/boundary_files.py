"""Reads boundaries from GeoJSON and GeoPackage files."""

import json
import re
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from pathlib import Path

import numpy as np
import shapely
from shapely.errors import ShapelyError
from shapely.geometry import shape as shape_of
from shapely.geometry.base import BaseGeometry

from commonground.errors import BadInput
from commonground.geography.boundaries import (
    Boundaries,
    Coordinates,
    Feature,
    Fields,
    known_coordinates,
    made_of,
    polygon_or_none,
)
from commonground.scoring.file_tables import content_of
from commonground.sentences import say

_ENVELOPE_BYTES = (0, 32, 48, 48, 64)
"""How long a GeoPackage shape's envelope is, by the three bits that say which it has."""


def read_boundaries(path: Path, fields: Fields | None = None) -> Boundaries:
    """Return the areas of a GeoJSON (.geojson, .json) or GeoPackage (.gpkg) file.

    fields: which properties hold code and name; without it the one is found by its codes of the
    ONS, and the other stands beside it (lsoa21cd, lsoa21nm).

    Raises BadInput: a sentence for each thing that must be mended, with file and feature.
    Source: RFC 7946, The GeoJSON Format; OGC 12-128r18, GeoPackage 1.3, clause 2.1.3.
    """
    read = _READERS.get(path.suffix.lower())
    if read is None:
        raise BadInput(
            say(
                "%(file)s: expected a boundary file that ends in .geojson, .json or .gpkg.",
                file=path.name,
            )
        )
    return read(path, fields)


def _read_geojson(path: Path, fields: Fields | None) -> Boundaries:
    try:
        held = json.loads(content_of(path))
    except (ValueError, RecursionError) as fault:
        raise BadInput(
            say(
                "%(file)s is not whole GeoJSON: %(fault)s. Download it again.",
                file=path.name,
                fault=str(fault),
            )
        ) from None
    rows = held.get("features") if isinstance(held, dict) else None
    if not isinstance(rows, list):
        raise BadInput(
            say(
                "%(file)s: expected a GeoJSON FeatureCollection; found no list of features.",
                file=path.name,
            )
        )
    features = [_geojson_feature(number, row) for number, row in enumerate(rows, start=1)]
    return made_of(path, features, _geojson_coordinates(path, held), fields)


def _geojson_feature(number: int, row: object) -> Feature:
    place = say("feature %(number)s", number=str(number))
    if not isinstance(row, dict):
        return Feature(place, {}, None)
    properties = row.get("properties")
    try:
        with np.errstate(invalid="ignore"):  # a point that is no number is said with its place too
            shape = shape_of(row["geometry"])
    except (ShapelyError, KeyError, TypeError, ValueError, AttributeError, IndexError):
        shape = None  # said with its place by whoever makes the areas
    held = properties if isinstance(properties, dict) else {}
    return Feature(place, held, polygon_or_none(shape))


def _geojson_coordinates(path: Path, held: Mapping[str, object]) -> Coordinates:
    """Return degrees, which RFC 7946 asks for, unless an older "crs" member says otherwise."""
    crs = held.get("crs")
    if crs is None or "CRS84" in (text := json.dumps(crs)):
        return Coordinates.DEGREES
    number = re.search(r"EPSG:+(?:[0-9.]*:)?([0-9]{4,6})", text)
    return known_coordinates(path, int(number[1]) if number else None)


def _read_geopackage(path: Path, fields: Fields | None) -> Boundaries:
    if not path.is_file():
        raise BadInput(say("There is no file %(file)s.", file=str(path)))
    # a file that is being read changes nothing on disk, be it in a folder that cannot be written
    address = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    try:
        with closing(sqlite3.connect(address, uri=True)) as package:
            package.row_factory = sqlite3.Row
            table, column, number = _geopackage_layer(path, package)
            rows = package.execute(f"SELECT * FROM {_quoted(table)}").fetchall()
    except sqlite3.Error as fault:
        raise BadInput(
            say(
                "%(file)s is not a whole GeoPackage: %(fault)s. Download it again.",
                file=path.name,
                fault=str(fault),
            )
        ) from None
    return made_of(path, list(_rows(rows, column)), known_coordinates(path, number), fields)


def _geopackage_layer(path: Path, package: sqlite3.Connection) -> tuple[str, str, int]:
    """Return the one table of shapes, its column of them and what its coordinates are."""
    layers = package.execute(
        "SELECT table_name, column_name, organization_coordsys_id FROM gpkg_geometry_columns "
        "JOIN gpkg_spatial_ref_sys USING (srs_id) ORDER BY table_name"
    ).fetchall()
    if len(layers) != 1:
        raise BadInput(
            say(
                "%(file)s: expected one layer of areas; found %(found)s. Save the one you want "
                "as a file of its own.",
                file=path.name,
                found=", ".join(layer[0] for layer in layers) or say("none"),
            )
        )
    table, column, number = layers[0]
    return str(table), str(column), int(number)


def _rows(rows: list[sqlite3.Row], column: str) -> Iterator[Feature]:
    for number, row in enumerate(rows, start=1):
        held = {key: row[key] for key in row.keys() if key != column}  # noqa: SIM118  a Row's values iterate
        yield Feature(say("row %(number)s", number=str(number)), held, _wkb_shape(row[column]))


def _wkb_shape(blob: object) -> BaseGeometry | None:
    """Return the shape in a GeoPackage's own wrapping: "GP", version, flags, srs, envelope, WKB."""
    if not isinstance(blob, bytes) or blob[:2] != b"GP" or len(blob) < 8:
        return None
    envelope = blob[3] >> 1 & 0b111
    if envelope >= len(_ENVELOPE_BYTES):
        return None
    try:
        return polygon_or_none(shapely.from_wkb(blob[8 + _ENVELOPE_BYTES[envelope] :]))
    except (ShapelyError, ValueError):
        return None


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


_READERS: Mapping[str, Callable[[Path, Fields | None], Boundaries]] = {
    ".geojson": _read_geojson,
    ".json": _read_geojson,
    ".gpkg": _read_geopackage,
}
