"""How far incidents are concentrated in few areas: Lorenz curve, Gini, share that holds a half."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from commonground.errors import BadInput
from commonground.geography.counts import checked
from commonground.scoring.arrays import Array
from commonground.sentences import say


@dataclass(frozen=True, slots=True, eq=False)
class Concentration:
    """How incidents are spread over areas; areas without a count are left out.

    areas, incidents: how many there are of each.
    lorenz: shape (areas + 1, 2), from (0, 0) to (1, 1): the share of areas, those with most
    incidents first, and the share of incidents that they hold.
    gini: 0 where every area has as many, towards 1 where one has all.
    gini_beyond_chance: the same against what is possible at all where there are fewer incidents
    than areas, when most areas must be empty; equal to gini where there are as many or more.
    Both are NaN where there is no incident.
    """

    areas: int
    incidents: float
    lorenz: Array
    gini: float
    gini_beyond_chance: float

    def share_holding(self, share: float) -> float:
        """Return the least share of areas that holds this share of incidents; NaN without any.

        Whole areas are counted: with 659 areas the answer is a multiple of 1/659.
        """
        if not self.incidents:
            return math.nan
        # adding up shares may miss an exact half by the last place
        return float(self.lorenz[np.argmax(self.lorenz[:, 1] >= share - 1e-12), 0])


def concentration(counts: ArrayLike) -> Concentration:
    """Return how incidents are concentrated; counts: shape (areas,), 0 or more, NaN where unknown.

    Raises BadInput if no area has a count, or a count is below 0 or infinite.

    Formula: Gini = sum((2 i - n - 1) x_i) / (n sum(x)), x in ascending order; with c incidents in
    n > c areas, beyond chance it is (2 sum(i x_i) / c - n - 1) / c - n / c + 1.
    Source: Bernasco, W. and Steenbeek, W. (2017), More places than crimes: implications for
    evaluating the law of crime concentration at place, Journal of Quantitative Criminology 33,
    451-467.

    >>> found = concentration([6, 2, 0, 0, float("nan")])
    >>> found.gini, found.share_holding(0.5), found.areas
    (0.625, 0.25, 4)
    """
    values = checked(counts, None, say("counts"))
    known = np.sort(values[~np.isnan(values)])
    n, total = known.size, float(known.sum())
    if not n:
        raise BadInput(say("No area has a count, so nothing can be said of concentration."))
    held = np.cumsum(known[::-1]) / total if total else np.linspace(1, n, n) / n
    lorenz = np.column_stack((np.arange(n + 1) / n, np.append(0.0, held)))
    if not total:
        return Concentration(n, 0.0, lorenz, math.nan, math.nan)
    ranked = float((2 * np.arange(1, n + 1) - n - 1) @ known) / total
    fewer = max(n / total, 1.0)
    return Concentration(n, total, lorenz, ranked / n, ranked * fewer / n - fewer + 1)
