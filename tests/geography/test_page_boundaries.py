"""Boundaries as pages draw them: the parts of an area, small enough, in degrees."""

import json

import birmingham
import numpy as np
import pytest
import shapely
from numpy.testing import assert_allclose
from shapely.geometry import box

from commonground.errors import BadInput
from commonground.geography.boundaries import Boundaries, Coordinates
from commonground.geography.national_grid import degrees
from commonground.geography.neighbours import queen_neighbours
from commonground.geography.page_boundaries import for_pages, parts_told, read_page_boundaries

SQUARES = Boundaries(
    ("E01000001", "E01000002", "E01000003"),
    ("One", "Two", "Three"),
    (box(-2, 52, -1.9, 52.1), box(-1.9, 52, -1.8, 52.1), box(-1.8, 52, -1.7, 52.1)),
    Coordinates.DEGREES,
)


def test_a_point_of_the_grid_is_where_ordnance_survey_says() -> None:
    # A guide to coordinate systems in Great Britain: Caister water tower, by OSTN15
    [[longitude, latitude]] = degrees(np.array([[651409.903, 313177.270]]))

    metre = 1 / 111_000
    assert latitude == pytest.approx(52 + 39 / 60 + 28.72 / 3600, abs=5 * metre)
    assert longitude == pytest.approx(1 + 42 / 60 + 57.79 / 3600, abs=5 * metre)


def test_they_are_the_parts_asked_for_with_what_was_missing_and_what_was_left_out() -> None:
    made = for_pages(SQUARES, {"E01000002": "Second", "E01000009": "Ninth", "E01000001": "First"})

    back = read_page_boundaries(made.content)
    assert back.codes == ("E01000002", "E01000001")
    assert back.names == ("Second", "First")
    assert_allclose(back.shapes[1].bounds, (-2, 52, -1.9, 52.1))
    assert (made.drawn, made.missing, made.left_out) == (2, ("E01000009",), 1)


def test_metres_become_degrees() -> None:
    in_metres = Boundaries(
        ("E01000001",), ("One",), (box(400_000, 280_000, 401_000, 281_000),), Coordinates.METRES
    )

    [shape] = read_page_boundaries(for_pages(in_metres, {"E01000001": "One"}).content).shapes
    assert_allclose(shape.centroid.coords[0], (-1.9942, 52.4222), atol=1e-3)


def test_a_city_is_made_small_enough_and_its_parts_still_border_on_each_other() -> None:
    found = birmingham.boundaries()

    made = for_pages(found, dict(zip(found.codes, found.names, strict=True)), 300_000)
    back = read_page_boundaries(made.content)
    assert len(made.content) <= 300_000
    assert back.codes == found.codes
    assert not any(shape.is_empty for shape in back.shapes)
    before, after = queen_neighbours(found), queen_neighbours(back)
    assert len(after.others) == pytest.approx(len(before.others), rel=0.02)


def test_where_nothing_is_left_out_the_same_areas_border_on_each_other() -> None:
    found = birmingham.boundaries()

    back = read_page_boundaries(
        for_pages(found, dict(zip(found.codes, found.names, strict=True))).content
    )
    before, after = queen_neighbours(found), queen_neighbours(back)
    assert after.others.tolist() == before.others.tolist()


def test_it_is_geojson_that_others_read() -> None:
    held = json.loads(for_pages(SQUARES, {"E01000003": "Three"}).content)

    assert held["type"] == "FeatureCollection"
    [feature] = held["features"]
    assert feature["properties"] == {"code": "E01000003", "name": "Three"}
    assert shapely.from_geojson(json.dumps(feature["geometry"])).is_valid


def test_a_file_of_another_area_is_refused_by_name() -> None:
    with pytest.raises(BadInput, match="its first is E01000009, the file's E01000001"):
        for_pages(SQUARES, {"E01000009": "Ninth"})


def test_boundaries_that_no_page_takes_are_refused() -> None:
    with pytest.raises(BadInput, match="small enough for a page: 3 areas"):
        for_pages(SQUARES, dict(zip(SQUARES.codes, SQUARES.names, strict=True)), 50)


def test_many_codes_are_named_by_their_first() -> None:
    assert parts_told(["a", "b"]) == "a, b"
    assert parts_told(["a", "b", "c"], most=2) == "a, b and 1 more"
