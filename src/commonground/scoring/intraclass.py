"""How much of the variation in scores is the units' own: the six intraclass correlations."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from commonground.scoring.arrays import Array
from commonground.scoring.concordance import complete_ratings


@dataclass(frozen=True, slots=True)
class IntraclassCorrelations:
    """Shrout and Fleiss's six forms: which assessors, and one of them or the mean of all k.

    one_way: each unit had its own assessors, so an assessor's severity counts as error.
    random: these assessors stand for many others, so severity counts as error.
    fixed: these assessors are the only ones of interest, so a steady severity does not.
    Each is at most 1 and may be below 0; NaN where nothing can be said.
    """

    one_way_single: float
    random_single: float
    fixed_single: float
    one_way_mean: float
    random_mean: float
    fixed_mean: float


def intraclass_correlations(ratings: ArrayLike) -> IntraclassCorrelations:
    """Return ICC(1,1), ICC(2,1), ICC(3,1), ICC(1,k), ICC(2,k) and ICC(3,k), in that order.

    ratings: shape (assessors, units), in scores, every cell scored.

    All six are NaN with fewer than two assessors or units, or if every score is the same. A form is
    NaN where its denominator, an estimate of a variance, is not above zero; for the three means
    that happens when the units' own means hardly differ.

    Raises BadInput if ratings is not a table, or if any cell was not scored.

    Formula: with B, J, E, W the mean squares between units, between assessors, residual and within
    units, k assessors and n units: (B - W) / (B + (k - 1) W);
    (B - E) / (B + (k - 1) E + k (J - E) / n); (B - E) / (B + (k - 1) E);
    (B - W) / B; (B - E) / (B + (J - E) / n); (B - E) / B.
    Source: Shrout, P. E. and Fleiss, J. L. (1979), Intraclass correlations: uses in assessing rater
    reliability, Psychological Bulletin 86, 420-428.

    >>> found = intraclass_correlations([[1, 2, 3, 5], [2, 3, 4, 6]])
    >>> round(found.random_single, 3), found.fixed_single
    (0.854, 1.0)
    """
    table = complete_ratings(ratings, "An intraclass correlation")
    k, n = table.shape
    if k < 2 or n < 2:
        return IntraclassCorrelations(*[math.nan] * 6)
    between, judges, residual = _mean_squares(table)
    within = (judges + (n - 1) * residual) / n
    # the denominators of the random forms subtract: what is left of nothing must not be divided by
    rounding = 8 * float(np.finfo(np.float64).eps) * (between + judges + residual)
    unlike, consistent, severity = between - within, between - residual, (judges - residual) / n
    fractions = (
        (unlike, between + (k - 1) * within),
        (consistent, between + (k - 1) * residual + k * severity),
        (consistent, between + (k - 1) * residual),
        (unlike, between),
        (consistent, between + severity),
        (consistent, between),
    )
    return IntraclassCorrelations(
        *(top / bottom if bottom > rounding else math.nan for top, bottom in fractions)
    )


def _mean_squares(table: Array) -> list[float]:
    """Return the mean squares between units, between assessors, and of what is left."""
    k, n = table.shape
    units = table.mean(axis=0) - table.mean()
    assessors = table.mean(axis=1) - table.mean()
    left = table - table.mean() - units - assessors[:, np.newaxis]
    sums = [k * np.sum(units**2), n * np.sum(assessors**2), np.sum(left**2)]
    # a mean of equal scores may miss them by a rounding; that must not pass for variation
    rounding = table.size * (4 * np.finfo(np.float64).eps * np.abs(table).max()) ** 2
    freedom = [n - 1, k - 1, (n - 1) * (k - 1)]
    return [
        0.0 if total <= rounding else float(total / df)
        for total, df in zip(sums, freedom, strict=True)
    ]
