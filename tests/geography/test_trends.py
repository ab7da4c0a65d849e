"""A trend leaves the season and missing months out, and never calls a gap a fall."""

import birmingham
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from commonground.errors import BadInput
from commonground.geography.trends import Direction, trend, without

NAN = float("nan")
MONTHS = np.arange("2022-01", "2025-01", dtype="datetime64[M]")
DAYS = (MONTHS + 1).astype("datetime64[D]") - MONTHS.astype("datetime64[D]")
Floats = NDArray[np.float64]


def series(yearly: float, swing: float = 0.0) -> Floats:
    """Return three years of counts that change by this share a year, highest each January."""
    years = np.arange(36) / 12
    course = np.exp(swing * np.cos(2 * np.pi * years))
    counts: Floats = DAYS.astype(float) * 50 * (1 + yearly) ** years * course
    return counts


@pytest.mark.parametrize("yearly", [-0.2, 0.0, 0.1])
def test_a_known_change_is_found_whatever_the_season(yearly: float) -> None:
    found = trend(MONTHS, series(yearly, 0.3), 95, 24)

    assert found.change == pytest.approx(yearly, abs=1e-9)
    assert found.low < yearly < found.high
    assert found.overdispersion == 1
    assert np.argmax(found.season) == 0
    assert found.season.mean() == pytest.approx(1)


def test_missing_months_change_nothing_but_how_sure_it_is() -> None:
    counts = series(0.1, 0.3)
    gaps = np.isin(np.arange(36), [3, 11, 12, 30])

    whole, partly = trend(MONTHS, counts, 95, 24), trend(MONTHS, without(counts, gaps), 95, 24)

    assert partly.change == pytest.approx(whole.change)
    assert partly.expected == pytest.approx(whole.expected)
    assert partly.used == 32
    assert partly.left_out.astype(str).tolist() == ["2022-04", "2022-12", "2023-01", "2024-07"]
    assert partly.high - partly.low > whole.high - whole.low


def test_the_partial_months_of_birmingham_would_have_made_a_rise_of_a_fall() -> None:
    months = np.array(birmingham.months(), dtype="datetime64[M]")
    counts = birmingham.by_month("incidents").sum(axis=1)
    partial = np.isin(months.astype(str), list(birmingham.PARTIAL))

    naive, right = trend(months, counts, 95, 24), trend(months, without(counts, partial), 95, 24)

    # docs/explanation/places.md prints these
    assert (round(100 * naive.change, 1), naive.direction) == (4.2, Direction.UNCLEAR)
    assert [round(100 * each, 1) for each in (right.change, right.low, right.high)] == [
        -3.8,
        -4.9,
        -2.8,
    ]
    assert right.direction is Direction.FALLING
    assert (right.used, right.left_out.size) == (28, 7)


def test_the_fit_is_where_the_quasi_likelihood_has_its_equations_met() -> None:
    random = np.random.default_rng(7)
    counts = random.poisson(series(0.05, 0.2) / 20).astype(float)

    found = trend(MONTHS, counts, 95, 24)

    years = np.arange(36) / 12
    for term in (np.ones(36), years, np.sin(2 * np.pi * years), np.cos(2 * np.pi * years)):
        assert (counts - found.expected) @ term == pytest.approx(0, abs=1e-3)


def test_months_that_vary_more_than_chance_widen_the_interval() -> None:
    restless = series(0.0) * np.where(np.arange(36) % 2, 1.3, 0.7)

    calm, found = trend(MONTHS, series(0.0), 95, 24), trend(MONTHS, restless, 95, 24)

    assert found.overdispersion > 50
    assert found.high - found.low > 5 * (calm.high - calm.low)
    assert found.direction is Direction.UNCLEAR


def test_directions_need_the_whole_interval() -> None:
    assert trend(MONTHS, series(0.2), 95, 24).direction is Direction.RISING
    assert trend(MONTHS, series(-0.2), 95, 24).direction is Direction.FALLING


def test_the_interval_holds_the_truth_about_as_often_as_it_says() -> None:
    random = np.random.default_rng(1)
    draws = [trend(MONTHS, random.poisson(series(0.1) / 50), 90, 24) for _ in range(200)]

    held = np.mean([draw.low <= 0.1 <= draw.high for draw in draws])

    # 200 draws: three standard errors about 0.90; held at 1 or more, the dispersion errs on the
    # side of too wide
    assert 0.83 < held < 0.97


@settings(max_examples=30, deadline=None)
@given(st.floats(0.5, 20))
def test_more_of_everything_is_the_same_trend(times: float) -> None:
    one, more = trend(MONTHS, series(0.1), 95, 24), trend(MONTHS, series(0.1) * times, 95, 24)

    assert more.change == pytest.approx(one.change, abs=1e-8)


@pytest.mark.parametrize(
    ("months", "counts", "said"),
    [
        (MONTHS, without(series(0), np.arange(36) < 20), "24 whole months; there are 16, and 20"),
        (MONTHS, np.zeros(36), "Too few of these months have incidents"),
        (MONTHS[::-1], series(0), "Expected months in order, each once."),
        (MONTHS, np.ones(35), "Expected counts of months for each of 36 areas; found 35."),
        (np.arange("1990", "2020", dtype="datetime64[Y]"), np.ones(30), "tell a trend from the"),
    ],
)  # fmt: skip
def test_what_gives_no_trend_is_refused(months: Floats, counts: Floats, said: str) -> None:
    with pytest.raises(BadInput) as refusal:
        trend(months, counts, 95, 24)

    assert said in str(refusal.value)


@pytest.mark.parametrize("months", [1, 3, 4, 5])
def test_a_few_incidents_are_refused_or_give_a_finite_trend(months: int) -> None:
    counts = np.zeros(36)
    counts[:months] = 1

    if months < 4:
        with pytest.raises(BadInput, match="Too few of these months have incidents"):
            trend(MONTHS, counts, 95, 24)
    else:
        assert np.isfinite(trend(MONTHS, counts, 95, 24).high)
