"""What leaves: the command line's own files, marked, naming nobody, with the board's decisions."""

import csv
import io
import json
import re
import zipfile
from pathlib import Path

import pytest
from commands import Run
from openpyxl import load_workbook
from people_here import Here, text_of
from rounds_here import METHOD, Consulted, ready_round

from commonground.documents.markings import MARKINGS
from commonground.rooms.people.roles import Role
from commonground.rooms.ranking import access, actions
from commonground.rooms.ranking.files import KINDS
from commonground.rooms.ranking.models import Direction, Ranking

AWKWARD = ("=HYPERLINK(1)", "+44 calls", "-Fly-tipping", "@home fraud", "'=quoted", "Knife crime")


def ranking_of(found: Consulted) -> Ranking:
    return Ranking.objects.get(closing__round=found.round_id)


def taken(found: Consulted, kind: str, query: str = "") -> bytes:
    answer = found.here.analysts_browser.get(f"{found.at}ranking/{kind}/download/{query}")
    assert answer.status_code == 200
    return bytes(answer.content)


def rows_of(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def decide(
    found: Consulted, name: str, direction: Direction, reason: str = "Led elsewhere"
) -> None:
    actions.decide(
        by=found.here.seat, ranking=ranking_of(found),
        about=access.round_issues(found.round)[name], direction=direction, reason=reason,
        decided_by="The board, 3 March",
    )  # fmt: skip


def words_in(content: bytes) -> str:
    """Return all that a file says, looking inside of what is packed."""
    if content[:2] != b"PK":
        return content.decode()
    with zipfile.ZipFile(io.BytesIO(content)) as held:
        return "".join(words_in(held.read(name)) for name in held.namelist())


def rounded(page: str) -> str:
    """Return a page with the places of its pictures' marks rounded: a share is kept to 1e-9."""
    return re.sub(r"\d+\.\d{7,}", lambda found: f"{float(found[0]):.5f}", page)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("marking", MARKINGS)
def test_each_file_is_named_after_its_round_and_its_marking(
    ranked: Consulted, kind: str, marking: str
) -> None:
    at = f"{ranked.at}ranking/{kind}/download/?marking={marking}"

    told = ranked.here.analysts_browser.get(at)["Content-Disposition"]

    assert re.fullmatch(rf'attachment; filename="autumn-[a-z]+-{marking}\.[a-z]+"', told)


def test_a_marking_that_there_is_not_is_never_printed(ranked: Consulted) -> None:
    assert b"TOP SECRET" not in taken(ranked, "report", "?marking=TOP+SECRET")


@pytest.mark.parametrize("kind", KINDS)
def test_no_file_names_anybody(ranked: Consulted, kind: str) -> None:
    decide(ranked, "On-line grooming", Direction.OUT)

    said = words_in(taken(ranked, kind))

    assert not re.search(r"Invented \d \d|@example|Larkenmere analyst", said)


def test_files_are_what_the_command_line_writes(
    ranked: Consulted, run: Run, tmp_path: Path
) -> None:
    with zipfile.ZipFile(io.BytesIO(taken(ranked, "pack"))) as held:
        held.extractall(tmp_path)
    theirs = {kind: tmp_path / f"theirs.{kind}" for kind in ("xlsx", "csv", "html")}
    outputs = [word for path in theirs.values() for word in ("--output", path)]

    told = run(
        "rank", tmp_path / "scores.csv", "--agencies", tmp_path / "agencies.csv",
        "--method", METHOD, "--top", 2, "--title", "Autumn", *outputs,
    )  # fmt: skip

    assert told.status == 0, told.err
    assert taken(ranked, "table").decode("utf-8-sig") == theirs["csv"].read_bytes().decode()
    report = theirs["html"].read_text(encoding="utf-8")
    assert rounded(taken(ranked, "report").decode()) == rounded(report)
    ours = load_workbook(io.BytesIO(taken(ranked, "workbook")))
    book = load_workbook(theirs["xlsx"])
    assert ours.sheetnames == book.sheetnames
    for sheet in ours.worksheets:
        for mine, yours in zip(sheet.iter_rows(), book[sheet.title].iter_rows(), strict=True):
            for one, other in zip(mine, yours, strict=True):
                if isinstance(one.value, float):
                    # a share is kept to the billionth
                    assert one.value == pytest.approx(other.value, abs=1e-9)
                else:
                    assert one.value == other.value


def test_the_result_leaves_byte_for_byte_as_it_is_kept(ranked: Consulted) -> None:
    decide(ranked, "On-line grooming", Direction.OUT)

    assert taken(ranked, "result") == ranking_of(ranked).result.encode()


def test_decisions_stand_beside_the_computed_ranking_and_never_in_it(ranked: Consulted) -> None:
    before = taken(ranked, "table")
    decide(ranked, "On-line grooming", Direction.OUT)
    decide(ranked, "Knife crime", Direction.IN, reason="=1+1 harm on few")

    assert taken(ranked, "table") == before
    (out, _in) = rows_of(taken(ranked, "decisions"))
    assert out["direction"] == "Taken out"
    assert (out["number"], out["issue"], out["rank"]) == ("1", "On-line grooming", "1")
    assert out["decided_by"] == "The board, 3 March"
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", out["kept_on"])
    assert _in["reason"] == "'=1+1 harm on few"
    book = load_workbook(io.BytesIO(taken(ranked, "workbook")))
    assert [row[5] for row in book["Board decisions"].iter_rows(values_only=True)][2] == (
        "=1+1 harm on few"
    )
    report = taken(ranked, "report").decode()
    assert report.index("What the board decided") < report.index('id="shortlist"')


def test_the_shortlist_leaves_as_the_board_left_it(ranked: Consulted) -> None:
    ranked_in = [row["issue"] for row in rows_of(taken(ranked, "shortlist"))]
    decide(ranked, "On-line grooming", Direction.OUT)
    decide(ranked, "Knife crime", Direction.IN)

    rows = rows_of(taken(ranked, "shortlist"))

    assert ranked_in == ["On-line grooming", "Loan sharks"]
    assert [(row["issue"], row["on_it_by"]) for row in rows] == [
        ("Loan sharks", "rank"), ("Knife crime", "decision of the board"),
    ]  # fmt: skip


def test_a_pack_with_decisions_verifies_and_says_that_they_are_not_verified(
    ranked: Consulted, run: Run, tmp_path: Path
) -> None:
    decide(ranked, "On-line grooming", Direction.OUT)
    path = tmp_path / "pack.zip"
    path.write_bytes(taken(ranked, "pack"))

    assert run("verify", path).status == 0
    with zipfile.ZipFile(path) as held:
        assert "Led elsewhere" in held.read("decisions.csv").decode()
        assert "no part of what is verified" in held.read("README.txt").decode()


def test_issues_that_begin_like_formulas_are_text_everywhere_and_the_pack_verifies(
    here: Here, run: Run, tmp_path: Path
) -> None:
    found = ready_round(here, names=AWKWARD).open().score_everything().close()
    here.analysts_browser.post(f"{found.at}ranking/make/")
    path = tmp_path / "pack.zip"
    path.write_bytes(taken(found, "pack"))

    told = run("verify", path)

    assert told.status == 0, told.out
    kept = {one["issue"] for one in json.loads(ranking_of(found).result)["issues"]}
    assert kept == set(AWKWARD)
    for kind in ("table", "shortlist"):
        cells = [cell for row in rows_of(taken(found, kind)) for cell in row.values()]
        assert not [cell for cell in cells if cell[:1] in {"=", "+", "@"} or cell.startswith("-F")]
    book = load_workbook(io.BytesIO(taken(found, "workbook")))
    named = [cell for row in book["Ranking"].iter_rows() for cell in row if cell.value in AWKWARD]
    assert {cell.data_type for cell in named} == {"s"}
    assert "&#39;=quoted" in text_of(here.analysts_browser.get(f"{found.at}ranking/"))


def test_the_page_of_files_offers_each_and_is_not_for_assessors(ranked: Consulted) -> None:
    page = text_of(ranked.here.analysts_browser.get(f"{ranked.at}ranking/files/"))

    assert all(f"/ranking/{kind}/download/" in page for kind in KINDS)
    assert "?marking=OFFICIAL-SENSITIVE" in page
    assessor = ranked.here.browser(Role.ASSESSOR)
    assert assessor.get(f"{ranked.at}ranking/files/").status_code == 403
