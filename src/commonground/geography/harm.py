"""Harm by area as a range, and whether the order of areas survives it.

One weight for a category misleads: inside "violence and sexual offences" lie a push and a murder.
So each category has a low, a median and a high weight, from a file that the partnership loads.
"""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import ArrayLike

from commonground.errors import BadInput, refuse
from commonground.scoring.arrays import Array, Flags
from commonground.scoring.file_tables import content_of
from commonground.sentences import say

COLUMNS = ("category", "low", "median", "high")

_AREAS_AT_ONCE = 64
"""Areas compared with all others together: it keeps memory small, and any other gives the same."""


@dataclass(frozen=True, slots=True)
class HarmWeight:
    """What one incident of a category weighs, in the unit of the file, such as days in prison."""

    category: str
    low: float
    median: float
    high: float


@dataclass(frozen=True, slots=True, eq=False)
class Harm:
    """The harm of each area, each array of shape (areas,), in the unit of the weights.

    low, median, high: with all weights low, median or high; NaN where an area has no counts.
    best, worst: the highest and the lowest rank that an area can have with any weights in their
    ranges, the same weights for every area; 1 is most harm, NaN where it has no counts.
    decided: the share of pairs of areas whose order is the same with any such weights; NaN where
    there is no pair.
    without_weight: the categories that no weight is given for: they count nothing, so name them.
    """

    low: Array
    median: Array
    high: Array
    best: Array
    worst: Array
    decided: float
    without_weight: tuple[str, ...]

    def top_survives(self, top: int) -> bool:
        """Say whether the same areas are among the first `top` whatever weights are right."""
        return bool(np.sum(self.worst <= top) >= top)


def read_harm_weights(path: Path) -> tuple[HarmWeight, ...]:
    """Return the weights in a csv file of the columns category, low, median and high.

    Raises BadInput, naming file, row and column: a number below 0, a range that is not in order,
    a category twice or none.
    """
    try:
        text = content_of(path).decode("utf-8-sig")
        rows = list(csv.DictReader(io.StringIO(text, newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error) as fault:
        raise BadInput(
            say("%(file)s cannot be read as csv: %(fault)s.", file=path.name, fault=str(fault))
        ) from None
    if not rows or not set(COLUMNS) <= set(rows[0]):
        raise BadInput(
            say(
                "%(file)s: expected the columns %(columns)s and a row for each category.",
                file=path.name,
                columns=", ".join(COLUMNS),
            )
        )
    weights: list[HarmWeight] = []
    faults: list[str] = []
    for number, row in enumerate(rows, start=2):
        place = say("%(file)s, row %(row)s", file=path.name, row=str(number))
        category = (row["category"] or "").strip()
        if not category or category in {weight.category for weight in weights}:
            faults.append(say("%(place)s: expected a category that stands once.", place=place))
        numbers = [_number(row[column]) for column in COLUMNS[1:]]
        # a number that is none is NaN, which is in order with nothing
        if not 0 <= numbers[0] <= numbers[1] <= numbers[2] < float("inf"):
            faults.append(
                say(
                    "%(place)s: expected low, median and high as numbers of 0 or more in that "
                    "order; found %(found)s.",
                    place=place,
                    found=", ".join(row[column] or say("nothing") for column in COLUMNS[1:]),
                )
            )
        weights.append(HarmWeight(category, *numbers))
    refuse(faults)
    return tuple(weights)


def _number(text: str | None) -> float:
    try:
        return float(text or "")
    except ValueError:
        return float("nan")


def harm_range(counts: ArrayLike, categories: Sequence[str], weights: Sequence[HarmWeight]) -> Harm:
    """Return the harm of each area, and what of the order of areas survives the range of weights.

    counts: shape (areas, categories), incidents, NaN where unknown; an area with an unknown count
    in a category that has a weight has no harm and no rank.

    Raises BadInput if counts is of another shape.

    An area has more harm than another for certain if it has so with the weights that are worst for
    it: low for each category in which it has more incidents, high for each in which it has fewer.
    That is exact for weights that may each lie anywhere in its range, independent of the others.
    """
    table = np.asarray(counts, dtype=np.float64)
    if table.ndim != 2 or table.shape[1] != len(categories):
        raise BadInput(
            say(
                "Expected counts for each area and each of %(count)s categories.",
                count=str(len(categories)),
            )
        )
    by_name = {weight.category: weight for weight in weights}
    kept = [place for place, name in enumerate(categories) if name in by_name]
    found = [by_name[categories[place]] for place in kept]
    table = table[:, kept]
    low = np.array([weight.low for weight in found])
    high = np.array([weight.high for weight in found])
    known = ~np.isnan(table).any(axis=1)
    best, worst = np.full((2, len(table)), np.nan)
    above = _certainly_above(table[known], low, high)
    best[known] = 1 + above.sum(axis=0)
    worst[known] = len(above) - above.sum(axis=1)
    pairs = len(above) * (len(above) - 1) // 2
    return Harm(
        low=table @ low,
        median=table @ np.array([weight.median for weight in found]),
        high=table @ high,
        best=best,
        worst=worst,
        decided=float(above.sum() / pairs) if pairs else float("nan"),
        without_weight=tuple(name for name in categories if name not in by_name),
    )


def _certainly_above(table: Array, low: Array, high: Array) -> Flags:
    """Return whether area i has more harm than area j whatever the weights: shape (i, j)."""
    return np.concatenate([np.zeros((0, len(table)), dtype=bool), *_blocks(table, low, high)])


def _blocks(table: Array, low: Array, high: Array) -> Iterator[Flags]:
    for start in range(0, len(table), _AREAS_AT_ONCE):
        more = table[start : start + _AREAS_AT_ONCE, np.newaxis] - table
        least = np.maximum(more, 0) @ low + np.minimum(more, 0) @ high
        yield least > 0
