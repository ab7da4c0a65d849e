"""Every page of the room: 404 to an outsider, 403 to a reader, 405 to the wrong method."""

from dataclasses import dataclass
from itertools import product

import pytest
from django.test import Client
from django.urls import get_resolver, reverse
from people_here import Here, at_most, make_here
from rounds_here import Consulted, ready_round

from commonground.rooms.consultation import access as consultation_access
from commonground.rooms.people.roles import Role
from commonground.rooms.ranking.files import KINDS
from commonground.rooms.ranking.models import Decision, Ranking
from commonground.rooms.ranking.rules import ALLOWED, Verb, check_may_do, may_do
from commonground.rooms.refusals import NotAllowed

pytestmark = pytest.mark.same_on_postgresql


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its name, what it needs, and the method that is wrong for it."""

    name: str
    verb: Verb
    wrong: str = "post"
    is_about_an_issue: bool = False
    is_a_press: bool = False
    is_of_the_partnership: bool = False
    kind: str = ""


PAGES = [
    Page("ranking", Verb.SEE_RANKING),
    Page("make", Verb.MAKE_RANKING, wrong="get", is_a_press=True),
    Page("decide", Verb.MOVE_LINE, wrong="put", is_about_an_issue=True),
    Page("issue", Verb.SEE_RANKING, is_about_an_issue=True),
    Page("matrix", Verb.SEE_RANKING),
    Page("files", Verb.EXPORT_RANKING),
    Page("file", Verb.EXPORT_RANKING, kind="workbook"),
    Page("compare", Verb.SEE_RANKING, is_of_the_partnership=True),
    Page("compare_file", Verb.EXPORT_RANKING, is_of_the_partnership=True),
]
every_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: f"{page.name}{page.kind}")


def address(page: Page, found: Consulted, here: Here | None = None) -> str:
    about: list[object] = [(here or found.here).partnership.pk]
    if page.is_of_the_partnership:
        ranking = Ranking.objects.filter(closing__round=found.round_id).first()
        asked = f"?then={ranking.pk}&now={ranking.pk}" if ranking else ""
        return reverse(f"ranking:{page.name}", args=about) + asked
    about.append(found.round_id)
    if page.is_about_an_issue:
        about.append(consultation_access.round_issues(found.round)[0].pk)
    if page.kind:
        about.append(page.kind)
    return reverse(f"ranking:{page.name}", args=about)


def opened(browser: Client, page: Page, found: Consulted, here: Here | None = None) -> int:
    ask = browser.post if page.is_a_press else browser.get
    return ask(address(page, found, here)).status_code


@dataclass(frozen=True, slots=True)
class Kept:
    """A round with its ranking in each of two partnerships."""

    ranked: Consulted
    theirs: Consulted


@pytest.fixture(scope="module")
def kept(kept_db: None) -> Kept:
    return Kept(make_ranked(make_here("Firstwick")), make_ranked(make_here("Thirdford")))


@pytest.fixture
def ranked(kept: Kept, db: None) -> Consulted:
    """Return a closed round with its ranking."""
    return kept.ranked


@pytest.fixture
def theirs(kept: Kept, db: None) -> Consulted:
    return kept.theirs


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
def test_it_works_for_the_analyst_in_at_most_ten_queries(ranked: Consulted, page: Page) -> None:
    browser, at = ranked.here.analysts_browser, address(page, ranked)

    with at_most(10):
        answer = browser.post(at) if page.is_a_press else browser.get(at)

    assert answer.status_code == (302 if page.is_a_press else 200)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_file_is_made_in_at_most_ten_queries(ranked: Consulted, kind: str) -> None:
    browser = ranked.here.analysts_browser

    with at_most(10):
        answer = browser.get(f"{ranked.at}ranking/{kind}/download/")

    assert answer.status_code == 200


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
def test_another_partnerships_round_is_not_there(
    ranked: Consulted, theirs: Consulted, page: Page
) -> None:
    assert opened(ranked.here.analysts_browser, page, theirs, ranked.here) == 404


@every_page
def test_there_is_nothing_before_the_round_closes(here: Here, page: Page) -> None:
    found = ready_round(here).open()

    # the comparison is there, and says that there is nothing to compare yet
    assert opened(here.analysts_browser, page, found) == (200 if page.name == "compare" else 404)


@every_page
def test_there_is_nothing_to_see_take_or_decide_before_it_is_computed(
    here: Here, page: Page
) -> None:
    found = ready_round(here).open().score_everything().close()
    is_there = {"ranking": 200, "make": 302, "compare": 200}

    assert opened(here.analysts_browser, page, found) == is_there.get(page.name, 404)


@pytest.mark.parametrize("query", ["?stage=2", "?stage=x", "?stage=-1", "?stage=99999"])
@pytest.mark.parametrize("name", ["ranking", "matrix", "issue", "files"])
def test_a_stage_that_is_not_there_is_not_found(ranked: Consulted, name: str, query: str) -> None:
    page = next(one for one in PAGES if one.name == name)

    answer = ranked.here.analysts_browser.get(address(page, ranked) + query)

    assert answer.status_code == 404


@pytest.mark.parametrize("kind", ["nothing", "pack-zip", "PACK"])
def test_a_kind_of_file_that_there_is_not_is_not_found(ranked: Consulted, kind: str) -> None:
    answer = ranked.here.analysts_browser.get(f"{ranked.at}ranking/{kind}/download/")

    assert answer.status_code == 404


@pytest.mark.parametrize("side", ["then", "now"])
@pytest.mark.parametrize("name", ["compare", "compare_file"])
def test_another_partnerships_ranking_is_not_compared(
    ranked: Consulted, theirs: Consulted, side: str, name: str
) -> None:
    other = Ranking.objects.get(closing__round=theirs.round_id)
    at = reverse(f"ranking:{name}", args=[ranked.here.partnership.pk])

    answer = ranked.here.analysts_browser.get(f"{at}?{side}={other.pk}")

    assert answer.status_code == 404
    assert ranked.here.analysts_browser.get(f"{at}?{side}=nonsense").status_code == 404


def test_an_address_that_asks_for_what_there_is_not_is_no_error_of_ours(here: Here) -> None:
    at = f"/p/{here.partnership.pk}/rankings/compare/"

    assert here.analysts_browser.get(f"{at}?sort=rank").status_code == 200
    assert here.analysts_browser.get(f"{at}download/?sort=rank").status_code == 404


def test_a_direction_that_there_is_not_moves_nothing_by_itself(ranked: Consulted) -> None:
    at = address(Page("decide", Verb.MOVE_LINE, is_about_an_issue=True), ranked)

    answer = ranked.here.analysts_browser.post(at, {"direction": "sideways"})

    assert answer.status_code == 200
    assert not Decision.objects.exists()
