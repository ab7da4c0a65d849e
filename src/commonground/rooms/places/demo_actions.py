"""Gives the invented partnership a real area to look at: Birmingham, in open data as published."""

import gzip
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

from commonground.documents.markings import OFFICIAL
from commonground.documents.reading.area_tables import read_area_table
from commonground.geography.boundary_files import read_boundaries
from commonground.geography.cubes import read_cube
from commonground.reference import demo_place_path
from commonground.rooms.audit.recording import action
from commonground.rooms.people.access import Seat
from commonground.rooms.places import access, location_access
from commonground.rooms.places.area_actions import choose_area
from commonground.rooms.places.area_finding import asked_for
from commonground.rooms.places.boundary_actions import keep_boundaries
from commonground.rooms.places.import_actions import begin_import, keep_cube
from commonground.rooms.places.layer_actions import LayerSaid, keep_indicators
from commonground.rooms.places.layer_reading import MeasureAsked, indicators_over
from commonground.rooms.places.location_actions import (
    LocationSaid,
    set_suggestion_aside,
    take_location,
)
from commonground.rooms.places.location_counting import counted_in
from commonground.rooms.places.map_reading import ground_of
from commonground.rooms.places.models import AreaKind, ChosenArea, Confidence, Level, WorseEnd

CSP = "E22000335"
NAME = "Birmingham (real open data, shown by an invented partnership)"
BOUNDARIES, INDICATORS, CUBE = (
    "birmingham-lsoa21.geojson",
    "birmingham-areas.csv",
    "birmingham.cube",
)
LICENCE = (
    "Contains public sector information licensed under the Open Government Licence v3.0. Contains "
    "OS data \N{COPYRIGHT SIGN} Crown copyright and database right. Source: Office for National "
    "Statistics; MHCLG."
)


@action
def fill_demo(*, by: Seat) -> None:
    """Choose the area, and bring in its boundaries, counts and indices of deprivation."""
    about = choose_area(by=by, asked=asked_for(AreaKind.CSP, CSP), name=NAME)
    with TemporaryDirectory() as folder:
        paths = {name: _unpacked(name, Path(folder)) for name in (BOUNDARIES, INDICATORS, CUBE)}
        keep_boundaries(
            by=by, about=about, level=Level.LSOA, found=read_boundaries(paths[BOUNDARIES]),
            file_name=BOUNDARIES, file_sha256=sha256(paths[BOUNDARIES].read_bytes()).hexdigest(),
            licence=LICENCE,
        )  # fmt: skip
        _counts(by, about, paths[CUBE].read_bytes())
        _indicators(by, about, paths[INDICATORS])
    _locations(by, about)


def _unpacked(name: str, folder: Path) -> Path:
    path = folder / name
    path.write_bytes(gzip.decompress(demo_place_path(f"{name}.gz").read_bytes()))
    return path


def _counts(by: Seat, about: ChosenArea, content: bytes) -> None:
    import_id = uuid4()
    begin_import(by=by, about=about, file_names=[CUBE], import_id=import_id)
    keep_cube(
        by=by, about=access.one_import(by, import_id), content=content, cube=read_cube(content)
    )


def _indicators(by: Seat, about: ChosenArea, path: Path) -> None:
    over = indicators_over(read_area_table(path), about)
    keep_indicators(
        by=by,
        about=about,
        said=LayerSaid(
            name="Indices of deprivation and residents",
            source="MHCLG; Office for National Statistics",
            vintage="2025; residents of 2021", licence=LICENCE, marking=OFFICIAL,
        ),
        over=over,
        asked=[
            MeasureAsked(
                label, WorseEnd.HIGHER, "1", is_residents=label.startswith("residents"),
                is_kept=True,
            )
            for label in over.layer.measures
        ],
    )  # fmt: skip


def _locations(by: Seat, about: ChosenArea) -> None:
    """Take the first suggestion, and set the second aside, each with an invented reason."""
    ground = ground_of(by, about)
    if ground is None:
        return
    first, second, *_others = location_access.suggestions(ground).open
    take_location(
        by=by,
        about=about,
        said=LocationSaid(
            name="The centre and its stations",
            reason="Young people are met there by those who draw them into carrying (invented).",
            evidence=f"{first.why} Outreach workers say the same (invented).",
            confidence=Confidence.MODERATE, marking=OFFICIAL,
            areas=dict(zip(first.areas, first.names, strict=True)), shape="",
        ),
        counted=counted_in(ground, first.areas, first.key),
    )  # fmt: skip
    set_suggestion_aside(
        by=by, about=about, suggestion=second,
        reason="A hospital and its car parks: many people are counted there (invented).",
    )  # fmt: skip
