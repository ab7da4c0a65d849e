"""A score that a session agreed, in every reading and every draw of a ranking."""

from dataclasses import replace
from decimal import Decimal

import pytest
from consultations import invented_cube, named, rank, small_method

from commonground import reference
from commonground.errors import BadInput
from commonground.scoring.loading import load_method
from commonground.scoring.scores import AgreedScore
from commonground.scoring.shortlist import with_agreed

NAN = float("nan")


@pytest.mark.parametrize("agencies", [(4, 3, 2, 2, 1, 1, 1, 1, 1), (3, 2)])
def test_an_agreed_score_stands_exactly_everywhere(agencies: tuple[int, ...]) -> None:
    method = small_method()
    cube = invented_cube(method, 6, agencies=agencies)
    agreed = tuple(
        AgreedScore("issue 02", criterion, Decimal(score), "The session heard new evidence")
        for criterion, score in (("individual", "4"), ("capacity", "1"), ("press", "2.5"))
    )

    found = rank(method, cube, agreed=agreed)

    entry = named(found, "issue 02")
    assert {name: str(entry.scores[name]) for name in ("individual", "capacity", "press")} == {
        "individual": "4.0000",
        "capacity": "1.0000",
        "press": "2.5000",
    }
    assert entry.agreed_criteria == ("individual", "capacity", "press")
    assert named(found, "issue 03").agreed_criteria == ()


def test_a_wholly_agreed_issue_is_the_same_in_every_reading_and_every_draw() -> None:
    method = load_method(reference.method_path("four-by-four-fife"))
    cube = invented_cube(method, 6, issues=4)
    agreed = tuple(
        AgreedScore(issue, criterion, Decimal(score), "Agreed")
        for issue, score in (("issue 00", 4), ("issue 01", 1))
        for criterion in ("likelihood", "impact")
    )

    found = rank(method, cube, agreed=agreed, top=1)

    assert named(found, "issue 00").certainty.rank_acceptability == {1: 1}
    assert named(found, "issue 01").certainty.rank_low == 4
    for variant in (*found.without_each_agency, *found.other_averages):
        assert variant.ranks[0] == 1
        assert variant.ranks[1] == 4


def test_a_score_agreed_for_an_issue_that_nobody_scored_is_refused() -> None:
    cube = invented_cube(small_method(), 6)

    with pytest.raises(BadInput, match="agreed for 'Begging', but nobody scored that issue"):
        with_agreed(cube, [AgreedScore("Begging", "press", Decimal(1), "why")])


def test_an_agreed_score_fills_a_criterion_that_nobody_scored() -> None:
    cube = invented_cube(small_method(), 6)
    values = cube.values.copy()
    values[:, 1, 4] = NAN

    found = rank(
        small_method(),
        replace(cube, values=values),
        agreed=(AgreedScore("issue 01", "press", Decimal(1), "why"),),
    )

    assert named(found, "issue 01").scores["press"] == 1
    assert found.unranked == ()
