"""The other commands: methods, template, demo, and what every command has in common."""

import json
from pathlib import Path

import pytest
from commands import Run
from openpyxl import load_workbook

from commonground import reference

SHIPPED = [path.stem for path in reference.method_paths()]


def test_it_lists_the_methods_that_ship(run: Run) -> None:
    told = run("methods", "--format", "json")
    assert [one["id"] for one in json.loads(told.out)] == SHIPPED
    assert len(SHIPPED) == 5


@pytest.mark.parametrize("method", SHIPPED)
def test_it_shows_a_method_with_the_status_of_each_part(run: Run, method: str) -> None:
    told = run("methods", "show", method)
    assert told.status == 0
    assert "published" in told.out
    assert "source:" in told.out
    assert json.loads(run("methods", "show", method, "--format", "json").out)["id"] == method


def test_it_shows_what_the_deck_leaves_unknown(run: Run) -> None:
    told = run("methods", "show", "morile-thematic-2015")
    assert "at 3: unknown" in told.out


@pytest.mark.parametrize("method", SHIPPED)
def test_a_template_can_be_filled_in_and_read_back(run: Run, tmp_path: Path, method: str) -> None:
    path = tmp_path / "template.xlsx"
    assert run("template", "--method", method, "-o", path).status == 0
    book = load_workbook(path)
    page = book["Scores"]
    headers = {str(cell.value).casefold(): at for at, cell in enumerate(page[1], start=1)}
    criteria = json.loads(run("methods", "show", method, "--format", "json").out)["groups"]
    for name in ("assessor", "agency"):
        page.cell(2, headers[name]).value = "A1"
    page.cell(2, headers["issue"]).value = "Arson"
    for group in criteria:
        for criterion in group["criteria"]:
            first = criterion["levels"][0]
            value = first["label"] or float(first["score"])
            page.cell(2, headers[criterion["label"].casefold()]).value = value
    book.save(path)
    told = run("matrix", path, "--method", method, "--format", "json")
    assert told.status == 0, told.err
    assert [one["issue"] for one in json.loads(told.out)] == ["Arson"]
    told = run("rank", path, "--method", method, "--draws", 100, "--top", 1)
    assert told.status == 0, told.err


def test_a_template_holds_the_issues_it_is_given(run: Run, tmp_path: Path) -> None:
    issues = tmp_path / "issues.csv"
    issues.write_text("issue,theme\nArson,Fire\n=Theft,Shops\n", encoding="utf-8")
    path = tmp_path / "template.xlsx"
    told = run("template", "--method", "four-by-four-fife", "-o", path, "--issues", issues)
    assert told.status == 0
    held = {str(cell.value) for row in load_workbook(path)["Scores"].iter_rows() for cell in row}
    assert {"Arson", "Fire"} <= held


def test_an_issue_given_twice_is_refused(run: Run, tmp_path: Path) -> None:
    issues = tmp_path / "issues.csv"
    issues.write_text("issue\nArson\nArson\narson\n", encoding="utf-8")
    path = tmp_path / "template.xlsx"
    told = run("template", "--method", "four-by-four-fife", "-o", path, "--issues", issues)
    assert told.status == 2
    assert "row 3" in told.err
    assert "row 4" in told.err
    assert not path.exists()


def test_the_demonstration_writes_its_files_and_says_that_it_is_invented(
    run: Run, tmp_path: Path
) -> None:
    assert run("demo", tmp_path / "pilot").status == 0
    names = {path.name for path in (tmp_path / "pilot").iterdir()}
    assert {"issues.csv", "people.csv", "scores.csv", "README.md"} <= names
    assert "invented" in (tmp_path / "pilot" / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "command",
    [
        [],
        ["methods"],
        ["methods", "show"],
        ["matrix"],
        ["rank"],
        ["verify"],
        ["template"],
        ["demo"],
    ],
    ids=" ".join,
)
def test_every_command_has_help(run: Run, command: list[str]) -> None:
    told = run(*command, "--help")
    assert told.status == 0
    assert "Usage: " in told.out


def test_an_unknown_command_is_bad_input(run: Run) -> None:
    assert run("guess").status == 2


def test_a_folder_that_cannot_be_written_is_a_failure_in_a_sentence(
    run: Run, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    told = run("demo", tmp_path / "file" / "pilot")
    assert told.status in (1, 2)
    assert "Traceback" not in told.err
