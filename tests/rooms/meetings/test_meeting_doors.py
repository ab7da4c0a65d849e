"""Every page of the room: 404 to an outsider, 403 to a reader, 405 to the wrong method."""

from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from itertools import product

import pytest
from django.test import Client
from django.urls import get_resolver, reverse
from meetings_here import Met, planned
from people_here import Here, at_most, make_here

from commonground.errors import BadInput
from commonground.rooms.meetings.models import State
from commonground.rooms.meetings.rules import (
    ALLOWED,
    NEXT,
    Step,
    Verb,
    after,
    check_may_do,
    check_running,
    may_do,
)
from commonground.rooms.people.roles import Role
from commonground.rooms.refusals import NotAllowed

pytestmark = pytest.mark.same_on_postgresql


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its name, what it needs, and the method that is wrong for it."""

    name: str
    verb: Verb
    is_of_a_round: bool = False
    wrong: str = "put"
    is_a_press: bool = False
    is_of_a_date: bool = False


PAGES = [
    Page("meetings", Verb.SEE_MEETINGS, is_of_a_round=True, wrong="post"),
    Page("plan_meeting", Verb.PLAN_MEETINGS, is_of_a_round=True),
    Page("meeting", Verb.SEE_MEETINGS, wrong="post"),
    Page("change_meeting", Verb.PLAN_MEETINGS),
    Page("invite", Verb.PLAN_MEETINGS),
    Page("register", Verb.SEE_MEETINGS),
    Page("sheet", Verb.SEE_MEETINGS, wrong="post"),
    Page("lead", Verb.LEAD_MEETINGS, wrong="post"),
    Page("lead_now", Verb.LEAD_MEETINGS, wrong="post"),
    Page("screen", Verb.LEAD_MEETINGS, wrong="post"),
    Page("screen_now", Verb.LEAD_MEETINGS, wrong="post"),
    Page("start", Verb.LEAD_MEETINGS, wrong="get", is_a_press=True),
    Page("end", Verb.LEAD_MEETINGS, wrong="get", is_a_press=True),
    Page("reveal", Verb.LEAD_MEETINGS, wrong="get", is_a_press=True),
    Page("note", Verb.LEAD_MEETINGS, wrong="get", is_a_press=True),
    Page("next_issue", Verb.LEAD_MEETINGS),
    Page("agree", Verb.LEAD_MEETINGS),
    Page("here", Verb.LEAD_MEETINGS),
    Page("dates", Verb.PLAN_MEETINGS),
    Page("ask", Verb.PLAN_MEETINGS, wrong="get", is_a_press=True),
    Page("tell", Verb.PLAN_MEETINGS, wrong="get", is_a_press=True),
    Page("date_letters", Verb.PLAN_MEETINGS, wrong="post"),
    Page("choose_date", Verb.PLAN_MEETINGS, wrong="get", is_a_press=True, is_of_a_date=True),
    Page("withdraw_date", Verb.PLAN_MEETINGS, wrong="get", is_a_press=True, is_of_a_date=True),
    Page("calendar", Verb.SEE_MEETINGS, wrong="post"),
]
BY_LINK = {
    "join",
    "join_by_code",
    "take_part",
    "now",
    "ask_in_room",
    "score",
    "answer",
    "own_calendar",
}
"""Their door is a link or a code: tests/rooms/meetings/test_joining.py."""

every_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)


def address(page: Page, found: Met, here: Here | None = None) -> str:
    about = [found.of.round_id if page.is_of_a_round else found.meeting_id]
    if page.is_of_a_date:
        about.append(found.propose(date(2030, 1, 20)).pk)
    return reverse(f"meetings:{page.name}", args=[(here or found.here).partnership.pk, *about])


def opened(browser: Client, page: Page, found: Met, here: Here | None = None) -> int:
    at = address(page, found, here)
    if not page.is_a_press:
        return browser.get(at).status_code
    version, issue = found.meeting.version, found.issues[0].pk
    sent = {"version": str(version), "issue": str(issue), "text": "Said"}
    return browser.post(at, sent).status_code


def met(here: Here) -> Met:
    """Return a meeting under way, with an issue before it that everybody has scored."""
    found = planned(here)
    found.of.score_everything()
    return found.start()


@dataclass(frozen=True, slots=True)
class Kept:
    """A meeting under way in each of two partnerships."""

    found: Met
    theirs: Met


@pytest.fixture(scope="module")
def kept(kept_db: None) -> Kept:
    return Kept(met(make_here()), met(make_here("Thirdford")))


@pytest.fixture
def found(kept: Kept, db: None) -> Met:
    return deepcopy(kept.found)


def test_every_address_of_the_room_is_tested() -> None:
    names = get_resolver("commonground.rooms.meetings.urls").reverse_dict

    assert {name for name in names if isinstance(name, str)} == {
        *(page.name for page in PAGES), *BY_LINK,
    }  # fmt: skip


def test_every_verb_and_state_is_in_its_table() -> None:
    assert set(ALLOWED) == set(Verb)
    assert set(NEXT) == set(State)


@pytest.mark.parametrize(("verb", "role"), [*product(Verb, Role)])
def test_check_and_may_agree(verb: Verb, role: Role) -> None:
    if may_do({role}, verb):
        check_may_do({role}, verb)
    else:
        with pytest.raises(NotAllowed, match="Ask the analyst"):
            check_may_do({role}, verb)


@pytest.mark.parametrize(("state", "step"), [*product(State, Step)])
def test_a_step_leads_where_the_table_says_or_is_refused(state: State, step: Step) -> None:
    if step in NEXT[state]:
        assert after(state, step) is NEXT[state][step]
    else:
        with pytest.raises(BadInput, match="The meeting is"):
            after(state, step)


@pytest.mark.parametrize("state", State)
def test_the_room_is_open_while_the_meeting_runs_alone(state: State) -> None:
    if state is State.RUNNING:
        check_running(state)
    else:
        with pytest.raises(BadInput, match="not under way"):
            check_running(state)


@every_page
@pytest.mark.parametrize("how", ["blind", "revealed"])
def test_it_works_for_the_analyst_in_at_most_ten_queries(found: Met, page: Page, how: str) -> None:
    if how == "revealed":
        found.reveal()
    browser = found.here.analysts_browser
    found.joined(0)

    if page.is_a_press:
        assert opened(browser, page, found) == 302
        return
    with at_most(10):
        answer = opened(browser, page, found)
    assert answer == 200


@every_page
@pytest.mark.parametrize("role", Role)
def test_it_opens_to_the_roles_of_the_table_alone(found: Met, page: Page, role: Role) -> None:
    answer = opened(found.here.browser(role), page, found)

    allowed = 302 if page.is_a_press else 200
    assert answer == (allowed if role in ALLOWED[page.verb] else 403)


@pytest.mark.parametrize(
    "page", [one for one in PAGES if one.wrong == "put"], ids=lambda one: one.name
)
def test_a_reader_may_not_send_its_form_either(found: Met, page: Page) -> None:
    assert found.here.browser(Role.MEMBER).post(address(page, found), {}).status_code == 403


@every_page
def test_it_is_not_there_for_an_outsider(found: Met, outsider: Client, page: Page) -> None:
    assert opened(outsider, page, found) == 404


@every_page
def test_it_sends_whoever_is_not_signed_in_to_sign_in(found: Met, page: Page) -> None:
    assert opened(Client(), page, found) == 302


@every_page
def test_it_refuses_the_wrong_method_with_a_page(found: Met, page: Page) -> None:
    answer = found.here.analysts_browser.generic(page.wrong.upper(), address(page, found))

    assert answer.status_code == 405
    assert "Nothing was changed." in answer.content.decode()


@every_page
def test_another_partnerships_meeting_is_not_there(kept: Kept, found: Met, page: Page) -> None:
    here = found.here

    assert opened(here.analysts_browser, page, deepcopy(kept.theirs), here) == 404
