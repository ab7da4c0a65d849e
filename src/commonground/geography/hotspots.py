"""Where high counts lie together: Getis-Ord Gi*, local and global Moran, false discovery held.

Every z and p is by the published moments, not by permutations, so that the same counts give the
same answer. An area whose count is NaN is left out, also as a neighbour of others.
"""

import math
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike

from commonground.geography.counts import checked
from commonground.geography.distributions import two_sided_p
from commonground.geography.neighbours import Neighbours
from commonground.scoring.arrays import Array, Flags
from commonground.sentences import say

_LEAST_VARIANCE = 1e-12
"""Of Moran's I: where everybody borders on everybody it is 0, but for rounding."""


@dataclass(frozen=True, slots=True, eq=False)
class Spots:
    """Getis-Ord Gi* of each area, each array of shape (areas,).

    z: standard deviations above (or below) what chance would give the area and its neighbours
    together; NaN where the area has no count, or nothing can be said of any.
    p: two-sided, by the normal distribution, before any correction; NaN where z is.
    hot, cold: what survives the false-discovery rate, above and below.
    tested: how many areas had a z.
    """

    z: Array
    p: Array
    hot: Flags
    cold: Flags
    tested: int


class Quarter(StrEnum):
    """How an area and the mean of its neighbours stand to the overall mean."""

    HIGH_AMONG_HIGH = "high among high"
    LOW_AMONG_HIGH = "low among high"
    LOW_AMONG_LOW = "low among low"
    HIGH_AMONG_LOW = "high among low"


@dataclass(frozen=True, slots=True, eq=False)
class LocalMoran:
    """Local Moran's I of each area, each array of shape (areas,).

    i: above 0 where the area is like its neighbours, below 0 where it is unlike; NaN where it has
    no count, and 0 for an island.
    z, p: two-sided against conditional randomisation; NaN where i is, or for an island.
    significant: what survives the false-discovery rate.
    quarters: one for each area; None where it has no count.
    """

    i: Array
    z: Array
    p: Array
    significant: Flags
    quarters: tuple[Quarter | None, ...]


@dataclass(frozen=True, slots=True)
class Moran:
    """Moran's I of the whole area: 0 for no pattern, towards 1 where like lies beside like.

    expected is what chance gives, -1 / (areas - 1); z and p (two-sided) are against randomisation.
    All are NaN with fewer than four areas, where every count is the same, or nobody has a
    neighbour.
    """

    i: float
    expected: float
    z: float
    p: float


def getis_ord(counts: ArrayLike, neighbours: Neighbours, false_discovery_rate: float) -> Spots:
    """Return Getis-Ord Gi* of counts, each area together with its neighbours, binary weights.

    counts: shape (areas,), 0 or more, NaN where unknown.

    Formula: z = (sum_j w_ij x_j - W_i m) / (s sqrt((n W_i - W_i^2) / (n - 1))), w_ij = 1 for the
    area itself and its neighbours, W_i their number, m and s mean and standard deviation over n.
    The counts are skewed and the normal distribution is an approximation, the better the more
    neighbours; a z says how far, the false-discovery rate says how many to believe.
    Source: Ord, J. K. and Getis, A. (1995), Local spatial autocorrelation statistics, Geographical
    Analysis 27(4), 286-306, equation 14.
    """
    values, kept, among = _known(counts, neighbours)
    n, weight = values.size, among.counts + 1
    spread = values.std() if n else 0.0
    above = among.sums(values) + values - weight * (values.mean() if n else 0.0)
    scale = spread * np.sqrt(np.maximum(n * weight - weight**2, 0) / max(n - 1, 1))
    z = _everywhere(kept, np.divide(above, scale, out=np.full(n, np.nan), where=scale > 0))
    p = two_sided_p(z)
    survives = benjamini_hochberg(p, false_discovery_rate)
    return Spots(z, p, survives & (z > 0), survives & (z < 0), int((~np.isnan(z)).sum()))


def local_moran(
    counts: ArrayLike, neighbours: Neighbours, false_discovery_rate: float
) -> LocalMoran:
    """Return local Moran's I of counts, each area against the mean of its neighbours.

    counts: shape (areas,), 0 or more, NaN where unknown.

    Formula: I_i = (n - 1) z_i sum_j w_ij z_j / sum(z^2), z the standardised counts, w_ij one over
    the number of neighbours; mean and variance under conditional randomisation.
    Source: Anselin, L. (1995), Local indicators of spatial association, Geographical Analysis
    27(2), 93-115; Sokal, Oden and Thomson (1998), Local spatial autocorrelation in a biological
    model, Geographical Analysis 30(4), 331-354, equations A7 and A8.
    """
    values, kept, among = _known(counts, neighbours)
    n = values.size
    # two areas leave nothing to randomise, and equal ones nothing to compare
    if n < 3 or values.std() == 0:
        nothing = np.full(kept.shape, np.nan)
        return LocalMoran(
            nothing, nothing, nothing, np.zeros(kept.shape, dtype=bool), (None,) * kept.size
        )
    standard = (values - values.mean()) / values.std()
    lag, weight, weight_squared = _lagged(standard, among)
    i = (n - 1) * standard * lag / (standard @ standard)
    expected = -(standard**2) * weight / (n - 1)
    variance = (
        standard**2
        * n
        / (n - 2)
        * (weight_squared - weight**2 / (n - 1))
        * (1 - standard**2 / (n - 1))
    )
    possible = variance > 0
    scale = np.sqrt(variance, where=possible, out=np.full(n, np.nan))
    z = _everywhere(kept, (i - expected) / scale)
    p = two_sided_p(z)
    return LocalMoran(
        _everywhere(kept, i),
        z,
        p,
        benjamini_hochberg(p, false_discovery_rate),
        _quarters(_everywhere(kept, standard), _everywhere(kept, lag)),
    )


