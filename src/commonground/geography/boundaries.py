"""Areas with their code, name and shape, whichever file they came from.

A shape is good for drawing and for asking who borders on whom. It never tells in which area a point
lies: simplified boundaries get that wrong for up to a fifth of points, so a row's own code counts.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import chain
from pathlib import Path

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from commonground.errors import BadInput, refuse
from commonground.geography.vintages import JOIN
from commonground.sentences import say

_CODE = re.compile(r"[EWSNKJLM][0-9]{8}")
"""A code of the ONS: a letter for the country, two figures for the kind of area, six for which."""

_PAIRS = (("code", "name"), ("cd", "nm"))
"""How publishers end the names of a code's property and of its name's: lsoa21cd and lsoa21nm."""


class Coordinates(Enum):
    """What a boundary's coordinates are: its value is the number in the EPSG register."""

    DEGREES = 4326
    """Longitude and latitude, as GeoJSON has them."""
    METRES = 27700
    """Easting and northing of the British National Grid, as many ONS files have them."""

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Return the least x and y and the greatest that the United Kingdom can have."""
        return _BOXES[self]


_BOXES = {
    Coordinates.DEGREES: (-180.0, -90.0, 180.0, 90.0),
    Coordinates.METRES: (-100_000.0, -100_000.0, 800_000.0, 1_400_000.0),
}


@dataclass(frozen=True, slots=True, eq=False)
class Boundaries:
    """The areas of a file, in its order.

    codes, names: one of each for an area; a code stands once.
    shapes: a polygon or several for each area, never empty.
    coordinates: what the numbers in the shapes are.
    """

    codes: tuple[str, ...]
    names: tuple[str, ...]
    shapes: tuple[BaseGeometry, ...]
    coordinates: Coordinates

    def __len__(self) -> int:
        return len(self.codes)

    def only(self, codes: Sequence[str]) -> "Boundaries":
        """Return the areas of these codes, in their order; BadInput names those that have none.

        A code may be several with + between them: an area that is all of theirs together.
        """
        places = {code: place for place, code in enumerate(self.codes)}
        parts = [code.split(JOIN) for code in codes]
        refuse(say("There is no boundary for %(code)s.", code=one) for one in chain(*parts)
               if one not in places)  # fmt: skip
        kept = [[places[code] for code in some] for some in parts]
        return Boundaries(
            tuple(codes),
            tuple(f" {JOIN} ".join(self.names[place] for place in some) for some in kept),
            tuple(self._together(some) for some in kept),
            self.coordinates,
        )

    def _together(self, places: Sequence[int]) -> BaseGeometry:
        if len(places) == 1:
            return self.shapes[places[0]]
        shapes = np.array([self.shapes[place] for place in places], dtype=object)
        # what a publisher drew across itself has no union until it is mended
        return shapely.union_all(shapely.make_valid(shapes))

    def simplified(self, tolerance: float) -> "Boundaries":
        """Return the same areas with fewer points; a border stays the same for both its sides.

        tolerance: in the unit of the coordinates; about the size of the corners that go.
        Method: Visvalingam and Whyatt (1993) on the borders of a coverage, by GEOS.
        """
        shapes = shapely.coverage_simplify(np.array(self.shapes, dtype=object), tolerance)
        return Boundaries(self.codes, self.names, tuple(shapes), self.coordinates)


@dataclass(frozen=True, slots=True)
class Feature:
    """One row of a boundary file before it is an area: where it stands, its properties, its shape.

    shape is None where the row has none, or one that is not a polygon.
    """

    place: str
    properties: Mapping[str, object]
    shape: BaseGeometry | None


@dataclass(frozen=True, slots=True)
class Fields:
    """The names of the properties that hold an area's code and its name."""

    code: str
    name: str


def made_of(
    path: Path, features: Sequence[Feature], coordinates: Coordinates, fields: Fields | None
) -> Boundaries:
    """Return the areas of a file's features; without `fields`, code and name are found.

    Raises BadInput, naming each feature that has no code or no shape, whose shape lies outside
    what its coordinates allow, or whose code is another one's.
    """
    if not features:
        raise BadInput(say("%(file)s holds no areas.", file=path.name))
    fields = fields or _found_fields(path, features)
    refuse(_faults(path, features, fields, coordinates))
    return Boundaries(
        tuple(str(each.properties[fields.code]) for each in features),
        tuple(str(each.properties.get(fields.name) or each.properties[fields.code])
              for each in features),
        tuple(each.shape for each in features if each.shape is not None),
        coordinates,
    )  # fmt: skip


