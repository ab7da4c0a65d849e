"""The map stands beside its list, says what it rests on, and asks for nothing it has not."""

import csv
import io
import json
import re
from dataclasses import replace
from xml.etree import ElementTree

import openpyxl
import pytest
from layers_here import bring_in_indices
from people_here import Here, text_of
from places_here import Counted, choose_ward, counted, draw, keep_counts

from commonground.geography.cube_facts import ForceMonths
from commonground.geography.cubes import Cube, cube_bytes
from commonground.geography.presence import Presence
from commonground.rooms.audit.models import Entry
from commonground.rooms.places import access
from commonground.rooms.places.models import ChosenArea, Level


def with_map(here: Here, counts: Counted | None = None) -> ChosenArea:
    """Let a partnership look at a ward with boundaries and counts."""
    about = choose_ward(here)
    draw(here, about)
    keep_counts(here, about, counts or counted(about))
    return about


def opened(here: Here, query: str = "", part: str = "") -> str:
    address = f"/p/{here.partnership.pk}/places/{part}{'?' if query else ''}{query}"
    return text_of(here.analysts_browser.get(address))


def rows_of(page: str) -> list[str]:
    return re.findall(r'<tr data-code="([^"]+)"', page)


def remade(cube: Cube, **changed: object) -> Counted:
    made = Cube(replace(cube.facts, **changed), cube.counts)  # type: ignore[arg-type]
    return Counted(made, cube_bytes(made))


def test_map_and_list_have_every_area_and_what_must_be_known(here: Here) -> None:
    about = with_map(here)

    page = opened(here)
    assert "Incidents, January 2026 to March 2026" in page
    assert sorted(rows_of(page)) == list(about.lsoa_names)
    assert "Left out because missing or partial: March 2026." in page
    assert "2.1% of incidents have no area and are on no map." in page
    assert "never the thing itself" in page
    assert "Open Government Licence" in page
    assert "March 2026 (in part)" in page


def test_anti_social_behaviour_is_left_out_unless_asked_for(here: Here) -> None:
    about = with_map(here)

    each = 2 * 2 * about.lsoa_count  # two of each category in two whole months
    assert f"{each} incidents on the map" in opened(here)
    assert f"{2 * each} incidents on the map" in opened(here, "asb=with")
    assert "Forces record it so differently" in opened(here, "asb=alone")


@pytest.mark.parametrize("query", ["first=2026-03&last=2026-03", "first=1001-01", "show=luck"])
def test_what_there_is_not_is_told_and_the_usual_shown(here: Here, query: str) -> None:
    with_map(here)

    page = opened(here, query)
    assert "There is a problem" in page
    assert "Incidents, January 2026 to March 2026" in page


def test_a_measure_that_cannot_be_made_says_why(here: Here) -> None:
    with_map(here)

    assert "How many people live in each area is not known" in opened(here, "show=rate")


def test_months_that_come_the_wrong_way_round_are_told(here: Here) -> None:
    with_map(here)

    assert "The last month comes before the first." in opened(here, "first=2026-02&last=2026-01")


def test_a_layer_lies_over_the_same_map_with_its_own_licence(here: Here) -> None:
    about = with_map(here)
    layer = bring_in_indices(here, about, marking="OFFICIAL-SENSITIVE")
    decile = layer.measures.get(label="IMD_decile")

    page = opened(here, f"show=layer-{decile.pk}")
    assert "Deprivation: IMD_decile" in page
    assert "Source: MHCLG, 2025." in page
    assert "OFFICIAL-SENSITIVE</p>" in page
    assert "OFFICIAL-SENSITIVE</p>" not in opened(here)
    assert "Vulnerability, compared within this area" in opened(here, "show=vulnerability")


def test_an_area_is_chosen_by_its_address(here: Here) -> None:
    about = with_map(here)
    code, name = next(iter(about.lsoa_names.items()))

    page = opened(here, f"area={code}")
    assert f"{name} ({code}). Incidents: 4" in page
    assert page.count('aria-current="true"') == 2  # the other is the room's in the navigation


def test_without_a_script_the_picture_stands_in_the_maps_place(here: Here) -> None:
    about = with_map(here)

    inside = re.search(r"<noscript><img[^>]+src=\"([^\"]+)\"", opened(here, "asb=with"))
    assert inside is not None
    answer = here.analysts_browser.get(inside[1])
    assert answer["Content-Type"] == "image/svg+xml"
    svg = ElementTree.fromstring(answer.content)
    assert len([one for one in svg.iter() if "data-code" in one.attrib]) == about.lsoa_count


