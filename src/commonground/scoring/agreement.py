"""How far assessors agree beyond chance: Krippendorff's alpha and Gwet's AC1 and AC2.

Every array of ratings here is of shape (assessors, units), in scores, with NaN for not scored. A
unit is whatever every assessor was asked about: an issue, or one issue on one criterion.
"""

from collections.abc import Iterable
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike

from commonground.errors import BadInput
from commonground.scoring.arrays import Array


class Measurement(StrEnum):
    """What the difference between two scores means, from least to most."""

    NOMINAL = "nominal"
    ORDINAL = "ordinal"
    INTERVAL = "interval"
    RATIO = "ratio"


class AgreementWeights(StrEnum):
    """How much credit two different scores earn: none (AC1), linear or quadratic (AC2)."""

    IDENTITY = "identity"
    LINEAR = "linear"
    QUADRATIC = "quadratic"


def krippendorff_alpha(ratings: ArrayLike, measurement: Measurement) -> float:
    """Return Krippendorff's alpha: 1 for perfect agreement, 0 for chance, below 0 for worse.

    ratings: shape (assessors, units), in scores, NaN where not scored. A unit scored by fewer than
    two assessors says nothing about agreement and is left out.

    The answer is a number without unit, at most 1. It is NaN where alpha is undefined: no unit was
    scored by two assessors, or every score compared is the same (there is no variation to agree
    about; see `gwet_ac`). Memory grows with the square of the number of distinct scores.

    Raises BadInput if ratings is not a table, holds an infinite score, or holds a negative score
    under `Measurement.RATIO`.

    Formula: alpha = 1 - (n - 1) sum(o_ck d_ck) / sum(n_c n_k d_ck), with o the coincidences of
    scores c and k, n_c their totals, n the total of those, and d the squared difference of the
    level of measurement: 1 (nominal), (midrank_c - midrank_k)^2 (ordinal), (c - k)^2 (interval),
    ((c - k) / (c + k))^2 (ratio).
    Source: Krippendorff, K. (2011), Computing Krippendorff's Alpha-Reliability, University of
    Pennsylvania, https://repository.upenn.edu/asc_papers/43.

    >>> nan = float("nan")
    >>> ratings = [[1, 2, 4, nan], [1, 2, 4, 3], [1, 1, nan, 3]]
    >>> round(krippendorff_alpha(ratings, Measurement.ORDINAL), 3)
    0.893
    """
    table = checked_ratings(ratings)
    if measurement == Measurement.RATIO and np.any(table < 0):
        raise BadInput(
            "The ratio level of measurement needs scores of 0 or more; found one below 0"
        )
    observed, expected, total = _disagreement(table, measurement)
    if expected == 0:
        return float("nan")
    return 1 - float((total - 1) * observed) / expected


def pooled_nominal_alpha(several: Iterable[ArrayLike]) -> float:
    """Return one nominal alpha over several questions, each against its own chance.

    several: tables of ratings, one for each question, such as whether a remark carries a code.
    A rare code and a common one in a single table would look like agreement because they differ
    from each other; here each is compared with what chance would give that code.

    The answer is a number without unit, at most 1. It is NaN where no question has any variation.
    Raises BadInput as `krippendorff_alpha` does.

    Formula: 1 - sum_q O_q / sum_q E_q, with O_q = sum(o_ck d_ck) of question q, and
    E_q = sum(n_c n_k d_ck) / (n - 1), as in `krippendorff_alpha`, whose value this is for one.

    >>> ratings = [[0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]]
    >>> round(pooled_nominal_alpha([ratings, [[1, 1], [1, 1]]]), 3)
    0.095
    """
    seen = by_chance = 0.0
    for ratings in several:
        observed, expected, total = _disagreement(checked_ratings(ratings), Measurement.NOMINAL)
        if expected > 0:
            seen += observed
            by_chance += expected / (total - 1)
    return 1 - seen / by_chance if by_chance else float("nan")


def _disagreement(table: Array, measurement: Measurement) -> tuple[float, float, float]:
    """Return sum(o d) and sum(n_c n_k d), as alpha's formula has them, and n."""
    values = np.unique(table)
    values = values[~np.isnan(values)]
    counts = _count_scores(table, values)
    assessors = counts.sum(axis=1, keepdims=True)
    pairable = counts[assessors[:, 0] >= 2]
    totals = pairable.sum(axis=0)
    weighted = pairable / (pairable.sum(axis=1, keepdims=True) - 1)
    coincidences = pairable.T @ weighted - np.diag(weighted.sum(axis=0))
    distances = _DISTANCES[measurement](values, totals)
    expected = float(totals @ distances @ totals)
    return float(np.sum(coincidences * distances)), expected, float(totals.sum())


