"""A long list is screened by a few draws, and answers as if all of it had been drawn."""

import numpy as np
import pytest
from consultations import local_method, pilot_cube, shipped_rules
from numpy.typing import NDArray

from commonground.scoring import screening
from commonground.scoring.aggregation import two_stage
from commonground.scoring.plain_mean import plain_means
from commonground.scoring.ranking import rank_draws
from commonground.scoring.resampling import Draws, Resampling, blocks, draw, prepare
from commonground.scoring.screening import Averages, Scores, Screened, probability_in_top, screen
from commonground.scoring.severity import corrected
from commonground.scoring.terms import Term, outputs_of_terms, terms_of

Array = NDArray[np.float64]

ADDITIVE = (Term(slice(0, 4), np.array([3.0, 2.0, 2.0, 1.0]), may_vary=True),)


def only_term(values: Array) -> Array:
    total: Array = values[0]
    return total


def graded(values: Array) -> Array:
    return outputs_of_terms(local_method(), values)["op_grading"]


def long_list(issues: int = 1500, assessors: int = 30) -> Resampling:
    """Return a long list scored by everybody alike: one agency, the plain mean, no trimming."""
    random = np.random.default_rng(5)
    truth = random.random((issues, 4)) * 4
    points = np.clip(np.rint(truth + random.normal(0, 0.8, (assessors, issues, 4))), 0, 5)
    everybody = np.zeros(assessors, dtype=np.intp)
    return prepare(points, everybody, ADDITIVE, points.mean(axis=0), 0.0)


def pilot() -> Resampling:
    rules, cube = shipped_rules(), pilot_cube()
    points = corrected(cube.values, ridge=rules.ridge, sweeps=rules.sweeps)
    cells = two_stage(points, cube.agency_of, rules)
    terms = terms_of(local_method())
    return prepare(points, cube.agency_of, terms, cells, rules.trim_each_end)


def by_ranking_everything(
    consultation: Resampling,
    draws: Draws,
    top: int,
    scores: Scores,
    averaged: Averages = blocks,
) -> Array:
    ranks = [rank_draws(scores(values)) for _, values in averaged(consultation, draws)]
    share: Array = (np.concatenate(ranks) <= top).mean(axis=0)
    return share


def drawn(consultation: Resampling, draws: int) -> Draws:
    concentration = shipped_rules().weight_concentration
    return draw(consultation, draws, concentration, np.random.default_rng(1))


def test_a_long_list_answers_as_if_every_issue_had_been_drawn_to_the_end() -> None:
    consultation = long_list()
    draws = drawn(consultation, 2000)

    screened = probability_in_top(consultation, draws, 100, 256, only_term)

    expected = by_ranking_everything(consultation, draws, 100, only_term)
    np.testing.assert_array_equal(screened, expected)
    assert ((screened > 0) & (screened < 1)).sum() > 30


def test_the_plain_mean_answers_so_too_and_like_the_two_stage_path() -> None:
    consultation = long_list()
    draws = drawn(consultation, 2000)

    screened = probability_in_top(consultation, draws, 100, 256, only_term, plain_means)

    expected = by_ranking_everything(consultation, draws, 100, only_term, plain_means)
    np.testing.assert_array_equal(screened, expected)
    # the two-stage path rounds to 20 bits, and so takes a draw or two for a tie
    two_stage_path = probability_in_top(consultation, draws, 100, 256, only_term)
    np.testing.assert_allclose(screened, two_stage_path, rtol=0, atol=2 / 2000)
    assert ((screened > 0) & (screened < 1)).sum() > 30


def test_the_two_stage_default_answers_so_too() -> None:
    consultation = pilot()
    draws = drawn(consultation, 600)

    screened = probability_in_top(consultation, draws, 10, 256, graded)

    expected = by_ranking_everything(consultation, draws, 10, graded)
    np.testing.assert_array_equal(screened, expected)
    found = screen(consultation, drawn(consultation, 256), 10, graded)
    assert len(found.certain) + len(found.in_doubt) < 106


def test_of_a_long_list_most_is_settled_by_the_pilot() -> None:
    consultation = long_list()

    found = screen(consultation, drawn(consultation, 256), 100, only_term)

    assert 0 < len(found.certain) < 100
    assert len(found.in_doubt) < 750
    assert len(found.certain) + len(found.in_doubt) >= 100
    assert not set(found.certain) & set(found.in_doubt)


def test_the_size_of_a_pilot_part_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    consultation = long_list(issues=300)
    draws = drawn(consultation, 64)

    def found() -> Screened:
        return screen(consultation, draws, 5, only_term)

    usual = found()
    monkeypatch.setattr(screening, "_ISSUES_A_PILOT", 37)

    np.testing.assert_array_equal(found().certain, usual.certain)
    np.testing.assert_array_equal(found().in_doubt, usual.in_doubt)


@pytest.mark.parametrize("top", [40, 41, 1000])
def test_everything_is_in_a_top_as_long_as_the_list(top: int) -> None:
    consultation = long_list(issues=40)

    found = probability_in_top(consultation, drawn(consultation, 20), top, 256, only_term)

    assert found.tolist() == [1.0] * 40


def test_issues_that_tie_at_the_cut_are_both_in_the_top() -> None:
    points = np.ones((3, 6, 4))
    points[:, :2] = 2.0
    everybody = np.zeros(3, dtype=np.intp)
    consultation = prepare(points, everybody, ADDITIVE, points.mean(axis=0), 0.0)

    found = probability_in_top(consultation, drawn(consultation, 50), 1, 10, only_term)

    assert found.tolist() == [1, 1, 0, 0, 0, 0]
