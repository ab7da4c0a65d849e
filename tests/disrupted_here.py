"""A disruption that a member recorded, for tests."""

from datetime import date

from people_here import Here
from plan_here import Planned

from commonground.rooms.people.access import Seat
from commonground.rooms.people.roles import Role
from commonground.rooms.plan import access
from commonground.rooms.plan.disruption_actions import DisruptionFields, record_disruption
from commonground.rooms.plan.models import Disruption, Scale
from commonground.rooms.plan.rules import Verb


def member_of(here: Here, name: str = "Recorder") -> Seat:
    """Return the seat of somebody new who is a member here."""
    person = here.with_role(Role.MEMBER, name=name)
    return access.seat(person, here.partnership.pk, Verb.RECORD_DISRUPTIONS)


def fields_of(planned: Planned) -> DisruptionFields:
    """Return what is said of a disruption of the plan's first action."""
    return DisruptionFields(
        on=date(2016, 3, 1), subject="A phone line", strand_set="four-ps", strand="pursue",
        scale=Scale.MAJOR, agency=planned.here.agency.pk, rationale="No call in a month",
        action=planned.actions[0].pk,
    )  # fmt: skip


def disrupted(planned: Planned, by: Seat | None = None) -> Disruption:
    """Return one that somebody recorded: a member, where nobody is named."""
    return record_disruption(by=by or member_of(planned.here), fields=fields_of(planned))
