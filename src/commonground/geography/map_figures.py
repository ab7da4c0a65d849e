"""What a map of counts can show, each with its classes, its table and what must be said of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from commonground.errors import BadInput
from commonground.geography.analysis_rules import AnalysisRules
from commonground.geography.cautions import (
    ASB_IS_COUNTED_IN,
    FEW_CHANGE_BY_CHANCE,
    NOT_THE_THING,
    ONLY_MONTH_AND_AREA,
)
from commonground.geography.classing import Classes, Classing, classes, worded_classes
from commonground.geography.comparing import Compared
from commonground.geography.emerging import Pattern
from commonground.geography.looking import ASB, Look
from commonground.geography.map_looks import Outlined
from commonground.geography.rates import RESIDENTS_MISLEAD, Rates
from commonground.scoring.arrays import Array, Flags
from commonground.sentences import say

INCIDENTS = say("Incidents")


class Measure(StrEnum):
    """What of the counts is shown."""

    INCIDENTS = "incidents"
    RATE = "rate"
    SHRUNK = "shrunk"
    SPOTS = "spots"
    PATTERNS = "patterns"
    CHANGE = "change"


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """A column of the table beside a map: figures, NaN where unknown, or words."""

    heading: str
    cells: Array | Sequence[str]
    places: int = 0
    """Decimal places of figures."""


@dataclass(frozen=True, slots=True, eq=False)
class Figure:
    """One figure of each area, and all that its map and table need.

    values: shape (areas,), by which the table is in order, the highest first; NaN where unknown.
    columns: the first is what the map shows. words: what the values are.
    """

    words: str
    values: Array
    found: Classes
    columns: tuple[Column, ...]
    cautions: tuple[str, ...] = ()
    outlined: Outlined | None = None

    def order(self) -> list[int]:
        """Return the places of areas, the highest value first, those without one last."""
        return [int(at) for at in np.argsort(-self.values, kind="stable")]


def figure_of(
    measure: Measure, look: Look, compared: Compared | None, rules: AnalysisRules
) -> Figure:
    """Return what a look has to show of a measure.

    Raises BadInput where the look lacks what it is made of: residents, neighbours, another period.
    """
    if measure is Measure.CHANGE:
        if compared is None:
            raise BadInput(say("There is no earlier period to compare with."))
        return _change(compared)
    return _FIGURES[measure](look, rules)


def cautions_of(categories: Sequence[str]) -> tuple[str, ...]:
    """Return what stands under every map of counts of some categories."""
    return (
        *((ASB_IS_COUNTED_IN,) if ASB in categories else ()),
        FEW_CHANGE_BY_CHANCE,
        ONLY_MONTH_AND_AREA,
        NOT_THE_THING,
    )


def plain_figure(words: str, values: Array, rules: AnalysisRules, places: int) -> Figure:
    """Return a figure that came from elsewhere, such as an index of deprivation."""
    found = classes(values, rules.map_classes, Classing.NATURAL)
    return Figure(words, values, found, (Column(words, values, places),))


def _incidents(look: Look, rules: AnalysisRules) -> Figure:
    made = plain_figure(INCIDENTS, look.totals, rules, 0)
    return replace(made, outlined=_hot(look))


def _hot(look: Look) -> Outlined | None:
    """Return the hot spots, to be outlined on maps whose classes are of something else."""
    if look.spots is None or not look.spots.hot.any():
        return None
    return Outlined(look.spots.hot, say("Hot spot (Getis-Ord Gi*)"))


def _rate(look: Look, rules: AnalysisRules) -> Figure:
    held = _rates(look)
    words = say("Incidents per %(per)s residents", per=f"{held.per:,}")
    low, high = _interval_headings(held)
    return Figure(
        words,
        held.rate,
        classes(held.rate, rules.map_classes, Classing.NATURAL),
        (
            Column(words, held.rate, 1),
            Column(low, held.low, 1),
            Column(high, held.high, 1),
            Column(INCIDENTS, look.totals),
        ),
        (RESIDENTS_MISLEAD,),
        _hot(look),
    )


def _shrunk(look: Look, rules: AnalysisRules) -> Figure:
    held = _rates(look)
    words = say("Shrunk rate per %(per)s residents", per=f"{held.per:,}")
    return Figure(
        words,
        held.shrunk,
        classes(held.shrunk, rules.map_classes, Classing.NATURAL),
        (
            Column(words, held.shrunk, 1),
            Column(say("Rate as counted"), held.rate, 1),
            Column(INCIDENTS, look.totals),
        ),
        (
            say(
                "A shrunk rate is drawn towards that of all areas by as much as the area is too "
                "small to be believed (empirical Bayes)."
            ),
            RESIDENTS_MISLEAD,
        ),
    )


HOT, COLD, NEITHER = say("Hot spot"), say("Cold spot"), say("Neither")


def _spots(look: Look, rules: AnalysisRules) -> Figure:
    held = look.spots
    if held is None:
        raise BadInput(say("It is not known which areas border on each other."))
    words = _flagged(held.z, held.hot, held.cold, (HOT, COLD, NEITHER))
    return Figure(
        say("Hot and cold spots (Getis-Ord Gi*)"),
        held.z,
        worded_classes(words, _there(words, (COLD, NEITHER, HOT))),
        (
            Column(say("Hot or cold"), [one or "" for one in words]),
            Column(say("Gi* (z)"), held.z, 2),
            Column(INCIDENTS, look.totals),
        ),
        (
            say(
                "A hot spot is an area that has more incidents, together with its neighbours, than "
                "chance gives. Of those called hot or cold, at most %(share)s are so by chance.",
                share=f"{rules.false_discovery_rate:.0%}",
            ),
        ),
    )


_PATTERN_WORDS = {
    Pattern.NONE: say("Never a hot spot to speak of"),
    Pattern.INTERMITTENT: say("Now and then"),
    Pattern.FORMER: say("Former: not lately"),
    Pattern.EMERGING: say("Emerging: lately"),
    Pattern.PERSISTENT: say("Persistent"),
}
"""The one to be drawn lightest first."""


def _patterns(look: Look, rules: AnalysisRules) -> Figure:
    held = look.patterns
    if held is None:
        raise BadInput(
            say("Hot spots over time need two whole months at least, and boundaries that touch.")
        )
    order = list(_PATTERN_WORDS)
    words = [None if one is None else _PATTERN_WORDS[one] for one in held]
    values = np.array([np.nan if one is None else float(order.index(one)) for one in held])
    return Figure(
        say("Hot spots over time"),
        values,
        worded_classes(words, tuple(_PATTERN_WORDS.values())),
        (
            Column(say("Over time"), [one or "" for one in words]),
            Column(INCIDENTS, look.totals),
        ),
        (
            say(
                "Judged by each whole month up to %(last)s: persistent in %(persistent)s of them "
                "at least, emerging in the latest %(recent)s.",
                last=look.period.last,
                persistent=f"{rules.emerging.persistent_share:.0%}",
                recent=f"{rules.emerging.recent_share:.0%}",
            ),
        ),
    )


RISEN, FALLEN, CHANCE = (
    say("Risen, more than chance"),
    say("Fallen, more than chance"),
    say("No more than chance"),
)

_BRIEF: dict[str, str] = {RISEN: say("Risen"), FALLEN: say("Fallen"), CHANCE: say("No")}


def _change(held: Compared) -> Figure:
    words = _flagged(held.change, held.risen, held.fallen, (RISEN, FALLEN, CHANCE))
    season = () if held.same_season else (
        say("The two periods are of different months of the year: season may be the reason."),
    )  # fmt: skip
    return Figure(
        say("Change in incidents a month"),
        held.change,
        worded_classes(words, _there(words, (FALLEN, CHANCE, RISEN))),
        (
            Column(say("Change a month"), held.change, 1),
            Column(say("Beyond chance"), [_BRIEF[one] if one else "" for one in words]),
            Column(say("Before"), held.before),
            Column(say("After"), held.after),
        ),
        season,
    )


_FIGURES = {
    Measure.INCIDENTS: _incidents,
    Measure.RATE: _rate,
    Measure.SHRUNK: _shrunk,
    Measure.SPOTS: _spots,
    Measure.PATTERNS: _patterns,
}


def _rates(look: Look) -> Rates:
    if look.rates is None:
        raise BadInput(
            say(
                "How many people live in each area is not known. Bring in a layer with a column of "
                "residents."
            )
        )
    return look.rates


def _interval_headings(held: Rates) -> tuple[str, str]:
    sure = str(held.interval_percent)
    return (
        say("Low (%(sure)s%% interval)", sure=sure),
        say("High (%(sure)s%% interval)", sure=sure),
    )


def _flagged(
    values: Array, up: Flags, down: Flags, words: tuple[str, str, str]
) -> list[str | None]:
    """Return for each area which of three words it has; None where it has no value."""
    high, low, neither = words
    return [
        None if np.isnan(value) else high if is_up else low if is_down else neither
        for value, is_up, is_down in zip(values, up, down, strict=True)
    ]


def _there(words: Sequence[str | None], order: tuple[str, str, str]) -> tuple[str, ...]:
    """Return the words without the lowest where no area has it, so that most areas are light."""
    return order if order[0] in words else order[1:]
