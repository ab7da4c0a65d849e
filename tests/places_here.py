"""Areas of partnerships of tests, with boundaries and counts that are quick to make."""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import uuid4

import numpy as np
from people_here import Here, text_of
from shapely.geometry import box

from commonground.geography.boundaries import Boundaries, Coordinates
from commonground.geography.cube_facts import (
    AreaNamed,
    CubeFacts,
    Finding,
    ForceMonth,
    ForceMonths,
    Holds,
    Kind,
    Odd,
    SourceRead,
    Vintage,
)
from commonground.geography.cubes import Cube, cube_bytes
from commonground.geography.presence import MonthFound, Presence
from commonground.rooms.places.area_actions import choose_area
from commonground.rooms.places.area_finding import asked_for
from commonground.rooms.places.boundary_actions import keep_boundaries
from commonground.rooms.places.import_actions import begin_import, keep_cube
from commonground.rooms.places.location_actions import Counted as LocationCounted
from commonground.rooms.places.location_actions import LocationSaid, take_location
from commonground.rooms.places.models import (
    AreaKind,
    ChosenArea,
    CubeImport,
    Level,
    PriorityLocation,
)

ACOCKS_GREEN, ALUM_ROCK = "E05011118", "E05011120"
BIRMINGHAM = "E08000025"
LICENCE = "Contains public sector information licensed under the Open Government Licence v3.0."
MONTHS = ("2026-01", "2026-02", "2026-03")


def choose_ward(here: Here, *wards: str) -> ChosenArea:
    """Let a partnership look at wards of Birmingham: Acocks Green where none is named."""
    asked = asked_for(AreaKind.WARDS, BIRMINGHAM, wards or (ACOCKS_GREEN,))
    return choose_area(by=here.seat, asked=asked)


def squares(about: ChosenArea, *, less: int = 0, more: int = 0) -> Boundaries:
    """Return a square for each LSOA of an area, without the last `less`, and some of elsewhere."""
    codes = list(about.lsoa_names)
    codes = codes[: len(codes) - less] + [f"E0100000{at}" for at in range(1, more + 1)]
    shapes = tuple(box(at * 0.01, 52, at * 0.01 + 0.01, 52.01) for at in range(len(codes)))
    return Boundaries(tuple(codes), tuple(codes), shapes, Coordinates.DEGREES)


def draw(here: Here, about: ChosenArea, *, less: int = 0, more: int = 0) -> None:
    """Keep boundaries of an area's LSOAs."""
    keep_boundaries(
        by=here.seat, about=about, level=Level.LSOA, found=squares(about, less=less, more=more),
        file_name="squares.geojson", file_sha256="0" * 64, licence=LICENCE,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Counted:
    """A cube and its file."""

    cube: Cube
    content: bytes


def counted(about: ChosenArea, each: int = 2) -> Counted:
    """Return a cube of an area: so many of each category in each LSOA, the last month in part."""
    areas, names = zip(*about.lsoa_names.items(), strict=True)
    categories = ("Anti-social behaviour", "Robbery")
    found = [
        MonthFound(month, Presence.WHOLE, 900.0, 1.0, 1.0) for month in MONTHS[:-1]
    ] + [MonthFound(MONTHS[-1], Presence.PARTIAL, 300.0, 0.33, 0.71)]  # fmt: skip
    kept = each * len(categories) * len(areas)
    sources = tuple(
        SourceRead(
            name=f"{month}-west-midlands-street.csv", digest="1" * 64, holds=Holds.INCIDENTS,
            force="West Midlands Police", month=month, vintage=Vintage.OF_2021, rows=kept + 16,
            kept=kept, outside=10, unlocated=3, unknown_area=2, astray=1, joined=0,
        )
        for month in MONTHS
    )  # fmt: skip
    facts = CubeFacts(
        area=AreaNamed(Kind(about.kind), about.code, about.name),
        areas=areas,
        names=names,
        months=MONTHS,
        categories=categories,
        sources=sources,
        forces=(
            ForceMonths(
                "West Midlands Police",
                decides=True,
                months=tuple(ForceMonth(one, unlocated=0.021, asb=0.11) for one in found),
            ),
        ),
        findings=(Finding(sources[0].name, 17, Odd.UNKNOWN_AREA, "E99000001", 2),),
        licence=LICENCE,
    )
    shape = (len(areas), len(MONTHS), len(categories))
    cube = Cube(facts, np.full(shape, each, dtype=np.int32))
    return Counted(cube, cube_bytes(cube))


def send_files(here: Here, files: Mapping[str, bytes]) -> str:
    """Send files to be imported; return what the page that comes next says."""
    sent = []
    for name, content in files.items():
        file = io.BytesIO(content)
        file.name = name
        sent.append(file)
    address = f"/p/{here.partnership.pk}/places/imports/add/"
    return text_of(here.analysts_browser.post(address, {"file": sent}, follow=True))


def bring_in_cube(here: Here, about: ChosenArea, each: int = 2) -> CubeImport:
    """Import a cube of an area as a file, and return the import."""
    assert "Shown on the map" in send_files(here, {"area.cube": counted(about, each).content})
    return about.imports.latest("number")


def keep_counts(here: Here, about: ChosenArea, counts: Counted | None = None) -> Cube:
    """Import counts into an area, and show them."""
    made = counts or counted(about)
    begun = begin_import(by=here.seat, about=about, file_names=["counts.csv"], import_id=uuid4())
    keep_cube(by=here.seat, about=begun, content=made.content, cube=made.cube)
    return made.cube


def said(about: ChosenArea, **other: object) -> LocationSaid:
    """Return what is said of a location in the first two LSOAs of an area."""
    areas = dict(list(about.lsoa_names.items())[:2])
    usual = {
        "name": "Market Square", "reason": "Shop workers are threatened there (invented).",
        "evidence": "", "confidence": "moderate", "marking": "OFFICIAL", "areas": areas,
        "shape": "",
    }  # fmt: skip
    return LocationSaid(**{**usual, **other})  # type: ignore[arg-type]


def take(here: Here, about: ChosenArea, **other: object) -> PriorityLocation:
    """Make a place a priority location."""
    return take_location(
        by=here.seat, about=about, said=said(about, **other), counted=LocationCounted()
    )
