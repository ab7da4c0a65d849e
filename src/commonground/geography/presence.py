"""Which months of a source are there whole, in part, or not at all: asked before any analysis.

A month that is missing is nothing that was counted, and never 0; one that is there in part looks
like a fall. Both are found for a force as a whole: in one of its towns a month may look whole.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike

from commonground.errors import BadInput
from commonground.geography.analysis_rules import PresenceRule
from commonground.scoring.arrays import Array, Flags
from commonground.sentences import say

_MONTH = re.compile(r"(19|20)\d\d-(0[1-9]|1[0-2])")


class Presence(StrEnum):
    """How much of a month there is."""

    WHOLE = "whole"
    PARTIAL = "partial"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class MonthFound:
    """One month of the source, with what it is judged by; nothing of one that is missing."""

    month: str
    presence: Presence
    total: float | None = None
    of_median: float | None = None
    """Its total, as a share of the median of the months around it."""
    areas: float | None = None
    """The share with an incident in it, of the areas that have one in any month."""


def presence(
    months: Sequence[str], counts: ArrayLike, rule: PresenceRule
) -> tuple[MonthFound, ...]:
    """Return every month from the first to the last, each with how much of it there is.

    months: such as "2026-03", each once, in any order.
    counts: shape (months, areas), incidents of one whole force. Raises BadInput for a month that is
    none or is there twice, for another shape, and for counts below 0 or unknown.
    """
    held = np.asarray(counts, dtype=np.float64)
    _check(months, held)
    row = {month: at for at, month in enumerate(months)}
    every = months_between(months)
    totals = np.array([held[row[one]].sum() if one in row else np.nan for one in every])
    around = _rolling_median(totals, rule.median_months)
    ever = max(1, int((held > 0).any(axis=0).sum()))
    found = []
    for at, month in enumerate(every):
        if month not in row:
            found.append(MonthFound(month, Presence.MISSING))
            continue
        of_median = float(totals[at] / around[at]) if around[at] > 0 else 1.0
        areas = int((held[row[month]] > 0).sum()) / ever
        is_whole = of_median >= rule.least_of_median and areas >= rule.least_areas
        kind = Presence.WHOLE if is_whole else Presence.PARTIAL
        found.append(MonthFound(month, kind, float(totals[at]), of_median, areas))
    return tuple(found)


def months_between(months: Sequence[str]) -> tuple[str, ...]:
    """Return every month from the first to the last, both with it.

    >>> months_between(["2026-02", "2025-12"])
    ('2025-12', '2026-01', '2026-02')
    """
    days = np.arange(np.datetime64(min(months)), np.datetime64(max(months)) + 1)
    return tuple(str(one) for one in days)


def not_whole(months: Sequence[str], found: Sequence[MonthFound]) -> Flags:
    """Return which of some months are partial or missing, shape (months,), as trends take it.

    A month that nothing was found of counts as missing.
    """
    whole = {one.month for one in found if one.presence is Presence.WHOLE}
    return np.array([month not in whole for month in months], dtype=np.bool_)


def _check(months: Sequence[str], counts: Array) -> None:
    if not months:
        raise BadInput(say("There is no month to look at."))
    for one in months:
        if not _MONTH.fullmatch(one):
            raise BadInput(
                say("“%(found)s” is no month. Write year and month: 2026-03.", found=one)
            )
    twice = sorted({one for one in months if list(months).count(one) > 1})
    if twice:
        raise BadInput(say("%(month)s is there twice.", month=twice[0]))
    if counts.ndim != 2 or counts.shape[0] != len(months):
        raise BadInput(
            say(
                "Expected a row of counts for each of %(months)s months; found %(found)s.",
                months=f"{len(months):,}", found=" x ".join(map(str, counts.shape)) or "1",
            )
        )  # fmt: skip
    if not np.isfinite(counts).all() or (counts < 0).any():
        raise BadInput(say("Expected counts of 0 or more, each of them known."))


def _rolling_median(totals: Array, length: int) -> Array:
    """Return for each month the median of those around it, of as many as there are."""
    reach = length // 2
    return np.array(
        [
            np.nanmedian(totals[max(0, at - reach) : at + reach + 1])
            if np.isfinite(totals[max(0, at - reach) : at + reach + 1]).any()
            else np.nan
            for at in range(totals.size)
        ]
    )
