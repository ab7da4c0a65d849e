"""The whole ranking: what holds of it, whatever the scores are."""

from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

import numpy as np
import pytest
from consultations import (
    deck_method,
    inputs_for,
    invented_cube,
    local_method,
    named,
    pilot_cube,
    rank,
    shipped_rules,
    small_method,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from commonground import reference
from commonground.scoring.aggregation import default_cells, two_stage
from commonground.scoring.arithmetic import UnknownFactor, figures_of
from commonground.scoring.loading import load_method
from commonground.scoring.ranking import rank_draws
from commonground.scoring.resampling import (
    blocks,
    draw,
    everybody_once,
    prepare,
    with_weights,
)
from commonground.scoring.results import Band, Basis, Inputs, Ranking
from commonground.scoring.scores import Remark, ScoreCube
from commonground.scoring.severity import corrected
from commonground.scoring.sheets import publish
from commonground.scoring.shortlist import Consultation, rank_issues
from commonground.scoring.terms import outputs_of_terms, terms_of

NAN = float("nan")
seeds = st.integers(0, 10_000)
quick = settings(max_examples=8, deadline=None)


@pytest.fixture(scope="module")
def pilot() -> Ranking:
    return rank(local_method(), pilot_cube(), top=30, draws=2000)


def only(cube: ScoreCube, keep: list[int]) -> ScoreCube:
    """Return the cube with some of its assessors."""
    return replace(
        cube, assessors=tuple(cube.assessors[at] for at in keep), values=cube.values[keep]
    )


def test_every_issue_of_the_pilot_is_ranked_once(pilot: Ranking) -> None:
    assert {entry.issue for entry in pilot.issues} == {issue.name for issue in pilot_cube().issues}
    assert pilot.unranked == ()
    assert (pilot.assessors, pilot.agencies, pilot.basis) == (156, 27, Basis.RESAMPLING)
    assert [entry.rank for entry in pilot.issues] == sorted(entry.rank for entry in pilot.issues)


def test_the_figures_recompute_by_hand_from_the_published_cells(pilot: Ranking) -> None:
    # the deck's arithmetic, written out
    factors = ["0.6", "0.6", "0.7", "0.8", "0.9", "1.0", "2.0"]
    for entry in pilot.issues:
        cells = entry.scores
        harm = sum(list(cells.values())[:7], Decimal(0))
        likelihood = cells["frequency"] + cells["volume"] + cells["confidence"]
        position = cells["capacity"] + cells["capability"]
        assert entry.figures["risk"] == harm * likelihood
        factor = Decimal(factors[int(position + Decimal("0.5"))])
        assert entry.figures["op_grading"] == harm * likelihood * factor
        assert all(cell == round(cell, 4) for cell in cells.values())


def test_ranks_and_ties_follow_the_published_figures(pilot: Ranking) -> None:
    for entry in pilot.issues:
        value = entry.figures["op_grading"]
        higher = sum(other.figures["op_grading"] > value for other in pilot.issues)
        assert entry.rank == entry.ranks["rank_by_grading"] == higher + 1
        assert entry.in_shortlist == (entry.rank <= 30)
    assert pilot.shortlist_length == sum(entry.rank <= 30 for entry in pilot.issues)


def test_bands_say_what_the_probabilities_say(pilot: Ranking) -> None:
    bands = {entry.certainty.band for entry in pilot.issues}
    for entry in pilot.issues:
        probability = entry.certainty.probability_in_top
        assert probability is not None
        assert (entry.certainty.band is Band.IN) == (probability >= 0.95)
        assert (entry.certainty.band is Band.OUT) == (probability <= 0.05)
    assert bands == {Band.IN, Band.CONTESTED, Band.OUT}


def test_the_probabilities_of_the_top_add_up_to_its_length(pilot: Ranking) -> None:
    # no two issues of the pilot tie in any of the 2,000 draws
    shares = [entry.certainty.probability_in_top or 0 for entry in pilot.issues]
    assert sum(shares) == pytest.approx(30, abs=1e-9)
    acceptability = [entry.certainty.rank_acceptability for entry in pilot.issues]
    for at in range(1, 107):
        assert sum(held.get(at, 0) for held in acceptability) == pytest.approx(1)


def test_intervals_follow_from_rank_acceptability(pilot: Ranking) -> None:
    for entry in pilot.issues:
        sure = entry.certainty
        heaped = np.cumsum([sure.rank_acceptability.get(at, 0) for at in range(1, 107)])
        assert heaped[-1] == pytest.approx(1)
        for rank_held, share in (
            (sure.rank_low, 0.05),
            (sure.rank_median, 0.5),
            (sure.rank_high, 0.95),
        ):
            assert rank_held == 1 + int((heaped < share - 1e-9).sum())
        assert sure.probability_in_top == pytest.approx(heaped[29], abs=1e-9)
        assert sure.worth_rescoring == pytest.approx(heaped[29] * (1 - heaped[29]), abs=1e-9)


def test_confidence_is_asked_of_the_contested_only(pilot: Ranking) -> None:
    for entry in pilot.issues:
        sure = entry.certainty
        assert (sure.confidence_factor is not None) == (sure.band is Band.CONTESTED)
        assert (sure.central_weights is None) == (sure.probability_in_top == 0)
        if sure.weights_share is not None:
            assert 0 <= sure.weights_share <= 1
        if sure.central_weights is not None:
            weights = list(sure.central_weights.values())
            assert sum(weights[:7]) == pytest.approx(7, abs=0.01)
            assert weights[-2:] == [1, 1]
    assert 0 < (pilot.expected_swaps or 0) < 15
    assert pilot.whole_list_repeats is not None


def test_issues_near_the_cut_are_held_against_each_other(pilot: Ranking) -> None:
    near = pilot.near_cut
    assert near is not None
    assert list(near.issues) == [entry.issue for entry in pilot.issues[25:35]]
    beats = np.array(near.pairwise_winning_index)
    np.testing.assert_allclose(beats + beats.T, 1 - np.eye(10), atol=1e-9)


def test_trimming_by_cell_or_by_issue_gives_one_shortlist_outside_the_contested(
    pilot: Ranking,
) -> None:
    # the published sheet trims each cell; the draws trim each term of an issue
    method, rules, cube = local_method(), shipped_rules(), pilot_cube()
    points = corrected(cube.values, ridge=rules.ridge, sweeps=rules.sweeps)
    cells = two_stage(points, cube.agency_of, rules)
    consultation = prepare(points, cube.agency_of, terms_of(method), cells, rules.trim_each_end)
    drawn = draw(consultation, 1, 20, np.random.default_rng(1))
    declared = np.ones(len(method.criteria))
    once = with_weights(consultation, everybody_once(consultation, drawn), declared)
    [(_, averages)] = blocks(consultation, once)
    ranks = rank_draws(outputs_of_terms(method, averages)["op_grading"])[0]

    for issue, at_issue_level in zip(cube.issues, ranks.tolist(), strict=True):
        entry = named(pilot, issue.name)
        if entry.certainty.band is not Band.CONTESTED:
            assert entry.in_shortlist == (at_issue_level <= 30)


def test_coverage_counts_who_took_part(pilot: Ranking) -> None:
    assert sum(agency.assessors for agency in pilot.coverage) == 156
    assert sum(agency.meeting for agency in pilot.coverage) == 74
    assert sum(agency.remote for agency in pilot.coverage) == 82
    assert sum(agency.scores for agency in pilot.coverage) == np.isfinite(pilot_cube().values).sum()
    for agency in pilot.coverage:
        assert agency.issues == sum(agency.issues_by_theme.values())


def test_remarks_are_counted_by_agency_and_thin_issues_are_named() -> None:
    method = small_method()
    cube = invented_cube(method, 1)
    values = cube.values.copy()
    values[3:, 0] = NAN  # agency 0 alone is left
    thin = replace(cube, values=values)
    remarks = tuple(Remark("issue 01", "agency 3", "", "Noted") for _ in range(2))

    found = rank_issues(
        Consultation(method, shipped_rules(), thin, remarks, inputs_for(thin, top=3))
    )

    assert [agency.remarks for agency in found.coverage] == [0, 0, 0, 2, 0, 0, 0, 0, 0]
    assert found.thinly_scored == ("issue 00",)
    alone = named(found, "issue 00")
    assert (alone.agencies, alone.assessors) == (1, len([0, 1, 2]))
    # nobody to agree or differ with is unknown: neither agreement nor dispute
    assert alone.disagreement.share_within_one_level is None
    assert alone.disagreement.widest_interquartile_range is None
    assert alone.disagreement.criteria_contested == ()


@given(seed=seeds)
@quick
def test_raising_a_harm_for_everybody_never_lowers_the_risk(seed: int) -> None:
    method, rules = local_method(), shipped_rules()
    cube = invented_cube(method, seed, issues=5)
    issue, criterion = seed % 5, seed % 7
    scale = [float(score) for score in method.criteria[criterion].scale]
    values = cube.values.copy()
    cell = values[:, issue, criterion]
    raised = np.searchsorted(scale, cell, side="right")
    values[:, issue, criterion] = np.where(
        np.isnan(cell), NAN, np.array(scale)[np.minimum(raised, len(scale) - 1)]
    )

    def risk(said: ScoreCube) -> Decimal:
        cells = default_cells(said.values, said.agency_of, rules)
        row = publish(method, [entry.name for entry in said.issues], cells, rules).rows[issue]
        assert row is not None
        return row.figures["risk"]

    assert risk(replace(cube, values=values)) >= risk(cube)


@given(seed=seeds, top=st.integers(1, 8))
@quick
def test_whatever_the_scores_the_shares_are_shares_and_ties_share_a_rank(
    seed: int, top: int
) -> None:
    cube = invented_cube(small_method(), seed, issues=5)
    twin = replace(cube, values=cube.values[:, [0, 0, 1, 2, 3]])

    found = rank(small_method(), twin, top=top)

    first, second = named(found, "issue 00"), named(found, "issue 01")
    assert first.rank == second.rank
    assert first.certainty.rank_acceptability == second.certainty.rank_acceptability
    shares = [entry.certainty.probability_in_top for entry in found.issues]
    assert all(share is not None and 0 <= share <= 1 for share in shares)
    assert sum(share or 0 for share in shares) >= min(top, 5) - 1e-9
    for entry in found.issues:
        assert sum(entry.certainty.rank_acceptability.values()) == pytest.approx(1)


@given(seed=seeds)
@quick
def test_names_of_people_and_issues_change_only_where_they_stand(seed: int) -> None:
    # the same scores by the same agencies: the published sheet is the same, whoever is called what
    cube = invented_cube(small_method(), seed)
    random = np.random.default_rng(seed)
    people, issues = random.permutation(len(cube.assessors)), random.permutation(len(cube.issues))
    turned = ScoreCube(
        tuple(replace(cube.assessors[at], id=f"q{number}") for number, at in enumerate(people)),
        tuple(cube.issues[at] for at in issues),
        cube.criteria,
        cube.values[people][:, issues],
    )

    before, after = rank(small_method(), cube), rank(small_method(), turned)

    for entry in before.issues:
        # sums in another order differ in the last bit, so the last printed place may
        other = named(after, entry.issue)
        for name, value in entry.figures.items():
            assert float(other.figures[name]) == pytest.approx(float(value), abs=0.02)
        assert (entry.assessors, entry.agencies) == (other.assessors, other.agencies)


def test_a_gap_that_the_published_sheet_meets_is_refused_by_issue_and_total() -> None:
    cube = invented_cube(deck_method(), 3)
    values = cube.values.copy()
    values[..., -2:] = 1
    with pytest.raises(UnknownFactor, match="the total organisational position is 2") as refusal:
        rank(deck_method(), replace(cube, values=values))
    assert len(refusal.value.faults) == 6


def test_a_gap_that_only_a_draw_meets_is_refused_too() -> None:
    # half of eight agencies say 6 and half say 5: some draws come to 6, none below 5 ...
    method = deck_method()
    cube = invented_cube(method, 3, agencies=(1,) * 8, share=1.0)
    values = cube.values.copy()
    values[..., -2:] = 3
    assert rank(method, replace(cube, values=values)).issues
    # ... but with three at 2 and five at 6 the middle half is at 6 and a redrawn one at 3 or 4
    values[:3, 0, -2:] = 1
    with pytest.raises(UnknownFactor) as refusal:
        rank(method, replace(cube, values=values), replace(shipped_rules(), sweeps=0), draws=2000)
    assert set(refusal.value.totals) <= {2, 3, 4}


def test_progress_rises_to_one() -> None:
    told: list[float] = []
    cube = invented_cube(small_method(), 1)
    inputs = inputs_for(cube, draws=600)

    rank_issues(Consultation(small_method(), shipped_rules(), cube, (), inputs), told.append)

    assert all(low <= high for low, high in pairwise(told))
    assert (told[0] < 0.5, told[-1]) == (True, 1)


@pytest.mark.parametrize("draws", [100, 257, 513])
def test_any_number_of_draws_will_do(draws: int) -> None:
    # the last block may hold one draw, in which some agencies have no seat
    found = rank(small_method(), invented_cube(small_method(), 1), draws=draws)

    assert isinstance(found.inputs, Inputs)
    assert found.basis is Basis.RESAMPLING


@pytest.mark.parametrize("method_id", ["five-by-five-nrr-2023", "four-by-four-fife", "sleipnir-v1"])
def test_every_shipped_method_without_gaps_ranks(method_id: str) -> None:
    method = load_method(reference.method_path(method_id))

    found = rank(method, invented_cube(method, 7))

    for entry in found.issues:
        assert entry.figures == figures_of(method, tuple(entry.scores.values()))
