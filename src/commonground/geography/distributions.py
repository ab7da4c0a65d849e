"""Tail probabilities and quantiles that analysis needs, without SciPy: normal, Poisson, t."""

import math
from statistics import NormalDist

import numpy as np

from commonground.scoring.arrays import Array

_NEWTON_STEPS = 10
"""Newton's method has every place that a float64 can hold after six; a poor start needs more."""

_HALVINGS = 60
"""Halving an interval needs one for each bit."""

_erfc = np.frompyfunc(math.erfc, 1, 1)
_lgamma = np.frompyfunc(math.lgamma, 1, 1)


def two_sided_p(z: Array) -> Array:
    """Return the chance that a standard normal is as far from 0 as z; shape as z, NaN where it is.

    >>> two_sided_p(np.array([0.0, 1.959964, np.nan])).round(6)
    array([1.  , 0.05,  nan])
    """
    return np.asarray(_erfc(np.abs(z) / math.sqrt(2))).astype(np.float64)


def poisson_bounds(counts: Array, percent: float) -> tuple[Array, Array]:
    """Return the exact two-sided interval of the mean of a Poisson count: low and high.

    counts: shape (areas,), whole numbers of 0 or more, NaN where unknown, which stays NaN.
    percent: how sure the interval is. It is exact in Garwood's sense: it holds the mean at least
    so often, and more often where counts are small.

    Formula: low solves P(X >= x; low) = a, high solves P(X <= x; high) = a, a half of what is left
    of 100 %; both are quantiles of a gamma distribution, of shape x and x + 1.
    Source: Garwood, F. (1936), Fiducial limits for the Poisson distribution, Biometrika
    28, 437-442.

    >>> low, high = poisson_bounds(np.array([0.0, 10.0]), 95)
    >>> low.round(3), high.round(3)
    (array([0.   , 4.795]), array([ 3.689, 18.39 ]))
    """
    tail = (1 - percent / 100) / 2
    distinct, places = np.unique(counts, return_inverse=True)
    known = distinct[~np.isnan(distinct)]
    low, high = np.full(distinct.shape, np.nan), np.full(distinct.shape, np.nan)
    low[: known.size] = np.where(known == 0, 0.0, _gamma_quantile(tail, np.maximum(known, 1)))
    high[: known.size] = _gamma_quantile(1 - tail, known + 1)
    return low[places], high[places]


def _gamma_quantile(p: float, shape: Array) -> Array:
    """Return where a gamma distribution of scale 1 has p below it, for each shape of 1 or more."""
    # Wilson and Hilferty's cube root of a normal is a start; it is poor only for a shape near 1
    start = 1 - 1 / (9 * shape) + NormalDist().inv_cdf(p) / (3 * np.sqrt(shape))
    x: Array = shape * np.maximum(start, 0.05) ** 3
    scale = np.asarray(_lgamma(shape)).astype(np.float64)
    for _ in range(_NEWTON_STEPS):
        density = np.exp((shape - 1) * np.log(x) - x - scale)
        # never below half of where it stands, since beyond 0 there is nothing
        x = np.maximum(x - (_gamma_below(shape, x, density) - p) / density, x / 2)
    return x


def _gamma_below(shape: Array, x: Array, density: Array) -> Array:
    """Return the regularised lower incomplete gamma function by its series, each term positive.

    Source: Abramowitz and Stegun (1964), Handbook of Mathematical Functions, 6.5.29.
    """
    term = x / shape
    total = term.copy()
    at = shape + 1
    while np.any(term > 1e-16 * total):
        term = term * x / at
        total += term
        at = at + 1
    return density * total


def student_t_quantile(percent: float, degrees_of_freedom: int) -> float:
    """Return t such that a t-distributed number is within -t and t with this chance, in per cent.

    Source: Abramowitz and Stegun (1964), Handbook of Mathematical Functions, 26.7.3 and 26.7.4,
    whose finite sums are exact, solved by halving.

    >>> round(student_t_quantile(95, 10), 4)
    2.2281
    """
    low, high = 0.0, 1.0
    while _t_within(high, degrees_of_freedom) < percent / 100:
        high *= 2
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if _t_within(middle, degrees_of_freedom) < percent / 100:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _t_within(t: float, degrees_of_freedom: int) -> float:
    odd = degrees_of_freedom % 2
    angle = math.atan(t / math.sqrt(degrees_of_freedom))
    cosine = math.cos(angle)
    term, total = (cosine if odd else 1.0), 0.0
    for power in range(odd, degrees_of_freedom - 1, 2):
        total += term
        term *= cosine * cosine * (power + 1) / (power + 2)
    if odd:
        return 2 / math.pi * (angle + math.sin(angle) * total)
    return math.sin(angle) * total
