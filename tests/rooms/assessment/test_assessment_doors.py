"""Pages of the assessment room: 404 to an outsider, 403 to a reader, 405 otherwise."""

from copy import deepcopy
from dataclasses import dataclass

import pytest
from assessment_here import Begun, begin
from django.test import Client
from people_here import Here, make_here, signed_in
from themes_here import Coded
from word_here import edited

from commonground.documents.contents.builds import Audience
from commonground.documents.word.templates import own_template
from commonground.rooms.assessment import (
    actions,
    comment_actions,
    exporting,
    returning_actions,
    template_actions,
    urls,
)
from commonground.rooms.assessment.models import Offer
from commonground.rooms.assessment.rules import ALLOWED, Verb
from commonground.rooms.audit.models import Entry
from commonground.rooms.people.roles import Role

LOOK, ONE = "word-template/", "ASSESSMENT/"
BLOCK, BACK = f"{ONE}blocks/BLOCK/", f"{ONE}returned/"
SHOWN = {
    "": Verb.SEE_ASSESSMENTS,
    LOOK: Verb.SEE_ASSESSMENTS,
    f"{LOOK}TEMPLATE/downloads/file/": Verb.SEE_ASSESSMENTS,
    f"{LOOK}TEMPLATE/downloads/example/": Verb.SEE_ASSESSMENTS,
    f"{LOOK}plain/downloads/file/": Verb.SEE_ASSESSMENTS,
    f"{LOOK}plain/downloads/example/": Verb.SEE_ASSESSMENTS,
    ONE: Verb.SEE_ASSESSMENTS,
    f"{BLOCK}history/": Verb.SEE_ASSESSMENTS,
    f"{ONE}frozen/1/": Verb.SEE_ASSESSMENTS,
    f"{ONE}frozen/1/changes/": Verb.SEE_ASSESSMENTS,
    f"{ONE}frozen/1/figure/?of=issues+ranked": Verb.SEE_ASSESSMENTS,
    f"{ONE}review/": Verb.SEE_ASSESSMENTS,
    f"{ONE}files/": Verb.EXPORT,
    f"{ONE}downloads/public/html/": Verb.EXPORT,
    f"{BACK}FILE/": Verb.WRITE,
}
"""Pages that are only looked at, by who may."""
ASKED = {
    "begin/": Verb.MAKE_ASSESSMENT,
    f"{LOOK}add/": Verb.CHOOSE_TEMPLATE,
    f"{ONE}refresh/": Verb.WRITE,
    f"{ONE}becomes/issued/": Verb.WRITE,
    f"{ONE}sections/SECTION/add/": Verb.WRITE,
    f"{BLOCK}write/": Verb.WRITE,
    f"{BLOCK}comments/": Verb.COMMENT,
    f"{BLOCK}comments/COMMENT/answer/": Verb.COMMENT,
    f"{ONE}review/AGENCY/": Verb.ANSWER_REVIEW,
    BACK: Verb.WRITE,
}
"""Pages with a form, which is sent to the same address."""
PRESSED = {
    f"{LOOK}TEMPLATE/use/": Verb.CHOOSE_TEMPLATE,
    f"{LOOK}TEMPLATE/set-aside/": Verb.CHOOSE_TEMPLATE,
    f"{BLOCK}history/1/": Verb.WRITE,
    f"{BLOCK}move/": Verb.WRITE,
    f"{BLOCK}remove/": Verb.WRITE,
    f"{BLOCK}put-back/": Verb.WRITE,
    # the analyst began it
    f"{BLOCK}comments/COMMENT/settle/": Verb.SETTLE_COMMENTS,
    f"{BACK}FILE/take-over/": Verb.WRITE,
    f"{BACK}FILE/OFFER/take-over/": Verb.WRITE,
    f"{BACK}FILE/OFFER/leave-out/": Verb.WRITE,
    f"{BACK}FILE/OFFER/again/": Verb.WRITE,
}
"""Buttons, which no page stands behind."""
PAGES = {**SHOWN, **ASKED, **PRESSED}
WRITES = {**ASKED, **PRESSED}


@dataclass(frozen=True, slots=True)
class Doors:
    """An assessment with one of everything, and who stands before its doors."""

    begun: Begun
    browsers: dict[Role, Client]
    names: dict[str, str]

    def at(self, page: str, here: Here | None = None, **others: str) -> str:
        """Return where a page is; `others` put another id in the place of a name."""
        for name, pk in {**self.names, **others}.items():
            page = page.replace(name, pk)
        return f"/p/{(here or self.begun.here).partnership.pk}/assessments/{page}"


def offer_in(begun: Begun) -> Offer:
    """Return a text that came back other than it was taken away."""
    block = begun.texts[0]
    actions.write_text(
        by=begun.seat, about=block, version=block.version, text="It was said.",
        marking=block.marking,
    )  # fmt: skip
    taken = exporting.take_away(
        by=begun.seat, about=begun.assessment, audience=Audience.PARTNER,
        kind=exporting.KINDS[exporting.WORD],
    )  # fmt: skip
    file = returning_actions.take_back(
        by=begun.seat, about=begun.assessment, name="edited.docx",
        held=edited(taken.held, {"It was said.": "It was written."}),
    )  # fmt: skip
    return Offer.objects.select_related("block").get(returned=file)


