"""Every page of the room: 404 to an outsider, 403 to a reader, 405 to the wrong method."""

from copy import deepcopy
from dataclasses import dataclass
from itertools import product
from uuid import UUID

import pytest
from django.test import Client
from django.urls import get_resolver, reverse
from people_here import Here, at_most, make_here
from themes_here import CHECK_PAGES, Coded, coded_lightly

from commonground.rooms.people.roles import Role
from commonground.rooms.refusals import NotAllowed
from commonground.rooms.themes.models import GoldenTheme
from commonground.rooms.themes.rules import ALLOWED, Verb, check_may_do, may_do

pytestmark = pytest.mark.same_on_postgresql


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its name, what it needs, what it is about, and whether it is a button."""

    name: str
    verb: Verb
    about: str = ""
    is_a_press: bool = False

    @property
    def wrong(self) -> str:
        return "GET" if self.is_a_press else "PUT"


PAGES = [
    Page("themes", Verb.SEE_REMARKS),
    Page("add_theme", Verb.EDIT_THEMES),
    Page("theme", Verb.SEE_REMARKS, "theme"),
    Page("change_theme", Verb.EDIT_THEMES, "theme"),
    Page("delete_theme", Verb.EDIT_THEMES, "theme"),
    Page("export", Verb.EXPORT_THEMES, "kind"),
    Page("remarks", Verb.SEE_REMARKS),
    Page("remark", Verb.SEE_REMARKS, "remark"),
    Page("groups", Verb.CODE_REMARKS),
    Page("group", Verb.CODE_REMARKS, "remark"),
    Page("undo", Verb.CODE_REMARKS, is_a_press=True),
    Page("gather", Verb.GATHER_REMARKS),
    Page("gather_round", Verb.GATHER_REMARKS, "round", is_a_press=True),
    Page("gather_proposals", Verb.GATHER_REMARKS, is_a_press=True),
    Page("paste", Verb.GATHER_REMARKS),
    Page("import_survey", Verb.GATHER_REMARKS),
    Page("look_at_survey", Verb.GATHER_REMARKS, is_a_press=True),
    Page("confirm_survey", Verb.GATHER_REMARKS, is_a_press=True),
    Page("codes", Verb.SEE_REMARKS),
    Page("add_code", Verb.EDIT_CODES),
    Page("change_code", Verb.EDIT_CODES, "code"),
    Page("merge_code", Verb.EDIT_CODES, "code"),
    Page("split_code", Verb.EDIT_CODES, "code"),
    Page("retire_code", Verb.EDIT_CODES, "code"),
]
every_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
about_something = pytest.mark.parametrize(
    "page", [one for one in PAGES if one.about not in ("", "kind")], ids=lambda page: page.name
)


def address(page: Page, found: Coded, here: Here | None = None) -> str:
    about: dict[str, list[UUID | str]] = {
        "kind": ["xlsx"],
        "theme": [GoldenTheme.objects.get(partnership=found.here.partnership).pk],
        "": [],
        "remark": [found.remarks[0].pk],
        "round": [found.of.round_id],
        "code": [found.codes[0].pk],
    }
    return reverse(
        f"themes:{page.name}",
        args=[(here or found.of.here).partnership.pk, *about[page.about]],
    )


def opened(browser: Client, page: Page, found: Coded, here: Here | None = None) -> int:
    ask = browser.post if page.is_a_press else browser.get
    return ask(address(page, found, here)).status_code


@dataclass(frozen=True, slots=True)
class Kept:
    """A closed round, a remark and a code in each of two partnerships."""

    found: Coded
    theirs: Coded


@pytest.fixture(scope="module")
def kept(kept_db: None) -> Kept:
    return Kept(coded_lightly(make_here()), coded_lightly(make_here("Thirdford")))


@pytest.fixture
def found(kept: Kept, db: None) -> Coded:
    """Return a closed round, a remark and a code."""
    return deepcopy(kept.found)


def test_every_address_of_the_room_is_tested() -> None:
    names = get_resolver("commonground.rooms.themes.urls").reverse_dict

    tested = {page.name for page in PAGES} | CHECK_PAGES.keys()
    assert {name for name in names if isinstance(name, str)} == tested


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
def test_it_opens_to_the_analyst_in_at_most_ten_queries(found: Coded, page: Page) -> None:
    browser, at = found.of.here.analysts_browser, address(page, found)
    if page.is_a_press:
        assert browser.post(at).status_code == 302
        return

    with at_most(10):
        answer = browser.get(at)

    assert answer.status_code == 200


@every_page
@pytest.mark.parametrize("role", Role)
def test_it_opens_to_the_roles_of_the_table_alone(found: Coded, page: Page, role: Role) -> None:
    allowed = 302 if page.is_a_press else 200

    answer = opened(found.of.here.browser(role), page, found)

    assert answer == (allowed if role in ALLOWED[page.verb] else 403)


@every_page
def test_it_is_not_there_for_an_outsider(found: Coded, outsider: Client, page: Page) -> None:
    assert opened(outsider, page, found) == 404


@every_page
def test_it_sends_whoever_is_not_signed_in_to_sign_in(found: Coded, page: Page) -> None:
    assert opened(Client(), page, found) == 302


@every_page
def test_it_refuses_the_wrong_method_with_a_page(found: Coded, page: Page) -> None:
    answer = found.of.here.analysts_browser.generic(page.wrong, address(page, found))

    assert answer.status_code == 405


@about_something
def test_what_is_another_partnerships_is_not_there(kept: Kept, found: Coded, page: Page) -> None:
    here = found.here

    assert opened(here.analysts_browser, page, kept.theirs, here) == 404


def test_a_reader_sees_a_remark_and_may_not_code_it(found: Coded) -> None:
    page = next(one for one in PAGES if one.name == "remark")

    answer = found.of.here.browser(Role.CHAIR).post(address(page, found), {"version": "1"})

    assert answer.status_code == 403
