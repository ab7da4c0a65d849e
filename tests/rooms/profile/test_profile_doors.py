"""Every page of the room: 404 to an outsider, 403 to a reader, 405 to the wrong method."""

from dataclasses import dataclass
from itertools import product

import pytest
from django.test import Client
from django.urls import get_resolver, reverse
from people_here import Here, at_most, make_here
from sources_here import add_source

from commonground.rooms.people.roles import Role
from commonground.rooms.profile.models import DataSet
from commonground.rooms.profile.rules import ALLOWED, Verb, check_may_do, may_do
from commonground.rooms.refusals import NotAllowed

PAGES = {
    "sources": Verb.SEE_SOURCES,
    "add_source": Verb.KEEP_SOURCES,
    "source": Verb.SEE_SOURCES,
    "change_source": Verb.KEEP_SOURCES,
    "receive": Verb.KEEP_SOURCES,
    "ask": Verb.KEEP_SOURCES,
}
OF_ALL = {"sources", "add_source"}
every_page = pytest.mark.parametrize("page", PAGES)


@dataclass(frozen=True, slots=True)
class Kept:
    """A partnership with a data set, and another with none."""

    here: Here
    theirs: Here
    about: DataSet


@pytest.fixture(scope="module")
def kept(kept_db: None) -> Kept:
    here = make_here()
    return Kept(here, make_here("Thirdford"), add_source(here))


@pytest.fixture
def found(kept: Kept, db: None) -> Kept:
    return kept


def address(found: Kept, page: str, here: Here | None = None) -> str:
    of = [] if page in OF_ALL else [found.about.pk]
    return reverse(f"profile:{page}", args=[(here or found.here).partnership.pk, *of])


def test_every_address_of_the_room_is_tested() -> None:
    names = get_resolver("commonground.rooms.profile.urls").reverse_dict

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
        answer = found.here.browser(role).get(address(found, page))
        assert answer.status_code == (200 if role in ALLOWED[PAGES[page]] else 403), role


@every_page
def test_nothing_of_it_is_there_for_outsiders(found: Kept, page: str) -> None:
    outsider = found.theirs.analysts_browser

    assert outsider.get(address(found, page)).status_code == 404
    assert Client().get(address(found, page)).status_code == 302
    if page not in OF_ALL:
        assert outsider.get(address(found, page, found.theirs)).status_code == 404


@every_page
def test_the_wrong_method_is_refused(found: Kept, page: str) -> None:
    assert found.here.analysts_browser.put(address(found, page)).status_code == 405


@every_page
def test_it_opens_in_at_most_ten_queries(found: Kept, page: str) -> None:
    browser = found.here.analysts_browser

    with at_most(10):
        assert browser.get(address(found, page)).status_code == 200
