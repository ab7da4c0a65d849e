"""Who left and is named as the lead of live actions still, and what those are."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from commonground.rooms.people import access as people_access
from commonground.rooms.people.access import Seat
from commonground.rooms.people.models import HeldRole, Membership
from commonground.rooms.plan.models import Action
from commonground.rooms.plan.owning import Owner, owners_on
from commonground.rooms.plan.reminding import LIVE


@dataclass(frozen=True, slots=True)
class Left:
    """An action whose named lead left, and who answers for it now."""

    action: Action
    owner: Owner


@dataclass(frozen=True, slots=True)
class Leaver:
    """Somebody who holds no role any more, with the live actions that name them."""

    member: Membership
    left: tuple[Left, ...]


def led_by_leavers(here: Seat) -> QuerySet[Action]:
    """Return the live actions whose named lead holds no role in the partnership today."""
    held = HeldRole.objects.on(timezone.localdate()).filter(
        membership__partnership=here.partnership
    )
    found = Action.objects.filter(partnership=here.partnership, status__in=LIVE)
    return found.exclude(lead_person=None).exclude(lead_person__in=held.values("membership"))


def leavers(here: Seat) -> list[Leaver]:
    """Return everybody who left live actions behind, by name."""
    return _leavers(here, led_by_leavers(here))


def leaver(here: Seat, member_id: UUID) -> Leaver:
    """Return a member with what names them though they left: nothing, where they are here still."""
    member = people_access.membership(here, member_id)
    found = _leavers(here, led_by_leavers(here).filter(lead_person=member))
    return found[0] if found else Leaver(member, ())


def _leavers(here: Seat, found: QuerySet[Action]) -> list[Leaver]:
    some = list(found.select_related("lead_agency", "lead_person__person").order_by("number"))
    owners = owners_on(here.partnership, some, timezone.localdate())
    by_member: dict[Membership, list[Left]] = {}
    for one in some:
        if one.lead_person is not None:
            by_member.setdefault(one.lead_person, []).append(Left(one, owners[one.pk]))
    made = [Leaver(member, tuple(left)) for member, left in by_member.items()]
    return sorted(made, key=lambda one: (one.member.person.name, str(one.member.pk)))
