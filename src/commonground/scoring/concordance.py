"""How far assessors put the same units in the same order: Kendall's W."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from commonground.errors import BadInput
from commonground.scoring.agreement import checked_ratings
from commonground.scoring.arrays import Array


@dataclass(frozen=True, slots=True)
class Concordance:
    """Kendall's W and its test against no concordance at all.

    w: from 0 (no common order) to 1 (one order), corrected for ties.
    chi_squared: assessors x (units - 1) x w, on degrees_of_freedom = units - 1.
    p_value: the chance of so large a chi_squared if every assessor ranked at random; an
    approximation that is good for more than about seven units.
    All but degrees_of_freedom are NaN where nothing can be said.
    """

    w: float
    chi_squared: float
    degrees_of_freedom: int
    p_value: float


def kendall_w(ratings: ArrayLike) -> Concordance:
    """Return Kendall's coefficient of concordance, corrected for ties.

    ratings: shape (assessors, units), in scores or ranks, without gaps: W compares complete
    rankings only. Each assessor's row is ranked first, ties sharing their mean rank.

    W is NaN with fewer than two assessors, fewer than two units, or if every assessor ties all.

    Raises BadInput if ratings is not a table, or if any cell was not scored.

    Formula: W = 12 S / (m^2 (n^3 - n) - m sum(t^3 - t)), with S the sum of squared deviations of
    the units' rank sums from their mean, m assessors, n units, and t the size of each tied group.
    Source: Kendall, M. G. (1948), Rank Correlation Methods, chapter 6; Siegel and Castellan (1988),
    Nonparametric Statistics for the Behavioral Sciences, section 9.6.

    >>> found = kendall_w([[1, 2, 3, 4], [1, 2, 3, 4], [2, 1, 3, 4]])
    >>> round(found.w, 3), round(found.chi_squared, 3), found.degrees_of_freedom
    (0.911, 8.2, 3)
    """
    table = complete_ratings(ratings, "Kendall's W")
    assessors, units = table.shape
    ranked = [_midranks(row) for row in table]
    ties = sum(excess for _, excess in ranked)
    spread = assessors**2 * (units**3 - units) - assessors * ties
    if assessors < 2 or spread == 0:
        return Concordance(math.nan, math.nan, max(units - 1, 0), math.nan)
    rank_sums = np.sum([ranks for ranks, _ in ranked], axis=0)
    deviations = rank_sums - assessors * (units + 1) / 2
    w = 12 * float(deviations @ deviations) / spread
    chi_squared = assessors * (units - 1) * w
    return Concordance(w, chi_squared, units - 1, _chi_squared_above(chi_squared, units - 1))


def complete_ratings(ratings: ArrayLike, statistic: str) -> Array:
    """Return the ratings as an array of shape (assessors, units), every cell scored.

    statistic is the name of what needs them, for the sentence.

    Raises BadInput if it is not a table, or saying how many cells were not scored and which is
    first, counting assessors and units from 1.
    """
    table = checked_ratings(ratings)
    gaps = np.argwhere(np.isnan(table))
    if gaps.size:
        assessor, unit = gaps[0] + 1
        raise BadInput(
            f"{statistic} needs a score from every assessor for every unit; {len(gaps)} of "
            f"{table.size} are missing, the first from assessor {assessor} for unit {unit}"
        )
    return table


def _midranks(row: Array) -> tuple[Array, int]:
    """Return the ranks of one assessor's scores, ties sharing their mean, and sum(t^3 - t)."""
    _, groups, sizes = np.unique(row, return_inverse=True, return_counts=True)
    means = np.cumsum(sizes) - (sizes - 1) / 2
    return means[groups], int(np.sum(sizes**3 - sizes))


def _chi_squared_above(x: float, degrees_of_freedom: int) -> float:
    """Return the chance that chi-squared exceeds x: exact finite sums, every term positive.

    With h = x / 2 and v degrees of freedom: exp(-h) sum h^a / a! over a = 0, 1, .., v/2 - 1 if v is
    even; erfc(sqrt(h)) + exp(-h) sum h^a / gamma(a + 1) over a = 1/2, 3/2, .., v/2 - 1 if odd.
    Source: Abramowitz and Stegun (1964), Handbook of Mathematical Functions, 26.4.4 and 26.4.5.
    """
    half, odd = x / 2, degrees_of_freedom % 2
    if half == 0:
        return 1.0
    powers = [count + odd / 2 for count in range(degrees_of_freedom // 2)]
    terms = [math.exp(a * math.log(half) - half - math.lgamma(a + 1)) for a in powers]
    return min(1.0, math.fsum([odd * math.erfc(math.sqrt(half)), *terms]))
