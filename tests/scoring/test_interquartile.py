"""The interquartile mean: by the book, and fast over millions of columns."""

from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from commonground.scoring.interquartile import (
    WEIGHT_BITS,
    interquartile_mean,
    interquartile_means,
    sort_rows,
    sorting_network,
)

voices = st.lists(st.tuples(st.integers(-40, 40), st.integers(0, 6)), min_size=1, max_size=12)


def naive_mean(voices: list[tuple[int, int]], trim: Fraction) -> Fraction | None:
    """Return the mean of what is left when `trim` of the weight is cut off, bit by bit."""
    low = trim * sum(weight for _, weight in voices)
    high = sum(weight for _, weight in voices) - low
    heaped, kept, total = Fraction(0), Fraction(0), Fraction(0)
    for value, weight in sorted(voices):
        part = max(min(heaped + weight, high) - max(heaped, low), Fraction(0))
        kept, total, heaped = kept + part, total + part * value, heaped + weight
    return total / kept if kept else None


@given(voices=voices, percent=st.sampled_from([0, 10, 25, 40]))
@settings(max_examples=80)
def test_it_is_the_mean_of_the_weight_that_is_left(
    voices: list[tuple[int, int]], percent: int
) -> None:
    values, weights = np.array(voices, dtype=float).T

    found = interquartile_mean(values, weights, percent / 100)

    naive = naive_mean(voices, Fraction(percent, 100))
    if naive is None:
        assert np.isnan(found)
    else:
        assert float(found) == pytest.approx(float(naive), abs=1e-9)


def test_a_value_without_weight_may_be_anything() -> None:
    values = np.array([np.nan, 3.0, np.inf, 5.0])

    assert interquartile_mean(values, np.array([0.0, 1, 0, 1]), 0.25) == 4


def test_two_agencies_that_shout_are_cut_off() -> None:
    values = np.array([0.0, 4, 4, 5, 5, 5, 5, 80])

    assert interquartile_mean(values, np.ones(8), 0.25) == 4.75


@pytest.mark.parametrize("count", range(1, 61))
def test_the_network_sorts_any_number_of_rows(count: int) -> None:
    random = np.random.default_rng(count)
    columns = random.integers(0, max(count // 2, 2), (count, 40), dtype=np.int32)
    columns[:, 0], columns[:, 1] = np.arange(count), np.arange(count)[::-1]
    # a network that sorts noughts and ones sorts everything (Knuth, 5.3.4, the zero-one principle)
    columns[:, 2:] = np.where(random.random() < 0.5, columns[:, 2:] % 2, columns[:, 2:])
    rows = list(columns.copy())

    sort_rows(rows, np.empty_like(rows[0]))

    np.testing.assert_array_equal(np.array(rows), np.sort(columns, axis=0))


@pytest.mark.parametrize("count", range(2, 13))
def test_the_network_sorts_every_row_of_noughts_and_ones(count: int) -> None:
    columns = (np.arange(1 << count)[np.newaxis] >> np.arange(count)[:, np.newaxis]) & 1
    rows = list(columns.astype(np.int32))

    sort_rows(rows, np.empty_like(rows[0]))

    assert all((low <= high).all() for low, high in pairwise(rows))


def test_one_row_needs_no_comparison() -> None:
    assert sorting_network(1) == ()


def fast_means(
    values: NDArray[np.int64], weights: NDArray[np.int64], trim: float
) -> NDArray[np.float64]:
    """Return the interquartile means by the fast way: keys sorted by the network."""
    keys = ((values << WEIGHT_BITS) | weights).astype(np.int32)
    rows = list(keys)
    sort_rows(rows, np.empty_like(rows[0]))
    return interquartile_means(rows, trim)


@given(seed=st.integers(0, 10_000), agencies=st.integers(1, 30))
@settings(max_examples=60)
def test_the_fast_version_is_the_plain_one_rounded(seed: int, agencies: int) -> None:
    random = np.random.default_rng(seed)
    values = random.integers(-(1 << 20), 1 << 20, (agencies, 20))
    weights = random.integers(0, 256, values.shape) * 4
    weights[0] = np.maximum(weights[0], 4)
    weights[:, 0] = np.where(np.arange(agencies) % 3 == 0, 512, 0)

    plain = interquartile_mean(values.astype(float), weights.astype(float), 0.25)

    np.testing.assert_allclose(fast_means(values, weights, 0.25), plain, atol=0.5 + 1e-6)


def test_a_column_without_weight_gives_nought() -> None:
    values, weights = np.array([[5], [7]]), np.array([[0], [0]])

    assert fast_means(values, weights, 0.25).tolist() == [0]
