"""The walk through a plan on its pages, as an analyst and an owner take it."""

import re
from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from forms_here import filled
from people_here import Here, at_most, signed_in, text_of
from plan_here import Planned

from commonground.rooms.issues.models import Issue
from commonground.rooms.people.roles import Role
from commonground.rooms.plan import measure_actions, plan_actions
from commonground.rooms.plan.models import (
    Action,
    Better,
    Measure,
    MeasureKind,
    Milestone,
    Plan,
    Reading,
    Recommendation,
    Status,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(planned: Planned) -> Client:
    return planned.here.analysts_browser


def at(planned: Planned, page: str) -> str:
    return f"/p/{planned.here.partnership.pk}/{page}"


def test_a_partnership_without_a_plan_is_told_how_to_begin(here: Here) -> None:
    page = f"/p/{here.partnership.pk}/plans/"

    assert "Begin with a name and the ranking" in text_of(here.analysts_browser.get(page))
    assert "The analyst begins it." in text_of(here.browser(Role.CHAIR).get(page))


def test_a_plan_is_begun_with_a_new_board(planned: Planned, browser: Client) -> None:
    sent = {"name": "Plan 2027", "strand_set": "four-ds", "starts_on": "1/4/2027",
            "ends_on": "31/3/2028", "new_board": "Safer board", "marking": "OFFICIAL"}  # fmt: skip
    answer = browser.post(at(planned, "plans/begin/"), sent, follow=True)

    made = Plan.objects.get(name="Plan 2027")
    assert made.board is not None
    assert made.board.name == "Safer board"
    for word in ("Divert", "Deter", "Detect", "Disrupt", "Nothing stands under it yet"):
        assert word in text_of(answer)
    again = browser.post(at(planned, "plans/begin/"), sent)
    assert "There is a plan of that name already." in text_of(again)
    assert Plan.objects.count() == 2


def test_a_plan_that_ends_before_it_starts_is_refused_in_a_sentence(
    planned: Planned, browser: Client
) -> None:
    page = f"plans/{planned.plan.pk}/change/"
    sent = filled(browser, at(planned, page)) | {"ends_on": "1/1/2015"}

    assert "The plan cannot end before it starts." in text_of(browser.post(at(planned, page), sent))


def test_the_plan_reads_in_the_decks_form(planned: Planned, browser: Client) -> None:
    with at_most(10):
        page = text_of(browser.get(planned.at))

    heads = re.findall(r'<th scope="col"[^>]*>([^<]*)</th>', page)
    assert heads[:4] == ["Recommendation", "Milestone", "Ownership", "Review"]
    for word in ("Prevent", "Protect", "Addaction", "Briefing to partnership in March 2016",
                 "30 April 2016", "Review late since 30 April 2016"):  # fmt: skip
        assert word in page


def test_a_recommendation_is_added_tied_and_ended_with_a_reason(
    planned: Planned, browser: Client
) -> None:
    issue = Issue.objects.create(
        partnership=planned.here.partnership, name="Fraud", name_key="fraud", origin="meeting"
    )
    sent = {"strand": "pursue", "text": "Do it", "priority": 2, "others": [str(issue.pk)],
            "judgement": "Known", "marking": "OFFICIAL"}  # fmt: skip
    browser.post(f"{planned.at}recommendations/add/", sent)

    made = Recommendation.objects.get(text="Do it")
    assert list(made.issues.all()) == [issue]
    one = f"{planned.at}recommendations/{made.pk}/"
    with at_most(10):
        assert "Fraud" in text_of(browser.get(one))
    kept = filled(browser, f"{one}change/")
    assert kept["others"] == [str(issue.pk)]
    browser.post(f"{one}change/", kept)
    made.refresh_from_db()
    assert made.version == 1

    ended = {"standing": "closed", "reason": "", "version": made.version}
    assert "Say why the recommendation" in text_of(browser.post(f"{one}standing/", ended))
    answer = browser.post(f"{one}standing/", ended | {"reason": "It is done"}, follow=True)
    assert "It is done" in text_of(answer)


def test_an_action_is_added_with_every_field_and_saved_again_unchanged(
    planned: Planned, browser: Client
) -> None:
    agency = planned.here.agency
    sent = {
        "text": "Visit each shop", "recommendations": [str(planned.recommendations[1].pk)],
        "lead_agency": str(agency.pk), "lead_role": "Head of trading standards",
        "starts_on": "1/5/2026", "due_on": "1/9/2026", "review_on": "1/7/2026",
        "review_every_months": "3", "status": "on_track", "cost": "1200.50",
        "staff_days": f"{agency.name}: 12.5", "expected_effect": "Fewer",
        "expected_by": "The board",
        "marking": "OFFICIAL", "equality_note": "None expected",
    }  # fmt: skip
    browser.post(f"{planned.at}actions/add/", sent)

    made = Action.objects.get(text="Visit each shop")
    assert [str(one.days) for one in made.staff_days.all()] == ["12.5"]
    page = at(planned, f"actions/{made.pk}/")
    with at_most(10):
        shown = text_of(browser.get(page))
    for word in ("£1,200.50", f"{agency.name}: 12.5", "every 3 months", "None expected"):
        assert word in shown
    with at_most(10):
        kept = filled(browser, f"{page}change/")
    browser.post(f"{page}change/", kept)
    made.refresh_from_db()
    assert (made.version, made.entries.count()) == (1, 1)

    browser.post(f"{page}change/", kept | {"lead_role": "Chief", "note": "A leaver"})
    row = made.entries.get(number=2)
    assert (row.kind, row.note) == ("handed_over", "A leaver")
    assert "Head of trading standards → Chief" in text_of(browser.get(page))
    assert browser.post(f"{page}change/", kept | {"lead_role": "Other"}).status_code == 409


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("due_on", "1/1/2026", "before it starts on 1 May 2026"),
        ("staff_days", "Nobody: 3", "No agency of the partnership is called “Nobody”"),
        ("staff_days", "Larkenmere Council: many", "as a number with at most one decimal"),
        ("status", "stopped", "Say why the action was stopped."),
        ("expected_effect", "Fewer", "Say who assumes the effect."),
    ],
)
def test_what_is_wrong_with_an_action_is_said_and_nothing_is_half_written(
    planned: Planned, browser: Client, field: str, value: str, sentence: str
) -> None:
    sent = {"text": "New", "starts_on": "1/5/2026", "status": "on_track", "marking": "OFFICIAL"}

    answer = browser.post(f"{planned.at}actions/add/", sent | {field: value})

    assert sentence in text_of(answer)
    assert Action.objects.count() == 2


