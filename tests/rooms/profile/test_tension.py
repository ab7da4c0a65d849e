"""The log of community tension: what is entered, how months compare, and what is withdrawn."""

from datetime import date
from html import unescape
from typing import Any

import pytest
from django.urls import reverse
from people_here import Here, page, signed_in
from sources_here import TODAY, notice_here

from commonground.errors import BadInput
from commonground.rooms.audit.models import Entry
from commonground.rooms.people.roles import Role
from commonground.rooms.profile.models import Noticed
from commonground.rooms.profile.tension_actions import withdraw
from commonground.rooms.profile.tension_presenters import trend
from commonground.rooms.profile.tension_steps import by_month, compared, first_day, steps

DAY = date(2026, 6, 15)
HIGH = '<p class="govuk-body-s cg-marking">OFFICIAL-SENSITIVE</p>'


def at(here: Here, page: str, *ids: object) -> str:
    return reverse(f"profile:{page}", args=[here.partnership.pk, *ids])


def typed(here: Here, **told: str) -> dict[str, str]:
    return {
        "on": TODAY.isoformat(), "where": "High Street", "what": "Shops close early",
        "step": "tension", "agency": str(here.agency.pk), "marking": "OFFICIAL", **told,
    }  # fmt: skip


@pytest.mark.django_db
def test_a_member_enters_what_their_agency_noticed(here: Here) -> None:
    browser = signed_in(here.with_role(Role.MEMBER))

    for _press in range(2):
        browser.post(at(here, "add_tension"), typed(here))

    told = page(browser, at(here, "tension"))
    assert "Shops close early" in told
    assert Noticed.objects.count() == 1
    assert HIGH not in told
    assert "withdraw/" not in told, "an analyst withdraws"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"what": ""}, "Enter: what was noticed"),
        ({"step": "panic"}, "panic"),
        ({"on": "1/1/2999"}, "It cannot have been noticed after today."),
        ({"marking": "SECRET"}, "SECRET"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(
    here: Here, wrong: dict[str, str], sentence: str
) -> None:
    answer = here.analysts_browser.post(at(here, "add_tension"), typed(here, **wrong))

    assert sentence in unescape(answer.content.decode())
    assert not Noticed.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"marking": "SECRET"}, "Choose one of the markings"),
        ({"step": "panic"}, "Choose one of the steps: Eased, Unease"),
        ({"where": " "}, "Enter where"),
    ],
)
def test_an_action_refuses_what_a_form_would(
    here: Here, told: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(BadInput, match=sentence):
        notice_here(here, **told)


@pytest.mark.django_db
def test_an_agency_of_another_partnership_is_refused(here: Here, elsewhere: Here) -> None:
    with pytest.raises(BadInput, match="an agency of this partnership"):
        notice_here(here, agency=elsewhere.agency.pk)


@pytest.mark.django_db
def test_the_page_is_marked_as_its_highest_entry(here: Here) -> None:
    notice_here(here)

    assert HIGH in page(here.analysts_browser, at(here, "tension"))


@pytest.mark.django_db
def test_what_is_withdrawn_stays_with_its_reason_and_counts_no_more(here: Here) -> None:
    about = notice_here(here)
    browser = here.analysts_browser

    browser.post(at(here, "withdraw_tension", about.pk), {"because": "It was a film crew"})

    told = page(browser, at(here, "tension"))
    assert "Withdrawn: It was a film crew" in told
    assert "Shops close early" in told
    assert "Nothing of tension or worse was noticed" in told
    assert withdraw(by=here.seat, about=about, because="Again").withdrawn_because == (
        "It was a film crew"
    )
    last = Entry.objects.filter(object_id=str(about.pk)).latest("pk")
    assert "It was a film crew" in last.after


def test_months_count_what_is_serious_and_name_the_highest() -> None:
    noticed = [(date(2026, 5, 1), "unease"), (date(2026, 5, 31), "incidents"), (DAY, "eased")]

    *_before, may, june = by_month(noticed, DAY)

    assert (may.first, may.noticed, may.serious) == (date(2026, 5, 1), 2, 1)
    assert may.highest is not None
    assert may.highest.id == "incidents"
    assert (june.noticed, june.serious) == (1, 0)


def test_twelve_months_end_with_this_one() -> None:
    months = by_month([], DAY)

    assert [one.first for one in (months[0], months[-1])] == [date(2025, 7, 1), date(2026, 6, 1)]
    assert first_day(DAY) == months[0].first
    assert all(one.highest is None for one in months)


@pytest.mark.parametrize(
    ("days", "counts", "begins"),
    [
        ([date(2026, 5, 2), date(2026, 3, 1), date(2026, 2, 28)], (2, 1), "Rising"),
        ([date(2025, 12, 1), date(2026, 2, 1), date(2026, 5, 1)], (1, 2), "Falling"),
        ([date(2025, 12, 1), date(2026, 3, 1)], (1, 1), "Level"),
        ([DAY, date(2025, 11, 30)], (0, 0), "Nothing"),
    ],
)
def test_three_whole_months_are_held_against_the_three_before(
    days: list[date], counts: tuple[int, int], begins: str
) -> None:
    months = by_month([(one, "tension") for one in days], DAY)

    assert compared(months) == counts
    assert trend(months).startswith(begins)


def test_each_step_has_its_meaning() -> None:
    assert [one.id for one in steps()] == ["eased", "unease", "tension", "incidents", "disorder"]
    assert all(one.meaning.endswith(".") for one in steps())
