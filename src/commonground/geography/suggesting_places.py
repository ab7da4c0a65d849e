"""Suggests where a priority location may lie: it stays a suggestion until a person takes it."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

import numpy as np

from commonground.geography.cubes import Cube
from commonground.geography.emerging import Pattern
from commonground.geography.looking import Look
from commonground.geography.neighbours import Neighbours
from commonground.scoring.arrays import Flags
from commonground.sentences import Sentence, say, say_many


class Ground(StrEnum):
    """Why areas are suggested; one that is hot is not suggested again for holding many."""

    HOT = "hot"
    """High counts lie together there, more than chance and false discovery allow for."""
    MANY = "many"
    """They are among the fewest areas that hold a share of all incidents, and not hot."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Areas that border on each other, and why a person might want to look at them.

    key: the same for the same areas, ground and period, so that one which was set aside is known.
    areas, names: most incidents first. incidents: of the period's whole months. share: of all.
    patterns: how many of the areas are hot spots of each kind over all whole months.
    """

    key: str
    ground: Ground
    areas: tuple[str, ...]
    names: tuple[str, ...]
    incidents: int
    share: float
    why: Sentence


def suggested(cube: Cube, look: Look, neighbours: Neighbours, share: float) -> list[Suggestion]:
    """Return what a look suggests, hot places first, each by how many incidents it has.

    share: of incidents; the fewest areas that hold it are suggested, where they are not hot.
    A look without neighbours has no hot spots, and suggests the others alone.
    """
    hot = _hot(look)
    many = _fewest_holding(look, share) & ~hot
    found = [
        *_together(cube, look, neighbours, hot, Ground.HOT, share),
        *_together(cube, look, neighbours, many, Ground.MANY, share),
    ]
    return sorted(found, key=lambda one: (one.ground is not Ground.HOT, -one.incidents, one.key))


def _hot(look: Look) -> Flags:
    """Return which areas are hot in the period, or persistently or lately so: shape (areas,)."""
    hot = np.zeros(look.totals.shape, dtype=np.bool_)
    if look.spots is not None:
        hot |= look.spots.hot
    if look.patterns is not None:
        lasting = (Pattern.PERSISTENT, Pattern.EMERGING)
        hot |= np.array([one in lasting for one in look.patterns], dtype=np.bool_)
    return hot & ~np.isnan(look.totals)


def _fewest_holding(look: Look, share: float) -> Flags:
    """Return the fewest areas that hold a share of all incidents: shape (areas,)."""
    counts = np.nan_to_num(look.totals)
    found = np.zeros(counts.shape, dtype=np.bool_)
    if not counts.sum():
        return found
    order = np.argsort(-counts, kind="stable")
    held = np.cumsum(counts[order]) / counts.sum()
    found[order[: int(np.argmax(held >= share - 1e-12)) + 1]] = True
    return found


def _together(
    cube: Cube, look: Look, neighbours: Neighbours, chosen: Flags, ground: Ground, share: float
) -> Iterator[Suggestion]:
    """Yield a suggestion for each run of chosen areas that border on each other."""
    left = set(np.flatnonzero(chosen).tolist())
    while left:
        group: set[int] = set()
        open_ends = {min(left)}
        while open_ends:
            at = open_ends.pop()
            group.add(at)
            open_ends |= (set(neighbours.of(at).tolist()) & left) - group
        left -= group
        yield _suggestion(cube, look, sorted(group, key=lambda at: (-look.totals[at], at)),
                          ground, share)  # fmt: skip


def _suggestion(
    cube: Cube, look: Look, group: list[int], ground: Ground, share: float
) -> Suggestion:
    areas = tuple(cube.areas[at] for at in group)
    incidents = int(np.nansum(look.totals[group]))
    held = incidents / max(1, look.incidents)
    told = "|".join((ground, look.period.first, look.period.last, *look.categories, *sorted(areas)))
    return Suggestion(
        key=sha256(told.encode()).hexdigest()[:32],
        ground=ground,
        areas=areas,
        names=tuple(cube.names[at] for at in group),
        incidents=incidents,
        share=held,
        why=_why(look, group, ground, incidents, held, share),
    )


def _why(
    look: Look, group: list[int], ground: Ground, incidents: int, held: float, share: float
) -> Sentence:
    areas = say_many("%(count)s area", "%(count)s areas that border on each other", len(group))
    numbers = say_many(
        "%(count)s incident, %(share)s of all", "%(count)s incidents, %(share)s of all", incidents,
        share=f"{held:.1%}",
    )  # fmt: skip
    if ground is Ground.MANY:
        return say(
            "%(areas)s with %(numbers)s: among the fewest areas that hold %(part)s of them.",
            areas=areas, numbers=numbers, part=f"{share:.0%}",
        )  # fmt: skip
    kinds = {
        one: sum(look.patterns[at] is one for at in group) if look.patterns else 0
        for one in (Pattern.PERSISTENT, Pattern.EMERGING)
    }
    return say(
        "%(areas)s with %(numbers)s. High counts lie together here beyond chance, in the period or "
        "over all whole months: %(persistent)s persistent, %(emerging)s emerging.",
        areas=areas, numbers=numbers, persistent=str(kinds[Pattern.PERSISTENT]),
        emerging=str(kinds[Pattern.EMERGING]),
    )  # fmt: skip
