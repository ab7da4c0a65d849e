"""The plain mean of everybody: exact, and what the two-stage path answers for a single agency."""

from collections.abc import Sequence
from fractions import Fraction

import numpy as np
import pytest
from consultations import invented_cube, shipped_rules, small_method
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from commonground.scoring import plain_mean
from commonground.scoring.aggregation import pooled_mean
from commonground.scoring.plain_mean import plain_means, rank_counts
from commonground.scoring.ranking import rank_draws
from commonground.scoring.resampling import Draws, Resampling, blocks, draw, everybody_once, prepare
from commonground.scoring.screening import Averages, probability_in_top
from commonground.scoring.severity import UNIT, corrected
from commonground.scoring.terms import Term, terms_of

Array = NDArray[np.float64]

WEIGHTS = np.array([3.0, 2.0, 1.0])
ADDITIVE = Term(slice(0, 3), WEIGHTS, may_vary=True)
AS_DECLARED = Term(slice(0, 3), WEIGHTS, may_vary=False)


def only_term(values: Array) -> Array:
    total: Array = values[0]
    return total


def together(points: Array, terms: Sequence[Term] = (ADDITIVE,)) -> Resampling:
    """Return the points ready for resampling, everybody in one agency and nothing trimmed."""
    nobody = np.zeros(len(points), dtype=np.intp)
    return prepare(points, nobody, terms, pooled_mean(points, nobody, shipped_rules()), 0.0)


def scores(
    seed: int, *, people: int = 7, issues: int = 9, missing: float = 0.3, skipped: float = 0.0
) -> Array:
    """Return whole and half scores from 0 to 4, many of them equal; the first person scores all.

    People leave out a share of whole issues (`missing`) and of single criteria (`skipped`).
    """
    random = np.random.default_rng(seed)
    found = random.integers(0, 9, (people, issues, 3)) / 2
    left_out = random.random(found.shape[:2]) < missing
    left_out[0] = False
    found[left_out] = np.nan
    found[1:][random.random(found[1:].shape) < skipped] = np.nan
    return found


def drawn(consultation: Resampling, draws: int = 60, seed: int = 1) -> Draws:
    concentration = shipped_rules().weight_concentration
    return draw(consultation, draws, concentration, np.random.default_rng(seed))


def with_coarse_weights(draws: Draws, seed: int) -> Draws:
    """Return the draws with weights of one or two points, so that issues often tie."""
    weights = np.random.default_rng(seed).integers(1, 3, (3, len(draws.slots))) * UNIT
    return Draws(draws.slots, draws.counts, (weights.astype(float),))


def every(averaged: Averages, consultation: Resampling, draws: Draws) -> Array:
    return np.concatenate([values for _, values in averaged(consultation, draws)], axis=1)


def by_hand(points: Array, draws: Draws) -> Array:
    """Return the means by fractions, rounded once; whole issues may be missing."""
    counts, weights = draws.counts[0].T.astype(int), draws.weights[0]
    assert weights is not None
    means = np.zeros((len(counts), points.shape[1]))
    for at, (times, shares) in enumerate(zip(counts.tolist(), weights.T.tolist(), strict=True)):
        for issue, sheets in enumerate(points.transpose(1, 0, 2)):
            heard = ~np.isnan(sheets[:, 0])
            number = sum(times[person] for person in np.flatnonzero(heard))
            total = sum(
                times[person] * Fraction(share) * Fraction(score)
                for person in np.flatnonzero(heard)
                for share, score in zip(shares, sheets[person].tolist(), strict=True)
            )
            means[at, issue] = float(total / UNIT / number) if number else 0.0
    return means


@given(seed=st.integers(0, 10_000), missing=st.sampled_from([0.0, 0.3, 0.8]))
@settings(max_examples=15, deadline=None)
def test_each_mean_is_the_fraction_rounded_once(seed: int, missing: float) -> None:
    points = scores(seed, people=5, issues=4, missing=missing)
    draws = drawn(together(points), 8, seed)

    found = every(plain_means, together(points), draws)

    np.testing.assert_array_equal(found[0], by_hand(points, draws))


