"""Whether monthly counts rise or fall, apart from the season and from months that are missing."""

import math
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike, NDArray

from commonground.errors import BadInput
from commonground.geography.counts import checked
from commonground.geography.distributions import student_t_quantile
from commonground.scoring.arrays import Array, Flags
from commonground.sentences import say

Months = NDArray[np.datetime64]

_ROUNDS = 30
"""The fit stands still after some five, each a matter of microseconds."""


class Direction(StrEnum):
    """What the interval of the trend allows to be said."""

    RISING = "rising"
    FALLING = "falling"
    UNCLEAR = "no clear change"


@dataclass(frozen=True, slots=True, eq=False)
class Trend:
    """The yearly change of a monthly series, with season and length of month taken out.

    change, low, high: the change in a year and its interval, as a share: 0.05 is a rise of 5 %.
    expected: shape (months,), incidents that trend and season give each month, missing ones too.
    season: shape (12,), January first: times the yearly mean for a day of that month.
    used: how many months the fit rests on.
    left_out: the months that are missing or partial, in order: name them under the chart.
    overdispersion: how many times more the months vary than chance alone would make them; at
    least 1. The interval is wider by its root.
    """

    change: float
    low: float
    high: float
    interval_percent: int
    expected: Array
    season: Array
    used: int
    left_out: Months
    overdispersion: float

    @property
    def direction(self) -> Direction:
        """Return rising or falling only where the whole interval says so."""
        if self.low > 0:
            return Direction.RISING
        return Direction.FALLING if self.high < 0 else Direction.UNCLEAR


def trend(months: ArrayLike, counts: ArrayLike, interval_percent: int, fewest_months: int) -> Trend:
    """Return the trend of a monthly series with gaps.

    months: shape (months,), such as "2025-04", in order and each once.
    counts: shape (months,), incidents, NaN where the month is missing or partial: never 0 for it.
    Such months are left out of the fit, and so neither make a fall nor hide one.

    Raises BadInput where fewer than `fewest_months` months are whole, or those with incidents are
    too few times of the year to tell the season from the trend.

    Formula: log E(count) = log(days) + a + b t + c sin(2 pi m / 12) + d cos(2 pi m / 12), t in
    years, fitted by quasi-likelihood with a variance of phi times the mean, phi being Pearson's
    chi-squared over its degrees of freedom but at least 1; the change is exp(b) - 1 and its
    interval by Student's t. Months are taken as independent of each other: where a high month
    follows a high one, the interval is too narrow.
    Source: McCullagh, P. and Nelder, J. A. (1989), Generalized Linear Models, 2nd ed., chapters 6
    and 9; Stolwijk, Straatman and Zielhuis (1999), Studying seasonality by using sine and cosine
    functions in regression analysis, J. Epidemiol. Community Health 53, 235-238.
    """
    when = np.asarray(months, dtype="datetime64[M]")
    values = checked(counts, when.size, say("counts of months"))
    if np.any(np.diff(when.astype(np.int64)) <= 0):
        raise BadInput(say("Expected months in order, each once."))
    kept = ~np.isnan(values)
    terms = _terms(when)
    _refuse_too_little(terms[kept], values[kept], fewest_months, when.size)
    days = (when + 1).astype("datetime64[D]") - when.astype("datetime64[D]")
    length = np.log(days.astype(np.float64))
    fitted, covariance, dispersion = _fit(terms[kept], values[kept], length[kept])
    reach = student_t_quantile(interval_percent, int(kept.sum()) - terms.shape[1])
    reach *= math.sqrt(covariance[1, 1])
    return Trend(
        change=_yearly(fitted[1]),
        low=_yearly(fitted[1] - reach),
        high=_yearly(fitted[1] + reach),
        interval_percent=interval_percent,
        expected=np.exp(length + terms @ fitted),
        season=_season(fitted),
        used=int(kept.sum()),
        left_out=when[~kept],
        overdispersion=dispersion,
    )


def _terms(when: Months) -> Array:
    """Return one row for each month: 1, years since the first, sine and cosine of the season."""
    number = when.astype(np.int64)
    years = (number - number[:1]) / 12
    angle = 2 * math.pi * (number % 12) / 12
    return np.column_stack((np.ones(when.size), years, np.sin(angle), np.cos(angle)))


def _refuse_too_little(terms: Array, values: Array, fewest: int, all_months: int) -> None:
    if values.size < fewest:
        raise BadInput(
            say(
                "A trend needs at least %(fewest)s whole months; there are %(whole)s, and "
                "%(missing)s are missing or partial.",
                fewest=str(fewest),
                whole=str(values.size),
                missing=str(all_months - values.size),
            )
        )
    # with incidents at enough times of the year the fit has one answer, and a finite one
    if np.linalg.matrix_rank(terms[values > 0]) < terms.shape[1]:
        raise BadInput(
            say("Too few of these months have incidents to tell a trend from the season.")
        )


def _fit(terms: Array, values: Array, length: Array) -> tuple[Array, Array, float]:
    """Return coefficients, their covariance and the overdispersion, by reweighted least squares."""
    linear: Array = np.log(values + 0.5)
    fitted: Array = np.zeros(terms.shape[1])
    for _ in range(_ROUNDS):
        mean = np.exp(linear)
        adjusted = linear - length + (values - mean) / mean
        root = np.sqrt(mean)
        found, *_ = np.linalg.lstsq(terms * root[:, np.newaxis], adjusted * root, rcond=None)
        fitted = np.asarray(found, dtype=np.float64)
        linear = terms @ fitted + length
    mean = np.exp(linear)
    spare = values.size - terms.shape[1]
    dispersion = max(1.0, float(np.sum((values - mean) ** 2 / mean)) / spare)
    return fitted, dispersion * np.linalg.inv((terms.T * mean) @ terms), dispersion


def _yearly(exponent: float) -> float:
    """Return the change in a year; an end of an interval may be beyond what a number can say."""
    return math.expm1(min(float(exponent), 700.0))


def _season(fitted: Array) -> Array:
    angle = 2 * math.pi * np.arange(12) / 12
    course = np.exp(fitted[2] * np.sin(angle) + fitted[3] * np.cos(angle))
    season: Array = course / course.mean()
    return season


def without(counts: ArrayLike, left_out: Flags) -> Array:
    """Return counts with those of partial months as NaN: shape (months,) or (months, areas).

    >>> without([[3.0, 4.0], [1.0, 0.0]], np.array([False, True]))
    array([[ 3.,  4.],
           [nan, nan]])
    """
    found = np.array(counts, dtype=np.float64)
    found[left_out] = np.nan
    return found
