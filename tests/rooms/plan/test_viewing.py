"""Looking at a plan by strand, priority and agency, at some of its actions alone."""

from datetime import date, timedelta
from urllib.parse import quote

import pytest
from django.test import Client
from django.utils import timezone
from people_here import at_most, text_of
from plan_here import Planned

from commonground.rooms.people.actions import add_agency
from commonground.rooms.people.models import Agency
from commonground.rooms.plan import plan_actions
from commonground.rooms.plan.action_actions import add_action
from commonground.rooms.plan.action_fields import ActionFields
from commonground.rooms.plan.models import Plan, Recommendation, Status
from commonground.rooms.plan.plan_actions import PlanFields, RecommendationFields

pytestmark = pytest.mark.django_db
BRIEFING, COVERAGE = "Briefing to partnership in March 2016", "Arrange local media coverage"
VIEWS = ["", "views/priority/", "views/agency/"]


@pytest.fixture
def browser(planned: Planned) -> Client:
    return planned.here.analysts_browser


def shown(browser: Client, at: str) -> tuple[bool, bool]:
    """Return whether each of the two actions is shown."""
    page = text_of(browser.get(at))
    return BRIEFING in page, COVERAGE in page


def prioritise(about: Recommendation, priority: int) -> None:
    about.priority = priority
    about.save(update_fields=["priority"])


@pytest.mark.parametrize("view", VIEWS)
def test_each_view_shows_every_action_in_ten_queries(
    planned: Planned, browser: Client, view: str
) -> None:
    for number in range(5):
        fields = ActionFields(
            f"More {number}", recommendations=frozenset(one.pk for one in planned.recommendations),
            supporting_agencies=frozenset({planned.here.agency.pk}),
        )  # fmt: skip
        add_action(by=planned.seat, fields=fields)

    with at_most(10):
        page = text_of(browser.get(f"{planned.at}{view}"))

    for words in (BRIEFING, COVERAGE, "More 4", "By strand", "By priority", "By agency"):
        assert words in page


def test_the_first_priority_stands_first_and_none_last(planned: Planned, browser: Client) -> None:
    first, second = planned.recommendations
    prioritise(second, 1)

    page = text_of(browser.get(f"{planned.at}views/priority/"))

    places = [page.index(one) for one in ("Priority 1", COVERAGE, "No priority", BRIEFING)]
    assert places == sorted(places)
    prioritise(first, 2)
    assert "No priority" not in text_of(browser.get(f"{planned.at}views/priority/"))


def test_an_action_stands_once_under_the_foremost_that_it_serves(
    planned: Planned, browser: Client
) -> None:
    first, second = planned.recommendations
    prioritise(first, 3)
    prioritise(second, 1)
    both = frozenset({first.pk, second.pk})
    planned.change(planned.actions[0], recommendations=both)

    page = text_of(browser.get(f"{planned.at}views/priority/"))

    assert "2 actions" in page
    assert "Priority 3" not in page


def test_actions_stand_under_their_lead_agency(planned: Planned, browser: Client) -> None:
    planned.change(planned.actions[1], lead_agency=None)

    page = text_of(browser.get(f"{planned.at}views/agency/"))

    places = [page.index(one) for one in ("Social Services</h2>", BRIEFING, "No lead agency</h2>")]
    assert places == sorted(places)


@pytest.mark.parametrize("view", VIEWS)
def test_the_address_says_which_actions_are_shown(
    planned: Planned, browser: Client, view: str
) -> None:
    leads, supports = (Agency.objects.get(name=one) for one in ("Social Services", "Addaction"))
    today = timezone.localdate()
    planned.change(planned.actions[0], status=Status.AT_RISK, due_on=date(2016, 6, 1))
    planned.change(planned.actions[1], review_on=today + timedelta(days=30))
    prioritise(planned.recommendations[0], 2)
    at = f"{planned.at}{view}"

    for query in ("strand=prevent", "priority=2", "status=at_risk", f"agency={leads.pk}",
                  f"agency={supports.pk}", "late=late", "until=31/12/2016",
                  "since=1/6/2016&until=2016-06-01"):  # fmt: skip
        assert shown(browser, f"{at}?{query}") == (True, False), query
    for query in ("strand=protect", "status=not_started", "since=1/7/2016"):
        assert shown(browser, f"{at}?{query}") == (False, True), query
    assert shown(browser, f"{at}?status=stopped") == (False, False)
    assert shown(browser, f"{at}?status=&strand=&page=1") == (True, True)


@pytest.mark.parametrize(("lack", "change"), [
    ("owner", {"lead_agency": None, "lead_role": ""}), ("review", {"review_on": None}),
])  # fmt: skip
def test_what_is_missing_can_be_asked_for(
    planned: Planned, browser: Client, lack: str, change: dict[str, object]
) -> None:
    planned.change(planned.actions[1], **change)
    at = f"{planned.at}views/priority/?lack="

    assert shown(browser, f"{at}{lack}") == (False, True)
    assert shown(browser, f"{at}measure") == (True, True)
    planned.change(planned.actions[1], status=Status.COMPLETE, completion="Seen")
    assert shown(browser, f"{at}{lack}") == (False, False)


@pytest.mark.parametrize("view", VIEWS)
def test_a_last_day_before_the_first_is_refused_in_a_sentence(
    planned: Planned, browser: Client, view: str
) -> None:
    page = text_of(browser.get(f"{planned.at}{view}?since=2/6/2026&until=1/6/2026"))

    assert "The last day, 1 June 2026, comes before the first, 2 June 2026." in page
    assert BRIEFING in page


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("query", [
    "strand=<script>alert(1)</script>", "agency=nothing", "priority=99999999999999999999",
    "status=%00", "since=yesterday", "page=<script>alert(1)</script>", "lack='--",
    "page=99999999999999999999",
])  # fmt: skip
def test_an_odd_address_shows_everything_and_is_never_put_into_the_page(
    planned: Planned, browser: Client, view: str, query: str
) -> None:
    key, value = query.split("=", 1)
    answer = browser.get(f"{planned.at}{view}?{key}={quote(value, safe='%')}")

    assert answer.status_code == 200
    assert b"<script>alert" not in answer.content
    assert BRIEFING in text_of(answer)


def test_the_views_keep_what_is_asked_for_and_not_the_page(
    planned: Planned, browser: Client
) -> None:
    page = text_of(browser.get(f"{planned.at}?late=late&page=1"))

    assert f'href="{planned.at}views/agency/?late=late"' in page


def test_a_view_of_another_name_is_not_there(planned: Planned, browser: Client) -> None:
    assert browser.get(f"{planned.at}views/colour/").status_code == 404


def test_actions_of_another_plan_are_not_shown(planned: Planned, browser: Client) -> None:
    other = plan_actions.make_plan(
        by=planned.seat, fields=PlanFields("Other", "four-ps", date(2026, 1, 1))
    )
    about = plan_actions.add_recommendation(
        by=planned.seat, about=other, fields=RecommendationFields("pursue", "Else")
    )
    agency = add_agency(by=planned.seat, name="Elsewhere")
    fields = ActionFields(
        "Something else", recommendations=frozenset({about.pk}), lead_agency=agency.pk
    )
    add_action(by=planned.seat, fields=fields)

    assert "Something else" not in text_of(browser.get(f"{planned.at}views/agency/"))
    assert Plan.objects.count() == 2
