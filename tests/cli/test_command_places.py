"""`commonground places` counts files into a cube and says what it says, or what must be mended."""

import csv
import gzip
import io
import json
from pathlib import Path

import pytest
from commands import Run
from police_files import published_rows, write_street_files

from commonground.geography.cubes import read_cube
from commonground.reference import demo_place_path

WARWICKSHIRE = [row for row in published_rows() if row[1] == "Warwickshire Police"]


@pytest.fixture
def files(tmp_path: Path) -> Path:
    folder = tmp_path / "files"
    write_street_files(folder, WARWICKSHIRE)
    return folder


@pytest.fixture
def birmingham_cube(tmp_path: Path) -> Path:
    path = tmp_path / "birmingham.cube"
    path.write_bytes(gzip.decompress(demo_place_path("birmingham.cube.gz").read_bytes()))
    return path


@pytest.fixture
def borders(tmp_path: Path) -> Path:
    path = tmp_path / "birmingham.geojson"
    path.write_bytes(gzip.decompress(demo_place_path("birmingham-lsoa21.geojson.gz").read_bytes()))
    return path


class TestImporting:
    def test_a_cube_is_written_and_every_row_is_told(
        self, run: Run, files: Path, tmp_path: Path
    ) -> None:
        out = tmp_path / "rugby.cube"
        told = run("places", "import", files, "--area", "Rugby", "--out", out)
        assert told.status == 0, told.err
        cube = read_cube(out)
        rows = cube.facts.rows()
        for number in (rows["rows"], rows["kept"], rows["outside"], rows["unlocated"]):
            assert str(number) in told.out
        assert f"Written: {out}" in told.err
        assert not out.with_suffix(".parts").exists()

    def test_what_is_counted_is_kept_for_another_area(
        self, run: Run, files: Path, tmp_path: Path
    ) -> None:
        work = tmp_path / "work"
        for area, name in (("Rugby", "a.cube"), ("E07000222", "b.cube")):
            arguments = ("--area", area, "--out", tmp_path / name, "--work", work)
            assert run("places", "import", files, *arguments).status == 0
        assert len(list(work.glob("*.npz"))) == 5
        assert read_cube(tmp_path / "b.cube").facts.area.name == "Warwick"

    @pytest.mark.parametrize(
        ("area", "said"),
        [
            ("Rugb", "Did you mean: Rugby (E22000"),
            ("nowhere at all", "a code such as E08000025"),
            ("", "a code such as E08000025"),
        ],
    )
    def test_an_area_that_nobody_knows_is_answered_with_those_like_it(
        self, run: Run, files: Path, tmp_path: Path, area: str, said: str
    ) -> None:
        told = run("places", "import", files, "--area", area, "--out", tmp_path / "a.cube")
        assert (told.status, told.out) == (2, "")
        assert said in told.err
        assert not (tmp_path / "a.cube").exists()

    def test_a_broken_file_leaves_nothing_half_made_and_then_goes_on(
        self, run: Run, files: Path, tmp_path: Path
    ) -> None:
        out = tmp_path / "a.cube"
        broken = sorted(files.rglob("*.csv"))[-1]
        good = broken.read_text(encoding="utf-8")
        broken.write_text(good + "rubbish\n", encoding="utf-8")
        told = run("places", "import", files, "--area", "Rugby", "--out", out)
        assert told.status == 2
        assert f"{broken.name}, row " in told.err
        assert not out.exists()
        broken.write_text(good, encoding="utf-8")
        assert run("places", "import", files, "--area", "Rugby", "--out", out).status == 0

    def test_a_name_that_is_no_cube_s_is_refused_before_any_work(
        self, run: Run, files: Path, tmp_path: Path
    ) -> None:
        told = run("places", "import", files, "--area", "Rugby", "--out", tmp_path / "a.xlsx")
        assert told.status == 2
        assert "expected a name that ends in .cube" in told.err


