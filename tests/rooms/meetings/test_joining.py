"""Taking part on a phone: by one's own link or the code on the screen, and by nobody else's."""

from uuid import uuid4

import pytest
from django.test import Client
from meetings_here import Met, planned
from people_here import Here, at_most, text_of
from rounds_here import answered

from commonground.rooms.audit.models import Entry
from commonground.rooms.consultation.models import Assessor, EnteredBy, Round, Submission
from commonground.rooms.meetings import joining_actions, room_actions
from commonground.rooms.meetings.codes import LETTERS, new_code, read_code, spaced
from commonground.rooms.meetings.models import Joined, Meeting
from commonground.rooms.people.models import PersonalLink, Purpose


@pytest.fixture
def found(here: Here) -> Met:
    """Return a meeting under way, its first issue before it."""
    return planned(here).start()


def own_link(found: Met, at: int = 0) -> str:
    """Return where an assessor's own link takes part."""
    return f"/take-part/{found.of.link(found.of.assessors[at]).token}/"


def asked_at(page: str) -> str:
    """Return where a page asks whether it is out of date."""
    return page.split('hx-get="', 1)[1].split('"', 1)[0]


def test_a_code_is_read_however_it_is_typed() -> None:
    code = new_code()

    assert set(code) <= set(LETTERS)
    assert read_code(f" {spaced(code).lower()}- ") == code
    assert [read_code(one) for one in ("", "BCD", "BCDFGHJ", "AEIOUY", "BCDFG1")] == [""] * 5


def test_somebody_joins_by_the_code_and_their_name_and_scores(found: Met) -> None:
    browser = Client()
    code = found.meeting.code

    to_names = browser.post("/join/", {"code": spaced(code).lower()})
    page = text_of(browser.get(to_names["Location"]))
    who = found.of.assessors[0]
    joined = browser.post(to_names["Location"], {"name": str(who.pk)})
    phone = joined["Location"]

    assert "Invented 0 0" in page
    assert phone.startswith("/take-part/")
    assert "Score this issue" in text_of(browser.get(phone))
    assert browser.post(f"{phone}1/", answered(likelihood="1", impact="x"))["Location"] == phone
    assert "Your scores are in" in text_of(browser.get(phone))
    assert "sessionid" not in browser.cookies


def test_a_name_is_taken_once_and_is_no_longer_offered(found: Met) -> None:
    who = found.of.assessors[0]
    found.joined(0)
    at = f"/join/{found.meeting.code}/"

    page = text_of(Client().get(at))
    answer = Client().post(at, {"name": str(who.pk)})

    assert "Invented 0 0" not in page
    assert answer.status_code == 422
    assert "This name is taken" in text_of(answer)
    assert Joined.objects.count() == 1


@pytest.mark.parametrize("name", ["", "nobody", "00000000-0000-0000-0000-000000000000"])
def test_a_name_that_is_not_on_the_list_opens_nothing(found: Met, name: str) -> None:
    answer = Client().post(f"/join/{found.meeting.code}/", {"name": name})

    assert answer.status_code == 422
    assert "Choose your name from the list" in text_of(answer)


def test_neither_another_rounds_people_nor_who_withdrew_can_join(
    found: Met, elsewhere: Here
) -> None:
    theirs = planned(elsewhere).of.assessors[0]
    gone = found.of.assessors[1]
    Assessor.objects.filter(pk=gone.pk).update(withdrawn_because="The agency withdrew")
    at = f"/join/{found.meeting.code}/"

    assert [Client().post(at, {"name": str(one.pk)}).status_code for one in (theirs, gone)] == [
        422, 422,
    ]  # fmt: skip
    assert "Invented 0 1" not in text_of(Client().get(at))


def test_wrong_codes_are_counted_and_right_ones_are_not(found: Met) -> None:
    code = found.meeting.code
    browser = Client()

    for _person in range(30):
        assert browser.get(f"/join/{code}/").status_code == 200
    wrong = [browser.post("/join/", {"code": "BBBBBB"}).status_code for _try in range(21)]

    assert wrong == [422] * 20 + [429]
    assert browser.get(f"/join/{code}/").status_code == 429
    assert Client(REMOTE_ADDR="192.0.2.7").get(f"/join/{code}/").status_code == 200


