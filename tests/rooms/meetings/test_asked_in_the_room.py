"""Scoring in a meeting what was not shared out to oneself, where the round was declared so."""

import json
from uuid import uuid4

import pytest
from django.test import Client
from meetings_here import Met, planned
from people_here import Here, text_of
from rounds_here import answered, ready_round

from commonground.errors import BadInput
from commonground.rooms.audit.models import Entry
from commonground.rooms.audit.recording import SOMEBODY
from commonground.rooms.consultation import access, actions
from commonground.rooms.consultation.asking_actions import ask_in_room
from commonground.rooms.consultation.models import (
    Assignment,
    EnteredBy,
    Reveal,
    Round,
    ScoredInRoom,
    Submission,
)
from commonground.rooms.meetings import room_actions


def met(here: Here, rule: ScoredInRoom) -> Met:
    """Return a meeting under way of a round in which everybody was asked about one issue of four.

    The second issue is before it, and the first assessor is not asked about that.
    """
    of = ready_round(here)
    actions.assign(by=here.seat, about=of.round, each=1)
    Round.objects.filter(pk=of.round_id).update(scored_in_room=rule)
    # an opened round has somebody for every issue
    for one in access.round_issues(of.round):
        Assignment.objects.get_or_create(assessor=of.assessors[-1], round_issue=one)
    return planned(here, of.open()).start().put(1)


@pytest.fixture
def found(here: Here) -> Met:
    """Return such a meeting in which everybody may score what is discussed."""
    return met(here, ScoredInRoom.ALL)


def wanted(found: Met, at: int = 1) -> dict[str, str]:
    """Return what the button on a phone sends."""
    return {"issue": str(found.issues[at].pk)}


def test_somebody_scores_in_the_room_what_was_not_shared_out_to_them(found: Met) -> None:
    phone, browser = found.joined(0), Client()

    assert "Score this issue" in text_of(browser.get(phone))
    page = browser.post(f"{phone}ask/", wanted(found))
    sent = browser.post(page["Location"], answered(likelihood="1", impact="x"))

    assert "Fly-tipping" in text_of(browser.get(page["Location"]))
    assert sent["Location"] == phone
    assert "Your scores are in" in text_of(browser.get(phone))
    made = Assignment.objects.get(asked_in_room_at__isnull=False)
    assert made.assessor_id == found.of.assessors[0].pk
    assert Submission.objects.get(assignment=made).entered_by == EnteredBy.ROOM


def test_it_is_not_offered_where_the_round_was_not_declared_so(here: Here) -> None:
    found = met(here, ScoredInRoom.OWN)
    phone, browser = found.joined(0), Client()

    page = text_of(browser.get(phone))
    answer = text_of(browser.post(f"{phone}ask/", wanted(found), follow=True))

    assert "You are not asked to score this issue" in page
    assert "/ask/" not in page
    assert "cannot be scored now by those who were not asked about it" in answer
    assert not Assignment.objects.filter(asked_in_room_at__isnull=False).exists()


def test_asking_twice_asks_once_and_whom_it_was_shared_out_to_is_not_asked_again(
    found: Met,
) -> None:
    phone, theirs, browser = found.joined(0), found.joined(5), Client()
    before = Assignment.objects.count()

    pages = [browser.post(f"{phone}ask/", wanted(found))["Location"] for _press in range(2)]
    browser.post(f"{theirs}ask/", wanted(found))

    assert pages[0] == pages[1]
    assert Assignment.objects.count() == before + 1


@pytest.mark.parametrize("sent", [{}, {"issue": "nothing"}, {"issue": str(uuid4())}])
def test_only_the_issue_before_the_meeting_can_be_asked_for(
    found: Met, sent: dict[str, str]
) -> None:
    phone, browser = found.joined(0), Client()
    for given in (sent, wanted(found, 3)):
        answer = text_of(browser.post(f"{phone}ask/", given, follow=True))
        assert "The meeting has moved on to another issue" in answer

    assert not Assignment.objects.filter(asked_in_room_at__isnull=False).exists()


