"""Who may open which page of a check by two coders, while it runs and after."""

from collections.abc import Mapping
from copy import deepcopy

import pytest
from django.test import Client
from people_here import Here, at_most, make_here, signed_in
from themes_here import CHECK_PAGES, Checked, checked, coded

from commonground.rooms.people.roles import Role

pytestmark = pytest.mark.same_on_postgresql

PRESSES = ("finish_part", "end_check", "take_agreed", "settle")
RUNNING: Mapping[str, tuple[int, ...]] = {
    # coder A (analyst), coder B (board member), another analyst, chair, overseer, assessor
    "checks": (200, 200, 200, 200, 200, 403),
    "start_check": (200, 403, 200, 403, 403, 403),
    "check": (200, 200, 200, 200, 200, 403),
    "finish_part": (302, 302, 403, 403, 403, 403),
    "end_check": (302, 403, 302, 403, 403, 403),
    # what came out is not there before it ends, not even to be pressed
    "take_agreed": (404, 403, 404, 403, 403, 403),
    "export_check": (404, 404, 404, 404, 404, 403),
    "check_remark": (200, 200, 403, 403, 403, 403),
    "settle": (302, 403, 302, 403, 403, 403),
}
ENDED = {
    **RUNNING,
    "take_agreed": (302, 403, 302, 403, 403, 403),
    "export_check": (200, 200, 200, 200, 200, 403),
    "check_remark": (302, 302, 403, 403, 403, 403),
}
every_page = pytest.mark.parametrize("page", CHECK_PAGES)


@pytest.fixture(scope="module")
def running(kept_db: None) -> Checked:
    """A check that runs, made once."""
    return checked(coded(make_here()))


@pytest.fixture
def found(running: Checked, db: None) -> Checked:
    """Return that check as each test finds it."""
    return deepcopy(running)


def address(found: Checked, page: str, here: Here | None = None) -> str:
    whose = here or found.found.here
    place = CHECK_PAGES[page].format(check=found.check_id, drawn=found.drawn[0].pk)
    return f"/p/{whose.partnership.pk}/themes/checks/{place}"


def opened(browser: Client, found: Checked, page: str, here: Here | None = None) -> int:
    ask = browser.post if page in PRESSES else browser.get
    return ask(address(found, page, here)).status_code


def everybody(found: Checked) -> list[Client]:
    here = found.found.here
    others = (Role.ANALYST, Role.CHAIR, Role.OVERSEER, Role.ASSESSOR)
    coders = [here.analysts_browser, signed_in(found.other)]
    return [*coders, *(here.browser(role) for role in others)]


@every_page
def test_while_it_runs_each_page_opens_to_whom_the_table_says(found: Checked, page: str) -> None:
    assert page in RUNNING
    for browser, expected in zip(everybody(found), RUNNING[page], strict=True):
        if page in PRESSES[:2]:
            found.check.coders.update(finished_at=None)
        assert opened(browser, found, page) == expected


@every_page
def test_once_it_has_ended_each_page_opens_to_whom_the_table_says(
    found: Checked, page: str
) -> None:
    found.end()

    answers = [opened(browser, found, page) for browser in everybody(found)]

    assert tuple(answers) == ENDED[page]


@every_page
def test_nothing_of_it_is_there_for_outsiders(
    found: Checked, outsider: Client, elsewhere: Here, page: str
) -> None:
    assert opened(outsider, found, page) == 404
    assert opened(Client(), found, page) == 302
    if page not in ("checks", "start_check"):
        assert opened(outsider, found, page, elsewhere) in (404, 403)


@every_page
def test_the_wrong_method_is_refused(found: Checked, page: str) -> None:
    wrong = "GET" if page in PRESSES else "PUT"

    answer = found.found.here.analysts_browser.generic(wrong, address(found, page))

    assert answer.status_code == 405


@pytest.mark.parametrize("page", [one for one in CHECK_PAGES if one not in PRESSES])
def test_it_opens_in_at_most_ten_queries(found: Checked, page: str) -> None:
    browser, at = found.found.here.analysts_browser, address(found, page)
    with at_most(10):
        browser.get(at)
    found.end()
    with at_most(10):
        browser.get(at)
