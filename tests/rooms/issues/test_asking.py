"""Asking partners for issues by e-mail: whom, until when, once, and what was sent."""

import re
from collections.abc import Sequence
from datetime import timedelta
from smtplib import SMTPRecipientsRefused

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client
from django.utils import timezone
from people_here import Here, at_most, holder_in, text_of

from commonground.rooms.audit.models import Entry
from commonground.rooms.issues import (
    collecting_actions,
    proposing_actions,
)
from commonground.rooms.people.models import PersonalLink
from commonground.rooms.people.roles import Role


def ask(here: Here, **chosen: object) -> str:
    """Return what sends the links, from the page that shows whom."""
    until = (timezone.localdate() + timedelta(days=20)).strftime("%d/%m/%Y")
    at = f"/p/{here.partnership.pk}/issues/proposals/ask/"
    page = text_of(here.analysts_browser.post(at, {"until": until, **chosen}))
    found = re.search(r'name="sealed" id="id_sealed" value="([^"]+)"', page)
    return found[1] if found else page


def send(here: Here, sealed: str) -> str:
    at = f"/p/{here.partnership.pk}/issues/proposals/ask/"
    return text_of(here.analysts_browser.post(at, {"sealed": sealed}, follow=True))


def test_links_are_shown_before_they_are_sent_and_sent_once(here: Here) -> None:
    here.member(Role.ASSESSOR, name="First")
    here.member(Role.ASSESSOR, name="Second")

    sealed = ask(here, to="role", role="assessor")
    assert not mail.outbox

    assert "2 links were sent." in send(here, sealed)
    assert "0 links were sent." in send(here, sealed)
    assert len(mail.outbox) == 2
    found = re.search(r"http://testserver(/propose/\S+)", str(mail.outbox[0].body))
    assert found
    assert Client().get(found[1]).status_code == 200
    assert "until the end of" in str(mail.outbox[0].body)
    assert "What does Larkenmere Council see" in str(mail.outbox[0].body)
    assert PersonalLink.objects.count() == 2


def test_everybody_an_agency_or_chosen_people_can_be_asked(here: Here) -> None:
    first = here.member(Role.ASSESSOR, name="First")
    here.member(Role.MEMBER, name="Second")
    here.member(name="Left")  # holds no role, so is asked by no round

    page = send(here, ask(here, to="everybody"))
    assert "3 links were sent." in page
    assert "Left" not in page
    PersonalLink.objects.all().delete()
    assert "2 links were sent." in send(here, ask(here, to="agency", agency=here.agency.pk))
    PersonalLink.objects.all().delete()
    assert "1 link was sent." in send(here, ask(here, to="members", members=[first.pk]))


def test_who_has_a_link_keeps_it_unless_a_new_one_is_asked_for(here: Here) -> None:
    member = here.member(Role.ASSESSOR, name="First")
    send(here, ask(here, to="members", members=[member.pk]))
    old = PersonalLink.objects.get()

    assert "Nobody to send a link to" in ask(here, to="members", members=[member.pk])
    sealed = ask(here, to="members", members=[member.pk], again="on")
    send(here, sealed)
    send(here, sealed)

    old.refresh_from_db()
    assert old.revoked_at is not None
    assert PersonalLink.objects.filter(revoked_at=None).count() == 1
    assert len(mail.outbox) == 2


@pytest.mark.parametrize(
    ("chosen", "words"),
    [
        ({"to": "agency"}, "Choose: you asked for these alone."),
        ({"to": "everybody", "until": "1/1/2020"}, "Choose today or a day to come."),
        ({"to": "everybody", "until": "1/1/2099"}, "Choose a day within half a year."),
        ({}, "Choose: whom to ask"),
    ],
)
def test_a_round_without_sense_is_refused(here: Here, chosen: dict[str, str], words: str) -> None:
    assert words in ask(here, **chosen)


def test_a_seal_of_another_partnership_or_none_sends_nothing(here: Here, elsewhere: Here) -> None:
    elsewhere.member(Role.ASSESSOR, name="Theirs")
    theirs = ask(elsewhere, to="everybody")

    assert "That was too long ago." in send(here, theirs)
    assert "That was too long ago." in send(here, "nonsense")
    assert not mail.outbox


def test_an_address_that_mail_refuses_keeps_nobody_else_from_being_asked(
    here: Here, settings: object
) -> None:
    here.member(Role.ASSESSOR, name="First")
    here.member(Role.ASSESSOR, name="Second")
    sealed = ask(here, to="role", role="assessor")
    settings.EMAIL_BACKEND = "test_asking.RefusesFirst"  # type: ignore[attr-defined]

    page = send(here, sealed)

    assert "These could not be sent: First." in page
    assert "1 link was sent." in page
    assert PersonalLink.objects.get(revoked_at=None).membership.person.name == "Second"


def test_what_was_sent_is_listed_and_can_be_withdrawn_once(here: Here) -> None:
    member = here.member(Role.ASSESSOR, name="First")
    holder = holder_in(here, member)
    proposing_actions.propose_issue(by=holder, name="Vapes", evidence="Seen", source="Staff")
    browser, at = here.analysts_browser, f"/p/{here.partnership.pk}/issues/proposals/asked/"

    page = text_of(browser.get(at))
    assert "First" in page
    assert "can be used" in page
    for _ in range(2):
        browser.post(f"{at}{holder.link.pk}/withdraw/")

    assert "withdrawn" in text_of(browser.get(at))
    assert Entry.objects.filter(verb="withdrew").count() == 1


def test_150_people_are_asked_and_listed_in_few_queries(here: Here) -> None:
    members = [here.member(Role.ASSESSOR, name=f"Person {number:03}") for number in range(150)]
    until = timezone.localdate() + timedelta(days=20)
    made = collecting_actions.make_links(by=here.seat, members=members, until=until, replaces=())
    assert len(made) == 150
    browser = here.analysts_browser

    for rest in ("asked/", "ask/", ""):
        with at_most(10):
            page = browser.get(f"/p/{here.partnership.pk}/issues/proposals/{rest}")
        assert page.status_code == 200


class RefusesFirst(EmailBackend):
    """A mail server that knows nobody called First."""

    def send_messages(self, messages: Sequence[EmailMessage]) -> int:
        if any("first@" in message.to[0] for message in messages):
            raise SMTPRecipientsRefused({})
        return super().send_messages(messages)
