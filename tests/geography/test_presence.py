"""Which months are there in part or not at all: null, never zero, and named."""

import birmingham
import numpy as np
import pytest

from commonground.errors import BadInput
from commonground.geography.analysis_rules import load_analysis_rules
from commonground.geography.presence import MonthFound, Presence, not_whole, presence
from commonground.geography.trends import without
from commonground.reference import places_analysis_path

RULE = load_analysis_rules(places_analysis_path()).presence
QUIET = np.full((6, 10), 20.0)
SIX = [f"2025-{month:02}" for month in range(1, 7)]


def named(found: tuple[MonthFound, ...], kind: Presence) -> list[str]:
    return [one.month for one in found if one.presence is kind]


def test_the_seven_partial_months_of_the_west_midlands_are_found_and_no_other() -> None:
    found = presence(*birmingham.of_the_force(), RULE)

    assert set(named(found, Presence.PARTIAL)) == birmingham.PARTIAL
    assert named(found, Presence.MISSING) == []
    assert sum(one.total or 0 for one in found) == 879_009


def test_a_town_alone_may_look_whole_in_a_month_that_is_not() -> None:
    months, counts = birmingham.months(), birmingham.by_month("incidents")

    assert set(named(presence(months, counts, RULE), Presence.PARTIAL)) == birmingham.PARTIAL - {
        "2024-10"
    }


def test_a_month_that_is_not_there_is_missing_and_has_no_figures() -> None:
    found = presence(["2025-01", "2025-02", "2025-05"], QUIET[:3], RULE)

    assert named(found, Presence.MISSING) == ["2025-03", "2025-04"]
    assert found[2] == MonthFound("2025-03", Presence.MISSING)
    assert [one.month for one in found] == SIX[:5]


def test_a_month_of_few_incidents_is_partial() -> None:
    counts = QUIET.copy()
    counts[3] *= 0.59

    found = presence(SIX, counts, RULE)

    assert named(found, Presence.PARTIAL) == ["2025-04"]
    assert found[3].of_median == pytest.approx(0.59)
    counts[3] = QUIET[3] * 0.61
    assert named(presence(SIX, counts, RULE), Presence.PARTIAL) == []


def test_a_month_of_few_areas_is_partial_however_many_incidents_those_have() -> None:
    counts = QUIET.copy()
    counts[2, :2] = 0
    counts[2, 2] += 40

    found = presence(SIX, counts, RULE)

    assert named(found, Presence.PARTIAL) == ["2025-03"]
    assert found[2].areas == pytest.approx(0.8)


def test_an_area_where_nothing_ever_happens_makes_no_month_partial() -> None:
    counts = np.hstack([QUIET, np.zeros((6, 90))])

    assert named(presence(SIX, counts, RULE), Presence.PARTIAL) == []


def test_months_in_any_order_and_over_the_end_of_a_year() -> None:
    found = presence(["2026-01", "2025-11"], QUIET[:2], RULE)

    assert [one.month for one in found] == ["2025-11", "2025-12", "2026-01"]
    assert named(found, Presence.MISSING) == ["2025-12"]


def test_months_without_any_incident_are_not_whole() -> None:
    assert len(named(presence(SIX, np.zeros((6, 3)), RULE), Presence.PARTIAL)) == 6
    assert len(named(presence(SIX, QUIET, RULE), Presence.WHOLE)) == 6


def test_what_is_not_whole_is_left_out_and_never_counted_as_nothing() -> None:
    counts = QUIET.copy()
    counts[3] = 1
    found = presence(SIX, counts, RULE)

    flags = not_whole([*SIX, "2025-07"], found)

    assert flags.tolist() == [False, False, False, True, False, False, True]
    left = without(counts.sum(axis=1), flags[:6])
    assert np.isnan(left[3])
    assert np.nansum(left) == 1000


@pytest.mark.parametrize(
    ("months", "counts", "said"),
    [
        ([], np.zeros((0, 3)), "no month"),
        (["0001-01"], np.ones((1, 3)), "“0001-01” is no month"),
        (["2025-13"], np.ones((1, 3)), "“2025-13” is no month"),
        (["2025-01", "2025-01"], np.ones((2, 3)), "2025-01 is there twice"),
        (["2025-01"], np.ones((2, 3)), "for each of 1 months; found 2 x 3"),
        (["2025-01"], np.ones(3), "found 3"),
        (["2025-01"], np.array([[1.0, -1.0]]), "0 or more"),
        (["2025-01"], np.array([[1.0, np.nan]]), "each of them known"),
    ],
)
def test_what_cannot_be_judged_is_refused(months: list[str], counts: object, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        presence(months, counts, RULE)  # type: ignore[arg-type]
