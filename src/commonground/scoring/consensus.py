"""Where the agencies agree on a cell, where they do not, and what a second round reopens.

A cell is one issue on one criterion. Everything here is in positions on the criterion's levels
(see `commonground.scoring.levels`): shape (agencies, cells), NaN where an agency did not score.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from commonground.errors import BadInput, refuse
from commonground.scoring.arrays import Array, Flags

# Positions of means come out of division (thirds, sevenths): distances are taken to a billionth of
# a level, so that 4/3 is one level from 1/3 and not a rounding more.
_DECIMALS = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsensusRule:
    """What counts as consensus, declared before round 1 and frozen; every value is the caller's.

    min_share_within_one: least share of agencies within one level of the median, 0 to 1.
    max_interquartile_range: widest middle half of the agencies, in levels.
    max_share_moved: a cell is stable only if a smaller share of assessors moved, 0 to 1.
    max_rounds: after so many rounds nothing reopens and dissent is reported.
    min_camp_gap, min_camp_share: two camps are divided by an empty gap of at least so many levels,
    with at least such a share of the agencies on either side.

    Raises BadInput if a share is not between 0 and 1.
    """

    min_share_within_one: float
    max_interquartile_range: float
    max_share_moved: float
    max_rounds: int
    min_camp_gap: float
    min_camp_share: float

    def __post_init__(self) -> None:
        shares = ("min_share_within_one", "max_share_moved", "min_camp_share")
        refuse(
            f"Consensus rule, {name}: expected a share from 0 to 1; found {getattr(self, name)}"
            for name in shares
            if not 0 <= getattr(self, name) <= 1
        )


@dataclass(frozen=True, slots=True)
class CellAgreement:
    """How far agencies agree on each cell; every array is of shape (cells,).

    agencies: how many scored the cell.
    median: in levels; NaN if no agency scored the cell.
    share_within_one: share of those agencies within one level of the median, 0 to 1.
    interquartile_range: in levels.
    The last two are NaN with fewer than two agencies: one alone can neither agree nor differ.
    """

    agencies: NDArray[np.int64]
    median: Array
    share_within_one: Array
    interquartile_range: Array


def cell_agreement(positions: ArrayLike) -> CellAgreement:
    """Return the median and the two measures of agreement of each cell, one agency one voice.

    positions: shape (agencies, cells), in levels, NaN where not scored.

    Formula: quartiles by linear interpolation between sorted values, as Excel's QUARTILE.INC
    (Hyndman and Fan 1996, Sample quantiles in statistical packages, definition 7).

    >>> found = cell_agreement([[1, 0], [1, 0], [2, 3], [3, 3]])
    >>> found.share_within_one.tolist(), found.interquartile_range.tolist()
    ([0.75, 0.0], [1.25, 3.0])
    """
    ordered = _sorted_positions(positions)
    agencies = np.sum(~np.isnan(ordered), axis=0)
    median = _quantile(ordered, agencies, 0.5)
    near = np.round(np.abs(ordered - median), _DECIMALS) <= 1
    spread = _quantile(ordered, agencies, 0.75) - _quantile(ordered, agencies, 0.25)
    share = near.sum(axis=0) / np.maximum(agencies, 1)
    return CellAgreement(
        agencies=agencies,
        median=median,
        share_within_one=np.where(agencies >= 2, share, np.nan),
        interquartile_range=np.where(agencies >= 2, np.round(spread, _DECIMALS), np.nan),
    )


def has_two_camps(positions: ArrayLike, rule: ConsensusRule) -> Flags:
    """Return whether the agencies fall into two camps: shape (cells,).

    positions: shape (agencies, cells), in levels, NaN where not scored. A cell has two camps if
    some gap between neighbouring positions is at least rule.min_camp_gap levels, with at least
    rule.min_camp_share of the agencies below it and as many above. Not only the widest gap is
    tried: one stray agency far off would hide the camps. A cell that one agency scored has none.

    >>> rule = ConsensusRule(
    ...     min_share_within_one=0.75, max_interquartile_range=1, max_share_moved=0.15,
    ...     max_rounds=2, min_camp_gap=2, min_camp_share=0.25)
    >>> has_two_camps([[0, 0], [0, 1], [3, 2], [3, 3]], rule).tolist()
    [True, False]
    """
    ordered = _sorted_positions(positions)
    agencies = np.sum(~np.isnan(ordered), axis=0)
    below = np.arange(1, ordered.shape[0])[:, np.newaxis]
    # a gap beside a missing position is NaN, which is never wide; agencies - below is then unused
    wide = np.round(np.diff(ordered, axis=0), _DECIMALS) >= rule.min_camp_gap
    smaller = np.minimum(below, agencies - below) / np.maximum(agencies, 1)
    return np.asarray(np.any(wide & (smaller >= rule.min_camp_share), axis=0), dtype=np.bool_)


def has_consensus(agreement: CellAgreement, rule: ConsensusRule) -> Flags:
    """Return whether each cell meets both halves of the rule: shape (cells,).

    A cell that fewer than two agencies scored has no consensus, and is not contested either.
    """
    near = agreement.share_within_one >= rule.min_share_within_one
    return near & (agreement.interquartile_range <= rule.max_interquartile_range)


def is_contested(agreement: CellAgreement, rule: ConsensusRule) -> Flags:
    """Return whether two or more agencies scored each cell without consensus: shape (cells,)."""
    return (agreement.agencies >= 2) & ~has_consensus(agreement, rule)


def share_moved(before: ArrayLike, after: ArrayLike) -> Array:
    """Return the share of assessors who changed their score of each cell between two rounds.

    before, after: shape (assessors, cells), in scores, the same assessors in the same order, NaN
    where not scored. Only those who scored the cell in both rounds count: joining or leaving is not
    a change of mind.

    The answer has shape (cells,), from 0 to 1, NaN if nobody scored the cell in both rounds.

    Raises BadInput if the two arrays differ in shape.

    >>> nan = float("nan")
    >>> share_moved([[1, 2], [4, nan], [4, nan]], [[1, nan], [2, 8], [4, nan]]).round(2).tolist()
    [0.33, nan]
    """
    first, second = np.asarray(before, dtype=np.float64), np.asarray(after, dtype=np.float64)
    if first.shape != second.shape:
        raise BadInput(
            "Expected both rounds to list the same assessors and cells; "
            f"found shapes {first.shape} and {second.shape}"
        )
    both = ~np.isnan(first) & ~np.isnan(second)
    assessors, moved = both.sum(axis=0), (both & (first != second)).sum(axis=0)
    return np.where(assessors > 0, moved / np.maximum(assessors, 1), np.nan)


def is_stable(
    first: CellAgreement, second: CellAgreement, moved: Array, rule: ConsensusRule
) -> Flags:
    """Return whether each cell held still between two rounds: shape (cells,).

    first, second: the agencies' agreement in each round. moved: shape (cells,), from `share_moved`.
    Stable: the agencies' median rests on the same level (rounded half up), and fewer assessors
    moved than rule.max_share_moved. The median is compared by level because a mean inside one
    agency shifts by a hair whenever one colleague moves, and a hair is not a change of mind.
    A cell with an unknown median or share moved is not stable.
    """
    same = np.equal(_nearest_level(first.median), _nearest_level(second.median))
    return np.asarray(same & (moved < rule.max_share_moved), dtype=np.bool_)


def reopens(contested: Flags, unstable: Flags, rounds_held: int, rule: ConsensusRule) -> Flags:
    """Return whether each cell goes to another round: shape (cells,).

    contested, unstable: shape (cells,); after round 1 nothing is known to be unstable, so pass all
    False. Nothing reopens once rule.max_rounds have been held: see `reports_dissent`.
    """
    return (contested | unstable) & (rounds_held < rule.max_rounds)


def reports_dissent(contested: Flags, rounds_held: int, rule: ConsensusRule) -> Flags:
    """Return whether each cell is still contested after the last round: shape (cells,)."""
    return contested & (rounds_held >= rule.max_rounds)


def _sorted_positions(positions: ArrayLike) -> Array:
    """Return the positions sorted within each cell, with NaN last."""
    table = np.asarray(positions, dtype=np.float64)
    if table.ndim != 2:
        raise BadInput(
            f"Expected positions of shape (agencies, cells); found {table.ndim} dimension(s)"
        )
    # one empty row more, so that a round in which nobody has scored yet has a NaN to find
    return np.sort(np.vstack([table, np.full(table.shape[1], np.nan)]), axis=0)


def _quantile(ordered: Array, agencies: NDArray[np.int64], share: float) -> Array:
    place = share * np.maximum(agencies - 1, 0)
    floor = np.floor(place).astype(np.int64)
    lower, upper = (
        np.take_along_axis(ordered, row[np.newaxis], axis=0)[0]
        for row in (floor, np.ceil(place).astype(np.int64))
    )
    return np.asarray(lower + (upper - lower) * (place - floor), dtype=np.float64)


def _nearest_level(positions: Array) -> Array:
    return np.asarray(np.floor(np.round(positions, _DECIMALS) + 0.5), dtype=np.float64)
