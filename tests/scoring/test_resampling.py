"""Drawing the consultation again: balanced, exact, and true to the point estimate."""

from dataclasses import replace

import numpy as np
import pytest
from consultations import invented_cube, local_method, pilot_cube, shipped_rules, small_method
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from commonground import reference
from commonground.scoring import resampling
from commonground.scoring.aggregation import two_stage
from commonground.scoring.arithmetic import figures_of
from commonground.scoring.interquartile import WEIGHT_BITS
from commonground.scoring.loading import load_method
from commonground.scoring.methods import Method
from commonground.scoring.resampling import (
    Draws,
    Resampling,
    blocks,
    draw,
    everybody_once,
    prepare,
    with_weights,
)
from commonground.scoring.scores import Assessor, ScoreCube
from commonground.scoring.severity import UNIT, corrected
from commonground.scoring.sheets import published_cells
from commonground.scoring.terms import outputs_of_terms, terms_of, unknown_totals

Array = NDArray[np.float64]


def ready(method: Method, cube: ScoreCube, sweeps: int = 30) -> tuple[Resampling, Array]:
    """Return the consultation ready for resampling, and its points."""
    rules = shipped_rules()
    points = corrected(cube.values, ridge=rules.ridge, sweeps=sweeps)
    cells = two_stage(points, cube.agency_of, rules)
    terms = terms_of(method)
    return prepare(points, cube.agency_of, terms, cells, rules.trim_each_end), points


def averaged(consultation: Resampling, draws: Draws) -> Array:
    return np.concatenate([values for _, values in blocks(consultation, draws)], axis=1)


@given(seed=st.integers(0, 10_000), draws=st.integers(1, 40))
@settings(max_examples=20, deadline=None)
def test_over_all_draws_each_agency_and_person_is_heard_equally_often(
    seed: int, draws: int
) -> None:
    consultation, _ = ready(small_method(), invented_cube(small_method(), seed % 7))

    drawn = draw(consultation, draws, 20, np.random.default_rng(seed))

    agencies = len(consultation.agencies)
    assert np.bincount(drawn.slots.ravel(), minlength=agencies).tolist() == [draws] * agencies
    assert drawn.slots.shape == (draws, agencies)
    for agency, counts in zip(consultation.agencies, drawn.counts, strict=True):
        assert counts.shape == (agency.people, draws)
        assert set(counts.sum(axis=0)) == {agency.people}
        assert set(counts.sum(axis=1)) == {draws}


def test_weights_are_drawn_around_the_declared_ones_for_sums_only() -> None:
    method = small_method()
    consultation, _ = ready(method, invented_cube(method, 3))

    harm, *others = draw(consultation, 4000, 20, np.random.default_rng(1)).weights

    # frequency and volume multiply, press and trust are a maximum, a table is read at capacity
    assert others == [None] * 5
    assert harm is not None
    np.testing.assert_array_equal(harm % 1, 0)
    np.testing.assert_allclose(harm.sum(axis=0), 4.5 * UNIT, atol=2)
    np.testing.assert_allclose(harm.mean(axis=1) / UNIT, [3, 1.5], atol=0.02)
    # Dirichlet(40 x 2/3, 40 x 1/3): the standard deviation of a share s is sqrt(s (1 - s) / 41)
    expected = 4.5 * np.sqrt(2 / 9 / 41)
    np.testing.assert_allclose(harm.std(axis=1) / UNIT, expected, rtol=0.05)


def test_a_concentration_without_end_keeps_the_declared_weights() -> None:
    consultation, _ = ready(small_method(), invented_cube(small_method(), 3))

    harm = draw(consultation, 5, float("inf"), np.random.default_rng(1)).weights[0]

    assert harm is not None
    assert (harm / UNIT).T.tolist() == [[3, 1.5]] * 5


@pytest.mark.parametrize(
    ("draws_a_block", "columns_a_sort", "keys_a_block"),
    [(1, 7, 1), (64, 100, 10**9), (768, 10**6, 10**6), (13, 10**4, 10**5)],
)
def test_the_sizes_of_blocks_change_nothing(
    monkeypatch: pytest.MonkeyPatch, draws_a_block: int, columns_a_sort: int, keys_a_block: int
) -> None:
    consultation, _ = ready(local_method(), pilot_cube())
    drawn = draw(consultation, 70, 20, np.random.default_rng(1))
    usual = averaged(consultation, drawn)

    monkeypatch.setattr(resampling, "_DRAWS_A_BLOCK", draws_a_block)
    monkeypatch.setattr(resampling, "_COLUMNS_A_SORT", columns_a_sort)
    monkeypatch.setattr(resampling, "_KEYS_A_BLOCK", keys_a_block)

    np.testing.assert_array_equal(averaged(consultation, drawn), usual)


def test_every_sum_of_points_is_whole_and_small_enough_to_be_exact() -> None:
    consultation, _ = ready(local_method(), pilot_cube())
    drawn = draw(consultation, 50, 20, np.random.default_rng(1))

    for agency, counts in zip(consultation.agencies, drawn.counts, strict=True):
        for points, weights, shift in zip(
            agency.points, drawn.weights, consultation.shifts, strict=True
        ):
            unit = 2.0**shift / UNIT / (1 if weights is None else UNIT)
            np.testing.assert_array_equal(points / unit % 1, 0)
            heard = counts if weights is None else counts[np.newaxis] * weights[:, np.newaxis]
            most = np.abs(points).T @ np.abs(heard).reshape(len(points), -1)
            assert most.max() / unit < 2**53


