"""Simulated consultations whose truth is known: what is found, and whether the doubt is honest.

The generator and its parameters stand in `simulation.py`. The figures to reach are those of
Common Ground's own specification: the default about as good as the pooled mean when everybody is
honest; at least 26 of the true 30 when the largest agency games twelve issues, where the pooled
mean finds about 22; and nine-tenths rank intervals that hold the truth at least 85 % of the time.
"""

from collections.abc import Callable

import numpy as np
import pytest
from consultations import drawn_again, local_method, shipped_rules
from simulation import ISSUES, TOP, Simulated, gamed, simulate

from commonground.scoring.aggregation import Aggregation, default_cells, pooled_mean
from commonground.scoring.sheets import publish

REPLICATIONS = 8

pytestmark = pytest.mark.slow


def found_by(average: Aggregation, simulated: Simulated) -> int:
    """Return how many of the true top are found."""
    method, rules, cube = local_method(), shipped_rules(), simulated.cube
    cells = average(cube.values, cube.agency_of, rules)
    sheet = publish(method, [issue.name for issue in cube.issues], cells, rules)
    return int((sheet.shortlist(TOP) & simulated.truth.shortlist(TOP)).sum())


def mean_found(average: Aggregation, made: Callable[[int], Simulated]) -> float:
    return float(np.mean([found_by(average, made(seed)) for seed in range(REPLICATIONS)]))


def honest(seed: int) -> Simulated:
    return simulate(local_method(), shipped_rules(), seed)


def games(seed: int) -> Simulated:
    return gamed(local_method(), honest(seed), seed)


def test_the_consultation_is_the_size_that_the_specification_names() -> None:
    simulated = honest(0)

    assert simulated.cube.values.shape == (156, ISSUES, 12)
    sizes = np.bincount(simulated.cube.agency_of)
    assert (len(sizes), sizes[:3].tolist(), sizes.min()) == (25, [40, 19, 13], 1)
    assert 0.45 < np.isfinite(simulated.cube.values).mean() < 0.55


def test_when_people_are_honest_the_default_is_as_good_as_the_pooled_mean() -> None:
    default, pooled = mean_found(default_cells, honest), mean_found(pooled_mean, honest)

    assert default >= 27.5
    assert default >= pooled - 0.5


def test_when_the_largest_agency_games_twelve_issues_the_default_still_finds_26() -> None:
    default, pooled = mean_found(default_cells, games), mean_found(pooled_mean, games)

    assert default >= 26
    assert pooled <= 23


@pytest.mark.parametrize("made", [honest, games])
def test_nine_tenths_intervals_hold_the_truth_and_who_is_sure_is_right(
    made: Callable[[int], Simulated],
) -> None:
    held, right = [], []
    for seed in range(REPLICATIONS):
        simulated = made(seed)
        true = simulated.true_ranks()
        found, _ = drawn_again(local_method(), simulated.cube, top=TOP, draws=1000, seed=seed)
        held.append((found.rank_at(0.05) <= true) & (true <= found.rank_at(0.95)))
        share = found.in_top(TOP) / found.draws
        is_sure = (share >= 0.95) | (share <= 0.05)
        right.append(((share >= 0.95) == (true <= TOP))[is_sure])

    # seen: 0.90 honest and 0.90 gamed; of those called In or Out, all rightly
    assert np.mean(held) >= 0.85
    assert np.concatenate(right).mean() >= 0.98
