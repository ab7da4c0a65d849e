"""Real published counts come through whole: the figures are those that the sources state."""

from pathlib import Path

import birmingham
import numpy as np
import pytest
from police_files import (
    of_birmingham,
    of_forces,
    outcomes_text,
    published_rows,
    rule,
    street_text,
    write_birmingham,
    write_street_files,
)

from commonground import reference
from commonground.errors import BadInput
from commonground.geography.analysis_rules import AnalysisRules, load_analysis_rules
from commonground.geography.concentration import concentration
from commonground.geography.cube_facts import Holds, Odd, Vintage
from commonground.geography.cubes import UNKNOWN, Cube, cube_bytes
from commonground.geography.hotspots import getis_ord, moran
from commonground.geography.importing import OUTCOMES, Progress, make_cube
from commonground.geography.presence import Presence

THREE = ("Warwickshire", "Staffordshire", "West Mercia")


def told(progress: Progress) -> None:
    """Hear of it and do nothing."""


@pytest.fixture(scope="module")
def of_birmingham_cube(tmp_path_factory: pytest.TempPathFactory) -> Cube:
    folder = write_birmingham(tmp_path_factory.mktemp("files"))
    work = tmp_path_factory.mktemp("work")
    return make_cube([folder], of_birmingham(), work, rule(), told)


@pytest.fixture(scope="module")
def three_forces_cube(tmp_path_factory: pytest.TempPathFactory) -> Cube:
    folder = tmp_path_factory.mktemp("files")
    write_street_files(folder, published_rows())
    return make_cube([folder], of_forces(THREE), tmp_path_factory.mktemp("work"), rule(), told)


@pytest.fixture(scope="module")
def rules() -> AnalysisRules:
    return load_analysis_rules(reference.places_analysis_path())


class TestBirmingham:
    """April 2025 to March 2026, as shared with the data."""

    def test_the_year_has_145635_incidents(self, of_birmingham_cube: Cube) -> None:
        cube = of_birmingham_cube
        assert cube.totals(birmingham.YEAR, cube.categories).sum() == 145_635
        assert cube.counts.shape == (659, 35, 2)

    def test_the_seven_partial_months_are_found_and_no_other(
        self, of_birmingham_cube: Cube
    ) -> None:
        assert set(of_birmingham_cube.facts.not_whole()) == birmingham.PARTIAL
        found = of_birmingham_cube.facts.presence()
        assert all(one.presence is not Presence.MISSING for one in found)

    def test_it_is_as_concentrated_as_the_sources_say(self, of_birmingham_cube: Cube) -> None:
        cube = of_birmingham_cube
        every = concentration(cube.totals(birmingham.YEAR, cube.categories))
        held = [round(every.share_holding(share) * 100, 1) for share in (0.25, 0.5)]
        assert held == [6.2, 22.2]
        assert round(every.gini, 3) == 0.414
        robbery = concentration(cube.totals(birmingham.YEAR, ["Robbery"]))
        assert round(robbery.share_holding(0.5) * 100, 1) == 11.8
        assert round(robbery.gini, 3) == 0.621

    def test_its_hot_spots_and_moran_are_those_of_the_sources(
        self, of_birmingham_cube: Cube, rules: AnalysisRules
    ) -> None:
        cube = of_birmingham_cube
        totals = cube.totals(birmingham.YEAR, cube.categories)
        assert cube.areas == birmingham.boundaries().codes
        assert round(moran(totals, birmingham.neighbours()).i, 3) == 0.284
        spots = getis_ord(totals, birmingham.neighbours(), rules.false_discovery_rate)
        first = np.argsort(-spots.z)[:5]
        names = {cube.names[at].removeprefix("Birmingham ") for at in first}
        assert names == {"050F", "138A", "050E", "138D", "135C"}
        assert int(spots.hot.sum()) == 14

    def test_rows_of_other_districts_are_counted_as_outside(self, of_birmingham_cube: Cube) -> None:
        rows = of_birmingham_cube.facts.rows()
        assert rows["rows"] == 879_009
        assert rows["kept"] + rows["outside"] == rows["rows"]


