"""Positions on a criterion's levels, there and back."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonground.errors import BadInput
from commonground.scoring.levels import level_position, positions_of_cells, score_at

HARM = (0.0, 1.0, 2.0, 4.0, 8.0)
NAN = float("nan")

ladders = st.lists(st.integers(-50, 50), min_size=1, max_size=8, unique=True).map(sorted)


@given(ladder=ladders)
def test_each_level_stands_on_its_own_number(ladder: list[int]) -> None:
    assert level_position(ladder, ladder).tolist() == list(range(len(ladder)))
    assert score_at(range(len(ladder)), ladder).tolist() == ladder


@given(ladder=ladders, share=st.floats(0, 1))
def test_a_score_comes_back_from_its_position(ladder: list[int], share: float) -> None:
    score = ladder[0] + share * (ladder[-1] - ladder[0])
    assert score_at(level_position(score, ladder), ladder) == pytest.approx(score, abs=1e-9)


@given(ladder=ladders, scores=st.lists(st.floats(-60, 60)))
def test_a_higher_score_never_stands_lower(ladder: list[int], scores: list[float]) -> None:
    assert np.all(np.diff(level_position(sorted(scores), ladder)) >= 0)


def test_a_score_between_two_levels_stands_between_them_in_proportion() -> None:
    assert level_position([3, 5], HARM).tolist() == [2.5, 3.25]


def test_a_score_off_either_end_takes_the_position_of_that_end() -> None:
    assert level_position([-1, 9], HARM).tolist() == [0, 4]
    assert score_at([-1, 9], HARM).tolist() == [0, 8]


@pytest.mark.parametrize("ladder", [HARM, (3.0,)])
def test_not_scored_stays_not_scored(ladder: tuple[float, ...]) -> None:
    assert np.isnan(level_position(NAN, ladder))
    assert np.isnan(score_at(NAN, ladder))


def test_it_keeps_the_shape_it_was_given() -> None:
    assert level_position(np.zeros((2, 3, 4)), HARM).shape == (2, 3, 4)
    assert score_at(np.zeros((2, 3)), HARM).shape == (2, 3)


def test_each_cell_uses_the_levels_of_its_own_criterion() -> None:
    scores = [[8.0, 3, 1], [NAN, 0.5, 4]]
    found = positions_of_cells(scores, [HARM, (0.5, 1, 2, 3), HARM])
    np.testing.assert_array_equal(found, [[4, 3, 1], [NAN, 0, 3]])


@pytest.mark.parametrize(
    "ladder", [(), (1, 1), (2, 1), (0, NAN), (0, np.inf), ((0, 1), (2, 3))], ids=str
)
def test_it_refuses_levels_that_are_not_an_ascending_ladder(ladder: tuple[float, ...]) -> None:
    with pytest.raises(BadInput, match="finite scores, each above the one before"):
        level_position(1, ladder)


@pytest.mark.parametrize("scores", [[1, 2], [[1, 2, 3]]])
def test_it_refuses_scores_that_do_not_match_the_cells(scores: list[float]) -> None:
    with pytest.raises(BadInput, match=r"shape \(agencies, 2\)"):
        positions_of_cells(scores, [HARM, HARM])
