"""Looking round: one invented partnership, the pilot's size, shared by all who look."""

from django.test import Client
from people_here import at_most, make_person, signed_in, text_of

from commonground.rooms.audit.models import Entry
from commonground.rooms.audit.verifying import check_chains
from commonground.rooms.people import access, demo_actions
from commonground.rooms.people.models import Agency, Membership, Partnership


def test_the_demo_has_the_pilots_agencies_and_people(db: None) -> None:
    person = make_person("Newcomer")
    browser = signed_in(person)
    assert "Look round an invented partnership" in text_of(browser.get("/"))

    answer = browser.post("/demo/", follow=True)

    assert "157 people" in text_of(answer)
    assert "Everything in this partnership is invented." in text_of(answer)
    demo = Partnership.objects.get()
    agencies = list(Agency.objects.filter(partnership=demo).select_related("counts_as"))
    assert len({one.speaks_as.pk for one in agencies}) == 27
    assert Membership.objects.filter(partnership=demo).count() == 157
    assert all(checked.broken_at is None for checked in check_chains())
    with at_most(10):
        browser.get(f"/p/{demo.pk}/people/")


def test_looking_round_twice_does_nothing_and_others_join(db: None) -> None:
    first, second = make_person("First"), make_person("Second")
    demo = demo_actions.look_round(by=first)
    entries = Entry.objects.count()

    assert demo_actions.look_round(by=first) == demo
    assert Entry.objects.count() == entries
    assert demo_actions.look_round(by=second) == demo
    assert [seat.partnership for seat in access.seats(second)] == [demo]
    assert Partnership.objects.count() == 1


def test_the_demo_is_opened_by_a_press_alone_and_by_people_alone(db: None) -> None:
    assert signed_in(make_person("Newcomer")).get("/demo/").status_code == 405
    assert Client().post("/demo/").status_code == 302
    assert not Partnership.objects.exists()
