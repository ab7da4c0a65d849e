"""A plan along its months: due dates, reviews and milestones, each in a word."""

from datetime import date

import pytest
from django.test import Client
from people_here import at_most, text_of
from plan_here import Planned

from commonground.rooms.plan import milestone_actions, timeline
from commonground.rooms.plan.models import Action, Status
from commonground.rooms.plan.timeline import Window, window_of

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 15)


@pytest.fixture
def browser(planned: Planned) -> Client:
    return planned.here.analysts_browser


def at(planned: Planned, query: str = "") -> str:
    return f"{planned.at}views/date/{query}"


@pytest.mark.parametrize(("since", "until", "window"), [
    (None, None, Window(date(2026, 6, 1), 12)),
    (date(2025, 12, 31), None, Window(date(2025, 12, 1), 12)),
    (date(2025, 12, 31), date(2026, 2, 1), Window(date(2025, 12, 1), 3)),
    (date(2020, 1, 1), date(2026, 2, 1), Window(date(2020, 1, 1), 12)),
    (None, date(2026, 2, 28), Window(date(2025, 3, 1), 12)),
])  # fmt: skip
def test_at_most_twelve_months_are_shown(
    since: date | None, until: date | None, window: Window
) -> None:
    made = window_of(since, until, TODAY)

    assert made == window
    assert made.starts[0] == made.first
    assert made.starts[-1] <= made.last


def test_dates_stand_under_their_months_in_ten_queries(planned: Planned, browser: Client) -> None:
    first = planned.actions[0]
    planned.change(first, starts_on=date(2016, 1, 5), due_on=date(2016, 6, 3))

    with at_most(10):
        page = text_of(browser.get(at(planned, "?since=1/1/2016")))

    for words in ("Jan 2016 to Dec 2016", "2 actions have a date in these months.",
                  "Due 3, late", "Review 30, late", "Milestone 31, late", "Under way"):  # fmt: skip
        assert words in page, words
    assert page.count("Apr 2016</span>") == 2


def test_a_milestone_stands_where_it_was_done(planned: Planned, browser: Client) -> None:
    one = planned.actions[0].milestones.get()
    milestone_actions.change_milestone(
        by=planned.seat, about=one, version=one.version, text=one.text, due_on=one.due_on,
        done_on=date(2016, 5, 2),
    )  # fmt: skip

    assert "Milestone 2, done" in text_of(browser.get(at(planned, "?since=1/5/2016")))
    shown = text_of(browser.get(at(planned, "?since=1/3/2016&until=31/3/2016")))
    assert "No action has a date in these months." in shown


def test_what_has_ended_is_neither_late_nor_reviewed(planned: Planned) -> None:
    planned.change(planned.actions[0], due_on=date(2016, 6, 3), status=Status.STOPPED,
                   reason="No money")  # fmt: skip
    about = Action.objects.get(pk=planned.actions[0].pk)

    made = list(timeline.happenings(about, TODAY))

    assert [one.what for one in made] == ["due", "milestone"]
    assert not any(one.is_late for one in made)


def test_only_actions_with_a_date_in_the_months_are_there(
    planned: Planned, browser: Client
) -> None:
    planned.change(planned.actions[1], review_on=date(2030, 1, 1))

    page = text_of(browser.get(at(planned, "?since=1/1/2030")))

    assert "1 action has a date in these months." in page
    assert planned.actions[0].text not in page
    assert "None" not in text_of(browser.get(at(planned, "?since=1/1/2016&strand=prevent")))


def test_earlier_and_later_months_keep_what_is_asked_for(planned: Planned, browser: Client) -> None:
    page = text_of(browser.get(at(planned, "?since=1/4/2016&until=30/6/2016&late=late&page=1")))

    for since in ("2015-04-01", "2016-07-01"):
        assert f'href="?since={since}&amp;late=late"' in page


@pytest.mark.parametrize("since", ["1/1/0001", "31/12/9999", "1/1/1899"])
def test_a_year_beyond_all_plans_is_refused_in_a_sentence(
    planned: Planned, browser: Client, since: str
) -> None:
    answer = browser.get(at(planned, f"?since={since}"))

    assert answer.status_code == 200
    assert "Enter a year from 1900 to 2199." in text_of(answer)


@pytest.mark.parametrize("day", ["1/1/1900", "31/12/2199"])
def test_the_first_and_the_last_year_are_shown(planned: Planned, browser: Client, day: str) -> None:
    for name in ("since", "until"):
        assert browser.get(at(planned, f"?{name}={day}")).status_code == 200
