"""Puts figures by code onto given areas: counts are added, indicators are means by residents.

An area has a figure only where the codes that have one cover all of its ground, so that half an
area is never shown as the whole.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from commonground.geography.levels import Level, is_known, level_of
from commonground.geography.lookup_files import components, lsoa_rows
from commonground.geography.vintages import JOIN, OUTSIDE, UNKNOWN_AREA, Places, counts_in
from commonground.scoring.arrays import Array, Flags
from commonground.sentences import say_many


@dataclass(frozen=True, slots=True, eq=False)
class Aligned:
    """Figures on given areas, and what became of those that have no place there.

    values: shape (areas,) or (areas, ...), NaN where there is no figure.
    without: areas with no figure at all. combined: areas whose figure is made of several codes.
    outside: codes of other areas, or of a part of one only. unknown: codes that no area has.
    is_mean: a figure made of several is a mean by residents, and else a sum.
    """

    values: Array
    without: int
    combined: int
    outside: int
    unknown: int
    is_mean: bool

    def notes(self) -> tuple[str, ...]:
        """Return what stands beside the figures, one sentence each."""
        found = []
        if self.without:
            found.append(
                say_many("%(count)s area has no figure.", "%(count)s areas have no figure.",
                         self.without)
            )  # fmt: skip
        if self.combined and self.is_mean:
            found.append(
                say_many(
                    "The figure of %(count)s joined area is the mean of its parts by residents.",
                    "The figures of %(count)s joined areas are means of their parts by residents.",
                    self.combined,
                )
            )
        if self.combined and not self.is_mean:
            found.append(
                say_many(
                    "The figure of %(count)s joined area is the sum of its parts.",
                    "The figures of %(count)s joined areas are sums of their parts.",
                    self.combined,
                )
            )
        if self.unknown:
            found.append(
                say_many("%(count)s code is of no area that is known.",
                         "%(count)s codes are of no area that is known.", self.unknown)
            )  # fmt: skip
        return tuple(found)


def summed_on(codes: Sequence[str], values: ArrayLike, areas: Sequence[str]) -> Aligned:
    """Return counts, such as residents, added up on areas that may be joined.

    codes: each once; values: shape (codes,) or (codes, ...), NaN where unknown, which makes the
    sum unknown.
    """
    held, placed = _held(codes, values), _placed(codes, areas)
    made = np.full((len(areas), *held.shape[1:]), np.nan)
    for area, rows in placed.whole.items():
        made[area] = held[rows].sum(axis=0)
    return _aligned(made, placed, is_mean=False)


def mean_on(
    codes: Sequence[str],
    values: ArrayLike,
    areas: Sequence[str],
    residents: Mapping[str, float],
) -> Aligned:
    """Return an indicator on areas that may be joined; NaN where residents of a part are unknown.

    codes: each once; values: shape (codes,). residents: by code; needed only where areas are
    joined. Formula: sum of residents times value, over residents.
    """
    held, placed = _held(codes, values), _placed(codes, areas)
    made = np.full(len(areas), np.nan)
    for area, rows in placed.whole.items():
        if len(rows) == 1:
            made[area] = held[rows[0]]
            continue
        weights = np.array([residents.get(codes[row], np.nan) for row in rows])
        total = weights.sum()
        made[area] = (weights * held[rows]).sum() / total if total > 0 else np.nan
    return _aligned(made, placed, is_mean=True)


@dataclass(frozen=True, slots=True)
class _Placed:
    """The rows of codes by the area that they cover whole together, and how many have no place."""

    whole: Mapping[int, list[int]]
    outside: int
    unknown: int


def _held(codes: Sequence[str], values: ArrayLike) -> Array:
    held = np.asarray(values, dtype=np.float64)
    if held.shape[:1] != (len(codes),):
        raise ValueError(f"{len(codes)} codes have values of the shape {held.shape}")
    return held


def _placed(codes: Sequence[str], areas: Sequence[str]) -> _Placed:
    places = _places(codes, areas)
    rows = defaultdict[int, list[int]](list)
    for row, place in enumerate(places):
        if place >= 0:
            rows[int(place)].append(row)
    whole = {area: held for area, held in rows.items() if _covers(codes, held, areas[area])}
    return _Placed(whole, int((places == OUTSIDE).sum()), int((places == UNKNOWN_AREA).sum()))


def _places(codes: Sequence[str], areas: Sequence[str]) -> Places:
    """Return where each code counts: of wards and districts, in its own area alone."""
    level = level_of(areas[0].split(JOIN)[0]) if areas else None
    if level is None or level is Level.LSOA:
        return counts_in(codes, areas)
    at = {area: place for place, area in enumerate(areas)}
    return np.array(
        [at.get(code, OUTSIDE if is_known(code, level) else UNKNOWN_AREA) for code in codes],
        dtype=np.intp,
    )


def _covers(codes: Sequence[str], rows: Sequence[int], area: str) -> bool:
    """Return whether the codes of some rows have all of an area's ground, and none of it twice."""
    ground = set(area.split(JOIN))
    found = {codes[row] for row in rows}
    if found == ground:
        return True
    if any(code in lsoa_rows() for code in found):
        return False
    return {before for code in found for before in components()[code].before} == found


def _aligned(values: Array, placed: _Placed, *, is_mean: bool) -> Aligned:
    without: Flags = np.asarray(
        np.isnan(values).all(axis=tuple(range(1, values.ndim))), dtype=np.bool_
    )
    combined = sum(len(rows) > 1 and not without[area] for area, rows in placed.whole.items())
    return Aligned(
        values, int(without.sum()), int(combined), placed.outside, placed.unknown, is_mean
    )
