"""Ranks: 1 is the highest, ties share the best of their places."""

from decimal import Decimal

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from commonground.scoring.ranking import competition_ranks, rank_draws

tables = st.tuples(st.integers(1, 4), st.integers(1, 9)).flatmap(
    lambda shape: arrays(np.float64, shape, elements=st.sampled_from([-1.0, 0, -0.0, 0.5, 2, 7]))
)


def naive_ranks(values: NDArray[np.float64]) -> list[int]:
    return [1 + sum(other > value for other in values.tolist()) for value in values.tolist()]


@given(table=tables)
@settings(max_examples=60)
def test_a_rank_is_one_more_than_how_many_are_higher(table: NDArray[np.float64]) -> None:
    assert rank_draws(table).tolist() == [naive_ranks(row) for row in table]
    assert [competition_ranks(row).tolist() for row in table] == [naive_ranks(row) for row in table]


def test_decimals_that_a_float_cannot_tell_apart_have_different_ranks() -> None:
    values = [Decimal("0.1"), Decimal("0.1000000000000000000000000001"), Decimal("0.10")]

    assert competition_ranks(values).tolist() == [2, 1, 2]


def test_there_may_be_nothing_to_rank() -> None:
    assert competition_ranks([]).tolist() == []
