"""Names that are near to one another are found, by words or by letters; others are not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonground.rooms.issues.similar import MOST, nearness, similar

LIST = [
    "Dwelling Burglary", "Knife crime", "Cuckooing of vulnerable tenants", "Fly-tipping",
    "Child criminal exploitation and county lines", "Noise from homes and parties",
]  # fmt: skip


def near(name: str) -> list[str]:
    return similar(name, [(one, one) for one in LIST])


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("Burglaries of dwellings", "Dwelling Burglary"),
        ("knifecrime", "Knife crime"),
        ("Cuckooing", "Cuckooing of vulnerable tenants"),
        ("County lines", "Child criminal exploitation and county lines"),
        ("Fly tiping", "Fly-tipping"),
    ],
)
def test_another_wording_of_an_issue_finds_it_first(name: str, first: str) -> None:
    assert near(name)[0] == first


@pytest.mark.parametrize("name", ["Vapes sold to shops", "Spiked drinks", "of the", "", "?"])
def test_what_is_not_on_the_list_finds_nothing(name: str) -> None:
    assert near(name) == []


def test_the_same_but_for_case_and_spaces_comes_before_all_others() -> None:
    names = ["Fraud online", "Fraud against all", "FRAUD", "On-line fraud"]

    assert similar("fraud", [(one, one) for one in names])[0] == "FRAUD"
    assert nearness("fraud", "FRAUD") == 1.0


def test_a_phone_is_not_flooded() -> None:
    assert len(similar("crime", [(f"Crime {n}", n) for n in range(30)])) == MOST


@given(st.text(max_size=60), st.text(max_size=60))
def test_nearness_is_a_share_and_goes_both_ways_for_equals(one: str, other: str) -> None:
    assert 0.0 <= nearness(one, other) <= 1.0
    assert nearness(one, one) == 1.0
