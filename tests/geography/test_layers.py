"""Figures by code are put onto areas whole: sums of counts, means of indicators by residents."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonground.geography.layers import mean_on, summed_on
from commonground.geography.levels import Level, area_names, is_known, level_of, level_of_most
from commonground.geography.lookup_files import components, lsoa_rows
from commonground.geography.lookups import YEAR
from commonground.geography.vintages import JOIN
from commonground.geography.vulnerability import Indicator, Scale, Worse, composite

BEFORE, NOW = "E01009121", ("E01034913", "E01034914")
JOINED = JOIN.join(NOW)
MERGED = next(one for one in components().values() if len(one.now) == 1)
SAME = tuple(code for code in lsoa_rows() if code not in components())[:8]


def test_residents_of_a_joined_area_are_added() -> None:
    found = summed_on([*NOW, SAME[0]], [1000, 1500, 800], [JOINED, SAME[0]])
    assert found.values.tolist() == [2500, 800]
    assert (found.without, found.combined, found.outside, found.unknown) == (0, 1, 0, 0)
    assert found.notes() == ("The figure of 1 joined area is the sum of its parts.",)


def test_an_indicator_of_a_joined_area_is_the_mean_of_its_parts_by_residents() -> None:
    found = mean_on(NOW, [10, 20], [JOINED], {NOW[0]: 1000, NOW[1]: 3000})
    assert found.values.tolist() == [17.5]
    assert found.notes() == (
        "The figure of 1 joined area is the mean of its parts by residents.",
    )  # fmt: skip


def test_without_residents_of_each_part_there_is_no_mean() -> None:
    found = mean_on(NOW, [10, 20], [JOINED], {NOW[0]: 1000})
    assert np.isnan(found.values).all()
    assert found.notes() == ("1 area has no figure.",)


def test_half_an_area_is_never_the_whole() -> None:
    assert np.isnan(summed_on(NOW[:1], [1000], [JOINED]).values).all()
    assert np.isnan(mean_on(NOW[:1], [10], [JOINED], {NOW[0]: 1000}).values).all()


def test_a_figure_of_2011_is_that_of_the_joined_area_and_of_none_of_its_parts() -> None:
    assert mean_on([BEFORE], [7], [JOINED], {}).values.tolist() == [7]
    alone = mean_on([BEFORE], [7], NOW, {})
    assert np.isnan(alone.values).all()
    assert alone.outside == 1


def test_a_figure_of_both_censuses_for_the_same_ground_is_not_counted_twice() -> None:
    assert np.isnan(summed_on([BEFORE, *NOW], [3, 1, 2], [JOINED]).values).all()


def test_areas_that_were_merged_are_added_only_all_together() -> None:
    ones = [1.0] * len(MERGED.before)
    assert summed_on(MERGED.before, ones, MERGED.now).values.tolist() == [len(ones)]
    assert np.isnan(summed_on(MERGED.before[:1], ones[:1], MERGED.now).values).all()


def test_an_unknown_part_makes_the_sum_unknown() -> None:
    assert np.isnan(summed_on(NOW, [1, np.nan], [JOINED]).values).all()


def test_counts_by_period_are_added_for_each() -> None:
    values = np.array([[1, 2], [np.nan, 5]])
    found = summed_on(NOW, values, [JOINED, SAME[0]])
    assert np.isnan(found.values[0, 0])
    assert found.values[0, 1] == 7
    assert np.isnan(found.values[1]).all()
    assert found.without == 1


def test_wards_and_districts_have_figures_of_their_own_codes() -> None:
    wards = ["E05001178", "E05011118"]
    found = summed_on([wards[1], "E05009862", "E05999999"], [4, 1, 1], wards)
    assert np.array_equal(found.values, [np.nan, 4], equal_nan=True)
    assert (found.outside, found.unknown) == (1, 1)


def test_other_areas_and_codes_of_none_are_counted() -> None:
    found = mean_on([SAME[0], SAME[1], "E01999999"], [1, 2, 3], [SAME[0]], {})
    assert (found.outside, found.unknown) == (1, 1)
    assert found.notes() == ("1 code is of no area that is known.",)


def test_a_figure_for_each_code_is_needed() -> None:
    with pytest.raises(ValueError, match="2 codes have values"):
        summed_on(NOW, [1], [JOINED])


def test_aligned_indicators_make_a_composite() -> None:
    values = mean_on(SAME, np.arange(8.0), SAME[::-1], {}).values
    indicator = Indicator("IMD score", "MHCLG", "2025", Worse.HIGHER, 1.0, values)
    assert composite([indicator], Scale.RANKS).rank.tolist() == list(map(float, range(1, 9)))


@given(st.permutations(range(len(SAME))))
def test_the_order_of_codes_and_of_areas_changes_no_figure(order: list[int]) -> None:
    values = np.arange(len(SAME)) * 1.5
    codes = [SAME[at] for at in order]
    assert summed_on(codes, values[order], SAME).values.tolist() == values.tolist()
    assert mean_on(SAME, values, codes, {}).values.tolist() == values[order].tolist()


@pytest.mark.parametrize(
    ("code", "level"),
    [
        ("E01008881", Level.LSOA), ("W01000003", Level.LSOA), ("E05011118", Level.WARD),
        ("E08000025", Level.DISTRICT), ("W06000001", Level.DISTRICT), ("E12000005", None),
        ("S01000001", None), ("E0100888", None), ("", None),
    ],
)  # fmt: skip
def test_the_level_is_told_by_how_a_code_begins(code: str, level: Level | None) -> None:
    assert level_of(code) is level


def test_most_codes_tell_the_level_of_all() -> None:
    assert level_of_most(["E05011118", "E05001178", "E08000025", "x"]) is Level.WARD
    assert level_of_most(["x"]) is None


def test_codes_are_known_at_their_level_alone() -> None:
    assert is_known(BEFORE, Level.LSOA)
    assert is_known(NOW[0], Level.LSOA)
    assert is_known("E05011118", Level.WARD)
    assert not is_known("E05011118", Level.DISTRICT)
    assert is_known("E08000025", Level.DISTRICT)
    assert not is_known("E08999999", Level.DISTRICT)
    assert YEAR == "2024"


@pytest.mark.parametrize(
    ("code", "level", "name"),
    [
        ("E01009121", Level.LSOA, "Birmingham 014A"),
        ("E01034913", Level.LSOA, "Birmingham 014F"),
        ("E05011118", Level.WARD, "Acocks Green"),
        ("E08000025", Level.DISTRICT, "Birmingham"),
        ("E05999999", Level.WARD, "E05999999"),
    ],
)
def test_areas_of_both_censuses_have_names(code: str, level: Level, name: str) -> None:
    assert area_names([code], level) == {code: name}
