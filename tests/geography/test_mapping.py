"""A map says what it is, what is missing and whose it is, in colour, in grey and without sight."""

import re
from functools import cache
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import birmingham
import numpy as np
import pytest
import shapely
import vl_convert
from PIL import Image

from commonground.errors import BadInput
from commonground.geography.boundaries import Boundaries, Coordinates
from commonground.geography.classing import Classes, Classing, classes, worded_classes
from commonground.geography.map_looks import Outlined, colours
from commonground.geography.map_notes import MapFacts, described, notes
from commonground.geography.mapping import MapWords, PriorityLocation, choropleth
from commonground.geography.outlines import framed, outlines, path

NAN = float("nan")
SVG = "{http://www.w3.org/2000/svg}"
LICENCE = "Contains public sector information licensed under the Open Government Licence v3.0."
FACTS = MapFacts(145_635, 0.0235, ("September 2024", "March 2025"), LICENCE)
WORDS = MapWords("crime", "Incidents & places", "Most <here>.", "Incidents in a year")


def squares(number: int) -> Boundaries:
    """Return areas of 1,000 m side by side from west to east."""
    codes = tuple(f"E0100000{place}" for place in range(number))
    shapes = tuple(
        shapely.box(400_000 + 1000 * place, 280_000, 401_000 + 1000 * place, 281_000)
        for place in range(number)
    )
    return Boundaries(codes, codes, shapes, Coordinates.METRES)


def drawn(values: list[float], facts: MapFacts = FACTS, **more: object) -> Element:
    found = classes(values, 3, Classing.EQUAL)
    return ElementTree.fromstring(
        choropleth(squares(len(values)), found, WORDS, facts, **more)  # type: ignore[arg-type]
    )


def texts(svg: Element) -> list[str]:
    return [each.text or "" for each in svg.iter(f"{SVG}text")]


@cache
def birminghams() -> str:
    """Return the year's map of Birmingham with 20 areas as if nobody knew of them."""
    counts = birmingham.in_the_year("incidents").copy()
    counts[40:60] = NAN
    found = classes(counts, 5, Classing.QUANTILE)
    words = MapWords("crime", "Incidents", described(birmingham.boundaries().names, counts, found),
                     "Incidents, April 2025 to March 2026")  # fmt: skip
    return choropleth(birmingham.boundaries(), found, words, FACTS)


# what it says


def test_it_is_named_and_described_for_who_cannot_see_it() -> None:
    svg = drawn([1, 2, 3])

    said = {each.get("id"): each.text for each in svg}
    assert svg.get("role") == "img"
    assert said[svg.get("aria-labelledby")] == "Incidents & places"
    assert said[svg.get("aria-describedby")] == "Most <here>."


def test_the_legend_says_each_class_with_how_many_areas() -> None:
    assert texts(drawn([1, 2, 3, 3, NAN]))[:5] == [
        "Incidents in a year",
        "1: 1 area",
        "2: 1 area",
        "3: 2 areas",
        "No figure: 1 area",
    ]


def test_what_a_reader_must_know_stands_under_it() -> None:
    said = " ".join(texts(drawn([1, 2, 3, NAN])))

    assert "4 areas, 1 of them without a figure." in said
    assert "145,635 incidents on the map." in said
    assert "2.4% of incidents have no area and are on no map." in said
    assert "Left out because missing or partial: September 2024, March 2025." in said
    assert "Classes are equally wide." in said
    assert said.endswith(LICENCE)


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        (MapFacts(1, None, (), LICENCE), "1 incident on the map."),
        (MapFacts(1, None, (), LICENCE), "How many incidents have no area is not known."),
        (MapFacts(1, 0.0, (), LICENCE), "No period is missing or partial."),
        (MapFacts(1, 0.0, (), LICENCE, ("Mind.",)), "Mind."),
    ],
)
def test_the_notes_say_what_is_known_and_what_is_not(facts: MapFacts, said: str) -> None:
    assert said in notes(facts, classes([1], 3, Classing.QUANTILE))


