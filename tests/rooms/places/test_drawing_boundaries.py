"""Boundaries of the area are read, checked, made small enough, and kept."""

import io
import json

import pytest
import shapely
from people_here import Here, text_of
from places_here import LICENCE, choose_ward, draw, squares

from commonground.geography.page_boundaries import read_page_boundaries
from commonground.rooms.audit.models import Entry
from commonground.rooms.places import access
from commonground.rooms.places.models import AreaBoundaries, ChosenArea, Level


def geojson(about: ChosenArea, *, less: int = 0, more: int = 0) -> bytes:
    found = squares(about, less=less, more=more)
    features = [
        {
            "type": "Feature", "geometry": json.loads(shapely.to_geojson(shape)),
            "properties": {"lsoa21cd": code, "lsoa21nm": code},
        }
        for code, shape in zip(found.codes, found.shapes, strict=True)
    ]  # fmt: skip
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def send(here: Here, content: bytes, name: str = "areas.geojson", level: str = "lsoa") -> str:
    file = io.BytesIO(content)
    file.name = name
    answer = here.analysts_browser.post(
        f"/p/{here.partnership.pk}/places/boundaries/add/",
        {"level": level, "file": file, "licence": LICENCE}, follow=True,
    )  # fmt: skip
    return text_of(answer)


def test_a_file_is_kept_with_what_it_lacks_and_what_lies_outside(here: Here) -> None:
    about = choose_ward(here)

    page = send(here, geojson(about, less=2, more=3))
    assert "3 of the file lie outside the area, and were left out." in page
    missing = list(about.lsoa_names)[-2:]
    assert f"no boundaries of 2 parts of the area: {missing[0]}, {missing[1]}." in page
    kept = access.boundaries(about)[Level.LSOA]
    assert (kept.drawn, kept.left_out) == (about.lsoa_count - 2, 3)
    back = read_page_boundaries(access.geojson_of(kept))
    assert back.names[0] == about.lsoa_names[back.codes[0]]


def test_another_file_of_the_level_takes_its_place_and_it_stays(here: Here) -> None:
    about = choose_ward(here)
    draw(here, about, less=1)
    draw(here, about)

    assert access.boundaries(about)[Level.LSOA].drawn == about.lsoa_count
    assert AreaBoundaries.objects.filter(area=about).count() == 2
    said = Entry.objects.filter(object_type="areaboundaries").order_by("sequence")
    assert [one.verb for one in said] == ["added", "changed", "added"]


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b'{"type": "FeatureCollection", "feat', "cut.geojson", "is not whole GeoJSON"),
        (b"lsoa,name\n", "table.csv", "expected a boundary file that ends in .geojson"),
        (b"SQLite format 3\0", "cut.gpkg", "is not a whole GeoPackage"),
        (b'{"type": "FeatureCollection", "features": []}', "none.json", "holds no areas"),
        (b"", "empty.geojson", "The submitted file is empty"),
    ],
    ids=["cut off", "a table", "no package", "no areas", "empty"],
)
def test_what_is_no_boundary_file_is_refused_in_a_sentence(
    here: Here, content: bytes, name: str, said: str
) -> None:
    choose_ward(here)

    assert said in send(here, content, name)
    assert not AreaBoundaries.objects.exists()


def test_boundaries_of_elsewhere_are_refused(here: Here) -> None:
    about = choose_ward(here)

    page = send(here, geojson(about, less=about.lsoa_count, more=2))
    assert "parts is in the file: its first is" in page
    assert not AreaBoundaries.objects.exists()


def test_a_file_of_lsoas_is_no_file_of_wards(here: Here) -> None:
    about = choose_ward(here)

    assert "its first is E05011118" in send(here, geojson(about), level="ward")


def test_what_is_drawn_can_be_taken_away(here: Here) -> None:
    about = choose_ward(here)
    draw(here, about)
    kept = access.boundaries(about)[Level.LSOA]

    answer = here.analysts_browser.get(
        f"/p/{here.partnership.pk}/places/boundaries/{kept.pk}/download/"
    )
    assert answer["Content-Type"] == "application/geo+json"
    assert 'filename="squares-lsoa.geojson"' in answer["Content-Disposition"]
    assert len(json.loads(answer.content)["features"]) == about.lsoa_count


def test_a_page_reads_the_bytes_of_boundaries_once(here: Here) -> None:
    about = choose_ward(here)
    draw(here, about)

    first = access.geojson_of(access.boundaries(about)[Level.LSOA])
    held = access.boundaries(about)[Level.LSOA]
    assert access.geojson_of(held) is first
    assert "held" in held.get_deferred_fields()
