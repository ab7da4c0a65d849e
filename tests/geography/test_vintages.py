"""Codes of 2011 are carried to 2021 by whole areas, and nothing is lost on the way."""

import time
from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonground.errors import BadInput
from commonground.geography.cube_facts import Vintage
from commonground.geography.lookup_files import components, lsoa_rows
from commonground.geography.vintages import (
    JOIN,
    OUTSIDE,
    UNKNOWN_AREA,
    area_name,
    carried,
    counts_in,
    vintage_of,
)

ALL = tuple(lsoa_rows())
CHANGED_2011 = tuple(sorted(code for code in components() if code not in lsoa_rows()))
SAME = tuple(code for code in ALL if code not in components())
SOME = tuple(sorted({one for code in CHANGED_2011[::40] for one in components()[code].now}))

birmingham = tuple(code for code, row in lsoa_rows().items() if row.name.startswith("Birmingham "))

some_codes = st.lists(
    st.sampled_from(CHANGED_2011[::40] + SOME + SAME[:20] + ("", "E09999999", "W01")), max_size=40
)
some_area = st.lists(st.sampled_from(SOME + SAME[:20]), unique=True, max_size=60)


def test_a_split_area_is_joined_where_a_code_of_2011_needs_it() -> None:
    split = carried(["E01009121", "E01033561", "E01008881"], birmingham)
    # E01009121 was split into two, of the look-up of the ONS
    joined = JOIN.join(components()["E01009121"].now)
    assert split.into[0] >= 0
    assert split.areas[split.into[0]] == joined
    assert split.joined[split.into[0]]
    assert split.names[split.into[0]].count("Birmingham") == joined.count("E")


def test_without_codes_of_2011_every_area_stays_itself() -> None:
    alone = carried(birmingham, birmingham)
    assert alone.areas == birmingham
    assert not alone.joined.any()
    assert alone.into.tolist() == list(range(len(birmingham)))


def test_a_code_of_2021_counts_in_the_joined_area_that_another_row_needs() -> None:
    before = "E01009121"
    now = components()[before].now
    both = carried([before, *now], birmingham)
    assert len(set(both.into.tolist())) == 1
    assert len(both.areas) == len(birmingham) - len(now) + 1


def test_merged_areas_count_in_the_one_that_they_became() -> None:
    merged = next(one for one in components().values() if len(one.now) == 1)
    found = carried(merged.before, merged.now)
    assert found.areas == merged.now
    assert found.into.tolist() == [0] * len(merged.before)
    assert not found.joined.any()


def test_what_reaches_over_a_border_is_outside_and_joins_nothing() -> None:
    # Gateshead 024C was redrawn with a part of Northumberland, of the look-up of the ONS
    gateshead = tuple(code for code, row in lsoa_rows().items() if row.name.startswith("Gateshead"))
    found = carried(["E01008187", "E01035624"], gateshead)
    assert found.into[0] == OUTSIDE
    assert found.areas[found.into[1]] == "E01035624"
    assert not found.joined.any()


def test_codes_of_another_place_and_codes_of_none_are_told_apart() -> None:
    found = carried(["W01000003", "", "E01999999", "Birmingham 001A"], birmingham)
    assert found.into.tolist() == [OUTSIDE, UNKNOWN_AREA, UNKNOWN_AREA, UNKNOWN_AREA]


@pytest.mark.parametrize(
    ("area", "said"),
    [
        (["E01008881", "E01008881"], "The area names an LSOA twice."),
        (["E01009121"], "E01009121 is no LSOA of 2021."),
    ],
)
def test_an_area_is_of_lsoas_of_2021_each_once(area: list[str], said: str) -> None:
    with pytest.raises(BadInput, match=said):
        carried([], area)


@pytest.mark.parametrize(
    ("codes", "vintage"),
    [
        (["E01008881", "E01009121"], Vintage.OF_2011),
        (["E01008881", "E01033561"], Vintage.EITHER),
        (["E01008881", "E01034473"], Vintage.OF_2021),
        (["E01009121", "E01034473"], Vintage.MIXED),
        (["E01008881"], Vintage.EITHER),
        (["", "nowhere"], Vintage.NONE),
        ([], Vintage.NONE),
    ],
)
def test_the_vintage_is_told_by_the_codes_of_one_census_alone(
    codes: list[str], vintage: Vintage
) -> None:
    assert vintage_of(codes) is vintage


def test_what_covers_the_same_ground_shares_no_code_with_another() -> None:
    all_of = {one.now: one for one in components().values()}.values()
    for codes in ([code for one in all_of for code in one.now],
                  [code for one in all_of for code in one.before]):  # fmt: skip
        assert max(Counter(codes).values()) == 1
    assert len({code for one in all_of for code in one.before}) == 1106
    assert len({code for one in all_of for code in one.now}) == 2025


@given(some_codes, some_area)
def test_every_code_counts_once_and_every_area_stays_within_the_chosen_one(
    codes: list[str], area: list[str]
) -> None:
    found = carried(codes, area)
    members = [code for one in found.areas for code in one.split(JOIN)]
    assert sorted(members) == sorted(area)
    assert found.into.shape == (len(codes),)
    assert (found.into < len(found.areas)).all()
    for code, place in zip(codes, found.into, strict=True):
        if place >= 0:
            assert code in found.areas[place] or code in components()
        if code in area:
            assert place >= 0
        if code in lsoa_rows() or code in components():
            assert place != UNKNOWN_AREA


@given(some_codes, some_area)
def test_a_code_counts_only_where_all_of_its_ground_is(codes: list[str], area: list[str]) -> None:
    found = carried(codes, area)
    for code, place in zip(codes, found.into, strict=True):
        if place >= 0 and code not in lsoa_rows():
            assert set(components()[code].now) <= set(found.areas[place].split(JOIN))


@given(st.lists(st.sampled_from(SAME), unique=True, min_size=1, max_size=30))
def test_codes_that_never_changed_are_carried_to_themselves(codes: list[str]) -> None:
    found = carried(codes, codes)
    assert found.areas == tuple(codes)
    assert np.array_equal(found.into, np.arange(len(codes)))


@given(some_codes, some_area)
def test_carrying_into_areas_that_are_joined_already_says_the_same(
    codes: list[str], area: list[str]
) -> None:
    found = carried(codes, area)
    assert np.array_equal(counts_in(codes, found.areas), found.into)


def test_a_country_is_carried_in_a_moment() -> None:
    codes = [*SAME, *CHANGED_2011]
    carried(codes, ALL)
    start = time.perf_counter()
    found = carried(codes, ALL)
    assert time.perf_counter() - start < 1  # a tenth of it and less on a quiet machine
    assert (found.into >= 0).all()


def test_an_area_without_a_name_is_called_by_its_code() -> None:
    assert area_name("E01008881+X") == f"{lsoa_rows()['E01008881'].name} + X"
