"""What the API says of people and takes about them, as JSON."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from django import forms
from django.utils import timezone
from pydantic import BaseModel, Field, StringConstraints

from commonground.rooms.answers import Conflict, Name, Paging, Sent, Short, Version, Words, as_in
from commonground.rooms.people import models
from commonground.rooms.people.access import Seat
from commonground.rooms.people.models import Scope, Way, roles_on
from commonground.rooms.people.roles import Role

Address = Annotated[
    str, StringConstraints(strip_whitespace=True, max_length=254), as_in(forms.EmailField())
]
RoleWord = Annotated[str, StringConstraints(strip_whitespace=True, max_length=60), as_in(
    forms.CharField(required=False)
)]  # fmt: skip


class TokenOut(BaseModel):
    """The token that a request was sent with, and whom it acts for."""

    name: str
    scope: Scope
    expires_at: datetime
    person_id: UUID
    person_name: str
    partnership_id: UUID
    partnership_name: str


class PartnershipIn(Sent):
    """What a partnership is called, and who leads it."""

    version: Version
    name: Name
    area: Name
    board_kind: Name
    chair_id: UUID | None = Field(None, description="The chair's membership; null for none.")
    police_lead_id: UUID | None = Field(
        None, description="The senior police lead's membership; null for none."
    )


class PartnershipOut(BaseModel):
    """A partnership, and what you are in it today."""

    id: UUID
    version: int
    name: str
    area: str
    board_kind: str
    chair_id: UUID | None
    police_lead_id: UUID | None
    is_demo: bool = Field(description="Whether everything in it is invented.")
    your_roles: list[Role]


class PartnershipConflict(Conflict[PartnershipOut, PartnershipIn]):
    """Somebody else changed the partnership."""


class RoleNames(Sent):
    """What the partnership calls each role; where empty, the product's own word is used."""

    analyst: RoleWord = ""
    chair: RoleWord = ""
    member: RoleWord = ""
    overseer: RoleWord = ""
    assessor: RoleWord = ""
    action_owner: RoleWord = ""


class AgencyNew(Sent):
    """A new agency, or a department of one."""

    name: Name
    parent_id: UUID | None = Field(None, description="The agency that it is a department of.")
    counts_as_id: UUID | None = Field(
        None, description="The agency whose one voice it is part of in scoring; null for itself."
    )


class AgencyIn(AgencyNew):
    """An agency as it shall be; what is left out becomes empty."""

    version: Version


class AgencyOut(BaseModel):
    """An agency, or a department of one."""

    id: UUID
    version: int
    name: str
    parent_id: UUID | None
    counts_as_id: UUID | None


class AgencyConflict(Conflict[AgencyOut, AgencyIn]):
    """Somebody else changed the agency."""


class MemberFilter(Paging):
    """Which members to list."""

    q: Words = Field("", description="Words in a name, an address, an agency or a job title.")
    agency_id: UUID | None = Field(None, description="Those of one agency alone.")


class MemberFields(Sent):
    """What somebody is in the partnership; what is left out becomes empty."""

    agency_id: UUID | None = None
    title: Short = Field("", description="The job title, as they would write it.")
    way: Way | None = Field(None, description="How they usually take part; null if not known.")


class MemberNew(MemberFields):
    """A new member, with roles from today."""

    name: Name
    email: Address | None = Field(
        None, description="Without one they cannot sign in, but can be recorded."
    )
    roles: list[Role] = Field([], max_length=len(Role))


class MemberIn(MemberFields):
    """A member as they shall be."""

    version: Version


class HeldRoleOut(BaseModel):
    """A role that a member holds or held, from a day until a day, both included."""

    id: UUID
    role: Role
    since: date
    until: date | None


class MemberOut(BaseModel):
    """A member: a person's place in the partnership."""

    id: UUID
    version: int
    person_id: UUID
    name: str
    email: str | None
    agency_id: UUID | None
    title: str
    way: Way | None
    roles: list[Role] = Field(description="Those held today.")
    held_roles: list[HeldRoleOut] = Field(description="Every role, the earliest first.")


class MemberConflict(Conflict[MemberOut, MemberIn]):
    """Somebody else changed the member."""


class RoleGiven(Sent):
    """A role to give."""

    role: Role
    since: date | None = Field(None, description="From which day; today where it is left out.")


class RoleEnd(Sent):
    """When a role ends."""

    until: date | None = Field(None, description="Its last day; today where it is left out.")


def token_out(token: models.ApiToken) -> TokenOut:
    """Return a token, never its secret."""
    member = token.membership
    return TokenOut(
        name=token.name, scope=Scope(token.scope), expires_at=token.expires_at,
        person_id=member.person_id, person_name=member.person.name,
        partnership_id=member.partnership_id, partnership_name=member.partnership.name,
    )  # fmt: skip


def partnership_out(here: Seat, one: models.Partnership) -> PartnershipOut:
    """Return a partnership as it is."""
    return PartnershipOut(
        id=one.pk, version=one.version, name=one.name, area=one.area, board_kind=one.board_kind,
        chair_id=one.chair_id, police_lead_id=one.police_lead_id, is_demo=one.is_demo,
        your_roles=[role for role in Role if role in here.roles],
    )  # fmt: skip


def agency_out(one: models.Agency) -> AgencyOut:
    """Return an agency as it is."""
    return AgencyOut(
        id=one.pk, version=one.version, name=one.name, parent_id=one.parent_id,
        counts_as_id=one.counts_as_id,
    )  # fmt: skip


def agencies_out(some: Iterable[models.Agency]) -> list[AgencyOut]:
    """Return agencies as they are."""
    return [agency_out(one) for one in some]


def held_out(one: models.HeldRole) -> HeldRoleOut:
    """Return a role as it is held."""
    return HeldRoleOut(id=one.pk, role=Role(one.role), since=one.since, until=one.until)


def member_out(one: models.Membership) -> MemberOut:
    """Return a member as they are today."""
    held = sorted(one.held_roles.all(), key=lambda role: (role.since, role.role, role.pk))
    today = roles_on(held, timezone.localdate())
    return MemberOut(
        id=one.pk, version=one.version, person_id=one.person_id, name=one.person.name,
        email=one.person.email, agency_id=one.agency_id, title=one.title,
        way=Way(one.way) if one.way else None,
        roles=[role for role in Role if role in today],
        held_roles=[held_out(role) for role in held],
    )  # fmt: skip


def members_out(some: Iterable[models.Membership]) -> list[MemberOut]:
    """Return members as they are today."""
    return [member_out(one) for one in some]
