"""While a ranking is computed its page says how far it has come; asking twice computes once."""

import threading
from collections.abc import Callable, Iterator

import pytest
from django.core.cache import cache
from django.test.utils import override_settings
from people_here import Here, text_of
from programs_here import program
from rounds_here import Consulted, ready_round

from commonground.rooms.audit.models import Entry
from commonground.rooms.consultation.models import Closing
from commonground.rooms.people.roles import Role
from commonground.rooms.ranking import running
from commonground.rooms.ranking.models import Ranking

WORKS: list[Callable[[], None]] = []


def put_off(work: Callable[[], None]) -> None:
    """Do it when the test says so."""
    WORKS.append(work)


@pytest.fixture
def put_off_until_asked() -> Iterator[list[Callable[[], None]]]:
    WORKS.clear()
    with override_settings(COMPUTED_BY="test_progress.put_off"):
        yield WORKS


@pytest.fixture
def closed(here: Here) -> Consulted:
    """Return a closed round that is not ranked yet."""
    return ready_round(here).open().score_everything().close()


def closing_of(found: Consulted) -> Closing:
    return Closing.objects.get(round=found.round_id)


def test_two_presses_compute_once_and_the_page_says_how_far_it_has_come(
    closed: Consulted, put_off_until_asked: list[Callable[[], None]]
) -> None:
    browser = closed.here.analysts_browser
    browser.post(f"{closed.at}ranking/make/")
    browser.post(f"{closed.at}ranking/make/")

    page = browser.get(f"{closed.at}ranking/")

    (work,) = put_off_until_asked
    assert "0 % done" in text_of(page)
    assert page["Refresh"] == "1"
    assert "Compute the ranking" not in text_of(page)
    work()
    after = browser.get(f"{closed.at}ranking/")
    assert "Refresh" not in after
    assert "The list" in text_of(after)
    assert Entry.objects.filter(verb="ranked").count() == 1


def test_a_program_is_told_where_to_ask_how_far_it_has_come(
    closed: Consulted, put_off_until_asked: list[Callable[[], None]]
) -> None:
    asked = program(closed.here)
    at = f"/partnerships/{closed.here.partnership.pk}/rounds/{closed.round_id}/ranking"

    first, second = asked.post(at, {}), asked.post(at, {})
    path = first.json()["poll"].removeprefix("/api/v1")
    meanwhile = asked.get(path).json()

    (work,) = put_off_until_asked
    assert (first.status_code, second.status_code) == (202, 202)
    assert path == f"{at}/standing"
    assert (meanwhile["ranking"], meanwhile["percent"], meanwhile["faults"]) == (None, 0, [])
    assert asked.get(at).status_code == 404
    work()
    after = asked.get(path).json()
    assert (after["ranking"]["sha256"], after["percent"]) == (asked.get(at).json()["sha256"], None)
    assert asked.post(at, {}).status_code == 200


def test_a_program_is_told_why_nothing_can_be_ranked(here: Here) -> None:
    found = ready_round(here).open().close()
    at = f"/partnerships/{here.partnership.pk}/rounds/{found.round_id}/ranking"

    begun = program(here).post(at, {}).json()

    assert begun["ranking"] is None
    assert "nothing can be ranked" in " ".join(begun["faults"])


def test_readers_see_that_it_is_being_computed(
    closed: Consulted, put_off_until_asked: list[Callable[[], None]]
) -> None:
    closed.here.analysts_browser.post(f"{closed.at}ranking/make/")

    assert "0 % done" in text_of(closed.here.browser(Role.CHAIR).get(f"{closed.at}ranking/"))


def test_after_a_server_was_killed_asking_again_starts_anew(
    closed: Consulted, put_off_until_asked: list[Callable[[], None]]
) -> None:
    browser = closed.here.analysts_browser
    browser.post(f"{closed.at}ranking/make/")
    # nothing is heard of it for so long that the cache forgets it
    cache.clear()

    assert "Compute the ranking" in text_of(browser.get(f"{closed.at}ranking/"))
    browser.post(f"{closed.at}ranking/make/")

    # the first was slow and not dead after all: the ranking is kept once all the same
    for work in put_off_until_asked:
        work()
    assert Ranking.objects.count() == 1
    assert Entry.objects.filter(verb="ranked").count() == 1


def test_what_is_in_the_way_stands_on_the_page_until_it_is_asked_for_again(here: Here) -> None:
    found = ready_round(here).open().close()
    browser = here.analysts_browser
    browser.post(f"{found.at}ranking/make/")

    page = text_of(browser.get(f"{found.at}ranking/"))

    assert "nothing can be ranked" in page
    assert "Compute the ranking" in page


def test_a_fault_of_ours_is_told_too_and_leaves_nothing_running(closed: Consulted) -> None:
    closing = closing_of(closed)
    # what no round that was opened by an action can hold
    closing.round.shortlist_length = None  # type: ignore[assignment]

    with pytest.raises(TypeError):
        running.begin(by=closed.here.seat, closing=closing)

    stands = running.standing(closing)
    assert stands.percent is None
    assert "could not be computed" in stands.faults[0]


def test_a_thread_does_it_while_the_page_answers() -> None:
    may_go_on, done_by = threading.Event(), []

    def work() -> None:
        may_go_on.wait(timeout=30)
        done_by.append(threading.current_thread().name)

    running.in_a_thread(work)

    assert done_by == []
    may_go_on.set()
    for one in threading.enumerate():
        if one.name == "ranking":
            one.join(timeout=30)
    assert done_by == ["ranking"]
