"""Puts the values of areas into the classes of a map, each with the label of its legend."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike, NDArray

from commonground.errors import BadInput
from commonground.scoring.arrays import Array
from commonground.sentences import say

_MOST_PLACES = 6
"""Decimal places that a legend has at most."""


class Classing(StrEnum):
    """How values are put into classes."""

    QUANTILE = "quantile"
    """As many areas in each, so far as ties allow: shows the order, hides how far the top is."""
    NATURAL = "natural breaks"
    """Breaks where the values leave gaps (Fisher and Jenks): areas in a class are most alike."""
    EQUAL = "equal steps"
    """As wide a range for each: shows how far the top is, and may leave most areas in one."""


@dataclass(frozen=True, slots=True, eq=False)
class Classes:
    """Areas in the classes of a map, the least first.

    labels: what a legend calls each class, such as "13 to 40".
    of_area: shape (areas,), the class of each from 0; -1 where an area has no value.
    bounds: shape (classes + 1,), ascending; class k holds values above bounds[k], up to and with
    bounds[k + 1], and the first its lowest too. Empty where the classes are words, or none.
    classing: how they were made; None where they are words.
    """

    labels: tuple[str, ...]
    of_area: NDArray[np.intp]
    bounds: Array
    classing: Classing | None

    def __len__(self) -> int:
        return len(self.labels)

    @property
    def counts(self) -> NDArray[np.intp]:
        """Return how many areas are in each class, shape (classes,)."""
        return np.bincount(self.of_area[self.of_area >= 0], minlength=len(self))

    @property
    def without(self) -> int:
        """Return how many areas have no value."""
        return int(np.sum(self.of_area < 0))


def classes(values: ArrayLike, number: int, classing: Classing) -> Classes:
    """Return values in at most so many classes; fewer where ties or few values allow no more.

    values: shape (areas,), NaN where unknown, which is in no class. Raises BadInput for infinite
    ones.

    Source of natural breaks: Fisher, W. D. (1958), On grouping for maximum homogeneity, Journal of
    the American Statistical Association 53, 789-798, whose exact answer Jenks (1977) took to maps.

    >>> found = classes([1, 2, 2, 9, float("nan")], 2, Classing.QUANTILE)
    >>> found.labels, found.of_area.tolist()
    (('1 to 2', '3 to 9'), [0, 0, 0, 1, -1])
    """
    table = np.asarray(values, dtype=np.float64)
    if np.isinf(table).any():
        raise BadInput(say("A map cannot show a value that is infinite."))
    known = table[~np.isnan(table)]
    if not known.size:
        return Classes((), np.full(table.shape, -1), np.empty(0), classing)
    whole = bool(np.all(known == np.floor(known)))
    tops = _TOPS[classing](known, number)
    # whole numbers have whole bounds, so that no class of a legend is one that nobody can be in
    tops = np.unique(np.floor(tops) if whole else tops)
    bounds = np.append(known.min(), tops)
    place = np.searchsorted(tops[:-1], table, side="left")
    return Classes(
        labels=tuple(_labels(bounds, 1.0 if whole else 0.0)),
        of_area=np.where(np.isnan(table), -1, place),
        bounds=bounds,
        classing=classing,
    )


def worded_classes(found: Sequence[str | None], order: Sequence[str]) -> Classes:
    """Return areas whose class is a word; None where an area has none.

    order: every word, the one to be drawn lightest first.

    >>> worded_classes(["hot", None, "none"], ["none", "hot"]).of_area.tolist()
    [1, -1, 0]
    """
    places = {word: place for place, word in enumerate(order)}
    of_area = np.array([-1 if word is None else places[word] for word in found], dtype=np.intp)
    return Classes(tuple(order), of_area, np.empty(0), None)


def _labels(bounds: Array, step: float) -> Iterator[str]:
    """Yield the label of each class.

    Whole numbers do not overlap: 0 to 12, then 13 to 40. Others share their bound, which belongs
    to the lower class.
    """
    gaps = np.diff(bounds)
    least = gaps[gaps > 0].min(initial=math.inf)
    places = 0 if step else _places(float(least), float(bounds[0]))
    for place, top in enumerate(bounds[1:].tolist()):
        low = f"{float(bounds[place]) + (step if place else 0):,.{places}f}"
        high = f"{top:,.{places}f}"
        if low == high:
            yield low
        else:
            yield say("%(low)s to %(high)s", low=low, high=high)


def _places(gap: float, only: float) -> int:
    """Return the decimal places at which bounds so far apart are different to two figures."""
    size = gap if math.isfinite(gap) else abs(only) or 1.0
    return min(max(1 - math.floor(math.log10(size)), 0), _MOST_PLACES)


def _quantile_tops(known: Array, number: int) -> Array:
    # a bound is a value that occurs, so that a legend names no number that nobody has
    shares = np.arange(1, number + 1) / number
    return np.asarray(np.quantile(known, shares, method="inverted_cdf"), dtype=np.float64)


def _equal_tops(known: Array, number: int) -> Array:
    # not by adding steps up, which can miss the highest by the last place
    return np.asarray(np.linspace(known.min(), known.max(), number + 1)[1:], dtype=np.float64)


def _natural_tops(known: Array, number: int) -> Array:
    """Return the highest value of each class, the squared deviations within classes least."""
    distinct, times = np.unique(known, return_counts=True)
    number = min(number, distinct.size)
    centred = distinct - known.mean()  # sums of squares far from 0 would lose places
    weights, sums, squares = (
        np.append(0.0, np.cumsum(times * centred**power)) for power in range(3)
    )

    def within(starts: slice, end: int) -> Array:
        """Return the squared deviations in classes of the values from each start to before end."""
        weight, total = weights[end] - weights[starts], sums[end] - sums[starts]
        found: Array = np.maximum(squares[end] - squares[starts] - total**2 / weight, 0.0)
        return found

    # least[end]: the squared deviations of the values before end, in as many classes as so far
    least = np.append(
        math.inf, [within(slice(0, 1), end)[0] for end in range(1, distinct.size + 1)]
    )
    starts = []
    for earlier in range(1, number):
        start = np.zeros(distinct.size + 1, dtype=np.intp)
        more = np.full(distinct.size + 1, math.inf)
        first = earlier
        for end in range(earlier + 1, distinct.size + 1):
            # the best start never goes back as the end goes on
            costs = least[first:end] + within(slice(first, end), end)
            first += int(np.argmin(costs))
            start[end], more[end] = first, costs.min()
        starts.append(start)
        least = more
    ends = [distinct.size]
    for start in reversed(starts):
        ends.append(int(start[ends[-1]]))
    tops: Array = distinct[np.array(ends[::-1]) - 1]
    return tops


_TOPS = {
    Classing.QUANTILE: _quantile_tops,
    Classing.NATURAL: _natural_tops,
    Classing.EQUAL: _equal_tops,
}
