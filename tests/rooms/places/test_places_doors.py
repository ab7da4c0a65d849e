"""Every page of the room: 404 to an outsider, 403 to a reader, 405 to the wrong method."""

from dataclasses import dataclass
from itertools import product

import pytest
from django.test import Client
from django.urls import get_resolver, reverse
from people_here import Here, at_most, make_here

from commonground.rooms.people.roles import Role
from commonground.rooms.places.rules import ALLOWED, Verb, check_may_do, may_do
from commonground.rooms.refusals import NotAllowed

PAGES = {
    "places": Verb.SEE_PLACES,
}
PRESSES: set[str] = set()
WRITES = {*PRESSES}
"""What leaves a mark in the record: a press, and a file that is taken away."""
OF_ONE: set[str] = set()
every_page = pytest.mark.parametrize("page", PAGES)


@dataclass(frozen=True, slots=True)
class Kept:
    """A partnership, and another."""

    here: Here
    theirs: Here


@pytest.fixture(scope="module")
def kept(kept_db: None) -> Kept:
    return Kept(make_here(), make_here("Thirdford"))


@pytest.fixture
def found(kept: Kept, db: None) -> Kept:
    return kept


def address(found: Kept, page: str, here: Here | None = None) -> str:
    return reverse(f"places:{page}", args=[(here or found.here).partnership.pk])


def opened(browser: Client, found: Kept, page: str, here: Here | None = None) -> int:
    ask = browser.post if page in PRESSES else browser.get
    return ask(address(found, page, here)).status_code


def test_every_address_of_the_room_is_tested() -> None:
    names = get_resolver("commonground.rooms.places.urls").reverse_dict

    assert {name for name in names if isinstance(name, str)} == set(PAGES)


def test_every_verb_is_in_the_table() -> None:
    assert set(ALLOWED) == set(Verb)


@pytest.mark.parametrize(("verb", "role"), [*product(Verb, Role)])
def test_check_and_may_agree(verb: Verb, role: Role) -> None:
    if may_do({role}, verb):
        check_may_do({role}, verb)
    else:
        with pytest.raises(NotAllowed, match="Ask the"):
            check_may_do({role}, verb)


@every_page
def test_it_opens_to_those_who_may_and_to_no_other(found: Kept, page: str) -> None:
    for role in Role:
        may = role in ALLOWED[PAGES[page]]
        answer = opened(found.here.browser(role), found, page)
        assert answer in ((200, 302) if may else (403,)), role


@every_page
def test_nothing_of_it_is_there_for_outsiders(found: Kept, page: str) -> None:
    outsider = found.theirs.analysts_browser

    assert opened(outsider, found, page) == 404
    assert opened(Client(), found, page) == 302
    if page in OF_ONE:
        assert opened(outsider, found, page, found.theirs) == 404


@every_page
def test_the_wrong_method_is_refused(found: Kept, page: str) -> None:
    wrong = "GET" if page in PRESSES else "PUT"
    answer = found.here.analysts_browser.generic(wrong, address(found, page))

    assert answer.status_code == 405


@pytest.mark.parametrize("page", [one for one in PAGES if one not in WRITES])
def test_it_opens_in_at_most_ten_queries(found: Kept, page: str) -> None:
    browser = found.here.analysts_browser

    with at_most(10):
        assert browser.get(address(found, page)).status_code == 200
