"""What inspections recommended is kept from received to closed, and a repeat is shown as one."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from people_here import Here, text_of
from plan_here import Planned

from commonground.errors import BadInput
from commonground.rooms.audit.models import Entry
from commonground.rooms.people.roles import Role
from commonground.rooms.readiness import inspection_actions
from commonground.rooms.readiness.inspection_actions import InspectionFields
from commonground.rooms.readiness.models import (
    Inspection,
    InspectionRecommendation,
    Stage,
    Step,
)
from commonground.rooms.refusals import ChangedMeanwhile

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
FIELDS = InspectionFields(
    "Inspectorate", date(2024, 3, 1), "Name an owner for every action", date(2024, 3, 9),
    date(2024, 9, 1), owner_role="Chair",
)  # fmt: skip
SENT = {
    "body": "Inspectorate",
    "held_on": "1/3/2026",
    "text": "Measure outcomes",
    "received_on": "9/3/2026",
    "due_on": "9/9/2026",
    "owner_role": "Analyst",
}


def add(here: Here, fields: InspectionFields = FIELDS) -> InspectionRecommendation:
    return inspection_actions.add_recommendation(by=here.seat, fields=fields)


def move(
    here: Here, about: InspectionRecommendation, stage: Stage, *, on: date = TODAY, **said: str
) -> InspectionRecommendation:
    current = InspectionRecommendation.objects.get(pk=about.pk)
    return inspection_actions.move_on(
        by=here.seat, about=current, version=current.version, stage=stage, on=on,
        note=said.get("note", ""), evidence=said.get("evidence", ""),
    )  # fmt: skip


def at(here: Here) -> str:
    return f"/p/{here.partnership.pk}/readiness/inspections/"


def words_of(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_each_stage_is_a_dated_step(here: Here) -> None:
    about = add(here)
    move(here, about, Stage.ACCEPTED, on=date(2024, 4, 1), note="The board accepts it")
    move(here, about, Stage.IN_PROGRESS, on=date(2024, 5, 1))
    closed = move(here, about, Stage.CLOSED, on=date(2024, 8, 1), evidence="Every action has one")

    assert (closed.is_closed, closed.closed_on) == (True, date(2024, 8, 1))
    assert [(one.stage, one.on) for one in Step.objects.order_by("number")] == [
        ("received", date(2024, 3, 9)),
        ("accepted", date(2024, 4, 1)),
        ("in_progress", date(2024, 5, 1)),
        ("closed", date(2024, 8, 1)),
    ]
    assert Entry.objects.filter(object_id=about.pk).count() == 4


def test_two_recommendations_of_one_inspection_share_it_and_are_numbered(here: Here) -> None:
    one, two = add(here), add(here, replace(FIELDS, text="Measure outcomes"))

    assert (one.ref, two.ref) == ("I1", "I2")
    assert Inspection.objects.count() == 1


def test_one_that_was_closed_can_be_opened_again(here: Here) -> None:
    about = add(here)
    move(here, about, Stage.CLOSED, evidence="Done")

    opened = move(here, about, Stage.IN_PROGRESS, note="It was not")

    assert (opened.is_closed, opened.closed_on, opened.evidence) == (False, None, "Done")


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"body": " "}, "Enter who inspected"),
        ({"text": ""}, "Enter the recommendation"),
        ({"due_on": date(2024, 3, 8)}, "It cannot be due before it was received"),
        ({"received_on": TODAY + timedelta(days=1)}, "cannot have been received after today"),
        ({"held_on": TODAY + timedelta(days=1)}, "cannot be dated after today"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(
    here: Here, fields: dict[str, object], sentence: str
) -> None:
    with pytest.raises(BadInput, match=sentence), transaction.atomic():
        add(here, replace(FIELDS, **fields))  # type: ignore[arg-type]

    assert not InspectionRecommendation.objects.exists()
    assert not Inspection.objects.exists()


def test_what_is_another_partnerships_is_refused(planned: Planned, elsewhere: Here) -> None:
    theirs = add(elsewhere)
    for fields, sentence in (
        ({"owner_agency": elsewhere.agency.pk}, "agencies of this partnership"),
        ({"repeats": theirs.pk}, "earlier recommendation of this partnership"),
    ):
        with pytest.raises(BadInput, match=sentence), transaction.atomic():
            add(planned.here, replace(FIELDS, **fields))  # type: ignore[arg-type]
    with pytest.raises(BadInput, match="actions of this partnership"), transaction.atomic():
        add(elsewhere, replace(FIELDS, actions=frozenset({planned.actions[0].pk})))


@pytest.mark.parametrize(
    ("stage", "on", "sentence"),
    [
        (Stage.CLOSED, TODAY, "Enter what shows that it is done"),
        (Stage.ACCEPTED, TODAY + timedelta(days=1), "cannot have happened after today"),
        (Stage.ACCEPTED, date(2024, 3, 8), "before the recommendation was received"),
    ],
)
def test_a_step_that_cannot_be_is_refused(
    here: Here, stage: Stage, on: date, sentence: str
) -> None:
    about = add(here)

    with pytest.raises(BadInput, match=sentence):
        move(here, about, stage, on=on)


def test_nothing_repeats_itself_however_far_round(here: Here) -> None:
    one = add(here)
    two = add(here, replace(FIELDS, repeats=one.pk))

    with pytest.raises(BadInput, match="already came back as this one"):
        inspection_actions.change_recommendation(
            by=here.seat, about=one, version=1, fields=replace(FIELDS, repeats=two.pk)
        )


def test_saying_what_is_said_already_writes_nothing_and_an_old_form_is_refused(here: Here) -> None:
    about = add(here)
    inspection_actions.change_recommendation(by=here.seat, about=about, version=7, fields=FIELDS)
    assert InspectionRecommendation.objects.get().version == 1

    with pytest.raises(ChangedMeanwhile):
        inspection_actions.change_recommendation(
            by=here.seat, about=about, version=7, fields=replace(FIELDS, text="Another")
        )


def test_one_is_entered_and_tied_to_actions_on_its_page(planned: Planned) -> None:
    here = planned.here
    sent = SENT | {"actions": "A1, a2", "owner_agency": str(here.agency.pk)}

    page = words_of(text_of(here.analysts_browser.post(at(here) + "add/", sent, follow=True)))

    assert "I1 was entered." in page
    assert "A1. Briefing to partnership in March 2016" in page
    assert f"{here.agency.name}, Analyst" in page
    assert "Received" in page


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"actions": "A7"}, "The action plan has no A7."),
        ({"actions": "the first"}, "Enter the numbers of actions with commas between"),
        ({"due_on": "1/1/2026"}, "It cannot be due before it was received."),
        ({"text": ""}, "There is a problem"),
    ],
)
def test_a_form_that_cannot_be_kept_is_shown_again(
    here: Here, sent: dict[str, str], sentence: str
) -> None:
    answer = here.analysts_browser.post(at(here) + "add/", SENT | sent)

    assert answer.status_code == 200
    assert sentence in text_of(answer)
    assert not InspectionRecommendation.objects.exists()


def test_it_is_changed_and_closed_on_its_pages(here: Here) -> None:
    about, browser = add(here), here.analysts_browser
    place = f"{at(here)}{about.pk}/"
    assert "Name an owner for every action" in text_of(browser.get(place + "change/"))

    browser.post(place + "change/", SENT | {"version": "1"})
    sent = {"stage": "closed", "on": f"{TODAY:%d/%m/%Y}", "evidence": "Seen", "version": "2",
            "evidence_url": "https://example.org/minute"}  # fmt: skip
    page = words_of(text_of(browser.post(place + "step/", sent, follow=True)))

    assert "It now says: Closed." in page
    assert "Measure outcomes" in page
    assert "https://example.org/minute" in page


def test_two_who_change_it_at_once_see_both_versions(here: Here) -> None:
    about, browser = add(here), here.analysts_browser
    place = f"{at(here)}{about.pk}/"
    browser.post(place + "change/", SENT | {"version": "1"})

    late = browser.post(place + "change/", SENT | {"version": "1", "text": "Other words"})
    step = browser.post(place + "step/", {"stage": "accepted", "on": "1/5/2026", "version": "1"})

    assert (late.status_code, step.status_code) == (409, 409)
    assert InspectionRecommendation.objects.get().text == "Measure outcomes"


def test_a_repeat_is_shown_as_one_with_the_history_of_both(here: Here) -> None:
    one = add(here)
    move(here, one, Stage.CLOSED, on=date(2024, 8, 1), evidence="Every action has one")
    two = add(here, replace(FIELDS, held_on=date(2026, 3, 1), received_on=date(2026, 3, 9),
                            due_on=None, repeats=one.pk))  # fmt: skip
    browser = here.browser(Role.OVERSEER)

    listed = words_of(text_of(browser.get(at(here))))
    for about in (one, two):
        page = words_of(text_of(browser.get(f"{at(here)}{about.pk}/")))
        assert "Asked for more than once" in page
        assert "I1. Inspectorate, 1 March 2024 Closed I2. Inspectorate, 1 March 2026" in page
        assert "1 August 2024 As I1: Closed" in page
        assert "Say how far it has come" not in page

    assert "Repeats I1" in listed
    browser = here.analysts_browser
    browser.post(f"/p/{here.partnership.pk}/readiness/check/")
    tackling = f"/p/{here.partnership.pk}/readiness/headings/tackling/"
    assert "It was closed as I1, and came back." in text_of(browser.get(tackling))


def test_one_that_is_late_says_so(here: Here) -> None:
    add(here)

    assert "1 September 2024 Late" in words_of(text_of(here.analysts_browser.get(at(here))))
