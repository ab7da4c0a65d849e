"""Krippendorff's alpha and Gwet's AC1 and AC2, against published values and by properties."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from commonground.errors import BadInput
from commonground.scoring.agreement import (
    AgreementWeights,
    Measurement,
    checked_ratings,
    gwet_ac,
    krippendorff_alpha,
    pooled_nominal_alpha,
)

FIXTURES = Path(__file__).parents[1] / "fixtures"
LEVELS = [0.0, 1.0, 2.0, 4.0, 8.0]
NAN = float("nan")
Floats = NDArray[np.float64]

tables = st.tuples(st.integers(2, 5), st.integers(1, 6)).flatmap(
    lambda shape: arrays(np.float64, shape, elements=st.sampled_from([*LEVELS, NAN]))
)
every_measurement = pytest.mark.parametrize("measurement", Measurement)
every_weights = pytest.mark.parametrize("weights", AgreementWeights)


@pytest.fixture
def observers() -> Floats:
    """Return the textbook's 4 observers x 12 units."""
    path = FIXTURES / "krippendorff-4x12.csv"
    return np.genfromtxt(path, delimiter=",", skip_header=1)[:, 1:]


@pytest.mark.parametrize(
    ("measurement", "published"),
    [
        (Measurement.NOMINAL, 0.743421),
        (Measurement.ORDINAL, 0.815388),
        (Measurement.INTERVAL, 0.849107),
        (Measurement.RATIO, 0.797403),
    ],
)
def test_alpha_reproduces_krippendorffs_textbook_example(
    observers: Floats, measurement: Measurement, published: float
) -> None:
    # Krippendorff (2011), Computing Krippendorff's Alpha-Reliability, 4 observers x 12 units
    assert krippendorff_alpha(observers, measurement) == pytest.approx(published, abs=5e-7)


MEG_AND_OWEN = [[0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]]
BEN_AND_GERRY = [[0, 0, 1, 1, 3, 2, 2, 2, 4, 3, 3, 0], [1, 0, 1, 1, 1, 2, 2, 2, 4, 3, 3, 3]]


@pytest.mark.parametrize(("ratings", "published"), [(MEG_AND_OWEN, 0.095), (BEN_AND_GERRY, 0.692)])
def test_nominal_alpha_reproduces_krippendorffs_pairs_of_observers(
    ratings: list[list[int]], published: float
) -> None:
    # Krippendorff (2011), sections A (binary) and B (nominal): two observers, nothing missing
    assert krippendorff_alpha(ratings, Measurement.NOMINAL) == pytest.approx(published, abs=5e-4)
    assert pooled_nominal_alpha([ratings]) == pytest.approx(published, abs=5e-4)


def test_questions_without_variation_say_nothing_about_the_others() -> None:
    same = [[1, 1, 1], [1, 1, 1]]

    alpha = pooled_nominal_alpha([same, MEG_AND_OWEN, [[NAN, 1], [1, NAN]]])

    assert alpha == pytest.approx(krippendorff_alpha(MEG_AND_OWEN, Measurement.NOMINAL))
    assert np.isnan(pooled_nominal_alpha([same]))


def test_a_rare_code_and_a_common_one_are_no_agreement_by_themselves() -> None:
    # each code given by chance alone: put in one table, their shares would look like agreement
    common = [[1, 1, 1, 0] * 4, [1, 1, 0, 1] * 4]
    rare = [[0, 0, 0, 1] * 4, [0, 0, 1, 0] * 4]
    together = np.hstack([common, rare])

    assert pooled_nominal_alpha([common, rare]) < 0
    assert krippendorff_alpha(together, Measurement.NOMINAL) == pytest.approx(0.015625)


@pytest.mark.parametrize(
    ("weights", "published"),
    [
        (AgreementWeights.IDENTITY, 0.77544),
        (AgreementWeights.LINEAR, 0.85874),
        (AgreementWeights.QUADRATIC, 0.91400),
    ],
)
def test_gwets_ac_reproduces_irrcac_on_the_same_ratings(
    observers: Floats, weights: AgreementWeights, published: float
) -> None:
    # Gwet (2014), Handbook of Inter-Rater Reliability; R package irrCAC, cac.raw4raters
    assert gwet_ac(observers, [1, 2, 3, 4, 5], weights) == pytest.approx(published, abs=5e-6)


