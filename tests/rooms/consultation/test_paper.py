"""Scores on paper: sheets for each person, typed in for them, blind to what they scored before."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from people_here import Here, at_most, text_of
from rounds_here import ISSUES, Consulted, answered, members_of, ready_round, round_of

from commonground.rooms.audit.models import Entry
from commonground.rooms.consultation.answers import Answer
from commonground.rooms.consultation.models import Assessor, EnteredBy, Score, Submission
from commonground.rooms.consultation.paper_access import typed_answers
from commonground.rooms.consultation.rules import ALLOWED, Verb
from commonground.rooms.consultation.score_access import own_answers
from commonground.rooms.issues.actions import add_issue
from commonground.rooms.people.models import Way
from commonground.rooms.people.roles import Role


@pytest.fixture
def found(here: Here) -> Consulted:
    """Return an open round in which one assessor takes part on paper."""
    made = ready_round(here)
    who = made.assessors[0]
    who.way = Way.PAPER
    who.save()
    return made.open()


def sheet(found: Consulted, who: Assessor, number: int = 1) -> str:
    """Return where somebody's sheet is typed in."""
    about = [found.here.partnership.pk, found.round_id, who.pk, number]
    return reverse("consultation:type_in", args=about)


def test_sheets_are_printed_for_everybody_on_paper_for_one_person_or_blank(
    found: Consulted,
) -> None:
    browser = found.here.analysts_browser
    on_paper, other = found.assessors[0], found.assessors[1]

    page = text_of(browser.get(f"{found.at}paper/print/"))
    assert page.count("cg-page__issue") == len(ISSUES)
    assert on_paper.membership.person.name in page
    assert other.membership.person.name not in page
    page = text_of(browser.get(f"{found.at}paper/print/", {"who": str(other.pk)}))
    assert other.membership.person.name in page
    assert "Cannot say" in page
    assert "OFFICIAL" in page
    page = text_of(browser.get(f"{found.at}paper/print/", {"who": "blank"}))
    assert page.count("cg-page__issue") == 1
    assert not any(name in page for name in ISSUES)


def test_no_sheet_bears_the_number_by_which_a_pack_knows_somebody(found: Consulted) -> None:
    for one in found.assessors:
        page = text_of(
            found.here.analysts_browser.get(f"{found.at}paper/print/", {"who": str(one.pk)})
        )

        assert one.membership.person.name in page
        assert one.code
        assert one.code not in page


def test_what_is_typed_in_is_recorded_as_such_and_for_whom(found: Consulted) -> None:
    who = found.assessors[0]
    browser = found.here.analysts_browser

    answer = browser.post(sheet(found, who), answered(likelihood="2", impact="x"))

    assert answer["Location"] == sheet(found, who, 2)
    made = Submission.objects.get()
    assert (made.entered_by, made.typed_by) == (EnteredBy.PAPER, found.here.analyst)
    entry = Entry.objects.get(verb="sent")
    assert entry.actor == f"person:{found.here.analyst.pk}"
    assert '"entered_by":"paper"' in entry.after
    [answers] = own_answers(who, 1).values()
    assert answers == {"likelihood": Answer(level=2), "impact": Answer(cannot_say=True)}
    assert "1 of 4" in text_of(browser.get(f"{found.at}paper/"))


def test_whoever_types_sees_what_they_typed_and_nothing_that_was_scored_by_link(
    found: Consulted,
) -> None:
    who = found.assessors[0]
    link = f"/score/{found.link(who).token}/1/"
    Client().post(link, {**answered(likelihood="4", impact="3"), "remark": "Secret remark"})
    browser = found.here.analysts_browser

    page = text_of(browser.get(sheet(found, who)))
    assert " checked" not in page
    assert "Secret remark" not in page
    assert "0 of 4" in text_of(browser.get(f"{found.at}paper/"))
    seen = {f"seen-{part}-impact": "" for part in ("score", "remark")}
    told = browser.post(
        sheet(found, who), {**answered(impact="0"), **seen},
        headers={"Accept": "application/json"},
    ).json()  # fmt: skip

    # neither what they had said, nor that they had
    assert told["answers"] == {"score-impact": "0", "remark-impact": ""}
    assert told["told"] == ""
    assert text_of(browser.get(sheet(found, who))).count(" checked") == 1
    [typed] = typed_answers(who, found.here.analyst).values()
    assert typed == {"impact": Answer(level=0)}


