"""Every page of the room: 404 to an outsider, 403 to a reader, 405 to the wrong method."""

from dataclasses import dataclass
from datetime import date
from itertools import product

import pytest
from django.test import Client
from django.urls import get_resolver, reverse
from people_here import Here, at_most, make_here
from readiness_cases import SOUND, all_live
from readiness_here import checked

from commonground.rooms.people.roles import Role
from commonground.rooms.readiness.inspection_actions import InspectionFields, add_recommendation
from commonground.rooms.readiness.models import InspectionRecommendation
from commonground.rooms.readiness.rules import ALLOWED, Verb, check_may_do, may_do
from commonground.rooms.refusals import NotAllowed

PAGES = {
    "overview": Verb.SEE_READINESS,
    "check": Verb.CHECK,
    "heading": Verb.SEE_READINESS,
    "history": Verb.SEE_READINESS,
    "rules": Verb.SEE_READINESS,
    "rule": Verb.SEE_READINESS,
    "set_rule": Verb.SET_RULES,
    "answer": Verb.ANSWER,
    "take_back": Verb.ANSWER,
    "inspections": Verb.SEE_READINESS,
    "add_inspection": Verb.KEEP_INSPECTIONS,
    "inspection": Verb.SEE_READINESS,
    "change_inspection": Verb.KEEP_INSPECTIONS,
    "step": Verb.KEEP_INSPECTIONS,
    "report": Verb.EXPORT,
    "file": Verb.EXPORT,
}
PRESSES = {"check"}
WRITES = {*PRESSES, "file"}
"""What leaves a mark in the record: a press, and a file that is taken away."""
OF_WHAT = {
    **dict.fromkeys(("rule", "set_rule", "answer", "take_back"), "C11"),
    "heading": "tackling",
    "file": "html",
}
OF_ONE = {"inspection", "change_inspection", "step"}
every_page = pytest.mark.parametrize("page", PAGES)


def add_one(here: Here, text: str = "Name an owner for every action") -> InspectionRecommendation:
    return add_recommendation(
        by=here.seat,
        fields=InspectionFields("Inspectorate", date(2026, 3, 1), text, date(2026, 3, 9)),
    )


@dataclass(frozen=True, slots=True)
class Kept:
    """A partnership that was checked, with a recommendation of an inspection, and another."""

    here: Here
    theirs: Here
    about: InspectionRecommendation


@pytest.fixture(scope="module")
def kept(kept_db: None) -> Kept:
    here, theirs = make_here(), make_here("Thirdford")
    checked(here.seat, all_live(equality_note="")(SOUND))
    return Kept(here, theirs, add_one(here))


@pytest.fixture
def found(kept: Kept, db: None) -> Kept:
    return kept


def address(found: Kept, page: str, here: Here | None = None) -> str:
    of = [OF_WHAT[page]] if page in OF_WHAT else []
    of += [str(found.about.pk)] if page in OF_ONE else []
    return reverse(f"readiness:{page}", args=[(here or found.here).partnership.pk, *of])


def opened(browser: Client, found: Kept, page: str, here: Here | None = None) -> int:
    ask = browser.post if page in PRESSES else browser.get
    return ask(address(found, page, here)).status_code


def test_every_address_of_the_room_is_tested() -> None:
    names = get_resolver("commonground.rooms.readiness.urls").reverse_dict

    assert {name for name in names if isinstance(name, str)} == set(PAGES)


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
        may = role in ALLOWED[PAGES[page]]
        answer = opened(found.here.browser(role), found, page)
        assert answer in ((200, 302) if may else (403,)), role


@every_page
def test_nothing_of_it_is_there_for_outsiders(found: Kept, page: str) -> None:
    outsider = found.theirs.analysts_browser

    assert opened(outsider, found, page) == 404
    assert opened(Client(), found, page) == 302
    if page in OF_ONE:
        assert opened(outsider, found, page, found.theirs) == 404


@every_page
def test_the_wrong_method_is_refused(found: Kept, page: str) -> None:
    wrong = "GET" if page in PRESSES else "PUT"
    answer = found.here.analysts_browser.generic(wrong, address(found, page))

    assert answer.status_code == 405


@pytest.mark.parametrize("page", [one for one in PAGES if one not in WRITES])
def test_it_opens_in_at_most_ten_queries(found: Kept, page: str) -> None:
    browser = found.here.analysts_browser

    with at_most(10):
        assert browser.get(address(found, page)).status_code == 200


@pytest.mark.parametrize(
    "place",
    [
        "headings/luck/",
        "rules/Z9/",
        "rules/C12/set/",
        "rules/B5/answer/",
        "rules/C11/answer/?key=nothing",
        "report/odt/download/",
        "inspections/3929eec4-e1b5-48db-8c41-d1e6ff41c745/",
    ],
)
def test_what_is_not_there_is_not_found(found: Kept, place: str) -> None:
    at = reverse("readiness:overview", args=[found.here.partnership.pk])

    assert found.here.analysts_browser.get(at + place).status_code == 404


@pytest.mark.parametrize("page", ["overview", "heading", "rules", "history", "inspections",
                                  "report"])  # fmt: skip
def test_before_the_first_check_each_page_says_what_to_do(found: Kept, page: str) -> None:
    answer = found.theirs.analysts_browser.get(address(found, page, found.theirs))

    assert answer.status_code == 200
