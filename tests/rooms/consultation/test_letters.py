"""Writing to assessors: whom a letter reaches, when, what it says, and that nobody has it twice."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from people_here import Here, text_of
from rounds_here import Consulted, answered, letters, path_in, ready_round

from commonground.errors import BadInput
from commonground.rooms.audit.models import Entry
from commonground.rooms.consultation.models import Kind, Message
from commonground.rooms.consultation.recipients import recipients
from commonground.rooms.consultation.sending_actions import write_if_due, write_message


@pytest.fixture
def found(here: Here) -> Consulted:
    """Return an open round."""
    return ready_round(here).open()


def due(found: Consulted, kind: Kind) -> int:
    return len(recipients(found.round, kind))


def press(found: Consulted, what: str, **sent: str) -> str:
    """Press the button that sends a letter, and return the page that follows."""
    return text_of(found.here.analysts_browser.post(f"{found.at}{what}/", sent, follow=True))


def finish(path: str, pages: int = 4) -> None:
    for number in range(1, pages + 1):
        Client().post(f"{path}{number}/", answered(likelihood="2", impact="x"))


def days_pass(days: int = 2) -> None:
    """Let all that was sent have been sent so many days ago."""
    for one in Message.objects.all():
        one.written_at -= timedelta(days=days)
        one.sent_at = one.sent_at and one.sent_at - timedelta(days=days)
        one.save()


def test_letters_go_in_the_order_of_names_which_tells_nobodys_number(found: Consulted) -> None:
    for number, one in enumerate(reversed(found.assessors), start=1):
        one.code = f"B{number:03d}"
        one.save()

    press(found, "invite")

    assert [one.to[0] for one in mail.outbox] == [
        one.membership.person.email for one in found.assessors
    ]


def test_a_reminder_goes_to_those_who_were_invited_and_have_pages_left(found: Consulted) -> None:
    assert due(found, Kind.REMINDER) == 0
    press(found, "invite")
    first, second = (path_in(one) for one in letters()[:2])
    finish(first)
    finish(second, pages=1)
    mail.outbox.clear()

    page = press(found, "remind")

    assert "Sent: 5" in page
    texts = [str(one.body) for one in mail.outbox]
    assert sum("3 of the 4 issues" in one for one in texts) == 1
    assert sum("4 of the 4 issues" in one for one in texts) == 4
    assert Client().get(first).status_code == Client().get(path_in(letters()[0])).status_code == 200


def test_nobody_is_reminded_twice_within_a_day_and_again_after_it(found: Consulted) -> None:
    press(found, "invite")
    press(found, "remind")
    mail.outbox.clear()

    press(found, "remind")
    assert mail.outbox == []
    assert "There is nobody to whom it would go now." in text_of(
        found.here.analysts_browser.get(f"{found.at}remind/")
    )
    days_pass()
    press(found, "remind")
    assert len(mail.outbox) == 6


@pytest.mark.parametrize("kind", [Kind.INVITATION, Kind.REMINDER])
def test_two_presses_at_once_write_one_letter(found: Consulted, kind: Kind) -> None:
    if kind is Kind.REMINDER:
        press(found, "invite")
    [to, *_others] = recipients(found.round, kind)

    def write() -> object:
        return write_if_due(by=found.here.seat, about=found.round, to=to, kind=kind, own_words="")

    # the second asked whom to write to before the first had written
    assert write() is not None
    assert write() is None


def test_a_letter_that_was_begun_and_never_heard_of_again_is_written_anew(
    found: Consulted,
) -> None:
    [to, *_others] = recipients(found.round, Kind.INVITATION)
    write_message(by=found.here.seat, about=found.round, assessor=to.assessor, kind=Kind.INVITATION)
    assert due(found, Kind.INVITATION) == 5

    Message.objects.update(written_at=timezone.now() - timedelta(minutes=11))

    assert due(found, Kind.INVITATION) == 6


def test_thanks_go_once_to_those_who_took_part_after_the_close_without_a_link(
    found: Consulted,
) -> None:
    press(found, "invite")
    finish(path_in(letters()[0]), pages=1)
    with pytest.raises(BadInput, match="after the round has closed"):
        write_message(
            by=found.here.seat, about=found.round, assessor=found.assessors[0], kind=Kind.THANKS
        )
    found.close()
    mail.outbox.clear()

    page = press(found, "thank", own_words="The board meets in May.")
    press(found, "thank")

    [sent] = mail.outbox
    assert "/score/" not in str(sent.body)
    assert "The board meets in May." in sent.body
    assert "The board meets in May." in page
    assert "Thanks" in page


def test_a_letter_is_looked_at_before_it_goes(found: Consulted) -> None:
    browser = found.here.analysts_browser

    page = text_of(browser.get(f"{found.at}invite/"))
    assert "It goes to 6 people" in page
    assert "(the link of their own)" in page
    page = text_of(browser.post(f"{found.at}invite/", {"own_words": "It matters.", "look": "1"}))
    assert page.count("It matters.") == 2
    assert mail.outbox == []
    answer = browser.post(f"{found.at}invite/", {"own_words": "x" * 501})
    assert "at most 500 characters" in text_of(answer)
    assert mail.outbox == []
    assert not Message.objects.exists()


def test_a_letter_says_how_long_it_takes_who_may_know_and_whom_to_ask(found: Consulted) -> None:
    press(found, "invite")

    text = str(mail.outbox[0].body)

    assert "about 5 minutes" in text
    assert "Nobody sees your scores before they are shown" in text
    assert found.here.analyst.name in text
    assert str(found.here.analyst.email) in text


def test_no_letter_ever_holds_a_score(found: Consulted) -> None:
    press(found, "invite")
    first = path_in(letters()[0])
    secret = {**answered(likelihood="3"), "remark-likelihood": "Secret remark"}
    Client().post(f"{first}1/", secret)
    press(found, "remind")
    found.close()
    press(found, "thank")

    texts = "".join(str(one.body) for one in mail.outbox)

    assert "Secret remark" not in texts
    assert "likelihood" not in texts.lower()


def test_the_record_tells_of_each_post_but_once(found: Consulted) -> None:
    press(found, "invite")
    press(found, "invite")

    entries = Entry.objects.filter(verb="wrote to the assessors of")

    assert [one.after for one in entries] == ['{"failed":0,"kind":"invitation","sent":6}']


@pytest.mark.parametrize(("what", "why"), [("remind", "while the round is open")])
def test_a_letter_out_of_its_time_is_refused_with_a_sentence(
    here: Here, what: str, why: str
) -> None:
    draft = ready_round(here)

    assert why in press(draft, what)
    assert mail.outbox == []