@every_measurement
@given(table=tables, seed=st.integers(0, 99))
def test_alpha_does_not_depend_on_the_order_of_assessors_or_units(
    measurement: Measurement, table: Floats, seed: int
) -> None:
    shuffled = _shuffled(table, seed)
    expected = krippendorff_alpha(table, measurement)
    assert krippendorff_alpha(shuffled, measurement) == pytest.approx(expected, nan_ok=True)


@every_weights
@given(table=tables, seed=st.integers(0, 99))
def test_gwets_ac_does_not_depend_on_the_order_of_assessors_or_units(
    weights: AgreementWeights, table: Floats, seed: int
) -> None:
    expected = gwet_ac(table, LEVELS, weights)
    assert gwet_ac(_shuffled(table, seed), LEVELS, weights) == pytest.approx(expected, nan_ok=True)


@every_measurement
@given(table=tables)
def test_alpha_ignores_an_assessor_or_a_unit_without_scores(
    measurement: Measurement, table: Floats
) -> None:
    padded = np.pad(table, ((0, 1), (0, 1)), constant_values=NAN)
    expected = krippendorff_alpha(table, measurement)
    assert krippendorff_alpha(padded, measurement) == pytest.approx(expected, nan_ok=True)


@every_weights
@given(table=tables)
def test_gwets_ac_ignores_an_assessor_or_a_unit_without_scores(
    weights: AgreementWeights, table: Floats
) -> None:
    padded = np.pad(table, ((0, 1), (0, 1)), constant_values=NAN)
    expected = gwet_ac(table, LEVELS, weights)
    assert gwet_ac(padded, LEVELS, weights) == pytest.approx(expected, nan_ok=True)


@given(row=st.lists(st.sampled_from(LEVELS), min_size=2), assessors=st.integers(2, 5))
def test_perfect_agreement_gives_1(row: list[float], assessors: int) -> None:
    table = np.tile(row, (assessors, 1))
    varied = len(set(row)) > 1
    for measurement in Measurement:
        alpha = krippendorff_alpha(table, measurement)
        assert alpha == (1.0 if varied else pytest.approx(NAN, nan_ok=True))
    for weights in AgreementWeights:
        assert gwet_ac(table, LEVELS, weights) == pytest.approx(1.0)


@given(table=tables)
def test_neither_ever_exceeds_1(table: Floats) -> None:
    found = [krippendorff_alpha(table, measurement) for measurement in Measurement]
    found += [gwet_ac(table, LEVELS, weights) for weights in AgreementWeights]
    assert all(np.isnan(value) or value <= 1 + 1e-12 for value in found)


@given(table=tables, names=st.permutations(LEVELS))
def test_alpha_nominal_does_not_change_when_scores_are_relabelled(
    table: Floats, names: list[float]
) -> None:
    expected = krippendorff_alpha(table, Measurement.NOMINAL)
    relabelled = krippendorff_alpha(_relabelled(table, names), Measurement.NOMINAL)
    assert relabelled == pytest.approx(expected, nan_ok=True)


@given(table=tables)
def test_alpha_ordinal_knows_only_the_order_of_the_scores(table: Floats) -> None:
    expected = krippendorff_alpha(table, Measurement.ORDINAL)
    squared = krippendorff_alpha(table**2 + 3, Measurement.ORDINAL)
    assert squared == pytest.approx(expected, nan_ok=True)


@given(table=tables)
def test_alpha_interval_does_not_change_when_scores_are_shifted_and_stretched(
    table: Floats,
) -> None:
    expected = krippendorff_alpha(table, Measurement.INTERVAL)
    moved = krippendorff_alpha(3 * table - 7, Measurement.INTERVAL)
    assert moved == pytest.approx(expected, nan_ok=True)


