"""Every page of the room: 404 to an outsider, 403 to a reader, 405 to the wrong method."""

from dataclasses import dataclass
from itertools import product

import pytest
from assessment_here import ranked_and_coded, ranking_of
from django.test import Client
from django.urls import get_resolver, reverse
from people_here import Here, at_most, make_here
from profile_here import Signing, begin_profile, enter, section_id, signing
from sources_here import add_source, notice_here

from commonground.documents.contents.audiences import Audience
from commonground.rooms.people.roles import Role
from commonground.rooms.profile.entry_kinds import KINDS
from commonground.rooms.profile.models import DataSet, Entry, Noticed, Release, Withheld
from commonground.rooms.profile.profile_actions import withhold
from commonground.rooms.profile.rules import ALLOWED, Verb, check_may_do, may_do
from commonground.rooms.refusals import NotAllowed

PAGES = {
    "profiles": Verb.SEE_PROFILES,
    "begin": Verb.WRITE_PROFILES,
    "profile": Verb.SEE_PROFILES,
    "sections": Verb.SEE_PROFILES,
    "change_profile": Verb.WRITE_PROFILES,
    "move": Verb.MOVE_PROFILES,
    "entries": Verb.SEE_PROFILES,
    "add_entry": Verb.WRITE_PROFILES,
    "change_entry": Verb.WRITE_PROFILES,
    "plan_advice": Verb.WRITE_PROFILES,
    "builds": Verb.SEE_BUILDS,
    "release": Verb.SEE_BUILDS,
    "draft_file": Verb.WRITE_PROFILES,
    "release_file": Verb.SEE_BUILDS,
    "distribution": Verb.SEE_BUILDS,
    "withheld": Verb.WITHHOLD,
    "sources": Verb.SEE_SOURCES,
    "add_source": Verb.KEEP_SOURCES,
    "source": Verb.SEE_SOURCES,
    "change_source": Verb.KEEP_SOURCES,
    "receive": Verb.KEEP_SOURCES,
    "ask": Verb.KEEP_SOURCES,
    "tension": Verb.SEE_TENSION,
    "add_tension": Verb.NOTE_TENSION,
    "withdraw_tension": Verb.WITHDRAW_TENSION,
}
PRESSES = {
    "hold_section": Verb.WRITE_PROFILES,
    "confirm_entry": Verb.WRITE_PROFILES,
    "take_out": Verb.WRITE_PROFILES,
    "put_back": Verb.WRITE_PROFILES,
    "send_again": Verb.DISTRIBUTE,
    "withhold_no_more": Verb.WITHHOLD,
}
OF_ALL = {"profiles", "begin", "withheld", "sources", "add_source", "tension", "add_tension"}
NEEDS_ONE_BEFORE = {"changes"}
BY_LINK = {"read", "read_file"}
MOST = {"draft_file": 45, "release_file": 20}
"""Queries of what is no page but a file, made whole of all rooms and recorded."""
every_page = pytest.mark.parametrize("page", PAGES)
every_press = pytest.mark.parametrize("press", PRESSES)


@dataclass(frozen=True, slots=True)
class Kept:
    """A partnership with a signed profile and a data set, and another with none."""

    of: Signing
    here: Here
    theirs: Here
    about: DataSet
    noticed: Noticed
    released: Release
    entries: dict[str, Entry]
    words: Withheld


@pytest.fixture(scope="module")
def kept(kept_db: None) -> Kept:
    found = ranked_and_coded(make_here())
    here = found.here
    of = signing(here, begin_profile(here, ranking_of(found.of)))
    entries = {kind: enter(of, kind) for kind in KINDS}
    words = withhold(by=here.seat, said="Operation Lantern")
    of.sign()
    released = of.let_go(Audience.PARTNER)
    return Kept(of, here, make_here("Thirdford"), add_source(here), notice_here(here), released,
                entries, words)  # fmt: skip


@pytest.fixture
def found(kept: Kept, db: None) -> Kept:
    return kept


def args(found: Kept, page: str) -> list[object]:
    of = found.of.about.pk
    held: dict[str, list[object]] = {
        "move": [of, "signed_board", "noted"],
        "entries": [of, "judgements"],
        "add_entry": [of, "judgements"],
        "change_entry": [of, "judgements", found.entries["judgements"].pk],
        "confirm_entry": [of, "gaps", found.entries["gaps"].pk],
        "take_out": [of, "gaps", found.entries["gaps"].pk],
        "put_back": [of, "gaps", found.entries["gaps"].pk],
        "plan_advice": [of, found.entries["recommendations"].pk],
        "release": [of, "public"],
        "draft_file": [of, "public", "html"],
        "release_file": [of, found.released.pk, "html"],
        "distribution": [of, found.released.pk],
        "send_again": [of, found.released.pk],
        "hold_section": [of, section_id(found.of, "impact")],
        "withhold_no_more": [found.words.pk],
        "withdraw_tension": [found.noticed.pk],
        "profile": [of],
        "sections": [of],
        "change_profile": [of],
        "builds": [of],
    }
    return held.get(page, [found.about.pk])


def address(found: Kept, page: str, here: Here | None = None) -> str:
    of = [] if page in OF_ALL else args(found, page)
    return reverse(f"profile:{page}", args=[(here or found.here).partnership.pk, *of])


def test_every_address_of_the_room_is_tested() -> None:
    names = get_resolver("commonground.rooms.profile.urls").reverse_dict

    tested = {*PAGES, *PRESSES, *NEEDS_ONE_BEFORE, *BY_LINK}
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
def test_it_opens_to_those_who_may_and_to_no_other(found: Kept, page: str) -> None:
    for role in Role:
        answer = found.here.browser(role).get(address(found, page))
        assert answer.status_code == (200 if role in ALLOWED[PAGES[page]] else 403), role


@every_press
def test_a_press_is_refused_to_those_who_may_not(found: Kept, press: str) -> None:
    for role in set(Role) - ALLOWED[PRESSES[press]]:
        assert found.here.browser(role).post(address(found, press)).status_code == 403, role


@pytest.mark.parametrize("name", [*PAGES, *PRESSES])
def test_nothing_of_it_is_there_for_outsiders(found: Kept, name: str) -> None:
    outsider = found.theirs.analysts_browser
    ask = outsider.get if name in PAGES else outsider.post

    assert ask(address(found, name)).status_code == 404
    if name not in OF_ALL:
        assert ask(address(found, name, found.theirs)).status_code == 404
    if name in PAGES:
        assert Client().get(address(found, name)).status_code == 302


@every_page
def test_the_wrong_method_is_refused(found: Kept, page: str) -> None:
    assert found.here.analysts_browser.put(address(found, page)).status_code == 405


@every_press
def test_a_press_cannot_be_looked_at(found: Kept, press: str) -> None:
    assert found.here.analysts_browser.get(address(found, press)).status_code == 405


@every_page
def test_it_opens_in_few_queries(found: Kept, page: str) -> None:
    browser = found.here.analysts_browser
    address_ = address(found, page)

    with at_most(MOST.get(page, 10)):
        assert browser.get(address_).status_code == 200
