"""Kendall's W, against published values and by properties."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from commonground.errors import BadInput
from commonground.scoring.concordance import _chi_squared_above, kendall_w

FIXTURES = Path(__file__).parents[1] / "fixtures"
Floats = NDArray[np.float64]

tables = st.tuples(st.integers(2, 5), st.integers(2, 6)).flatmap(
    lambda shape: arrays(np.float64, shape, elements=st.sampled_from([0.0, 1.0, 2.0, 4.0, 8.0]))
)


def test_it_reproduces_the_ratings_of_anxiety() -> None:
    # R package irr, kendall(anxiety, correct = TRUE)
    subjects = np.genfromtxt(FIXTURES / "anxiety-20x3.csv", delimiter=",", skip_header=1)
    found = kendall_w(subjects[:, 1:].T)
    assert found.w == pytest.approx(0.5397, abs=5e-5)
    assert found.chi_squared == pytest.approx(30.76, abs=5e-3)
    assert found.degrees_of_freedom == 19
    assert found.p_value == pytest.approx(0.0429, abs=5e-5)


@given(row=st.lists(st.integers(0, 9), min_size=2), assessors=st.integers(2, 6))
def test_one_common_order_gives_exactly_1_with_or_without_ties(
    row: list[int], assessors: int
) -> None:
    expected = 1.0 if len(set(row)) > 1 else pytest.approx(np.nan, nan_ok=True)
    assert kendall_w(np.tile(row, (assessors, 1))).w == expected


def test_two_opposite_orders_give_0_and_no_evidence() -> None:
    found = kendall_w([[1, 2, 3, 4], [4, 3, 2, 1]])
    assert (found.w, found.chi_squared, found.p_value) == (0.0, 0.0, 1.0)


@given(table=tables, seed=st.integers(0, 99))
def test_it_does_not_depend_on_the_order_of_assessors_or_units(table: Floats, seed: int) -> None:
    rng = np.random.default_rng(seed)
    shuffled = rng.permutation(rng.permutation(table, axis=0), axis=1)
    np.testing.assert_equal(kendall_w(shuffled), kendall_w(table))


@given(table=tables)
def test_it_knows_only_the_order_of_the_scores(table: Floats) -> None:
    np.testing.assert_equal(kendall_w(table**2 + 3), kendall_w(table))


@given(table=tables)
def test_it_lies_between_0_and_1(table: Floats) -> None:
    found = kendall_w(table)
    assert np.isnan(found.w) or (0 <= found.w <= 1 and 0 <= found.p_value <= 1)


@pytest.mark.parametrize(
    "table", [[[1, 2, 3]], [[1], [2]], [[5, 5], [5, 5]], np.empty((2, 0)), np.empty((0, 2))]
)
def test_it_is_nan_where_nothing_can_be_said(table: Floats) -> None:
    found = kendall_w(table)
    assert np.isnan([found.w, found.chi_squared, found.p_value]).all()


def test_it_refuses_a_gap_and_says_how_many_and_where() -> None:
    with pytest.raises(BadInput, match="2 of 6 are missing, the first from assessor 1 for unit 3"):
        kendall_w([[1, 2, np.nan], [np.nan, 1, 2]])


@pytest.mark.parametrize(
    ("degrees_of_freedom", "critical", "chance"),
    [(1, 3.841, 0.05), (2, 9.210, 0.01), (5, 11.070, 0.05), (10, 23.209, 0.01), (19, 30.144, 0.05)],
)
def test_the_chance_of_chi_squared_matches_the_printed_table(
    degrees_of_freedom: int, critical: float, chance: float
) -> None:
    # Pearson and Hartley (1966), Biometrika Tables for Statisticians, table 8
    found = _chi_squared_above(critical, degrees_of_freedom)
    assert found == pytest.approx(chance, rel=1e-3)