def _found_fields(path: Path, features: Sequence[Feature]) -> Fields:
    """Return the property that holds a different code of the ONS in each feature, and its name's.

    A file of LSOAs says in which ward each lies; that property is a code too, but not a different
    one in each. In a file of one area all of them are, so the first counts.
    """
    keys = list(features[0].properties)
    for key in keys:
        held = [str(each.properties.get(key)) for each in features]
        if all(_CODE.fullmatch(value) for value in held) and len(set(held)) == len(held):
            return Fields(key, _name_beside(key, keys))
    raise BadInput(
        say(
            "%(file)s: no property holds a different code of the ONS, such as E01008881, in each "
            "area. Found %(keys)s; say which one is the code.",
            file=path.name,
            keys=", ".join(keys) or "none",
        )
    )


def _name_beside(code: str, keys: Sequence[str]) -> str:
    lower = {key.lower(): key for key in keys}
    stems = (
        code.lower().removesuffix(of_code) + of_name
        for of_code, of_name in _PAIRS
        if code.lower().endswith(of_code)
    )
    return next((lower[stem] for stem in stems if stem in lower), code)


def _faults(
    path: Path, features: Sequence[Feature], fields: Fields, coordinates: Coordinates
) -> Iterator[str]:
    counts = Counter(str(each.properties.get(fields.code)) for each in features)
    for each in features:
        place = say("%(file)s, %(place)s", file=path.name, place=each.place)
        code = each.properties.get(fields.code)
        if code in (None, ""):
            yield say("%(place)s: there is no %(field)s.", place=place, field=fields.code)
        elif counts[str(code)] > 1:
            yield say(
                "%(place)s: %(field)s is %(code)s, which %(count)s areas have.",
                place=place, field=fields.code, code=str(code), count=str(counts[str(code)]),
            )  # fmt: skip
        yield from _shape_faults(place, each.shape, coordinates)


def _shape_faults(
    place: str, shape: BaseGeometry | None, coordinates: Coordinates
) -> Iterator[str]:
    if shape is None or shape.is_empty:
        yield say("%(place)s: expected a polygon or several; found none.", place=place)
        return
    points = shapely.get_coordinates(shape)
    west, south, east, north = coordinates.box
    outside = points[~((points >= (west, south)) & (points <= (east, north))).all(axis=1)]
    if len(outside):
        yield say(
            "%(place)s: a point at %(x)s, %(y)s is outside what %(kind)s can be.",
            place=place,
            x=f"{outside[0, 0]:g}",
            y=f"{outside[0, 1]:g}",
            kind=_KINDS[coordinates],
        )


_KINDS = {
    Coordinates.DEGREES: say("longitude and latitude"),
    Coordinates.METRES: say("metres of the British National Grid"),
}


def known_coordinates(path: Path, register_number: int | None) -> Coordinates:
    """Return what coordinates of this number of the EPSG register are; BadInput for others."""
    try:
        return Coordinates(register_number)
    except ValueError:
        raise BadInput(
            say(
                "%(file)s: expected longitude and latitude (EPSG 4326) or the British National "
                "Grid (EPSG 27700); found %(found)s. Download the file in one of these.",
                file=path.name,
                found=f"EPSG {register_number}" if register_number else say("neither"),
            )
        ) from None


def polygon_or_none(shape: BaseGeometry | None) -> BaseGeometry | None:
    """Return a shape that is one polygon or several, flat; None for any other."""
    if shape is None or shape.geom_type not in ("Polygon", "MultiPolygon"):
        return None
    return shapely.force_2d(shape)


def every_point(shapes: Iterable[BaseGeometry]) -> tuple[np.ndarray, np.ndarray]:
    """Return the points of all shapes, shape (points, 2), and of which each is, shape (points,)."""
    return shapely.get_coordinates(np.array(list(shapes), dtype=object), return_index=True)
