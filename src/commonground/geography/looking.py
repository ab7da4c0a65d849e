"""One look at a cube: a period, some categories, and all that can be said of them at once."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from commonground.errors import BadInput
from commonground.geography.analysis_rules import AnalysisRules
from commonground.geography.concentration import Concentration, concentration
from commonground.geography.cube_facts import CubeFacts
from commonground.geography.cubes import Cube
from commonground.geography.emerging import Pattern, emerging_patterns
from commonground.geography.hotspots import (
    LocalMoran,
    Moran,
    Spots,
    getis_ord,
    local_moran,
    moran,
)
from commonground.geography.neighbours import Neighbours
from commonground.geography.presence import Presence, months_between
from commonground.geography.rates import Rates, rates
from commonground.geography.trends import Trend, trend
from commonground.scoring.arrays import Array
from commonground.sentences import say

ASB = "Anti-social behaviour"
"""The category that is no crime. Forces differ so much in recording it that it is asked for apart,
and totals with it are never compared between forces."""

_MONTH = re.compile(r"(19|20)\d\d-(0[1-9]|1[0-2])")


@dataclass(frozen=True, slots=True)
class Period:
    """The months of a span: those that are whole, which are counted, and those that are not.

    months: counted, at least one. left_out: missing or partial, to be named wherever it is shown.
    """

    months: tuple[str, ...]
    left_out: tuple[str, ...]

    @property
    def first(self) -> str:
        """Return the first month of the span, whole or not."""
        return min(*self.months, *self.left_out, self.months[0])

    @property
    def last(self) -> str:
        """Return the last month of the span, whole or not."""
        return max(*self.months, *self.left_out, self.months[0])


def period_of(facts: CubeFacts, first: str, last: str) -> Period:
    """Return the period from one month to another, both with it.

    Raises BadInput for what is no month, a span that the cube has nothing of, and one without any
    whole month.
    """
    for one in (first, last):
        if not _MONTH.fullmatch(one):
            raise BadInput(
                say("“%(found)s” is no month. Write year and month: 2026-03.", found=one)
            )
    within = [one for one in facts.months if first <= one <= last]
    if not within:
        raise BadInput(
            say(
                "There are no counts from %(first)s to %(last)s; they are from %(start)s to "
                "%(end)s.",
                first=first, last=last, start=facts.months[0], end=facts.months[-1],
            )
        )  # fmt: skip
    whole = set(facts.whole_months())
    months = tuple(one for one in within if one in whole)
    if not months:
        raise BadInput(
            say(
                "No month from %(first)s to %(last)s is whole, so nothing can be said of them.",
                first=within[0],
                last=within[-1],
            )
        )
    return Period(months, tuple(one for one in within if one not in whole))


def last_months(facts: CubeFacts, count: int) -> Period:
    """Return the period of the latest `count` months of the cube, whole or not."""
    return period_of(facts, facts.months[-min(count, len(facts.months))], facts.months[-1])


def months_before(facts: CubeFacts, period: Period) -> Period:
    """Return the period as long as another that ends a year before it, or just before it.

    A year before compares the same months of the year, which season does not touch. BadInput where
    the cube does not go back so far.
    """
    span = months_between([period.first, period.last])
    back = 12 * -(-len(span) // 12)
    shifted = [str(np.datetime64(one) - np.timedelta64(back, "M")) for one in (span[0], span[-1])]
    return period_of(facts, *shifted)


@dataclass(frozen=True, slots=True, eq=False)
class Look:
    """What is said of a period and some categories; arrays of shape (areas,), in the cube's order.

    totals: incidents of the period's whole months; NaN where one is unknown there.
    per_month: shape (months of the period,), incidents of all areas.
    unlocated: the share of the force's rows that no area has; None where nothing says it.
    rates: None where residents are not known. spots, local, moran: None where it is not known who
    borders on whom.
    trend: over all months of the cube up to the period's last; None where `no_trend` says why.
    patterns: of the same months; None where neighbours or months are too few.
    """

    period: Period
    categories: tuple[str, ...]
    totals: Array
    per_month: Array
    concentration: Concentration
    unlocated: float | None
    rates: Rates | None
    spots: Spots | None
    local: LocalMoran | None
    moran: Moran | None
    trend: Trend | None
    no_trend: str
    patterns: tuple[Pattern | None, ...] | None

    @property
    def incidents(self) -> int:
        """Return how many incidents there are in all areas that have counts."""
        return int(np.nansum(self.totals))


def look(
    cube: Cube,
    period: Period,
    categories: Sequence[str],
    rules: AnalysisRules,
    *,
    neighbours: Neighbours | None = None,
    residents: Array | None = None,
) -> Look:
    """Return all that can be said of a period and some categories.

    neighbours: of the cube's areas, in its order. residents: shape (areas,), NaN where unknown.
    Raises BadInput for categories that the cube has not, and for none at all.
    """
    if not categories:
        raise BadInput(say("Choose at least one category."))
    totals = cube.totals(period.months, categories)
    course = _course(cube, period.last, categories)
    told, why_not = _trend(cube, period.last, course, rules)
    return Look(
        period=period,
        categories=tuple(categories),
        totals=totals,
        per_month=np.nansum(cube.by_month(period.months, categories), axis=0),
        concentration=concentration(totals),
        unlocated=unlocated_share(cube.facts, period),
        rates=None
        if residents is None
        else rates(totals, residents, rules.rate_per, rules.rate_interval_percent),
        spots=None
        if neighbours is None
        else getis_ord(totals, neighbours, rules.false_discovery_rate),
        local=None
        if neighbours is None
        else local_moran(totals, neighbours, rules.false_discovery_rate),
        moran=None if neighbours is None else moran(totals, neighbours),
        trend=told,
        no_trend=why_not,
        patterns=_patterns(course, neighbours, rules),
    )


def unlocated_share(facts: CubeFacts, period: Period) -> float | None:
    """Return the share of rows without an area, of the forces that police it; None if unknown."""
    rows = unlocated = 0.0
    for force in facts.forces:
        for one in force.months:
            known = one.unlocated is not None and one.found.total is not None
            if force.decides and one.found.month in period.months and known:
                # what is located is the rest of all rows
                every = (one.found.total or 0.0) / max(1e-9, 1 - (one.unlocated or 0.0))
                rows += every
                unlocated += every * (one.unlocated or 0.0)
    return unlocated / rows if rows else None


def _course(cube: Cube, last: str, categories: Sequence[str]) -> Array:
    """Return incidents by month and area up to a month; NaN in months that are not whole."""
    months = [one for one in cube.months if one <= last]
    found = cube.by_month(months, categories).T
    whole = {one.month for one in cube.facts.presence() if one.presence is Presence.WHOLE}
    found[[one not in whole for one in months]] = np.nan
    return found


def _trend(cube: Cube, last: str, course: Array, rules: AnalysisRules) -> tuple[Trend | None, str]:
    months = [one for one in cube.months if one <= last]
    whole = ~np.isnan(course).any(axis=1)
    counts = np.where(whole, np.nansum(course, axis=1), np.nan)
    try:
        return trend(months, counts, rules.trend_interval_percent, rules.fewest_months), ""
    except BadInput as too_little:
        return None, too_little.faults[0]


def _patterns(
    course: Array, neighbours: Neighbours | None, rules: AnalysisRules
) -> tuple[Pattern | None, ...] | None:
    periods = int((~np.isnan(course)).any(axis=1).sum())
    if neighbours is None or periods < 2:
        return None
    return emerging_patterns(course, neighbours, rules.emerging).patterns
