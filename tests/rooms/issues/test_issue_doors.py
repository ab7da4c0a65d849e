"""Every page of the room: 404 to an outsider, 403 to a reader, 405 to the wrong method."""

from dataclasses import dataclass
from uuid import UUID

import pytest
from django.test import Client
from django.urls import get_resolver, reverse
from people_here import Here, at_most, holder_in, make_here

from commonground.rooms.issues import actions, proposing_actions
from commonground.rooms.issues.rules import ALLOWED, Verb
from commonground.rooms.people.roles import Role

pytestmark = pytest.mark.same_on_postgresql


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its name, what it needs, what it is about, and the method that is wrong for it."""

    name: str
    verb: Verb
    about: str = ""
    wrong: str = "put"
    right: str = "get"
    chosen: bool = False
    answers: int = 200


PAGES = [
    Page("issues", Verb.SEE_ISSUES, wrong="post"),
    Page("add_issue", Verb.EDIT_ISSUES),
    Page("import_issues", Verb.IMPORT_ISSUES),
    Page("confirm_import", Verb.IMPORT_ISSUES, answers=302),
    Page("export_issues", Verb.EXPORT_ISSUES, wrong="post"),
    Page("bulk", Verb.EDIT_ISSUES, chosen=True),
    Page("merge", Verb.CLOSE_ISSUES, chosen=True),
    Page("retire_many", Verb.CLOSE_ISSUES, chosen=True),
    Page("issue", Verb.SEE_ISSUES, "issue", wrong="post"),
    Page("change_issue", Verb.EDIT_ISSUES, "issue"),
    Page("retire", Verb.CLOSE_ISSUES, "issue"),
    Page("split", Verb.CLOSE_ISSUES, "issue"),
    Page("add_evidence", Verb.EDIT_ISSUES, "issue"),
    Page("withdraw_evidence", Verb.EDIT_ISSUES, "evidence"),
    Page("themes", Verb.SEE_ISSUES, wrong="post"),
    Page("rename_theme", Verb.EDIT_THEMES, "theme"),
    Page("merge_theme", Verb.EDIT_THEMES, "theme"),
    Page("delete_theme", Verb.EDIT_THEMES, "theme"),
    Page("proposals", Verb.DECIDE_PROPOSALS, wrong="post"),
    Page("proposal", Verb.DECIDE_PROPOSALS, "proposal", wrong="post"),
    Page("accept_proposal", Verb.DECIDE_PROPOSALS, "proposal"),
    Page("accept_evidence", Verb.DECIDE_PROPOSALS, "proposal"),
    Page("decline_proposal", Verb.DECIDE_PROPOSALS, "proposal"),
    Page("send_links", Verb.COLLECT_PROPOSALS),
    Page("sent_links", Verb.COLLECT_PROPOSALS, wrong="post"),
    Page("withdraw_link", Verb.COLLECT_PROPOSALS, "link", wrong="get", right="post", answers=302),
]
OPEN = {"propose", "propose_issue", "change_proposal", "withdraw_proposal"}
"""Pages that a personal link opens; they have tests of their own."""

every_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)


def ids_in(here: Here) -> dict[str, UUID]:
    """Return objects of each kind of a partnership."""
    theme = actions.theme_named(by=here.seat, name="Violence")
    issue = actions.add_issue(by=here.seat, name="Knife crime", theme=theme)
    other = actions.add_issue(by=here.seat, name="Gun crime", tags=frozenset({"firearms"}))
    evidence = actions.add_evidence(by=here.seat, issue=issue, text="More", source="Police")
    holder = holder_in(here)
    proposal = proposing_actions.propose_issue(
        by=holder, name="Gun crimes", evidence="Shots heard", source="Staff", theme=theme
    )
    return {
        "issue": issue.pk,
        "other": other.pk,
        "evidence": evidence.pk,
        "theme": theme.pk,
        "proposal": proposal.pk,
        "link": holder.link.pk,
    }


@dataclass(frozen=True, slots=True)
class Kept:
    """Two partnerships with objects of each kind."""

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
    found = reverse(f"issues:{page.name}", args=[here.partnership.pk, *about])
    return f"{found}?issue={ids['issue']}&issue={ids['other']}" if page.chosen else found


def test_every_address_of_the_room_is_tested() -> None:
    names = get_resolver("commonground.rooms.issues.urls").reverse_dict

    assert {name for name in names if isinstance(name, str)} == {page.name for page in PAGES} | OPEN


@every_page
def test_it_works_for_the_analyst_in_at_most_ten_queries(
    here: Here, ids: dict[str, UUID], page: Page
) -> None:
    browser = here.analysts_browser

    with at_most(10 if page.right == "get" else 20):  # a write keeps its record besides
        answer = browser.generic(page.right.upper(), address(page, here, ids))

    assert answer.status_code == page.answers


@every_page
@pytest.mark.parametrize("role", Role)
def test_it_opens_to_the_roles_of_the_table_alone(
    here: Here, ids: dict[str, UUID], page: Page, role: Role
) -> None:
    browser = here.browser(role)

    answer = browser.generic(page.right.upper(), address(page, here, ids))

    assert answer.status_code == (page.answers if role in ALLOWED[page.verb] else 403)


@pytest.mark.parametrize(
    "page", [one for one in PAGES if one.wrong == "put"], ids=lambda one: one.name
)
def test_a_reader_may_not_send_its_form_either(
    here: Here, ids: dict[str, UUID], page: Page
) -> None:

    assert here.browser(Role.MEMBER).post(address(page, here, ids), {}).status_code == 403


@every_page
def test_it_is_not_there_for_an_outsider(
    here: Here, ids: dict[str, UUID], outsider: Client, page: Page
) -> None:
    at = address(page, here, ids)

    assert outsider.generic(page.right.upper(), at).status_code == 404


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


@pytest.mark.parametrize(
    "page", [one for one in PAGES if one.about or one.chosen], ids=lambda page: page.name
)
def test_another_partnerships_object_is_not_there(here: Here, kept: Kept, page: Page) -> None:
    at = address(page, here, kept.others)

    answer = here.analysts_browser.generic(page.right.upper(), at)

    assert answer.status_code == 404


def test_another_partnerships_theme_can_be_neither_chosen_nor_asked_for(
    here: Here, elsewhere: Here
) -> None:
    theme = actions.theme_named(by=elsewhere.seat, name="Theirs")
    browser, at = here.analysts_browser, f"/p/{here.partnership.pk}/issues/"

    added = browser.post(f"{at}add/", {"name": "A", "origin": "meeting", "theme": theme.pk})

    assert added.status_code == 200
    assert "Theirs" not in browser.get(at, {"theme": str(theme.pk)}).content.decode()