class TestThreeForces:
    """Raw files of 2018 and 2019, with LSOAs of 2011."""

    def test_no_row_is_dropped_silently(self, three_forces_cube: Cube) -> None:
        facts = three_forces_cube.facts
        assert len(facts.sources) == 15
        for one in facts.sources:
            parts = one.kept + one.outside + one.unlocated + one.unknown_area + one.astray
            assert parts == one.rows, one.name
        assert facts.rows() == {
            "rows": 121_600, "kept": 115_359, "outside": 401, "unlocated": 5_840,
            "unknown_area": 0, "astray": 0, "joined": 6_977,
        }  # fmt: skip
        assert three_forces_cube.counts.sum() == 115_359

    def test_the_vintage_is_known_and_carried_to_2021(self, three_forces_cube: Cube) -> None:
        facts = three_forces_cube.facts
        assert {one.vintage for one in facts.sources} == {Vintage.OF_2011}
        members = [code for one in facts.areas for code in one.split("+")]
        assert sorted(members) == sorted(of_forces(THREE).lsoas)
        assert sum("+" in one for one in facts.areas) == 43

    def test_every_month_is_whole_and_the_unlocated_share_is_told(
        self, three_forces_cube: Cube
    ) -> None:
        facts = three_forces_cube.facts
        assert facts.not_whole() == ()
        of_force = {one.force: one for one in facts.forces}
        staffordshire = of_force["Staffordshire Police"].months
        assert all(0.10 < (one.unlocated or 0) < 0.13 for one in staffordshire)
        assert all(0.20 < (one.asb or 0) < 0.33 for force in facts.forces for one in force.months)

    def test_the_same_files_make_the_same_bytes(
        self, three_forces_cube: Cube, tmp_path: Path
    ) -> None:
        write_street_files(tmp_path / "files", published_rows())
        again = make_cube([tmp_path / "files"], of_forces(THREE), tmp_path / "w", rule(), told)
        assert cube_bytes(again) == cube_bytes(three_forces_cube)


def test_a_month_that_one_force_has_not_sent_is_unknown_there_and_nowhere_else(
    tmp_path: Path,
) -> None:
    rows = [
        row
        for row in published_rows()
        if row[1] == "Staffordshire Police"
        or (row[1] == "Warwickshire Police" and row[0] != "2018-12")
    ]
    write_street_files(tmp_path / "files", rows)
    area = of_forces(("Warwickshire", "Staffordshire"))
    cube = make_cube([tmp_path / "files"], area, tmp_path / "work", rule(), told)
    at = cube.months.index("2018-12")
    missing = (cube.counts[:, at] == UNKNOWN).all(axis=1)
    assert 0 < missing.sum() < len(cube.areas)
    names = {cube.names[place].split()[0] for place in np.flatnonzero(missing)}
    assert "Stratford-on-Avon" in names
    assert "Cannock" not in names
    assert cube.facts.not_whole() == ("2018-12",)
    assert np.isnan(cube.totals(["2018-12"], cube.categories)[missing]).all()


def test_outcomes_are_a_cube_of_their_own(tmp_path: Path) -> None:
    month, force = "2024-01", "Warwickshire Police"
    rows = [
        (month, force, code, "Suspect charged", 2) for code in of_forces(("Warwickshire",)).lsoas
    ]
    (tmp_path / f"{month}-warwickshire-outcomes.csv").write_text(outcomes_text(rows))
    (tmp_path / f"{month}-warwickshire-street.csv").write_text(street_text(rows))
    area = of_forces(("Warwickshire",))
    cube = make_cube([tmp_path], area, tmp_path / "work", rule(), told, wanted=OUTCOMES)
    assert cube.facts.holds is Holds.OUTCOMES
    assert cube.categories == ("Suspect charged",)
    assert cube.facts.rows()["rows"] == 2 * len(area.lsoas)


def test_an_unknown_code_and_a_place_abroad_are_told_by_file_and_row(tmp_path: Path) -> None:
    rows = [row for row in published_rows() if row[:2] == ("2018-10", "Warwickshire Police")]
    rows = [row for row in rows if row[2]]
    text = street_text(rows).splitlines()
    text[4] = text[4].replace(text[4].split(",")[7], "E01999999")
    text[9] = text[9].replace("52.281246", "5.2281246")
    (tmp_path / "2018-10-warwickshire-street.csv").write_text("\n".join(text) + "\n")
    cube = make_cube([tmp_path], of_forces(("Warwickshire",)), tmp_path / "work", rule(), told)
    assert [(one.row, one.odd, one.rows) for one in cube.facts.findings] == [
        (5, Odd.UNKNOWN_AREA, 1),
        (10, Odd.ASTRAY, 1),
    ]
    rows_told = cube.facts.rows()
    assert (rows_told["unknown_area"], rows_told["astray"]) == (1, 1)


def test_without_the_areas_own_force_nothing_is_made(tmp_path: Path) -> None:
    write_street_files(tmp_path / "files", published_rows()[:50])
    with pytest.raises(BadInput, match="No file is of the police force of Kent"):
        make_cube([tmp_path / "files"], of_forces(("Kent",)), tmp_path / "work", rule(), told)
