"""Owners say by a link of their own how their actions go, without an account."""

from datetime import date, timedelta

import pytest
from answering_here import YEAR, Answering
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from people_here import Here, at_most, text_of
from plan_here import Planned

from commonground.rooms.people.member_actions import revoke_link
from commonground.rooms.people.models import HeldRole, PersonalLink
from commonground.rooms.people.roles import Role
from commonground.rooms.plan import action_actions, answering_actions
from commonground.rooms.plan.action_fields import ActionFields
from commonground.rooms.plan.models import (
    DateProposal,
    Entry,
    Evidence,
    Kind,
    Reading,
    Status,
    Via,
)

PDF = b"%PDF-1.7 invented"


def sent(answering: Answering, **other: object) -> dict[str, object]:
    return {
        "status": Status.ON_TRACK, "reason": "", "note": "Briefed the partnership",
        "version": answering.action.version, **other,
    }  # fmt: skip


def test_a_link_opens_the_actions_that_somebody_leads_and_no_other(answering: Answering) -> None:
    page = text_of(answering.phone.get(answering.start))

    assert "1 action is led by Una Owner" in page
    assert "Briefing to partnership" in page
    assert "Arrange local media coverage" not in page
    other = answering.planned.actions[1]
    assert answering.phone.get(f"{answering.start}{other.pk}/").status_code == 404


def test_what_is_said_by_link_is_a_dated_row_of_the_log(answering: Answering) -> None:
    answer = answering.phone.post(answering.at, sent(answering), follow=True)

    assert "Thank you. It was kept for" in text_of(answer)
    entry = Entry.objects.filter(action=answering.action).latest("number")
    assert (entry.kind, entry.via, entry.member) == (Kind.PROGRESS, Via.LINK, answering.member)
    assert entry.note == "Briefed the partnership"
    assert answering.action.status == Status.ON_TRACK


def test_the_same_page_sent_twice_counts_once(answering: Answering) -> None:
    held = sent(answering)

    answering.phone.post(answering.at, held)
    again = answering.phone.post(answering.at, held, follow=True)

    assert "Thank you" in text_of(again)
    assert Entry.objects.filter(action=answering.action, kind=Kind.PROGRESS).count() == 1


def test_what_somebody_else_said_meanwhile_is_shown_beside_ones_own(answering: Answering) -> None:
    held = sent(answering)
    answering.planned.change(answering.action, text="Another text")

    answer = answering.phone.post(answering.at, held)

    assert answer.status_code == 409
    assert "Briefed the partnership" in text_of(answer)
    assert not Entry.objects.filter(kind=Kind.PROGRESS).exists()


def test_stopping_takes_a_reason(answering: Answering) -> None:
    page = text_of(answering.phone.post(answering.at, sent(answering, status=Status.STOPPED)))

    assert "Say why the action was stopped." in page
    assert answering.action.status == Status.NOT_STARTED


def test_a_milestone_is_said_to_be_done_once(answering: Answering) -> None:
    at = f"{answering.at}milestones/{answering.milestone.pk}/done/"
    version = {"version": answering.milestone.version}

    for _press in range(2):
        page = text_of(answering.phone.post(at, version, follow=True))

    assert "The milestone is done" in page
    assert answering.milestone.done_on == timezone.localdate()
    assert Entry.objects.filter(action=answering.action, via=Via.LINK).count() == 1


def test_a_measure_is_read_by_link(answering: Answering) -> None:
    at = f"{answering.at}measures/{answering.measure.pk}/read/"
    assert "Unit: people" in text_of(answering.phone.get(at))

    answering.phone.post(at, {"on": "1/2/2026", "value": "12", "said_by": "Una", "note": ""})

    assert Reading.objects.get().value == 12


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("minutes.exe", b"MZ", "cannot be kept"),
        ("minutes.pdf", b"MZ no pdf", "What is in the file is not pdf"),
        ("minutes.docx", b"PK\x03\x04", "What is in the file is not docx"),
        ("minutes.txt", b"a\x00b", "What is in the file is not txt"),
        ("minutes.pdf", b"%PDF-" + b"1" * 5_000_001, "larger than 5 MB"),
    ],
)
def test_a_file_that_cannot_be_kept_is_told_and_nothing_is_written(
    answering: Answering, name: str, content: bytes, told: str
) -> None:
    form = {"name": "Minutes", "url": "", "file": SimpleUploadedFile(name, content)}

    page = text_of(answering.phone.post(f"{answering.at}evidence/add/", form))

    assert told in page
    assert not Evidence.objects.exists()