@given(
    seed=st.integers(0, 10_000),
    missing=st.sampled_from([0.0, 0.3, 0.8]),
    skipped=st.sampled_from([0.0, 0.2]),
    severity=st.booleans(),
)
@settings(max_examples=30, deadline=None)
def test_the_two_stage_path_says_the_same_but_for_its_rounding(
    *, seed: int, missing: float, skipped: float, severity: bool
) -> None:
    points = scores(seed, missing=missing, skipped=skipped)
    if severity:
        points = corrected(points, ridge=2, sweeps=30)
    consultation = together(points)
    draws = drawn(consultation, 40, seed)

    found = every(plain_means, consultation, draws)

    half_a_step = 0.5 * 2.0 ** -consultation.shifts[0]
    expected = every(blocks, consultation, draws)
    np.testing.assert_allclose(found, expected, rtol=0, atol=half_a_step * (1 + 1e-6))


@given(seed=st.integers(0, 10_000), missing=st.sampled_from([0.0, 0.3]), top=st.integers(1, 9))
@settings(max_examples=30, deadline=None)
def test_the_two_stage_path_ranks_the_same_ties_and_all(
    seed: int, missing: float, top: int
) -> None:
    consultation = together(scores(seed, missing=missing))
    draws = with_coarse_weights(drawn(consultation, 50, seed), seed)

    found = every(plain_means, consultation, draws)[0]

    expected = rank_draws(every(blocks, consultation, draws)[0])
    np.testing.assert_array_equal(rank_draws(found), expected)
    np.testing.assert_array_equal(
        probability_in_top(consultation, draws, top, 16, only_term, plain_means),
        probability_in_top(consultation, draws, top, 16, only_term),
    )


@given(seed=st.integers(0, 10_000), missing=st.sampled_from([0.0, 0.3]), ties=st.booleans())
@settings(max_examples=30, deadline=None)
def test_each_rank_is_counted_as_often_as_it_is_drawn(
    *, seed: int, missing: float, ties: bool
) -> None:
    consultation = together(scores(seed, missing=missing))
    draws = drawn(consultation, 50, seed)
    if ties:
        draws = with_coarse_weights(draws, seed)

    counted = rank_counts(consultation, draws, only_term)

    ranks = rank_draws(every(plain_means, consultation, draws)[0])
    expected = [np.bincount(held - 1, minlength=9).tolist() for held in ranks.T]
    assert counted.tolist() == expected


def test_the_ties_of_these_tests_are_many() -> None:
    consultation = together(scores(1))
    draws = with_coarse_weights(drawn(consultation, 500), 1)

    ranks = rank_draws(every(plain_means, consultation, draws)[0])

    assert sum(len(set(row)) < len(row) for row in ranks.tolist()) > 50


@pytest.mark.parametrize(
    ("points", "expected"),
    [
        (scores(2, people=90), np.float32),
        (corrected(scores(2, people=90), ridge=2, sweeps=30), np.float64),
        (scores(2, people=90, skipped=0.3), np.float64),
    ],
    ids=["raw scores", "corrected scores", "criteria filled by a mean"],
)
def test_scores_on_their_scale_are_added_up_in_single_precision(
    points: Array, expected: type, monkeypatch: pytest.MonkeyPatch
) -> None:
    consultation = together(points)
    draws = drawn(consultation)
    (term,) = plain_mean._terms(consultation, consultation.agencies[0], len(points))
    usual = every(plain_means, consultation, draws)
    monkeypatch.setattr(plain_mean, "_EXACT_IN_FLOAT32", 0)
    double = every(plain_means, consultation, draws)

    assert term.points.dtype == expected
    np.testing.assert_array_equal(usual, double)