def test_a_milestone_is_added_ticked_and_taken_off_and_the_log_keeps_it(
    planned: Planned, browser: Client
) -> None:
    action = planned.actions[0]
    page = at(planned, f"actions/{action.pk}/")
    browser.post(f"{page}milestones/add/", {"text": "Second step", "due_on": "1/6/2026"})
    one = Milestone.objects.get(text="Second step")
    done = f"{page}milestones/{one.pk}/done/"

    for _time in range(2):
        browser.post(done, {"version": one.version})
    one.refresh_from_db()
    rows = action.entries.count()
    assert one.done_on == timezone.localdate()
    browser.post(f"{page}milestones/{one.pk}/remove/", {"version": one.version})

    shown = text_of(browser.get(page))
    assert action.entries.count() == rows + 1
    assert "Second step; due 1 June 2026; done" in shown
    assert browser.get(f"{page}milestones/{one.pk}/change/").status_code == 404


def test_progress_and_reviews_are_dated_rows_and_the_next_review_is_offered(
    planned: Planned, browser: Client
) -> None:
    action = planned.change(planned.actions[0], review_every_months=3)
    page = at(planned, f"actions/{action.pk}/")
    browser.post(
        f"{page}progress/",
        {"status": "at_risk", "reason": "One left", "note": "Met twice", "version": action.version},
    )
    offered = filled(browser, f"{page}review/")
    today = timezone.localdate()
    next_on = datetime.strptime(offered["next_on"][0], "%d/%m/%Y").date()  # noqa: DTZ007
    assert timedelta(days=88) < next_on - today < timedelta(days=94)
    browser.post(f"{page}review/", offered | {"reviewed_by": "The board", "note": "Go on"})

    action.refresh_from_db()
    assert action.review_on == next_on
    shown = text_of(browser.get(page))
    for word in ("Met twice", "One left", "Go on", "by The board", "At risk"):
        assert word in shown
    late = offered | {"reviewed_by": "B", "note": "N", "version": str(action.version),
                      "next_on": "1/1/2020"}  # fmt: skip
    assert "must come after this one" in text_of(browser.post(f"{page}review/", late))


