"""The areas of counts as they are drawn: which have a boundary, and who borders on whom."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from commonground.geography.boundaries import Boundaries
from commonground.geography.classing import Classes
from commonground.geography.map_looks import Outlined
from commonground.geography.neighbours import Neighbours, neighbours_of_pairs, queen_neighbours
from commonground.geography.vintages import JOIN
from commonground.scoring.arrays import Flags


@dataclass(frozen=True, slots=True, eq=False)
class Drawn:
    """Areas of counts on a map.

    boundaries: of those that have one, in the order of the counts, with the counts' names.
    is_drawn: shape (areas,), which those are. neighbours: of all areas; one without a boundary has
    none.
    """

    boundaries: Boundaries
    is_drawn: Flags
    neighbours: Neighbours

    @property
    def without(self) -> int:
        """Return how many areas have no boundary."""
        return int((~self.is_drawn).sum())

    def classes(self, found: Classes) -> Classes:
        """Return the classes of those areas that are drawn."""
        return replace(found, of_area=found.of_area[self.is_drawn])

    def outlined(self, found: Outlined | None) -> Outlined | None:
        """Return what is outlined of those that are drawn."""
        return found and replace(found, areas=found.areas[self.is_drawn])


def drawn(found: Boundaries, codes: Sequence[str], names: Sequence[str]) -> Drawn:
    """Return the areas of counts on boundaries, each code with its name.

    A code that is several with + between them is drawn where all of them have a boundary.
    """
    there = set(found.codes)
    is_drawn = np.array([there.issuperset(code.split(JOIN)) for code in codes], dtype=bool)
    places = np.flatnonzero(is_drawn)
    kept = found.only([codes[at] for at in places.tolist()])
    kept = replace(kept, names=tuple(names[at] for at in places.tolist()))
    within = queen_neighbours(kept)
    pairs = np.column_stack((places[within.rows], places[within.others]))
    return Drawn(kept, is_drawn, neighbours_of_pairs(pairs, len(codes)))
