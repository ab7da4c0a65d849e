"""Agreement between agencies on each cell, the consensus rule, and what a second round reopens."""

from dataclasses import astuple, replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from commonground.errors import BadInput
from commonground.scoring.consensus import (
    ConsensusRule,
    cell_agreement,
    has_consensus,
    has_two_camps,
    is_contested,
    is_stable,
    reopens,
    reports_dissent,
    share_moved,
)

NAN = float("nan")
Floats = NDArray[np.float64]

# the partnership's declared rule (75 %, one level, 15 %, two rounds); the camps are an example
RULE = ConsensusRule(
    min_share_within_one=0.75,
    max_interquartile_range=1,
    max_share_moved=0.15,
    max_rounds=2,
    min_camp_gap=2,
    min_camp_share=0.25,
)
tables = st.tuples(st.integers(0, 7), st.integers(1, 4)).flatmap(
    lambda shape: arrays(np.float64, shape, elements=st.sampled_from([0, 0.5, 1, 2, 3, 4, NAN]))
)


def column(*positions: float) -> Floats:
    """Return one cell as every agency placed it."""
    return np.array(positions, dtype=np.float64)[:, np.newaxis]


def test_it_measures_agreement_by_hand() -> None:
    found = cell_agreement(column(0, 1, 1, 2, 4, NAN))
    assert found.agencies.tolist() == [5]
    assert found.median.tolist() == [1]
    assert found.share_within_one.tolist() == [0.8]
    assert found.interquartile_range.tolist() == [1]


def test_quartiles_are_interpolated_as_excel_does() -> None:
    # Hyndman and Fan (1996), definition 7: QUARTILE.INC of 1, 2, 3, 4 is 1.75 and 3.25
    assert cell_agreement(column(4, 2, 1, 3)).interquartile_range.tolist() == [1.5]


def test_a_mean_of_thirds_counts_as_exactly_one_level_away() -> None:
    assert cell_agreement(column(1 / 3, 1 / 3, 4 / 3)).share_within_one.tolist() == [1]


@given(table=tables, seed=st.integers(0, 99))
def test_it_does_not_depend_on_the_order_of_agencies(table: Floats, seed: int) -> None:
    shuffled = np.random.default_rng(seed).permutation(table, axis=0)
    np.testing.assert_equal(astuple(cell_agreement(shuffled)), astuple(cell_agreement(table)))
    np.testing.assert_array_equal(has_two_camps(shuffled, RULE), has_two_camps(table, RULE))


@given(table=tables)
def test_it_ignores_an_agency_that_scored_nothing(table: Floats) -> None:
    padded = np.pad(table, ((0, 1), (0, 0)), constant_values=NAN)
    np.testing.assert_equal(astuple(cell_agreement(padded)), astuple(cell_agreement(table)))
    np.testing.assert_array_equal(has_two_camps(padded, RULE), has_two_camps(table, RULE))


@given(table=tables)
def test_it_agrees_with_numpys_own_quantiles_cell_by_cell(table: Floats) -> None:
    found = cell_agreement(table)
    for cell in range(table.shape[1]):
        scored = table[~np.isnan(table[:, cell]), cell]
        if scored.size >= 2:
            low, middle, high = np.quantile(scored, [0.25, 0.5, 0.75])
            assert found.median[cell] == pytest.approx(middle)
            assert found.interquartile_range[cell] == pytest.approx(high - low)


@given(table=tables)
def test_turning_the_scale_upside_down_changes_neither_agreement_nor_camps(table: Floats) -> None:
    first, second = cell_agreement(table), cell_agreement(4 - table)
    np.testing.assert_array_equal(first.share_within_one, second.share_within_one)
    np.testing.assert_array_equal(first.interquartile_range, second.interquartile_range)
    np.testing.assert_array_equal(has_two_camps(table, RULE), has_two_camps(4 - table, RULE))


@given(table=tables)
def test_a_cell_with_two_agencies_has_consensus_or_is_contested_and_never_both(
    table: Floats,
) -> None:
    found = cell_agreement(table)
    agreed, contested = has_consensus(found, RULE), is_contested(found, RULE)
    np.testing.assert_array_equal(agreed ^ contested, found.agencies >= 2)


@pytest.mark.parametrize("positions", [(NAN, NAN), (3, NAN)])
def test_fewer_than_two_agencies_neither_agree_nor_differ(positions: tuple[float, float]) -> None:
    found = cell_agreement(column(*positions))
    assert np.isnan([found.share_within_one, found.interquartile_range]).all()
    assert not has_consensus(found, RULE).any()
    assert not is_contested(found, RULE).any()


