"""A release goes to people by links of their own, and each says once that they read it."""

import re
from smtplib import SMTPException
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.test import Client
from django.utils import timezone
from people_here import make_here, page, signed_in
from profile_here import Signing

from commonground.documents.contents.audiences import Audience
from commonground.rooms.audit.models import Entry
from commonground.rooms.people.models import Membership, PersonalLink
from commonground.rooms.people.roles import Role
from commonground.rooms.profile.models import Recipient


@pytest.fixture
def sent(of: Signing) -> tuple[Signing, str, Membership]:
    """A released profile, where its list is, and somebody who may receive it."""
    of.sign()
    released = of.let_go(Audience.PARTNER)
    member = of.here.member(Role.ASSESSOR, name="Invented reader")
    return of, f"{of.at}builds/released/{released.pk}/", member


def link_in(letter: EmailMessage) -> str:
    found = re.search(r"https?://[^/]+(/read/\S+)", str(letter.body))
    assert found is not None
    return found[1]


@pytest.mark.django_db
def test_somebody_without_an_account_reads_it_and_says_so(
    sent: tuple[Signing, str, Membership],
) -> None:
    of, at, member = sent
    browser, reader = of.here.analysts_browser, Client()

    answer = browser.post(at, {"members": [str(member.pk)]}, follow=True)
    assert "It was sent to 1 person." in answer.content.decode()
    link = link_in(mail.outbox[0])
    told = page(reader, link)
    file = reader.get(f"{link}downloads/html/")
    thanked = reader.post(link, follow=True)

    assert "I have read it" in told
    assert "OFFICIAL" in told
    assert b"Local profile 2026" in file.content
    assert "Thank you. That you read it is kept." in thanked.content.decode()
    one = Recipient.objects.get(member=member)
    assert one.read_at is not None
    assert "You said on" in page(reader, link)
    reader.post(link)
    assert Recipient.objects.get(member=member).read_at == one.read_at
    assert "1 of 1 recipients have read it" in page(browser, f"{of.at}builds/")
    assert Entry.objects.filter(object_id=str(one.pk), verb="read").count() == 1
    assert Entry.objects.filter(verb="took away").count() == 1


@pytest.mark.django_db
def test_nobody_stands_on_a_list_twice(sent: tuple[Signing, str, Membership]) -> None:
    of, at, member = sent
    browser = of.here.analysts_browser

    browser.post(at, {"members": [str(member.pk)]})
    browser.post(at, {"members": [str(member.pk)]})

    assert len(mail.outbox) == 1
    assert Recipient.objects.count() == 1


@pytest.mark.django_db
def test_sending_again_takes_the_earlier_link_away_and_asks_only_who_has_not_read(
    sent: tuple[Signing, str, Membership],
) -> None:
    of, at, member = sent
    other = of.here.member(Role.MEMBER, name="Invented other")
    browser = of.here.analysts_browser
    browser.post(at, {"members": [str(member.pk), str(other.pk)]})
    first, second = (link_in(one) for one in sorted(mail.outbox, key=lambda one: one.to))
    Client().post(second)
    read = Recipient.objects.get(read_at__isnull=False)

    browser.post(f"{at}again/")

    assert len(mail.outbox) == 3
    assert mail.outbox[2].to != [read.member.person.email]
    assert Client().get(first).status_code == 410
    assert Client().get(second).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("spoilt", ["/read/wrong/", "/read/wrong/downloads/html/"])
def test_a_wrong_link_says_what_to_do(of: Signing, spoilt: str) -> None:
    assert Client().get(spoilt).status_code == 410


@pytest.mark.django_db
def test_an_expired_link_opens_nothing(sent: tuple[Signing, str, Membership]) -> None:
    of, at, member = sent
    of.here.analysts_browser.post(at, {"members": [str(member.pk)]})
    link = link_in(mail.outbox[0])
    PersonalLink.objects.update(expires_at=timezone.now())

    assert Client().get(link).status_code == 410
    assert Client().get(f"{link}downloads/pdf/").status_code == 410
    assert Client().post(link).status_code == 410


@pytest.mark.django_db
def test_a_refused_e_mail_holds_up_no_other_and_is_told(
    sent: tuple[Signing, str, Membership], monkeypatch: pytest.MonkeyPatch
) -> None:
    of, at, member = sent
    other = of.here.member(Role.MEMBER, name="Invented other")
    whole = EmailMessage.send

    def send(self: EmailMessage, *given: Any, **named: Any) -> int:
        if self.to == [member.person.email]:
            raise SMTPException("No such mailbox")
        return whole(self, *given, **named)

    monkeypatch.setattr(EmailMessage, "send", send)
    chosen = {"members": [str(member.pk), str(other.pk)]}
    answer = of.here.analysts_browser.post(at, chosen, follow=True)

    told = answer.content.decode()
    assert "It was sent to 1 person. 1 e-mail did not go" in told
    assert "Not sent: No such mailbox" in told


@pytest.mark.django_db
def test_people_of_another_partnership_cannot_be_chosen(
    sent: tuple[Signing, str, Membership],
) -> None:
    of, at, _member = sent
    theirs = make_here("Thirdford").member(Role.MEMBER, name="Invented stranger")

    answer = of.here.analysts_browser.post(at, {"members": [str(theirs.pk)]})

    assert "is not one of the available choices" in answer.content.decode()
    assert not mail.outbox


@pytest.mark.django_db
def test_only_the_analyst_sends_it(sent: tuple[Signing, str, Membership]) -> None:
    of, at, member = sent
    browser = signed_in(of.chair.person)

    assert browser.post(at, {"members": [str(member.pk)]}).status_code in (200, 403)
    assert not mail.outbox
