"""The six intraclass correlations, against published values and by properties."""

from dataclasses import astuple
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from commonground.errors import BadInput
from commonground.scoring.intraclass import intraclass_correlations

FIXTURES = Path(__file__).parents[1] / "fixtures"
Floats = NDArray[np.float64]

tables = st.tuples(st.integers(2, 5), st.integers(2, 6)).flatmap(
    lambda shape: arrays(np.float64, shape, elements=st.sampled_from([0.0, 1.0, 2.0, 4.0, 8.0]))
)


def test_it_reproduces_shrout_and_fleiss() -> None:
    # Shrout and Fleiss (1979), Psychological Bulletin 86, tables 2 and 4: six targets, four judges
    targets = np.genfromtxt(FIXTURES / "shrout-fleiss-1979.csv", delimiter=",", skip_header=1)
    found = intraclass_correlations(targets[:, 1:].T)
    assert found.one_way_single == pytest.approx(0.166, abs=5e-4)
    assert found.random_single == pytest.approx(0.290, abs=5e-4)
    assert found.fixed_single == pytest.approx(0.715, abs=5e-4)
    assert found.one_way_mean == pytest.approx(0.443, abs=5e-4)
    assert found.random_mean == pytest.approx(0.620, abs=5e-4)
    assert found.fixed_mean == pytest.approx(0.909, abs=5e-4)


@given(row=st.lists(st.integers(0, 9), min_size=2, max_size=20), assessors=st.integers(2, 6))
def test_perfect_agreement_gives_1_in_every_form(row: list[int], assessors: int) -> None:
    found = astuple(intraclass_correlations(np.tile(row, (assessors, 1))))
    expected = 1.0 if len(set(row)) > 1 else np.nan
    assert found == pytest.approx((expected,) * 6, nan_ok=True)


def test_a_steady_severity_lowers_every_form_but_the_fixed_ones() -> None:
    found = intraclass_correlations([[1, 2, 3, 5], [2, 3, 4, 6]])
    assert (found.fixed_single, found.fixed_mean) == pytest.approx((1.0, 1.0))
    others = (found.one_way_single, found.random_single, found.one_way_mean, found.random_mean)
    assert max(others) < 1


@given(table=tables, seed=st.integers(0, 99))
def test_it_does_not_depend_on_the_order_of_assessors_or_units(table: Floats, seed: int) -> None:
    rng = np.random.default_rng(seed)
    shuffled = rng.permutation(rng.permutation(table, axis=0), axis=1)
    expected = astuple(intraclass_correlations(table))
    assert astuple(intraclass_correlations(shuffled)) == pytest.approx(expected, nan_ok=True)


@given(table=tables)
def test_it_does_not_change_when_scores_are_shifted_and_stretched(table: Floats) -> None:
    expected = astuple(intraclass_correlations(table))
    moved = astuple(intraclass_correlations(4 * table + 16))
    assert moved == pytest.approx(expected, nan_ok=True)


@given(table=tables)
def test_no_form_exceeds_1(table: Floats) -> None:
    found = np.array(astuple(intraclass_correlations(table)))
    assert np.all(np.isnan(found) | (found <= 1 + 1e-9))


@pytest.mark.parametrize(
    "table", [[[1, 2, 3]], [[1], [2]], np.full((3, 7), 0.1), np.empty((0, 3)), np.empty((3, 0))]
)
def test_it_is_nan_where_nothing_can_be_said(table: Floats) -> None:
    assert np.isnan(astuple(intraclass_correlations(table))).all()


def test_the_means_are_nan_where_the_units_do_not_differ() -> None:
    found = intraclass_correlations([[1, 2], [2, 1]])
    assert np.isnan([found.one_way_mean, found.random_mean, found.fixed_mean]).all()
    assert found.one_way_single == pytest.approx(-1)


def test_it_refuses_a_gap_by_name() -> None:
    with pytest.raises(BadInput, match="An intraclass correlation needs a score from every"):
        intraclass_correlations([[1.0, 2], [np.nan, 2]])


def test_a_denominator_that_is_only_rounding_is_nothing_and_not_a_huge_number() -> None:
    found = intraclass_correlations([[2, 4, 0], [0, 0, 4], [0, 0, 0]])
    assert np.isnan(found.random_mean)
