"""`commonground matrix` on the deck's own rows and on files that need mending."""

import csv
import json
import zipfile
from pathlib import Path

import pytest
from commands import Run
from openpyxl import load_workbook

MORILE = "morile-thematic-2015"
COMPUTED = ("total_harm", "total_likelihood", "risk", "total_organisational_position", "op_grading")
HEADER = (
    "issue,individual,community,public_expectation,environmental,financial,organisational,"
    "organisational_economic,frequency,volume,confidence,capacity,capability"
)


def sheet(folder: Path, *rows: str, header: str = HEADER, name: str = "sheet.csv") -> Path:
    path = folder / name
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    return path


def test_it_gives_all_twelve_rows_of_the_deck_from_the_score_columns_alone(
    run: Run, deck: Path, tmp_path: Path
) -> None:
    with deck.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    columns = [name for name in rows[0] if name not in COMPUTED]
    lines = [",".join(row[name] for name in columns) for row in rows]
    told = run(
        "matrix", sheet(tmp_path, *lines, header=",".join(columns)), "--method", MORILE,
        "--format", "json",
    )  # fmt: skip
    assert told.status == 0
    answers = json.loads(told.out)
    assert [[one[name] for name in COMPUTED] for one in answers] == [
        [row[name] for name in COMPUTED] for row in rows
    ]
    assert [one["block"] for one in answers] == [row["block"] for row in rows]
    assert answers[2]["rank_by_risk"] == "1"
    assert answers[11]["rank_by_grading"] == "1"
    assert "already in row" in told.err or "row 2" in told.err


def test_it_finds_criteria_by_label_in_any_case(run: Run, tmp_path: Path) -> None:
    labels = HEADER.replace("public_expectation", "PUBLIC Expectation").replace("issue", "Issue")
    path = sheet(tmp_path, "Arson,1,1,1,0,1,1,1,2,1,1,0,0", header=labels)
    told = run("matrix", path, "--method", MORILE, "--format", "csv")
    assert told.status == 0
    assert "14.4" in told.out


def test_it_names_each_stated_cell_that_it_computes_otherwise(run: Run, tmp_path: Path) -> None:
    path = sheet(
        tmp_path, "Arson,1,1,1,0,1,1,1,2,1,1,0,0,25,14.40", header=f"{HEADER},risk,OP grading"
    )
    told = run("matrix", path, "--method", MORILE)
    assert told.status == 0
    assert "row 2" in told.err
    assert "25" in told.err
    assert "24" in told.err
    assert "14.40" not in told.err


@pytest.mark.parametrize(("capability", "total"), [(2, 2), (3, 3)])
def test_it_refuses_a_total_that_the_deck_never_shows(
    run: Run, tmp_path: Path, capability: int, total: int
) -> None:
    path = sheet(tmp_path, f"Arson,1,1,1,0,1,1,1,2,1,1,0,{capability}")
    output = tmp_path / "out.json"
    told = run("matrix", path, "--method", MORILE, "--output", output)
    assert told.status == 2
    assert "sheet.csv, row 2" in told.err
    assert f"is {total}" in told.err
    assert f"--factor {total}=" in told.err
    assert not output.exists()


@pytest.mark.parametrize("kind", ["table", "json", "csv"])
def test_it_prints_the_partnerships_own_factor_in_every_answer(
    run: Run, tmp_path: Path, kind: str
) -> None:
    path = sheet(tmp_path, "Arson,1,1,1,0,1,1,1,2,1,1,0,3")
    told = run(
        "matrix", path, "--method", MORILE, "--factor", "3=0.8", "--set-by", "the Board, 3 March",
        "--format", kind,
    )  # fmt: skip
    assert told.status == 0
    assert "19.2" in told.out
    assert "3 = 0.8, set by the Board, 3 March" in told.out


@pytest.mark.parametrize("ending", ["html", "xlsx"])
def test_it_prints_the_partnerships_own_factor_in_every_file(
    run: Run, tmp_path: Path, ending: str
) -> None:
    path = sheet(tmp_path, "Arson,1,1,1,0,1,1,1,2,1,1,0,3")
    output = tmp_path / f"out.{ending}"
    told = run(
        "matrix", path, "--method", MORILE, "--factor", "3=0.8", "--set-by", "the Board",
        "--output", output,
    )  # fmt: skip
    assert told.status == 0
    assert told.out == ""
    content = output.read_text(encoding="utf-8") if ending == "html" else text_of(output)
    assert "0.8" in content
    assert "the Board" in content


def text_of(workbook: Path) -> str:
    """Return every cell's text of every sheet."""
    sheets = load_workbook(workbook, data_only=True)
    return "\n".join(
        str(cell) for page in sheets for row in page.iter_rows(values_only=True) for cell in row
    )


def test_it_writes_live_formulas_with_their_values(run: Run, deck: Path, tmp_path: Path) -> None:
    output = tmp_path / "deck.xlsx"
    assert run("matrix", deck, "--method", MORILE, "--output", output).status == 0
    formulas = load_workbook(output)["Matrix"]
    values = load_workbook(output, data_only=True)["Matrix"]
    headers = [cell.value for cell in formulas[1]]
    column = headers.index("OP grading") + 1
    assert str(formulas.cell(2, column).value).startswith("=")
    assert values.cell(2, column).value == pytest.approx(14.4)


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_what_goes_out_comes_back_in(run: Run, deck: Path, tmp_path: Path, ending: str) -> None:
    output = tmp_path / f"deck.{ending}"
    first = run("matrix", deck, "--method", MORILE, "--format", "json")
    run("matrix", deck, "--method", MORILE, "--output", output)
    again = run("matrix", output, "--method", MORILE, "--format", "json")
    assert again.status == 0
    computed = [{name: one[name] for name in COMPUTED} for one in json.loads(again.out)]
    assert computed == [{name: one[name] for name in COMPUTED} for one in json.loads(first.out)]


