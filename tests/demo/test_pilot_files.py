"""The pilot's files: marked as invented, read back whole, and the same bytes every time."""

import csv
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from commonground.demo.pilot import Pilot, make_pilot
from commonground.demo.writing import SCORE_COLUMNS, write_pilot
from commonground.reference.demo import demo_path

FILES = ["README.md", "agencies.csv", "issues.csv", "people.csv", "scores.csv"]

WRITE_AGAIN = """
import sys
from pathlib import Path
from commonground.demo.pilot import make_pilot
from commonground.demo.writing import write_pilot
write_pilot(make_pilot(), Path(sys.argv[1]))
"""


@pytest.fixture(scope="module")
def pilot() -> Pilot:
    return make_pilot()


@pytest.fixture(scope="module")
def folder(pilot: Pilot, tmp_path_factory: pytest.TempPathFactory) -> Path:
    where = tmp_path_factory.mktemp("pilot") / "made" / "here"
    write_pilot(pilot, where)
    return where


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_it_writes_four_tables_and_a_readme_and_says_where(pilot: Pilot, tmp_path: Path) -> None:
    written = write_pilot(pilot, tmp_path / "new" / "folder")

    assert sorted(path.name for path in written) == FILES
    assert all(path.is_file() for path in written)


def test_the_scores_read_back_as_they_were_made(pilot: Pilot, folder: Path) -> None:
    read = rows(folder / "scores.csv")

    assert tuple(read[0]) == SCORE_COLUMNS
    assert [
        (row["assessor"], row["issue"], row["criterion"], float(row["score"])) for row in read
    ] == [(score.assessor, score.issue, score.criterion, score.value) for score in pilot.scores]
    assert [row["remark"] for row in read if row["remark"]] == [
        remark.text for remark in pilot.remarks
    ]


def test_each_score_names_its_assessors_agency_and_its_issues_theme(folder: Path) -> None:
    agency = {row["assessor"]: row["agency"] for row in rows(folder / "people.csv")}
    theme = {row["issue"]: row["theme"] for row in rows(folder / "issues.csv")}

    for row in rows(folder / "scores.csv"):
        assert (row["agency"], row["theme"]) == (agency[row["assessor"]], theme[row["issue"]])


def test_a_score_is_written_as_the_method_prints_it(folder: Path) -> None:
    assert {row["score"] for row in rows(folder / "scores.csv")} == {
        "0", "0.5", "1", "2", "3", "4", "8",
    }  # fmt: skip


def test_each_agency_and_sub_department_counts_as_an_agency_that_scored(folder: Path) -> None:
    scored = {row["agency"] for row in rows(folder / "people.csv")}
    mapped = {row["agency"]: row["counts_as"] for row in rows(folder / "agencies.csv")}

    assert set(mapped.values()) == scored
    assert all(mapped[agency] == agency for agency in scored)
    assert mapped["Larkenmere City Council: Housing"] == "Larkenmere City Council"


def test_everything_that_could_be_taken_for_real_is_marked_as_invented(folder: Path) -> None:
    for row in rows(folder / "people.csv"):
        assert row["name"].endswith("(invented)")
        assert row["role"].endswith("(invented)")
        assert "Larkenmere" in row["agency"]
    assert all(row["source"].endswith("(invented)") for row in rows(folder / "issues.csv"))


@pytest.mark.parametrize("name", ["pilot", "issues", "agencies", "remarks", "readme"])
def test_each_of_its_data_files_opens_by_saying_that_it_is_invented(name: str) -> None:
    assert demo_path(name).read_text(encoding="utf-8").startswith("# Invented.")


def test_no_address_is_at_a_domain_that_could_exist(folder: Path) -> None:
    for path in folder.iterdir():
        addresses = re.findall(r"\S+@(\S+)", path.read_text(encoding="utf-8"))
        assert set(addresses) <= {"example.invalid"}


def test_the_readme_says_plainly_that_all_of_it_is_invented(folder: Path) -> None:
    readme = (folder / "README.md").read_text(encoding="utf-8")

    assert "**Everything in this folder is invented.**" in readme
    assert readme.splitlines()[0] == "# Larkenmere Community Safety Partnership (invented)"


def test_the_readme_names_every_file_the_factors_and_the_command(folder: Path) -> None:
    readme = (folder / "README.md").read_text(encoding="utf-8")

    assert all(f"`{name}`" in readme for name in FILES if name != "README.md")
    assert "| 2 | 0.7 |\n| 3 | 0.8 |\n| 4 | 0.9 |" in readme
    assert "rank scores.csv --method morile-thematic-2015 \\\n" in readme
    assert "--factor 2=0.7 --factor 3=0.8 --factor 4=0.9 \\\n" in readme
    assert '--set-by "the invented board of the demonstration" \\\n' in readme
    assert "--seed 2015" in readme
    assert "$" not in readme


def test_the_files_are_utf_8_with_line_feeds(folder: Path) -> None:
    for path in folder.iterdir():
        content = path.read_bytes()
        content.decode("utf-8")
        assert b"\r" not in content
        assert content.endswith(b"\n")
        assert not content.startswith(b"\xef\xbb\xbf")


def test_another_process_with_another_hash_seed_writes_the_same_bytes(
    folder: Path, tmp_path: Path
) -> None:
    subprocess.run(
        [sys.executable, "-c", WRITE_AGAIN, str(tmp_path)],
        check=True,
        env=os.environ | {"PYTHONHASHSEED": "11"},
    )

    for path in folder.iterdir():
        assert (tmp_path / path.name).read_bytes() == path.read_bytes()


def test_another_seed_changes_the_scores_and_the_readme_alone(folder: Path, tmp_path: Path) -> None:
    write_pilot(make_pilot(7), tmp_path)

    changed = {
        path.name
        for path in folder.iterdir()
        if (tmp_path / path.name).read_bytes() != path.read_bytes()
    }
    assert changed == {"scores.csv", "README.md"}
