"""Ranks with ties: 1 is the highest, and equal values share a rank."""

from collections.abc import Sequence
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from commonground.scoring.arrays import Array


def competition_ranks(values: Sequence[Decimal] | Array) -> NDArray[np.int64]:
    """Return the rank of each value, highest first; shape as given, from 1 to the count.

    Equal values share the best of the places they fill, and the next value's rank counts all
    above it: 1, 2, 2, 4. Decimals are compared exactly. Values may not be NaN.

    >>> competition_ranks([Decimal("14.4"), Decimal("35.1"), Decimal("14.4"), Decimal("9")])
    array([2, 1, 2, 4])
    """
    ordered = sorted(values, reverse=True)
    first_place = {value: place for place, value in reversed(list(enumerate(ordered, start=1)))}
    return np.array([first_place[value] for value in values], dtype=np.int64)


def rank_draws(scores: Array) -> NDArray[np.int32]:
    """Return the ranks inside each draw: shape (draws, issues), from 1, ties sharing the best.

    `scores` has shape (draws, issues) and holds no NaN.

    >>> rank_draws(np.array([[3.0, 5.0, 3.0], [1.0, 2.0, 3.0]]))
    array([[2, 1, 2],
           [3, 2, 1]], dtype=int32)
    """
    draws, issues = scores.shape
    order = np.argsort(-scores, axis=1)
    ranked = np.take_along_axis(scores, order, axis=1)
    places = np.broadcast_to(np.arange(1, issues + 1, dtype=np.int32), (draws, issues)).copy()
    places[:, 1:][ranked[:, 1:] == ranked[:, :-1]] = 0
    np.maximum.accumulate(places, axis=1, out=places)
    ranks = np.empty((draws, issues), dtype=np.int32)
    np.put_along_axis(ranks, order, places, axis=1)
    return ranks
