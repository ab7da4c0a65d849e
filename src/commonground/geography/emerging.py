"""Which areas are hot spots all the time, since lately, no more, or now and then."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike

from commonground.errors import BadInput
from commonground.geography.analysis_rules import EmergingRule
from commonground.geography.hotspots import getis_ord
from commonground.geography.neighbours import Neighbours
from commonground.scoring.arrays import Array, Flags
from commonground.sentences import say


class Pattern(StrEnum):
    """What an area is over all periods; the first that holds, in this order."""

    PERSISTENT = "persistent"
    EMERGING = "emerging"
    FORMER = "former"
    INTERMITTENT = "intermittent"
    NONE = "none"


@dataclass(frozen=True, slots=True, eq=False)
class Patterns:
    """Each area's pattern of hot periods.

    patterns: one for each area; None where no period, or no recent or no older one, has its count.
    hot: shape (periods, areas), whether the area was a hot spot in the period; False where unknown.
    share: shape (areas,), of the periods that have the area's count, those in which it was hot.
    recent: how many of the latest periods count as recent.
    known: shape (periods,), whether any area had a count; the others are left out, and named.
    """

    patterns: tuple[Pattern | None, ...]
    hot: Flags
    share: Array
    recent: int
    known: Flags


def emerging_patterns(counts: ArrayLike, neighbours: Neighbours, rule: EmergingRule) -> Patterns:
    """Return each area's pattern over periods, by the rule of the R package sfhotspot.

    counts: shape (periods, areas), in order of time, NaN where a period is missing or partial. A
    period without any count is left out before the recent ones are told off; a single area's gap
    is left out of that area's shares.

    Raises BadInput with fewer than two periods that have counts.

    Rule: hot in a period is a Gi* that survives the false-discovery rate there. Persistent: hot in
    `persistent_share` of periods. Emerging: in less than `hotspot_share` of the older and at least
    `emerging_share_of_recent` of the recent ones. Former: in `hotspot_share` of the older and less
    of the recent ones. Intermittent: in `hotspot_share` of all. The latest `recent_share` of
    periods, rounded down but at least one, are recent.
    It differs from the package's code in two things: there the window of recent periods begins one
    period early, so that one counts as older and as recent; and there p-values are corrected over
    an area's periods, here over the areas of each period.
    Source: Ashby, M. (2023), sfhotspot, R package, functions hotspot_classify and
    hotspot_classify_params, https://github.com/mpjashby/sfhotspot.
    """
    table = np.asarray(counts, dtype=np.float64)
    if table.ndim != 2:
        raise BadInput(say("Expected counts by period and area."))
    known: Flags = np.any(~np.isnan(table), axis=1)
    periods = int(known.sum())
    if periods < 2:
        raise BadInput(
            say(
                "Emerging places need at least two periods with counts; found %(found)s.",
                found=str(periods),
            )
        )
    recent = max(1, int(rule.recent_share * periods + 1e-9))
    hot = np.zeros(table.shape, dtype=bool)
    for period in np.flatnonzero(known):
        hot[period] = getis_ord(table[period], neighbours, rule.critical_p).hot
    counted, there = hot[known], ~np.isnan(table[known])
    shares = [
        _share(counted[part], there[part])
        for part in (slice(None), slice(periods - recent), slice(periods - recent, None))
    ]
    patterns = tuple(
        _pattern(rule, *each) for each in zip(*(share.tolist() for share in shares), strict=True)
    )
    return Patterns(patterns, hot, shares[0], recent, known)


def _share(hot: Flags, there: Flags) -> Array:
    """Return the share of known periods that are hot, by area; NaN where none is known."""
    periods = there.sum(axis=0)
    share: Array = np.divide(
        hot.sum(axis=0), periods, out=np.full(periods.shape, np.nan), where=periods > 0
    )
    return share


def _pattern(rule: EmergingRule, overall: float, older: float, recent: float) -> Pattern | None:
    if np.isnan(older) or np.isnan(recent):
        return None
    if overall >= rule.persistent_share:
        return Pattern.PERSISTENT
    if older < rule.hotspot_share and recent >= rule.emerging_share_of_recent:
        return Pattern.EMERGING
    if older >= rule.hotspot_share > recent:
        return Pattern.FORMER
    return Pattern.INTERMITTENT if overall >= rule.hotspot_share else Pattern.NONE