def test_a_code_of_no_meeting_or_of_one_that_is_over_opens_nothing(here: Here) -> None:
    found = planned(here)
    answers = [Client().get("/join/-/"), Client().get("/join/BCDFGH/")]

    assert [one.status_code for one in answers] == [422, 422]
    assert "There is no meeting with this code now" in text_of(answers[0])
    assert found.meeting.code == ""


def test_ones_own_link_takes_part_and_needs_no_name(found: Met) -> None:
    phone = own_link(found)
    browser = Client()

    assert "Take part in the meeting" in text_of(browser.get(phone))
    browser.post(phone)
    browser.post(phone)

    assert "Score this issue" in text_of(browser.get(phone))
    assert Joined.objects.get().link.purpose == Purpose.SCORE
    browser.post(f"{phone}1/", answered(impact="1"))
    assert Submission.objects.get().entered_by == EnteredBy.ROOM


def test_ones_own_link_takes_the_place_of_a_name_somebody_else_chose(found: Met) -> None:
    stolen, mine = found.joined(0), own_link(found)

    Client().post(mine)

    assert Client().get(stolen).status_code == 410
    assert "Score this issue" in text_of(Client().get(mine))
    assert Joined.objects.count() == 1


def test_a_link_made_in_the_room_opens_no_page_outside_of_it(found: Met) -> None:
    token = found.joined(0).split("/")[2]

    assert Client().get(f"/score/{token}/").status_code == 410
    assert Client().get(f"/propose/{token}/").status_code in {404, 410}
    assert Client().get(f"/link/{token}/").status_code in {404, 410}


def test_an_altered_unknown_or_withdrawn_link_is_told_what_to_do(found: Met) -> None:
    phone = found.joined(0)
    altered = Client().get(f"{phone[:-3]}xx/")
    PersonalLink.objects.filter(purpose=Purpose.ROOM).update(revoked_at=found.of.round.made_at)

    gone = Client().get(phone)

    assert [altered.status_code, gone.status_code] == [410, 410]
    assert "Join by the code on the screen" in text_of(gone)


def test_whoever_withdraws_while_the_meeting_runs_is_out_of_it(found: Met) -> None:
    by_name, by_link = found.joined(0), own_link(found, 2)
    Client().post(by_link)
    asking = [asked_at(text_of(Client().get(phone))) for phone in (by_name, by_link)]
    Assessor.objects.filter(round=found.of.round_id).update(withdrawn_because="The agency withdrew")

    for phone, at in zip((by_name, by_link), asking, strict=True):
        assert Client().get(phone).status_code == 410
        assert Client().post(f"{phone}1/", answered(impact="1")).status_code == 410
        assert Client().get(at).status_code == 286
    assert not Submission.objects.exists()


def test_without_a_meeting_the_page_waits_and_nobody_can_join(here: Here) -> None:
    found = planned(here)
    phone = own_link(found)

    Client().post(phone)

    assert "No meeting is under way" in text_of(Client().get(phone))
    assert Client().post(f"{phone}1/", answered(impact="1"))["Location"] == phone
    assert not Joined.objects.exists()


def test_somebody_who_is_not_asked_about_an_issue_is_told_so(found: Met) -> None:
    phone = found.joined(0)
    found.of.assessors[0].assignments.filter(round_issue=found.issues[0]).delete()

    assert "You are not asked to score this issue" in text_of(Client().get(phone))
    assert Client().get(f"{phone}9/")["Location"] == phone


def test_every_page_of_a_phone_takes_at_most_ten_queries(found: Met) -> None:
    by_name, by_link = found.joined(0), own_link(found, 2)
    Client().post(by_link)
    Client().post(f"{by_name}1/", answered(impact="1", likelihood="1"))
    browser = Client()
    for phone in (by_name, by_link):
        for page in (phone, f"{phone}1/"):
            with at_most(10):
                assert browser.get(page).status_code == 200
    found.reveal()
    for phone in (by_name, by_link):
        with at_most(10):
            assert "cg-spread" in text_of(browser.get(phone))
    with at_most(10):
        browser.get(f"/join/{found.meeting.code}/")


def test_a_phone_that_is_up_to_date_is_answered_with_nothing_for_one_query(found: Met) -> None:
    phone, other = found.joined(0), found.joined(2)
    browser = Client()
    at = asked_at(text_of(browser.get(phone)))

    with at_most(1):
        quiet = browser.get(at)
    Client().post(f"{other}1/", answered(impact="1", likelihood="1"))
    found.joined(4)

    assert (quiet.status_code, quiet.content) == (204, b"")
    # neither somebody else's scores nor their coming is told to a phone, by what it is answered
    assert browser.get(at).status_code == 204


