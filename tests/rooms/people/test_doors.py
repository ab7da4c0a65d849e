"""Every page of the room: 404 to an outsider, 403 to a reader, 405 to the wrong method."""

from dataclasses import dataclass
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import get_resolver, reverse
from people_here import Here, at_most, make_here, signed_in

from commonground.rooms.people import member_actions
from commonground.rooms.people.models import HeldRole, Purpose
from commonground.rooms.people.roles import Role
from commonground.rooms.people.rules import ALLOWED, Verb

pytestmark = pytest.mark.same_on_postgresql


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its name, what it needs, what it is about, and the method that is wrong for it."""

    name: str
    verb: Verb
    about: str = ""
    wrong: str = "put"
    right: str = "get"


PAGES = [
    Page("change_partnership", Verb.EDIT_PARTNERSHIP),
    Page("role_names", Verb.EDIT_PARTNERSHIP),
    Page("agencies", Verb.SEE_AGENCIES, wrong="post"),
    Page("add_agency", Verb.EDIT_AGENCIES),
    Page("agency", Verb.SEE_AGENCIES, "agency", wrong="post"),
    Page("change_agency", Verb.EDIT_AGENCIES, "agency"),
    Page("members", Verb.SEE_PEOPLE, wrong="post"),
    Page("add_member", Verb.EDIT_PEOPLE),
    Page("import_contacts", Verb.EDIT_PEOPLE),
    Page("confirm_import", Verb.EDIT_PEOPLE, wrong="get", right="post"),
    Page("contacts_template", Verb.EDIT_PEOPLE, wrong="post"),
    Page("member", Verb.SEE_PEOPLE, "member", wrong="post"),
    Page("change_member", Verb.EDIT_PEOPLE, "member"),
    Page("give_role", Verb.EDIT_PEOPLE, "member"),
    Page("invite", Verb.INVITE, "member", wrong="get", right="post"),
    Page("end_role", Verb.EDIT_PEOPLE, "held_role"),
    Page("revoke_link", Verb.INVITE, "link", wrong="get", right="post"),
    Page("tokens", Verb.HOLD_TOKENS, wrong="post"),
    Page("make_token", Verb.HOLD_TOKENS),
]
OPEN = {"new_partnership", "look_round", "link", "revoke_token"}
"""Pages of no partnership, or of one person alone; they have tests of their own."""

every_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)


def ids_in(here: Here) -> dict[str, UUID]:
    """Return one object of each kind of a partnership."""
    member = here.member(Role.MEMBER, name="Subject")
    made = member_actions.make_link(by=here.seat, member=member, purpose=Purpose.JOIN)
    held = HeldRole.objects.get(membership=member)
    return {
        "agency": here.agency.pk,
        "member": member.pk,
        "held_role": held.pk,
        "link": made.link.pk,
    }


@dataclass(frozen=True, slots=True)
class Kept:
    """Two partnerships with one object of each kind."""

    here: Here
    ids: dict[str, UUID]
    elsewhere: Here
    others: dict[str, UUID]


@pytest.fixture(scope="module")
def kept(kept_db: None) -> Kept:
    here, elsewhere = make_here(), make_here("Otherfold")
    return Kept(here, ids_in(here), elsewhere, ids_in(elsewhere))


@pytest.fixture
def here(kept: Kept, db: None) -> Here:
    return kept.here


@pytest.fixture
def elsewhere(kept: Kept, db: None) -> Here:
    return kept.elsewhere


@pytest.fixture
def ids(kept: Kept) -> dict[str, UUID]:
    return kept.ids


def address(page: Page, here: Here, ids: dict[str, UUID]) -> str:
    about = [ids[page.about]] if page.about else []
    return reverse(f"people:{page.name}", args=[here.partnership.pk, *about])


def test_every_address_of_the_room_is_tested() -> None:
    names = {
        name
        for name in get_resolver("commonground.rooms.people.urls").reverse_dict
        if isinstance(name, str)
    }

    assert names == {page.name for page in PAGES} | OPEN


@every_page
def test_it_works_for_the_analyst(here: Here, ids: dict[str, UUID], page: Page) -> None:
    answer = here.analysts_browser.generic(page.right.upper(), address(page, here, ids))

    assert answer.status_code == (200 if page.right == "get" else 302)


@every_page
@pytest.mark.parametrize("role", Role)
def test_it_opens_to_the_roles_of_the_table_alone(
    here: Here, ids: dict[str, UUID], page: Page, role: Role
) -> None:
    answer = here.browser(role).generic(page.right.upper(), address(page, here, ids))

    assert (answer.status_code == 403) is (role not in ALLOWED[page.verb])
    assert answer.status_code in {200, 302, 403}


@every_page
def test_it_is_not_there_for_an_outsider(
    here: Here, ids: dict[str, UUID], outsider: Client, page: Page
) -> None:
    answer = outsider.generic(page.right.upper(), address(page, here, ids))

    assert answer.status_code == 404


@every_page
def test_it_sends_whoever_is_not_signed_in_to_sign_in(
    here: Here, ids: dict[str, UUID], page: Page
) -> None:
    answer = Client().generic(page.right.upper(), address(page, here, ids))

    assert answer.status_code == 302
    assert answer["Location"].startswith("/account/login/?next=/p/")


@every_page
def test_it_refuses_the_wrong_method_with_a_page(
    here: Here, ids: dict[str, UUID], page: Page
) -> None:
    answer = here.analysts_browser.generic(page.wrong.upper(), address(page, here, ids))

    assert answer.status_code == 405
    assert "Nothing was changed." in answer.content.decode()


@pytest.mark.parametrize("page", [one for one in PAGES if one.about], ids=lambda page: page.name)
def test_another_partnerships_object_is_not_there(here: Here, kept: Kept, page: Page) -> None:
    answer = here.analysts_browser.generic(page.right.upper(), address(page, here, kept.others))

    assert answer.status_code == 404


@pytest.mark.parametrize(
    "page", [one for one in PAGES if one.right == "get"], ids=lambda one: one.name
)
def test_it_takes_at_most_ten_queries(here: Here, ids: dict[str, UUID], page: Page) -> None:
    for number in range(5):
        here.member(Role.ASSESSOR, Role.MEMBER, name=f"Person {number}")
    browser = here.analysts_browser

    with at_most(10):
        browser.get(address(page, here, ids))


def test_an_id_that_nothing_has_is_not_found(here: Here) -> None:
    assert here.analysts_browser.get(f"/p/{uuid4()}/agencies/").status_code == 404


def test_a_role_that_has_ended_opens_nothing(here: Here) -> None:
    member = here.member(Role.MEMBER)
    held = HeldRole.objects.get(membership=member)
    HeldRole.objects.filter(pk=held.pk).update(since="2020-01-01", until="2020-12-31")

    answer = signed_in(member.person).get(f"/p/{here.partnership.pk}/agencies/")

    assert answer.status_code == 404
