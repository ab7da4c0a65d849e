"""The room as those who lead see it: blind until they reveal, and nothing done twice."""

import re
from dataclasses import replace

import pytest
from django.test import Client
from meetings_here import PLAN, Met, planned
from people_here import Here, at_most, text_of
from rounds_here import answered

from commonground.errors import BadInput
from commonground.rooms.audit.models import Entry
from commonground.rooms.consultation import access as consultation_access
from commonground.rooms.consultation.models import (
    AgreedScore,
    EnteredBy,
    Reveal,
    Score,
    Submission,
)
from commonground.rooms.consultation.reopening_actions import reopen
from commonground.rooms.meetings import actions, room_access, room_actions
from commonground.rooms.meetings.models import Attendance, Meeting, Note, State
from commonground.rooms.people.models import Way
from commonground.rooms.people.roles import Role


@pytest.fixture
def found(here: Here) -> Met:
    """Return a meeting under way; its first issue is before it, and nobody has scored."""
    return planned(here).start()


def scored(at: str, number: int = 1, level: str = "2") -> int:
    """Score the page of a phone; return what it was answered."""
    sent = answered(likelihood=level, impact=level)
    return Client().post(f"{at}{number}/", sent).status_code


def press(found: Met, name: str, /, by: Role | None = None, **sent: object) -> int:
    """Press a button as the analyst, or in a role, whose page is up to date."""
    browser = found.here.browser(by) if by else found.here.analysts_browser
    fields = {"version": found.meeting.version, **sent}
    return browser.post(f"{found.at}{name}/", {k: str(v) for k, v in fields.items()}).status_code


def agree(found: Met, **sent: str) -> int:
    """Enter what was agreed on the impact of the first issue."""
    fields = {"level": "3", "reason": "As seen", "version": "0", **sent}
    form = {f"{name}-impact": value for name, value in fields.items()}
    at = f"{found.at}agree/"
    form |= {"issue": str(found.issues[0].pk)}
    return found.here.analysts_browser.post(at, form).status_code


def test_a_meeting_starts_once_with_a_code_that_is_easy_to_read(here: Here) -> None:
    found = planned(here)
    browser = here.analysts_browser

    assert "Start the meeting" in text_of(browser.get(f"{found.at}lead/"))
    browser.post(f"{found.at}start/")
    code = found.meeting.code
    browser.post(f"{found.at}start/")

    assert found.meeting.code == code
    assert len(code) == 6
    assert not set(code) & set("AEIOUL0158S")
    assert f"{code[:3]} {code[3:]}" in text_of(browser.get(f"{found.at}lead/"))
    assert not any(code in entry.after for entry in Entry.objects.all())


def test_one_meeting_of_a_round_is_under_way_at_a_time(found: Met) -> None:
    other = actions.plan_meeting(
        by=found.here.seat, about=found.of.round, plan=replace(PLAN, name="Another")
    )
    at = f"/p/{found.here.partnership.pk}/meetings/{other.pk}/start/"

    answer = found.here.analysts_browser.post(at)

    assert answer.status_code == 422
    assert "first meeting is under way: end it first" in text_of(answer)


def test_a_round_that_is_not_open_has_no_meeting_under_way(found: Met) -> None:
    found.here.analysts_browser.post(f"{found.at}end/")
    found.of.close()

    answer = found.here.analysts_browser.post(f"{found.at}start/")

    assert "not open for scores" in text_of(answer)
    assert found.meeting.state == State.ENDED


def test_nothing_is_seen_until_it_is_revealed_and_then_by_agency(found: Met) -> None:
    phone = found.joined(0)
    other = found.joined(2)
    scored(phone, level="4")
    scored(other, level="0")
    browser = found.here.analysts_browser
    pages = [f"{found.at}lead/", f"{found.at}screen/", phone]

    for page in pages:
        assert "Agency 1" not in text_of(browser.get(page))
        assert "cg-spread__level" not in text_of(browser.get(page))
    assert "2 of 2 here have scored it" in text_of(browser.get(f"{found.at}lead/"))
    assert press(found, "reveal") == 302

    for page in pages:
        shown = text_of(browser.get(page))
        assert shown.count("1 person: Agency 0") == 2
        assert shown.count("1 person: Agency 1") == 2
        assert "Invented 0" not in shown
    assert text_of(browser.get(phone)).count(">Yours<") == 2
    assert "Yours" not in text_of(browser.get(f"{found.at}screen/"))


