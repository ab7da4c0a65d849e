"""A ranking as it is stored, and how two of them are told apart."""

import json
from dataclasses import dataclass, replace
from decimal import Decimal

import pytest
from consultations import invented_cube, rank, small_method
from hypothesis import given, settings
from hypothesis import strategies as st

from commonground.scoring.digests import Plain, digest
from commonground.scoring.frozen import FORMAT, KIND, differences, frozen, to_plain
from commonground.scoring.results import Band


@dataclass(frozen=True)
class Kept:
    score: Decimal
    band: Band


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, None),
        (True, True),
        (3, 3),
        ("three", "three"),
        (Band.IN, "In"),
        (0.1 + 0.2, 0.3),
        (float("nan"), None),
        (Decimal("14.40"), "14.4"),
        ({1: (Decimal("2.0"),)}, {"1": ["2"]}),
        ([Kept(Decimal(1), Band.OUT)], [{"score": "1", "band": "Out"}]),
    ],
)
def test_every_value_has_one_plain_form(value: object, expected: object) -> None:
    assert to_plain(value) == expected
    assert type(to_plain(value)) is type(expected)


def test_what_a_ranking_never_holds_is_refused() -> None:
    with pytest.raises(TypeError, match="a ranking holds no set"):
        to_plain({"x": {1, 2}})


def test_a_saved_ranking_says_what_it_is_and_carries_its_digest() -> None:
    ranking = rank(small_method(), invented_cube(small_method(), 1))

    found = frozen(ranking, {"commonground": "1"})

    assert (found["kind"], found["format"]) == (KIND, FORMAT)
    assert found["versions"] == {"commonground": "1"}
    content = {
        key: value
        for key, value in found.items()
        if key not in ("kind", "format", "sha256", "versions")
    }
    assert found["sha256"] == digest(content)
    assert frozen(ranking, {"commonground": "2"})["sha256"] == found["sha256"]
    other = replace(ranking, expected_swaps=9.0)
    assert frozen(other, {})["sha256"] != found["sha256"]


def test_what_is_saved_is_strict_json_that_comes_back_the_same() -> None:
    ranking = rank(small_method(), invented_cube(small_method(), 1))
    found = frozen(ranking, {})

    read = json.loads(json.dumps(found, allow_nan=False))

    assert list(differences(read, found)) == []


@pytest.mark.parametrize(
    ("saved", "computed", "sentences"),
    [
        ({"a": 1}, {"a": 1}, []),
        ({"a": 1}, {"a": 2}, ["a: saved 1, recomputed 2"]),
        ({"a": 1}, {}, ["a: saved, but not recomputed"]),
        ({}, {"a": 1}, ["a: recomputed, but not saved"]),
        ({"a": [1, 2]}, {"a": [1, 3]}, ["a[1]: saved 2, recomputed 3"]),
        ({"a": [1]}, {"a": [1, 2]}, ["a: saved [1], recomputed [1, 2]"]),
        ({"a": {"b": None}}, {"a": {"b": 0}}, ["a.b: saved null, recomputed 0"]),
        ({"a": 1}, {"a": 1.0}, ["a: saved 1, recomputed 1.0"]),
        ({"a": True}, {"a": 1}, ["a: saved true, recomputed 1"]),
        ({"a": {}}, {"a": []}, ["a: saved {}, recomputed []"]),
        (
            {"b": 1, "a": 2},
            {"a": 3, "b": 1},
            ["a: saved 2, recomputed 3"],
        ),
    ],
)
def test_a_difference_is_told_by_its_place(
    saved: Plain, computed: Plain, sentences: list[str]
) -> None:
    assert list(differences(saved, computed)) == sentences


def test_a_long_difference_is_cut_short() -> None:
    [sentence] = differences("x" * 500, "y")

    assert sentence == f': saved "{"x" * 76}..., recomputed "y"'


plain = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.text(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=2), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(left=plain, right=plain)
@settings(max_examples=60)
def test_two_values_differ_exactly_where_their_json_does(left: Plain, right: Plain) -> None:
    same = json.dumps(left, sort_keys=True) == json.dumps(right, sort_keys=True)

    assert (list(differences(left, right)) == []) == same
    assert (digest(left) == digest(right)) == same
