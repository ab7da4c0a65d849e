"""Members, the roles they hold for a time, and the links that let them in."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth.hashers import make_password
from django.core import mail
from django.test import Client
from django.utils import timezone
from people_here import Here, text_of

from commonground.errors import BadInput
from commonground.rooms.people import access, actions, member_actions
from commonground.rooms.people.access import LinkState, opened_link
from commonground.rooms.people.models import HeldRole, Membership, Person, PersonalLink, Purpose
from commonground.rooms.people.roles import Role
from commonground.rooms.people.rules import Verb


def test_somebody_is_added_with_roles_from_today(here: Here) -> None:
    answer = here.analysts_browser.post(
        f"/p/{here.partnership.pk}/people/add/",
        {"name": "Invented Person", "email": "New@Example.org", "agency": here.agency.pk,
         "title": "Officer", "roles": ["assessor", "action_owner"]},
    )  # fmt: skip

    member = Membership.objects.get(person__email="new@example.org")
    assert answer.status_code == 302
    assert {held.role for held in member.held_roles.all()} == {"assessor", "action_owner"}
    assert not member.person.has_usable_password()


def test_nobody_is_added_twice(here: Here) -> None:
    details = {"name": "Twice", "email": "twice@example.org", "roles": ["member"]}
    browser = here.analysts_browser
    browser.post(f"/p/{here.partnership.pk}/people/add/", details)

    again = browser.post(f"/p/{here.partnership.pk}/people/add/", details)

    assert "Twice is already in this partnership." in text_of(again)
    assert Person.objects.filter(name="Twice").count() == 1


def test_somebody_known_elsewhere_stays_one_person(here: Here, elsewhere: Here) -> None:
    member = member_actions.add_member(
        by=here.seat, name="Another Name", email=elsewhere.analyst.email, roles=frozenset()
    )

    assert member.person == elsewhere.analyst
    assert member.person.name == "Otherfold analyst"


def test_somebody_without_an_address_can_still_take_part(here: Here) -> None:
    for name in ("On paper", "Also on paper"):
        member = member_actions.add_member(by=here.seat, name=name, email=None)
        assert member.person.email is None


def test_people_are_found_by_words_in_any_order(here: Here) -> None:
    here.member(Role.MEMBER, name="Ada Invented")
    here.member(Role.MEMBER, name="Bea Imagined")

    page = text_of(here.analysts_browser.get(f"/p/{here.partnership.pk}/people/?q=invented+ada"))

    assert "Ada Invented" in page
    assert "Bea Imagined" not in page


def test_a_role_given_twice_is_held_once(here: Here) -> None:
    member = here.member(Role.MEMBER)
    for _ in range(2):
        member_actions.give_role(
            by=here.seat, member=member, role=Role.CHAIR, since=date(2026, 1, 1)
        )

    assert HeldRole.objects.filter(membership=member, role=Role.CHAIR).count() == 1


def test_a_role_ends_on_or_after_the_day_it_began(here: Here) -> None:
    held = HeldRole.objects.get(membership=here.member(Role.MEMBER))

    with pytest.raises(BadInput, match="on or after the day it began"):
        member_actions.end_role(by=here.seat, held=held, until=held.since - timedelta(days=1))


def test_the_only_analyst_stays_one(here: Here) -> None:
    held = HeldRole.objects.get(membership__person=here.analyst)

    with pytest.raises(BadInput, match="only analyst"):
        member_actions.end_role(by=here.seat, held=held, until=timezone.localdate())


def test_the_partnership_names_roles_in_its_own_words(here: Here) -> None:
    browser = here.analysts_browser
    browser.post(f"/p/{here.partnership.pk}/roles/", {"chair": "Independent chair"})
    here.member(Role.CHAIR, name="Ada Invented")

    page = text_of(browser.get(f"/p/{here.partnership.pk}/people/"))

    assert "Independent chair" in page


def invited(here: Here) -> tuple[Membership, str]:
    """Return somebody who was sent an invitation, and the address in it."""
    member = here.member(Role.MEMBER, name="Invited")
    here.analysts_browser.post(f"/p/{here.partnership.pk}/people/{member.pk}/invite/")
    found = re.search(r"http://testserver(/link/\S+)", str(mail.outbox[-1].body))
    assert found is not None
    return member, found[1]


def test_an_invitation_lets_its_holder_choose_a_password(here: Here) -> None:
    member, address = invited(here)
    browser = Client()

    assert "for Invited alone" in text_of(browser.get(address))
    answer = browser.post(address)
    browser.post(
        answer["Location"], {"password1": "three odd words", "password2": "three odd words"}
    )

    member.person.refresh_from_db()
    assert member.person.check_password("three odd words")
    assert browser.get(f"/p/{here.partnership.pk}/agencies/").status_code == 200


def test_looking_at_a_link_does_not_use_it_up(here: Here) -> None:
    _, address = invited(here)

    for _ in range(3):
        assert Client().get(address).status_code == 200


def test_only_the_hash_of_a_link_is_stored(here: Here) -> None:
    _, address = invited(here)
    token = address.split("/")[2]

    assert token not in str(list(PersonalLink.objects.values()))


def spoil(link: PersonalLink, state: LinkState) -> None:
    """Bring a link into a state by hand, as time or people would."""
    now = timezone.now()
    PersonalLink.objects.filter(pk=link.pk).update(
        **{
            LinkState.EXPIRED: {"expires_at": now},
            LinkState.REVOKED: {"revoked_at": now},
            LinkState.USED: {"used_at": now},
        }[state]
    )


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (LinkState.EXPIRED, "Ask the person who sent it for a new one."),
        (LinkState.REVOKED, "Ask the person who sent it for a new one."),
        (LinkState.USED, "If it was you, sign in."),
    ],
)
def test_a_link_that_is_over_says_what_to_do_next(here: Here, state: LinkState, words: str) -> None:
    _, address = invited(here)
    spoil(PersonalLink.objects.get(), state)

    for answer in (Client().get(address), Client().post(address)):
        assert answer.status_code == 410
        assert words in text_of(answer)


def test_an_altered_link_is_told_from_an_unknown_one(here: Here) -> None:
    _, address = invited(here)

    assert "Open it from the e-mail again" in text_of(Client().get(address[:-3] + "xy/"))
    PersonalLink.objects.all().delete()
    assert "We do not know this link" in text_of(Client().get(address))


def test_a_link_is_used_once_even_at_the_same_moment(here: Here) -> None:
    _, address = invited(here)
    opened = opened_link(address.split("/")[2], timezone.now(), Purpose.JOIN)
    member_actions.use_link(opened=opened)

    with pytest.raises(BadInput, match="cannot be used any more"):
        member_actions.use_link(opened=opened)


def test_a_second_invitation_is_over_once_a_password_is_chosen(here: Here) -> None:
    member, address = invited(here)
    member.person.set_password("three odd words")
    member.person.save()

    assert Client().get(address).status_code == 410


def test_a_link_can_be_withdrawn_and_withdrawing_twice_does_nothing(here: Here) -> None:
    invited(here)
    link = PersonalLink.objects.get()
    browser = here.analysts_browser
    for _ in range(2):
        browser.post(f"/p/{here.partnership.pk}/links/{link.pk}/withdraw/")
    link.refresh_from_db()

    assert link.version == 1
    assert link.revoked_at is not None


def test_somebody_who_signs_in_already_is_not_invited(here: Here) -> None:
    member = here.member(Role.MEMBER)
    member.person.set_password("three odd words")
    member.person.save()

    with pytest.raises(BadInput, match="already"):
        member_actions.make_link(by=here.seat, member=member, purpose=Purpose.JOIN)


def test_the_holder_of_a_link_is_named_in_the_record_as_that(here: Here) -> None:
    _, address = invited(here)
    Client().post(address)

    page = text_of(here.analysts_browser.get(f"/p/{here.partnership.pk}/audit/"))

    assert ", by personal link" in page


def test_a_seat_is_for_today(here: Here) -> None:
    person = here.with_role(Role.MEMBER)

    assert [seat.partnership for seat in access.seats(person)] == [here.partnership]
    assert access.seat(person, here.partnership.pk, Verb.SEE_PEOPLE).roles == {Role.MEMBER}


def test_no_action_takes_another_partnerships_member(here: Here, elsewhere: Here) -> None:
    other = elsewhere.member(Role.MEMBER)
    today = timezone.localdate()
    seat = here.seat
    known: dict[str, Any] = {"version": 1, "name": "A", "area": "B", "board_kind": "C"}
    tries = (
        lambda: member_actions.give_role(by=seat, member=other, role=Role.CHAIR, since=today),
        lambda: member_actions.make_link(by=seat, member=other, purpose=Purpose.JOIN),
        lambda: actions.change_partnership(by=seat, chair=other, police_lead=None, **known),
        lambda: actions.change_partnership(by=seat, chair=None, police_lead=other, **known),
    )

    for one in tries:
        with pytest.raises(BadInput, match="of this partnership"):
            one()


def test_an_analyst_to_come_is_not_one_yet(here: Here) -> None:
    other = here.member(Role.MEMBER)
    today = timezone.localdate()
    member_actions.give_role(
        by=here.seat, member=other, role=Role.ANALYST, since=today + timedelta(days=30)
    )
    held = HeldRole.objects.get(membership__person=here.analyst)

    with pytest.raises(BadInput, match="only analyst"):
        member_actions.end_role(by=here.seat, held=held, until=today)


@pytest.mark.parametrize("page", ["people", "issues"])
@pytest.mark.parametrize("words", ["a " * 2000, "a" * 100_000, "a\0b", "%_'\"\\"])
def test_no_search_is_too_much(here: Here, page: str, words: str) -> None:
    answer = here.analysts_browser.get(f"/p/{here.partnership.pk}/{page}/", {"q": words})

    assert answer.status_code == 200


def test_a_link_to_join_is_of_no_use_once_they_have_joined_meanwhile(here: Here) -> None:
    member = here.member(Role.MEMBER)
    made = member_actions.make_link(by=here.seat, member=member, purpose=Purpose.JOIN)
    opened = opened_link(made.token, timezone.now(), Purpose.JOIN)
    Person.objects.filter(pk=member.person.pk).update(password=make_password("three odd words"))

    with pytest.raises(BadInput, match="cannot be used any more"):
        member_actions.use_link(opened=opened)
