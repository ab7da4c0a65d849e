"""Value for money: what is added up, what counts once, and what is said not to be known."""

import csv
import io
from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from disrupted_here import disrupted, fields_of
from people_here import at_most, text_of
from plan_here import Planned

from commonground.rooms.audit.models import Entry
from commonground.rooms.people.models import Agency
from commonground.rooms.people.roles import Role
from commonground.rooms.plan import disruption_actions, measure_actions, plan_actions
from commonground.rooms.plan.disruption_actions import record_disruption
from commonground.rooms.plan.measure_actions import MeasureFields, Read
from commonground.rooms.plan.models import Better, Disruption, MeasureKind, Scale
from commonground.rooms.plan.plan_actions import PlanFields, RecommendationFields
from commonground.rooms.plan.value_reading import valued
from commonground.rooms.plan.value_sums import Move, Spent, move_of, summed

HIGHER, LOWER = Better.HIGHER, Better.LOWER


@pytest.mark.parametrize(
    ("better", "baseline", "latest", "move"),
    [
        (HIGHER, 3, 4, Move.BETTER), (HIGHER, 3, 2, Move.WORSE), (LOWER, 3, 2, Move.BETTER),
        (LOWER, 3, 4, Move.WORSE), (LOWER, 3, 3, Move.SAME), (HIGHER, None, 4, Move.UNKNOWN),
        (HIGHER, 3, None, Move.UNKNOWN),
    ],
)  # fmt: skip
def test_a_measure_has_moved_which_way_its_direction_says(
    better: Better, baseline: int | None, latest: int | None, move: Move
) -> None:
    def number(one: int | None) -> Decimal | None:
        return None if one is None else Decimal(one)

    assert move_of(better, number(baseline), number(latest)) == move


def test_a_sum_is_over_what_is_known_and_nothing_is_not_the_same_as_not_known() -> None:
    some = [
        Spent(uuid4(), "A1", "", Decimal("10.50"), "", "", "OFFICIAL"),
        Spent(uuid4(), "A2", "", Decimal(0), "", "", "OFFICIAL", days={"Police": Decimal("2.5")}),
        Spent(uuid4(), "A3", "", None, "", "", "OFFICIAL", days={"Police": Decimal(0)}),
    ]

    told = summed([*some, some[0]])

    assert (told.actions, told.cost, told.with_cost) == (3, Decimal("10.50"), 2)
    assert (told.days, told.with_days) == (Decimal("2.5"), 2)


def test_an_action_that_serves_two_recommendations_and_two_plans_counts_once_in_each_plan(
    planned: Planned,
) -> None:
    other = plan_actions.make_plan(
        by=planned.seat, fields=PlanFields("Plan 2017", "four-ps", date(2017, 1, 1))
    )
    third = plan_actions.add_recommendation(
        by=planned.seat, about=other, fields=RecommendationFields("pursue", "Another")
    )
    ids = frozenset({*(one.pk for one in planned.recommendations), third.pk})
    planned.change(planned.actions[0], recommendations=ids, cost=Decimal(4000))

    found, there = valued(planned.seat, planned.plan), valued(planned.seat, other)

    assert summed(found.actions).cost == summed(there.actions).cost == 4000
    first, second = (found.under([one.pk]) for one in planned.recommendations)
    assert [one.ref for one in first] == ["A1"]
    assert [one.ref for one in second] == ["A1", "A2"]
    page = text_of(planned.here.analysts_browser.get(f"{planned.at}value/"))
    assert "1 action serves more than one recommendation" in page


def test_the_page_says_what_is_known_of_how_many_beside_measures_and_disruptions(
    planned: Planned,
) -> None:
    agency = Agency.objects.get(name="Addaction")
    planned.change(
        planned.actions[0], cost=Decimal("1234.5"), staff_days={agency.pk: Decimal("7.5")},
        expected_effect="Fewer are drawn in", expected_by="The board",
    )  # fmt: skip
    measure = measure_actions.add_measure(
        by=planned.seat, about=planned.actions[0],
        fields=MeasureFields("Referred", MeasureKind.OUTPUT, HIGHER, "people", Decimal(3)),
    )  # fmt: skip
    for day, read in ((3, 2), (2, 9)):
        measure_actions.add_reading(
            by=planned.seat, about=measure, read=Read(date(2016, 2, day), Decimal(read), "Head")
        )
    about = disrupted(planned)
    disruption_actions.moderate_disruption(
        by=planned.seat, about=about, version=1, scale=Scale.MINOR, reason="Read"
    )
    record_disruption(by=planned.seat, fields=replace(fields_of(planned), subject="Another"))
    browser = planned.here.browser(Role.OVERSEER)

    with at_most(10):
        page = text_of(browser.get(f"{planned.at}value/"))

    for word in ("£1,234.50; not known of 1 action of 2", "7.5; not known of 1 action of 2",
                 "1 worse than the baseline", "1 minor, 1 waiting for moderation",
                 "The cost is a floor", "Fewer are drawn in", "The board", "Addaction",
                 "Of 1 action nobody has said", "Staff days are not turned into"):  # fmt: skip
        assert word in page


def test_a_plan_of_which_nothing_is_known_says_so(planned: Planned) -> None:
    page = text_of(planned.here.analysts_browser.get(f"{planned.at}value/"))

    assert page.count("Not known") >= 2
    assert "£" not in page
    assert "No staff days are entered yet" in page
    assert "Of 2 actions nobody has said" in page
    assert not Disruption.objects.exists()


def test_it_is_taken_away_as_csv_and_that_is_recorded(planned: Planned) -> None:
    planned.change(planned.actions[0], cost=Decimal(10), marking="OFFICIAL-SENSITIVE")
    page = f"{planned.at}value/export/"

    answer = planned.here.analysts_browser.get(page)

    assert "value-for-money-OFFICIAL-SENSITIVE.csv" in answer["Content-Disposition"]
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [(one["ref"], one["cost"], one["strands"]) for one in rows] == [
        ("A1", "10", "Prevent"), ("A2", "", "Protect")
    ]  # fmt: skip
    assert Entry.objects.filter(verb="took away").count() == 1
    assert planned.here.browser(Role.ASSESSOR).get(page).status_code == 403
    assert planned.here.analysts_browser.post(page).status_code == 405
