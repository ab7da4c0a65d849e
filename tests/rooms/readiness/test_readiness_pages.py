"""The pages say what is wrong, where it can be mended, and take an answer for it."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from people_here import Here, at_most, text_of
from readiness_cases import SOUND, all_live, first, with_
from readiness_here import checked, rows_of

from commonground.rooms.issues.models import Issue, Origin
from commonground.rooms.people.roles import Role
from commonground.rooms.readiness import access
from commonground.rooms.readiness.models import Answer, FindingRow

LATER = timezone.localdate() + timedelta(days=90)
SENT = {
    "reason": "It is in two languages",
    "given_by": "The board",
    "review_on": f"{LATER:%d/%m/%Y}",
}


def at(here: Here) -> str:
    return f"/p/{here.partnership.pk}/readiness/"


def words_of(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_it_begins_with_a_check(here: Here) -> None:
    browser = here.analysts_browser
    assert "Nothing has been checked yet" in text_of(browser.get(at(here)))

    page = words_of(text_of(browser.post(at(here) + "check/", follow=True)))

    assert "The rules were checked against everything as it is now." in page
    assert "C1 Nobody to answer for it Fail 3" in page
    assert "Understanding" in page
    assert "2 off" in page
    assert "Things were written since" not in page


def test_it_says_when_the_check_is_older_than_what_is_there(here: Here) -> None:
    browser = here.analysts_browser
    browser.post(at(here) + "check/")
    sent = {"name": "Late issue", "origin": Origin.OTHER}
    browser.post(f"/p/{here.partnership.pk}/issues/add/", sent)
    assert Issue.objects.exists()

    assert "Things were written since then" in text_of(browser.get(at(here)))


def test_an_answer_does_not_make_the_check_old(here: Here) -> None:
    checked(here.seat, all_live(equality_note="")(SOUND))
    here.analysts_browser.post(at(here) + "rules/C11/answer/", SENT)

    assert Answer.objects.exists()
    assert "Things were written since" not in text_of(here.analysts_browser.get(at(here)))


def test_a_heading_shows_each_rule_with_what_it_finds(here: Here) -> None:
    checked(here.seat, first(equality_note="")(SOUND))

    page = words_of(text_of(here.analysts_browser.get(at(here) + "headings/resources_and_skills/")))

    assert "C11 Equality was not thought of Warning" in page
    assert "A1. Work under pursue It has no equality note." in page
    assert "Basis: Law. Equality Act 2010, section 149." in page
    assert "Warn when the last meeting was held more than 4 months ago" in page
    handling = words_of(text_of(here.analysts_browser.get(at(here) + "headings/handling/")))
    assert "C12 Tasking does not cite the profile Off" in handling
    assert "Tasking is not kept here." in handling


def test_an_answer_stands_beside_what_it_is_for(here: Here) -> None:
    checked(here.seat, first(equality_note="")(SOUND))
    [row] = rows_of(here.seat, "C11")
    browser, place = here.analysts_browser, f"{at(here)}rules/C11/answer/?key={row.key}"
    assert "It has no equality note." in text_of(browser.get(place))

    page = words_of(text_of(browser.post(place, SENT, follow=True)))

    assert "The answer was kept." in page
    assert "Answered It is in two languages (The board," in page
    assert "C11" not in words_of(text_of(browser.get(at(here))))


def test_an_answer_is_taken_back_on_its_page(here: Here) -> None:
    checked(here.seat, first(equality_note="")(SOUND))
    browser, place = here.analysts_browser, f"{at(here)}rules/C11/answer/"
    browser.post(place, SENT)
    assert "Take the answer back" in text_of(browser.get(place))

    browser.post(f"{at(here)}rules/C11/take-back/", {"given_by": "The chair"})

    page = words_of(text_of(browser.get(place)))
    assert "Taken back by The chair" in page
    assert "Take the answer back" not in page


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"reason": ""}, "Reason"),
        ({"given_by": ""}, "Who says so"),
        ({"review_on": "1/1/2020"}, "Enter a date after today"),
        ({"review_on": "soon"}, "date"),
    ],
)
def test_an_answer_that_lacks_something_is_shown_again(
    here: Here, sent: dict[str, str], sentence: str
) -> None:
    checked(here.seat, first(equality_note="")(SOUND))

    answer = here.analysts_browser.post(at(here) + "rules/C11/answer/", SENT | sent)

    assert answer.status_code == 200
    assert "There is a problem" in text_of(answer)
    assert sentence in text_of(answer)
    assert not Answer.objects.exists()


def test_a_threshold_is_set_on_its_page_and_says_by_whom(here: Here) -> None:
    browser = here.analysts_browser
    sent = {"days": "120", "moves": "2", "off_reason": "", "set_by": "The board, 3 May"}

    page = words_of(text_of(browser.post(at(here) + "rules/B13/set/", sent, follow=True)))

    assert "B13 was set. It counts from the next check." in page
    assert "Warn when nothing was said of an action for more than 120 days set by The board" in page
    assert access.settings(here.partnership).thresholds == {("B13", "days"): 120}


def test_a_rule_is_turned_off_on_its_page(here: Here) -> None:
    browser = here.analysts_browser
    sent = {"off_reason": "We have no PCC", "set_by": "The board"}
    browser.post(at(here) + "rules/C1/set/", sent)
    browser.post(at(here) + "check/")

    page = words_of(text_of(browser.get(at(here) + "headings/resources_and_skills/")))

    assert "C1 Nobody to answer for it Off" in page
    assert "We have no PCC" in page


def test_the_history_shows_what_stood_when(here: Here) -> None:
    checked(here.seat, first(equality_note="", due_on=None)(SOUND))
    here.analysts_browser.post(at(here) + "rules/C11/answer/", SENT)
    checked(here.seat, first(equality_note="")(SOUND))

    page = words_of(text_of(here.analysts_browser.get(at(here) + "history/")))

    assert "B5 An action without a date Pass Fail 1" in page
    assert "C11 Equality was not thought of Answered 1 Warning 1" in page


def test_a_page_is_marked_as_highly_as_what_it_names(here: Here) -> None:
    secret = first(equality_note="", marking="OFFICIAL-SENSITIVE")(SOUND)
    checked(here.seat, secret)
    browser = here.analysts_browser

    for place in ("headings/resources_and_skills/", "rules/C11/", "rules/C11/answer/", "report/"):
        page = text_of(browser.get(at(here) + place))
        assert 'cg-marking">OFFICIAL-SENSITIVE<' in page, place
    assert 'cg-marking">OFFICIAL<' in text_of(browser.get(at(here) + "headings/understanding/"))


def test_somebody_who_reads_is_offered_no_press(here: Here) -> None:
    checked(here.seat, first(equality_note="")(SOUND))
    browser = here.browser(Role.OVERSEER)

    overview = text_of(browser.get(at(here)))
    heading = text_of(browser.get(at(here) + "headings/resources_and_skills/"))

    assert "Check again" not in overview
    assert "Answer with a reason" not in heading
    assert "Change this rule" not in heading


MANY = 2_000


@pytest.fixture
def many(here: Here) -> Client:
    """The browser of a partnership where three rules find 2,000 things wrong each, all answered."""
    done = checked(here.seat, with_(actions=())(SOUND))
    FindingRow.objects.bulk_create(
        FindingRow(
            partnership=here.partnership, rule=rule, key=str(number), severity="fail",
            target_kind="surveys", what=f"A{number}", template="It has no due date.",
            since=done.run,
        )
        for rule in ("B5", "B6", "C11") for number in range(MANY)
    )  # fmt: skip
    Answer.objects.bulk_create(
        Answer(partnership=here.partnership, rule="B5", key=str(number), number=1, reason="R",
               given_by="B", review_on=LATER, by=here.analyst)
        for number in range(MANY)
    )  # fmt: skip
    return here.analysts_browser


def test_two_thousand_rows_take_no_more_queries(here: Here, many: Client) -> None:
    for place in ("", "headings/tackling/", "rules/B5/", "rules/B5/answer/", "history/", "report/"):
        with at_most(10):
            assert many.get(at(here) + place).status_code == 200, place


def test_a_rule_with_many_rows_shows_some_and_leads_to_the_others(here: Here, many: Client) -> None:
    page = words_of(text_of(many.get(at(here) + "headings/tackling/")))
    all_of_them = text_of(many.get(at(here) + "rules/B5/?page=40"))

    assert "See 1990 more" in page
    assert "A1999" in all_of_them
