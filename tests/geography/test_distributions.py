"""Tails and quantiles equal SciPy's, a second opinion that the product does not use."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from commonground.geography.distributions import poisson_bounds, student_t_quantile, two_sided_p


@pytest.mark.parametrize("percent", [80, 95, 99])
def test_poisson_bounds_equal_scipys(percent: int) -> None:
    counts = np.append(np.arange(300.0), [1e3, 5e3, 2e4])
    tail = (1 - percent / 100) / 2

    low, high = poisson_bounds(counts, percent)

    expected = np.where(counts == 0, 0, stats.gamma.ppf(tail, np.maximum(counts, 1)))
    assert low == pytest.approx(expected, rel=1e-9)
    assert high == pytest.approx(stats.gamma.ppf(1 - tail, counts + 1), rel=1e-9)


def test_poisson_bounds_are_those_of_the_usual_table() -> None:
    # 95 % limits as tables after Garwood (1936) print them
    low, high = poisson_bounds(np.array([1.0, 5.0, 100.0]), 95)

    assert low.round(2).tolist() == [0.03, 1.62, 81.36]
    assert high.round(2).tolist() == [5.57, 11.67, 121.63]


def test_an_unknown_count_has_no_bounds() -> None:
    low, high = poisson_bounds(np.array([np.nan, 3.0, np.nan]), 95)

    assert np.isnan(low).tolist() == np.isnan(high).tolist() == [True, False, True]


@settings(max_examples=30, deadline=None)
@given(st.integers(1, 400), st.sampled_from([50, 90, 95, 99]))
def test_students_t_equals_scipys(degrees: int, percent: int) -> None:
    expected = stats.t.ppf(0.5 + percent / 200, degrees)

    assert student_t_quantile(percent, degrees) == pytest.approx(expected, rel=1e-9)


def test_two_sided_p_equals_scipys_far_into_the_tail() -> None:
    z = np.array([-30.0, -2.0, 0.0, 1.0, 12.0])

    assert two_sided_p(z) == pytest.approx(2 * stats.norm.sf(np.abs(z)), rel=1e-12)