def moran(counts: ArrayLike, neighbours: Neighbours) -> Moran:
    """Return Moran's I of counts, with row-standardised weights.

    counts: shape (areas,), 0 or more, NaN where unknown.

    Formula: I = n / S0 * sum_ij w_ij d_i d_j / sum(d^2), d the deviations from the mean.
    Source: Cliff, A. D. and Ord, J. K. (1981), Spatial Processes, Pion, section 2.
    """
    values, _, among = _known(counts, neighbours)
    n = values.size
    if n < 4 or not among.others.size or values.std() == 0:
        return Moran(math.nan, math.nan, math.nan, math.nan)
    deviations = values - values.mean()
    lag, weight, _ = _lagged(deviations, among)
    squares = float(deviations @ deviations)
    s0, s1, s2 = _weight_sums(among, weight)
    i = n / s0 * float(deviations @ lag) / squares
    expected = -1 / (n - 1)
    kurtosis = n * float(np.sum(deviations**4)) / squares**2
    variance = (
        n * ((n * n - 3 * n + 3) * s1 - n * s2 + 3 * s0**2)
        - kurtosis * ((n * n - n) * s1 - 2 * n * s2 + 6 * s0**2)
    ) / ((n - 1) * (n - 2) * (n - 3) * s0**2) - expected**2
    z = (i - expected) / math.sqrt(variance) if variance > _LEAST_VARIANCE else math.nan
    return Moran(i, expected, z, float(two_sided_p(np.array(z))))


def benjamini_hochberg(p: Array, rate: float) -> Flags:
    """Return which p-values survive a false-discovery rate; shape as p, False where p is NaN.

    Of those that survive, on average at most this share is there by chance alone.

    Formula: with m p-values in ascending order, all up to the largest k with p_k <= k / m * rate.
    Source: Benjamini, Y. and Hochberg, Y. (1995), Controlling the false discovery rate, JRSS B
    57(1), 289-300.

    >>> benjamini_hochberg(np.array([0.01, 0.04, 0.03, np.nan, 0.9]), 0.05)
    array([ True, False, False, False, False])
    """
    known = np.sort(p[~np.isnan(p)])
    allowed = known <= np.arange(1, known.size + 1) / max(known.size, 1) * rate
    cut = known[allowed][-1] if allowed.any() else -1.0
    survives: Flags = p <= cut
    return survives


def _known(counts: ArrayLike, neighbours: Neighbours) -> tuple[Array, Flags, Neighbours]:
    """Return the known counts, which areas have one, and those areas as each other's neighbours."""
    values = checked(counts, len(neighbours), say("counts"))
    kept: Flags = ~np.isnan(values)
    return values[kept], kept, neighbours.only(kept)


def _lagged(values: Array, among: Neighbours) -> tuple[Array, Array, Array]:
    """Return the mean of each area's neighbours, and the sum and the sum of squares of weights."""
    shares = np.divide(1.0, among.counts, out=np.zeros(len(among)), where=among.counts > 0)
    return among.sums(values) * shares, (shares > 0).astype(np.float64), shares


def _weight_sums(among: Neighbours, weight: Array) -> tuple[float, float, float]:
    """Return S0, S1 and S2 of row-standardised weights, as the variance of Moran's I has them."""
    share = 1 / among.counts[among.rows]
    back = 1 / among.counts[among.others]
    to_each = np.bincount(among.others, weights=share, minlength=len(among))
    return float(weight.sum()), float(np.sum((share + back) ** 2)) / 2, float(
        np.sum((weight + to_each) ** 2)
    )  # fmt: skip


def _everywhere(kept: Flags, values: Array) -> Array:
    found = np.full(kept.shape, np.nan)
    found[kept] = values
    return found


def _quarters(standard: Array, lag: Array) -> tuple[Quarter | None, ...]:
    return tuple(
        None if math.isnan(own) else _QUARTERS[own > 0, around > 0]
        for own, around in zip(standard.tolist(), lag.tolist(), strict=True)
    )


_QUARTERS = {
    (True, True): Quarter.HIGH_AMONG_HIGH,
    (False, True): Quarter.LOW_AMONG_HIGH,
    (False, False): Quarter.LOW_AMONG_LOW,
    (True, False): Quarter.HIGH_AMONG_LOW,
}
