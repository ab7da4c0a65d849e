"""How many incidents there are for each thousand residents, and how sure that is."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from commonground.geography.counts import checked
from commonground.geography.distributions import poisson_bounds
from commonground.scoring.arrays import Array
from commonground.sentences import say

RESIDENTS_MISLEAD = say(
    "A rate counts those who live in an area, not those who are there. In a town centre, at a "
    "station or a hospital few people live and many come, so its rate says little about risk."
)
"""What stands beside every rate."""


@dataclass(frozen=True, slots=True, eq=False)
class Rates:
    """Rates of incidents, each array of shape (areas,), per `per` residents.

    NaN where an area has no count, no number of residents, or none.
    """

    per: int
    rate: Array
    low: Array
    high: Array
    """The exact Poisson interval of the rate, `interval_percent` sure."""
    interval_percent: int
    shrunk: Array
    """The rate drawn to the overall one by as much as the area is too small to be believed."""
    overall: float
    """The rate of all areas together that have one; NaN where none has."""


def rates(counts: ArrayLike, residents: ArrayLike, per: int, interval_percent: int) -> Rates:
    """Return the rate of each area with its interval, and its empirical-Bayes estimate.

    counts: shape (areas,), incidents of the whole period, NaN where unknown: it stays unknown.
    residents: shape (areas,), people, NaN where unknown; a rate for 0 residents is unknown.

    Raises BadInput if the two are not of one shape, or hold a value below 0 or an infinite one.

    Formula: with r = x / n, the overall rate b = sum(x) / sum(n) and the variance between areas
    a = max(0, sum(n (r - b)^2) / sum(n) - b / mean(n)), the estimate is
    b + (r - b) a / (a + b / n). It is Marshall's global estimator, by moments, with no assumption
    about the shape of the rates' distribution. The interval is Garwood's, of the count; residents
    count as exact.
    Source: Marshall, R. J. (1991), Mapping disease and mortality rates using empirical Bayes
    estimators, Applied Statistics 40(2), 283-294, section 3.

    >>> found = rates([0, 10, float("nan")], [500, 1000, 800], 1000, 95)
    >>> found.rate.tolist(), found.shrunk.round(2).tolist()
    ([0.0, 10.0, nan], [3.33, 8.89, nan])
    """
    incidents = checked(counts, None, say("counts"))
    people = checked(residents, incidents.size, say("residents"))
    people = np.where(people == 0, np.nan, people)
    low, high = poisson_bounds(incidents, interval_percent)
    shrunk, overall = _shrunk(incidents, people)
    return Rates(
        per=per,
        rate=incidents / people * per,
        low=low / people * per,
        high=high / people * per,
        interval_percent=interval_percent,
        shrunk=shrunk * per,
        overall=overall * per,
    )


def _shrunk(incidents: Array, people: Array) -> tuple[Array, float]:
    known = ~np.isnan(incidents + people)
    estimate = np.full(incidents.shape, np.nan)
    if not known.any():
        return estimate, float("nan")
    x, n = incidents[known], people[known]
    overall = x.sum() / n.sum()
    if overall == 0:
        estimate[known] = 0.0
        return estimate, 0.0
    deviation = x / n - overall
    between = max(0.0, (n @ deviation**2) / n.sum() - overall / n.mean())
    estimate[known] = overall + deviation * between / (between + overall / n)
    return estimate, float(overall)
