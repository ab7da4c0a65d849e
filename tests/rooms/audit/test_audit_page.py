"""The record is read by those who may, by object and by person."""

from uuid import uuid4

import pytest
from django.test import Client
from django.utils.formats import date_format
from people_here import Here, at_most, text_of

from commonground.rooms.issues import actions as issues_actions
from commonground.rooms.people import actions, member_actions
from commonground.rooms.people.roles import Role


def address(here: Here, query: str = "") -> str:
    return f"/p/{here.partnership.pk}/audit/{query}"


@pytest.mark.parametrize("role", [Role.ANALYST, Role.CHAIR, Role.OVERSEER])
def test_it_shows_who_did_what(here: Here, role: Role) -> None:
    page = here.browser(role).get(address(here))

    assert page.status_code == 200
    assert "Larkenmere analyst" in text_of(page)
    assert "Larkenmere Council" in text_of(page)


@pytest.mark.parametrize("role", [Role.MEMBER, Role.ASSESSOR, Role.ACTION_OWNER])
def test_it_refuses_a_reader(here: Here, role: Role) -> None:
    assert here.browser(role).get(address(here)).status_code == 403


def test_it_refuses_an_outsider(here: Here, outsider: Client) -> None:
    assert outsider.get(address(here)).status_code == 404


def test_it_refuses_the_wrong_method(here: Here) -> None:
    assert here.analysts_browser.post(address(here)).status_code == 405


def test_it_can_be_read_for_one_object(here: Here) -> None:
    actions.add_agency(by=here.seat, name="Another")

    page = here.analysts_browser.get(address(here, f"?about={here.agency.pk}"))

    assert "1 entry" in text_of(page)
    assert "Another" not in text_of(page)


def test_it_can_be_read_for_one_person(here: Here) -> None:
    page = here.analysts_browser.get(address(here, f"?by={uuid4()}"))

    assert "Nothing yet." in text_of(page)


def test_it_says_what_was_written_in_words_and_leaves_out_what_was_empty(here: Here) -> None:
    member = here.member(Role.ACTION_OWNER, name="Invented Owner")
    held = member.held_roles.get()

    page = text_of(here.analysts_browser.get(address(here, f"?about={held.pk}")))
    about_member = text_of(here.analysts_browser.get(address(here, f"?about={member.pk}")))

    assert "role: Action owner</a>" in page
    assert "<li>role: Action owner</li>" in page
    assert f"<li>since: {date_format(held.since, 'j M Y')}</li>" in page
    assert "action_owner" not in page
    assert "(none)" not in about_member
    assert "<li>title" not in about_member


def test_what_is_taken_away_is_said(here: Here) -> None:
    member = here.member(name="Invented Owner")
    member_actions.change_member(
        by=here.seat, member=member, version=member.version, agency=None, title="", way=""
    )

    page = text_of(here.analysts_browser.get(address(here, f"?about={member.pk}")))

    assert "<li>agency: Larkenmere Council → (none)</li>" in page


def test_an_id_that_is_none_is_not_found(here: Here) -> None:
    assert here.analysts_browser.get(address(here, "?about=agency")).status_code == 404


def test_a_long_record_is_paged_in_few_queries(here: Here) -> None:
    for number in range(60):
        actions.add_agency(by=here.seat, name=f"Agency {number}")
    browser = here.analysts_browser

    with at_most(10):
        page = browser.get(address(here))

    assert "64 entries" in text_of(page)
    assert "?page=2" in text_of(page)
    assert browser.get(address(here, "?page=2")).status_code == 200


def test_an_id_written_as_a_name_tells_nothing_of_another_partnership(
    here: Here, elsewhere: Here
) -> None:
    secret = issues_actions.add_issue(by=elsewhere.seat, name="A secret operation")
    theme = issues_actions.theme_named(by=elsewhere.seat, name="A secret theme")
    others = [secret, theme, elsewhere.agency, elsewhere.analyst, elsewhere.member(name="Unseen")]
    for one in others:
        actions.add_agency(by=here.seat, name=str(one.pk))

    page = text_of(here.analysts_browser.get(f"/p/{here.partnership.pk}/audit/"))

    for told in ("A secret operation", "A secret theme", "Otherfold", "Unseen"):
        assert told not in page
