"""Rates are exact, drawn together where they are weak, and never made of nothing."""

import birmingham
import numpy as np
import pytest
from esda.smoothing import Empirical_Bayes
from hypothesis import given, settings
from hypothesis import strategies as st

from commonground.errors import BadInput
from commonground.geography.rates import RESIDENTS_MISLEAD, rates

NAN = float("nan")


def test_shrunk_rates_equal_pysals_on_birmingham() -> None:
    counts, residents = birmingham.in_the_year("incidents"), birmingham.column("residents_2021")

    found = rates(counts, residents, 1000, 95)

    theirs = Empirical_Bayes(counts, residents).r.ravel() * 1000
    assert found.shrunk == pytest.approx(theirs, rel=1e-12)
    assert found.overall == pytest.approx(145_635 / residents.sum() * 1000)


def test_a_town_centres_rate_counts_the_wrong_people() -> None:
    # docs/explanation/places.md prints these
    counts, residents = birmingham.in_the_year("incidents"), birmingham.column("residents_2021")
    centre = birmingham.boundaries().names.index("Birmingham 138A")

    found = rates(counts, residents, 1000, 95)

    assert (counts[centre], residents[centre]) == (6035, 1073)
    assert round(found.rate[centre]) == 5624


def test_the_interval_is_that_of_the_count() -> None:
    found = rates([10], [2000], 1000, 95)

    assert (found.rate[0], found.low[0], found.high[0]) == pytest.approx(
        (5, 2.398, 9.195), abs=1e-3
    )
    assert (found.per, found.interval_percent) == (1000, 95)


def test_what_is_unknown_stays_unknown() -> None:
    found = rates([NAN, 4, 4, 4], [100, NAN, 0, 100], 1000, 95)

    for figures in (found.rate, found.low, found.high, found.shrunk):
        assert np.isnan(figures).tolist() == [True, True, True, False]


def test_nothing_known_and_nothing_happened_are_told_apart() -> None:
    assert np.isnan(rates([NAN], [100], 1000, 95).overall)
    nothing = rates([0, 0], [100, 200], 1000, 95)
    assert (nothing.overall, nothing.shrunk.tolist()) == (0, [0, 0])
    assert nothing.high[0] > 0


def test_areas_no_more_different_than_chance_have_the_overall_rate() -> None:
    found = rates([10, 10, 11, 9], [1000, 1000, 1000, 1000], 1000, 95)

    assert found.shrunk.tolist() == [found.overall] * 4


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 500), st.integers(1, 5000)), min_size=2, max_size=30))
def test_a_rate_is_drawn_towards_the_overall_one_and_never_past_it(
    areas: list[tuple[int, int]],
) -> None:
    counts, residents = np.array(areas, dtype=float).T

    found = rates(counts, residents, 1000, 95)

    between = np.sort([found.rate, np.full(len(areas), found.overall)], axis=0)
    slack = 1e-9 * (1 + between[1])
    assert np.all((between[0] - slack <= found.shrunk) & (found.shrunk <= between[1] + slack))
    assert np.all((found.low <= found.rate) & (found.rate <= found.high))


@pytest.mark.parametrize(
    ("counts", "residents", "said"),
    [
        ([1, 2], [3], "Expected residents for each of 2 areas; found 1."),
        ([[1]], [3], "Expected counts for each of the areas; found 1 x 1."),
        (1, [3], "Expected counts for each of the areas; found 1."),
        ([1, -2], [3, 3], "Expected counts of 0 or more; found -2 in area 2."),
        ([1], [float("inf")], "Expected residents of 0 or more; found inf in area 1."),
    ],
)
def test_what_cannot_be_a_count_is_refused(counts: object, residents: object, said: str) -> None:
    with pytest.raises(BadInput) as refusal:
        rates(counts, residents, 1000, 95)  # type: ignore[arg-type]  # the mistake is the point

    assert str(refusal.value) == said


def test_the_warning_says_whom_a_rate_counts() -> None:
    assert "not those who are there" in RESIDENTS_MISLEAD