def test_a_round_nobody_has_scored_yet_has_no_medians() -> None:
    found = cell_agreement(np.empty((0, 2)))
    assert np.isnan(found.median).all()
    assert found.agencies.tolist() == [0, 0]


@pytest.mark.parametrize(
    ("positions", "agreed"),
    [
        ((1, 1, 2, 3), False),  # three in four within one level of 1.5, but the middle half is 1.25
        ((1, 1, 1, 4), True),  # exactly 75 %, middle half 0.75
        ((1, 1, 2, 2), True),
        ((0, 0, 2, 2, 2), False),  # 60 % within one level
        ((0, 1, 1, 1, 2), True),
    ],
)
def test_consensus_needs_both_halves_of_the_rule(
    *, positions: tuple[float, ...], agreed: bool
) -> None:
    found = cell_agreement(column(*positions))
    assert has_consensus(found, RULE).tolist() == [agreed]
    assert is_contested(found, RULE).tolist() == [not agreed]


@pytest.mark.parametrize(
    ("positions", "camps"),
    [
        ((0, 0, 3, 3), True),
        ((0, 0, 0, 2), True),  # a gap of exactly two levels, exactly a quarter above it
        ((0, 0, 0, 0, 3), False),  # one stray agency in five is no camp
        ((0, 1, 2, 3), False),  # spread evenly: no empty gap
        ((0, 0, 0, 2, 2, 2, 2, 9), True),  # the widest gap holds one stray; the camps are below it
        ((0, 3, NAN, NAN), True),  # those who did not score are not counted on either side
        ((3,), False),
        ((NAN, NAN), False),
    ],
)
def test_two_camps_are_divided_by_an_empty_gap(
    *, positions: tuple[float, ...], camps: bool
) -> None:
    assert has_two_camps(column(*positions), RULE).tolist() == [camps]


def test_it_counts_who_moved_among_those_who_scored_both_rounds() -> None:
    before = [[1, 1, NAN], [2.0, 1, 1], [4, NAN, NAN], [4, 1, NAN]]
    after = [[1.0, 1, 1], [4, 1, NAN], [4, 8, NAN], [4, 2, NAN]]
    assert share_moved(before, after) == pytest.approx([1 / 4, 1 / 3, NAN], nan_ok=True)


@given(table=tables)
def test_nobody_has_moved_when_nothing_changed(table: Floats) -> None:
    assert np.all(np.nan_to_num(share_moved(table, table)) == 0)


def test_it_refuses_rounds_that_do_not_list_the_same_assessors() -> None:
    with pytest.raises(BadInput, match=r"found shapes \(1, 2\) and \(2, 2\)"):
        share_moved([[1, 2]], [[1, 2], [1, 2]])


@pytest.mark.parametrize(
    ("first", "second", "moved", "stable"),
    [
        (2, 2, 0.14, True),
        (2, 2, 3 / 20, False),  # under 15 %, not at it
        (2, 2.4, 0.1, True),  # still nearest to the same level
        (1.5, 2.4, 0.1, True),  # half a level is rounded up
        (2, 2.5, 0.1, False),
        (2, 3, 0, False),
        (2, 2, NAN, False),
        (NAN, 2, 0, False),
    ],
)
def test_a_cell_is_stable_if_its_median_stays_and_few_moved(
    *, first: float, second: float, moved: float, stable: bool
) -> None:
    rounds = [cell_agreement(column(median, median)) for median in (first, second)]
    assert is_stable(rounds[0], rounds[1], np.array([moved]), RULE).tolist() == [stable]


def test_a_second_round_reopens_only_what_is_unstable_or_contested() -> None:
    contested = np.array([True, False, True, False])
    unstable = np.array([False, True, True, False])
    assert reopens(contested, unstable, 1, RULE).tolist() == [True, True, True, False]
    assert not reports_dissent(contested, 1, RULE).any()


def test_after_two_rounds_nothing_reopens_and_dissent_is_reported() -> None:
    contested = np.array([True, False])
    assert not reopens(contested, np.array([True, True]), 2, RULE).any()
    assert reports_dissent(contested, 2, RULE).tolist() == [True, False]


@pytest.mark.parametrize("field", ["min_share_within_one", "max_share_moved", "min_camp_share"])
def test_it_refuses_a_rule_whose_share_is_written_as_a_percentage(field: str) -> None:
    with pytest.raises(BadInput, match=f"{field}: expected a share from 0 to 1; found 75"):
        replace(RULE, **{field: 75})


def test_it_refuses_positions_that_are_not_a_table() -> None:
    with pytest.raises(BadInput, match=r"shape \(agencies, cells\); found 1 dimension"):
        cell_agreement([1, 2, 3])