def test_a_map_that_counts_no_incidents_speaks_of_none() -> None:
    words = worded_classes(["persistent", "none"], ["none", "persistent"])

    said = notes(MapFacts(None, None, (), LICENCE), words)

    assert said == (
        "2 areas, 0 of them without a figure.", "No period is missing or partial.", LICENCE,
    )  # fmt: skip


def test_a_description_names_the_highest_areas() -> None:
    counts = birmingham.in_the_year("incidents")
    names = birmingham.boundaries().names

    said = described(names, counts, classes(counts, 5, Classing.QUANTILE))

    assert said == (
        "A map of 659 areas, the darker the higher. Highest: Birmingham 138A, Birmingham 135C, "
        "Birmingham 050E, Birmingham 136B, Birmingham 050F. Without a figure: 0."
    )


def test_a_description_of_nothing_says_so() -> None:
    nothing = classes([NAN], 5, Classing.QUANTILE)

    said = described(["A"], [NAN], nothing)

    assert said == "A map of 1 area, the darker the higher. None has a figure."


# what it draws


def test_each_area_is_drawn_once_in_its_class_and_the_unknown_hatched() -> None:
    svg = drawn([1, 3, NAN])

    fill_of = {
        each.get("data-code"): group.get("fill")
        for group in svg.iter(f"{SVG}g")
        for each in group.findall(f"{SVG}path[@data-code]")
    }
    light, dark = colours(2)
    assert fill_of == {"E01000000": light, "E01000001": dark, "E01000002": "url(#crime-none)"}
    assert svg.find(f".//{SVG}pattern[@id='crime-none']") is not None


def test_colours_keep_their_order_and_distance_in_greyscale() -> None:
    for number in range(2, 8):
        greys = [
            float(np.dot([int(one[at : at + 2], 16) for at in (1, 3, 5)], [0.299, 0.587, 0.114]))
            for one in colours(number)
        ]
        assert np.all(np.diff(greys) < -20)


def test_areas_that_stand_out_have_one_line_about_all_of_them() -> None:
    outlined = Outlined(np.array([True, True, False]), "Hot spot")

    svg = drawn([1, 2, 3], outlined=outlined)

    lines = svg.findall(f".//{SVG}path[@stroke-linejoin]")
    assert len(lines) == 2
    assert all(line.get("d", "").count("M") == 1 for line in lines)
    assert "Hot spot: 2 areas" in texts(svg)


def test_where_none_stands_out_the_legend_says_so_and_nothing_is_drawn() -> None:
    svg = drawn([1, 2], outlined=Outlined(np.zeros(2, dtype=bool), "Hot spot"))

    assert not svg.findall(f".//{SVG}path[@stroke-linejoin]")
    assert "Hot spot: 0 areas" in texts(svg)


def test_priority_locations_are_numbered_and_named() -> None:
    locations = [
        PriorityLocation("Market & square", shapely.box(400_100, 280_100, 400_900, 280_900)),
        PriorityLocation("Station", shapely.Point(401_500, 280_500)),
        PriorityLocation("Elsewhere", shapely.Point(1, 1)),
    ]

    svg = drawn([1, 2, 3], locations=locations)

    said = texts(svg)
    assert said[:2] == ["1", "2"]
    legend = said[said.index("No figure: 0 areas") + 1 :]
    assert legend[:5] == ["1", "Market & square", "2", "Station", "Outside this map: Elsewhere."]
    assert len(svg.findall(f".//{SVG}path[@stroke-dasharray='6 3']")) == 1


@pytest.mark.parametrize("width", [280, 360, 800, 1280])
def test_words_stay_as_large_and_inside_whatever_the_width(width: int) -> None:
    long = PriorityLocation("A" * 200, shapely.Point(400_500, 280_500))

    svg = drawn([1, 2, 3], locations=[long], width=width)

    assert svg.get("viewBox", "").split()[2] == svg.get("width") == str(width)
    for line in svg.findall(f"{SVG}text"):
        size = float(line.get("font-size", "0"))
        assert size >= 11
        assert float(line.get("x", "0")) + 0.5 * size * len(line.text or "") < width


