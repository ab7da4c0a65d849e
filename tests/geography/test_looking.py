"""A look says of a period what its whole months allow, and names the others."""

from dataclasses import replace

import birmingham
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from commonground import reference
from commonground.errors import BadInput
from commonground.geography.analysis_rules import load_analysis_rules
from commonground.geography.comparing import compare, same_rate_p
from commonground.geography.cube_facts import (
    AreaNamed,
    CubeFacts,
    ForceMonth,
    ForceMonths,
    Kind,
)
from commonground.geography.cubes import Cube
from commonground.geography.emerging import Pattern
from commonground.geography.looking import Period, last_months, look, months_before, period_of
from commonground.geography.presence import MonthFound, Presence

RULES = load_analysis_rules(reference.places_analysis_path())
EVERY = ("Other than robbery", "Robbery")


def a_cube() -> Cube:
    """Return Birmingham's 35 months, of which seven are partial."""
    months = birmingham.months()
    robbery = birmingham.by_month("robbery").T
    other = birmingham.by_month("incidents").T - robbery
    force = ForceMonths(
        "West Midlands Police",
        decides=True,
        months=tuple(
            ForceMonth(
                MonthFound(
                    one,
                    Presence.PARTIAL if one in birmingham.PARTIAL else Presence.WHOLE,
                    1000.0, 1.0, 1.0,
                ),
                0.02, 0.1,
            )
            for one in months
        ),
    )  # fmt: skip
    codes = birmingham.boundaries().codes
    facts = CubeFacts(
        AreaNamed(Kind.DISTRICT, "E08000025", "Birmingham"), codes, codes, months, EVERY,
        (), (force,), (), "licence",
    )  # fmt: skip
    return Cube(facts, np.stack([other, robbery], axis=2).astype(np.int32))


CUBE = a_cube()
YEAR = last_months(CUBE.facts, 12)


class TestPeriods:
    def test_the_last_year_is_whole(self) -> None:
        assert list(YEAR.months) == birmingham.YEAR
        assert YEAR.left_out == ()
        assert (YEAR.first, YEAR.last) == ("2025-04", "2026-03")

    def test_the_year_before_names_its_partial_months(self) -> None:
        before = months_before(CUBE.facts, YEAR)
        assert (before.first, before.last) == ("2024-04", "2025-03")
        assert before.left_out == ("2024-09", "2024-10", "2025-03")
        assert len(before.months) == 9

    def test_a_month_is_compared_with_the_same_month_of_the_year_before(self) -> None:
        assert months_before(CUBE.facts, period_of(CUBE.facts, "2026-01", "2026-01")).months == (
            "2025-01",
        )

    @pytest.mark.parametrize(
        ("first", "last", "said"),
        [
            ("2023-05", "2023-08", "No month from 2023-05 to 2023-08 is whole"),
            ("2019-01", "2019-12", "There are no counts from 2019-01 to 2019-12"),
            ("2026-03", "2025-04", "There are no counts"),
            ("2026", "2026-03", "is no month"),
            ("0001-01", "2026-03", "is no month"),
        ],
    )
    def test_what_is_no_period_is_refused(self, first: str, last: str, said: str) -> None:
        with pytest.raises(BadInput, match=said):
            period_of(CUBE.facts, first, last)


class TestLooks:
    def test_it_says_what_the_sources_say(self) -> None:
        found = look(CUBE, YEAR, EVERY, RULES, neighbours=birmingham.neighbours())
        assert found.incidents == 145_635
        assert round(found.concentration.gini, 3) == 0.414
        assert found.moran is not None
        assert round(found.moran.i, 3) == 0.284
        assert found.spots is not None
        assert int(found.spots.hot.sum()) == 14
        assert found.unlocated == pytest.approx(0.02)
        assert found.per_month.sum() == 145_635

    def test_the_trend_leaves_partial_months_out(self) -> None:
        found = look(CUBE, YEAR, EVERY, RULES)
        assert found.trend is not None
        assert {str(one) for one in found.trend.left_out} == birmingham.PARTIAL
        assert found.trend.used == 28

    def test_without_enough_whole_months_it_says_why_there_is_no_trend(self) -> None:
        early = period_of(CUBE.facts, "2023-09", "2024-02")
        found = look(CUBE, early, EVERY, RULES)
        assert found.trend is None
        assert "A trend needs at least" in found.no_trend

    def test_persistent_places_are_found_over_all_whole_months(self) -> None:
        found = look(CUBE, YEAR, EVERY, RULES, neighbours=birmingham.neighbours())
        assert found.patterns is not None
        assert found.patterns.count(Pattern.PERSISTENT) == 14

    def test_without_borders_and_residents_it_says_nothing_that_needs_them(self) -> None:
        found = look(CUBE, YEAR, ["Robbery"], RULES)
        assert (found.spots, found.local, found.moran, found.patterns, found.rates) == (None,) * 5

    def test_rates_are_for_a_thousand_residents(self) -> None:
        residents = birmingham.column("residents_2021")
        found = look(CUBE, YEAR, EVERY, RULES, residents=residents)
        assert found.rates is not None
        assert found.rates.overall == pytest.approx(145_635 / residents.sum() * 1000)

    def test_no_category_is_refused(self) -> None:
        with pytest.raises(BadInput, match="at least one category"):
            look(CUBE, YEAR, [], RULES)


class TestComparisons:
    def test_a_period_with_itself_has_not_changed(self) -> None:
        found = compare(CUBE, YEAR, YEAR, EVERY, RULES)
        assert not found.risen.any()
        assert not found.fallen.any()
        assert (found.change == 0).all()
        assert found.same_season

    def test_periods_of_other_months_of_the_year_say_so(self) -> None:
        found = compare(CUBE, months_before(CUBE.facts, YEAR), YEAR, EVERY, RULES)
        assert not found.same_season
        assert 0 < found.risen.sum() < 60

    def test_an_unknown_count_has_no_change(self) -> None:
        counts = CUBE.counts.copy()
        counts[3, -1] = -1
        found = compare(replace(CUBE, counts=counts), Period(("2026-02",), ()),
                        Period(("2026-03",), ()), EVERY, RULES)  # fmt: skip
        assert np.isnan(found.change[3])
        assert not found.risen[3]

    @given(st.integers(0, 400), st.integers(0, 400), st.integers(1, 24), st.integers(1, 24))
    def test_p_is_that_of_the_binomial_test(self, x: int, y: int, m: int, n: int) -> None:
        share = n / (m + n)
        found = same_rate_p(np.array([float(x)]), np.array([float(y)]), share)[0]
        if x + y == 0:
            assert found == 1
            return
        tails = [binomtest(y, x + y, share, alternative=way).pvalue for way in ("less", "greater")]
        assert found == pytest.approx(min(1.0, 2 * min(tails)), rel=1e-8, abs=1e-12)
