"""The scoring workbook: what its cells offer and refuse, and that what is typed reads back."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet
from workbook_cases import SHIPPED, formulas_of, odd_method, shipped, values_of

from commonground.documents.reading import read_matrix, read_scores, read_table
from commonground.documents.workbooks import write_template
from commonground.documents.workbooks.template import EMPTY_ROWS
from commonground.scoring.methods import Method
from commonground.scoring.scores import Issue

MORILE = shipped("morile-thematic-2015")
FIVE = shipped("five-by-five-nrr-2023")


def write(folder: Path, method: Method, issues: tuple[Issue, ...] = (), assessors: int = 1) -> Path:
    path = folder / "template.xlsx"
    write_template(path, method, issues=issues, assessors=assessors)
    return path


def fill(path: Path, rows: Mapping[int, tuple[str | float | None, ...]]) -> Path:
    """Type rows into the sheet Scores, as a person would in Excel."""
    book = load_workbook(path)
    for row, cells in rows.items():
        for column, value in enumerate(cells, 1):
            if value is not None:
                book["Scores"].cell(row, column, value)
    book.save(path)
    return path


def sheet_of(path: Path, name: str = "Scores") -> Worksheet:
    return load_workbook(path)[name]


def validations(path: Path) -> list[DataValidation]:
    return list(sheet_of(path).data_validations.dataValidation)


@pytest.mark.parametrize("name", SHIPPED)
def test_every_shipped_method_has_a_template_that_reads_back(tmp_path: Path, name: str) -> None:
    method = shipped(name)
    answers = [
        level.label or float(level.score) for level in (it.levels[-1] for it in method.criteria)
    ]
    row = ("Ann", "Police", "Knife crime", "Violence", *answers, "=Seen a lot")
    path = fill(write(tmp_path, method), {2: row})
    scores = read_scores(read_table(path), method)
    assert scores.cube.assessors[0].agency == "Police"
    assert scores.cube.issues == (Issue("Knife crime", "Violence"),)
    last = [float(criterion.levels[-1].score) for criterion in method.criteria]
    assert scores.cube.values[0, 0].tolist() == last


def test_a_remark_reads_back(tmp_path: Path) -> None:
    path = fill(write(tmp_path, FIVE), {2: ("A", "B", "C", "", "1 to 5 %", "Minor", "Cold")})
    assert [said.text for said in read_scores(read_table(path), FIVE).remarks] == ["Cold"]


def test_it_serves_a_matrix_too(tmp_path: Path) -> None:
    scores = (1, 1, 1, 0, 1, 1, 1, 2, 1, 1, 0, 0)
    path = fill(write(tmp_path, MORILE), {2: (None, None, "Burglary", None, *scores)})
    matrix = read_matrix(read_table(path), MORILE)
    assert [int(score * 2) for score in matrix.rows[0].scores] == [each * 2 for each in scores]


def test_an_empty_one_offers_150_ruled_rows(tmp_path: Path) -> None:
    path = write(tmp_path, FIVE)
    assert EMPTY_ROWS == 150
    assert sheet_of(path).max_row == 151
    assert load_workbook(path).sheetnames[0] == "Scores"


def test_given_issues_stand_in_it_for_each_assessor(tmp_path: Path) -> None:
    issues = (Issue("=Knife crime", "Violence"), Issue("Arson", ""))
    rows = list(sheet_of(write(tmp_path, FIVE, issues, 2)).iter_rows(min_row=2, values_only=True))
    assert [row[:4] for row in rows] == [
        ("Assessor 1", None, "=Knife crime", "Violence"),
        ("Assessor 1", None, "Arson", None),
        ("Assessor 2", None, "=Knife crime", "Violence"),
        ("Assessor 2", None, "Arson", None),
    ]


def test_any_issue_stands_in_the_check_too(tmp_path: Path) -> None:
    issues = (Issue('Knife & "gun" <crime>', ""), Issue("x" * 30_000, ""))
    held = values_of(write(tmp_path, FIVE, issues))
    assert [held["Check", place] for place in ("B2", "B3")] == [issue.name for issue in issues]


def test_every_criterion_has_a_list_that_names_its_answers(tmp_path: Path) -> None:
    path = write(tmp_path, MORILE)
    found = validations(path)
    assert [str(rule.sqref) for rule in found][:2] == ["E2:E151", "F2:F151"]
    assert [rule.formula1 for rule in found] == [f"allowed_{it.id}" for it in MORILE.criteria]
    assert {rule.type for rule in found} == {"list"}


def test_a_list_holds_exactly_the_answers_of_its_criterion(tmp_path: Path) -> None:
    book = load_workbook(write(tmp_path, shipped("sleipnir-v1")))
    sheet, cells = next(book.defined_names["allowed_scope"].destinations)
    offered = [row[0].value for row in book[sheet][cells]]
    assert offered == ["Nil", "Low", "Medium", "High", "Unknown"]


def test_a_cell_explains_itself_and_its_refusal_says_what_is_allowed(tmp_path: Path) -> None:
    rule = validations(write(tmp_path, MORILE))[7]
    assert rule.promptTitle == "Frequency"
    assert str(rule.prompt).startswith("Choose one of: 0.5, 1, 2.")
    assert rule.errorTitle == "Not on the scale: Frequency"
    assert str(rule.error).startswith("Frequency takes one of: 0.5, 1, 2.")


def test_a_cell_shows_help_and_descriptors_within_excels_limit(tmp_path: Path) -> None:
    rule = validations(write(tmp_path, odd_method()))[0]
    assert str(rule.prompt).startswith("Ask around.\n0: =Seen every week,")
    assert len(str(rule.prompt)) <= 255
    assert str(rule.prompt).endswith("…")


def test_descriptors_stand_with_author_and_date_and_never_as_formulas(tmp_path: Path) -> None:
    path = write(tmp_path, odd_method())
    told = [str(value) for (sheet, _), value in values_of(path).items() if sheet == "How to score"]
    assert any(text.startswith("Ask around. =Seen every week") for text in told)
    assert "A. Board, 1 May 2026" in told
    assert not [text for (sheet, _), text in formulas_of(path).items() if sheet == "How to score"]


def test_how_to_score_says_that_the_direction_of_confidence_is_not_defined(tmp_path: Path) -> None:
    told = values_of(write(tmp_path, MORILE)).items()
    words = " ".join(str(value) for (sheet, _), value in told if sheet == "How to score")
    assert "defines its direction nowhere" in words
    assert "No descriptor yet: your partnership writes its own." in words


def test_what_is_missing_or_wrong_is_coloured_as_one_types(tmp_path: Path) -> None:
    rules = {
        str(each.sqref): [rule.formula[0] for rule in each.rules]
        for each in sheet_of(write(tmp_path, FIVE)).conditional_formatting
    }
    assert rules["E2:F151"] == ['AND(COUNTA($E2:$F2)>0,E2="")']
    assert rules["A2:C151"] == ['AND(COUNTA($E2:$F2)>0,A2="")']
    assert rules["F2:F151"] == ['AND(F2<>"",ISERROR(MATCH(F2,allowed_impact,0)))']


def test_the_scores_sheet_holds_no_formula(tmp_path: Path) -> None:
    sheets = {sheet for sheet, _ in formulas_of(write(tmp_path, MORILE))}
    assert sheets == {"Check"}


def test_the_same_template_gives_the_same_bytes(tmp_path: Path) -> None:
    first = write(tmp_path, MORILE).read_bytes()
    assert write(tmp_path, MORILE).read_bytes() == first
