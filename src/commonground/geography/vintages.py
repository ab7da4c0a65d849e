"""Carries codes of LSOAs of 2011 to 2021, by whole areas and never by a share or a point.

Most areas are the same in both. Of those that were split, merged or redrawn, the least ground that
both censuses cover whole is one area, however many codes of either have a part in it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from commonground.errors import BadInput, refuse
from commonground.geography.cube_facts import Vintage
from commonground.geography.lookup_files import components, lsoa_rows
from commonground.scoring.arrays import Flags
from commonground.sentences import say

Places = NDArray[np.intp]

OUTSIDE, UNKNOWN_AREA = -1, -2
"""Where a code counts that is another place's, and where one that is no area's."""

JOIN = "+"
"""What stands between the codes of an area that is several of 2021 together."""


@dataclass(frozen=True, slots=True, eq=False)
class Carried:
    """The areas in which counts by code can be given, and where each code counts.

    areas: codes, such as "E01008881", or "E01034913+E01034914" for a joined area, which is several
    of 2021 that are the same in both vintages only together. names: one for each.
    joined: shape (areas,), which are joined areas.
    into: shape (codes,), the place of the area that each code counts in; OUTSIDE for a code of
    another area, UNKNOWN_AREA for what is no code of either census.
    """

    areas: tuple[str, ...]
    names: tuple[str, ...]
    joined: Flags
    into: Places


def carried(codes: Sequence[str], area: Sequence[str]) -> Carried:
    """Return where each of some codes counts within an area given by its LSOAs of 2021.

    An area is joined only where one of the codes is of 2011 and has no one area of 2021. Then the
    codes of 2021 that have a part in it count in it too. What reaches beyond the given area is not
    joined, and its codes of 2011 are outside.

    Raises BadInput where `area` names a code twice, or one that is no LSOA of 2021.
    """
    _check(area)
    areas = _joined(frozenset(codes), area)
    return Carried(
        areas,
        tuple(map(area_name, areas)),
        np.array([JOIN in one for one in areas], dtype=np.bool_),
        counts_in(codes, areas),
    )


def counts_in(codes: Sequence[str], areas: Sequence[str]) -> Places:
    """Return where each code counts in areas that are given, joined or not, shape (codes,).

    A code of 2011 counts in the area that holds all of its ground; where none does, it is OUTSIDE.
    """
    at = {code: place for place, one in enumerate(areas) for code in one.split(JOIN)}
    known, changed = lsoa_rows(), components()
    found = dict.fromkeys(codes, UNKNOWN_AREA)
    for code in found:
        if code in known:
            found[code] = at.get(code, OUTSIDE)
        elif code in changed:
            places = {at.get(one, OUTSIDE) for one in changed[code].now}
            found[code] = places.pop() if len(places) == 1 else OUTSIDE
    return np.fromiter((found[code] for code in codes), dtype=np.intp, count=len(codes))


def vintage_of(codes: Iterable[str]) -> Vintage:
    """Return of which census codes are; those that are none of either say nothing."""
    found, known, changed = set(codes), lsoa_rows(), components()
    later = any(code in known and code in changed for code in found)
    earlier = any(code not in known and code in changed for code in found)
    if later and earlier:
        return Vintage.MIXED
    if later or earlier:
        return Vintage.OF_2021 if later else Vintage.OF_2011
    return Vintage.NONE if found.isdisjoint(known) else Vintage.EITHER


def area_name(area: str) -> str:
    """Return the name of an area of 2021, joined or not; its code where it has no name."""
    known = lsoa_rows()
    return f" {JOIN} ".join(
        known[code].name if code in known else code for code in area.split(JOIN)
    )


def _check(area: Sequence[str]) -> None:
    known = lsoa_rows()
    refuse(say("%(code)s is no LSOA of 2021.", code=code) for code in area if code not in known)
    if len(set(area)) < len(area):
        raise BadInput(say("The area names an LSOA twice."))


def _joined(codes: frozenset[str], area: Sequence[str]) -> tuple[str, ...]:
    within, known, changed = frozenset(area), lsoa_rows(), components()
    needed = {changed[code].now for code in codes if code in changed and code not in known}
    into = {
        code: JOIN.join(together)
        for together in needed
        if len(together) > 1 and within.issuperset(together)
        for code in together
    }
    return tuple(dict.fromkeys(into.get(code, code) for code in area))