def test_it_refers_to_nothing_outside_and_needs_no_script_or_style() -> None:
    svg = birminghams()

    assert re.findall(r'https?://[^" ]+', svg) == ["http://www.w3.org/2000/svg"]
    assert not re.search(r"<script|<style|style=|<image|href=| on[a-z]+=", svg)


def test_it_is_told_in_the_readers_language() -> None:
    assert all(text == "!" for text in texts(drawn([1, 2, 3], tell=lambda _: "!")))


def test_its_picture_has_every_class_in_it(tmp_path: Path) -> None:
    picture = tmp_path / "map.png"
    picture.write_bytes(vl_convert.svg_to_png(birminghams(), scale=1))

    with Image.open(picture) as image:
        assert image.convert("RGBA").getpixel((0, 0)) == (255, 255, 255, 255)
        found = {colour for _, colour in image.convert("RGB").getcolors(1_000_000) or []}

    expected = {tuple(int(one[at : at + 2], 16) for at in (1, 3, 5)) for one in colours(5)}
    assert expected <= found


# outlines


def test_a_border_stays_one_line_for_both_its_sides() -> None:
    frame = framed(birmingham.boundaries(), 344, 400)  # a phone's

    shapes = outlines(birmingham.boundaries(), frame)

    assert shapely.coverage_is_valid(np.array(shapes))
    points = sum(shapely.get_num_coordinates(shape) for shape in shapes)
    before = sum(shapely.get_num_coordinates(shape) for shape in birmingham.boundaries().shapes)
    assert points < 0.6 * before
    assert not any(shape.is_empty for shape in shapes)


def test_areas_are_drawn_as_large_as_fits_north_up() -> None:
    frame = framed(birmingham.boundaries(), 784, 900)

    west, north, east, south = shapely.total_bounds(frame.places(birmingham.boundaries().shapes))

    assert (west, north) == pytest.approx((0, 0), abs=1e-6)
    assert (east, south) == pytest.approx((frame.width, frame.height))
    assert frame.width <= 784 + 1e-9
    assert frame.height == pytest.approx(900)
    # Erdington lies to the north of the city centre
    places = frame.places([shapely.Point(-1.898, 52.48), shapely.Point(-1.839, 52.524)])
    centre, erdington = shapely.get_y(np.array(places))
    assert erdington < centre
    # a degree from west to east is shorter by the cosine of the latitude
    assert frame.across / frame.down == pytest.approx(0.608, abs=0.002)


def test_a_hole_is_a_ring_of_its_own() -> None:
    ring = shapely.box(0, 0, 9, 9) - shapely.box(3, 3, 6, 6)

    assert path(ring).count("M") == path(ring).count("Z") == 2
    assert path(shapely.Point(1, 1)) == ""


# what cannot be drawn


def test_values_of_another_number_than_areas_are_refused() -> None:
    found = classes([1, 2, 3], 3, Classing.EQUAL)

    for areas, outlined in ((2, None), (3, Outlined(np.ones(2, dtype=bool), "Hot"))):
        with pytest.raises(BadInput, match="a value for each area"):
            choropleth(squares(areas), found, WORDS, FACTS, outlined=outlined)


def test_a_map_of_no_area_is_refused() -> None:
    nothing = Classes((), np.empty(0, dtype=np.intp), np.empty(0), None)

    with pytest.raises(BadInput, match="at least one area"):
        choropleth(squares(0), nothing, WORDS, FACTS)


def test_areas_that_overlap_or_cross_themselves_are_drawn_all_the_same() -> None:
    bow = shapely.Polygon([(0, 0), (9, 9), (9, 0), (0, 9)])
    areas = Boundaries(("A", "B"), ("A", "B"), (shapely.box(0, 0, 9, 9), bow), Coordinates.METRES)
    both = Outlined(np.array([True, True]), "Hot")

    svg = choropleth(areas, classes([1, 2], 2, Classing.EQUAL), WORDS, FACTS, outlined=both)

    assert svg.count("data-code") == 2