def test_boundaries_are_sent_once_and_then_only_asked_after(here: Here) -> None:
    about = with_map(here)
    kept = access.boundaries(about)[Level.LSOA]
    address = f"/p/{here.partnership.pk}/places/boundaries/{kept.pk}/shapes/download/"
    browser = here.analysts_browser

    first = browser.get(address)
    assert len(json.loads(first.content)["features"]) == about.lsoa_count
    again = browser.get(address, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_the_slider_knows_no_figure_of_a_month_in_part(here: Here) -> None:
    about = with_map(here)

    held = json.loads(opened(here, part="map/months/download/"))
    assert held["months"] == ["2026-01", "2026-02", "2026-03"]
    assert held["counts"][0] == [2] * about.lsoa_count
    assert held["counts"][2] == [None] * about.lsoa_count
    assert held["legend"][2][-1] == f"No figure: {about.lsoa_count} areas"


def test_the_list_is_taken_away_marked_and_recorded(here: Here) -> None:
    about = with_map(here)
    browser, place = here.analysts_browser, f"/p/{here.partnership.pk}/places/map/"

    answer = browser.get(f"{place}csv/download/")
    assert "-OFFICIAL.csv" in answer["Content-Disposition"]
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert len(rows) == about.lsoa_count
    assert (rows[0]["Incidents"], rows[0]["left_out"], rows[0]["marking"]) == (
        "4", "March 2026", "OFFICIAL",
    )  # fmt: skip
    book = openpyxl.load_workbook(io.BytesIO(browser.get(f"{place}xlsx/download/").content))
    assert book["Areas"].max_row == about.lsoa_count + 1
    assert any("never the thing itself" in str(one[0].value) for one in book["What to know"])
    svg = browser.get(f"{place}svg/download/").content.decode()
    assert "OFFICIAL \N{EN DASH} " in svg
    assert Entry.objects.filter(verb="took away").count() == 3


def test_no_formula_leaves_in_a_name(here: Here) -> None:
    about = choose_ward(here)
    cube = counted(about).cube
    names = ("=1+1", *cube.names[1:])
    draw(here, about)
    keep_counts(here, about, remade(cube, names=names))

    assert "\r\n" in (text := opened(here, part="map/csv/download/"))
    assert "'=1+1" in text


def test_where_no_month_is_whole_nothing_is_drawn(here: Here) -> None:
    about = choose_ward(here)
    draw(here, about)
    cube = counted(about).cube
    months = tuple(
        replace(one, found=replace(one.found, presence=Presence.PARTIAL))
        for one in cube.facts.forces[0].months
    )
    forces = (ForceMonths("West Midlands Police", decides=True, months=months),)
    keep_counts(here, about, remade(cube, forces=forces))

    page = opened(here)
    assert "no month of them is whole" in page
    assert "January 2026, February 2026, March 2026" in page
    answer = here.analysts_browser.get(f"/p/{here.partnership.pk}/places/map/picture/download/")
    assert answer.status_code == 404


def test_areas_without_a_boundary_stay_in_the_list(here: Here) -> None:
    about = choose_ward(here)
    draw(here, about, less=2)
    keep_counts(here, about)

    page = opened(here)
    assert len(rows_of(page)) == about.lsoa_count
    assert "2 areas have no boundary: they are in the table and not on the map." in page


def test_joined_areas_are_one_row(here: Here) -> None:
    about = choose_ward(here)
    draw(here, about)
    cube = counted(about).cube
    joined = "+".join(cube.areas[:2])
    facts = replace(cube.facts, areas=(joined, *cube.areas[2:]), names=("Both", *cube.names[2:]))
    made = Cube(facts, cube.counts[1:])
    keep_counts(here, about, Counted(made, cube_bytes(made)))

    assert joined in rows_of(opened(here))
    assert f"Both ({joined})." in opened(here, f"area={joined.replace('+', '%2B')}")


def test_before_there_are_counts_the_page_says_what_is_to_be_done(here: Here) -> None:
    about = choose_ward(here)
    draw(here, about)

    assert "No counts are imported yet." in opened(here)
