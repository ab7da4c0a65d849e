"""From many assessors to one cell: the default, and the alternatives shown beside it."""

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from commonground.scoring.arrays import Array, Flags
from commonground.scoring.interquartile import interquartile_mean
from commonground.scoring.rules import Rules
from commonground.scoring.scores import is_scored
from commonground.scoring.severity import corrected


def agency_means(values: Array, agency_of: NDArray[np.intp]) -> tuple[Array, Array]:
    """Return each agency's mean score of every cell, and how many of its people scored it.

    `values` has shape (assessors, ...) with NaN for not scored and `agency_of` (assessors,); both
    results have shape (agencies, ...). A mean is NaN where nobody of the agency scored.
    """
    agencies = int(agency_of.max()) + 1
    scored = is_scored(values)
    sums = np.zeros((agencies, *values.shape[1:]))
    voters = np.zeros_like(sums)
    points = np.where(scored, values, 0.0)
    for agency in range(agencies):
        people = agency_of == agency
        sums[agency] = points[people].sum(axis=0)
        voters[agency] = scored[people].sum(axis=0)
    with np.errstate(invalid="ignore"):
        return sums / voters, voters


def agency_weights(voters: Array) -> Array:
    """Return n / (n + 1) for n voters: one voice an agency, a little quieter when it is one person.

    Shape as given; 0 where there is no voter.
    """
    return voters / (voters + 1)


def two_stage(values: Array, agency_of: NDArray[np.intp], rules: Rules) -> Array:
    """Return the default cell: agencies' means, then the interquartile mean across agencies.

    `values` has shape (assessors, issues, criteria), already corrected for severity; the result
    has shape (issues, criteria), NaN where nobody scored.
    """
    means, voters = agency_means(values, agency_of)
    return interquartile_mean(means, agency_weights(voters), rules.trim_each_end)


def default_cells(
    values: Array,
    agency_of: NDArray[np.intp],
    rules: Rules,
    settled: Flags | None = None,
) -> Array:
    """Return the default cells from scores as they were given; shape (issues, criteria)."""
    points = corrected(values, ridge=rules.ridge, sweeps=rules.sweeps, settled=settled)
    return two_stage(points, agency_of, rules)


def pooled_mean(values: Array, _agency_of: NDArray[np.intp], _rules: Rules) -> Array:
    """Return the mean over all assessors alike; shape (issues, criteria)."""
    scored = is_scored(values)
    with np.errstate(invalid="ignore"):
        mean: Array = np.where(scored, values, 0.0).sum(axis=0) / scored.sum(axis=0)
    return mean


def pooled_median(values: Array, _agency_of: NDArray[np.intp], _rules: Rules) -> Array:
    """Return the median over all assessors alike; shape (issues, criteria)."""
    ranked = np.sort(values, axis=0)  # NaN last
    count = is_scored(values).sum(axis=0)
    low = np.take_along_axis(ranked, np.maximum(count - 1, 0)[np.newaxis] // 2, axis=0)
    high = np.take_along_axis(ranked, count[np.newaxis] // 2 % len(values), axis=0)
    middle: Array = np.where(count % 2, low, (low + high) / 2)[0]
    return middle


def one_agency_one_vote(values: Array, agency_of: NDArray[np.intp], _rules: Rules) -> Array:
    """Return the mean of the agencies' means, each counting the same; shape (issues, criteria)."""
    means, voters = agency_means(values, agency_of)
    return interquartile_mean(means, (voters > 0).astype(float), 0.0)


Aggregation = Callable[[Array, NDArray[np.intp], Rules], Array]
"""From scores as they were given, shape (assessors, issues, criteria), NaN for not scored, and each
assessor's agency, shape (assessors,): the cells, shape (issues, criteria), NaN where nobody scored.
"""

ALTERNATIVES: Mapping[str, Aggregation] = {
    "pooled_mean": pooled_mean,
    "pooled_median": pooled_median,
    "one_agency_one_vote": one_agency_one_vote,
}
"""What is shown beside the default, by the name the result carries."""
