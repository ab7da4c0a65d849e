"""Compares two periods, area by area, and says which change is more than chance."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from commonground.geography.analysis_rules import AnalysisRules
from commonground.geography.cubes import Cube
from commonground.geography.hotspots import benjamini_hochberg
from commonground.geography.looking import Period
from commonground.scoring.arrays import Array, Flags


@dataclass(frozen=True, slots=True, eq=False)
class Compared:
    """Two periods beside each other; arrays of shape (areas,), NaN where a count is unknown.

    before, after: incidents of each period's whole months.
    change: incidents a month, after less before; the two may have different numbers of months.
    p: how likely a difference as large is by chance, were the rate the same in both.
    risen, fallen: what survives the false-discovery rate, up and down.
    same_season: whether both have the same months of the year; if not, season may be the reason.
    """

    earlier: Period
    later: Period
    before: Array
    after: Array
    change: Array
    p: Array
    risen: Flags
    fallen: Flags
    same_season: bool


def compare(
    cube: Cube, earlier: Period, later: Period, categories: Sequence[str], rules: AnalysisRules
) -> Compared:
    """Return two periods compared; BadInput for categories that the cube has not.

    Incidents are taken as independent of each other. They come in series, so that chance moves
    them further than this test allows for: a change that it does not find is none to speak of, one
    that it finds is worth a look.
    """
    before, after = (cube.totals(period.months, categories) for period in (earlier, later))
    lengths = len(earlier.months), len(later.months)
    p = same_rate_p(before, after, lengths[1] / sum(lengths))
    change = after / lengths[1] - before / lengths[0]
    beyond = benjamini_hochberg(p, rules.false_discovery_rate)
    return Compared(
        earlier=earlier,
        later=later,
        before=before,
        after=after,
        change=change,
        p=p,
        risen=beyond & (change > 0),
        fallen=beyond & (change < 0),
        same_season=_of_year(earlier) == _of_year(later),
    )


def same_rate_p(before: Array, after: Array, share: float) -> Array:
    """Return how likely it is that two counts differ so much by chance, shape as the counts.

    before, after: counts, NaN where unknown. share: of both lengths of time, the later one's.
    Two-sided, exact: 1 where both are 0.

    Formula: given their sum n, the later count is binomial with n and `share` if the rates are the
    same; p is twice the smaller tail, at most 1.
    Source: Przyborowski, J. and Wilenski, H. (1940), Homogeneity of results in testing samples from
    Poisson series, Biometrika 31, 313-323.

    >>> same_rate_p(np.array([10.0, 0.0]), np.array([2.0, 0.0]), 0.5).round(4)
    array([0.0386, 1.    ])
    """
    found = np.full(before.shape, np.nan)
    known = np.flatnonzero(~np.isnan(before + after))
    most = int((before + after)[known].max(initial=0.0))
    # logarithms of the factorials of 0 to the largest sum
    logs = np.concatenate(([0.0], np.cumsum(np.log(np.arange(1, most + 1)))))
    for place in known.tolist():
        x, n = int(after[place]), int(before[place] + after[place])
        k = np.arange(n + 1)
        chances = np.exp(
            logs[n] - logs[k] - logs[n - k] + k * np.log(share) + (n - k) * np.log1p(-share)
        )
        found[place] = min(1.0, 2 * min(chances[: x + 1].sum(), chances[x:].sum()))
    return found


def _of_year(period: Period) -> list[str]:
    return sorted(month[5:] for month in period.months)
