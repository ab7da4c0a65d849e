"""How much of each month each police force has sent, judged over all that it covers."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from commonground.errors import refuse
from commonground.geography.analysis_rules import PresenceRule
from commonground.geography.cube_facts import ForceMonth, ForceMonths
from commonground.geography.importing.counting import Tally
from commonground.geography.lookup_files import components, district_rows
from commonground.geography.lookups import forces_of
from commonground.geography.presence import MonthFound, Presence, presence
from commonground.geography.vintages import JOIN
from commonground.scoring.arrays import Array
from commonground.sentences import say

ASB = "Anti-social behaviour"
"""The publisher's category that is no crime: forces differ so much in it that it stays apart."""

_PLACES = 6
"""Decimals of a share that is kept."""

_TITLES = frozenset({"police", "constabulary", "service"})


def police_areas_of(areas: Sequence[str]) -> tuple[str, ...]:
    """Return the police force area of each area, by the first LSOA that it is made of."""
    firsts = [one.split(JOIN)[0] for one in areas]
    of_each = forces_of(firsts)
    return tuple(of_each[one].name for one in firsts)


def same_force(reported: str, police_area: str) -> bool:
    """Say whether a force, as the publisher names it, is that of a police force area.

    >>> same_force("Avon and Somerset Constabulary", "Avon and Somerset")
    True
    >>> same_force("City of London Police", "London, City of")
    True
    >>> same_force("British Transport Police", "West Midlands")
    False
    """
    return _bare(reported).startswith(_bare(police_area))


@cache
def _bare(name: str) -> str:
    """Return a force's name without its title, in the order in which it is spoken."""
    spoken = " ".join(reversed(name.split(", "))).replace("&", "and").lower()
    return " ".join(word for word in spoken.split() if word not in _TITLES)


@cache
def _own_area(force: str) -> str | None:
    """Return the police force area of a force; None where it has none of its own."""
    names = {one.force_name for one in district_rows()}
    return next((name for name in sorted(names) if same_force(force, name)), None)


@cache
def _policed(code: str) -> str | None:
    """Return the police force area that a code of either vintage lies in; None if unknown."""
    found = forces_of([_least_area(code).split(JOIN)[0]])
    return next((one.name for one in found.values()), None)


class ForceTallies:
    """Gathers, tally by tally, what is needed to judge the months of each force.

    A force is judged by what lies in its own area: a few incidents elsewhere would make places out
    of which there is nothing to come in most months. One without an area is judged by all.
    """

    def __init__(self, months: Sequence[str]) -> None:
        self._months = tuple(months)
        self._at: dict[str, int] = {}
        self._areas: dict[str, dict[str, Array]] = defaultdict(dict)
        self._rows: dict[tuple[str, str], NDArray[np.int64]] = {}
        # files of counts leave out what has no area, and do not say how much that is
        self._only_counts = False

    def add(self, tally: Tally) -> None:
        """Add the rows of one tally: of every force in it, wherever they lie."""
        names, force = _forces(tally)
        self._only_counts = self._only_counts or tally.forces == ("",)
        cells = len(names) * len(tally.months)
        cell = force * len(tally.months) + tally.month
        has_area = np.array([bool(one) for one in tally.codes], dtype=np.bool_)
        located = has_area[tally.code] & ~tally.astray
        asb = np.array([one == ASB for one in tally.categories], dtype=np.bool_)[tally.category]
        everything = np.ones(cell.size, dtype=np.bool_)
        told = np.array(
            [
                np.bincount(cell[some], weights=tally.numbers[some], minlength=cells)
                for some in (everything, ~located, asb)
            ]
        ).astype(np.int64)
        by_code = np.bincount(
            (cell * len(tally.codes) + tally.code)[located],
            weights=tally.numbers[located],
            minlength=cells * len(tally.codes),
        ).reshape(cells, len(tally.codes))
        police_areas: dict[str | None, int] = {}
        policed = np.array(
            [police_areas.setdefault(_policed(code), len(police_areas)) for code in tally.codes]
        )
        columns = np.array([self._column(code) for code in tally.codes], dtype=np.int64)
        for number in np.flatnonzero(told[0]).tolist():
            name, month = (
                names[number // len(tally.months)],
                tally.months[number % len(tally.months)],
            )
            own_area = _own_area(name)
            there = by_code[number] > 0
            if own_area is not None:
                there &= policed == police_areas.get(own_area, -1)
            areas = np.bincount(columns[there], weights=by_code[number][there]).astype(np.float64)
            self._areas[name][month] = _added(self._areas[name].get(month), areas)
            self._rows[name, month] = self._rows.get((name, month), 0) + told[:, number]

    def _column(self, code: str) -> int:
        """Return the number of the ground that a code of either vintage stands for."""
        return self._at.setdefault(_least_area(code), len(self._at))

    def judged(self, police_areas: Sequence[str], rule: PresenceRule) -> tuple[ForceMonths, ...]:
        """Return the months of each force, those first that police the area.

        police_areas: the police force area of each area. Raises BadInput where no file is of one.
        """
        needed = sorted(set(police_areas))
        refuse(
            say(
                "No file is of the police force of %(force)s, which polices the area or a part of "
                "it. Without it every count there would be unknown.",
                force=one,
            )
            for one in needed
            if not any(same_force(name, one) for name in self._areas)
        )
        found = [
            ForceMonths(
                name,
                decides=any(same_force(name, one) for one in needed),
                months=tuple(self._judged(name, rule)),
            )
            for name in sorted(self._areas)
        ]
        return tuple(sorted(found, key=lambda one: (not one.decides, one.force)))

    def _judged(self, name: str, rule: PresenceRule) -> Iterator[ForceMonth]:
        by_month = self._areas[name]
        counts = np.zeros((len(by_month), max(1, len(self._at))))
        for row, held in enumerate(by_month.values()):
            counts[row, : held.size] = held
        counts = counts[:, counts.any(axis=0)] if counts.any() else counts[:, :1]
        judged = {one.month: one for one in presence(list(by_month), counts, rule)}
        for month in self._months:
            one = judged.get(month, MonthFound(month, Presence.MISSING))
            if one.presence is Presence.MISSING:
                yield ForceMonth(one, None, None)
                continue
            rows, unlocated, asb = self._rows[name, month].tolist()
            yield ForceMonth(
                MonthFound(
                    month, one.presence, one.total, _rounded(one.of_median), _rounded(one.areas)
                ),
                None if self._only_counts else _rounded(unlocated / rows),
                _rounded(asb / rows),
            )


def _forces(tally: Tally) -> tuple[tuple[str, ...], NDArray[np.int64]]:
    """Return the forces of a tally and the place of each group's, shape (groups,).

    Files of counts do not name the force: it is that of the area.
    """
    if tally.forces != ("",):
        return tally.forces, tally.force.astype(np.int64)
    policed = forces_of(tally.codes)
    of_code = [policed[one].name if one in policed else "" for one in tally.codes]
    names = tuple(sorted(set(of_code)))
    at = np.array([names.index(one) for one in of_code], dtype=np.int64)
    return names, at[tally.code]


@cache
def _least_area(code: str) -> str:
    """Return what stands for the ground of a code in both vintages."""
    changed = components().get(code)
    return JOIN.join(changed.now) if changed else code


def _added(some: Array | None, more: Array) -> Array:
    """Return two counts by area added up, of which either may know fewer areas."""
    if some is None:
        return more
    longer, shorter = (some, more) if some.size >= more.size else (more, some)
    found: Array = longer.copy()
    found[: shorter.size] += shorter
    return found


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, _PLACES)
