"""From many assessors to one cell: severity, the default, and the alternatives."""

import warnings
from dataclasses import replace

import numpy as np
import pytest
from consultations import invented_cube, local_method, shipped_rules, small_method
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from commonground.scoring.aggregation import (
    ALTERNATIVES,
    Aggregation,
    agency_means,
    agency_weights,
    default_cells,
    one_agency_one_vote,
    pooled_mean,
    pooled_median,
    two_stage,
)
from commonground.scoring.digests import digest
from commonground.scoring.interquartile import interquartile_mean
from commonground.scoring.scores import Assessor, Issue, Score, is_scored, make_cube
from commonground.scoring.severity import UNIT, corrected, severity_effects
from commonground.scoring.sheets import publish

Array = NDArray[np.float64]
NAN = float("nan")
NO_AGENCY = np.zeros(0, dtype=np.intp)

tables = st.tuples(st.integers(1, 7), st.integers(1, 3), st.integers(1, 2)).flatmap(
    lambda shape: arrays(np.float64, shape, elements=st.sampled_from([0, 0.5, 1, 2, 4, 8, NAN]))
)


def test_somebody_who_scores_a_point_high_everywhere_is_found_out() -> None:
    fair = np.array([[0.0], [4], [8], [2], [1], [4], [2], [8]])
    values = np.stack([fair, fair, fair, fair + 1])

    effects = severity_effects(values, ridge=0, sweeps=30)[:, 0]

    np.testing.assert_allclose(effects - effects[0], [0, 0, 0, 1], atol=1e-9)


def test_the_ridge_draws_severity_towards_nought() -> None:
    values = np.array([[[0.0], [0.0]], [[2.0], [2.0]]])

    # residuals of -1 and +1 on two issues, as if two more had shown none: 2 / (2 + 2)
    first = severity_effects(values, ridge=2, sweeps=1)

    np.testing.assert_allclose(first[:, 0], [-0.5, 0.5])


def test_where_nobody_overlaps_nobody_is_corrected() -> None:
    values = np.array([[[8.0], [NAN]], [[NAN], [0.0]]])

    np.testing.assert_array_equal(corrected(values, ridge=2, sweeps=30), values)


def test_severity_on_one_criterion_says_nothing_of_another() -> None:
    values = np.array([[[0.0, 3], [0, 2]], [[8, 3], [8, 2]]])

    assert severity_effects(values, ridge=2, sweeps=30)[:, 1].tolist() == [0, 0]


@given(values=tables, seed=st.integers(0, 99))
@settings(max_examples=40)
def test_correction_keeps_what_is_missing_and_the_order_of_people(values: Array, seed: int) -> None:
    found = corrected(values, ridge=2, sweeps=30)

    np.testing.assert_array_equal(is_scored(found), is_scored(values))
    np.testing.assert_array_equal(found[is_scored(found)] * UNIT % 1, 0)
    order = np.random.default_rng(seed).permutation(len(values))
    np.testing.assert_allclose(
        corrected(values[order], ridge=2, sweeps=30), found[order], atol=2 / UNIT
    )


def test_an_agreed_score_stays_as_it_is_and_shows_nobodys_severity() -> None:
    values = np.array([[[0.0], [3], [1]], [[8], [3], [1]], [[8], [3], [1]]])
    settled = np.array([[False], [True], [False]])
    unheard = np.where(settled, NAN, values)

    found = corrected(values, ridge=2, sweeps=30, settled=settled)

    assert found[:, 1, 0].tolist() == [3, 3, 3]
    np.testing.assert_array_equal(found[:, ::2], corrected(unheard, ridge=2, sweeps=30)[:, ::2])


@given(values=tables)
@settings(max_examples=60)
def test_the_pooled_mean_and_median_are_numpys_own(values: Array) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # NumPy warns of a cell without scores
        mean, median = np.nanmean(values, axis=0), np.nanmedian(values, axis=0)

    np.testing.assert_allclose(pooled_mean(values, NO_AGENCY, shipped_rules()), mean)
    np.testing.assert_array_equal(pooled_median(values, NO_AGENCY, shipped_rules()), median)


def test_an_agency_speaks_once_however_many_it_sends() -> None:
    values = np.array([[8.0], [8], [8], [8], [2], [NAN]])
    agency_of = np.array([0, 0, 0, 0, 1, 2])

    means, voters = agency_means(values, agency_of)

    np.testing.assert_array_equal(means, [[8], [2], [NAN]])
    assert voters.tolist() == [[4], [1], [0]]
    assert agency_weights(voters).tolist() == [[0.8], [0.5], [0]]
    assert one_agency_one_vote(values, agency_of, shipped_rules()).tolist() == [5]


