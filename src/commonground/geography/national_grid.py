"""Longitude and latitude of points of the British National Grid, as good as a map needs: 5 metres.

Source: Ordnance Survey (2020), A guide to coordinate systems in Great Britain, annexes B and C.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from commonground.reference import national_grid_path
from commonground.scoring.arrays import Array
from commonground.scoring.file_tables import FileTable, read_toml
from commonground.scoring.methods import Status

FORMAT = 1
_ROUNDS = 8
"""More than either iteration needs to stand still within a tenth of a millimetre."""
_MOST = "1e8"


@dataclass(frozen=True, slots=True)
class Ellipsoid:
    """The shape that the earth is taken to have; half its axes, in metres."""

    semi_major: float
    semi_minor: float

    @property
    def eccentricity_squared(self) -> float:
        """Return e squared, by which it is flatter than a sphere."""
        return 1 - (self.semi_minor / self.semi_major) ** 2


@dataclass(frozen=True, slots=True)
class Grid:
    """The numbers of the grid: its projection, both ellipsoids, and how one lies in the other."""

    scale: float
    latitude: float
    """Of the true origin, in radians, as the longitude."""
    longitude: float
    easting: float
    northing: float
    of_grid: Ellipsoid
    of_web: Ellipsoid
    shift: Array
    """Shape (3,), metres."""
    turn: Array
    """Shape (3, 3), the small turn and the change of scale."""


def load_grid(path: Path) -> Grid:
    """Return the numbers that the TOML file at `path` holds; BadInput names file, table and key."""
    root = read_toml(path)
    if (found := root.whole_number("format")) != FORMAT:
        raise root.fault("format", f"{FORMAT}, the format this release reads", found)
    projection, shift = _sourced(root, "projection"), _sourced(root, "shift")
    turns = [np.radians(_number(shift, f"turn_{axis}") / 3600) for axis in "xyz"]
    size = 1 + _number(shift, "scale_ppm") / 1e6
    return Grid(
        scale=_number(projection, "scale"),
        latitude=float(np.radians(_number(projection, "true_latitude"))),
        longitude=float(np.radians(_number(projection, "true_longitude"))),
        easting=_number(projection, "true_easting"),
        northing=_number(projection, "true_northing"),
        of_grid=_ellipsoid(root, "airy_1830"),
        of_web=_ellipsoid(root, "wgs_84"),
        shift=np.array([_number(shift, axis) for axis in "xyz"]),
        turn=np.array(
            [
                [size, -turns[2], turns[1]],
                [turns[2], size, -turns[0]],
                [-turns[1], turns[0], size],
            ]
        ),
    )


@cache
def british_grid() -> Grid:
    """Return the grid by the numbers that ship."""
    return load_grid(national_grid_path())


def degrees(points: Array) -> Array:
    """Return longitude and latitude of eastings and northings, both of shape (points, 2)."""
    grid = british_grid()
    latitude, longitude = _unprojected(points, grid)
    there = _in_space(latitude, longitude, grid.of_grid) @ grid.turn.T + grid.shift
    return np.degrees(_on_ellipsoid(there, grid.of_web))


def _unprojected(points: Array, grid: Grid) -> tuple[Array, Array]:
    """Return latitude and longitude in radians on the grid's own ellipsoid (annexe C.2)."""
    of = grid.of_grid
    north = points[:, 1] - grid.northing
    latitude = np.full(len(points), grid.latitude)
    for _round in range(_ROUNDS):
        missing = north - _arc(latitude, grid)
        latitude = latitude + missing / (of.semi_major * grid.scale)
    e2 = of.eccentricity_squared
    sine, tangent, secant = np.sin(latitude), np.tan(latitude), 1 / np.cos(latitude)
    across = of.semi_major * grid.scale / np.sqrt(1 - e2 * sine**2)
    along = of.semi_major * grid.scale * (1 - e2) / (1 - e2 * sine**2) ** 1.5
    eta2 = across / along - 1
    t2 = tangent**2
    east = points[:, 0] - grid.easting
    north_terms = (
        tangent / (2 * along * across),
        tangent / (24 * along * across**3) * (5 + 3 * t2 + eta2 - 9 * t2 * eta2),
        tangent / (720 * along * across**5) * (61 + 90 * t2 + 45 * t2**2),
    )
    east_terms = (
        secant / across,
        secant / (6 * across**3) * (across / along + 2 * t2),
        secant / (120 * across**5) * (5 + 28 * t2 + 24 * t2**2),
        secant / (5040 * across**7) * (61 + 662 * t2 + 1320 * t2**2 + 720 * t2**3),
    )
    signs = (1, -1, 1, -1)
    latitude = latitude - sum(
        sign * term * east ** (2 * at + 2)
        for at, (sign, term) in enumerate(zip(signs, north_terms, strict=False))
    )
    longitude = grid.longitude + sum(
        sign * term * east ** (2 * at + 1)
        for at, (sign, term) in enumerate(zip(signs, east_terms, strict=True))
    )
    return latitude, longitude


def _arc(latitude: Array, grid: Grid) -> Array:
    """Return metres along the meridian from the true origin to a latitude (annexe C.1, M)."""
    of = grid.of_grid
    n = (of.semi_major - of.semi_minor) / (of.semi_major + of.semi_minor)
    less, more = latitude - grid.latitude, latitude + grid.latitude
    return (of.semi_minor * grid.scale) * (
        (1 + n + 5 / 4 * n**2 + 5 / 4 * n**3) * less
        - (3 * n + 3 * n**2 + 21 / 8 * n**3) * np.sin(less) * np.cos(more)
        + (15 / 8 * n**2 + 15 / 8 * n**3) * np.sin(2 * less) * np.cos(2 * more)
        - 35 / 24 * n**3 * np.sin(3 * less) * np.cos(3 * more)
    )


def _in_space(latitude: Array, longitude: Array, of: Ellipsoid) -> Array:
    """Return places on an ellipsoid as x, y and z in metres, shape (points, 3) (annexe B.1)."""
    radius = of.semi_major / np.sqrt(1 - of.eccentricity_squared * np.sin(latitude) ** 2)
    flat = radius * np.cos(latitude)
    height = (1 - of.eccentricity_squared) * radius * np.sin(latitude)
    return np.stack([flat * np.cos(longitude), flat * np.sin(longitude), height], axis=1)


def _on_ellipsoid(there: Array, of: Ellipsoid) -> Array:
    """Return longitude and latitude in radians, shape (points, 2) (annexe B.2)."""
    x, y, z = there.T
    flat, e2 = np.hypot(x, y), of.eccentricity_squared
    latitude = np.arctan2(z, flat * (1 - e2))
    for _round in range(_ROUNDS):
        radius = of.semi_major / np.sqrt(1 - e2 * np.sin(latitude) ** 2)
        latitude = np.arctan2(z + e2 * radius * np.sin(latitude), flat)
    return np.stack([np.arctan2(y, x), latitude], axis=1)


def _ellipsoid(root: FileTable, name: str) -> Ellipsoid:
    table = _sourced(root, name)
    return Ellipsoid(_number(table, "semi_major"), _number(table, "semi_minor"))


def _number(table: FileTable, key: str) -> float:
    return float(table.number(key, least=f"-{_MOST}", most=_MOST))


def _sourced(root: FileTable, name: str) -> FileTable:
    table = root.table(name)
    table.choice("status", tuple(Status))
    table.text("source")
    return table