@pytest.mark.parametrize("scale", [2**19, -(2**19)])
def test_a_sum_that_single_precision_could_not_hold_is_right(scale: int) -> None:
    points = np.full((33, 2, 3), float(scale))
    points[0, 0] += 1
    consultation = together(points)
    draws = everybody_once(consultation, drawn(consultation, 3))

    found = every(plain_means, consultation, draws)[0]

    np.testing.assert_array_equal(found, by_hand(points, draws))
    assert (found[:, 0] > found[:, 1]).all()


def test_declared_weights_stand_where_they_may_not_vary() -> None:
    points = scores(3)
    consultation = together(points, (AS_DECLARED,))

    found = every(plain_means, consultation, drawn(consultation))

    expected = every(blocks, consultation, drawn(consultation))
    np.testing.assert_allclose(found, expected, rtol=0, atol=2.0 ** -consultation.shifts[0])


def test_every_term_of_a_method_is_averaged() -> None:
    method = small_method()
    consultation = together(invented_cube(method, 4).values, terms_of(method))
    draws = drawn(consultation)

    found = every(plain_means, consultation, draws)

    assert found.shape == (6, 60, 6)
    expected = every(blocks, consultation, draws)
    np.testing.assert_allclose(found, expected, rtol=0, atol=2.0 ** -min(consultation.shifts))


def test_with_everybody_heard_once_it_is_the_pooled_mean() -> None:
    points = scores(5)
    consultation = together(points, (AS_DECLARED,))

    found = every(plain_means, consultation, everybody_once(consultation, drawn(consultation, 2)))

    everybody = np.zeros(len(points), dtype=np.intp)
    expected = pooled_mean(points, everybody, shipped_rules()) @ WEIGHTS
    np.testing.assert_allclose(found[0], [expected, expected], rtol=1e-14)


def test_an_issue_of_which_nobody_is_heard_has_nothing() -> None:
    points = scores(6, people=2, issues=2, missing=0.0) + 1
    points[1, 1] = np.nan
    consultation = together(points)
    draws = drawn(consultation)

    found = every(plain_means, consultation, draws)[0]

    silent = draws.counts[0][0] == 0
    assert silent.any()
    np.testing.assert_array_equal(found[:, 1] == 0, silent)
    np.testing.assert_array_equal(every(blocks, consultation, draws)[0, :, 1] == 0, silent)


def test_scores_of_nothing_but_zero_are_zero() -> None:
    consultation = together(np.zeros((3, 2, 3)))

    assert not every(plain_means, consultation, drawn(consultation)).any()


@pytest.mark.parametrize("name", ["_DRAWS_A_BLOCK", "_SUMS_A_BLOCK"])
def test_the_size_of_a_block_changes_nothing(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    consultation = together(scores(7))
    draws = drawn(consultation)
    usual = every(plain_means, consultation, draws)
    monkeypatch.setattr(plain_mean, name, 7)

    sizes = [values.shape[1] for _, values in plain_means(consultation, draws)]

    assert len(sizes) > 1
    np.testing.assert_array_equal(every(plain_means, consultation, draws), usual)


@given(order=st.permutations(range(7)))
@settings(max_examples=10, deadline=None)
def test_the_order_of_people_changes_nothing(order: list[int]) -> None:
    points = scores(8)
    draws = drawn(together(points))
    others = Draws(draws.slots, (draws.counts[0][order],), draws.weights)

    found = every(plain_means, together(points[order]), others)

    np.testing.assert_array_equal(found, every(plain_means, together(points), draws))


def test_people_of_several_agencies_are_refused() -> None:
    points = scores(9)
    agency_of = np.array([0, 0, 0, 1, 1, 2, 2])
    cells = pooled_mean(points, agency_of, shipped_rules())
    consultation = prepare(points, agency_of, (ADDITIVE,), cells, 0.25)

    with pytest.raises(ValueError, match="everybody in one agency, and here are 3"):
        next(plain_means(consultation, drawn(consultation)))
