"""What the API says of plans and actions, and what it takes."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from django import forms
from pydantic import BaseModel, Field, StringConstraints

from commonground.documents.markings import OFFICIAL
from commonground.rooms.answers import Conflict, Long, Paging, Reason, Sent, Version, as_in
from commonground.rooms.plan import models
from commonground.rooms.plan.action_fields import ActionFields
from commonground.rooms.plan.models import Kind, Standing, Status, Via

_TEXT = as_in(forms.CharField(required=False))
Short = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200), _TEXT]
Marking = Literal["OFFICIAL", "OFFICIAL-SENSITIVE"]
Ids = Annotated[list[UUID], Field(max_length=200)]
Months = Annotated[int, Field(ge=1, le=60)]


class PlanOut(BaseModel):
    """An action plan."""

    id: UUID
    version: int
    name: str
    strand_set: str = Field(description="`four-ps`, `four-ds` or another that ships.")
    starts_on: date
    ends_on: date | None
    board: str = Field(description="The group it is reported to; empty where it is none.")
    marking: str


class RecommendationOut(BaseModel):
    """What should be done, under one strand of its plan."""

    id: UUID
    version: int
    ref: str
    strand: str
    text: str
    priority: int | None
    issue_ids: list[UUID]
    golden_theme_ids: list[UUID]
    judgement: str
    standing: Standing
    reason: str
    marking: str


class ActionFilter(Paging):
    """Which actions to list."""

    plan: UUID | None = Field(None, description="Those that serve a plan.")
    status: Status | None = None


class StaffDaysOut(BaseModel):
    """How many days of its staff an agency gives."""

    agency_id: UUID
    days: Decimal


class StaffDaysIn(Sent):
    """The same, as it shall be."""

    agency_id: UUID
    days: Decimal = Field(ge=0, max_digits=7, decimal_places=1)


class ActionRow(BaseModel):
    """What somebody does. The lead person is a member's id; nobody is named."""

    id: UUID
    version: int
    ref: str
    text: str
    recommendation_ids: list[UUID]
    board_ids: list[UUID]
    lead_agency_id: UUID | None
    lead_role: str
    lead_member_id: UUID | None
    supporting_agency_ids: list[UUID]
    starts_on: date | None
    due_on: date | None
    review_on: date | None
    review_every_months: int | None
    status: Status
    reason: str
    ended_on: date | None
    cost: Decimal | None = Field(description="In pounds.")
    resource: str
    dependency: str
    completion: str
    learning: str
    equality_note: str
    expected_effect: str
    expected_by: str
    marking: str


class ActionOut(ActionRow):
    """An action with everything that a change of it sends back."""

    staff_days: list[StaffDaysOut]


class MilestoneOut(BaseModel):
    """A step of an action."""

    id: UUID
    version: int
    text: str
    due_on: date | None
    done_on: date | None


class ReadingOut(BaseModel):
    """What a measure read on a day; of several of one day the highest number stands."""

    id: UUID
    on: date
    number: int
    value: Decimal
    note: str
    said_by: str


class MeasureOut(BaseModel):
    """What is counted to see whether an action works."""

    id: UUID
    version: int
    name: str
    kind: models.MeasureKind
    unit: str
    better: models.Better
    baseline: Decimal | None
    baseline_on: date | None
    target: Decimal | None
    target_on: date | None
    source: str
    every_months: int | None
    readings: list[ReadingOut]


class ChangeOut(BaseModel):
    """One field before and after, in words as they are shown."""

    field: str
    before: str
    after: str


class EntryOut(BaseModel):
    """One dated row of an action's log."""

    number: int
    at: datetime
    kind: Kind
    via: Via
    status: Status
    note: str
    reviewed_on: date | None
    reviewed_by: str
    changes: list[ChangeOut]


class ActionNew(Sent):
    """A new action; what is left out is empty."""

    text: Reason
    recommendation_ids: Ids = []
    board_ids: Ids = []
    lead_agency_id: UUID | None = None
    lead_role: Short = ""
    lead_member_id: UUID | None = None
    supporting_agency_ids: Ids = []
    starts_on: date | None = None
    due_on: date | None = None
    review_on: date | None = None
    review_every_months: Months | None = None
    status: Status = Status.NOT_STARTED
    reason: Long = ""
    cost: Decimal | None = Field(None, ge=0, max_digits=12, decimal_places=2)
    staff_days: list[StaffDaysIn] = Field([], max_length=200)
    resource: Long = ""
    dependency: Long = ""
    completion: Long = ""
    learning: Long = ""
    equality_note: Long = ""
    expected_effect: Long = ""
    expected_by: Short = ""
    marking: Marking = OFFICIAL  # type: ignore[assignment]


class ActionIn(ActionNew):
    """An action as it shall be; what is left out becomes empty."""

    version: Version
    note: Long = Field("", description="Why, for the log.")


class ActionConflict(Conflict[ActionOut, ActionIn]):
    """Somebody else changed the action."""


class ProgressIn(Sent):
    """How an action goes."""

    version: Version
    status: Status
    reason: Long = Field("", description="Compulsory where it was stopped.")
    note: Long = ""


class ProgressConflict(Conflict[ActionOut, ProgressIn]):
    """Somebody else changed the action."""


class ReviewIn(ProgressIn):
    """What a review found."""

    note: Reason
    reviewed_on: date
    reviewed_by: Annotated[Short, Field(min_length=1)]
    next_on: date | None = None


