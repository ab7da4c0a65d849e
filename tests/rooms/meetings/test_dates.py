"""Finding a date by links: asked once, answered without an account, chosen by the analyst."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from smtplib import SMTPException
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar
from meetings_here import PLAN, Met, planned
from people_here import Here, at_most, text_of

from commonground.errors import BadInput
from commonground.rooms.audit.models import Entry
from commonground.rooms.meetings import actions, date_access, date_actions
from commonground.rooms.meetings.dates import suits
from commonground.rooms.meetings.models import DateAnswer, DateLetter, Meeting, ProposedDate
from commonground.rooms.people.models import PersonalLink, Purpose
from commonground.rooms.people.roles import Role

FIRST, SECOND = date(2030, 1, 20), date(2030, 1, 21)


@pytest.fixture
def found(here: Here) -> Met:
    """Return a meeting without a date, of which two are proposed."""
    met = planned(here)
    meeting = met.meeting
    actions.change_meeting(
        by=here.seat, about=meeting, version=meeting.version, plan=replace(PLAN, starts_at=None)
    )
    met.propose(FIRST)
    met.propose(SECOND)
    return met


def asked(found: Met) -> list[str]:
    """Ask everybody, and return where their links lead, in the order of their names."""
    found.here.analysts_browser.post(f"{found.at}dates/ask/")
    lines = [line for one in mail.outbox for line in str(one.body).splitlines()]
    return ["/" + line.split("/", 3)[3] for line in lines if "/dates/" in line]


def say(found: Met, at: str, *answers: str) -> int:
    """Answer each of the dates in turn; return the status."""
    dates = date_access.dates(found.meeting)
    sent = {f"suits-{one.pk}": said for one, said in zip(dates, answers, strict=False)}
    return Client().post(at, sent).status_code


def choose(found: Met, day: date, version: int | None = None) -> int:
    about = found.propose(day)
    sent = {"version": str(version or found.meeting.version)}
    at = f"{found.at}dates/{about.pk}/choose/"
    return found.here.analysts_browser.post(at, sent).status_code


def test_the_best_date_suits_most_agencies_and_not_most_people() -> None:
    answers = {
        1: [("Police", "yes"), ("Police", "yes"), ("Police", "yes"), ("Fire", "no")],
        2: [("Police", "if_need_be"), ("Fire", "yes"), ("Health", "yes")],
        3: [("Police", "if_need_be"), ("Police", "no"), ("Fire", "no")],
    }

    first, second, third = suits([1, 2, 3], answers)

    assert (second.surely, second.if_need_be, second.people) == (
        ("Fire", "Health"), ("Police",), 2,
    )  # fmt: skip
    assert [one.is_best for one in (first, second, third)] == [False, True, False]
    assert first.people == 3


@given(
    st.dictionaries(
        st.integers(0, 4),
        st.lists(
            st.tuples(st.sampled_from("ABC"), st.sampled_from(["yes", "if_need_be", "no"])),
            max_size=4,
        ),
        max_size=4,
    )
)
def test_one_date_at_most_is_best_and_none_suits_more(
    answers: dict[int, list[tuple[str, str]]],
) -> None:
    found = suits(sorted(answers), answers)
    best = [one for one in found if one.is_best]

    assert len(best) <= 1
    for one in best:
        assert all(len(other.surely) <= len(one.surely) for other in found)


def test_everybody_with_an_address_is_asked_once_by_their_own_link(found: Met) -> None:
    links = asked(found)

    assert len(set(links)) == len(mail.outbox) == 6
    assert asked(found) == links
    assert PersonalLink.objects.filter(purpose=Purpose.DATES).count() == 6
    assert "Which dates suit you for Violence, first meeting?" in str(mail.outbox[0].subject)


def test_nobody_is_asked_without_a_date(here: Here) -> None:
    found = planned(here)

    answer = here.analysts_browser.post(f"{found.at}dates/ask/", follow=True)

    assert "Propose a date first" in text_of(answer)
    assert not mail.outbox


def test_answers_are_given_without_an_account_and_counted_by_agency(found: Met) -> None:
    first, second, third, *_rest = asked(found)

    assert say(found, first, "yes", "no") == 302
    assert say(found, second, "yes", "if_need_be") == 302
    assert say(found, third, "no", "yes") == 302

    page = text_of(found.here.analysts_browser.get(f"{found.at}dates/"))
    assert "3 of 6 people who were asked have answered" in page
    assert page.count("1 agency") == 2
    assert "1 more if need be" in page
    assert page.count("Suits most agencies") == 1
    assert text_of(Client().get(first)).count(" checked") == 2


def test_an_answer_can_be_changed_and_the_same_again_changes_nothing(found: Met) -> None:
    at = asked(found)[0]
    say(found, at, "yes", "yes")
    entries = Entry.objects.count()

    say(found, at, "yes", "yes")
    assert Entry.objects.count() == entries
    say(found, at, "no")

    assert list(DateAnswer.objects.order_by("date__starts_at").values_list("suits", flat=True)) == [
        "no", "yes",
    ]  # fmt: skip


def test_another_word_is_refused_and_an_answer_about_another_meetings_date_is_not_heard(
    found: Met, elsewhere: Here
) -> None:
    at = asked(found)[0]
    theirs = planned(elsewhere).propose(FIRST)

    assert say(found, at, "perhaps") == 422
    Client().post(at, {f"suits-{theirs.pk}": "yes"})

    assert not DateAnswer.objects.exists()


def test_choosing_a_date_sets_it_and_ends_the_asking(found: Met) -> None:
    at = asked(found)[0]

    assert choose(found, SECOND) == 302

    assert found.meeting.starts_at == found.propose(SECOND).starts_at
    page = text_of(Client().get(at))
    assert "The date has been chosen" in page
    assert "Monday 21 January 2030, 14:00" in page
    assert say(found, at, "yes") == 422
    assert "Chosen" in text_of(found.here.analysts_browser.get(f"{found.at}dates/"))


def test_a_date_chosen_on_an_old_page_changes_nothing(found: Met) -> None:
    version = found.meeting.version
    choose(found, FIRST)

    choose(found, SECOND, version)

    assert found.meeting.starts_at == found.propose(FIRST).starts_at


def test_the_date_is_told_with_a_file_that_a_calendar_takes_in(found: Met) -> None:
    at = asked(found)[0]
    choose(found, FIRST)
    mail.outbox.clear()

    found.here.analysts_browser.post(f"{found.at}dates/tell/")

    assert len(mail.outbox) == 6
    name, content, kind = mail.outbox[0].attachments[0]
    assert (name, kind) == ("meeting.ics", "text/calendar")
    event = Calendar.from_ical(content).events[0]
    assert event["summary"] == "Violence, first meeting"
    assert event["location"] == "Committee room 2"
    assert (event.end - event.start).total_seconds() == 90 * 60
    assert event.start == found.meeting.starts_at
    own = Client().get(f"{at}calendar/download/")
    assert own["Content-Type"].startswith("text/calendar")
    assert own.content == found.here.analysts_browser.get(f"{found.at}calendar/download/").content


def test_without_a_date_there_is_no_file(found: Met) -> None:
    assert found.here.analysts_browser.get(f"{found.at}calendar/download/").status_code == 404
    assert Client().get(f"{asked(found)[0]}calendar/download/").status_code == 404


def test_a_link_that_is_altered_withdrawn_or_of_somebody_taken_off_opens_nothing(
    found: Met,
) -> None:
    first, second, *_rest = asked(found)
    by, about = found.here.seat, found.meeting
    one = found.register[1]
    actions.invite(
        by=by, about=about,
        members=[two.membership for two in found.register if two.pk != one.pk],
    )  # fmt: skip
    PersonalLink.objects.filter(invited=found.register[0]).update(revoked_at=about.made_at)

    for at in (first, second, f"{first[:-3]}xx/"):
        assert Client().get(at).status_code == 410
        assert Client().post(at, {}).status_code == 410
        assert Client().get(f"{at}calendar/download/").status_code == 404


def test_a_date_is_proposed_once_withdrawn_with_its_answers_and_at_most_twelve_stand(
    found: Met,
) -> None:
    say(found, asked(found)[0], "yes", "yes")
    browser = found.here.analysts_browser
    browser.post(f"{found.at}dates/", {"day": "20/1/2030", "time": "14:00"})
    assert ProposedDate.objects.count() == 2

    gone = found.propose(FIRST)
    browser.post(f"{found.at}dates/{gone.pk}/withdraw/")
    assert browser.post(f"{found.at}dates/{gone.pk}/withdraw/").status_code == 404
    assert DateAnswer.objects.count() == 1
    for day in range(1, 12):
        found.propose(date(2030, 2, day))
    with pytest.raises(BadInput, match="At most 12 dates"):
        found.propose(date(2030, 3, 1))


def test_a_letter_that_cannot_be_sent_is_told_and_can_be_sent_again(
    found: Met, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_letter: object) -> None:
        raise OSError

    with monkeypatch.context() as broken:
        broken.setattr("django.core.mail.EmailMessage.send", refuse)
        answer = found.here.analysts_browser.post(f"{found.at}dates/ask/", follow=True)

    assert "These could not be sent: Invented 0 0" in text_of(answer)
    assert len(asked(found)) == 6


def test_the_page_of_a_link_takes_at_most_ten_queries(found: Met) -> None:
    at = asked(found)[0]

    with at_most(10):
        assert Client().get(at).status_code == 200
    assert Meeting.objects.get().pk == found.meeting_id
    with at_most(12):
        date_actions.answer_dates(
            link=PersonalLink.objects.filter(purpose=Purpose.DATES)[0],
            of=found.register[0],
            said={},
        )


@pytest.fixture
def chosen(found: Met) -> Met:
    """Return the meeting with its date chosen."""
    choose(found, FIRST)
    return found


def tell(found: Met) -> str:
    """Press the button that tells the date, and return the page that follows."""
    mail.outbox.clear()
    return text_of(found.here.analysts_browser.post(f"{found.at}dates/tell/", follow=True))


def test_a_second_press_tells_nobody_twice(chosen: Met) -> None:
    page = text_of(chosen.here.analysts_browser.get(f"{chosen.at}dates/"))
    assert "Tell 6 people" in page
    assert "6 letters were sent." in tell(chosen)

    again = tell(chosen)

    assert mail.outbox == []
    assert "0 letters were sent." in again
    assert "Tell 6 people" not in again
    assert Entry.objects.filter(verb="told the date of").count() == 1


def test_who_is_invited_later_and_whose_date_changed_are_told(chosen: Met) -> None:
    tell(chosen)
    later = chosen.here.member(Role.ASSESSOR, name="Invited later")
    actions.invite(
        by=chosen.here.seat, about=chosen.meeting,
        members=[*(one.membership for one in chosen.of.assessors), later],
    )  # fmt: skip
    tell(chosen)
    assert [one.to for one in mail.outbox] == [[later.person.email]]

    for day in (SECOND, FIRST):
        choose(chosen, day)
        tell(chosen)
        assert len(mail.outbox) == 7, day


class Refusing(BaseEmailBackend):
    """A mail server that takes no letter."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        raise SMTPException("No room in the box")


def test_what_the_mail_server_refused_is_in_the_log_and_is_tried_again(
    chosen: Met, settings: Any
) -> None:
    settings.EMAIL_BACKEND = "test_dates.Refusing"
    page = tell(chosen)
    log = text_of(chosen.here.analysts_browser.get(f"{chosen.at}dates/letters/"))
    assert "Not sent: 6. The log says why." in page
    assert log.count("No room in the box") == 6

    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    tell(chosen)
    browser = chosen.here.analysts_browser
    with at_most(10):
        log = text_of(browser.get(f"{chosen.at}dates/letters/"))

    assert len(mail.outbox) == 6
    assert DateLetter.objects.count() == 12
    assert log.count('<td class="govuk-table__cell">Sent</td>') == 6


def test_before_anybody_was_told_the_log_says_so(chosen: Met) -> None:
    page = text_of(chosen.here.analysts_browser.get(f"{chosen.at}dates/letters/"))

    assert "Nobody was told the date by e-mail yet." in page


def test_a_date_that_was_never_proposed_is_told_too(here: Here) -> None:
    found = planned(here)

    page = text_of(here.analysts_browser.get(f"{found.at}dates/"))

    assert "Tell 6 people" in page
    assert "6 letters were sent." in tell(found)
