"""A ranking of few agencies, few people or a criterion without scores, and what is refused."""

from dataclasses import replace

import pytest
from consultations import invented_cube, named, rank, small_method

from commonground.errors import BadInput
from commonground.scoring.results import Band, Basis

NAN = float("nan")


@pytest.mark.parametrize("agencies", [(3, 2), (2, 2, 1), (5, 1, 1, 1, 1, 1, 1)])
def test_with_few_agencies_each_is_left_out_in_turn_instead(agencies: tuple[int, ...]) -> None:
    cube = invented_cube(small_method(), 12, agencies=agencies, share=1.0)

    found = rank(small_method(), cube, top=3)

    assert found.basis is Basis.EACH_AGENCY_LEFT_OUT
    assert (found.expected_swaps, found.whole_list_repeats, found.near_cut) == (None, None, None)
    at = {issue.name: number for number, issue in enumerate(cube.issues)}
    for entry in found.issues:
        ranks = [
            entry.rank,
            *(without.ranks[at[entry.issue]] for without in found.without_each_agency),
        ]
        known = [rank_without for rank_without in ranks if rank_without is not None]
        on = [rank_without <= 3 for rank_without in known]
        expected = Band.IN if all(on) else Band.CONTESTED if any(on) else Band.OUT
        assert entry.certainty.band is expected
        assert (entry.certainty.rank_low, entry.certainty.rank_high) == (min(known), max(known))
        assert entry.certainty.probability_in_top is None


def test_an_issue_that_cannot_be_ranked_without_an_agency_is_contested() -> None:
    cube = invented_cube(small_method(), 12, agencies=(3, 2), share=1.0)
    values = cube.values.copy()
    best = rank(small_method(), cube, top=1).issues[0].issue
    at = [issue.name for issue in cube.issues].index(best)
    values[3:, at] = NAN

    found = rank(small_method(), replace(cube, values=values), top=6)

    assert named(found, best).certainty.band is Band.CONTESTED
    assert {entry.certainty.band for entry in found.issues if entry.issue != best} == {Band.IN}


def test_one_agency_alone_says_nothing_of_certainty() -> None:
    found = rank(small_method(), invented_cube(small_method(), 2, agencies=(5,)))

    assert found.basis is Basis.NONE
    assert {entry.certainty.band for entry in found.issues} == {Band.UNKNOWN}
    assert found.without_each_agency == ()


def test_one_person_alone_is_ranked_too() -> None:
    found = rank(small_method(), invented_cube(small_method(), 2, agencies=(1,)))

    assert len(found.issues) == 6
    assert found.agreement[0].share_of_cells_with_consensus is None


def test_an_issue_with_a_criterion_that_nobody_scored_is_listed_as_unranked() -> None:
    cube = invented_cube(small_method(), 2)
    values = cube.values.copy()
    values[:, 4, 2:4] = NAN

    found = rank(small_method(), replace(cube, values=values))

    [missing] = found.unranked
    assert (missing.issue, missing.criteria_not_scored) == ("issue 04", ("frequency", "volume"))
    assert "issue 04" not in [entry.issue for entry in found.issues]
    assert len(found.issues) == 5


def test_nothing_to_rank_is_refused() -> None:
    cube = invented_cube(small_method(), 2)
    values = cube.values.copy()
    values[:, :, 2] = NAN

    with pytest.raises(BadInput, match="No issue has a score on every criterion"):
        rank(small_method(), replace(cube, values=values))


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"top": 0}, "Length of the shortlist: expected 1 or more; found 0."),
        ({"draws": 99}, "Draws: expected 100 or more; found 99."),
        ({"seed": -1}, "Seed: expected 0 or more; found -1."),
    ],
)
def test_numbers_that_make_no_sense_are_refused(wrong: dict[str, int], said: str) -> None:
    cube = invented_cube(small_method(), 2)

    with pytest.raises(BadInput) as refusal:
        rank(small_method(), cube, **wrong)  # type: ignore[arg-type]

    assert refusal.value.faults == (said,)


def test_a_shortlist_longer_than_the_long_list_holds_everybody() -> None:
    found = rank(small_method(), invented_cube(small_method(), 2), top=50)

    assert found.shortlist_length == 6
    assert {entry.certainty.band for entry in found.issues} == {Band.IN}
