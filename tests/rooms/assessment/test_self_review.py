"""Agencies answer the five closing questions: each for itself, or the analyst on its behalf."""

from collections.abc import Mapping

from assessment_here import Begun
from django.test import Client
from people_here import at_most, signed_in, text_of

from commonground.documents.assessment.answers import self_review
from commonground.rooms.assessment import review_access
from commonground.rooms.assessment.models import AgencyAnswer
from commonground.rooms.audit.models import Entry
from commonground.rooms.people.actions import add_agency
from commonground.rooms.people.member_actions import add_member
from commonground.rooms.people.models import Agency
from commonground.rooms.people.roles import Role

SAID = {"impact": "County lines cross two wards", "innovation": "A shared desk"}


def send(
    browser: Client, begun: Begun, agency: Agency, words: Mapping[str, str], version: int = 0
) -> int:
    answers = {one.id: words.get(one.id, "") for one in self_review().questions}
    at = f"{begun.at}review/{agency.pk}/"
    return browser.post(at, {"version": version, **answers}).status_code


def stands(begun: Begun) -> list[tuple[str, str, bool]]:
    return [(one.agency, one.words, one.is_on_behalf)
            for one in review_access.answers(begun.assessment).given]  # fmt: skip


def test_a_member_answers_for_their_own_agency(begun: Begun) -> None:
    agency = begun.here.agency
    member = begun.here.browser(Role.MEMBER)

    assert send(member, begun, agency, SAID) == 302
    assert stands(begun) == [(agency.name, text, False) for text in SAID.values()]
    told = text_of(begun.here.analysts_browser.get(f"{begun.at}review/"))
    assert "County lines cross two wards" in told
    assert "1 of 4 agencies have answered" in told
    assert "Invented member" in told


def test_a_member_answers_for_no_other_agency(begun: Begun) -> None:
    other = add_agency(by=begun.here.seat, name="Larkenmere Probation")
    member = begun.here.browser(Role.MEMBER)

    assert send(member, begun, other, SAID) == 403
    assert member.get(f"{begun.at}review/{other.pk}/").status_code == 403
    assert stands(begun) == []


def test_the_analyst_answers_on_an_agencys_behalf_and_it_says_so(begun: Begun) -> None:
    other = add_agency(by=begun.here.seat, name="Larkenmere Probation")
    browser = begun.here.analysts_browser

    assert "on behalf of this agency" in text_of(browser.get(f"{begun.at}review/{other.pk}/"))
    assert send(browser, begun, other, SAID) == 302
    assert stands(begun)[0] == (other.name, SAID["impact"], True)
    assert "on its behalf" in text_of(browser.get(f"{begun.at}review/"))


def test_an_answer_is_kept_when_another_takes_its_place_or_it_is_taken_back(
    begun: Begun,
) -> None:
    agency, browser = begun.here.agency, begun.here.analysts_browser
    send(browser, begun, agency, SAID)
    send(browser, begun, agency, SAID | {"impact": "Less than last year"}, 1)
    assert [text for _agency, text, _how in stands(begun)] == ["Less than last year",
                                                               "A shared desk"]  # fmt: skip
    send(browser, begun, agency, {"innovation": "A shared desk"}, 2)

    assert [text for _agency, text, _how in stands(begun)] == ["A shared desk"]
    kept = AgencyAnswer.objects.filter(question="impact").order_by("number")
    assert [one.words for one in kept] == [SAID["impact"], "Less than last year", ""]


def test_what_did_not_change_is_not_kept_again(begun: Begun) -> None:
    agency, browser = begun.here.agency, begun.here.analysts_browser
    send(browser, begun, agency, SAID)
    before = Entry.objects.count()
    send(browser, begun, agency, SAID, 1)

    assert AgencyAnswer.objects.count() == 2
    assert Entry.objects.count() == before


def test_two_who_answer_for_one_agency_do_not_overwrite_each_other(begun: Begun) -> None:
    agency, browser = begun.here.agency, begun.here.analysts_browser
    send(browser, begun, agency, SAID)
    at = f"{begun.at}review/{agency.pk}/"
    answer = browser.post(at, {"version": 0, "impact": "Nothing to see"})

    assert answer.status_code == 409
    told = text_of(answer)
    assert "Nothing to see" in told
    assert SAID["impact"] in told
    assert stands(begun)[0][1] == SAID["impact"]


def test_every_answer_is_recorded_with_who_gave_it(begun: Begun) -> None:
    member = begun.here.member(Role.MEMBER, name="Invented Member").person
    send(signed_in(member), begun, begun.here.agency, SAID)

    entries = Entry.objects.filter(verb="answered")
    assert entries.count() == 2
    assert all(str(member.pk) in one.actor for one in entries)
    assert any(SAID["impact"] in one.after for one in entries)


def test_the_page_asks_as_often_however_many_agencies_answered(begun: Begun) -> None:
    browser = begun.here.analysts_browser
    for agency in Agency.objects.filter(partnership=begun.here.partnership):
        send(browser, begun, agency, SAID)
    with at_most(10):
        assert browser.get(f"{begun.at}review/").status_code == 200


def test_a_part_of_an_agency_speaks_through_it(begun: Begun) -> None:
    agency = begun.here.agency
    part = add_agency(by=begun.here.seat, name="Larkenmere Council: Housing", counts_as=agency)
    member = add_member(
        by=begun.here.seat, name="Invented Part", email="part@example.org", agency=part,
        roles=frozenset({Role.MEMBER}),
    )  # fmt: skip
    browser = signed_in(member.person)

    assert browser.get(f"{begun.at}review/{part.pk}/").status_code == 404
    assert send(browser, begun, agency, SAID) == 302
    assert stands(begun)[0] == (agency.name, SAID["impact"], False)
