"""What a board reads of a plan: what moved, what is late, what needs a decision."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone
from people_here import at_most, text_of
from plan_here import Planned

from commonground.rooms.plan import measure_actions, milestone_actions, progress_actions
from commonground.rooms.plan.action_actions import add_action
from commonground.rooms.plan.action_fields import ActionFields
from commonground.rooms.plan.measure_actions import MeasureFields, Read
from commonground.rooms.plan.models import Action, Better, MeasureKind, ProposedField, Status
from commonground.rooms.plan.proposal_actions import propose_date

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(planned: Planned) -> Client:
    return planned.here.analysts_browser


def section(page: str, heading: str) -> str:
    """Return what stands under a heading, until the next."""
    return page.split(f">{heading} (", 1)[1].split("<h", 1)[0]


def say(planned: Planned, status: Status) -> None:
    about = Action.objects.get(pk=planned.actions[0].pk)
    progress_actions.say_progress(
        by=planned.seat, about=about, version=about.version, status=status,
        reason="The trainer is ill", note="",
    )  # fmt: skip


def test_what_moved_is_told_in_words_in_ten_queries(planned: Planned, browser: Client) -> None:
    about, today = planned.actions[0], timezone.localdate()
    say(planned, Status.AT_RISK)
    one = about.milestones.get()
    milestone_actions.change_milestone(
        by=planned.seat, about=one, version=one.version, text=one.text, due_on=one.due_on,
        done_on=today,
    )  # fmt: skip
    fields = MeasureFields("Referrals", MeasureKind.OUTPUT, Better.HIGHER, unit="referrals")
    made = measure_actions.add_measure(by=planned.seat, about=about, fields=fields)
    read = Read(on=today, value=Decimal(12), said_by="The clerk")
    measure_actions.add_reading(by=planned.seat, about=made, read=read)

    with at_most(10):
        page = text_of(browser.get(f"{planned.at}board/"))

    for words in ("Not started → At risk", "Milestone done", "12 referrals", " (3)</h2>"):
        assert words in page, words


def test_what_moved_before_the_day_is_not_told(planned: Planned, browser: Client) -> None:
    say(planned, Status.AT_RISK)
    planned.actions[0].entries.update(at=timezone.now() - timedelta(days=400))
    long_ago = timezone.localdate() - timedelta(days=500)

    assert "→ At risk" not in text_of(browser.get(f"{planned.at}board/"))
    assert "→ At risk" in text_of(browser.get(f"{planned.at}board/?since={long_ago}"))


def test_it_looks_back_to_the_month_of_the_last_review(planned: Planned, browser: Client) -> None:
    about = planned.actions[0]
    progress_actions.review_action(
        by=planned.seat, about=about, version=about.version, reviewed_on=date(2026, 5, 20),
        reviewed_by="The board", note="It goes on", status=Status.ON_TRACK, reason="",
        next_on=None,
    )  # fmt: skip

    assert "What moved since 1 May 2026" in text_of(browser.get(f"{planned.at}board/"))


def test_what_is_late_and_what_is_missing_lead_to_the_actions(
    planned: Planned, browser: Client
) -> None:
    first, second = planned.actions
    planned.change(first, status=Status.OFF_TRACK, reason="No room")
    planned.change(second, lead_agency=None, lead_role="", review_on=None)

    page = text_of(browser.get(f"{planned.at}board/"))

    assert "Review late since 30 April 2016" in section(page, "Late")
    for heading, there, other in (
        ("Late", first, second), ("Off track", first, second),
        ("Nobody leads it", second, first), ("It has no date of review", second, first),
    ):  # fmt: skip
        assert there.text in section(page, heading), heading
        assert other.text not in section(page, heading), heading
    assert section(page, "Nothing measures it").startswith("2)")


def test_a_long_section_is_cut_with_a_link_to_the_rest(planned: Planned, browser: Client) -> None:
    serves = frozenset({planned.recommendations[0].pk})
    for number in range(12):
        add_action(by=planned.seat, fields=ActionFields(f"More {number}", recommendations=serves))

    page = text_of(browser.get(f"{planned.at}board/"))

    part = section(page, "Nobody leads it")
    assert "and 2 more" in part
    assert f'href="{planned.at}views/priority/?lack=owner"' in part
    assert "12 actions" in text_of(browser.get(f"{planned.at}views/priority/?lack=owner"))


def test_a_proposed_date_waits_for_the_board(planned: Planned, browser: Client) -> None:
    propose_date(
        by=planned.seat, about=planned.actions[0], field=ProposedField.DUE,
        proposed=timezone.localdate() + timedelta(days=30), reason="The trainer is ill",
    )  # fmt: skip

    page = text_of(browser.get(f"{planned.at}board/"))

    assert "The trainer is ill" in section(page, "Proposed dates that wait for the board")
    assert "Record what the board decided" in page


@pytest.mark.parametrize("since", ["yesterday", "<script>alert(1)</script>", "31/12/9999", "%00"])
def test_an_odd_day_is_refused_in_a_sentence(planned: Planned, browser: Client, since: str) -> None:
    answer = browser.get(f"{planned.at}board/", {"since": since})

    assert answer.status_code == 200
    assert "govuk-error-summary" in text_of(answer)
    assert b"<script>alert" not in answer.content


def test_a_day_long_past_and_an_odd_page_are_shown(planned: Planned, browser: Client) -> None:
    answer = browser.get(f"{planned.at}board/", {"since": "1/1/0001", "page": "nothing"})

    assert answer.status_code == 200
