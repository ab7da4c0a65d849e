"""Puts the tallies of all files together: into areas, months and categories, and a ledger."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from commonground.errors import BadInput, refuse
from commonground.geography.analysis_rules import PresenceRule
from commonground.geography.cube_facts import (
    CubeFacts,
    Finding,
    ForceMonths,
    Holds,
    SourceRead,
)
from commonground.geography.cubes import UNKNOWN, Cube
from commonground.geography.importing.areas import AreaChosen
from commonground.geography.importing.batches import Counted
from commonground.geography.importing.counting import Tally
from commonground.geography.importing.faults import findings_of
from commonground.geography.importing.force_months import ForceTallies, police_areas_of, same_force
from commonground.geography.importing.sources import Source
from commonground.geography.presence import Presence, months_between
from commonground.geography.vintages import OUTSIDE, UNKNOWN_AREA, Carried, carried, vintage_of
from commonground.sentences import say

LICENCE = (
    "Contains public sector information licensed under the Open Government Licence v3.0. Contains "
    "OS data \N{COPYRIGHT SIGN} Crown copyright and database right. Source: data.police.uk; Office "
    "for National Statistics."
)
"""Printed wherever the counts are: the publishers ask for it."""

_MOST_FINDINGS = 200
_MOST_COUNT = 2**31 - 1


def assembled(counted: Sequence[Counted], area: AreaChosen, rule: PresenceRule) -> Cube:
    """Return the cube of an area.

    Raises BadInput where a month of a force is in two files, incidents and counts are mixed, or no
    file is of a force that polices the area.
    """
    _refuse_mixed(counted)
    refuse(_months_twice(counted))
    into = carried(_codes(counted), area.lsoas)
    place = dict(zip(_codes(counted), into.into.tolist(), strict=True))
    months = months_between([month for one in counted for month in one.tally.months])
    categories = tuple(sorted({name for one in counted for name in one.tally.categories}))
    counts = np.zeros((len(into.areas), len(months), len(categories)), dtype=np.int64)
    forces = ForceTallies(months)
    ledger: list[SourceRead] = []
    for one in counted:
        placed = _placed(one.tally, place)
        _add(counts, placed, months, categories)
        forces.add(one.tally)
        ledger += _ledger(one, placed, into)
    if counts.max(initial=0) > _MOST_COUNT:
        raise BadInput(say("The counts are too large to be incidents."))
    policed = police_areas_of(into.areas)
    found = forces.judged(policed, rule)
    _forget_missing(counts, months, policed, found)
    facts = CubeFacts(
        area=area.named,
        areas=into.areas,
        names=into.names,
        months=months,
        categories=categories,
        sources=tuple(ledger),
        forces=found,
        findings=tuple(_findings(counted, ledger)),
        licence=LICENCE,
        holds=Holds.OUTCOMES if _holds(counted) is Holds.OUTCOMES else Holds.INCIDENTS,
    )
    return Cube(facts, counts.astype(np.int32))


@dataclass(frozen=True, slots=True, eq=False)
class _Placed:
    """A tally with what became of each group, each array of shape (groups,).

    place: the area it counts in, or OUTSIDE or UNKNOWN_AREA; the flags come before the place.
    """

    tally: Tally
    place: NDArray[np.int64]
    unlocated: NDArray[np.bool_]
    kept: NDArray[np.bool_]


def _placed(tally: Tally, place: dict[str, int]) -> _Placed:
    of_code = np.array([place.get(one, OUTSIDE) for one in tally.codes], dtype=np.int64)
    no_code = np.array([not one for one in tally.codes], dtype=np.bool_)
    at, unlocated = of_code[tally.code], no_code[tally.code] & ~tally.astray
    return _Placed(tally, at, unlocated, (at >= 0) & ~unlocated & ~tally.astray)


def _add(
    counts: NDArray[np.int64],
    placed: _Placed,
    months: Sequence[str],
    categories: Sequence[str],
) -> None:
    """Add a tally's incidents to the counts, in place."""
    tally, kept = placed.tally, placed.kept
    month = np.array([months.index(one) for one in tally.months], dtype=np.int64)
    category = np.array([categories.index(one) for one in tally.categories], dtype=np.int64)
    cells = (placed.place[kept] * len(months) + month[tally.month[kept]]) * len(categories)
    cells += category[tally.category[kept]]
    np.add.at(counts.reshape(-1), cells, tally.numbers[kept])


