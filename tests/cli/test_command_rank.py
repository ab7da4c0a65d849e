"""`commonground rank` and `commonground verify`: the whole way, on a small consultation."""

import csv
import io
import json
from pathlib import Path

import pytest
from commands import Run, Told
from openpyxl import load_workbook

from commonground import reference

GRID = "five-by-five-nrr-2023"


def ranked(run: Run, scores: Path, *more: object) -> Told:
    return run("rank", scores, "--method", GRID, "--top", 2, "--draws", 300, *more)


def test_it_answers_with_a_table_and_what_it_means(run: Run, scores: Path) -> None:
    told = ranked(run, scores)
    assert told.status == 0
    assert "Issue 4" in told.out
    assert "12 people from 9 agencies scored 5 issues." in told.out
    assert "five-by-five-nrr-2023" in told.out


def test_it_shows_only_as_many_rows_as_asked(run: Run, scores: Path) -> None:
    assert "Issue 0" not in ranked(run, scores, "--show", 1).out


def test_its_json_is_the_saved_result(run: Run, scores: Path, tmp_path: Path) -> None:
    saved = tmp_path / "result.json"
    told = ranked(run, scores, "--format", "json", "--save", saved)
    assert told.out == saved.read_text(encoding="utf-8")
    content = json.loads(told.out)
    assert content["kind"] == "commonground-ranking"
    assert [one["rank"] for one in content["issues"]] == [1, 2, 3, 4, 5]
    assert content["inputs"]["seed"] == 1
    assert content["inputs"]["rules"]["id"] == "consultation-1"
    assert len(content["sha256"]) == 64


def test_its_csv_holds_one_row_an_issue(run: Run, scores: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(ranked(run, scores, "--format", "csv").out)))
    assert [row["rank"] for row in rows] == ["1", "2", "3", "4", "5"]
    assert {"probability_in_top", "rank_low", "rank_high", "band", "risk"} <= set(rows[0])


def test_it_writes_a_workbook_and_a_report(run: Run, scores: Path, tmp_path: Path) -> None:
    book, page = tmp_path / "ranking.xlsx", tmp_path / "ranking.html"
    told = ranked(run, scores, "--output", book, "--output", page, "--title", "Our <ranking>")
    assert told.status == 0
    assert told.out == ""
    assert "Ranking" in load_workbook(book).sheetnames
    text = page.read_text(encoding="utf-8")
    assert "Our &lt;ranking&gt;" in text
    assert "<script" not in text