def test_evidence_is_kept_once_and_served_as_a_file_to_who_may_see_the_action(
    answering: Answering, elsewhere: Here
) -> None:
    at = f"{answering.at}evidence/add/"
    for _press in range(2):
        form = {"name": "Minutes", "url": "",
                "file": SimpleUploadedFile("../../minutes of 3 May.pdf", PDF)}  # fmt: skip
        page = text_of(answering.phone.post(at, form, follow=True))

    kept = Evidence.objects.get()
    assert "Minutes" in page
    assert kept.file_name == "minutes of 3 May.pdf"
    file = f"{answering.in_the_plan}evidence/{kept.pk}/download/"
    answer = answering.here.analysts_browser.get(file)
    assert answer.content == PDF
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answering.here.browser(Role.OVERSEER).get(file).status_code == 200
    assert answering.here.browser(Role.ASSESSOR).get(file).status_code == 404
    there = file.replace(str(answering.here.partnership.pk), str(elsewhere.partnership.pk))
    assert elsewhere.analysts_browser.get(there).status_code == 404
    assert "Minutes" in text_of(answering.here.analysts_browser.get(answering.in_the_plan))


def test_evidence_is_a_link_or_a_file(answering: Answering) -> None:
    at = f"{answering.at}evidence/add/"

    neither = text_of(answering.phone.post(at, {"name": "Minutes", "url": ""}))
    script = text_of(answering.phone.post(at, {"name": "Minutes", "url": "javascript:alert(1)"}))
    answering.phone.post(at, {"name": "Minutes", "url": "https://example.org/minutes"})

    assert "Give a link or choose a file." in neither
    assert "A link begins with https://" in script
    assert Evidence.objects.get().url == "https://example.org/minutes"


def propose(answering: Answering, day: str, reason: str = "The trainer is ill") -> str:
    form = {"field": "due_on", "proposed": day, "reason": reason}
    return text_of(answering.phone.post(f"{answering.at}dates/propose/", form, follow=True))


def test_a_proposed_date_moves_nothing_until_the_board_has_decided(answering: Answering) -> None:
    page = propose(answering, f"30/6/{YEAR}")
    propose(answering, f"30/6/{YEAR}")

    assert "Waits for the board" in page
    assert answering.action.due_on == date(YEAR, 3, 31)
    waiting = DateProposal.objects.get()
    chair = answering.here.browser(Role.CHAIR)
    listed = f"/p/{answering.here.partnership.pk}/proposed-dates/"
    assert "The trainer is ill" in text_of(chair.get(listed))
    form = {"is_accepted": "yes", "decided_by": "Board of 3 May", "answer": "",
            "version": waiting.version}  # fmt: skip
    chair.post(f"{listed}{waiting.pk}/decide/", form)

    assert answering.action.due_on == date(YEAR, 6, 30)
    entry = Entry.objects.filter(action=answering.action).latest("number")
    assert (entry.kind, entry.note) == (Kind.DATE, f"Board of 3 May accepted 30 June {YEAR}.")
    assert "Accepted" in text_of(answering.phone.get(answering.at))
    assert "No proposed date waits" in text_of(chair.get(listed))


def test_a_date_stays_only_with_a_word_why_and_the_owner_reads_it(answering: Answering) -> None:
    propose(answering, f"30/6/{YEAR}")
    waiting = DateProposal.objects.get()
    at = f"/p/{answering.here.partnership.pk}/proposed-dates/{waiting.pk}/decide/"
    form = {"is_accepted": "no", "decided_by": "The board", "answer": "",
            "version": waiting.version}  # fmt: skip
    browser = answering.here.analysts_browser

    refused = text_of(browser.post(at, form))
    browser.post(at, form | {"answer": "It was moved twice before"})
    other_way = text_of(browser.post(at, form | {"is_accepted": "yes"}))

    assert "Say why the date stays." in refused
    assert "decided already, and the other way" in other_way
    assert answering.action.due_on == date(YEAR, 3, 31)
    assert "It was moved twice before" in text_of(answering.phone.get(answering.at))


