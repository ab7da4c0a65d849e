"""Looking round: one invented partnership, the pilot's size, shared by all who look."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from people_here import at_most, make_person, signed_in, text_of

from commonground.rooms.audit.models import Entry
from commonground.rooms.audit.verifying import check_chains
from commonground.rooms.people import access, demo_actions
from commonground.rooms.people.models import Agency, Membership, Partnership

pytestmark = pytest.mark.usefixtures("demo_before_rounds")


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


def test_those_who_look_round_do_not_see_each_other(db: None) -> None:
    first, second = make_person("First Visitor"), make_person("Second Visitor")
    demo = demo_actions.look_round(by=first)
    demo_actions.look_round(by=second)
    member = Membership.objects.get(partnership=demo, person=first)
    browser = signed_in(second)

    pages = [
        text_of(browser.get(f"/p/{demo.pk}/{page}"))
        for page in ("people/?q=visitor", "partnership/", "audit/", f"audit/?by={first.pk}")
    ]

    assert "Second Visitor" in pages[0]
    assert [page for page in pages if "First Visitor" in page or str(first.email) in page] == []
    assert browser.get(f"/p/{demo.pk}/people/{member.pk}/").status_code == 404
    held = member.held_roles.get()
    assert browser.get(f"/p/{demo.pk}/roles/{held.pk}/end/").status_code == 404


def test_nobody_real_is_added_to_the_demo_nor_written_to_from_it(db: None) -> None:
    real = make_person("Real Officer", "officer@example.org")
    visitor = make_person("Visitor")
    demo = demo_actions.look_round(by=visitor)
    browser = signed_in(visitor)
    page = f"/p/{demo.pk}/people"

    added = browser.post(f"{page}/add/", {"name": "X", "email": real.email, "roles": "member"})
    file = SimpleUploadedFile("people.csv", b"Name,E-mail\nX,officer@example.org\n")
    previewed = browser.post(f"{page}/import/", {"file": file})
    invented = {"name": "Y", "email": "y@example.invalid", "roles": "member"}

    assert "Everybody in this partnership is invented" in text_of(added)
    assert "Real Officer" not in text_of(added)
    assert previewed.status_code == 422
    assert "expected none, or one that ends in .invalid" in text_of(previewed)
    assert browser.post(f"{page}/add/", invented).status_code == 302


def test_a_real_address_in_a_file_is_named_by_its_own_column(db: None) -> None:
    visitor = make_person("Visitor")
    demo = demo_actions.look_round(by=visitor)
    file = SimpleUploadedFile("people.csv", b"Name,E-mail\nX,someone@example.org\n")

    said = text_of(signed_in(visitor).post(f"/p/{demo.pk}/people/import/", {"file": file}))

    assert "people.csv, row 2, column B (E-mail): the e-mail address" in said
    assert "column A" not in said


def test_what_is_no_address_is_not_called_a_real_one(db: None) -> None:
    visitor = make_person("Visitor")
    demo = demo_actions.look_round(by=visitor)
    file = SimpleUploadedFile("people.csv", b"Name,E-mail\nX,not an address\n")

    said = text_of(signed_in(visitor).post(f"/p/{demo.pk}/people/import/", {"file": file}))

    assert "expected one e-mail address" in said
    assert "is a real one" not in said
