"""Planning a meeting: what it is, who is invited, and who came."""

from dataclasses import replace

import pytest
from meetings_here import PLAN, Met, planned
from people_here import Here, text_of
from rounds_here import ready_round

from commonground.errors import BadInput
from commonground.rooms.audit.models import Entry
from commonground.rooms.meetings import access, actions
from commonground.rooms.meetings.models import Attendance, Invited, Meeting
from commonground.rooms.people.roles import Role

FIELDS = {
    "name": "Violence", "place": "Room 2", "day": "15/1/2030", "time": "14:30", "minutes": "90",
}  # fmt: skip


@pytest.fixture
def found(here: Here) -> Met:
    """Return a meeting that is planned."""
    return planned(here)


def marks(found: Met, **said: str) -> dict[str, str]:
    """Return the form of a register in which everybody came, but for the first."""
    first, *others = found.register
    form = {f"attendance-{one.pk}": Attendance.PRESENT.value for one in others}
    form |= {f"version-{one.pk}": str(one.version) for one in found.register}
    return {**form, **{f"{name}-{first.pk}": value for name, value in said.items()}}


def test_a_meeting_is_planned_in_a_round_and_listed_there(here: Here) -> None:
    of = ready_round(here)
    browser = here.analysts_browser

    made = browser.post(f"{of.at}meetings/plan/", FIELDS)

    page = text_of(browser.get(made["Location"]))
    assert "Tuesday 15 January 2030, 14:30" in page
    assert "Room 2" in page
    assert "Violence" in text_of(browser.get(f"{of.at}meetings/"))
    assert "/meetings/" in text_of(browser.get(of.at))


def test_its_day_may_wait_but_a_day_without_a_time_is_a_slip(here: Here) -> None:
    of = ready_round(here)
    browser = here.analysts_browser

    half = browser.post(f"{of.at}meetings/plan/", {**FIELDS, "time": ""})
    none = browser.post(f"{of.at}meetings/plan/", {**FIELDS, "time": "", "day": ""})

    assert "Enter both the day and the time" in text_of(half)
    assert Meeting.objects.get().starts_at is None
    assert "No date yet" in text_of(browser.get(none["Location"]))


def test_a_closed_round_takes_no_more_meetings(here: Here) -> None:
    of = ready_round(here).open().score_everything().close()

    answer = here.analysts_browser.post(f"{of.at}meetings/plan/", FIELDS)

    assert "no more meetings are planned" in text_of(answer)
    assert not Meeting.objects.exists()


def test_a_change_on_top_of_somebody_elses_is_shown_beside_it(found: Met) -> None:
    browser = found.here.analysts_browser
    sent = {**FIELDS, "version": str(found.meeting.version)}

    first = browser.post(f"{found.at}change/", sent)
    second = browser.post(f"{found.at}change/", {**sent, "place": "Room 9"})
    again = browser.post(f"{found.at}change/", sent)

    assert [first.status_code, second.status_code, again.status_code] == [302, 409, 302]
    assert "Room 9" in text_of(second)
    assert found.meeting.place == "Room 2"


def test_the_chair_is_somebody_of_this_partnership(here: Here, elsewhere: Here) -> None:
    of = ready_round(here)
    stranger = elsewhere.member(Role.CHAIR)

    with pytest.raises(BadInput, match="somebody of this partnership"):
        actions.plan_meeting(by=here.seat, about=of.round, plan=replace(PLAN, chair=stranger))
    made = actions.plan_meeting(
        by=here.seat, about=of.round, plan=replace(PLAN, chair=here.member(Role.CHAIR))
    )

    assert made.chair is not None


def test_assessors_and_the_board_can_be_invited_and_nobody_else(found: Met) -> None:
    chair, member = found.here.member(Role.CHAIR), found.here.member(Role.MEMBER)
    found.here.member(Role.OVERSEER)

    who = {one.pk for one in access.can_be_invited(found.here.seat, found.meeting)}

    assessors = {one.membership_id for one in found.of.assessors}
    assert who == {*assessors, chair.pk, member.pk}


