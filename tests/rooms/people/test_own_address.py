"""Changing one's own address: kept until the new one is proved, never somebody else's, recorded."""

import re

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from people_here import make_person, text_of

from commonground.rooms.audit.models import INSTALLATION, Entry
from commonground.rooms.people.models import Person

PASSWORD = "three odd words"


@pytest.fixture
def ada(db: None) -> Person:
    cache.clear()
    person = make_person("Ada Invented", "ada@example.org")
    person.set_password(PASSWORD)
    person.save()
    return person


@pytest.fixture
def browser(ada: Person) -> Client:
    """Return a browser in which she has just signed in."""
    browser = Client()
    browser.post("/account/login/", {"login": ada.email, "password": PASSWORD})
    return browser


def ask_for(browser: Client, address: str) -> str:
    """Ask for another address; return where the link in the e-mail to it leads."""
    browser.post("/account/email/", {"email": address, "action_add": "1"})
    found = re.search(r"http://testserver(\S+)", str(mail.outbox[-1].body))
    assert found is not None
    assert mail.outbox[-1].to == [address]
    return found[1]


def address_of(person: Person) -> str | None:
    return Person.objects.get(pk=person.pk).email


def test_the_address_stays_until_the_new_one_is_proved(ada: Person, browser: Client) -> None:
    ask_for(browser, "new@example.org")
    ask_for(browser, "newer@example.org")

    assert address_of(ada) == "ada@example.org"
    assert "Your address is ada@example.org." in text_of(browser.get("/account/email/"))
    answer = Client().post("/account/login/", {"login": "ada@example.org", "password": PASSWORD})
    assert answer.status_code == 302


def test_the_new_address_is_taken_once_its_link_is_opened_and_that_is_recorded(
    ada: Person, browser: Client
) -> None:
    browser.post(ask_for(browser, "new@example.org"))

    assert address_of(ada) == "new@example.org"
    entry = Entry.objects.filter(chain_id=INSTALLATION).latest("sequence")
    assert entry.verb == "changed the address of"
    assert entry.changes["email"] == ("ada@example.org", "new@example.org")
    assert {"ada@example.org"} in [set(one.to) for one in mail.outbox]


def test_an_address_that_is_somebody_elses_is_never_taken(ada: Person, browser: Client) -> None:
    bea = make_person("Bea Invented", "bea@example.org")

    browser.post(ask_for(browser, "bea@example.org"))

    assert (address_of(ada), address_of(bea)) == ("ada@example.org", "bea@example.org")


def test_two_people_may_be_changing_their_addresses_at_once(ada: Person, browser: Client) -> None:
    bea = make_person("Bea Invented", "bea@example.org")
    bea.set_password(PASSWORD)
    bea.save()
    other = Client()
    other.post("/account/login/", {"login": "bea@example.org", "password": PASSWORD})

    ask_for(browser, "new@example.org")
    ask_for(other, "other@example.org")

    assert (address_of(ada), address_of(bea)) == ("ada@example.org", "bea@example.org")
