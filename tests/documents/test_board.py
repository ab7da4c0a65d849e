"""The shortlist as the board left it, and the decisions as a file."""

from datetime import date

from report_rankings import ranked

from commonground.documents.board import (
    Decision,
    decision_table,
    shortlist,
    shortlist_table,
    standing,
)
from commonground.documents.flat import csv_text

RANKING, _METHOD = ranked()
NAMES = [one.issue for one in RANKING.issues]


def decision(number: int, place: int, *, is_in: bool, reason: str = "Because") -> Decision:
    one = RANKING.issues[place]
    return Decision(
        number, one.issue, one.rank, one.certainty.band.value, is_in, reason, "The board",
        date(2027, 3, 3),
    )  # fmt: skip


def test_without_decisions_the_shortlist_is_the_rankings() -> None:
    found = shortlist(RANKING, [])

    assert [one.issue for one in found] == NAMES[: RANKING.shortlist_length]
    assert all(one.decision is None for one in found)


def test_what_was_taken_out_goes_and_what_was_taken_in_comes_in_rank_order() -> None:
    moves = [decision(1, 0, is_in=False), decision(2, 6, is_in=True)]

    found = shortlist(RANKING, moves)

    assert [one.issue for one in found] == [*NAMES[1:3], NAMES[6]]
    assert [row[4] for row in shortlist_table(found).rows] == [
        "rank", "rank", "decision of the board",
    ]  # fmt: skip


def test_the_latest_decision_on_an_issue_stands_in_whatever_order_they_come() -> None:
    moves = [decision(2, 0, is_in=True), decision(1, 0, is_in=False)]

    assert standing(moves)[NAMES[0]].number == 2
    assert NAMES[0] in {one.issue for one in shortlist(RANKING, moves)}


def test_files_of_decisions_hold_text_alone_and_have_a_header_even_when_empty() -> None:
    said = csv_text(decision_table([decision(1, 0, is_in=False, reason="=1+1")]))

    assert "'=1+1" in said
    assert csv_text(decision_table([])).startswith("number,issue,rank,band,direction,reason")
    assert csv_text(shortlist_table([])).startswith("issue,theme,rank,band,on_it_by")