def test_an_owner_sees_their_own_action_and_says_how_it_goes(planned: Planned) -> None:
    member = planned.here.member(Role.ACTION_OWNER)
    action = planned.change(planned.actions[0], lead_person=member.pk)
    browser = signed_in(member.person)

    with at_most(10):
        assert "Briefing to partnership" in text_of(browser.get(at(planned, "own-actions/")))
    page = at(planned, f"actions/{action.pk}/")
    with at_most(10):
        assert browser.get(page).status_code == 200
    browser.post(
        f"{page}progress/",
        {"status": "complete", "reason": "", "note": "Done", "version": action.version},
    )

    action.refresh_from_db()
    assert action.status == Status.COMPLETE
    assert browser.get(at(planned, f"actions/{planned.actions[1].pk}/")).status_code == 404


def test_a_measure_is_read_drawn_and_told_in_words(planned: Planned, browser: Client) -> None:
    page = at(planned, f"actions/{planned.actions[0].pk}/")
    sent = {"name": "Thefts", "kind": "outcome", "unit": "", "better": "lower", "baseline": "40",
            "baseline_on": "1/1/2026", "target": "30", "target_on": "1/1/2027"}  # fmt: skip
    browser.post(f"{page}measures/add/", sent)
    one = Measure.objects.get()
    read = f"{page}measures/{one.pk}/read/"
    first = {"on": "1/3/2026", "value": "38.5", "said_by": "Police", "note": ""}

    assert "Enter the unit of the measure" in text_of(browser.post(read, first))
    assert not Reading.objects.exists()
    browser.post(f"{page}measures/{one.pk}/change/",
                 sent | {"unit": "thefts a month", "version": one.version})  # fmt: skip
    browser.post(read, first)
    browser.post(read, first | {"value": "29"})
    with at_most(10):
        shown = text_of(browser.get(page))

    assert Reading.objects.count() == 2
    assert "Latest: 29 thefts a month on 1 March 2026." in shown
    assert "The target is reached." in shown
    assert "data:image/svg+xml;base64," in shown
    assert "38.5 thefts a month</td>" not in shown
    one.refresh_from_db()
    browser.post(f"{page}measures/{one.pk}/remove/", {"version": one.version})
    assert "Nothing measures it yet" in text_of(browser.get(page))


def test_measures_of_another_action_are_not_found(planned: Planned, browser: Client) -> None:
    one = measure_actions.add_measure(
        by=planned.seat, about=planned.actions[0],
        fields=measure_actions.MeasureFields("M", MeasureKind.OUTPUT, Better.HIGHER, "visits"),
    )  # fmt: skip

    other = at(planned, f"actions/{planned.actions[1].pk}/measures/{one.pk}/")
    for page in ("change/", "remove/", "read/"):
        assert browser.get(other + page).status_code == 404


def test_two_who_change_a_plan_are_shown_both(planned: Planned, browser: Client) -> None:
    page = f"{planned.at}change/"
    sent = filled(browser, page)
    plan_actions.change_plan(
        by=planned.seat, about=planned.plan, version=planned.plan.version,
        fields=plan_actions.PlanFields("Renamed", "four-ps", date(2016, 1, 1)),
    )  # fmt: skip

    answer = browser.post(page, sent | {"name": "Mine"})

    assert answer.status_code == 409
    assert "Renamed" in text_of(answer)
