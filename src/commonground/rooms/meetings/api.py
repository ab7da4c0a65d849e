"""The API of what a meeting does to an issue: its scores are shown, and others agreed on."""

from typing import Annotated
from uuid import UUID

from django import forms
from ninja import Router, Status
from pydantic import BaseModel, Field, StringConstraints

from commonground.rooms.answers import REFUSALS, Conflict, Sent, as_in, changed_meanwhile
from commonground.rooms.consultation import access
from commonground.rooms.consultation.agreeing_actions import Agreed
from commonground.rooms.consultation.models import REMARK_LENGTH, RoundIssue
from commonground.rooms.consultation.round_api import seat_of
from commonground.rooms.consultation.rules import Verb
from commonground.rooms.consultation.score_api import ISSUE, CriterionId
from commonground.rooms.consultation.shapes import AskedFor
from commonground.rooms.consultation.shown_scores import agreed_now
from commonground.rooms.meetings import program_actions
from commonground.rooms.people.access import Seat
from commonground.rooms.people.bearer import AskedByProgram
from commonground.rooms.refusals import ChangedMeanwhile

router = Router(tags=["Meetings"])
Why = Annotated[
    str,
    StringConstraints(strip_whitespace=True, max_length=REMARK_LENGTH),
    as_in(forms.CharField(required=False)),
]


class AgreedScoreIn(Sent):
    """What was agreed on one criterion; without a level, that nothing is any more."""

    level: int | None = Field(None, ge=0, le=999, description="Its place on the scale, from 0.")
    reason: Why = Field("", description="Compulsory with a level.")
    version: int = Field(
        0, ge=0, le=2_147_483_647, description="As you read it; 0 where nothing was agreed."
    )


class AgreedIn(Sent):
    """What was agreed on an issue, by criterion: all of it is taken, or nothing."""

    agreed: dict[CriterionId, AgreedScoreIn] = Field(
        max_length=200, description="By criterion. What is not named stays as it was."
    )


class AgreedOut(BaseModel):
    """What is agreed on one criterion in the present stage, in place of everybody's scores."""

    criterion: str
    level: int
    reason: str
    version: int


class AgreedConflict(Conflict[list[AgreedOut], AgreedIn]):
    """Somebody else wrote what was agreed."""


class RevealedOut(BaseModel):
    """An issue whose scores are shown."""

    round_issue_id: UUID
    stage: int


def _issue(seat: Seat, round_id: UUID, round_issue_id: UUID) -> RoundIssue:
    about = access.round_(seat, round_id)
    found = access.round_issue(about, round_issue_id)
    found.round = about
    return found


@router.post(ISSUE + "/reveal", response={200: RevealedOut, **REFUSALS})
def reveal(
    request: AskedByProgram,
    partnership_id: UUID,
    round_id: UUID,
    round_issue_id: UUID,
    sent: AskedFor,
) -> RevealedOut:
    """Show an issue's scores by agency, which ends the scoring of it. One that is shown stays."""
    seat = seat_of(request, partnership_id, Verb.REVEAL)
    found = _issue(seat, round_id, round_issue_id)
    program_actions.reveal_by_program(by=seat, about=found)
    return RevealedOut(round_issue_id=found.pk, stage=found.round.stage)


@router.get(ISSUE + "/agreed", response={200: list[AgreedOut], **REFUSALS})
def list_agreed(
    request: AskedByProgram, partnership_id: UUID, round_id: UUID, round_issue_id: UUID
) -> list[AgreedOut]:
    """List what is agreed on an issue in the present stage of its round."""
    seat = seat_of(request, partnership_id, Verb.SEE_ROUNDS)
    return _agreed_out(_issue(seat, round_id, round_issue_id))


@router.put(ISSUE + "/agreed", response={200: list[AgreedOut], 409: AgreedConflict, **REFUSALS})
def agree(
    request: AskedByProgram,
    partnership_id: UUID,
    round_id: UUID,
    round_issue_id: UUID,
    sent: AgreedIn,
) -> list[AgreedOut] | Status[AgreedConflict]:
    """Keep what was agreed on an issue that was shown, with the reasons. The same again stays."""
    seat = seat_of(request, partnership_id, Verb.AGREE)
    found = _issue(seat, round_id, round_issue_id)
    said = {name: Agreed(one.level, one.reason, one.version) for name, one in sent.agreed.items()}
    try:
        program_actions.agree_by_program(by=seat, about=found, said=said)
    except ChangedMeanwhile:
        now = _agreed_out(found)
        return Status(409, AgreedConflict(faults=changed_meanwhile(), current=now, yours=sent))
    return _agreed_out(found)


def _agreed_out(about: RoundIssue) -> list[AgreedOut]:
    return [
        AgreedOut(criterion=name, level=one.level, reason=one.reason, version=one.version)
        for name, one in sorted(agreed_now(about).items())
    ]
