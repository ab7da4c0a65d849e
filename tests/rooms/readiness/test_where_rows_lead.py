"""Each kind of thing that a rule finds leads to its page, to those who may open it."""

from uuid import uuid4

import pytest
from django.urls import get_resolver
from people_here import Here

from commonground.rooms.people.roles import Role
from commonground.rooms.readiness import access
from commonground.rooms.readiness.addresses import BY_VERB, OF_ALL, OF_ONE, WITHIN, target_href
from commonground.rooms.readiness.judging.failing import Kind
from commonground.rooms.readiness.models import FindingRow
from commonground.rooms.readiness.rules import Verb

NAMES = {**OF_ONE, **WITHIN, **OF_ALL, **{kind: name for kind, (name, _) in BY_VERB.items()}}


def has_page(name: str) -> bool:
    room, page = name.split(":")
    spaces = get_resolver().namespace_dict
    return room in spaces and page in spaces[room][1].reverse_dict


def row(here: Here, kind: Kind) -> FindingRow:
    return FindingRow(
        partnership=here.partnership, target_kind=kind, target_id=uuid4(), target_within=uuid4()
    )


def test_every_kind_has_one_address() -> None:
    assert set(NAMES) == set(Kind)
    assert len(NAMES) == len(OF_ONE) + len(WITHIN) + len(OF_ALL) + len(BY_VERB)


@pytest.mark.parametrize("kind", [one for one in Kind if not NAMES[one].startswith("plan:")])
def test_each_kind_of_another_room_than_the_plan_has_its_page(here: Here, kind: Kind) -> None:
    assert has_page(NAMES[kind])
    assert target_href(here.seat, row(here, kind)).startswith(f"/p/{here.partnership.pk}/")


@pytest.mark.parametrize("kind", [one for one in Kind if NAMES[one].startswith("plan:")])
def test_what_is_of_the_plan_leads_there_once_it_has_a_page(here: Here, kind: Kind) -> None:
    assert bool(target_href(here.seat, row(here, kind))) == has_page(NAMES[kind])


def test_a_reader_is_led_to_no_page_that_is_shut_to_them(here: Here) -> None:
    overseer = access.seat(here.with_role(Role.OVERSEER), here.partnership.pk, Verb.SEE_READINESS)
    partnership = row(here, Kind.PARTNERSHIP)

    assert target_href(here.seat, partnership)
    assert target_href(overseer, partnership) == ""