def test_the_default_is_the_interquartile_mean_of_agency_means() -> None:
    cube = invented_cube(local_method(), 5)

    cells = two_stage(cube.values, cube.agency_of, shipped_rules())

    for issue in range(len(cube.issues)):
        for criterion in range(len(cube.criteria)):
            said: dict[str, list[float]] = {}
            for assessor, value in zip(
                cube.assessors, cube.values[:, issue, criterion].tolist(), strict=True
            ):
                if not np.isnan(value):
                    said.setdefault(assessor.agency, []).append(value)
            means = np.array([sum(scores) / len(scores) for scores in said.values()])
            weights = np.array([len(scores) / (len(scores) + 1) for scores in said.values()])
            expected = interquartile_mean(means, weights, 0.25)
            assert cells[issue, criterion] == pytest.approx(expected)


@pytest.mark.parametrize("name", ALTERNATIVES)
@given(seed=st.integers(0, 10_000))
@settings(max_examples=10, deadline=None)
def test_removing_an_issue_never_reorders_the_rest_by_an_alternative(name: str, seed: int) -> None:
    # exact, because each cell is computed from its own scores alone
    check_removal(ALTERNATIVES[name], seed)


@given(seed=st.integers(0, 10_000))
@settings(max_examples=10, deadline=None)
def test_removing_an_issue_never_reorders_the_rest_by_the_default_without_severity(
    seed: int,
) -> None:
    # Severity is estimated across issues, so with it a removal can shift every cell a little: that
    # is the price of hearing a harsh assessor rightly. Where it has no part, this is exact.
    check_removal(two_stage, seed)
    no_sweeps = replace(shipped_rules(), sweeps=0)
    check_removal(
        lambda values, agency_of, rules: default_cells(values, agency_of, no_sweeps), seed
    )


def check_removal(average: Aggregation, seed: int) -> None:
    method, rules = small_method(), shipped_rules()
    cube = invented_cube(method, seed)
    names = [issue.name for issue in cube.issues]
    before = publish(method, names, average(cube.values, cube.agency_of, rules), rules).rows
    kept = np.delete(cube.values, seed % len(names), axis=1)
    left = [name for at, name in enumerate(names) if at != seed % len(names)]
    after = publish(method, left, average(kept, cube.agency_of, rules), rules).rows
    old = {row.issue: row for row in before if row}
    for row in after:
        assert row is not None
        assert row.figures == old[row.issue].figures


def test_a_cube_is_the_same_whatever_the_order_of_rows() -> None:
    people = [Assessor("b", "police"), Assessor("a", "council", "remote")]
    issues = [Issue("z", "theme"), Issue("y")]
    scores = [Score("a", "y", "harm", 4), Score("b", "z", "harm", 1), Score("a", "z", "harm", 2)]

    cube = make_cube(people, issues, ["harm"], scores)
    turned = make_cube(people[::-1], issues[::-1], ["harm"], scores[::-1])

    assert [person.id for person in cube.assessors] == ["a", "b"]
    np.testing.assert_array_equal(cube.values[..., 0], [[4, 2], [NAN, 1]])
    assert cube.agencies == ("council", "police")
    assert cube.digest() == turned.digest()


def digest_with(**changes: str) -> str:
    """Return the digest of a cube of one score, with something in it changed."""
    usual = {"who": "a", "agency": "b", "way": "", "theme": "", "criterion": "c", "score": "1"}
    held = {**usual, **changes}
    return make_cube(
        [Assessor(held["who"], held["agency"], held["way"])],
        [Issue("issue", held["theme"])],
        [held["criterion"]],
        [Score(held["who"], "issue", held["criterion"], float(held["score"]))],
    ).digest()


def test_the_digest_of_a_cube_changes_with_anything_in_it() -> None:
    parts = ("who", "agency", "way", "theme", "criterion", "score")

    assert len({digest_with(), *(digest_with(**{part: "2"}) for part in parts)}) == 7


def test_the_digest_of_a_cube_is_that_of_its_plain_content() -> None:
    people = [Assessor("A2", "Fire", ""), Assessor("A1", 'Police "é"', "meeting")]
    cube = make_cube(
        people, [Issue("Knife crime", "Violence")], ("harm", "likelihood"),
        [Score("A1", "Knife crime", "harm", 0.5), Score("A2", "Knife crime", "likelihood", 8.0)],
    )  # fmt: skip

    assert cube.digest() == digest(
        [
            [["A1", 'Police "é"', "meeting"], ["A2", "Fire", ""]],
            [["Knife crime", "Violence"]],
            ["harm", "likelihood"],
            [[0, 0, 0, "0.5"], [1, 0, 1, "8.0"]],
        ]
    )