def test_scores_in_the_room_are_told_as_such_and_whoever_gave_them_met(found: Met) -> None:
    phone = found.joined(0)

    assert scored(phone) == 302

    assert Submission.objects.get().entered_by == EnteredBy.ROOM
    assert {one.level for one in Score.objects.all()} == {2}
    who = found.of.assessors[0]
    assert who.way == Way.MEETING
    line = next(one for one in found.register if one.membership_id == who.membership_id)
    assert line.attendance == Attendance.PRESENT


def test_what_was_revealed_can_no_longer_be_scored_in_the_room_either(found: Met) -> None:
    phone = found.joined(0)
    scored(phone, level="1")
    found.reveal()

    answer = Client().post(f"{phone}1/", answered(impact="4"))

    assert answer.status_code == 422
    assert "have been shown, so yours can no longer be changed" in text_of(answer)
    assert Client().get(f"{phone}1/")["Location"] == phone
    assert {one.level for one in Score.objects.all()} == {1}


def test_a_page_opened_before_the_meeting_moved_on_scores_what_it_showed(found: Met) -> None:
    phone = found.joined(0)
    found.put(1)

    assert scored(phone, number=1) == 302

    about = Submission.objects.get().assignment.round_issue
    assert about.pk == found.issues[0].pk


def test_two_leaders_do_not_undo_each_other(found: Met) -> None:
    scored(found.joined(0))
    before = found.meeting.version
    second = found.issues[1].pk

    assert press(found, "next", Role.CHAIR, issue=second) == 302
    late = found.here.analysts_browser.post(f"{found.at}reveal/", {"version": str(before)})

    assert late.status_code == 409
    assert "Somebody else moved the meeting on" in text_of(late)
    assert "Fly-tipping" in text_of(late)
    assert not Reveal.objects.exists()
    assert press(found, "next", issue=found.issues[2].pk, version=before) == 409
    assert found.meeting.present_issue_id == second


def test_pressing_twice_does_it_once(found: Met) -> None:
    scored(found.joined(0))
    press(found, "reveal")
    version, entries = found.meeting.version, Entry.objects.count()

    assert press(found, "reveal") == 302
    assert press(found, "next", issue=found.issues[0].pk, version=0) == 302

    assert Reveal.objects.count() == 1
    assert Entry.objects.count() == entries
    assert found.meeting.version <= version + 1


def test_nothing_is_revealed_that_nobody_scored(found: Met) -> None:
    answer = found.here.analysts_browser.post(
        f"{found.at}reveal/", {"version": str(found.meeting.version)}
    )

    assert answer.status_code == 422
    assert "Nobody has scored this issue yet" in text_of(answer)


def test_an_issue_of_which_everybody_cannot_say_is_revealed_as_such(found: Met) -> None:
    phones = [found.joined(at) for at in range(2)]
    for phone in phones:
        Client().post(f"{phone}1/", answered(likelihood="x", impact="x"))

    assert press(found, "reveal", version=found.meeting.version) == 302

    page = text_of(Client().get(phones[0]))
    lead = text_of(found.here.analysts_browser.get(f"{found.at}lead/"))
    assert "The scores are shown. Yours are marked." in page
    for one in (page, lead):
        assert "Cannot say" in one
        assert "2 people" in one
    assert found.here.analysts_browser.get(f"{found.at}agree/").status_code == 200
    assert found.here.analysts_browser.get(f"{found.at}screen/").status_code == 200


@pytest.mark.parametrize(
    ("name", "said", "is_there"),
    [
        ("Ann", "The annual count went up", False),
        ("Ann", "As Ann said", True),
        ("Ann", "(ann)", True),
        ("Ann Lee", "ann\n LEE: more of it", True),
        ("Ann Lee", "Ann Leeson Road", False),
        ("Zoë", "zoë", True),
        ("D'Arcy (police)", "d'arcy (POLICE) agreed", True),
        ("", "Anything", False),
    ],
)
def test_a_name_is_looked_for_as_words_of_its_own(name: str, said: str, *, is_there: bool) -> None:
    assert room_actions.is_named(name, said) is is_there


def test_a_short_name_inside_a_longer_word_is_no_name(found: Met) -> None:
    person = found.of.assessors[0].membership.person
    person.name = "Ann"
    person.save()
    first = found.issues[0].pk

    assert press(found, "note", issue=first, text="The annual count went up") == 302
    assert press(found, "note", issue=first, text="Ann counted it") == 422


def test_a_leader_who_comes_back_on_another_device_sees_the_same(found: Met) -> None:
    scored(found.joined(0))
    found.reveal()
    press(found, "note", issue=found.issues[0].pk, text="More of it in summer")
    seen = [
        text_of(found.here.analysts_browser.get(f"{found.at}lead/"))
        .split("<main", 1)[1]
        .split("</main", 1)[0]
        for _device in range(2)
    ]

    # but for the secret of each form, which differs each time
    plain = [re.sub(r'middlewaretoken" value="\w+"', "", one) for one in seen]
    assert plain[0] == plain[1]
    assert "More of it in summer" in plain[0]


