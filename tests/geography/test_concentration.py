"""Few areas hold much of the crime: how few is counted, not guessed."""

import birmingham
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonground.errors import BadInput
from commonground.geography.concentration import concentration

NAN = float("nan")
many_counts = st.lists(st.integers(0, 1000), min_size=1, max_size=50)


@pytest.mark.parametrize(
    ("kind", "incidents", "quarter", "half", "gini"),
    [("incidents", 145_635, 6.2, 22.2, 0.414), ("robbery", 3_757, 3.0, 11.8, 0.621)],
)
def test_birminghams_check_figures_are_met(
    kind: str, incidents: int, quarter: float, half: float, gini: float
) -> None:
    # the notes on the data: April 2025 to March 2026; all but robbery's total and quarter
    found = concentration(birmingham.in_the_year(kind))

    assert (found.areas, found.incidents) == (659, incidents)
    assert round(100 * found.share_holding(0.25), 1) == quarter
    assert round(100 * found.share_holding(0.5), 1) == half
    assert round(found.gini, 3) == gini


def test_an_even_spread_and_a_single_place_are_the_ends() -> None:
    even, single = concentration([5, 5, 5, 5]), concentration([0, 0, 0, 20])

    assert (even.gini, even.share_holding(0.5), even.share_holding(0.25)) == (0, 0.5, 0.25)
    assert (single.gini, single.share_holding(0.5)) == (0.75, 0.25)


def test_one_incident_in_each_of_few_places_is_no_concentration_beyond_chance() -> None:
    found = concentration([1, 0, 0, 1, 0, 0, 0, 0])

    assert found.gini == 0.75
    assert found.gini_beyond_chance == pytest.approx(0)


def test_both_incidents_in_one_place_are() -> None:
    assert concentration([2, 0, 0, 0, 0, 0, 0, 0]).gini_beyond_chance == pytest.approx(0.5)


def test_areas_without_a_count_are_left_out_and_not_empty() -> None:
    found = concentration([3, NAN, 1, NAN])

    assert found.areas == 2
    assert found.lorenz.tolist() == [[0, 0], [0.5, 0.75], [1, 1]]


def test_without_incidents_nothing_is_concentrated() -> None:
    found = concentration([0, 0])

    assert np.isnan([found.gini, found.gini_beyond_chance, found.share_holding(0.5)]).all()
    assert found.lorenz.tolist() == [[0, 0], [0.5, 0.5], [1, 1]]


def test_no_count_at_all_is_refused() -> None:
    with pytest.raises(BadInput, match="No area has a count"):
        concentration([NAN, NAN])


@settings(max_examples=30, deadline=None)
@given(many_counts)
def test_the_curve_rises_from_nothing_to_all_and_never_steeper(counts: list[int]) -> None:
    steps = np.diff(concentration(counts).lorenz, axis=0)[:, 1]

    assert steps.sum() == pytest.approx(1)
    assert np.all(steps[:-1] >= steps[1:] - 1e-12)


@settings(max_examples=30, deadline=None)
@given(many_counts, st.integers(2, 5))
def test_twice_the_crime_everywhere_is_as_concentrated(counts: list[int], times: int) -> None:
    once, more = concentration(counts), concentration([count * times for count in counts])

    assert more.gini == pytest.approx(once.gini, nan_ok=True)
    assert more.share_holding(0.5) == pytest.approx(once.share_holding(0.5), nan_ok=True)
