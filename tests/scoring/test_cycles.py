"""Two cycles held against each other: what moved, what became of what, and what cannot be said."""

from dataclasses import replace
from decimal import Decimal

import pytest
from consultations import invented_cube, rank, small_method
from hypothesis import given
from hypothesis import strategies as st

from commonground.scoring.cycles import (
    Change,
    Comparison,
    Difference,
    Fate,
    Part,
    Place,
    compare,
    differences,
    places,
)
from commonground.scoring.results import Band, Basis, LocalFactor


def at(key: str, rank: int, low: int | None = None, high: int | None = None) -> Place:
    return Place(key, f"Issue {key}", rank, low, high, Band.CONTESTED, rank <= 2)


def listed(*keys: str) -> list[Place]:
    return [at(key, rank, rank, rank) for rank, key in enumerate(keys, start=1)]


def fates(found: Comparison) -> dict[str, Fate]:
    return {"+".join(one.key for one in (row.now or row.then)): row.fate for row in found.rows}


def test_what_moved_is_higher_or_lower_only_where_the_likely_ranks_are_apart() -> None:
    then = [at("a", 1, 1, 2), at("b", 2, 1, 3), at("c", 3, 3, 4), at("d", 4, 3, 4)]
    now = [at("c", 1, 1, 2), at("b", 2, 1, 3), at("a", 3, 3, 4), at("d", 4, 4, 4)]

    found = compare(then, now, [])

    assert [(row.now[0].key, row.change, row.moved) for row in found.rows] == [
        ("c", Change.HIGHER, 2),
        ("b", Change.WITHIN_CHANCE, 0),
        ("a", Change.LOWER, -2),
        ("d", Change.WITHIN_CHANCE, 0),
    ]


def test_places_are_counted_among_the_issues_that_both_lists_have() -> None:
    found = compare(listed("x", "y", "a", "b"), listed("b", "z", "a"), [])

    places_of = {row.now[0].key: (row.place_then, row.place_now) for row in found.rows if row.now}
    assert places_of["a"] == (1, 2)
    assert places_of["b"] == (2, 1)
    assert places_of["z"] == (None, None)
    assert found.shared == 2
    assert fates(found) == {
        "b": Fate.SAME, "z": Fate.NEW, "a": Fate.SAME, "x": Fate.GONE, "y": Fate.GONE,
    }  # fmt: skip


def test_an_issue_pushed_down_by_new_ones_alone_is_not_said_to_have_fallen() -> None:
    found = compare(listed("a", "b"), listed("n", "m", "a", "b"), [])

    a = next(row for row in found.rows if row.now and row.now[0].key == "a")
    assert a.moved == 0
    assert a.change is Change.NOT_TOLD


def test_wide_ranges_that_meet_whatever_came_are_within_chance() -> None:
    then, now = [at("a", 5, 1, 20)], [at("n", 1), at("a", 9, 2, 18)]

    assert compare(then, now, []).rows[-1].change is Change.WITHIN_CHANCE


def test_ties_share_a_place() -> None:
    then = [at("x", 1), at("a", 2), at("b", 2), at("c", 4)]

    found = compare(then, [at("c", 1), at("a", 2), at("b", 3)], [])

    assert {row.then[0].key: row.place_then for row in found.rows if row.now} == {
        "a": 1, "b": 1, "c": 3,
    }  # fmt: skip


def test_merged_issues_stand_with_what_they_became_and_nothing_is_subtracted() -> None:
    found = compare(listed("a", "b", "c"), listed("c", "ab"), [("a", "ab"), ("b", "ab")])

    assert fates(found) == {"c": Fate.SAME, "ab": Fate.MERGED}
    merged = found.rows[1]
    assert [one.key for one in merged.then] == ["a", "b"]
    assert (merged.moved, merged.change) == (None, None)


def test_a_split_issue_stands_with_its_parts() -> None:
    found = compare(listed("a", "b"), listed("a1", "b", "a2"), [("a", "a1"), ("a", "a2")])

    assert [(row.fate, len(row.then), len(row.now)) for row in found.rows] == [
        (Fate.SPLIT, 1, 2), (Fate.SAME, 1, 1),
    ]  # fmt: skip


def test_what_it_became_is_followed_through_issues_that_neither_list_has() -> None:
    found = compare(listed("a"), listed("z"), [("a", "m"), ("m", "z")])

    assert fates(found) == {"z": Fate.BECAME}


def test_a_trail_that_goes_round_ends() -> None:
    assert fates(compare(listed("a"), listed("b"), [("a", "b"), ("b", "a")])) == {"b": Fate.BECAME}


def test_nothing_is_subtracted_between_other_methods() -> None:
    differ = [Difference(Part.METHOD, "One", "Another")]

    found = compare(listed("a", "b"), listed("b", "a"), [], differ)

    assert not found.is_comparable
    assert {row.change for row in found.rows} == {Change.NOT_COMPARABLE}
    assert all(row.moved is None for row in found.rows)


def test_another_length_of_the_shortlist_is_said_and_stops_nothing() -> None:
    found = compare(listed("a"), listed("a"), [], [Difference(Part.LENGTH, "30", "20")])

    assert found.is_comparable
    assert found.rows[0].moved == 0


def test_without_likely_ranks_nothing_is_said_of_chance() -> None:
    assert compare([at("a", 1)], [at("a", 1)], []).rows[0].change is Change.NOT_TOLD


def test_a_name_may_change_while_the_issue_stays() -> None:
    found = compare([at("a", 1, 1, 1)], [replace(at("a", 1, 1, 1), issue="Renamed")], [])

    assert [row.fate for row in found.rows] == [Fate.SAME]


def test_differences_are_named_part_by_part() -> None:
    inputs = rank(small_method(), invented_cube(small_method(), 1)).inputs
    other = replace(
        inputs,
        method=replace(inputs.method, sha256="0" * 64),
        rules=replace(inputs.rules, sha256="0" * 64),
        local_factors=(LocalFactor(3, Decimal("0.80"), "The board"),),
        top=inputs.top + 1,
    )

    assert not list(differences(inputs, replace(inputs, seed=7, scores_sha256="other")))
    found = list(differences(inputs, other))
    assert [one.part for one in found] == list(Part)
    assert found[1].now == "3 = 0.8"
    assert found[0].then != found[0].now


@pytest.mark.parametrize("basis", [Basis.EACH_AGENCY_LEFT_OUT, Basis.NONE])
def test_ranges_that_are_no_probabilities_are_not_held_against_each_other(basis: Basis) -> None:
    ranking = rank(small_method(), invented_cube(small_method(), 1))
    keys = {one.issue: one.issue for one in ranking.issues}

    found = places(replace(ranking, basis=basis), keys)

    assert all(one.low is None and one.high is None for one in found)
    assert [one.rank for one in found] == [one.rank for one in ranking.issues]


@given(st.permutations("abcdefg"), st.permutations("abcdefg"), st.integers(0, 7), st.integers(0, 7))
def test_every_issue_of_both_lists_stands_in_exactly_one_row(
    then: list[str], now: list[str], old: int, new: int
) -> None:
    found = compare(listed(*then[:old]), listed(*now[:new]), [("a", "b"), ("c", "d"), ("c", "e")])

    assert sorted(one.key for row in found.rows for one in row.then) == sorted(then[:old])
    assert sorted(one.key for row in found.rows for one in row.now) == sorted(now[:new])
    assert sum(row.moved or 0 for row in found.rows) == 0
    back = compare(listed(*now[:new]), listed(*then[:old]), [])
    forth = compare(listed(*then[:old]), listed(*now[:new]), [])
    assert forth.shared == back.shared
