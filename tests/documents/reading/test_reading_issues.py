"""A long list of issues: names and themes, each issue once, in one spelling."""

from dataclasses import replace

import pytest
from reading_files import fault_of, faults_of, table_of

from commonground.documents.reading import read_issues
from commonground.scoring.scores import Issue


def test_it_reads_issues_and_themes_in_the_order_of_rows() -> None:
    table = table_of("Theme,note,ISSUE", "Fire,x,Arson", ",y,Fraud", "Fire,,Bin fires")
    assert read_issues(table) == (
        Issue("Arson", "Fire"),
        Issue("Fraud", ""),
        Issue("Bin fires", "Fire"),
    )


def test_it_needs_no_theme_column() -> None:
    assert read_issues(table_of("issue", "Arson", "Fraud")) == (Issue("Arson"), Issue("Fraud"))


def test_it_needs_an_issue_column() -> None:
    fault = fault_of(lambda: read_issues(table_of("name,theme", "Arson,Fire")))
    assert fault == 'scores.csv, row 1 has no column "issue"; its columns are "name", "theme".'


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (["Arson", ""], "row 3, column A (issue) is empty; expected the issue's name."),
        (["#REF!", "Arson"], "row 2, column A (issue) holds the formula error #REF!; "
                             "expected the issue's name."),
        (["Arson", "Fraud", "Arson"], 'row 4, column A (issue): the issue "Arson" is already in '
                                      "row 2; expected each issue once."),
        (["Arson", "ARSON"], 'row 3: the issue "ARSON" differs only by case or spaces from '
                             '"Arson" in row 2; expected one spelling for one issue.'),
        (["Bin fires", "Bin  fires"], 'row 3: the issue "Bin  fires" differs only by case or '
                                      'spaces from "Bin fires" in row 2; expected one spelling '
                                      "for one issue."),
    ],
)  # fmt: skip
def test_it_refuses_a_name_that_is_none_or_comes_again(names: list[str], said: str) -> None:
    table = table_of("issue,theme", *(f"{name},Fire" for name in names))
    assert fault_of(lambda: read_issues(table)) == f"scores.csv, {said}"


def test_it_reports_every_fault_at_once() -> None:
    table = table_of("issue,theme", ",Fire", "Arson,", "arson,", "Arson,")
    assert len(faults_of(lambda: read_issues(table))) == 3


def test_it_says_where_a_name_waits_to_be_computed() -> None:
    table = replace(table_of("issue,theme", ",Fire"), uncomputed=frozenset({(2, 0)}))
    assert "no spreadsheet has computed yet" in fault_of(lambda: read_issues(table))