def test_averages_are_those_of_people_counted_one_by_one() -> None:
    method = small_method()
    cube = invented_cube(method, 11, share=1.0)
    consultation, points = ready(method, cube)
    drawn = draw(consultation, 6, 20, np.random.default_rng(2))

    found = averaged(consultation, drawn)

    used = dict.fromkeys(range(len(consultation.agencies)), 0)
    harm = drawn.weights[0]
    assert harm is not None
    for number in range(6):
        totals, weights = [], []
        for agency in drawn.slots[number].tolist():
            counts = drawn.counts[agency][:, used[agency]]
            used[agency] += 1
            said = points[cube.agency_of == agency][..., :2] @ (harm[:, number] / UNIT)
            totals.append(counts @ said / counts.sum())
            weights.append(len(counts) / (len(counts) + 1))
        for issue in range(len(cube.issues)):
            expected = trimmed([total[issue] for total in totals], weights)
            assert found[0, number, issue] == pytest.approx(expected, abs=0.03)


def trimmed(values: list[float], weights: list[float]) -> float:
    """Return the mean of the middle half, by counting a thousand equal parts of each weight."""
    parts = np.repeat(values, np.rint(np.array(weights) * 5000).astype(int))
    return float(np.sort(parts)[len(parts) // 4 : len(parts) - len(parts) // 4].mean())


@given(seed=st.integers(0, 10_000))
@settings(max_examples=15, deadline=None)
def test_everybody_once_by_the_declared_weights_is_the_point_estimate(seed: int) -> None:
    method = small_method()
    cube = invented_cube(method, seed, share=1.0)
    values = np.where(np.isnan(cube.values), 0.5, cube.values)
    consultation, points = ready(method, replace(cube, values=values))
    declared = np.array([float(criterion.weight) for criterion in method.criteria])
    once = everybody_once(consultation, draw(consultation, 2, 20, np.random.default_rng(seed)))

    found = averaged(consultation, with_weights(consultation, once, declared))

    rules = shipped_rules()
    terms = np.stack(
        [points[..., term.columns] @ term.weights for term in consultation.terms], axis=-1
    )
    expected = two_stage(terms, cube.agency_of, rules)
    # a key holds a weight to 1/256 and a total to 1/2**shift, so the grid is a little coarse
    for draw_number in range(2):
        np.testing.assert_allclose(found[:, draw_number].T, expected, atol=0.03)


def test_a_person_who_skips_a_criterion_moves_no_mean() -> None:
    method = small_method()
    cube = invented_cube(method, 4, agencies=(2, 1, 1, 1), share=1.0)
    values = np.ones_like(cube.values)
    values[0, 0, 0], values[1, 0, 0] = 4, np.nan  # the other of the agency stands in
    values[2, 1, 0] = np.nan  # nobody else of the agency: the published cell stands in
    consultation, _ = ready(method, replace(cube, values=values), sweeps=0)

    first, second = consultation.agencies[0], consultation.agencies[1]

    np.testing.assert_allclose(first.points[0][0, 0], first.points[0][1, 0])
    np.testing.assert_allclose(second.points[0][0, 1], first.points[0][0, 1], rtol=1e-3)


def test_an_agency_of_many_hundreds_has_a_weight_that_a_key_can_hold() -> None:
    method = small_method()
    cube = invented_cube(method, 4, agencies=(600, 1, 1), share=1.0)

    consultation, _ = ready(method, cube)

    assert consultation.agencies[0].weights.max() < 1 << WEIGHT_BITS
    assert consultation.agencies[0].weights.min() == 1020
    assert consultation.agencies[1].weights.tolist() == [512] * 6


def test_a_crowd_in_one_agency_does_not_drown_in_its_key() -> None:
    method = small_method()
    agencies = (600, 600, 600)
    values = np.full((1800, 2, len(method.criteria)), 1.0)
    cube = invented_cube(method, 4, agencies=agencies, issues=2)
    consultation, _ = ready(method, replace(cube, values=values))

    found = averaged(
        consultation, everybody_once(consultation, draw(consultation, 1, 20, generator()))
    )

    np.testing.assert_allclose(found[0, 0], 4.5, atol=1e-3)


def generator() -> np.random.Generator:
    return np.random.default_rng(1)


def test_arrays_give_the_figures_that_sheets_give() -> None:
    for method in (small_method(), local_method(), sleipnir()):
        cube = invented_cube(method, 8, issues=12)
        cells = two_stage(cube.values, cube.agency_of, shipped_rules())
        rows = published_cells(method, cells, shipped_rules())
        exact = [figures_of(method, row) for row in rows]
        points = np.array(rows, dtype=float)
        terms = np.stack([points[:, term.columns] @ term.weights for term in terms_of(method)])

        found = outputs_of_terms(method, terms)

        for name, figures in found.items():
            np.testing.assert_allclose(figures, [float(row[name]) for row in exact], rtol=1e-9)
        assert not unknown_totals(method, found).any()


def sleipnir() -> Method:
    return load_method(reference.method_path("sleipnir-v1"))


def test_a_looked_up_total_is_held_inside_its_scales() -> None:
    terms = np.full((len(terms_of(local_method())), 2), 3.0)
    terms[-1] = [-0.8, 6.9]

    found = outputs_of_terms(local_method(), terms)

    assert found["organisational_position_factor"].tolist() == [0.6, 2.0]


def test_people_are_sorted_into_agencies_by_name() -> None:
    cube = invented_cube(small_method(), 1, agencies=(1, 1, 1))
    people = tuple(Assessor(f"p{at}", name) for at, name in enumerate(("c", "a", "b")))

    assert replace(cube, assessors=people).agency_of.tolist() == [2, 0, 1]
