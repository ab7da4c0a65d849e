"""Birmingham's 659 LSOAs as the tests of geography have them: tests/data/geography/README.md."""

import csv
import gzip
import io
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from numpy.typing import NDArray

from commonground.geography.boundaries import Boundaries
from commonground.geography.boundary_files import read_boundaries
from commonground.geography.neighbours import Neighbours, queen_neighbours
from commonground.reference import demo_place_path

_DATA = Path(__file__).parent / "data" / "geography"
Floats = NDArray[np.float64]

PARTIAL = {
    "2023-05", "2023-06", "2023-07", "2023-08", "2024-09", "2024-10", "2025-03",
}  # fmt: skip
"""The months of which the source has a part, as it says itself."""

YEAR = [f"2025-{month:02}" for month in range(4, 13)] + ["2026-01", "2026-02", "2026-03"]


def geojson() -> str:
    """Return the boundaries as the text of a GeoJSON file."""
    return _text("birmingham-lsoa21.geojson.gz")


@cache
def boundaries() -> Boundaries:
    """Return the boundaries, read as any file is."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "birmingham.geojson"
        path.write_text(geojson(), encoding="utf-8")
        return read_boundaries(path)


@cache
def neighbours() -> Neighbours:
    """Return who borders on whom."""
    return queen_neighbours(boundaries())


@cache
def months() -> tuple[str, ...]:
    """Return every month that the counts have, in order."""
    return tuple(sorted({row["month"] for row in _rows("birmingham-counts.csv.gz")}))


@cache
def by_month(kind: str) -> Floats:
    """Return the counts of a kind ("incidents", "robbery"), shape (months, areas)."""
    month = {name: place for place, name in enumerate(months())}
    area = {code: place for place, code in enumerate(boundaries().codes)}
    counts = np.zeros((len(month), len(area)))
    for row in _rows("birmingham-counts.csv.gz"):
        counts[month[row["month"]], area[row["lsoa_code"]]] += float(row[kind])
    counts.flags.writeable = False
    return counts


def of_the_force() -> tuple[tuple[str, ...], Floats]:
    """Return the months, and all incidents of West Midlands Police, shape (months, areas)."""
    rows = _rows("west-midlands-incidents.csv.gz")
    names = tuple(name for name in rows[0] if name != "lsoa_code")
    return names, np.array([[float(row[name] or 0) for row in rows] for name in names])


def in_the_year(kind: str) -> Floats:
    """Return the counts of April 2025 to March 2026, shape (areas,)."""
    kept = [month in YEAR for month in months()]
    total: Floats = by_month(kind)[kept].sum(axis=0)
    return total


def column(name: str) -> Floats:
    """Return a figure of each area, such as "residents_2021"."""
    return np.array([float(row[name]) for row in _rows("birmingham-areas.csv.gz")])


@cache
def _rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(_text(name))))


def _text(name: str) -> str:
    shipped = demo_place_path(name)
    path = shipped if shipped.exists() else _DATA / name
    return gzip.decompress(path.read_bytes()).decode("utf-8")
