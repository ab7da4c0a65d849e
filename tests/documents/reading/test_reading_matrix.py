"""A matrix: columns by id or label, every refusal named by cell, and what disagrees."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from reading_files import (
    FIVE,
    MORILE,
    SLEIPNIR,
    fault_of,
    faults_of,
    table_of,
    text_file,
    xlsx_file,
)

from commonground.documents.reading import disagreements, read_matrix, read_table
from commonground.scoring.arithmetic import SheetRow, score_sheet


def test_it_reads_each_row_with_its_place_and_carries_the_other_columns() -> None:
    matrix = read_matrix(
        table_of("note,Issue,IMPACT,x_1,likelihood", "n,Arson,5,,1", "m,Fraud,limited,y,2.0"), FIVE
    )
    assert matrix.rows == (
        SheetRow("Arson", (Decimal(1), Decimal(5)), "scores.csv, row 2"),
        SheetRow("Fraud", (Decimal(2), Decimal(2)), "scores.csv, row 3"),
    )
    assert matrix.numbers == (2, 3)
    assert matrix.extra_labels == ("note", "x_1")
    assert matrix.extras == (("n", ""), ("m", "y"))
    assert matrix.stated == ()
    assert matrix.warnings == ()


@pytest.mark.parametrize(
    "label", ["public_expectation", "Public  Expectation", "PUBLIC-expectation"]
)
def test_it_finds_a_criterion_by_id_or_label_however_it_is_written(label: str) -> None:
    labels = [each.id for each in MORILE.criteria]
    labels[2] = label
    table = table_of(",".join(["issue", *labels]), ",".join(["a", *["1"] * 12]))
    assert len(read_matrix(table, MORILE).rows[0].scores) == 12


def test_it_names_every_missing_column_what_it_looked_for_and_what_there_is() -> None:
    issue, impact = faults_of(lambda: read_matrix(table_of("name,likelihood", "a,1"), FIVE))
    assert issue == (
        'scores.csv, row 1 has no column "issue"; its columns are "name", "likelihood".'
    )
    assert 'no column "impact" or "Impact"' in impact


def test_it_lists_at_most_forty_of_the_columns_there_are() -> None:
    header = ",".join(f"c{at}" for at in range(50))
    first, *_ = faults_of(lambda: read_matrix(table_of(header, "," * 49), FIVE))
    assert '"c39" and 10 more.' in first


def test_it_refuses_a_column_by_id_and_another_by_label() -> None:
    table = table_of("issue,likelihood,impact,grid,total risk,risk", "a,1,1,,,")
    risk = replace(FIVE.outputs[0], label="Total risk")
    fault = fault_of(lambda: read_matrix(table, replace(FIVE, outputs=(risk,))))
    assert 'column F (risk) and column E (total risk) both stand for "risk"' in fault


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("6", "holds 6, which is not on the scale"),
        ("high", 'holds the text "high"'),
        ("snan", 'holds the text "snan"'),
        ("", "is empty"),
        ("#DIV/0!", "holds the formula error #DIV/0!"),
        ("Err:502", "holds the formula error Err:502"),
    ],
)
def test_it_says_where_a_score_is_wrong_what_was_found_and_what_expected(
    cell: str, found: str
) -> None:
    fault = fault_of(lambda: read_matrix(table_of("issue,likelihood,impact", f"a,1,{cell}"), FIVE))
    assert fault.startswith(f"scores.csv, row 2, column C (impact) {found}; expected Minor (1), ")
    assert "Significant (4) or Catastrophic (5) for Impact." in fault


def test_it_reports_every_wrong_cell() -> None:
    table = table_of("issue,likelihood,impact", ",9,9", "#REF!,1,x")
    name, first, second, failed, text = faults_of(lambda: read_matrix(table, FIVE))
    assert name == "scores.csv, row 2, column A (issue) is empty; expected the issue's name."
    assert "row 2, column B" in first
    assert "row 2, column C" in second
    assert "row 3, column A (issue) holds the formula error #REF!" in failed
    assert "row 3, column C" in text


def test_it_takes_unknown_where_the_scale_has_it() -> None:
    ids = ",".join(each.id for each in SLEIPNIR.criteria)
    table = table_of(f"issue,{ids}", "gang," + ",".join(["UNKNOWN"] * 19))
    assert read_matrix(table, SLEIPNIR).rows[0].scores == (Decimal(2),) * 19


def test_it_adds_a_hint_where_an_empty_score_is_a_formula_nobody_computed() -> None:
    table = table_of("issue,likelihood,impact", "a,1,")
    waiting = replace(table, uncomputed=frozenset({(2, 2)}))
    fault = fault_of(lambda: read_matrix(waiting, FIVE))
    assert "The cell holds a formula that no spreadsheet has computed yet" in fault


@pytest.mark.parametrize("again", ["Arson", "arson", " ARSON", "ar son"])
def test_it_warns_of_a_repeated_issue_and_keeps_both_rows(again: str) -> None:
    table = table_of("issue,likelihood,impact", "Arson,1,1", "x,1,1", f"{again},2,2")
    matrix = read_matrix(table, FIVE)
    assert len(matrix.rows) == 3
    (warning,) = matrix.warnings
    assert "scores.csv, row 4, column A (issue)" in warning
    assert 'row 2 already names "Arson"; both rows were kept' in warning


def test_it_compares_stated_figures_exactly_and_names_each_cell_that_differs() -> None:
    table = table_of(
        "issue,likelihood,impact,risk,Rank by risk,GRID",
        "a,5,5,25.0,1,25",
        "b,1,2,2.0000001,2,",
        "c,1,1,one,nan,#REF!",
    )
    matrix = read_matrix(table, FIVE)
    assert matrix.extra_labels == ()
    found = disagreements(matrix, score_sheet(FIVE, matrix.rows))
    assert found == (
        'scores.csv, row 3, column D (risk) states "2.0000001"; recomputed it is 2.',
        'scores.csv, row 4, column F (GRID) states "#REF!"; recomputed it is 1.',
        'scores.csv, row 4, column D (risk) states "one"; recomputed it is 1.',
        'scores.csv, row 4, column E (Rank by risk) states "nan"; recomputed it is 3.',
    )


def test_it_finds_nothing_to_disagree_with_where_nothing_is_stated() -> None:
    matrix = read_matrix(table_of("issue,likelihood,impact", "a,5,5"), FIVE)
    assert disagreements(matrix, score_sheet(FIVE, matrix.rows)) == ()


def test_it_reads_a_workbook_as_it_reads_a_text_file(tmp_path: Path) -> None:
    book = xlsx_file(
        tmp_path, {"S": [["issue", "likelihood", "impact", "risk"], ["a", 5.0, "limited", 10.0]]}
    )
    text = text_file(tmp_path, "issue;likelihood;impact;risk\na;5;2;10\n")
    from_book, from_text = (read_matrix(read_table(path), FIVE) for path in (book, text))
    assert from_book.rows[0].scores == from_text.rows[0].scores
    assert disagreements(from_book, score_sheet(FIVE, from_book.rows)) == ()
    assert from_text.notices == ("scores.csv: columns are separated by semicolons.",)
