"""An invented partnership for tests, made by the same actions as a real one."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from html import unescape
from typing import Protocol

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings

from commonground.rooms.people import access, actions, member_actions
from commonground.rooms.people.models import Agency, Membership, Partnership, Person, Purpose
from commonground.rooms.people.roles import Role
from commonground.rooms.people.rules import Verb

LONG_AGO = date(2020, 1, 1)


def make_person(name: str, email: str | None = None) -> Person:
    """Return a person who can sign in, with an invented address."""
    address = email or f"{name.lower().replace(' ', '.')}@example.org"
    return Person.objects.create(name=name, email=address, password="!unusable")


def signed_in(person: Person) -> Client:
    """Return a browser in which a person is signed in."""
    client = Client()
    client.force_login(person)
    return client


def page(browser: Client, address: str) -> str:
    """Return what a page says that opens."""
    answer = browser.get(address)
    assert answer.status_code == 200, address
    return unescape(answer.content.decode())


@dataclass(frozen=True, slots=True)
class Here:
    """A partnership with an analyst, one agency, and a browser for whoever is needed."""

    partnership: Partnership
    analyst: Person
    agency: Agency
    seat: access.Seat
    """The analyst's, for actions."""

    @property
    def analysts_browser(self) -> Client:
        return signed_in(self.analyst)

    def with_role(self, *roles: Role, name: str = "") -> Person:
        """Return somebody new who holds these roles here."""
        return self.member(*roles, name=name).person

    def member(self, *roles: Role, name: str = "") -> Membership:
        """Return a new membership with these roles."""
        called = name or f"Invented {'-'.join(roles) or 'nobody'}"
        return member_actions.add_member(
            by=self.seat,
            name=called,
            email=f"{called.lower().replace(' ', '.')}@example.org",
            agency=self.agency,
            roles=frozenset(roles),
        )

    def browser(self, *roles: Role) -> Client:
        """Return a browser of somebody new who holds these roles here."""
        return signed_in(self.with_role(*roles))


def make_here(name: str = "Larkenmere") -> Here:
    """Return a new partnership."""
    analyst = make_person(f"{name} analyst")
    partnership = actions.make_partnership(
        by=analyst, name=f"{name} Partnership", area=name, board_kind="Community safety board"
    )
    seat = access.seat(analyst, partnership.pk, Verb.EDIT_PEOPLE)
    agency = actions.add_agency(by=seat, name=f"{name} Council")
    return Here(partnership, analyst, agency, seat)


@pytest.fixture
def here(db: None) -> Here:
    """Return a partnership."""
    cache.clear()
    return make_here()


@pytest.fixture
def elsewhere(db: None) -> Here:
    """Return another partnership, of other people."""
    return make_here("Otherfold")


@pytest.fixture
def outsider(elsewhere: Here) -> Client:
    """Return the browser of somebody who is an analyst, but of another partnership."""
    return elsewhere.analysts_browser


@pytest.fixture
def demo_before_rounds() -> Iterator[None]:
    """Let the demo be made without its rounds, whose many scores take seconds."""
    with override_settings(DEMO_FILLED_BY=["commonground.rooms.issues.demo_actions.fill_demo"]):
        yield


def holder_in(here: Here, member: Membership | None = None) -> access.Holder:
    """Return somebody who has opened a link to propose: a new assessor, or a member there is."""
    made = member_actions.make_link(
        by=here.seat, member=member or here.member(Role.ASSESSOR, name="Holder"),
        purpose=Purpose.PROPOSE,
    )  # fmt: skip
    return access.Holder(made.link)


@contextmanager
def at_most(queries: int) -> Iterator[None]:
    """Fail where more queries are made than that; say which."""
    with CaptureQueriesContext(connection) as made:
        yield
    told = "\n".join(one["sql"] for one in made.captured_queries)
    assert len(made) <= queries, f"{len(made)} queries:\n{told}"


class Answer(Protocol):
    """What a test browser is answered."""

    content: bytes


def text_of(answer: Answer) -> str:
    """Return the page as text."""
    return answer.content.decode()
