"""Who owns an action today: the role keeps it when the person leaves."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from commonground.rooms.people.models import Agency, HeldRole, Membership, Partnership
from commonground.rooms.plan.models import Action


class OwnerState(StrEnum):
    """Whether somebody answers for an action today."""

    HELD = "held"
    """By the person who is named."""
    PASSED_ON = "passed_on"
    """By who holds the lead role now: the person who was named left, or none was."""
    VACANT = "vacant"
    """An agency and a role are named, and nobody is in it."""
    NOBODY = "nobody"
    """No agency, or neither a role nor a person who is still here."""


@dataclass(frozen=True, slots=True)
class Owner:
    """Who answers for an action on a day."""

    agency: Agency | None
    role: str
    member: Membership | None
    left: Membership | None
    """Who is named, and holds no role in the partnership any more."""
    state: OwnerState


def owners_on(
    partnership: Partnership, actions: Collection[Action], day: date
) -> dict[UUID, Owner]:
    """Return who owns each of these actions on a day, in two queries.

    A role's holder is a member of the lead agency, still in the partnership, whose job title is the
    lead role but for case and spaces; where there are two, neither is chosen.
    """
    here = set(
        HeldRole.objects.on(day)
        .filter(membership__partnership=partnership).values_list("membership_id", flat=True)
    )  # fmt: skip
    members = Membership.objects.filter(partnership=partnership).exclude(agency=None)
    holders: dict[tuple[UUID, str], list[Membership]] = {}
    for one in members.select_related("person").order_by("pk"):
        if one.pk in here and one.agency_id is not None and _key(one.title):
            holders.setdefault((one.agency_id, _key(one.title)), []).append(one)
    return {one.pk: _owner(one, here, holders) for one in actions}


def _owner(
    action: Action, here: set[UUID], holders: dict[tuple[UUID, str], list[Membership]]
) -> Owner:
    agency, role, named = action.lead_agency, action.lead_role, action.lead_person
    if named is not None and named.pk in here:
        # a person without an agency or a role does not make an owner that outlasts them
        state = OwnerState.HELD if agency and role else OwnerState.NOBODY
        return Owner(agency, role, named, None, state)
    if agency is None or not role:
        return Owner(agency, role, None, named, OwnerState.NOBODY)
    found = holders.get((agency.pk, _key(role)), [])
    if len(found) == 1:
        return Owner(agency, role, found[0], named, OwnerState.PASSED_ON)
    return Owner(agency, role, None, named, OwnerState.VACANT)


def _key(title: str) -> str:
    return " ".join(title.split()).casefold()
