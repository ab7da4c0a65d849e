"""Every page of the room: 404 to an outsider, 403 to a reader, 405 to the wrong method."""

from dataclasses import dataclass
from itertools import product

import pytest
from django.test import Client
from django.urls import get_resolver, reverse
from people_here import Here, at_most
from rounds_here import Consulted, ready_round

from commonground.rooms.consultation import access as consultation_access
from commonground.rooms.people.roles import Role
from commonground.rooms.ranking.rules import ALLOWED, Verb, check_may_do, may_do
from commonground.rooms.refusals import NotAllowed


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its name, what it needs, and the method that is wrong for it."""

    name: str
    verb: Verb
    wrong: str = "post"
    is_about_an_issue: bool = False
    is_a_press: bool = False


PAGES = [
    Page("ranking", Verb.SEE_RANKING),
    Page("make", Verb.MAKE_RANKING, wrong="get", is_a_press=True),
    Page("decide", Verb.MOVE_LINE, wrong="put", is_about_an_issue=True),
    Page("pack", Verb.EXPORT_RANKING),
    Page("result", Verb.EXPORT_RANKING),
]
every_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)


def address(page: Page, found: Consulted, here: Here | None = None) -> str:
    about = [(here or found.here).partnership.pk, found.round_id]
    if page.is_about_an_issue:
        about.append(consultation_access.round_issues(found.round)[0].pk)
    return reverse(f"ranking:{page.name}", args=about)


def opened(browser: Client, page: Page, found: Consulted, here: Here | None = None) -> int:
    ask = browser.post if page.is_a_press else browser.get
    return ask(address(page, found, here)).status_code


@pytest.fixture
def ranked(here: Here) -> Consulted:
    """Return a closed round with its ranking."""
    return make_ranked(here)


def make_ranked(here: Here) -> Consulted:
    found = ready_round(here).open().score_everything().close()
    here.analysts_browser.post(f"{found.at}ranking/make/")
    return found


def test_every_address_of_the_room_is_tested() -> None:
    names = get_resolver("commonground.rooms.ranking.urls").reverse_dict

    assert {name for name in names if isinstance(name, str)} == {page.name for page in PAGES}


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
def test_it_works_for_the_analyst_in_at_most_twelve_queries(ranked: Consulted, page: Page) -> None:
    browser, at = ranked.here.analysts_browser, address(page, ranked)

    with at_most(12 if page.name == "pack" else 10):
        answer = browser.post(at) if page.is_a_press else browser.get(at)

    assert answer.status_code == (302 if page.is_a_press else 200)


@every_page
@pytest.mark.parametrize("role", Role)
def test_it_opens_to_the_roles_of_the_table_alone(
    ranked: Consulted, page: Page, role: Role
) -> None:
    allowed = 302 if page.is_a_press else 200

    answer = opened(ranked.here.browser(role), page, ranked)

    assert answer == (allowed if role in ALLOWED[page.verb] else 403)


@every_page
def test_it_is_not_there_for_an_outsider(ranked: Consulted, outsider: Client, page: Page) -> None:
    assert opened(outsider, page, ranked) == 404


@every_page
def test_it_sends_whoever_is_not_signed_in_to_sign_in(ranked: Consulted, page: Page) -> None:
    assert opened(Client(), page, ranked) == 302


@every_page
def test_it_refuses_the_wrong_method_with_a_page(ranked: Consulted, page: Page) -> None:
    answer = ranked.here.analysts_browser.generic(page.wrong.upper(), address(page, ranked))

    assert answer.status_code == 405


@every_page
def test_another_partnerships_round_is_not_there(here: Here, elsewhere: Here, page: Page) -> None:
    theirs = make_ranked(elsewhere)

    assert opened(here.analysts_browser, page, theirs, here) == 404


@every_page
def test_there_is_nothing_before_the_round_closes(here: Here, page: Page) -> None:
    found = ready_round(here).open()

    assert opened(here.analysts_browser, page, found) == 404


@pytest.mark.parametrize("name", ["decide", "pack", "result"])
def test_there_is_nothing_to_take_or_decide_before_it_is_computed(here: Here, name: str) -> None:
    found = ready_round(here).open().score_everything().close()
    page = next(one for one in PAGES if one.name == name)

    assert opened(here.analysts_browser, page, found) == 404