def test_who_is_invited_is_ticked_and_doing_it_twice_does_it_once(found: Met) -> None:
    browser = found.here.analysts_browser
    first, second, *_rest = found.register
    ticked = {"member": [str(first.membership_id), str(second.membership_id)]}

    browser.post(f"{found.at}invite/", ticked)
    entries = Entry.objects.count()
    browser.post(f"{found.at}invite/", ticked)

    assert [one.pk for one in found.register] == [first.pk, second.pk]
    assert Entry.objects.count() == entries
    assert text_of(browser.get(f"{found.at}invite/")).count(" checked") == 2
    assert text_of(browser.get(f"{found.at}invite/?tick=all")).count(" checked") == 6


def test_the_register_is_marked_all_at_once_and_counted(found: Met) -> None:
    browser = found.here.analysts_browser

    sent = marks(found, attendance="stood_in", stand_in=" A colleague ")
    answer = browser.post(f"{found.at}register/", sent)
    again = browser.post(f"{found.at}register/", sent)

    assert [answer.status_code, again.status_code] == [302, 302]
    first, *others = found.register
    assert (first.attendance, first.stand_in) == (Attendance.STOOD_IN, "A colleague")
    assert {one.attendance for one in others} == {Attendance.PRESENT}
    assert {one.version for one in found.register} == {2}
    page = text_of(browser.get(f"{found.at}sheet/"))
    assert "Somebody stood in: A colleague" in page
    assert "6 of 6" in text_of(browser.get(f"{found.of.at}meetings/"))


def test_the_chair_may_mark_it_and_a_member_may_read_it(found: Met) -> None:
    sent = marks(found, attendance="apologies", stand_in="")

    assert found.here.browser(Role.CHAIR).post(f"{found.at}register/", sent).status_code == 302
    page = text_of(found.here.browser(Role.MEMBER).get(f"{found.at}register/"))
    assert "Sent apologies" in page
    assert "<select" not in page


def test_who_stood_in_is_compulsory_and_nothing_is_half_saved(found: Met) -> None:
    answer = found.here.analysts_browser.post(
        f"{found.at}register/", marks(found, attendance="stood_in", stand_in=" ")
    )

    assert answer.status_code == 422
    assert "Enter who stood in for" in text_of(answer)
    assert {one.attendance for one in found.register} == {""}


def test_a_line_that_somebody_else_marked_is_not_overwritten(found: Met) -> None:
    browser = found.here.analysts_browser
    mine = marks(found, attendance="absent", stand_in="")
    browser.post(f"{found.at}register/", marks(found, attendance="apologies", stand_in=""))

    answer = browser.post(f"{found.at}register/", mine)

    assert answer.status_code == 409
    assert "Somebody else changed the register" in text_of(answer)
    assert found.register[0].attendance == Attendance.APOLOGIES


def test_a_mark_that_makes_no_sense_and_another_meetings_line_change_nothing(
    found: Met, elsewhere: Here
) -> None:
    other = planned(elsewhere).register[0]
    first = found.register[0]
    sent = {
        f"attendance-{first.pk}": "asleep", f"version-{first.pk}": "1",
        f"attendance-{other.pk}": "present", f"version-{other.pk}": "1",
        f"attendance-{found.register[1].pk}": "present",
        f"version-{found.register[1].pk}": "one",
    }  # fmt: skip

    found.here.analysts_browser.post(f"{found.at}register/", sent)

    assert set(Invited.objects.values_list("attendance", flat=True)) == {""}


def test_somebody_with_a_mark_stays_in_the_register(found: Met) -> None:
    browser = found.here.analysts_browser
    browser.post(f"{found.at}register/", marks(found, attendance="", stand_in=""))

    browser.post(f"{found.at}invite/", {"member": []})

    assert len(found.register) == 5


def test_a_line_with_a_version_that_there_is_not_is_left_out(found: Met) -> None:
    sent = marks(found, attendance="apologies", stand_in="", version="9" * 5000)

    answer = found.here.analysts_browser.post(f"{found.at}register/", sent)

    assert answer.status_code == 302
    assert found.register[0].attendance == ""
