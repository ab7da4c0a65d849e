"""What a map can show says what it is, in which order, and what must be known of it."""

from dataclasses import replace

import numpy as np
import pytest
from shapely.geometry import box

from commonground.errors import BadInput
from commonground.geography.analysis_rules import load_analysis_rules
from commonground.geography.boundaries import Boundaries, Coordinates
from commonground.geography.cautions import ASB_IS_COUNTED_IN, NOT_THE_THING
from commonground.geography.comparing import Compared
from commonground.geography.concentration import concentration
from commonground.geography.drawn import drawn
from commonground.geography.emerging import Pattern
from commonground.geography.hotspots import Spots
from commonground.geography.looking import ASB, Look, Period
from commonground.geography.map_figures import Figure, Measure, cautions_of, figure_of
from commonground.geography.month_classes import month_classes
from commonground.geography.rates import RESIDENTS_MISLEAD, rates
from commonground.reference import places_analysis_path

RULES = load_analysis_rules(places_analysis_path())
NAN = float("nan")
TOTALS = np.array([4.0, 30.0, NAN, 12.0])
YES = np.array([False, True, False, False])
NO = np.zeros(4, dtype=bool)
LOOK = Look(
    period=Period(("2026-01", "2026-02"), ("2026-03",)), categories=("Robbery",), totals=TOTALS,
    per_month=np.array([20.0, 26.0]), concentration=concentration(TOTALS), unlocated=0.02,
    rates=rates(TOTALS, [1000, 2000, 1500, 1000], 1000, 95),
    spots=Spots(np.array([-1.0, 4.0, NAN, 0.5]), TOTALS, YES, NO, 3), local=None, moran=None,
    trend=None, no_trend="", patterns=(Pattern.NONE, Pattern.EMERGING, None, Pattern.PERSISTENT),
)  # fmt: skip


def shown(measure: Measure, **other: object) -> Figure:
    return figure_of(measure, replace(LOOK, **other), None, RULES)  # type: ignore[arg-type]


def test_the_highest_stand_first_and_the_unknown_last() -> None:
    figure = shown(Measure.INCIDENTS)

    assert figure.order() == [1, 3, 0, 2]
    assert figure.outlined is not None
    assert figure.outlined.areas.tolist() == YES.tolist()


@pytest.mark.parametrize("measure", [Measure.RATE, Measure.SHRUNK])
def test_a_rate_says_that_residents_mislead(measure: Measure) -> None:
    assert RESIDENTS_MISLEAD in shown(measure).cautions
    assert [one.heading for one in shown(measure).columns][-1] == "Incidents"


def test_hot_spots_are_words_beside_their_z() -> None:
    figure = shown(Measure.SPOTS)

    assert figure.found.labels == ("Neither", "Hot spot")
    assert figure.found.of_area.tolist() == [0, 1, -1, 0]
    assert figure.columns[0].cells == ["Neither", "Hot spot", "", "Neither"]


def test_patterns_are_in_the_order_of_how_long_they_last() -> None:
    assert shown(Measure.PATTERNS).order() == [3, 1, 0, 2]


@pytest.mark.parametrize(
    ("measure", "lacking", "said"),
    [
        (Measure.RATE, "rates", "How many people live in each area is not known"),
        (Measure.SPOTS, "spots", "not known which areas border"),
        (Measure.PATTERNS, "patterns", "two whole months"),
        (Measure.CHANGE, "trend", "no earlier period"),
    ],
)
def test_what_it_is_not_made_of_is_told_in_a_sentence(
    measure: Measure, lacking: str, said: str
) -> None:
    with pytest.raises(BadInput, match=said):
        shown(measure, **{lacking: None})


@pytest.mark.parametrize("same", [True, False])
def test_a_change_says_whether_season_may_be_the_reason(same: bool) -> None:  # noqa: FBT001
    month = Period(("2025-01",), ())
    held = Compared(month, month, TOTALS, TOTALS, TOTALS - 10, TOTALS, YES, NO, same)

    figure = figure_of(Measure.CHANGE, LOOK, held, RULES)
    assert any("season" in one for one in figure.cautions) is not same
    assert figure.columns[1].cells[:2] == ["No", "Risen"]


def test_every_map_of_counts_says_that_it_is_not_the_thing_itself() -> None:
    assert NOT_THE_THING in cautions_of(["Robbery"])
    assert ASB_IS_COUNTED_IN not in cautions_of(["Robbery"])
    assert ASB_IS_COUNTED_IN in cautions_of(["Robbery", ASB])


def test_months_share_their_classes() -> None:
    first, second = month_classes([[1.0, 9.0], [2.0, 8.0], [3.0, NAN]], 3)

    assert first.labels == second.labels
    assert second.of_area[2] == -1


def squares(*codes: str) -> Boundaries:
    shapes = tuple(box(at, 52, at + 1, 53) for at in range(len(codes)))
    return Boundaries(codes, codes, shapes, Coordinates.DEGREES)


def test_joined_areas_are_drawn_together_and_border_on_what_their_parts_do() -> None:
    found = drawn(squares("A", "B", "C", "D"), ["A", "B+C", "D"], ["a", "b and c", "d"])

    assert found.boundaries.names == ("a", "b and c", "d")
    assert found.boundaries.shapes[1].area == 2
    assert found.neighbours.of(1).tolist() == [0, 2]


def test_an_area_without_a_boundary_is_not_drawn_and_has_no_neighbour() -> None:
    found = drawn(squares("A", "C"), ["A", "B", "C", "A+E"], ["a", "b", "c", "e"])

    assert found.is_drawn.tolist() == [True, False, True, False]
    assert found.without == 2
    assert found.neighbours.of(0).tolist() == [2]
    assert found.neighbours.islands.tolist() == [1, 3]
