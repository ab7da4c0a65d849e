"""The matrix as a workbook: the engine's values, live formulas, and a way back in."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.properties import PageSetupProperties
from workbook_cases import (
    BOARD,
    DECK,
    column_of,
    formulas_of,
    header_text,
    morile,
    odd_method,
    shipped,
    values_of,
    write_deck,
    write_odd_matrix,
    write_sleipnir,
)

from commonground.documents.reading import Matrix, disagreements, read_matrix, read_table
from commonground.documents.workbooks import write_matrix
from commonground.errors import BadInput
from commonground.scoring.arithmetic import score_sheet
from commonground.scoring.methods import Method

FIVE = shipped("five-by-five-nrr-2023")


def matrix_of(
    folder: Path, *rows: Sequence[str], header: str = "issue,likelihood,impact"
) -> Matrix:
    """Read a csv of these rows; every cell is quoted, so that any text goes in."""
    lines = [",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows]
    path = folder / "matrix.csv"
    path.write_text("\n".join([header, *lines]), encoding="utf-8")
    return read_matrix(read_table(path), FIVE)


def write(folder: Path, matrix: Matrix, notes: Sequence[str] = ()) -> Path:
    path = folder / "matrix.xlsx"
    write_matrix(path, FIVE, matrix, score_sheet(FIVE, matrix.rows), notes=notes)
    return path


def read_back(path: Path, method: Method) -> Matrix:
    return read_matrix(read_table(path, sheet="Matrix"), method)


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    path = tmp_path / "deck.xlsx"
    write_deck(path)
    return path


def test_it_holds_the_decks_twelve_rows_exactly(deck: Path) -> None:
    risks = [24, 58.5, 169, 99, 30, 58.5, 143, 110, 24, 71.5, 169, 154]
    graded = [14.4, 35.1, 169, 198, 18, 35.1, 143, 220, 14.4, 42.9, 169, 308]
    assert column_of(deck, "Matrix", "Risk") == risks
    assert column_of(deck, "Matrix", "OP grading") == graded
    assert column_of(deck, "Matrix", "Rank by risk") == [11, 8, 1, 6, 10, 8, 4, 5, 11, 7, 1, 3]


def test_every_computed_cell_is_a_live_formula(deck: Path) -> None:
    formulas = formulas_of(deck)
    assert formulas["Matrix", "O2"] == "=SUM(C2:I2)"
    assert formulas["Matrix", "S13"] == "=O13*P13"
    assert formulas["Matrix", "V13"] == "=RANK(T13,T$2:T$13)"
    assert len(formulas) == 12 * 8


@pytest.mark.parametrize(
    ("write_it", "method"),
    [
        (write_deck, shipped("morile-thematic-2015")),
        (write_odd_matrix, odd_method()),
        (write_sleipnir, shipped("sleipnir-v1")),
    ],
    ids=["deck", "odd", "sleipnir"],
)
def test_it_reads_back_as_the_same_scores_without_disagreement(
    tmp_path: Path, write_it: Callable[[Path], None], method: Method
) -> None:
    path = tmp_path / "written.xlsx"
    write_it(path)
    source = path.with_suffix(".csv")
    before = read_matrix(read_table(source if source.exists() else DECK), method)
    after = read_back(path, method)
    assert [(row.issue, row.scores) for row in after.rows] == [
        (row.issue, row.scores) for row in before.rows
    ]
    assert (after.extra_labels, after.extras) == (before.extra_labels, before.extras)
    assert {column.id for column in after.stated} == set(method.computed_ids())
    assert disagreements(after, score_sheet(method, after.rows)) == ()


def test_free_text_comes_back_as_it_went_in_and_never_as_a_formula(tmp_path: Path) -> None:
    texts = ["=1+1", "+44 121", "-3", "-3.50", "@SUM(A1)", "'=1+1", "''=x", "007", "a\nb", "1e5"]
    rows = [(f"={text}", "1", "2", text) for text in texts]
    matrix = matrix_of(tmp_path, *rows, header="issue,likelihood,impact,=why")
    path = write(tmp_path, matrix)
    after = read_back(path, FIVE)
    assert after.extras == matrix.extras
    assert after.extra_labels == ("=why",)
    assert [row.issue for row in after.rows] == [row.issue for row in matrix.rows]
    columns = {place[1].rstrip("0123456789") for place in formulas_of(path)}
    assert columns == {"E", "F", "G"}


def test_a_carried_number_is_a_number_only_if_it_reads_back_the_same(tmp_path: Path) -> None:
    matrix = matrix_of(
        tmp_path, ("A", "1", "2", "12"), ("B", "1", "2", "1.50"), header="issue,likelihood,impact,n"
    )
    assert column_of(write(tmp_path, matrix), "Matrix", "n") == [12, "1.50"]


def test_it_names_the_method_its_source_and_who_set_the_local_factors(tmp_path: Path) -> None:
    path = tmp_path / "local.xlsx"
    write_deck(path, morile())
    told = [value for (sheet, _), value in values_of(path).items() if sheet == "Method"]
    assert "Method: morile-thematic-2015" in told
    assert any("Home Office" in str(value) for value in told)
    assert any("its direction is defined nowhere" in str(value) for value in told)
    assert told.count("local") == 3
    assert told.count(f"Set by: {BOARD}.") == 3


def test_a_gap_stands_as_unknown_on_the_method_sheet(deck: Path) -> None:
    told = [value for (sheet, _), value in values_of(deck).items() if sheet == "Method"]
    assert told.count("unknown") == 2 * 3


def test_notes_stand_on_a_sheet_of_their_own_each_once(tmp_path: Path) -> None:
    rows = [("Knife crime", "1", "2", "9"), ("knife crime", "2", "2", "4")]
    matrix = matrix_of(tmp_path, *rows, header="issue,likelihood,impact,risk")
    scored = score_sheet(FIVE, matrix.rows)
    path = write(tmp_path, matrix, notes=("=A note", *disagreements(matrix, scored)))
    notes = column_of(path, "Notes", "Note")
    assert notes[0] == "=A note"
    assert any("states" in str(note) for note in notes)
    assert any("both rows were kept" in str(note) for note in notes)
    assert len(notes) == 3


def test_there_is_no_sheet_of_notes_without_notes(tmp_path: Path) -> None:
    path = write(tmp_path, matrix_of(tmp_path, ("A", "1", "2")))
    assert load_workbook(path).sheetnames == ["Matrix", "Method"]


def test_bands_are_coloured_only_if_the_method_has_them(tmp_path: Path, deck: Path) -> None:
    write_odd_matrix(tmp_path / "odd.xlsx")
    banded = load_workbook(tmp_path / "odd.xlsx")["Matrix"]
    (ranges,) = (str(each.sqref) for each in banded.conditional_formatting)
    assert ranges == "I2:I4"
    assert not list(load_workbook(deck)["Matrix"].conditional_formatting)


def test_the_header_stays_in_sight_filters_and_prints_on_every_page(deck: Path) -> None:
    sheet = load_workbook(deck)["Matrix"]
    assert sheet.freeze_panes == "C2"
    assert sheet.auto_filter.ref == "A1:V13"
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.sheet_properties.pageSetUpPr == PageSetupProperties(fitToPage=True)
    assert sheet.page_setup.fitToHeight == 0
    assert sheet["C1"].alignment.wrap_text
    assert header_text(sheet) == "OFFICIAL"


def test_the_same_matrix_gives_the_same_bytes_whatever_the_file_is_called(tmp_path: Path) -> None:
    for name in ("one.xlsx", "another.xlsx"):
        write_deck(tmp_path / name)
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "another.xlsx").read_bytes()


def test_a_text_that_no_cell_holds_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    matrix = matrix_of(
        tmp_path, ("A", "1", "2", "x" * 40_000), header="issue,likelihood,impact,why"
    )
    with pytest.raises(BadInput, match=r"A text of 40,000 characters does not fit in row 2 of the"):
        write(tmp_path, matrix)
    assert not (tmp_path / "matrix.xlsx").exists()


def test_a_place_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="cannot be written"):
        write_deck(tmp_path / "absent" / "deck.xlsx")


def test_scores_keep_every_digit(tmp_path: Path) -> None:
    write_odd_matrix(tmp_path / "odd.xlsx")
    assert column_of(tmp_path / "odd.xlsx", "Matrix", "=D")[2] == float(Decimal("2.3"))
