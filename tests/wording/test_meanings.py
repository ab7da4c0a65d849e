"""The likeliest codes and what is nearly the same, by vectors; and groups of neighbours."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from commonground.wording import grouping, keywords, meanings
from commonground.wording.meanings import BLOCK, Meant, likeliest, nearly_same, neighbours
from commonground.wording.sentences import WIDTH, Floats


def towards(*parts: float) -> Floats:
    """Return a vector of length 1 whose first coordinates stand as these do to each other."""
    found: Floats = np.zeros(WIDTH, np.float32)
    found[: len(parts)] = parts
    return found / np.float32(np.linalg.norm(found))


NONE: Floats = np.zeros((0, WIDTH), np.float32)
YOUTH, HOUSING = Meant("youth", towards(1), NONE), Meant("housing", towards(0, 1), NONE)


def test_the_code_that_means_most_like_it_comes_first() -> None:
    assert likeliest(towards(1, 3), [YOUTH, HOUSING]) == ["housing", "youth"]
    assert likeliest(towards(1, 3), [YOUTH, HOUSING], most=1) == ["housing"]
    assert likeliest(towards(1), []) == []


def test_one_remark_that_somebody_coded_outweighs_a_name_that_is_far() -> None:
    taught = Meant("web", towards(0, 0, 1), np.stack([towards(1, 0.1)]))

    assert likeliest(towards(1, 0.1), [HOUSING, taught], most=1) == ["web"]


def test_what_says_nearly_the_same_comes_nearest_first() -> None:
    others = np.stack([towards(1, 0.5), towards(0, 1), towards(1, 0.1)])

    assert nearly_same(towards(1), others) == [2, 0]
    assert nearly_same(towards(1), NONE) == []


@given(st.lists(st.sampled_from([(1, 0), (1, 1), (0, 1), (1, 0.4)]), max_size=9))
def test_neighbours_are_mutual_and_each_is_its_own(parts: list[tuple[float, float]]) -> None:
    rows = np.stack([towards(*one) for one in parts]) if parts else NONE

    found = [set(one.tolist()) for one in neighbours(rows)]

    assert all(at in near for at, near in enumerate(found))
    assert all(at in found[other] for at, near in enumerate(found) for other in near)


def test_many_texts_are_compared_block_by_block_as_if_at_once() -> None:
    rows = np.stack([towards(1, (at % 7) / 3) for at in range(BLOCK + 9)])
    near = (rows @ rows.T) >= meanings.NEARLY

    for at, found in enumerate(neighbours(rows)):
        assert set(np.flatnonzero(near[at])) == set(found)


def test_neighbours_by_keywords_are_what_shares_telling_words() -> None:
    texts = ["Knives sold to children", "Rents go up", "Children were sold knives", ""]

    found = keywords.neighbours(texts)

    assert [one.tolist() for one in found] == [[0, 2], [1], [0, 2], [3]]


def near(*rows: list[int]) -> list[NDArray[np.intp]]:
    return [np.array(row, dtype=np.intp) for row in rows]


def test_a_chain_is_cut_where_its_ends_no_longer_say_the_same() -> None:
    """Each is near the next alone: one group of five would hold what is far apart."""
    chain = near([0, 1], [0, 1, 2], [1, 2, 3], [2, 3, 4], [3, 4])

    assert grouping.stars(chain) == [1, 3]


def test_the_largest_group_comes_first_and_one_alone_is_none() -> None:
    assert grouping.stars(near([0, 1], [0, 1], [2, 3, 4], [2, 3], [2, 4], [5])) == [2, 0]
    assert grouping.stars([]) == []
