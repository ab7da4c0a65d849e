"""What the API says of rounds and takes about them, as JSON."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

from django import forms
from pydantic import BaseModel, Field, StringConstraints

from commonground.rooms.answers import Conflict, Name, Sent, Version, as_in
from commonground.rooms.consultation import models
from commonground.rooms.consultation.access import Plan, Progress, voice
from commonground.rooms.consultation.allotting import Heard
from commonground.rooms.consultation.models import Anonymity, HeldBy, ScoredInRoom, Status
from commonground.rooms.consultation.readiness import Readiness
from commonground.rooms.people.models import Way

_TEXT = as_in(forms.CharField(required=False))
MethodId = Annotated[str, StringConstraints(min_length=1, max_length=100), _TEXT]
WhoSet = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200), _TEXT]
MOST_ISSUES = 1000
MOST_PEOPLE = 5000
NO_RESULT: dict[str, Any] = {
    "responses": {
        200: {"description": "OK", "content": {"application/json": {"schema": {"type": "object"}}}}
    }
}
"""The description of an answer that is a stored text, handed out as it is."""


class AskedFor(Sent):
    """Nothing beside the asking: send `{}`."""


class RoundNew(Sent):
    """A round to be prepared."""

    name: Name
    method_id: MethodId = Field(description="One of the scoring methods that ship.")
    held_by: HeldBy
    anonymity: Anonymity = Field(description="Who may know who gave which score, once it is shown.")
    scored_in_room: ScoredInRoom = Field(
        ScoredInRoom.OWN, description="Which issues somebody in a meeting may score."
    )
    closes_on: date
    shortlist_length: int = Field(30, ge=1, le=MOST_ISSUES)


class RoundIn(RoundNew):
    """A round as it shall be, before it opens."""

    version: Version


class RoundOut(BaseModel):
    """A round of consultation."""

    id: UUID
    version: int
    name: str
    status: Status
    stage: int = Field(description="2 once the contested issues were asked about again.")
    held_by: HeldBy
    anonymity: Anonymity
    scored_in_room: ScoredInRoom
    closes_on: date
    shortlist_length: int
    method_id: str
    rules_id: str
    method_sha256: str = Field(description="Of the frozen method; empty before the round opens.")
    rules_sha256: str
    opened_at: datetime | None
    closed_at: datetime | None


class RoundConflict(Conflict[RoundOut, RoundIn]):
    """Somebody else changed the round."""


class Factor(Sent):
    """The partnership's own factor at a total that the method leaves unknown."""

    total: int = Field(ge=0, le=32_767)
    factor: Decimal = Field(ge=0, max_digits=8, decimal_places=4)


class FactorsIn(Sent):
    """All own factors, in place of those that were set before."""

    factors: list[Factor] = Field(max_length=100)
    set_by: WhoSet = Field(description="Who set them, such as the board: it is printed with them.")
    set_on: date


class FactorOut(BaseModel):
    """An own factor, and who set it when."""

    total: int
    factor: Decimal
    set_by: str
    set_on: date


class IssuesIn(Sent):
    """The issues of a round in their order, and which of them everybody scores."""

    issue_ids: list[UUID] = Field(max_length=MOST_ISSUES, description="Live issues.")
    linking_ids: list[UUID] = Field([], max_length=MOST_ISSUES)


class RoundIssueOut(BaseModel):
    """An issue of a round; once it has opened, under the name that it had then."""

    id: UUID = Field(description="The issue's in this round.")
    issue_id: UUID
    name: str
    theme: str
    position: int
    is_linking: bool = Field(description="Whether everybody scores it.")


class AssessorsIn(Sent):
    """Who scores, by their memberships."""

    member_ids: list[UUID] = Field(max_length=MOST_PEOPLE)


class AssessorOut(BaseModel):
    """Somebody who is asked to score. Nothing here leads to what they said."""

    member_id: UUID
    name: str
    agency: str = Field(description="Whose voice they are part of.")
    way: Way
    withdrawn_because: str


class Share(Sent):
    """How many issues everybody is asked about."""

    each: int = Field(ge=1, le=MOST_ISSUES)


class CoveredOut(BaseModel):
    """How many are asked about an issue."""

    round_issue_id: UUID
    name: str
    agencies: int
    assessors: int


class CoverageOut(BaseModel):
    """Who is asked about what, counted, and what is still missing before a round can open."""

    issues: list[CoveredOut]
    faults: list[str] = Field(description="What must be mended first; empty once it has opened.")
    warnings: list[str]


class AgencyProgress(BaseModel):
    """How far the people of one agency have come."""

    agency: str
    done: int
    asked: int


class ProgressOut(BaseModel):
    """How many pages of scores are complete in this stage; never what they hold."""

    done: int
    asked: int
    begun: int = Field(description="How many assessors have answered anything.")
    by_agency: list[AgencyProgress]


def round_out(one: models.Round) -> RoundOut:
    """Return a round as it is."""
    return RoundOut(
        id=one.pk, version=one.version, name=one.name, status=Status(one.status), stage=one.stage,
        held_by=HeldBy(one.held_by), anonymity=Anonymity(one.anonymity),
        scored_in_room=ScoredInRoom(one.scored_in_room), closes_on=one.closes_on,
        shortlist_length=one.shortlist_length, method_id=one.method_id, rules_id=one.rules_id,
        method_sha256=one.method_sha256, rules_sha256=one.rules_sha256, opened_at=one.opened_at,
        closed_at=one.closed_at,
    )  # fmt: skip


def rounds_out(some: Iterable[models.Round]) -> list[RoundOut]:
    """Return rounds as they are."""
    return [round_out(one) for one in some]


def factors_out(some: Iterable[models.OwnFactor]) -> list[FactorOut]:
    """Return own factors as they were set."""
    return [
        FactorOut(total=one.total, factor=one.factor, set_by=one.set_by, set_on=one.set_on)
        for one in some
    ]


def round_issues_out(some: Iterable[models.RoundIssue]) -> list[RoundIssueOut]:
    """Return the issues of a round."""
    return [
        RoundIssueOut(
            id=one.pk, issue_id=one.issue_id, name=str(one),
            theme=one.theme or (one.issue.theme.name if one.issue.theme else ""),
            position=one.position, is_linking=one.is_linking,
        )
        for one in some
    ]  # fmt: skip


def assessors_out(some: Iterable[models.Assessor]) -> list[AssessorOut]:
    """Return who scores in a round, without the number that they have in an evidence pack."""
    return [
        AssessorOut(
            member_id=one.membership_id, name=one.membership.person.name, agency=voice(one),
            way=Way(one.way), withdrawn_because=one.withdrawn_because,
        )
        for one in some
    ]  # fmt: skip


def coverage_out(plan: Plan, ready: Readiness | None) -> CoverageOut:
    """Return how far a plan covers each issue; what is missing, of a round that has not opened."""
    covered: Mapping[UUID, Heard] = plan.covered
    return CoverageOut(
        issues=[
            CoveredOut(
                round_issue_id=one.pk, name=str(one), agencies=covered[one.pk].agencies,
                assessors=covered[one.pk].assessors,
            )
            for one in plan.issues
        ],
        faults=list(ready.faults) if ready else [],
        warnings=list(ready.warnings) if ready else [],
    )  # fmt: skip


def progress_out(found: Progress) -> ProgressOut:
    """Return how far a stage has come."""
    return ProgressOut(
        done=found.done,
        asked=found.asked,
        begun=found.begun,
        by_agency=[
            AgencyProgress(agency=name, done=done, asked=asked)
            for name, (done, asked) in found.by_agency.items()
        ],
    )
