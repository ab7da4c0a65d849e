"""Scores that a consensus meeting agreed on, each with its reason."""

from decimal import Decimal

import pytest
from reading_files import FIVE, fault_of, faults_of, table_of

from commonground.documents.reading import read_agreed
from commonground.scoring.scores import AgreedScore

HEADER = "Issue,criterion,score,reason"


def test_it_reads_agreed_scores_in_the_order_of_rows() -> None:
    table = table_of(HEADER, "Fraud,Impact,limited,board", "Arson,likelihood,5,new data")
    assert read_agreed(table, FIVE) == (
        AgreedScore("Fraud", "impact", Decimal(2), "board"),
        AgreedScore("Arson", "likelihood", Decimal(5), "new data"),
    )


@pytest.mark.parametrize(
    ("rows", "parts"),
    [
        (["a,impact,1,"], ["row 2, column D (reason) is empty; expected the reason"]),
        (["a,impact,1,#REF!"], ["column D (reason) holds the formula error #REF!"]),
        ([",impact,1,x"], ["column A (Issue) is empty"]),
        (["a,cost,1,x"], ['column B (criterion) holds "cost"', '"likelihood", "impact"']),
        (["a,impact,,x"], ["column C (score) is empty", "for Impact"]),
        (["a,impact,1,x", "a,Impact,2,y"],
         ['row 3 agrees "impact" of "a" a second time, after row 2']),
    ],
)  # fmt: skip
def test_it_refuses_what_cannot_be_defended(rows: list[str], parts: list[str]) -> None:
    fault = fault_of(lambda: read_agreed(table_of(HEADER, *rows), FIVE))
    assert all(part in fault for part in parts), fault


def test_it_needs_all_four_columns() -> None:
    faults = faults_of(lambda: read_agreed(table_of("issue,criterion,score", "a,impact,1"), FIVE))
    assert ['no column "reason"' in fault for fault in faults] == [True]
