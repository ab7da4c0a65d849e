"""The interquartile mean: the middle half, by weight, sets the score."""

import math
from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

WEIGHT_BITS = 10
"""A key holds a value above, and below it its weight in 1/1024: a multiple of 4, under 1."""
VALUE_BITS = 31 - WEIGHT_BITS

_WEIGHT_MASK = np.int32((1 << WEIGHT_BITS) - 1)


def interquartile_mean(values: Array, weights: Array, trim: float) -> Array:
    """Return the weighted mean of what is left when `trim` of the weight is cut at each end.

    `values` and `weights` have shape (agencies, ...); the result has the shape that is left. A
    weight of zero leaves a value out, whatever it is; where no weight is left the result is NaN.
    A value that straddles a cut counts by the part of its weight inside. With trim 0.25 this is
    the interquartile mean, the mean of the distribution's middle half.

    >>> interquartile_mean(np.array([0.0, 1.0, 2.0, 8.0]), np.ones(4), 0.25)
    np.float64(1.5)
    """
    order = np.argsort(np.where(weights > 0, values, np.inf), axis=0, kind="stable")
    ranked = np.take_along_axis(np.where(weights > 0, values, 0.0), order, axis=0)
    heaped = np.cumsum(np.take_along_axis(weights, order, axis=0), axis=0)
    total = heaped[-1]
    low = trim * total
    kept = np.diff(np.clip(heaped, low, total - low), axis=0, prepend=low[np.newaxis])
    with np.errstate(invalid="ignore"):
        mean: Array = (kept * ranked).sum(axis=0) / (total - 2 * low)
    return mean


@cache
def sorting_network(count: int) -> tuple[tuple[int, int], ...]:
    """Return the pairs to compare, in order, that sort any `count` values in place.

    Batcher's merge exchange: Knuth, The Art of Computer Programming 3, 5.2.2, algorithm M. It
    sorts millions of short columns at once, with two vector operations a pair.

    >>> sorting_network(3)
    ((0, 2), (0, 1), (1, 2))
    """
    if count < 2:
        return ()
    top = 1 << (math.ceil(math.log2(count)) - 1)
    pairs: list[tuple[int, int]] = []
    p = top
    while p > 0:
        q, r, d = top, 0, p
        while d > 0:
            pairs += [(i, i + d) for i in range(count - d) if i & p == r]
            d, q, r = q - p, q // 2, p
        p //= 2
    return tuple(pairs)


def sort_rows(rows: list[NDArray[np.int32]], spare: NDArray[np.int32]) -> None:
    """Sort equal-length rows against each other, element by element, lowest row first.

    Rows and `spare` change places as they are sorted, so that nothing is copied: afterwards the
    list is in order and holds other arrays than before, and all of them are overwritten.
    """
    for low, high in sorting_network(len(rows)):
        left, right = rows[low], rows[high]
        np.minimum(left, right, out=spare)
        np.maximum(left, right, out=right)
        rows[low], spare = spare, left


def interquartile_means(rows: Sequence[NDArray[np.int32]], trim: float) -> Array:
    """Return the interquartile mean of each column of sorted keys, as float64 whole numbers.

    `rows` holds one row an agency, as `sort_rows` leaves them: each key a value shifted left by
    WEIGHT_BITS with its weight below. The sums are of whole numbers under 2**53 and therefore
    exact, so that the answer is the same on every machine; it is rounded to a whole number.
    Weights are multiples of 4, so that a quarter of their total is whole too. A column without
    any weight gives 0. The rows are overwritten.
    """
    below = np.zeros_like(rows[0])
    heaped = [below := (row & _WEIGHT_MASK) + below for row in rows]
    low = np.rint(trim * heaped[-1]).astype(np.int32)
    high = heaped[-1] - low
    # a weight is under 1 << WEIGHT_BITS, so that many rows at each end are wholly cut
    surely_cut = int(low.min()) >> WEIGHT_BITS
    inside = slice(surely_cut, len(rows) - surely_cut)
    result, part, before = np.zeros(len(low)), np.empty_like(low), low
    for row, weight in zip(rows[inside], heaped[inside], strict=True):
        np.maximum(weight, low, out=weight)
        np.minimum(weight, high, out=weight)
        np.right_shift(row, WEIGHT_BITS, out=row)
        np.subtract(weight, before, out=part)
        part *= row
        result += part
        before = weight
    width = high - low
    result /= np.maximum(width, np.ones_like(width))
    return np.rint(result, out=result)
