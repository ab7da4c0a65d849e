"""Gives the invented partnership disruptions, by one of its board, and moderates most of them."""

from collections.abc import Sequence
from datetime import timedelta

from django.utils import timezone

from commonground.demo.disrupting import DISRUPTED, MODERATED
from commonground.rooms.audit.recording import action
from commonground.rooms.people.access import Seat
from commonground.rooms.people.member_actions import give_role
from commonground.rooms.people.models import Membership
from commonground.rooms.people.roles import Role
from commonground.rooms.plan import access
from commonground.rooms.plan.disruption_actions import (
    DisruptionFields,
    moderate_disruption,
    record_disruption,
)
from commonground.rooms.plan.models import Action, Plan, Scale
from commonground.rooms.plan.rules import Verb


@action
def disrupt_demo(*, by: Seat, plan: Plan, actions: Sequence[Action]) -> None:
    """Record what some actions of a plan disrupted; whoever looks round moderates it."""
    recorder = _of_the_board(by)
    today = timezone.localdate()
    for one in DISRUPTED:
        about = actions[one.action]
        if about.lead_agency_id is None:
            continue
        made = record_disruption(
            by=recorder,
            fields=DisruptionFields(
                on=today - timedelta(days=one.days_ago), subject=one.subject,
                strand_set=plan.strand_set, strand=one.strand, scale=Scale(one.scale),
                agency=about.lead_agency_id, rationale=one.rationale, action=about.pk,
            ),
        )  # fmt: skip
        if one.moderated:
            moderate_disruption(
                by=by, about=made, version=made.version, scale=Scale(one.moderated),
                reason=MODERATED,
            )  # fmt: skip


def _of_the_board(by: Seat) -> Seat:
    """Give one assessor a place on the board, and return it: nobody moderates their own words."""
    found = Membership.objects.filter(
        partnership=by.partnership, held_roles__role=Role.ASSESSOR
    ).select_related("person")
    one = found.earliest("person__name", "pk")
    give_role(by=by, member=one, role=Role.MEMBER, since=timezone.localdate())
    return access.seat(one.person, by.partnership.pk, Verb.RECORD_DISRUPTIONS)
