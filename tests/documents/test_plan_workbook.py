"""A plan's workbook: what leaves comes back as it was, and every fault is told by its cell."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from plan_book_cases import LISTS, PLAN_ID, book, cell, delete_row, edit, row_id

from commonground.documents.plan.workbook import (
    SHEETS,
    Read,
    digest,
    normal,
    read_plan_workbook,
    write_plan_workbook,
)
from commonground.errors import BadInput

READ = [one for one in SHEETS if one.is_read]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "plan.xlsx"
    made.write_bytes(write_plan_workbook(book()))
    return made


def read(path: Path) -> Read:
    return read_plan_workbook(path, PLAN_ID, LISTS)


def faults(path: Path) -> tuple[str, ...]:
    with pytest.raises(BadInput) as refused:
        read(path)
    return refused.value.faults


def cells_by_id(found: Read) -> dict[str, dict[str, str]]:
    return {row.id: dict(row.cells) for row in found.rows}


def test_the_same_plan_gives_the_same_workbook() -> None:
    assert write_plan_workbook(book()) == write_plan_workbook(book())


def test_what_leaves_comes_back_as_it_was(path: Path) -> None:
    found = read(path)

    back = cells_by_id(found)
    for row in book().rows:
        sheet = next(one for one in SHEETS if one.id == row.sheet)
        if sheet.is_read:
            assert back.pop(row.id) == {one.id: row[one.id] for one in sheet.read}
    assert back == {}
    assert found.removed == ()
    assert found.exported_at == "2016-02-01T09:30:00+00:00"
    assert all(
        found.exported[row.id].has(name, text)
        for row in found.rows
        for name, text in row.cells.items()
    )


def test_it_comes_back_as_it_was_after_another_program_has_saved_it(path: Path) -> None:
    before = read(path)
    load_workbook(path).save(path)

    assert read(path) == before


def test_dates_are_dates_pounds_are_numbers_and_words_that_look_like_formulas_are_words(
    path: Path,
) -> None:
    page = load_workbook(path)["Actions"]

    assert cell(page, 2, "Due").value == datetime.fromisoformat("2016-03-31")
    assert cell(page, 2, "Cost in pounds").value == 1250.5
    assert cell(page, 2, "Cost in pounds").number_format.startswith("£")
    assert cell(page, 3, "Dependency or risk").data_type == "s"


def test_ids_are_locked_and_grey_and_what_may_be_changed_is_open(path: Path) -> None:
    page = load_workbook(path)["Actions"]

    assert page.protection.sheet
    assert cell(page, 2, "ID").protection.locked
    assert cell(page, 2, "Ref").protection.locked
    assert cell(page, 2, "ID").fill.start_color.rgb == "FFF3F2F1"
    assert not cell(page, 2, "Action").protection.locked
    # a new row may be called what it likes, and has no ID
    assert not page.column_dimensions["A"].protection.locked
    assert page.column_dimensions["Y"].protection.locked


def test_choices_are_offered_and_dates_and_numbers_held_to_what_they_are(path: Path) -> None:
    opened = load_workbook(path)
    rules = {
        str(one.sqref).rstrip("0123456789"): one
        for one in opened["Actions"].data_validations.dataValidation
    }
    kinds = sorted({one.type for one in rules.values()})

    assert kinds == ["date", "decimal", "list", "whole"]
    status = next(one for one in rules.values() if one.formula1 == "'Lists'!$E$2:$E$6")
    assert status.type == "list"
    assert [opened["Lists"].cell(row, 5).value for row in (1, 2)] == ["Statuses", "Not started"]


def test_the_plan_and_the_versions_go_with_it(path: Path) -> None:
    opened = load_workbook(path)

    facts = {row[0].value: row[1].value for row in opened["Read me"].iter_rows(max_row=8)}
    assert facts["Plan ID"] == PLAN_ID
    assert opened["As exported"].sheet_state == "hidden"
    assert "OFFICIAL" in str(opened["Read me"].HeaderFooter.oddHeader)


def test_an_edit_and_a_new_row_are_read(path: Path) -> None:
    edit(path, "Actions", {
        (2, "Due"): date(2016, 5, 31), (2, "Status"): "at risk", (2, "Staff days"): "Police: 4",
        (4, "Action"): "Meet the bank", (4, "Ref"): "n1", (4, "Recommendations"): "R1, r2",
        (4, "Lead agency"): "police", (4, "Status"): "Not started", (4, "Marking"): "OFFICIAL",
        (4, "Due"): "30/06/2016", (4, "Next review"): "1 June 2016",
        (4, "Cost in pounds"): "£1,200",
    })  # fmt: skip
    edit(path, "Milestones", {(3, "Action"): "N1", (3, "Milestone"): "Find somebody there"})
    edit(path, "Readings", {
        (3, "Measure"): "a1: people referred", (3, "Date"): date(2016, 3, 1), (3, "Value"): 7.25,
    })  # fmt: skip
    found = read(path)

    changed = cells_by_id(found)[row_id(3)]
    assert (changed["due_on"], changed["status"]) == ("2016-05-31", "At risk")
    assert changed["staff_days"] == "Police: 4"
    new = [row for row in found.rows if not row.id]
    assert [row.sheet for row in new] == ["actions", "milestones", "readings"]
    assert new[0]["recommendations"] == "R1; R2"
    assert (new[0]["lead_agency"], new[0]["due_on"], new[0]["review_on"], new[0]["cost"]) == (
        "Police", "2016-06-30", "2016-06-01", "1200",
    )  # fmt: skip
    assert new[1]["action"] == "N1"
    assert new[2]["value"] == "7.25"


def test_a_row_that_was_taken_out_is_told(path: Path) -> None:
    delete_row(path, "Milestones", 2)

    assert read(path).removed == (row_id(5),)


@pytest.mark.parametrize(
    ("sheet", "cells", "sentence"),
    [
        (
            "Actions", {(2, "Start"): date(2016, 6, 1)},
            'sheet Actions, row 2, column J (Due) holds "2016-03-31", before the start in the same'
            " row, 2016-06-01; expected a later day.",
        ),
        (
            "Actions", {(2, "Lead agency"): "Nowhere Council"},
            'sheet Actions, row 2, column D (Lead agency) holds "Nowhere Council"; expected one of'
            ' "Addaction", "Bristol Drugs Project", "Police", "Social Services".',
        ),
        (
            "Actions", {(2, "Supporting agencies"): "Police; Nobody"},
            'column G (Supporting agencies) holds "Police; Nobody"; expected one of "Addaction"',
        ),
        (
            "Actions", {(2, "Lead person"): "Kim Stranger"},
            'column F (Lead person) holds "Kim Stranger"; expected one of "Alex Reed"',
        ),
        (
            "Actions", {(2, "Due"): "soon"},
            'column J (Due) holds "soon"; expected a date, such as 30/04/2026.',
        ),
        ("Actions", {(2, "Due"): "31/02/2016"}, "expected a date, such as 30/04/2026."),
        ("Actions", {(2, "Due"): "1/1/1066"}, "expected a date from 1990 to 2199."),
        (
            "Actions", {(2, "Cost in pounds"): -5},
            'holds "-5"; expected pounds, such as 1250 or 1250.50.',
        ),
        ("Actions", {(2, "Cost in pounds"): "a lot"}, "expected pounds, such as 1250"),
        (
            "Actions", {(2, "Reviewed every so many months"): 61},
            "expected a whole number from 1 to 60.",
        ),
        ("Actions", {(2, "Staff days"): "Police"}, "and its days, such as Police: 2.5"),
        ("Actions", {(2, "Staff days"): "Police: few"}, "a number of days behind each agency"),
        ("Actions", {(2, "Staff days"): "Police: 1; police: 2"}, "expected each agency once."),
        ("Actions", {(2, "Action"): None}, "column B (Action) is empty; expected something."),
        (
            "Actions", {(2, "Status"): "Stopped"},
            "column N (Reason for the status) is empty; expected why the action was stopped.",
        ),
        (
            "Actions", {(2, "Assumed effect"): "Less of it"},
            "column W (Who assumes it) is empty; expected who assumes the effect.",
        ),
        (
            "Actions", {(2, "Recommendations"): "R9"},
            'column C (Recommendations) names "R9", and the sheet Recommendations has no such row',
        ),
        (
            "Actions", {(2, "Ref"): "A7"},
            'column A (Ref) holds "A7", which is not what the row left with',
        ),
        ("Actions", {(2, "What was learnt"): "x" * 4_001}, "at most 4,000 characters, not 4,001."),
        ("Actions", {(2, "Resources"): "#REF!"}, 'holds "#REF!"; expected what the formula'),
        (
            "Actions", {(2, "Resources"): "=1+1"},
            "is empty. The cell holds a formula that no spreadsheet has computed yet",
        ),
        (
            "Actions", {(2, "ID"): row_id(99)},
            f'column Y (ID) holds "{row_id(99)}", which is not the ID of any row',
        ),
        ("Actions", {(2, "ID"): row_id(1)}, "which is not the ID of any row"),
        ("Actions", {(3, "ID"): row_id(3)}, "column Y (ID) holds the ID of row 2"),
        (
            "Actions", {(2, "ID"): None, (2, "Ref"): "A2"},
            'column A (Ref) holds "A2", as row 2 does; expected each Ref once.',
        ),
        ("Milestones", {(2, "Action"): "A2"}, "which is not what the row left with"),
        ("Milestones", {(3, "Action"): "A9", (3, "Milestone"): "x"}, 'names "A9"'),
        (
            "Measures", {(2, "Date of the target"): date(2015, 1, 1)},
            "before the date of the baseline",
        ),
        ("Measures", {(2, "Target"): 1.2345}, "expected a number of at most three decimals."),
        (
            "Readings",
            {(3, "Measure"): "A2: Reach", (3, "Date"): date(2016, 3, 1), (3, "Value"): 33},
            'sheet Readings, row 3, column C (Value) holds "33", and the measure has no unit;'
            " expected one in row 3 of the sheet Measures",
        ),
        ("Readings", {(2, "Value"): 6}, "was changed, and a reading is never changed"),
        ("Readings", {(3, "Measure"): "A1: Moods", (3, "Date"): date(2016, 3, 1), (3, "Value"): 3},
         'names "A1: Moods", and the sheet Measures has no such row'),
        ("Recommendations", {(2, "Strand"): "Persuade"}, "expected one of \"Pursue\", \"Prevent\""),
        ("Recommendations", {(2, "Priority"): 0}, "expected a whole number from 1 to 999."),
        ("Read me", {(7, "Entry"): row_id(9)}, "the workbook is of another plan, \"Plan 2016\""),
        ("Read me", {(7, "Entry"): None}, "names no plan"),
        ("As exported", {(2, "Version"): "two"}, "expected this sheet as it was written"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_by_its_cell(
    path: Path, sheet: str, cells: dict[tuple[int, str], object], sentence: str
) -> None:
    edit(path, sheet, cells)

    told = faults(path)
    assert any(sentence in one for one in told), told
    assert all(one.startswith("plan.xlsx, sheet ") for one in told)


def test_all_faults_are_told_at_once(path: Path) -> None:
    edit(path, "Actions", {(2, "Due"): "soon", (3, "Status"): "fine", (3, "Lead agency"): "?"})
    edit(path, "Milestones", {(2, "Milestone"): None})
    edit(path, "Readings", {(3, "Measure"): "A2: Reach", (3, "Date"): "never", (3, "Value"): 1})

    assert len(faults(path)) == 6


def test_a_sheet_or_a_column_that_is_gone_is_told(path: Path) -> None:
    opened = load_workbook(path)
    del opened["Milestones"]
    opened["Actions"].delete_cols(10)
    opened.save(path)

    told = faults(path)
    assert any('has no sheet "Milestones"' in one for one in told)
    assert any('has no column "Due"' in one for one in told)


def test_no_workbook_of_a_plan_at_all_is_told(tmp_path: Path) -> None:
    other = tmp_path / "plan.csv"
    other.write_text("Action\nMeet\n")

    assert faults(other) == ("plan.csv is a text file and has no sheets; expected an .xlsx.",)


def test_an_agency_that_left_meanwhile_is_no_fault_where_nothing_was_changed(path: Path) -> None:
    fewer = {**LISTS, "agencies": ("Police",)}

    found = read_plan_workbook(path, PLAN_ID, fewer)
    assert cells_by_id(found)[row_id(3)]["lead_agency"] == "Social Services"


def test_a_plan_with_nothing_in_it_goes_out_and_comes_back(tmp_path: Path) -> None:
    empty = tmp_path / "empty.xlsx"
    empty.write_bytes(write_plan_workbook(replace(book(), rows=())))

    assert read(empty).rows == ()


@given(st.text(max_size=60))
def test_a_text_that_was_read_is_as_it_was(text: str) -> None:
    assert normal(normal(text)) == normal(text)
    assert digest(normal(text)) == digest(text)
