"""The comparison of two cycles as a file."""

from commonground.documents.cycles import HEADER, comparison_table
from commonground.documents.flat import csv_text
from commonground.scoring.cycles import Difference, Part, Place, compare
from commonground.scoring.results import Band


def at(key: str, rank: int) -> Place:
    return Place(key, f"=Issue {key}", rank, rank, rank, Band.IN, in_shortlist=True)


def test_each_pair_has_a_row_and_what_means_nothing_is_empty() -> None:
    then, now = [at("a", 1), at("b", 2), at("c", 3)], [at("c", 1), at("ab", 2), at("n", 3)]

    table = comparison_table(compare(then, now, [("a", "ab"), ("b", "ab")]))

    rows = [dict(zip(table.header, row, strict=True)) for row in table.rows]
    assert table.header == HEADER
    assert [(row["fate"], row["issue_then"]) for row in rows] == [
        ("same", "=Issue c"), ("merged", "=Issue a"), ("merged", "=Issue b"), ("new", ""),
    ]  # fmt: skip
    assert rows[0]["places_risen"] == "0"
    assert {row["places_risen"] for row in rows[1:]} == {""}
    assert "'=Issue c" in csv_text(table)


def test_between_other_methods_no_difference_is_written() -> None:
    table = comparison_table(
        compare([at("a", 1)], [at("a", 1)], [], [Difference(Part.RULES, "One", "Another")])
    )

    assert table.rows[0][-4:] == ("", "", "", "not_comparable")