def test_another_analyst_does_not_see_what_was_typed(here: Here, found: Consulted) -> None:
    who = found.assessors[0]
    here.analysts_browser.post(sheet(found, who), answered(likelihood="2", impact="1"))

    page = text_of(here.browser(Role.ANALYST).get(sheet(found, who)))

    assert " checked" not in page


def test_a_closed_round_takes_no_paper(found: Consulted) -> None:
    who = found.assessors[0]
    found.close()

    answer = found.here.analysts_browser.post(sheet(found, who), answered(likelihood="2"))

    assert answer["Location"] == f"{found.at}paper/"
    assert not Score.objects.exists()


@pytest.mark.parametrize("role", Role)
def test_only_those_of_the_table_type_scores_in(here: Here, found: Consulted, role: Role) -> None:
    at, browser = sheet(found, found.assessors[0]), here.browser(role)
    allowed = role in ALLOWED[Verb.TYPE_SCORES]

    assert browser.get(at).status_code == (200 if allowed else 403)
    assert browser.post(at, answered(likelihood="1")).status_code == (302 if allowed else 403)


def test_a_sheet_of_another_round_or_partnership_is_not_there(
    here: Here, elsewhere: Here, found: Consulted, outsider: Client
) -> None:
    theirs = ready_round(elsewhere).open().assessors[0]

    assert outsider.get(sheet(found, found.assessors[0])).status_code == 404
    assert here.analysts_browser.get(sheet(found, theirs)).status_code == 404


def test_a_sheet_is_typed_in_with_few_queries_and_refuses_the_wrong_method(
    found: Consulted,
) -> None:
    browser, at = found.here.analysts_browser, sheet(found, found.assessors[0])
    assert browser.put(at).status_code == 405
    with at_most(10):
        browser.get(at)
    assert browser.post(at, answered(likelihood="9")).status_code == 422


def names_on(page: str) -> list[str]:
    """Return who is in the list, in its order."""
    return re.findall(r"Invented \d+ \d+", page.split("<tbody", 1)[-1].split("</tbody", 1)[0])


def test_a_long_list_comes_in_pages_with_those_on_paper_first(here: Here) -> None:
    found = round_of(here, [add_issue(by=here.seat, name="Knife crime")], members_of(here, 3, 20))
    last = found.open().assessors[-1]
    Assessor.objects.filter(pk=last.pk).update(way=Way.PAPER)
    browser = here.analysts_browser

    with at_most(10):
        first = text_of(browser.get(f"{found.at}paper/"))
    second = text_of(browser.get(f"{found.at}paper/", {"page": "2"}))

    assert "60 assessors" in first
    assert len(set(names_on(first))) == 50
    assert names_on(first)[0] == last.membership.person.name
    assert set(names_on(first)).isdisjoint(names_on(second))
    assert "0 of 1" in second


def test_the_list_is_searched_by_name_and_agency(found: Consulted) -> None:
    browser = found.here.analysts_browser

    def shown(search: str) -> set[str]:
        return set(names_on(text_of(browser.get(f"{found.at}paper/", {"q": search}))))

    assert shown("invented 1") == {"Invented 1 0", "Invented 1 1", "Invented 0 1", "Invented 2 1"}
    assert shown("agency 1") >= {"Invented 1 0", "Invented 1 1"}
    assert shown("1 1 invented") >= {"Invented 1 1"}
    assert shown("nobody of that name") == set()
    page = text_of(browser.get(f"{found.at}paper/", {"q": "nobody of that name"}))
    assert "Nobody matches. Try fewer words." in page


def test_whoever_withdrew_or_is_asked_about_nothing_is_not_in_the_list(found: Consulted) -> None:
    gone, idle = found.assessors[:2]
    Assessor.objects.filter(pk=gone.pk).update(withdrawn_because="Left")
    idle.assignments.all().delete()

    page = text_of(found.here.analysts_browser.get(f"{found.at}paper/"))

    assert "4 assessors" in page
    assert not {"Invented 0 0", "Invented 0 1"} & set(names_on(page))


def test_sheets_are_numbered_as_the_pages_are_that_they_are_typed_into(found: Consulted) -> None:
    who = found.assessors[0]
    first = who.assignments.order_by("round_issue__position")[0]
    first.asked_in_room_at = timezone.now()
    first.save()
    browser = found.here.analysts_browser

    sheets = text_of(browser.get(f"{found.at}paper/print/", {"who": str(who.pk)}))
    typed = text_of(browser.get(f"{found.at}paper/{who.pk}/4/"))

    assert sheets.index("Fly-tipping") < sheets.index("Knife crime")
    assert "Knife crime" in typed