def test_the_same_seed_saves_the_same_bytes(run: Run, scores: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "1.json", tmp_path / "2.json"
    ranked(run, scores, "--save", first)
    ranked(run, scores, "--save", second)
    assert first.read_bytes() == second.read_bytes()


def test_a_saved_result_verifies_from_its_scores(run: Run, scores: Path, tmp_path: Path) -> None:
    saved = tmp_path / "result.json"
    ranked(run, scores, "--seed", 7, "--save", saved)
    told = run("verify", saved, scores)
    assert told.status == 0
    assert "Identical" in told.out


def test_it_verifies_with_factors_agencies_and_agreed_scores(
    run: Run, scores: Path, tmp_path: Path
) -> None:
    saved = tmp_path / "result.json"
    agencies = tmp_path / "agencies.csv"
    agencies.write_text("agency,counts_as\nAgency 8,Agency 7\n", encoding="utf-8")
    agreed = tmp_path / "agreed.csv"
    agreed.write_text("issue,criterion,score,reason\nIssue 0,impact,5,new data\n", encoding="utf-8")
    told = ranked(run, scores, "--agencies", agencies, "--agreed", agreed, "--save", saved)
    assert told.status == 0
    content = json.loads(saved.read_text(encoding="utf-8"))
    assert content["agencies"] == 8
    assert content["inputs"]["agreed"][0]["reason"] == "new data"
    assert run("verify", saved, scores).status == 0


def test_factors_that_the_partnership_wrote_into_its_own_method_file_rank_and_verify(
    run: Run, tmp_path: Path
) -> None:
    template = reference.method_path("morile-thematic-2015-local").read_text(encoding="utf-8")
    gap = 'factor = "unknown"\nstatus = "unknown"'
    assert template.count(gap) == 3
    ours = tmp_path / "ours.toml"
    filled = 'factor = 0.8\nstatus = "local"\nsource = "CSP board, 3 June 2026"'
    ours.write_text(template.replace(gap, filled), encoding="utf-8")
    run("demo", tmp_path)
    saved, scores = tmp_path / "result.json", tmp_path / "scores.csv"
    told = run("rank", scores, "--method", ours, "--draws", 100, "--save", saved)
    assert told.status == 0, told.err
    assert "Local factor: 3 = 0.8, set by CSP board, 3 June 2026" in told.out
    assert run("verify", saved, scores).status == 0


def test_who_set_a_factor_is_said_once_or_said_not_to_be_known(run: Run, tmp_path: Path) -> None:
    run("demo", tmp_path)
    page = tmp_path / "ranking.html"
    ranking = ("rank", tmp_path / "scores.csv", "--method", "morile-thematic-2015", "--draws", 100)
    factors = [f"--factor={total}=0.8" for total in (2, 3, 4)]
    assert run(*ranking, *factors, "--set-by", "the board", "-o", page).status == 0
    text = page.read_text(encoding="utf-8")
    assert "Set by: the board." in text
    assert "0.8, set by the board" in text
    told = run(*ranking, *factors)
    assert "3 = 0.8, set by somebody not named, on the command line" in told.out


def test_a_changed_score_does_not_verify(run: Run, scores: Path, tmp_path: Path) -> None:
    saved = tmp_path / "result.json"
    ranked(run, scores, "--save", saved)
    text = scores.read_text(encoding="utf-8")
    scores.write_text(text.replace("impact,1,", "impact,2,", 1), encoding="utf-8")
    told = run("verify", saved, scores)
    assert told.status == 1
    assert "First difference: inputs.scores_sha256" in told.out


@pytest.mark.parametrize(
    ("path", "value"),
    [(("issues", 0, "certainty", "probability_in_top"), 0.5), (("issues", 1, "issue"), "Other")],
)
def test_an_edited_result_does_not_verify(
    run: Run, scores: Path, tmp_path: Path, path: tuple[str | int, ...], value: object
) -> None:
    saved = tmp_path / "result.json"
    ranked(run, scores, "--save", saved)
    content = json.loads(saved.read_text(encoding="utf-8"))
    part = content
    for key in path[:-1]:
        part = part[key]
    part[path[-1]] = value
    saved.write_text(json.dumps(content), encoding="utf-8")
    told = run("verify", saved, scores)
    assert told.status == 1
    assert str(path[-1]) in told.out


@pytest.mark.parametrize(
    "content",
    ["", "[]", "{}", '{"kind": "commonground-ranking"}', "\x00", "[" * 100_000],
)
def test_a_file_that_is_no_saved_result_is_refused(
    run: Run, scores: Path, tmp_path: Path, content: str
) -> None:
    saved = tmp_path / "result.json"
    saved.write_text(content, encoding="utf-8")
    told = run("verify", saved, scores)
    assert told.status == 2
    assert "result.json" in told.err


def test_a_damaged_result_is_refused_with_what_is_damaged(
    run: Run, scores: Path, tmp_path: Path
) -> None:
    saved = tmp_path / "result.json"
    ranked(run, scores, "--save", saved)
    content = json.loads(saved.read_text(encoding="utf-8"))
    content["inputs"]["top"] = "two"
    saved.write_text(json.dumps(content), encoding="utf-8")
    told = run("verify", saved, scores)
    assert told.status == 2
    assert "table [inputs], key top: expected a whole number; found 'two'" in told.err


def test_a_result_of_another_format_is_refused(run: Run, scores: Path, tmp_path: Path) -> None:
    saved = tmp_path / "result.json"
    saved.write_text('{"kind": "commonground-ranking", "format": 99}', encoding="utf-8")
    told = run("verify", saved, scores)
    assert told.status == 2
    assert "99" in told.err


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("A00,Agency 0,Issue 0,Theme 0,impact,4,", ["row 122", "row 3"]),
        ("A99,Agency 0,issue  0,Theme 0,impact,4,", ["issue  0", "Issue 0"]),
        ("A99,Agency 0,Issue 0,Theme 0,impact,9,", ["row 122", "holds 9", "Significant (4)"]),
        ("A99,Agency 0,Issue 0,Theme 0,colour,4,", ["colour", "row 122"]),
        ("A00,Agency 5,Issue 9,Theme 0,impact,4,", ["A00", "Agency 5"]),
    ],
    ids=["duplicate", "spelling", "off its scale", "criterion", "two agencies"],
)
def test_it_says_what_to_mend_where_and_saves_nothing(
    run: Run, scores: Path, tmp_path: Path, line: str, parts: list[str]
) -> None:
    with scores.open("a", encoding="utf-8") as file:
        file.write(line + "\n")
    saved = tmp_path / "result.json"
    told = ranked(run, scores, "--save", saved)
    assert told.status == 2
    for part in ["scores.csv", *parts]:
        assert part in told.err
    assert not saved.exists()


def test_a_total_that_the_method_leaves_unknown_is_refused_with_what_to_do(
    run: Run, tmp_path: Path
) -> None:
    run("demo", tmp_path)
    told = run("rank", tmp_path / "scores.csv", "--method", "morile-thematic-2015")
    assert told.status == 2
    assert "--factor 3=0.8" in told.err or "--factor 2=" in told.err
    assert "Traceback" not in told.err


@pytest.mark.parametrize(
    ("option", "value"),
    [("--top", 0), ("--draws", 10), ("--seed", -1), ("--save", "no/where.json")],
)
def test_it_says_what_is_wrong_with_a_number(
    run: Run, scores: Path, option: str, value: object
) -> None:
    told = run("rank", scores, "--method", GRID, option, value)
    assert told.status in (1, 2)
    assert str(value) in told.err