def _ledger(one: Counted, placed: _Placed, into: Carried) -> Iterator[SourceRead]:
    """Return what became of the rows of each source of a batch."""
    tally = one.tally
    located = ~placed.unlocated & ~tally.astray
    joined = np.append(into.joined, False)[np.where(placed.kept, placed.place, -1)]
    parts = {
        "kept": placed.kept,
        "outside": located & (placed.place == OUTSIDE),
        "unlocated": placed.unlocated,
        "unknown_area": located & (placed.place == UNKNOWN_AREA),
        "astray": tally.astray,
        "joined": joined,
        "rows": np.ones(tally.numbers.size, dtype=np.bool_),
    }
    size = len(one.batch.sources)
    numbers = {
        name: np.bincount(tally.source[some], weights=tally.numbers[some], minlength=size)
        for name, some in parts.items()
    }
    for number, source in enumerate(one.batch.sources):
        own = tally.source == number
        codes = (tally.codes[at] for at in np.unique(tally.code[own]).tolist())
        forces = sorted({tally.forces[at] for at in np.unique(tally.force[own]).tolist()})
        yield SourceRead(
            name=str(source.name),
            digest=one.digests[number],
            holds=source.holds,
            force=", ".join(filter(None, forces)),
            month=source.month,
            vintage=vintage_of(codes),
            **{name: int(found[number]) for name, found in numbers.items()},
        )


def _findings(counted: Sequence[Counted], ledger: Iterable[SourceRead]) -> Iterator[Finding]:
    """Return what is odd, by file and row: files are read again only where something is."""
    told = 0
    by_name = {(one.name, one.digest): one for one in ledger}
    for one in counted:
        for source, digest in zip(one.batch.sources, one.digests, strict=True):
            read = by_name[str(source.name), digest]
            if not (read.unknown_area or read.astray) or told >= _MOST_FINDINGS:
                continue
            for finding in findings_of(source, _unknown(one.tally)):
                told += 1
                yield finding


def _unknown(tally: Tally) -> frozenset[str]:
    codes = [one for one in tally.codes if one]
    into = carried(codes, ()).into
    return frozenset(code for code, at in zip(codes, into, strict=True) if at == UNKNOWN_AREA)


def _codes(counted: Sequence[Counted]) -> list[str]:
    return sorted({code for one in counted for code in one.tally.codes if code})


def _holds(counted: Sequence[Counted]) -> Holds:
    return counted[0].batch.sources[0].holds


def _refuse_mixed(counted: Sequence[Counted]) -> None:
    kinds = {one.batch.sources[0].holds: one.batch.sources[0].name for one in counted}
    if len(kinds) > 1:
        raise BadInput(
            say(
                "%(files)s hold different things: incidents one by one, counts of them, or "
                "outcomes. Import one kind at a time, or they would be counted twice.",
                files=", ".join(map(str, kinds.values())),
            )
        )


def _months_twice(counted: Sequence[Counted]) -> Iterator[str]:
    """Return a sentence for each month of a force that two files have."""
    first: dict[tuple[str, str], Source] = {}
    for one in counted:
        tally = one.tally
        shape = (len(tally.sources), len(tally.forces), len(tally.months))
        keys = np.ravel_multi_index((tally.source, tally.force, tally.month), shape)
        there = np.flatnonzero(np.bincount(keys))
        for source, force, month in zip(*np.unravel_index(there, shape), strict=True):
            own = one.batch.sources[source]
            held = first.setdefault((tally.forces[force], tally.months[month]), own)
            if held is not own:
                yield say(
                    "%(month)s%(force)s is in two files, %(first)s and %(second)s. Take one of "
                    "them away, or it would be counted twice.",
                    month=tally.months[month],
                    force=say(" of %(force)s", force=tally.forces[force]) if tally.forces[force]
                    else "",
                    first=held.name,
                    second=own.name,
                )  # fmt: skip


def _forget_missing(
    counts: NDArray[np.int64],
    months: Sequence[str],
    police_areas: Sequence[str],
    found: Sequence[ForceMonths],
) -> None:
    """Make a count unknown, in place, where the area's force does not have the month."""
    for force in found:
        if not force.decides:
            continue
        polices = {one: same_force(force.force, one) for one in set(police_areas)}
        own = [polices[one] for one in police_areas]
        missing = [one.found.presence is Presence.MISSING for one in force.months]
        counts[np.ix_(own, missing)] = UNKNOWN
