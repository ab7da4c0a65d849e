"""Who owns an action today: the role keeps it when the person leaves."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from people_here import Here
from plan_here import Planned

from commonground.rooms.people.models import HeldRole, Membership
from commonground.rooms.people.roles import Role
from commonground.rooms.plan import access
from commonground.rooms.plan.models import Action
from commonground.rooms.plan.owning import Owner, OwnerState, owners_on
from commonground.rooms.plan.rules import Verb

pytestmark = pytest.mark.django_db


def titled(here: Here, name: str, title: str) -> Membership:
    """Return an action owner of the one agency with a job title."""
    member = here.member(Role.ACTION_OWNER, name=name)
    Membership.objects.filter(pk=member.pk).update(title=title)
    return member


def leave(member: Membership) -> None:
    """End everything that a member is in the partnership."""
    yesterday = timezone.localdate() - timedelta(days=1)
    HeldRole.objects.filter(membership=member).update(since=date(2020, 1, 1), until=yesterday)


def owner(planned: Planned, action: Action) -> Owner:
    current = access.action(planned.seat, action.pk)
    return owners_on(planned.here.partnership, [current], timezone.localdate())[current.pk]


@pytest.fixture
def led(planned: Planned) -> tuple[Planned, Action, Membership]:
    """An action that somebody leads as the head of housing of the council."""
    lead = titled(planned.here, "Earlier head", "Head of Housing")
    action = planned.change(
        planned.actions[0], lead_agency=planned.here.agency.pk, lead_role="Head of Housing",
        lead_person=lead.pk,
    )  # fmt: skip
    return planned, action, lead


def test_the_person_who_is_named_holds_it(led: tuple[Planned, Action, Membership]) -> None:
    planned, action, lead = led

    found = owner(planned, action)

    assert (found.state, found.member, found.left) == (OwnerState.HELD, lead, None)


def test_when_the_person_leaves_the_role_keeps_it(led: tuple[Planned, Action, Membership]) -> None:
    planned, action, lead = led
    leave(lead)

    found = owner(planned, action)

    assert (found.state, found.role, found.member) == (OwnerState.VACANT, "Head of Housing", None)
    assert found.left == lead


def test_who_takes_up_the_role_holds_it(led: tuple[Planned, Action, Membership]) -> None:
    planned, action, lead = led
    leave(lead)
    later = titled(planned.here, "Later head", "head of  housing")

    found = owner(planned, action)

    assert (found.state, found.member, found.left) == (OwnerState.PASSED_ON, later, lead)


def test_of_two_with_one_title_neither_is_chosen(led: tuple[Planned, Action, Membership]) -> None:
    planned, action, lead = led
    leave(lead)
    for name in ("One", "Two"):
        titled(planned.here, name, "Head of Housing")

    assert owner(planned, action).state == OwnerState.VACANT


@pytest.mark.parametrize("missing", [{"lead_agency": None}, {"lead_role": ""}])
def test_without_an_agency_or_a_role_nobody_owns_it(
    led: tuple[Planned, Action, Membership], missing: dict[str, object]
) -> None:
    planned, action, lead = led

    assert owner(planned, planned.change(action, **missing)).state == OwnerState.NOBODY

    leave(lead)
    assert owner(planned, action).state == OwnerState.NOBODY


def test_ones_own_actions_are_those_led_by_name_or_by_role(
    led: tuple[Planned, Action, Membership],
) -> None:
    planned, action, lead = led
    by_role = planned.change(
        planned.actions[1], lead_agency=planned.here.agency.pk, lead_role="Head of housing"
    )
    here = access.seat(lead.person, planned.here.partnership.pk, Verb.SEE_OWN_ACTIONS)

    assert list(access.own_actions(here)) == [action, by_role]
    assert access.own_action(here, action.pk) == action
