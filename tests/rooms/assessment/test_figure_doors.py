"""Pages of figures and of self-reviews: 404 to an outsider, 403 to a reader, 405 otherwise."""

import pytest
from assessment_here import Begun
from django.test import Client
from people_here import Here

from commonground.rooms.assessment.rules import ALLOWED, Verb
from commonground.rooms.people.roles import Role

PAGES = {
    "frozen/1/": Verb.SEE_ASSESSMENTS,
    "frozen/1/changes/": Verb.SEE_ASSESSMENTS,
    "frozen/1/figure/?of=issues+ranked": Verb.SEE_ASSESSMENTS,
    "review/": Verb.SEE_ASSESSMENTS,
    "review/AGENCY/": Verb.ANSWER_REVIEW,
}


def address(begun: Begun, page: str) -> str:
    return begun.at + page.replace("AGENCY", str(begun.here.agency.pk))


@pytest.mark.parametrize("page", PAGES)
def test_each_page_opens_to_those_who_may_and_to_no_other(
    begun: Begun, outsider: Client, elsewhere: Here, page: str
) -> None:
    at = address(begun, page)

    for role in Role:
        may = role in ALLOWED[PAGES[page]]
        assert begun.here.browser(role).get(at).status_code in ((200, 302) if may else (403,)), role
    assert outsider.get(at).status_code == 404
    there = at.replace(str(begun.here.partnership.pk), str(elsewhere.partnership.pk))
    assert elsewhere.analysts_browser.get(there).status_code == 404
    assert begun.here.analysts_browser.put(at).status_code == 405


def test_sources_and_agencies_that_there_are_not_are_not_found(begun: Begun) -> None:
    browser = begun.here.analysts_browser

    assert browser.get(f"{begun.at}frozen/2/").status_code == 404
    assert browser.get(f"{begun.at}review/{begun.assessment.pk}/").status_code == 404


def test_who_may_answer() -> None:
    assert ALLOWED[Verb.ANSWER_REVIEW] == {Role.ANALYST, Role.CHAIR, Role.MEMBER}
    assert ALLOWED[Verb.ANSWER_FOR_ALL] == {Role.ANALYST}