def gwet_ac(ratings: ArrayLike, levels: ArrayLike, weights: AgreementWeights) -> float:
    """Return Gwet's AC1 (identity weights) or AC2: 1 for perfect agreement, 0 for chance.

    It stays steady where scores hardly vary, which is where alpha falls apart: if everybody gives
    every unit the same one of several levels, it is 1.

    ratings: shape (assessors, units), in scores, NaN where not scored.
    levels: shape (levels,), the scores an assessor could give, in ascending order, used or not.
    Part credit follows the distance between scores; pass level positions for equal steps.

    The answer is a number without unit, at most 1. It is NaN where nothing can be said: no unit was
    scored by two assessors, or there is only one level.

    Raises BadInput if ratings is not a table or holds a score that is not one of the levels.

    Formula: (p_a - p_e) / (1 - p_e); p_a is the mean over units with r_i >= 2 scores of
    sum_k r_ik (r*_ik - 1) / (r_i (r_i - 1)), r*_ik = sum_l w_kl r_il;
    p_e = sum(w) / (q (q - 1)) * sum_k pi_k (1 - pi_k), pi_k the mean over scored units of
    r_ik / r_i; w is 1 - |k - l| / range (linear) or 1 - ((k - l) / range)^2 (quadratic).
    Source: Gwet, K. L. (2014), Handbook of Inter-Rater Reliability, 4th ed., chapters 2 to 4;
    missing scores as in the author's R package irrCAC, gwet.ac1.raw.

    >>> nan = float("nan")
    >>> ratings = [[1, 2, 4, nan], [1, 2, 4, 3], [1, 1, nan, 3]]
    >>> round(gwet_ac(ratings, [1, 2, 3, 4], AgreementWeights.IDENTITY), 3)
    0.779
    >>> gwet_ac([[1, 1, 1], [1, 1, 1]], [1, 2, 3], AgreementWeights.LINEAR)
    1.0
    """
    table, scale = checked_ratings(ratings), np.asarray(levels, dtype=np.float64)
    strangers = table[~np.isnan(table) & ~np.isin(table, scale)]
    if strangers.size:
        allowed = ", ".join(f"{level:g}" for level in scale)
        raise BadInput(f"Expected every score to be one of {allowed}; found {strangers[0]:g}")
    counts = _count_scores(table, scale)
    assessors = counts.sum(axis=1)
    paired = assessors >= 2
    if not paired.any() or scale.size < 2:
        return float("nan")
    credit = _CREDITS[weights](scale)
    agreeing = np.sum(counts * (counts @ credit - 1), axis=1)[paired]
    observed = np.mean(agreeing / (assessors * (assessors - 1))[paired])
    shares = np.mean((counts[assessors > 0].T / assessors[assessors > 0]).T, axis=0)
    expected = credit.sum() / (scale.size * (scale.size - 1)) * np.sum(shares * (1 - shares))
    return float((observed - expected) / (1 - expected))


def checked_ratings(ratings: ArrayLike) -> Array:
    """Return the ratings as an array of shape (assessors, units), NaN where not scored.

    Raises BadInput if it is not a table of two dimensions or holds an infinite score.
    """
    table = np.asarray(ratings, dtype=np.float64)
    if table.ndim != 2:
        raise BadInput(
            f"Expected ratings of shape (assessors, units); found {table.ndim} dimension(s)"
        )
    if np.isinf(table).any():
        assessor, unit = np.argwhere(np.isinf(table))[0] + 1
        raise BadInput(f"Expected a finite score or none; assessor {assessor}, unit {unit} has inf")
    return table


def _count_scores(table: Array, values: Array) -> Array:
    """Return how many assessors gave each unit each value: shape (units, values)."""
    # NaN sorts after every number, so "not scored" is one more value, counted and then dropped
    places = np.searchsorted(np.append(values, np.nan), table)
    units, width = table.shape[1], values.size + 1
    places += np.arange(units) * width
    counts = np.bincount(places.ravel(), minlength=units * width).reshape(units, width)
    return counts[:, :-1].astype(np.float64)


def _differences(values: Array) -> Array:
    return np.subtract.outer(values, values)


def _nominal(values: Array, _totals: Array) -> Array:
    return 1 - np.eye(values.size)


def _ordinal(_values: Array, totals: Array) -> Array:
    # the scores between c and k, counting half of c's and half of k's: a difference of mid-ranks
    return _differences(np.cumsum(totals) - totals / 2) ** 2


def _interval(values: Array, _totals: Array) -> Array:
    return _differences(values) ** 2


def _ratio(values: Array, _totals: Array) -> Array:
    sums = np.add.outer(values, values)
    shares = np.divide(_differences(values), sums, out=np.zeros_like(sums), where=sums > 0)
    return np.square(shares)


def _identity_credit(levels: Array) -> Array:
    return np.eye(levels.size)


def _linear_credit(levels: Array) -> Array:
    return 1 - np.abs(_differences(levels)) / np.ptp(levels)


def _quadratic_credit(levels: Array) -> Array:
    return 1 - (_differences(levels) / np.ptp(levels)) ** 2


_DISTANCES = {
    Measurement.NOMINAL: _nominal,
    Measurement.ORDINAL: _ordinal,
    Measurement.INTERVAL: _interval,
    Measurement.RATIO: _ratio,
}
_CREDITS = {
    AgreementWeights.IDENTITY: _identity_credit,
    AgreementWeights.LINEAR: _linear_credit,
    AgreementWeights.QUADRATIC: _quadratic_credit,
}
