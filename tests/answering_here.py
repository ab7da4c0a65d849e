"""An owner with a link of their own to an action of a plan, for tests."""

from dataclasses import dataclass
from datetime import date

import pytest
from django.test import Client
from django.utils import timezone
from people_here import Here
from plan_here import Planned, make_planned

from commonground.rooms.people.access import Holder
from commonground.rooms.people.models import Membership, PersonalLink
from commonground.rooms.people.roles import Role
from commonground.rooms.plan import answering_actions, measure_actions
from commonground.rooms.plan.measure_actions import MeasureFields
from commonground.rooms.plan.models import Action, Better, Measure, MeasureKind, Milestone

YEAR = timezone.localdate().year + 1


@dataclass(frozen=True, slots=True)
class Answering:
    """A plan whose first action somebody leads, and the link by which they answer."""

    planned: Planned
    member: Membership
    link: PersonalLink
    token: str

    @property
    def here(self) -> Here:
        return self.planned.here

    @property
    def action(self) -> Action:
        """The action that they lead, as it is now."""
        return Action.objects.get(pk=self.planned.actions[0].pk)

    @property
    def by(self) -> Holder:
        return Holder(self.link)

    @property
    def start(self) -> str:
        return f"/answer/{self.token}/"

    @property
    def at(self) -> str:
        return f"{self.start}{self.action.pk}/"

    @property
    def phone(self) -> Client:
        return Client()

    @property
    def milestone(self) -> Milestone:
        return Milestone.objects.get(action=self.action)

    @property
    def measure(self) -> Measure:
        return Measure.objects.get(action=self.action)

    @property
    def in_the_plan(self) -> str:
        """Where the action's page is, for who is signed in."""
        return f"/p/{self.here.partnership.pk}/actions/{self.action.pk}/"


def make_answering(here: Here) -> Answering:
    """Let somebody lead the first action of a plan, and give them a link."""
    planned = make_planned(here)
    member = here.member(Role.ACTION_OWNER, name="Una Owner")
    planned.change(
        planned.actions[0], lead_person=member.pk, due_on=date(YEAR, 3, 31),
        review_on=date(YEAR, 1, 31),
    )  # fmt: skip
    measure_actions.add_measure(
        by=here.seat, about=planned.actions[0],
        fields=MeasureFields("People helped", MeasureKind.OUTPUT, Better.HIGHER, unit="people"),
    )  # fmt: skip
    made = answering_actions.make_link(by=here.seat, member=member)
    return Answering(planned, member, made.link, made.token)


@pytest.fixture
def answering(here: Here) -> Answering:
    """An owner with a link to the first action of a plan."""
    return make_answering(here)
