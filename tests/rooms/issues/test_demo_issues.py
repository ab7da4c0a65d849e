"""The invented partnership's long list is the pilot's."""

from people_here import at_most, make_person, signed_in, text_of

from commonground.rooms.issues.models import Issue, Theme
from commonground.rooms.people import demo_actions


def test_the_demo_holds_the_pilots_106_issues_in_11_themes_once(db: None) -> None:
    person = make_person("Newcomer")
    demo = demo_actions.look_round(by=person)
    demo_actions.look_round(by=make_person("Second"))

    assert Issue.objects.filter(partnership=demo).count() == 106
    assert Theme.objects.filter(partnership=demo).count() == 11
    browser = signed_in(person)
    with at_most(8):
        page = text_of(browser.get(f"/p/{demo.pk}/issues/"))
    assert "106 issues" in page
