"""The API of the token itself, the partnership and its agencies."""

from uuid import UUID

from ninja import Query, Router, Status

from commonground.rooms.answers import REFUSALS, Listed, Paging, changed_meanwhile, listed
from commonground.rooms.people import access, actions, shapes, token_access
from commonground.rooms.people.bearer import AskedByProgram
from commonground.rooms.people.models import Agency, Membership
from commonground.rooms.people.roles import Role
from commonground.rooms.people.rules import Verb
from commonground.rooms.refusals import ChangedMeanwhile

router = Router()
HERE = "/partnerships/{uuid:partnership_id}"


def seat_of(request: AskedByProgram, partnership_id: UUID, verb: Verb) -> access.Seat:
    """Return the seat of whom a token acts for; Http404 and NotAllowed as on a page."""
    return access.seat(token_access.person_for(request.auth, partnership_id), partnership_id, verb)


@router.get("/token", response={200: shapes.TokenOut, **REFUSALS}, tags=["Token"])
def read_token(request: AskedByProgram) -> shapes.TokenOut:
    """Read the token that you send: whom it acts for, where, how far and how long."""
    return shapes.token_out(request.auth)


@router.get(
    "/partnerships", response={200: list[shapes.PartnershipOut], **REFUSALS}, tags=["Partnership"]
)
def list_partnerships(request: AskedByProgram) -> list[shapes.PartnershipOut]:
    """List the partnerships that the token opens: one, or none while you hold no role there."""
    found = [
        seat
        for seat in access.seats(request.auth.membership.person)
        if seat.partnership.pk == request.auth.membership.partnership_id
    ]
    return [shapes.partnership_out(seat, seat.partnership) for seat in found]


@router.get(HERE, response={200: shapes.PartnershipOut, **REFUSALS}, tags=["Partnership"])
def read_partnership(request: AskedByProgram, partnership_id: UUID) -> shapes.PartnershipOut:
    """Read the partnership, and which roles you hold in it today."""
    seat = seat_of(request, partnership_id, Verb.SEE_AGENCIES)
    return shapes.partnership_out(seat, seat.partnership)


@router.put(
    HERE,
    response={200: shapes.PartnershipOut, 409: shapes.PartnershipConflict, **REFUSALS},
    tags=["Partnership"],
)
def change_partnership(
    request: AskedByProgram, partnership_id: UUID, sent: shapes.PartnershipIn
) -> shapes.PartnershipOut | Status[shapes.PartnershipConflict]:
    """Change what the partnership is called, and who leads it."""
    seat = seat_of(request, partnership_id, Verb.EDIT_PARTNERSHIP)
    try:
        changed = actions.change_partnership(
            by=seat, version=sent.version, name=sent.name, area=sent.area,
            board_kind=sent.board_kind, chair=_member(seat, sent.chair_id),
            police_lead=_member(seat, sent.police_lead_id),
        )  # fmt: skip
    except ChangedMeanwhile:
        current = seat_of(request, partnership_id, Verb.EDIT_PARTNERSHIP).partnership
        now = shapes.partnership_out(seat, current)
        return Status(
            409,
            shapes.PartnershipConflict(faults=changed_meanwhile(), current=now, yours=sent),
        )
    return shapes.partnership_out(seat, changed)


def _member(seat: access.Seat, member_id: UUID | None) -> Membership | None:
    return None if member_id is None else access.membership(seat, member_id)


@router.get(
    HERE + "/role-names", response={200: shapes.RoleNames, **REFUSALS}, tags=["Partnership"]
)
def read_role_names(request: AskedByProgram, partnership_id: UUID) -> shapes.RoleNames:
    """Read what the partnership calls the roles, where it has its own words."""
    seat = seat_of(request, partnership_id, Verb.SEE_AGENCIES)
    return shapes.RoleNames(**access.own_role_names(seat))


@router.put(
    HERE + "/role-names", response={200: shapes.RoleNames, **REFUSALS}, tags=["Partnership"]
)
def name_roles(
    request: AskedByProgram, partnership_id: UUID, sent: shapes.RoleNames
) -> shapes.RoleNames:
    """Set what the partnership calls each role; what is left out or empty is our own word."""
    seat = seat_of(request, partnership_id, Verb.EDIT_PARTNERSHIP)
    actions.name_roles(by=seat, names={role: getattr(sent, role.value) for role in Role})
    return shapes.RoleNames(**access.own_role_names(seat))


@router.get(
    HERE + "/agencies", response={200: Listed[shapes.AgencyOut], **REFUSALS}, tags=["Agencies"]
)
def list_agencies(
    request: AskedByProgram, partnership_id: UUID, asked: Query[Paging]
) -> Listed[shapes.AgencyOut]:
    """List the agencies by name."""
    seat = seat_of(request, partnership_id, Verb.SEE_AGENCIES)
    return listed(access.agencies(seat), asked, shapes.agencies_out)


@router.post(HERE + "/agencies", response={201: shapes.AgencyOut, **REFUSALS}, tags=["Agencies"])
def add_agency(
    request: AskedByProgram, partnership_id: UUID, sent: shapes.AgencyNew
) -> Status[shapes.AgencyOut]:
    """Add an agency or a department. A second one of the same name is refused with 422."""
    seat = seat_of(request, partnership_id, Verb.EDIT_AGENCIES)
    added = actions.add_agency(by=seat, name=sent.name, **_placed(seat, sent))
    return Status(201, shapes.agency_out(added))


def _placed(seat: access.Seat, sent: shapes.AgencyNew) -> dict[str, Agency | None]:
    return {
        "parent": None if sent.parent_id is None else access.agency(seat, sent.parent_id),
        "counts_as": None if sent.counts_as_id is None else access.agency(seat, sent.counts_as_id),
    }


@router.get(
    HERE + "/agencies/{uuid:agency_id}",
    response={200: shapes.AgencyOut, **REFUSALS},
    tags=["Agencies"],
)
def read_agency(request: AskedByProgram, partnership_id: UUID, agency_id: UUID) -> shapes.AgencyOut:
    """Read one agency."""
    seat = seat_of(request, partnership_id, Verb.SEE_AGENCIES)
    return shapes.agency_out(access.agency(seat, agency_id))


@router.put(
    HERE + "/agencies/{uuid:agency_id}",
    response={200: shapes.AgencyOut, 409: shapes.AgencyConflict, **REFUSALS},
    tags=["Agencies"],
)
def change_agency(
    request: AskedByProgram, partnership_id: UUID, agency_id: UUID, sent: shapes.AgencyIn
) -> shapes.AgencyOut | Status[shapes.AgencyConflict]:
    """Change an agency to what is sent."""
    seat = seat_of(request, partnership_id, Verb.EDIT_AGENCIES)
    found = access.agency(seat, agency_id)
    try:
        changed = actions.change_agency(
            by=seat, agency=found, version=sent.version, name=sent.name, **_placed(seat, sent)
        )
    except ChangedMeanwhile:
        now = shapes.agency_out(access.agency(seat, agency_id))
        return Status(
            409, shapes.AgencyConflict(faults=changed_meanwhile(), current=now, yours=sent)
        )
    return shapes.agency_out(changed)
