"""Areas are neighbours where their boundaries share a point."""

import birmingham
import numpy as np
import pytest
import shapely
from libpysal.weights import Queen

from commonground.geography.boundaries import Boundaries, Coordinates
from commonground.geography.neighbours import neighbours_of_pairs, queen_neighbours


def areas(*boxes: tuple[float, float, float, float]) -> Boundaries:
    names = tuple(f"E0100000{number}" for number in range(len(boxes)))
    shapes = tuple(shapely.box(*each) for each in boxes)
    return Boundaries(names, names, shapes, Coordinates.METRES)


def test_birminghams_neighbours_are_those_of_pysal() -> None:
    theirs = Queen.from_iterable(birmingham.boundaries().shapes)

    ours = birmingham.neighbours()

    assert len(ours) == 659
    assert [sorted(theirs.neighbors[place]) for place in range(659)] == [
        ours.of(place).tolist() for place in range(659)
    ]


def test_a_corner_in_common_is_enough_and_an_island_is_told() -> None:
    found = queen_neighbours(areas((0, 0, 1, 1), (1, 1, 2, 2), (1, 0, 2, 1), (5, 5, 6, 6)))

    assert [found.of(place).tolist() for place in range(4)] == [[1, 2], [0, 2], [0, 1], []]
    assert found.islands.tolist() == [3]
    assert found.counts.tolist() == [2, 2, 2, 0]


def test_areas_that_share_no_point_are_all_islands() -> None:
    assert queen_neighbours(areas((0, 0, 1, 1), (2, 2, 3, 3))).islands.tolist() == [0, 1]


def test_sums_are_over_neighbours_alone() -> None:
    line = neighbours_of_pairs([[0, 1], [1, 2], [1, 0]], 4)

    assert line.sums(np.array([1.0, 10.0, 100.0, 1000.0])).tolist() == [10, 101, 10, 0]


def test_who_is_left_out_is_nobodys_neighbour() -> None:
    line = neighbours_of_pairs([[0, 1], [1, 2], [2, 3]], 4)

    rest = line.only(np.array([True, False, True, True]))

    assert [rest.of(place).tolist() for place in range(3)] == [[], [2], [1]]


@pytest.mark.parametrize("pairs", [[], [[0, 1]]])
def test_neighbours_go_both_ways(pairs: list[list[int]]) -> None:
    found = neighbours_of_pairs(pairs, 2)

    assert sorted(zip(found.rows, found.others, strict=True)) == sorted(
        zip(found.others, found.rows, strict=True)
    )
