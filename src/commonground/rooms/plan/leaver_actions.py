"""Gives on what somebody led who left: each action by its own dated row, all of them or none."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from commonground.errors import BadInput
from commonground.rooms.audit.recording import action
from commonground.rooms.people.access import Seat
from commonground.rooms.people.models import HeldRole, Membership
from commonground.rooms.plan.action_actions import change_action
from commonground.rooms.plan.action_fields import fields_of
from commonground.rooms.plan.checking import own
from commonground.rooms.plan.leaver_access import led_by_leavers
from commonground.rooms.plan.models import Action
from commonground.rooms.plan.rules import Verb, check_may_do


@action
def hand_over(
    *, by: Seat, left: Membership, actions: Collection[UUID], to: UUID, day: date, note: str = ""
) -> list[Action]:
    """Name another lead person for some actions of somebody who left; agency and role stay.

    What somebody else gave on meanwhile stays as it is, so that the same press twice changes
    nothing. BadInput for a new lead who holds no role on the day.
    """
    check_may_do(by.roles, Verb.EDIT_PLANS)
    here = HeldRole.objects.on(day).filter(membership__partnership=by.partnership)
    members = Membership.objects.filter(pk__in=here.values("membership"))
    own(members, {to}, _("Choose somebody who is in the partnership today."))
    if not actions:
        raise BadInput(_("Choose at least one action."))
    found = led_by_leavers(by).filter(pk__in=actions, lead_person=left)
    return [
        change_action(
            by=by, about=one, version=one.version, note=note,
            fields=replace(fields_of(one), lead_person=to),
        )
        for one in found.order_by("number")
    ]  # fmt: skip
