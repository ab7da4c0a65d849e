"""A saved ranking read back as the value it was."""

import json

import pytest
from consultations import invented_cube, rank, small_method

from commonground.scoring.frozen import frozen
from commonground.scoring.results import Ranking
from commonground.scoring.thawed import thawed

RANKING = rank(small_method(), invented_cube(small_method(), 1))


def test_what_was_frozen_and_written_thaws_to_the_same_and_freezes_to_the_same() -> None:
    saved = frozen(RANKING, {"commonground": "1"})

    again = thawed(json.loads(json.dumps(saved)))

    assert frozen(again, {"commonground": "1"}) == saved
    assert again.inputs == RANKING.inputs
    assert [one.figures for one in again.issues] == [one.figures for one in RANKING.issues]
    assert [one.certainty.band for one in again.issues] == [
        one.certainty.band for one in RANKING.issues
    ]
    assert again.issues[0].certainty.rank_acceptability.keys() == (
        RANKING.issues[0].certainty.rank_acceptability.keys()
    )


@pytest.mark.parametrize("part", ["issues", "basis", "near_cut"])
def test_content_that_lacks_a_part_is_refused(part: str) -> None:
    saved = dict(frozen(RANKING, {}))
    del saved[part]

    with pytest.raises(KeyError, match=part):
        thawed(saved)


def test_a_word_that_no_ranking_holds_is_refused() -> None:
    with pytest.raises(ValueError, match="by ear"):
        thawed(frozen(RANKING, {}) | {"basis": "by ear"})


def test_it_is_a_ranking_of_its_own() -> None:
    assert isinstance(thawed(frozen(RANKING, {})), Ranking)