def test_free_text_that_looks_like_a_formula_is_made_harmless_on_the_way_out(
    run: Run, tmp_path: Path
) -> None:
    path = sheet(tmp_path, "Arson,1,1,1,0,1,1,1,2,1,1,0,0,=cmd()", header=f"{HEADER},comment")
    told = run("matrix", path, "--method", MORILE, "--format", "csv")
    assert "'=cmd()" in told.out
    output = tmp_path / "out.xlsx"
    run("matrix", path, "--method", MORILE, "--output", output)
    sheet_out = load_workbook(output)["Matrix"]
    cell = next(cell for cell in sheet_out[2] if "cmd" in str(cell.value))
    assert cell.data_type == "s"


def test_it_prints_and_writes_when_both_are_asked_for(run: Run, deck: Path, tmp_path: Path) -> None:
    output = tmp_path / "deck.csv"
    told = run("matrix", deck, "--method", MORILE, "--format", "json", "--output", output)
    assert len(json.loads(told.out)) == 12
    assert output.read_text(encoding="utf-8").startswith("row,block,issue")


@pytest.mark.parametrize(
    ("rows", "header", "parts"),
    [
        (["Arson,5,1,1,0,1,1,1,2,1,1,0,0"], HEADER, ["row 2", "individual", "0, 1, 2, 4", "5"]),
        (["Arson,high,1,1,0,1,1,1,2,1,1,0,0"], HEADER, ["row 2", "individual", "high"]),
        (["Arson,#DIV/0!,1,1,0,1,1,1,2,1,1,0,0"], HEADER, ["row 2", "#DIV/0!"]),
        (["Arson,,1,1,0,1,1,1,2,1,1,0,0"], HEADER, ["row 2", "individual"]),
        (["Arson,1"], "issue,individual", ["community", "column"]),
        (["Arson,1,1"], "issue,individual,Individual", ["individual", "Individual"]),
        ([], HEADER, ["sheet.csv"]),
    ],
    ids=["off its scale", "text", "formula error", "empty", "missing column", "twice", "no rows"],
)
def test_it_says_what_to_mend_where_and_writes_nothing(
    run: Run, tmp_path: Path, rows: list[str], header: str, parts: list[str]
) -> None:
    output = tmp_path / "out.xlsx"
    told = run(
        "matrix", sheet(tmp_path, *rows, header=header), "--method", MORILE, "--output", output
    )
    assert told.status == 2
    assert told.out == ""
    assert "Traceback" not in told.err
    for part in ["sheet.csv", *parts]:
        assert part in told.err
    assert not output.exists()


def test_it_reads_what_excel_saves_as_windows_1252_and_says_so(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "excel.csv"
    path.write_bytes(f"{HEADER}\nCafé robbery,1,1,1,0,1,1,1,2,1,1,0,0\n".encode("cp1252"))
    told = run("matrix", path, "--method", MORILE, "--format", "json")
    assert json.loads(told.out)[0]["issue"] == "Café robbery"
    assert "1252" in told.err


def test_it_reads_columns_separated_by_semicolons(run: Run, tmp_path: Path) -> None:
    path = sheet(tmp_path, "Arson;1;1;1;0;1;1;1;2;1;1;0;0", header=HEADER.replace(",", ";"))
    assert run("matrix", path, "--method", MORILE).status == 0


def test_it_refuses_a_file_that_is_too_large_before_reading_it(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "large.csv"
    with path.open("wb") as file:
        file.truncate(200_000_000)
    told = run("matrix", path, "--method", MORILE)
    assert told.status == 2
    assert "large.csv" in told.err
    assert "MB" in told.err


def test_it_refuses_a_workbook_that_unpacks_to_far_more_than_it_is(
    run: Run, tmp_path: Path
) -> None:
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            for _ in range(400):
                part.write(bytes(1_000_000))
    told = run("matrix", path, "--method", MORILE)
    assert told.status == 2
    assert "bomb.xlsx" in told.err


@pytest.mark.parametrize(
    ("arguments", "parts"),
    [
        (["--method", "morile-2099"], ["morile-2099", MORILE]),
        (["--method", MORILE, "--factor", "3"], ["--factor 3", "3=0.8"]),
        (["--method", MORILE, "--factor", "5=0.9"], ["already 1", "copy"]),
        (["--method", MORILE, "--factor", "9=0.9"], ["0 to 6"]),
        (["--method", MORILE, "--factor", "3=0.8", "--factor", "3=0.9"], ["twice"]),
        (["--method", MORILE, "--output", "out.pdf"], ["out.pdf", ".xlsx"]),
        (["--method", MORILE, "--output", "nowhere/out.csv"], ["nowhere"]),
        (["--method", "four-by-four-fife", "--factor", "3=0.8"], ["no look-up"]),
    ],
)
def test_it_says_what_is_wrong_with_an_option(
    run: Run, deck: Path, arguments: list[str], parts: list[str]
) -> None:
    told = run("matrix", deck, *arguments)
    assert told.status == 2
    for part in parts:
        assert part in told.err


def test_a_file_that_is_not_there_is_said_by_name(run: Run, tmp_path: Path) -> None:
    told = run("matrix", tmp_path / "absent.csv", "--method", MORILE)
    assert told.status == 2
    assert "absent.csv" in told.err