def test_a_note_is_kept_against_its_issue_once_and_never_names_anybody(found: Met) -> None:
    first = found.issues[0].pk
    press(found, "note", issue=first, text="Seen near schools")
    press(found, "note", issue=first, text="Seen near schools")
    found.put(1)

    named = found.here.analysts_browser.post(
        f"{found.at}note/", {"issue": str(first), "text": "invented 0 1 said so"}
    )
    empty = press(found, "note", issue=first, text=" ")

    assert named.status_code == 422
    assert "Leave out the name Invented 0 1" in text_of(named)
    assert "invented 0 1 said so" in text_of(named)
    assert empty == 422
    kept = Note.objects.get()
    assert (kept.round_issue_id, kept.text) == (first, "Seen near schools")
    assert {field.name for field in Note._meta.fields} == {
        "id", "version", "meeting", "round_issue", "text", "at",
    }  # fmt: skip


def test_another_rounds_issue_cannot_be_put_or_noted(found: Met, elsewhere: Here) -> None:
    theirs = planned(elsewhere).issues[0]

    assert press(found, "next", issue=theirs.pk) == 404
    assert press(found, "note", issue=theirs.pk, text="Said") == 404
    with pytest.raises(BadInput, match="issue of this round"):
        room_actions.put_issue(
            by=found.here.seat, about=found.meeting, issue=theirs, version=found.meeting.version
        )


def test_what_is_agreed_needs_a_reveal_a_reason_and_a_level_of_the_scale(found: Met) -> None:
    scored(found.joined(0))

    assert agree(found) == 422
    found.reveal()
    assert agree(found, reason=" ") == 422
    assert agree(found, level="9") == 422
    assert agree(found, level="x") == 422
    assert not AgreedScore.objects.exists()
    assert agree(found) == 302

    kept = AgreedScore.objects.get()
    assert (kept.criterion, kept.level, kept.reason) == ("impact", 3, "As seen")
    assert "Agreed because: As seen" in text_of(
        found.here.analysts_browser.get(f"{found.at}screen/")
    )


def test_what_was_typed_stays_where_it_is_refused(found: Met) -> None:
    scored(found.joined(0))
    found.reveal()
    sent = {"level-impact": "3", "reason-impact": "", "reason-likelihood": "Kept"}

    answer = found.here.analysts_browser.post(
        f"{found.at}agree/", {"issue": str(found.issues[0].pk), **sent}
    )

    page = text_of(answer)
    assert "Impact: enter the reason" in page
    assert '<option value="3" selected>' in page


def test_an_agreed_score_is_changed_or_taken_back_by_whoever_saw_it(found: Met) -> None:
    scored(found.joined(0))
    found.reveal()
    agree(found)

    assert agree(found) == 302
    assert agree(found, level="2") == 409
    assert agree(found, level="2", version="1") == 302
    assert AgreedScore.objects.get().level == 2
    assert agree(found, level="", version="1") == 409
    assert agree(found, level="", version="2") == 302
    assert agree(found, level="", version="2") == 302
    assert not AgreedScore.objects.exists()
    entries = Entry.objects.filter(object_type="agreedscore").order_by("sequence")
    assert [one.verb for one in entries] == ["made", "changed", "withdrew"]


def test_what_was_agreed_is_frozen_when_the_round_closes(found: Met) -> None:
    scored(found.joined(0))
    found.reveal()
    found.of.close()

    assert agree(found) == 422
    assert not AgreedScore.objects.exists()


def test_in_the_first_stage_the_order_follows_how_few_have_scored_and_no_score(found: Met) -> None:
    phone = found.joined(0)
    scored(phone, number=1, level="0")
    scored(phone, number=2, level="4")
    other = found.joined(2)
    scored(other, number=2, level="0")

    names = [one.issue.name for one in room_access.candidates(found.of.round)]

    assert names == ["Loan sharks", "On-line grooming", "Knife crime", "Fly-tipping"]
    found.reveal()
    assert [one.issue.name for one in room_access.candidates(found.of.round)][-1] == "Knife crime"