def test_a_phone_follows_each_press_of_those_who_lead(found: Met) -> None:
    phone = found.joined(0)
    browser = Client()
    at = asked_at(text_of(browser.get(phone)))
    browser.post(f"{phone}1/", answered(impact="1", likelihood="1"))

    found.reveal()
    shown = browser.get(at)
    found.put(1)
    moved = browser.get(asked_at(text_of(shown)))
    found.here.analysts_browser.post(f"{found.at}end/")
    over = browser.get(asked_at(text_of(moved)))

    assert "Yours" in text_of(shown)
    assert "Fly-tipping" in text_of(moved)
    assert over.status_code == 286
    assert "You are no longer in the meeting" in text_of(over)


def test_a_round_that_closes_meanwhile_is_told_politely(found: Met) -> None:
    phone = found.joined(0)
    at = asked_at(text_of(Client().get(phone)))
    Round.objects.filter(pk=found.of.round_id).update(status="closed")

    page = text_of(Client().get(at))
    refused = Client().post(f"{phone}1/", answered(impact="1"))

    assert "The scores are shown" in page
    assert "The round is closed" in text_of(refused)


def test_the_start_page_of_a_round_with_meetings_leads_there(found: Met) -> None:
    token = own_link(found).split("/")[2]
    assert "Take part in the meeting" not in text_of(Client().get(f"/score/{token}/"))

    Round.objects.filter(pk=found.of.round_id).update(held_by="both")

    assert f"/take-part/{token}/" in text_of(Client().get(f"/score/{token}/"))


def test_a_name_that_somebody_chose_opens_nothing_that_was_given_by_the_persons_own_link(
    found: Met,
) -> None:
    who = found.of.assessors[0]
    token = found.of.link(who).token
    at_home = answered(likelihood="3", impact="x") | {"remark-likelihood": "Seen in my street"}
    Client().post(f"/score/{token}/1/", at_home)
    phone = found.joined(0)
    browser = Client()

    page = text_of(browser.get(f"{phone}1/"))
    seen = {"seen-score-impact": "", "seen-remark-impact": "", "score-impact": "1"}
    saved = browser.post(
        f"{phone}1/", {"submission": str(uuid4()), **seen, "remark-impact": ""},
        headers={"Accept": "application/json"},
    ).json()  # fmt: skip

    assert "Seen in my street" not in page
    assert "checked" not in page
    assert saved["answers"] == {"score-impact": "1", "remark-impact": ""}
    assert saved["told"] == ""
    assert "checked" in text_of(browser.get(f"{phone}1/"))
    found.reveal()
    # of impact, not of what came from home
    assert text_of(browser.get(phone)).count("cg-spread__level--own") == 1


def test_a_name_that_was_freed_opens_nothing_that_was_given_on_the_device_before(
    found: Met,
) -> None:
    phone = found.joined(0)
    Client().post(f"{phone}1/", answered(likelihood="3", impact="1"))
    [joined] = Joined.objects.all()
    room_actions.free_name(by=found.here.seat, about=found.meeting, joined=joined)

    again = found.joined(0)

    assert "checked" not in text_of(Client().get(f"{again}1/"))
    assert "Score it before you talk about it" in text_of(Client().get(again))


def test_a_press_that_comes_just_after_the_meeting_ended_is_told_so(
    found: Met, monkeypatch: pytest.MonkeyPatch
) -> None:
    phone = own_link(found)
    join_by_link = joining_actions.join_by_link

    def too_late(*, link: PersonalLink, who: Assessor, about: Meeting) -> None:
        room_actions.end_meeting(by=found.here.seat, about=about)
        join_by_link(link=link, who=who, about=about)

    monkeypatch.setattr(joining_actions, "join_by_link", too_late)

    page = text_of(Client().post(phone, follow=True))

    assert "No meeting is under way" in page
    assert not Joined.objects.exists()


def test_the_record_of_who_joined_tells_nobodys_number(found: Met) -> None:
    who = found.of.assessors[0]

    found.joined(0)

    entry = Entry.objects.get(verb="changed", object_id=str(who.pk))
    assert '"way":"meeting"' in entry.after
    assert who.code
    assert who.code not in entry.before + entry.after
