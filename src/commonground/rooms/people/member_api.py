"""The API of members and their roles."""

from uuid import UUID

from django.utils import timezone
from ninja import Query, Router, Status

from commonground.rooms.answers import REFUSALS, Listed, changed_meanwhile, listed
from commonground.rooms.people import access, member_actions, shapes
from commonground.rooms.people.api import HERE, seat_of
from commonground.rooms.people.bearer import AskedByProgram
from commonground.rooms.people.models import Agency
from commonground.rooms.people.rules import Verb
from commonground.rooms.refusals import ChangedMeanwhile

router = Router(tags=["Members"])
MEMBERS = HERE + "/members"
ONE = MEMBERS + "/{uuid:member_id}"


@router.get(MEMBERS, response={200: Listed[shapes.MemberOut], **REFUSALS})
def list_members(
    request: AskedByProgram, partnership_id: UUID, asked: Query[shapes.MemberFilter]
) -> Listed[shapes.MemberOut]:
    """List the members by name, with their roles."""
    seat = seat_of(request, partnership_id, Verb.SEE_PEOPLE)
    found = access.memberships(seat, asked.q, _agency(seat, asked.agency_id))
    return listed(found, asked, shapes.members_out)


def _agency(seat: access.Seat, agency_id: UUID | None) -> Agency | None:
    return None if agency_id is None else access.agency(seat, agency_id)


@router.post(MEMBERS, response={201: shapes.MemberOut, **REFUSALS})
def add_member(
    request: AskedByProgram, partnership_id: UUID, sent: shapes.MemberNew
) -> Status[shapes.MemberOut]:
    """Add somebody. Who is a member already by that address is refused with 422."""
    seat = seat_of(request, partnership_id, Verb.EDIT_PEOPLE)
    added = member_actions.add_member(
        by=seat, name=sent.name, email=sent.email, agency=_agency(seat, sent.agency_id),
        title=sent.title, way=sent.way or "", roles=frozenset(sent.roles),
    )  # fmt: skip
    return Status(201, shapes.member_out(added))


@router.get(ONE, response={200: shapes.MemberOut, **REFUSALS})
def read_member(request: AskedByProgram, partnership_id: UUID, member_id: UUID) -> shapes.MemberOut:
    """Read one member, with every role held or once held."""
    seat = seat_of(request, partnership_id, Verb.SEE_PEOPLE)
    return shapes.member_out(access.membership(seat, member_id))


@router.put(ONE, response={200: shapes.MemberOut, 409: shapes.MemberConflict, **REFUSALS})
def change_member(
    request: AskedByProgram, partnership_id: UUID, member_id: UUID, sent: shapes.MemberIn
) -> shapes.MemberOut | Status[shapes.MemberConflict]:
    """Change what somebody is here to what is sent. Their name and address are their own."""
    seat = seat_of(request, partnership_id, Verb.EDIT_PEOPLE)
    found = access.membership(seat, member_id)
    try:
        member_actions.change_member(
            by=seat, member=found, version=sent.version,
            agency=_agency(seat, sent.agency_id), title=sent.title, way=sent.way or "",
        )  # fmt: skip
    except ChangedMeanwhile:
        now = shapes.member_out(access.membership(seat, member_id))
        return Status(
            409, shapes.MemberConflict(faults=changed_meanwhile(), current=now, yours=sent)
        )
    return shapes.member_out(access.membership(seat, member_id))


@router.post(ONE + "/roles", response={200: shapes.HeldRoleOut, **REFUSALS})
def give_role(
    request: AskedByProgram, partnership_id: UUID, member_id: UUID, sent: shapes.RoleGiven
) -> shapes.HeldRoleOut:
    """Give a member a role. One that is held already stays as it is."""
    seat = seat_of(request, partnership_id, Verb.EDIT_PEOPLE)
    held = member_actions.give_role(
        by=seat, member=access.membership(seat, member_id), role=sent.role,
        since=sent.since or timezone.localdate(),
    )  # fmt: skip
    return shapes.held_out(held)


@router.post(
    HERE + "/roles/{uuid:held_role_id}/end", response={200: shapes.HeldRoleOut, **REFUSALS}
)
def end_role(
    request: AskedByProgram, partnership_id: UUID, held_role_id: UUID, sent: shapes.RoleEnd
) -> shapes.HeldRoleOut:
    """End a role on a day. The last analyst's cannot be ended."""
    seat = seat_of(request, partnership_id, Verb.EDIT_PEOPLE)
    ended = member_actions.end_role(
        by=seat, held=access.held_role(seat, held_role_id),
        until=sent.until or timezone.localdate(),
    )  # fmt: skip
    return shapes.held_out(ended)