@pytest.fixture(scope="module")
def kept_doors(kept_begun: Begun) -> Doors:
    """One of everything that has a page, made once for the module."""
    here, seat = kept_begun.here, kept_begun.seat
    offer = offer_in(kept_begun)
    comment = comment_actions.comment_on(by=seat, about=offer.block, text="Which years?")
    template = template_actions.keep_template(by=seat, name="own.dotx", held=own_template())
    names = {
        "ASSESSMENT": kept_begun.assessment, "BLOCK": offer.block, "TEMPLATE": template,
        "SECTION": kept_begun.outline.sections[0], "COMMENT": comment, "AGENCY": here.agency,
        "FILE": offer.returned, "OFFER": offer,
    }  # fmt: skip
    return Doors(
        kept_begun,
        {role: here.browser(role) for role in Role},
        {name: str(one.pk) for name, one in names.items()},
    )


@pytest.fixture(scope="module")
def kept_elsewhere(kept_db: None) -> Here:
    """Another partnership, made once for the module."""
    return make_here("Otherfold")


@pytest.fixture
def doors(kept_doors: Doors, db: None) -> Doors:
    """The same: what a test presses is undone after it, and no test holds what it read."""
    return kept_doors


def test_the_table_holds_every_address_of_the_room() -> None:
    assert len(PAGES) == len(urls.urlpatterns)


@pytest.mark.parametrize("page", [*SHOWN, *ASKED])
def test_each_page_opens_to_those_who_may_and_to_no_other(
    doors: Doors, kept_elsewhere: Here, page: str
) -> None:
    at = doors.at(page)

    for role, browser in doors.browsers.items():
        # the first freezing has no changes, and leads to itself
        may = {200, 302} if "changes/" in page else {200}
        expected = may if role in ALLOWED[PAGES[page]] else {403}
        assert browser.get(at).status_code in expected, role
    assert kept_elsewhere.analysts_browser.get(at).status_code == 404
    assert signed_in(doors.begun.here.with_role()).get(at).status_code in (403, 404)
    assert Client().get(at).status_code == 302
    assert doors.begun.here.analysts_browser.put(at).status_code == 405


@pytest.mark.parametrize("page", WRITES)
def test_each_write_is_refused_to_whoever_may_not_and_leaves_nothing(
    doors: Doors, kept_elsewhere: Here, page: str
) -> None:
    at, before = doors.at(page), Entry.objects.count()

    for role, browser in doors.browsers.items():
        if role not in ALLOWED[PAGES[page]]:
            assert browser.post(at).status_code == 403, role
    assert kept_elsewhere.analysts_browser.post(at).status_code == 404
    assert Client().post(at).status_code == 302

    assert Entry.objects.count() == before


@pytest.mark.parametrize("page", WRITES)
def test_each_write_answers_those_who_may(doors: Doors, page: str) -> None:
    for role, browser in doors.browsers.items():
        if role in ALLOWED[PAGES[page]]:
            # nothing was sent: a form is shown again, and a button acts or says what is in the way
            assert browser.post(doors.at(page)).status_code in (200, 302, 409), role


def test_what_is_pressed_is_not_looked_at_and_what_is_looked_at_takes_no_form(
    doors: Doors,
) -> None:
    browser = doors.begun.here.analysts_browser

    assert {browser.get(doors.at(page)).status_code for page in PRESSED} == {405}
    assert {browser.post(doors.at(page)).status_code for page in SHOWN} == {405}


def asked_of(browser: Client, page: str, at: str) -> int:
    return (browser.post if page in PRESSED else browser.get)(at).status_code


def test_under_another_partnerships_address_nothing_of_ours_is_there(
    doors: Doors, kept_elsewhere: Here
) -> None:
    browser = kept_elsewhere.analysts_browser

    for page in PAGES:
        if any(name in page for name in doors.names):
            assert asked_of(browser, page, doors.at(page, kept_elsewhere)) == 404, page


def test_under_another_assessment_nothing_of_this_one_is_there(
    doors: Doors, kept_found: Coded
) -> None:
    other = begin(deepcopy(kept_found))
    browser, own = other.here.analysts_browser, ("BLOCK", "SECTION", "FILE", "OFFER")

    for page in PAGES:
        if any(name in page for name in own):
            at = doors.at(page, ASSESSMENT=str(other.assessment.pk))
            assert asked_of(browser, page, at) == 404, page


def test_what_there_is_not_is_not_found(doors: Doors) -> None:
    browser = doors.begun.here.analysts_browser

    for page in ("frozen/2/", "review/ASSESSMENT/", "downloads/public/txt/"):
        assert browser.get(doors.at(f"{ONE}{page}")).status_code == 404, page


def test_every_verb_names_who_may() -> None:
    assert set(ALLOWED) == set(Verb)
    assert ALLOWED[Verb.WRITE] == ALLOWED[Verb.CHOOSE_TEMPLATE] == {Role.ANALYST}
    assert ALLOWED[Verb.ANSWER_REVIEW] == {Role.ANALYST, Role.CHAIR, Role.MEMBER}
    assert ALLOWED[Verb.ANSWER_FOR_ALL] == {Role.ANALYST}
