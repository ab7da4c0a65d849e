"""Exports of survey tools: what stands above the header, headings, personal data and answers."""

from pathlib import Path

import pytest
from openpyxl import Workbook

from commonground.documents.reading.files.tables import Table
from commonground.documents.reading.surveys import (
    Part,
    Personal,
    answers,
    personal_data,
    read_survey,
    survey_columns,
)
from commonground.errors import BadInput

WHY = "Q3: Thinking about the place where you live, what worries you most, and why?"
NAME, EMAIL = "What is your name?", "What is your email address?"
CITIZEN_SPACE = f"""Consultation;Safer streets 2026 – exported
Exported on;3 March 2026

Response ID;Date Submitted;{NAME};{EMAIL};Organisation;{WHY};Comments;Comments
ANON-1;01/03/2026;A N Other;one@example.org;Tenants’ group;"Street lights are out by the school.
Nobody walks there after dark.";;They never came back
ANON-2;01/03/2026;;;;“Nothing works”, he said, it is the same every year;Too few buses at night;
ANON-3;02/03/2026;B N Other;two@example.org;Tenants’ group;The shop sells vapes to children;;
"""


@pytest.fixture
def citizen_space(tmp_path: Path) -> Table:
    """Return an export in the style of Citizen Space, as Excel in Western Europe saves it."""
    path = tmp_path / "responses.csv"
    path.write_bytes(CITIZEN_SPACE.encode("cp1252"))
    return read_survey(path)


@pytest.fixture
def forms(tmp_path: Path) -> Table:
    """Return a workbook as MS Forms makes it."""
    book = Workbook()
    page = book.active
    assert page is not None
    page.append(["ID", "Start time", "Completion time", "Email", "Name", "Issue",
                 "What have you seen?\xa0", "How safe do you feel?"])  # fmt: skip
    for number, said, safe in (
        (1, "Needles in the park behind the library", "Quite safe"),
        (2, "Loud cars every night until three in the morning", "Quite safe"),
        (3, None, "Not safe"),
    ):
        page.append(
            [number, "2026-03-01", "2026-03-01", "anonymous", "", "Knife crime", said, safe]
        )
    book.save(tmp_path / "forms.xlsx")
    return read_survey(tmp_path / "forms.xlsx")


def guesses(table: Table) -> dict[str, Part]:
    return {one.label: one.guess for one in survey_columns(table)}


def test_the_header_is_found_below_what_a_tool_writes_above_it(citizen_space: Table) -> None:
    assert citizen_space.header_row == 4
    assert citizen_space.header[0] == "Response ID"
    assert len(citizen_space.rows) == 3


def test_repeated_headings_are_numbered(citizen_space: Table) -> None:
    assert citizen_space.header[-2:] == ("Comments", "Comments (2)")


def test_answers_of_several_lines_and_curly_quotes_are_kept(citizen_space: Table) -> None:
    first, second = (row.cells[5] for row in citizen_space.rows[:2])

    assert first == "Street lights are out by the school.\nNobody walks there after dark."
    assert second.startswith("“Nothing works”, he said")


def test_each_column_is_guessed_and_personal_data_is_not_offered(citizen_space: Table) -> None:
    found = survey_columns(citizen_space)
    personal = {one.label: one.personal for one in found if one.personal}

    assert personal == {
        "What is your name?": Personal.NAME, "What is your email address?": Personal.EMAIL,
    }  # fmt: skip
    assert {one.example for one in found if one.personal} == {""}
    assert guesses(citizen_space) == {
        "Response ID": Part.RESPONDENT, "Date Submitted": Part.SKIP,
        "What is your name?": Part.SKIP, "What is your email address?": Part.SKIP,
        "Organisation": Part.AGENCY, WHY: Part.REMARK, "Comments": Part.REMARK,
        "Comments (2)": Part.REMARK,
    }  # fmt: skip


def test_every_answer_becomes_a_remark_with_its_question(citizen_space: Table) -> None:
    parts = {one.at: one.guess for one in survey_columns(citizen_space)}

    found = answers(citizen_space, parts)

    assert [(one.row, one.question) for one in found] == [
        (5, WHY), (5, "Comments (2)"), (6, WHY), (6, "Comments"), (7, WHY),
    ]  # fmt: skip
    assert (found[0].agency, found[0].respondent) == ("Tenants’ group", "ANON-1")


def test_a_workbook_of_ms_forms_is_read(forms: Table) -> None:
    assert guesses(forms) == {
        "ID": Part.RESPONDENT, "Start time": Part.SKIP, "Completion time": Part.SKIP,
        "Email": Part.SKIP, "Issue": Part.ISSUE, "What have you seen?": Part.REMARK,
        "How safe do you feel?": Part.SKIP,
    }  # fmt: skip
    found = answers(forms, {one.at: one.guess for one in survey_columns(forms)})
    assert [(one.respondent, one.issue) for one in found] == [
        ("1", "Knife crime"), ("2", "Knife crime"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("label", "cells", "expected"),
    [
        ("Name", ["A"], Personal.NAME),
        ("Please give your full name", ["A"], Personal.NAME),
        ("Mobile", ["x"], Personal.PHONE),
        ("Q7", ["LE1 1AA", "LE11 2BB", "none"], Personal.POSTCODE),
        ("Q8", ["one@example.org"], Personal.EMAIL),
        ("Q9", ["0116 496 0000", "07700 900123"], Personal.PHONE),
        ("What is the name of your organisation?", ["A"], None),
        ("What is the name of the issue?", ["A"], None),
        ("How often are names called in the street?", ["Often"], None),
        ("How should we address knife crime?", ["Earlier"], None),
    ],
)
def test_what_looks_like_personal_data(
    label: str, cells: list[str], expected: Personal | None
) -> None:
    assert personal_data(label, cells) == expected


def test_a_failed_formula_is_no_answer(tmp_path: Path) -> None:
    path = tmp_path / "one.csv"
    path.write_text("Issue,What worries you?\nTheft,#REF!\n", encoding="utf-8")

    assert answers(read_survey(path), {1: Part.REMARK}) == []


@pytest.mark.parametrize("text", ["", "\n\n", "Only,A,Header\n"])
def test_a_file_without_answers_is_refused_by_a_sentence(tmp_path: Path, text: str) -> None:
    path = tmp_path / "empty.csv"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(BadInput, match="expected"):
        read_survey(path)


def test_what_stands_under_no_heading_gets_the_letter_of_its_column(tmp_path: Path) -> None:
    path = tmp_path / "loose.csv"
    path.write_text("Issue,What,Why\nTheft,a,b,and more\n", encoding="utf-8")

    assert read_survey(path).header == ("Issue", "What", "Why", "Column D")