def test_nobody_asks_who_has_not_joined_or_after_the_meeting(found: Met) -> None:
    own = f"/take-part/{found.of.link(found.of.assessors[0]).token}/"
    assert Client().post(f"{own}ask/", wanted(found))["Location"] == own
    phone = found.joined(0)
    room_actions.end_meeting(by=found.here.seat, about=found.meeting)

    assert Client().post(f"{phone}ask/", wanted(found)).status_code == 410
    assert Client().get(f"{own}ask/").status_code == 405
    assert not Assignment.objects.filter(asked_in_room_at__isnull=False).exists()


def test_what_is_shown_can_be_asked_for_no_more(found: Met) -> None:
    phone, browser = found.joined(0), Client()
    Reveal.objects.create(round_issue=found.issues[1], stage=1, revealed_by=found.here.analyst)

    page = text_of(browser.get(phone))
    answer = text_of(browser.post(f"{phone}ask/", wanted(found), follow=True))

    assert "Score this issue" not in page
    assert "cannot be scored now" in answer


def test_an_issue_that_the_second_round_does_not_ask_about_is_not_offered(found: Met) -> None:
    Round.objects.filter(pk=found.of.round_id).update(stage=2)
    phone = found.joined(0)

    assert "You are not asked to score this issue" in text_of(Client().get(phone))
    with pytest.raises(BadInput, match="cannot be scored now"):
        ask_in_room(who=found.of.assessors[0], about=found.issues[1])


def test_a_page_that_is_open_at_home_keeps_its_number(found: Met) -> None:
    last = found.of.assessors[4]
    token = found.of.link(last).token
    kept = text_of(Client().get(f"/score/{token}/1/"))
    name = next(one.name for one in found.issues if one.name in kept)
    at = next(number for number, one in enumerate(found.issues) if one.name != name)
    found.put(at)
    Client().post(f"/take-part/{token}/")

    Client().post(f"/take-part/{token}/ask/", wanted(found, at))

    assert name in text_of(Client().get(f"/score/{token}/1/"))
    assert found.issues[at].name in text_of(Client().get(f"/score/{token}/2/"))


def test_everybody_here_is_counted_among_those_who_may_score(found: Met) -> None:
    found.joined(0)
    found.joined(1)

    page = text_of(found.here.analysts_browser.get(f"{found.at}lead/"))

    assert "0 of 2 here have scored it" in page


def test_the_record_says_that_somebody_was_asked_and_never_who(found: Met) -> None:
    phone = found.joined(0)
    Client().post(f"{phone}ask/", wanted(found))

    entry = Entry.objects.get(verb="asked somebody in the room about")

    who = found.of.assessors[0]
    made = Assignment.objects.get(asked_in_room_at__isnull=False)
    assert entry.object_id == str(found.issues[1].pk)
    assert entry.actor == SOMEBODY.label
    assert json.loads(entry.after) == {"stage": 1}
    assert made.assessor_id == who.pk


def test_the_closing_tells_how_many_were_asked_in_the_room(found: Met) -> None:
    phone = found.joined(0)
    page = Client().post(f"{phone}ask/", wanted(found))
    Client().post(page["Location"], answered(likelihood="1", impact="2"))

    found.of.close()

    closing = access.closing(found.of.round)
    assert closing is not None
    record = json.loads(closing.record)
    told = {one["issue"]: one["asked_in_room"] for one in record["issues"]}
    assert record["scored_in_room"] == "all"
    assert told == {one.name: int(at == 1) for at, one in enumerate(found.issues)}


def test_the_round_says_what_may_be_scored_in_the_room(found: Met) -> None:
    page = text_of(found.here.analysts_browser.get(found.of.at))

    assert "Every issue that is discussed there" in page