@given(table=tables)
def test_alpha_ratio_does_not_change_when_scores_are_stretched(table: Floats) -> None:
    expected = krippendorff_alpha(table, Measurement.RATIO)
    assert krippendorff_alpha(3 * table, Measurement.RATIO) == pytest.approx(expected, nan_ok=True)


@given(table=tables)
def test_gwets_ac_is_the_same_under_every_weighting_of_two_levels(table: Floats) -> None:
    two_levels = np.where(np.isnan(table), NAN, (table > 1).astype(float))
    found = [gwet_ac(two_levels, [0, 1], weights) for weights in AgreementWeights]
    assert found == pytest.approx([found[0]] * 3, nan_ok=True)


@every_measurement
@pytest.mark.parametrize(
    "table",
    [
        [[1, NAN], [NAN, 2]],
        [[1, 2, 3]],
        [[2, 2], [2, 2]],
        [[2, 2, 1], [2, 2, NAN]],
        np.empty((0, 3)),
        np.empty((3, 0)),
        np.full((2, 2), NAN),
    ],
    ids=["no pair", "one", "all alike", "pairs alike", "nobody", "no units", "nothing scored"],
)
def test_alpha_is_nan_where_nothing_can_be_said(measurement: Measurement, table: Floats) -> None:
    assert np.isnan(krippendorff_alpha(table, measurement))


@every_weights
@pytest.mark.parametrize("table", [[[1, NAN], [NAN, 2]], np.empty((0, 3)), np.empty((3, 0))])
def test_gwets_ac_is_nan_where_no_unit_has_two_scores(
    weights: AgreementWeights, table: Floats
) -> None:
    assert np.isnan(gwet_ac(table, LEVELS, weights))


@every_weights
def test_gwets_ac_is_nan_where_there_is_only_one_level_to_choose(
    weights: AgreementWeights,
) -> None:
    assert np.isnan(gwet_ac([[1, 1], [1, 1]], [1], weights))


def test_gwets_ac_holds_where_alpha_falls_apart_because_scores_hardly_vary() -> None:
    first, second = np.zeros(50), np.zeros(50)
    first[0] = second[1] = 1
    table = np.stack([first, second])
    assert krippendorff_alpha(table, Measurement.NOMINAL) < 0
    assert gwet_ac(table, [0, 1], AgreementWeights.IDENTITY) > 0.95


def test_a_level_nobody_used_still_counts_as_a_choice() -> None:
    table = [[0, 1, 1, 0], [0, 1, 0, 0]]
    two = gwet_ac(table, [0, 1], AgreementWeights.IDENTITY)
    assert gwet_ac(table, [0, 1, 2], AgreementWeights.IDENTITY) > two


def test_it_refuses_ratings_that_are_not_a_table() -> None:
    with pytest.raises(BadInput, match=r"shape \(assessors, units\); found 1 dimension"):
        checked_ratings([1, 2, 3])


def test_it_refuses_an_infinite_score_and_says_where() -> None:
    with pytest.raises(BadInput, match="assessor 2, unit 1"):
        krippendorff_alpha([[1.0, 2], [np.inf, 2]], Measurement.ORDINAL)


def test_alpha_refuses_a_negative_score_at_ratio_level() -> None:
    with pytest.raises(BadInput, match="0 or more"):
        krippendorff_alpha([[1, 2], [-1, 2]], Measurement.RATIO)


def test_gwets_ac_refuses_a_score_that_is_not_a_level() -> None:
    with pytest.raises(BadInput, match=r"one of 0, 1, 2; found 1\.5"):
        gwet_ac([[1, 1.5], [1.0, 2]], [0, 1, 2], AgreementWeights.IDENTITY)


def _shuffled(table: Floats, seed: int) -> Floats:
    rng = np.random.default_rng(seed)
    return rng.permutation(rng.permutation(table, axis=0), axis=1)


def _relabelled(table: Floats, names: list[float]) -> Floats:
    places = np.searchsorted([*LEVELS, NAN], table)
    return np.array([*names, NAN])[places]