class ReviewConflict(Conflict[ActionOut, ReviewIn]):
    """Somebody else changed the action."""


class ReadingNew(Sent):
    """What a measure read on a day."""

    on: date
    value: Decimal = Field(max_digits=16, decimal_places=3)
    said_by: Annotated[Short, Field(min_length=1)]
    note: Annotated[str, StringConstraints(strip_whitespace=True, max_length=500), _TEXT] = ""


def plan_out(one: models.Plan) -> PlanOut:
    """Return a plan as it is."""
    return PlanOut(
        id=one.pk, version=one.version, name=one.name, strand_set=one.strand_set,
        starts_on=one.starts_on, ends_on=one.ends_on, board=one.board.name if one.board else "",
        marking=one.marking,
    )  # fmt: skip


def plans_out(some: Iterable[models.Plan]) -> list[PlanOut]:
    """Return plans as they are."""
    return [plan_out(one) for one in some]


def recommendations_out(some: Iterable[models.Recommendation]) -> list[RecommendationOut]:
    """Return recommendations as they are."""
    return [
        RecommendationOut(
            id=one.pk, version=one.version, ref=one.ref, strand=one.strand, text=one.text,
            priority=one.priority, issue_ids=sorted(each.pk for each in one.issues.all()),
            golden_theme_ids=sorted(each.pk for each in one.golden_themes.all()),
            judgement=one.judgement, standing=Standing(one.standing), reason=one.reason,
            marking=one.marking,
        )
        for one in some
    ]  # fmt: skip


_SAME = (
    "version", "ref", "text", "lead_role", "starts_on", "due_on", "review_on",
    "review_every_months", "reason", "ended_on", "cost", "resource", "dependency", "completion",
    "learning", "equality_note", "expected_effect", "expected_by", "marking",
)  # fmt: skip


def action_out(one: models.Action) -> ActionOut:
    """Return an action as it is."""
    days = one.staff_days.all()
    given = [StaffDaysOut(agency_id=each.agency_id, days=each.days) for each in days]
    return ActionOut(**_told(one), staff_days=given)


def action_rows(some: Iterable[models.Action]) -> list[ActionRow]:
    """Return actions as a list has them."""
    return [ActionRow(**_told(one)) for one in some]


def _told(one: models.Action) -> dict[str, Any]:
    same: dict[str, Any] = {name: getattr(one, name) for name in _SAME}
    return {
        **same,
        "id": one.pk,
        "status": Status(one.status),
        "recommendation_ids": sorted(each.pk for each in one.recommendations.all()),
        "board_ids": sorted(each.pk for each in one.boards.all()),
        "lead_agency_id": one.lead_agency_id,
        "lead_member_id": one.lead_person_id,
        "supporting_agency_ids": sorted(each.pk for each in one.supporting_agencies.all()),
    }


def reading_out(one: models.Reading) -> ReadingOut:
    """Return a reading as it is."""
    return ReadingOut(
        id=one.pk, on=one.on, number=one.number, value=one.value, note=one.note,
        said_by=one.said_by,
    )  # fmt: skip


def milestones_out(some: Iterable[models.Milestone]) -> list[MilestoneOut]:
    """Return milestones as they are."""
    return [
        MilestoneOut(
            id=one.pk, version=one.version, text=one.text, due_on=one.due_on, done_on=one.done_on
        )
        for one in some
    ]


def measures_out(some: Iterable[models.Measure]) -> list[MeasureOut]:
    """Return measures as they are, with what they read."""
    return [_measure_out(one) for one in some]


def _measure_out(one: models.Measure) -> MeasureOut:
    return MeasureOut(
        id=one.pk, version=one.version, name=one.name, kind=models.MeasureKind(one.kind),
        unit=one.unit, better=models.Better(one.better), baseline=one.baseline,
        baseline_on=one.baseline_on, target=one.target, target_on=one.target_on,
        source=one.source, every_months=one.every_months,
        readings=[reading_out(each) for each in one.readings.all()],
    )  # fmt: skip


def entries_out(some: Iterable[models.Entry]) -> list[EntryOut]:
    """Return rows of a log as they are, without who wrote them."""
    return [
        EntryOut(
            number=one.number, at=one.at, kind=Kind(one.kind), via=Via(one.via),
            status=Status(one.status), note=one.note, reviewed_on=one.reviewed_on,
            reviewed_by=one.reviewed_by,
            changes=[ChangeOut(field=each.field, before=each.before, after=each.after)
                     for each in one.changes.all()],
        )
        for one in some
    ]  # fmt: skip


def fields_of(sent: ActionNew) -> ActionFields:
    """Return what was sent as actions take it."""
    same = sent.model_dump(include={
        "text", "lead_role", "starts_on", "due_on", "review_on", "review_every_months", "status",
        "reason", "cost", "resource", "dependency", "completion", "learning", "equality_note",
        "expected_effect", "expected_by", "marking",
    })  # fmt: skip
    return ActionFields(
        **same,
        recommendations=frozenset(sent.recommendation_ids),
        boards=frozenset(sent.board_ids),
        lead_agency=sent.lead_agency_id,
        lead_person=sent.lead_member_id,
        supporting_agencies=frozenset(sent.supporting_agency_ids),
        staff_days={one.agency_id: one.days for one in sent.staff_days},
    )