@pytest.mark.parametrize(
    ("day", "told"),
    [
        ("1/1/2020", "A new date must be after today."),
        (f"31/3/{YEAR}", "That is the date that it has now."),
        ("soon", "Enter a valid date"),
    ],
)
def test_a_date_that_cannot_be_is_refused(answering: Answering, day: str, told: str) -> None:
    assert told in propose(answering, day)
    assert not DateProposal.objects.exists()


def test_an_action_is_not_due_before_it_starts(answering: Answering) -> None:
    answering.planned.change(answering.action, starts_on=date(YEAR, 3, 1), due_on=date(YEAR, 3, 31))

    assert "before it starts" in propose(answering, f"1/2/{YEAR}")


def test_another_date_waits_its_turn(answering: Answering) -> None:
    propose(answering, f"30/6/{YEAR}")

    assert "is proposed already, and waits for the board" in propose(answering, f"1/7/{YEAR}")


@pytest.mark.parametrize("page", ["", "ACTION/", "ACTION/evidence/add/", "ACTION/dates/propose/"])
@pytest.mark.parametrize("end", ["withdrawn", "over", "altered"])
def test_a_link_that_is_over_says_what_to_do_on_every_page(
    answering: Answering, page: str, end: str
) -> None:
    at = answering.start + page.replace("ACTION", str(answering.action.pk))
    if end == "withdrawn":
        revoke_link(by=answering.here.seat, link=answering.link)
    elif end == "over":
        past = timezone.now() - timedelta(days=1)
        PersonalLink.objects.filter(pk=answering.link.pk).update(expires_at=past)
    else:
        at = at.replace(answering.token, answering.token[:-1])

    for answer in (answering.phone.get(at), answering.phone.post(at, sent(answering))):
        assert answer.status_code in ((410, 405) if page == "" else (410,))
    assert not Entry.objects.filter(via=Via.LINK).exists()


def test_who_left_leads_nothing_and_who_holds_the_role_now_does(answering: Answering) -> None:
    follower = answering.here.member(Role.ACTION_OWNER, name="New Head")
    agency = answering.action.lead_agency
    follower.title, follower.agency = "Head of service", agency
    follower.save()
    link = answering_actions.make_link(by=answering.here.seat, member=follower)
    yesterday = timezone.localdate() - timedelta(days=1)
    HeldRole.objects.filter(membership=answering.member).update(since=yesterday, until=yesterday)

    before = answering.phone.get(answering.start)
    after = answering.phone.get(f"/answer/{link.token}/")

    assert "Briefing to partnership" not in text_of(before)
    assert "Briefing to partnership" in text_of(after)
    assert answering.phone.get(answering.at).status_code == 404


def test_the_analyst_makes_a_link_by_hand_for_who_leads_it(answering: Answering) -> None:
    page = text_of(answering.here.analysts_browser.post(f"{answering.in_the_plan}link/"))

    assert "A link for Una Owner" in page
    assert "/answer/" in page
    chair = answering.here.browser(Role.CHAIR)
    assert chair.post(f"{answering.in_the_plan}link/").status_code == 403
    assert chair.get(f"{answering.in_the_plan}link/").status_code == 405


def test_forty_actions_open_in_at_most_ten_queries(planned: Planned) -> None:
    member = planned.here.member(Role.ACTION_OWNER, name="Una Owner")
    for number in range(40):
        action_actions.add_action(
            by=planned.seat, fields=ActionFields(f"Step {number}", lead_person=member.pk)
        )
    made = answering_actions.make_link(by=planned.seat, member=member)
    answering = Answering(planned, member, made.link, made.token)

    with at_most(10):
        page = text_of(answering.phone.get(answering.start))

    assert "40 actions are led by" in page
