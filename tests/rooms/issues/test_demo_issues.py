"""The invented partnership's long list is the pilot's."""

import pytest
from people_here import at_most, make_person, signed_in, text_of

from commonground.rooms.audit.verifying import check_chains
from commonground.rooms.issues.models import Issue, Theme
from commonground.rooms.people import demo_actions

pytestmark = pytest.mark.usefixtures("demo_before_rounds")


def test_the_demo_holds_the_pilots_106_issues_in_11_themes_once(db: None) -> None:
    person = make_person("Newcomer")
    demo = demo_actions.look_round(by=person)
    demo_actions.look_round(by=make_person("Second"))

    assert Issue.objects.filter(partnership=demo).count() == 106
    assert Theme.objects.filter(partnership=demo).count() == 11
    browser = signed_in(person)
    with at_most(9):
        page = text_of(browser.get(f"/p/{demo.pk}/issues/"))
    assert "106 issues" in page
    assert "5 proposals wait" in page
    with at_most(10):
        proposals = text_of(browser.get(f"/p/{demo.pk}/issues/proposals/"))
    assert "E-scooters ridden on pavements" in proposals
    assert all(one.broken_at is None for one in check_chains())