class TestReporting:
    def test_the_table_says_what_the_sources_say(
        self, run: Run, birmingham_cube: Path, borders: Path
    ) -> None:
        told = run("places", "report", birmingham_cube, "--boundaries", borders)
        assert told.status == 0, told.err
        assert "145,635 incidents in 659 areas" in told.out
        assert "22.2% of areas hold 50%, 6.2% hold 25%; Gini 0.414; Moran's I 0.284." in told.out
        assert "Birmingham 138A" in told.out

    def test_json_has_every_key_that_its_page_names(
        self, run: Run, birmingham_cube: Path, borders: Path
    ) -> None:
        told = run("places", "report", birmingham_cube, "--boundaries", borders, "--format", "json")
        record = json.loads(told.out)
        assert record["concentration"]["gini"] == pytest.approx(0.414, abs=0.0005)
        assert record["unlocated_share"] is None
        page = (Path(__file__).parents[2] / "docs" / "reference" / "places-report.md").read_text(
            encoding="utf-8"
        )
        for key in (*record, *record["places"][0], *record["months"][0], *record["period"]):
            assert f"`{key}`" in page, key

    def test_robbery_alone_is_more_concentrated(self, run: Run, birmingham_cube: Path) -> None:
        told = run("places", "report", birmingham_cube, "--category", "Robbery", "--format", "json")
        held = json.loads(told.out)["concentration"]
        assert held["share_holding_half"] == pytest.approx(0.118, abs=0.0005)
        assert held["gini"] == pytest.approx(0.621, abs=0.0005)

    def test_anti_social_behaviour_can_be_left_out(self, run: Run, birmingham_cube: Path) -> None:
        told = run("places", "report", birmingham_cube, "--without-asb", "--format", "json")
        record = json.loads(told.out)
        assert record["with_anti_social_behaviour"] is False
        assert record["incidents"] < 145_635

    def test_harm_is_a_range_and_says_whether_the_order_survives_it(
        self, run: Run, birmingham_cube: Path, tmp_path: Path
    ) -> None:
        weights = tmp_path / "weights.csv"
        weights.write_text("category,low,median,high\nRobbery,100,365,1000\nBurglary,10,20,90\n")
        told = run("places", "report", birmingham_cube, "--harm", weights, "--format", "json")
        record = json.loads(told.out)
        assert 0.5 < record["harm"]["decided"] < 1
        assert "Shoplifting" in record["harm"]["without_weight"]
        first = record["places"][0]
        assert first["harm_low"] < first["harm_median"] < first["harm_high"]
        assert first["harm_best_rank"] <= first["harm_worst_rank"]

    def test_partial_months_are_left_out_and_named(self, run: Run, birmingham_cube: Path) -> None:
        told = run("places", "report", birmingham_cube, "--period", "2024-04:2025-03")
        assert "Left out: 2024-09 (partial), 2024-10 (partial), 2025-03 (partial)." in told.out

    def test_every_kind_of_file_is_written(
        self, run: Run, birmingham_cube: Path, borders: Path, tmp_path: Path
    ) -> None:
        kinds = ("json", "csv", "html", "docx", "pdf")
        outputs = [part for kind in kinds for part in ("-o", tmp_path / f"report.{kind}")]
        told = run("places", "report", birmingham_cube, "--boundaries", borders, *outputs)
        assert told.status == 0, told.err
        page = (tmp_path / "report.html").read_text(encoding="utf-8")
        assert page.count("data-code=") == 659
        assert "Open Government Licence" in page
        assert "How many incidents have no area is not known" in page
        rows = list(csv.DictReader(io.StringIO((tmp_path / "report.csv").read_text("utf-8"))))
        assert len(rows) == 659
        assert rows[0]["name"] == "Birmingham 138A"
        assert (tmp_path / "report.pdf").read_bytes().startswith(b"%PDF")
        assert (tmp_path / "report.docx").read_bytes().startswith(b"PK")

    @pytest.mark.parametrize(
        ("options", "said"),
        [
            (("--period", "soon"), "expected 12m, or months such as"),
            (("--period", "2019-01:2019-12"), "There are no counts from 2019-01"),
            (("--period", "2023-05:2023-08"), "No month from 2023-05 to 2023-08 is whole"),
            (("--category", "Piracy"), "The cube has no category Piracy"),
            (("--boundaries", "nowhere.geojson"), "nowhere.geojson"),
        ],
    )
    def test_what_cannot_be_said_is_refused(
        self, run: Run, birmingham_cube: Path, options: tuple[str, str], said: str
    ) -> None:
        told = run("places", "report", birmingham_cube, *options)
        assert (told.status, told.out) == (2, "")
        assert said in told.err

    def test_what_is_no_cube_is_refused(self, run: Run, tmp_path: Path) -> None:
        path = tmp_path / "a.cube"
        path.write_text("no cube", encoding="utf-8")
        told = run("places", "report", path)
        assert told.status == 2
        assert "a.cube is no cube, or only a part of one" in told.err
