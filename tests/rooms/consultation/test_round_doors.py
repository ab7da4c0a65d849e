"""Every page of the room: 404 to an outsider, 403 to a reader, 405 to the wrong method."""

from dataclasses import dataclass

import pytest
from django.test import Client
from django.urls import get_resolver, reverse
from people_here import Here, at_most, make_here
from rounds_here import Consulted, ready_round

from commonground.rooms.consultation.rules import ALLOWED, Verb
from commonground.rooms.people.roles import Role

pytestmark = pytest.mark.same_on_postgresql


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its name, what it needs, and the method that is wrong for it."""

    name: str
    verb: Verb
    is_of_a_round: bool = True
    wrong: str = "put"
    is_a_press: bool = False
    since: str = "draft"
    """How far a round has come when it first has this page; before, it leads to the round's."""


PAGES = [
    Page("rounds", Verb.SEE_ROUNDS, is_of_a_round=False, wrong="post"),
    Page("add_round", Verb.EDIT_ROUNDS, is_of_a_round=False),
    Page("round", Verb.SEE_ROUNDS, wrong="post"),
    Page("change_round", Verb.EDIT_ROUNDS),
    Page("factors", Verb.EDIT_ROUNDS),
    Page("descriptors", Verb.EDIT_ROUNDS),
    Page("choose_issues", Verb.EDIT_ROUNDS),
    Page("choose_assessors", Verb.EDIT_ROUNDS),
    Page("expertise", Verb.EDIT_ROUNDS),
    Page("assignment", Verb.SEE_ROUNDS),
    Page("open_round", Verb.RUN_ROUNDS),
    Page("close_round", Verb.RUN_ROUNDS),
    Page("invite", Verb.RUN_ROUNDS),
    Page("remind", Verb.RUN_ROUNDS),
    Page("thank", Verb.RUN_ROUNDS),
    Page("paper", Verb.TYPE_SCORES, wrong="post"),
    Page("print_paper", Verb.TYPE_SCORES, wrong="post"),
    Page("withdraw", Verb.RUN_ROUNDS),
    Page("reopen", Verb.RUN_ROUNDS, since="closed"),
    Page("messages", Verb.RUN_ROUNDS, wrong="post"),
]
BY_LINK = {"start", "issue"}
"""Their door is a link: tests/rooms/consultation/test_scoring_by_link.py."""

ORDER = ["draft", "open", "closed"]
OF_AN_ASSESSOR = {"type_in"}
"""Their doors are in tests/rooms/consultation/test_paper.py."""
every_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)


def address(page: Page, found: Consulted) -> str:
    about = [found.round_id] if page.is_of_a_round else []
    return reverse(f"consultation:{page.name}", args=[found.here.partnership.pk, *about])


def opened(browser: Client, page: Page, found: Consulted) -> int:
    ask = browser.post if page.is_a_press else browser.get
    return ask(address(page, found)).status_code


@dataclass(frozen=True, slots=True)
class Kept:
    """A round of each status, and another partnership's."""

    by_status: dict[str, Consulted]
    theirs: Consulted


@pytest.fixture(scope="module")
def kept(kept_db: None) -> Kept:
    by_status = {one: ready_round(make_here(f"Larkenmere {one}")) for one in ORDER}
    by_status["open"].open()
    by_status["closed"].open().score_everything().close()
    return Kept(by_status, ready_round(make_here("Thirdford")))


@pytest.fixture
def found(kept: Kept, db: None) -> Consulted:
    return kept.by_status["draft"]


@pytest.fixture
def here(found: Consulted) -> Here:
    return found.here


def test_every_address_of_the_room_is_tested() -> None:
    names = get_resolver("commonground.rooms.consultation.urls").reverse_dict

    assert {name for name in names if isinstance(name, str)} == {
        *(page.name for page in PAGES), *BY_LINK, *OF_AN_ASSESSOR,
    }  # fmt: skip


@every_page
@pytest.mark.parametrize("status", ORDER)
def test_it_works_for_the_analyst_in_at_most_ten_queries(
    kept: Kept, db: None, page: Page, status: str
) -> None:
    found = kept.by_status[status]
    browser = found.here.analysts_browser

    if page.is_a_press or ORDER.index(status) < ORDER.index(page.since):
        assert opened(browser, page, found) == 302
        return
    with at_most(10):
        answer = opened(browser, page, found)
    assert answer == 200


@every_page
@pytest.mark.parametrize("role", Role)
def test_it_opens_to_the_roles_of_the_table_alone(
    here: Here, found: Consulted, page: Page, role: Role
) -> None:
    answer = opened(here.browser(role), page, found)

    allowed = 302 if page.is_a_press or page.since != "draft" else 200
    assert answer == (allowed if role in ALLOWED[page.verb] else 403)


@pytest.mark.parametrize(
    "page", [one for one in PAGES if one.wrong == "put"], ids=lambda one: one.name
)
def test_a_reader_may_not_send_its_form_either(here: Here, found: Consulted, page: Page) -> None:
    assert here.browser(Role.MEMBER).post(address(page, found), {}).status_code == 403


@every_page
def test_it_is_not_there_for_an_outsider(found: Consulted, outsider: Client, page: Page) -> None:
    assert opened(outsider, page, found) == 404


@every_page
def test_it_sends_whoever_is_not_signed_in_to_sign_in(found: Consulted, page: Page) -> None:
    assert opened(Client(), page, found) == 302


@every_page
def test_it_refuses_the_wrong_method_with_a_page(here: Here, found: Consulted, page: Page) -> None:
    answer = here.analysts_browser.generic(page.wrong.upper(), address(page, found))

    assert answer.status_code == 405
    assert "Nothing was changed." in answer.content.decode()


@pytest.mark.parametrize(
    "page", [one for one in PAGES if one.is_of_a_round], ids=lambda page: page.name
)
def test_another_partnerships_round_is_not_there(here: Here, kept: Kept, page: Page) -> None:
    at = reverse(f"consultation:{page.name}", args=[here.partnership.pk, kept.theirs.round_id])
    browser = here.analysts_browser

    answer = browser.post(at) if page.is_a_press else browser.get(at)

    assert answer.status_code == 404