def test_after_a_stage_the_most_contested_in_it_comes_first(here: Here) -> None:
    found = planned(here)
    for number, who in enumerate(found.of.assessors):
        link = found.of.link(who)
        for at in (1, 2, 3, 4):
            apart = 4 if at == 3 and number > 2 else 0
            Client().post(f"/score/{link.token}/{at}/", answered(likelihood=str(apart), impact="1"))
    found.of.close()
    reopen(by=here.seat, about=found.of.round, issues=found.issues[1:])

    first, *others = room_access.candidates(found.of.round)

    assert (first.issue.name, first.contested) == ("Loan sharks", 1)
    assert [one.contested for one in others] == [0, 0]
    page = text_of(here.analysts_browser.get(f"{found.at}next/"))
    assert "1 criterion was contested" in page
    assert "The most contested of the last stage come first" in page


def test_a_name_is_freed_and_its_phone_stops_working(found: Met) -> None:
    phone = found.joined(0)
    browser = found.here.analysts_browser
    joined = found.meeting.joined.get()
    assert "Invented 0 0" in text_of(browser.get(f"{found.at}here/"))

    browser.post(f"{found.at}here/", {"joined": str(joined.pk)})

    assert browser.post(f"{found.at}here/", {"joined": str(joined.pk)}).status_code == 404
    assert Client().get(phone).status_code == 410
    assert scored(phone) == 410
    assert Client().get(found.joined(0)).status_code == 200


def test_the_end_of_a_meeting_ends_its_code_and_its_phones(found: Met) -> None:
    phone, code = found.joined(0), found.meeting.code

    found.here.analysts_browser.post(f"{found.at}end/")
    found.here.analysts_browser.post(f"{found.at}end/")

    assert found.meeting.state == State.ENDED
    assert Client().get(phone).status_code == 410
    assert Client().get(f"/join/{code}/").status_code == 422
    assert Entry.objects.filter(verb="ended").count() == 1
    assert len([one for one in found.register if one.attendance]) == 1


def test_the_record_of_a_meeting_holds_no_score_and_ties_no_link_to_a_person(found: Met) -> None:
    scored(found.joined(0), level="3")
    found.reveal()

    entries = Entry.objects.filter(verb__in=("joined", "revealed", "moved on", "started"))

    assert {one.verb for one in entries} == {"joined", "revealed", "moved on", "started"}
    assert {one.actor for one in entries if one.verb == "joined"} == {"somebody"}
    assert not any("level" in one.after or "link" in one.after for one in entries)
    page = text_of(found.here.analysts_browser.get(f"/p/{found.here.partnership.pk}/audit/"))
    assert "Violence, first meeting" in page


def test_asking_whether_a_screen_is_out_of_date_costs_little_and_tells_no_score(found: Met) -> None:
    phone = found.joined(0)
    scored(phone, level="0")
    browser = found.here.analysts_browser
    at = text_of(browser.get(f"{found.at}screen/")).split('hx-get="', 1)[1].split('"', 1)[0]
    at = at.replace("&amp;", "&")

    with at_most(6):
        assert browser.get(at).status_code == 204
    scored(phone, level="4")
    assert browser.get(at).status_code == 204
    found.joined(2)
    assert browser.get(at).status_code == 200


def test_a_leader_whose_page_is_out_of_date_is_told_and_keeps_what_they_type(found: Met) -> None:
    browser = found.here.analysts_browser
    at = text_of(browser.get(f"{found.at}lead/")).split('hx-get="', 1)[1].split('"', 1)[0]
    found.put(1)

    page = text_of(browser.get(at))

    assert "Somebody else moved the meeting on." in page
    assert "<textarea" not in page
    again = page.split('hx-get="', 1)[1].split('"', 1)[0]
    assert "Somebody else moved the meeting on." in text_of(browser.get(again))


def test_the_screen_carries_a_code_to_scan_without_script_or_style(found: Met) -> None:
    page = text_of(found.here.analysts_browser.get(f"{found.at}screen/"))
    picture = page.split("<svg", 1)[1].split("</svg>", 1)[0]

    assert "style=" not in picture
    assert "testserver/join/" in page
    assert found.meeting.code[:3] in page


def test_meetings_of_other_rounds_are_not_touched(found: Met, elsewhere: Here) -> None:
    other = planned(elsewhere).start()

    found.here.analysts_browser.post(f"{found.at}end/")

    assert Meeting.objects.get(pk=other.meeting_id).is_running
    assert consultation_access.round_issues(other.of.round).count() == 4


def test_who_cannot_say_is_counted_among_those_who_have_begun(found: Met) -> None:
    phone = found.joined(0)

    Client().post(f"{phone}1/", answered(likelihood="x", impact="x"))

    # else "complete, and not begun" would tell what they answered
    people = {one.issue.name: one.people for one in room_access.candidates(found.of.round)}
    assert people["Knife crime"] == 1
