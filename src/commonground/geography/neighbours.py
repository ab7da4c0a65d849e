"""Who borders on whom: areas whose boundaries share a point (queen contiguity)."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from commonground.geography.boundaries import Boundaries, every_point
from commonground.scoring.arrays import Array, Flags

Places = NDArray[np.intp]


@dataclass(frozen=True, slots=True, eq=False)
class Neighbours:
    """Each area's neighbours as compressed rows, symmetric, an area never its own.

    starts: shape (areas + 1,); the neighbours of area i are others[starts[i]:starts[i + 1]].
    others: shape (pairs,), places of areas, ascending within each row.
    """

    starts: Places
    others: Places

    def __len__(self) -> int:
        return len(self.starts) - 1

    @property
    def counts(self) -> Array:
        """Return how many neighbours each area has, shape (areas,)."""
        return np.diff(self.starts).astype(np.float64)

    @property
    def rows(self) -> Places:
        """Return whose neighbour each of `others` is, shape (pairs,)."""
        return np.repeat(np.arange(len(self)), np.diff(self.starts))

    @property
    def islands(self) -> Places:
        """Return the places of areas without any neighbour, ascending."""
        return np.flatnonzero(np.diff(self.starts) == 0)

    def of(self, place: int) -> Places:
        """Return the places of one area's neighbours, ascending."""
        return self.others[self.starts[place] : self.starts[place + 1]]

    def sums(self, values: Array) -> Array:
        """Return the sum over each area's neighbours, shape (areas,); 0 for an island."""
        sums = np.bincount(self.rows, weights=values[self.others], minlength=len(self))
        return sums.astype(np.float64)

    def only(self, kept: Flags) -> "Neighbours":
        """Return the areas that are kept, shape (areas,), as neighbours of each other alone."""
        new_places = np.cumsum(kept) - 1
        rows = self.rows
        both = kept[rows] & kept[self.others]
        return _rows_of(new_places[rows[both]], new_places[self.others[both]], int(kept.sum()))


def queen_neighbours(boundaries: Boundaries) -> Neighbours:
    """Return which areas share at least one point of their boundaries, exactly.

    Files in which each area was simplified by itself have no points in common any more; then most
    areas are islands, which `Neighbours.islands` tells.
    """
    points, area_of_point = every_point(boundaries.shapes)
    flat = np.ascontiguousarray(points[:, 0] + 1j * points[:, 1])
    _, point = np.unique(flat, return_inverse=True)
    # each area once at each point, in the order of the points
    keys = np.unique(point.astype(np.int64) * len(boundaries) + area_of_point)
    point, area = np.divmod(keys, len(boundaries))
    pairs = [np.empty((0, 2), dtype=np.int64)]
    step = 1
    # at a point where k areas meet they stand in a run of k: pairs are 1 to k - 1 steps apart
    while (together := point[step:] == point[:-step]).any():
        pairs.append(np.column_stack((area[:-step][together], area[step:][together])))
        step += 1
    one_way = np.concatenate(pairs)
    return _rows_of(
        np.concatenate((one_way[:, 0], one_way[:, 1])),
        np.concatenate((one_way[:, 1], one_way[:, 0])),
        len(boundaries),
    )


def neighbours_of_pairs(pairs: ArrayLike, areas: int) -> Neighbours:
    """Return the neighbours that pairs of places name, shape (pairs, 2), each pair one way.

    >>> neighbours_of_pairs([[0, 1], [1, 2]], 4).islands
    array([3])
    """
    one_way = np.asarray(pairs, dtype=np.int64).reshape(-1, 2)
    return _rows_of(one_way.ravel(), one_way[:, ::-1].ravel(), areas)


def _rows_of(rows: NDArray[np.int64], others: NDArray[np.int64], areas: int) -> Neighbours:
    keys = np.unique(rows * areas + others)
    row, other = np.divmod(keys, areas)
    starts = np.searchsorted(row, np.arange(areas + 1))
    return Neighbours(starts.astype(np.intp), other.astype(np.intp))
