"""The API of rankings: one is computed, read as it is kept, and its line moved by decisions."""

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated
from uuid import UUID

from django import forms
from django.http import HttpResponse
from ninja import Router, Status
from pydantic import BaseModel, Field, StringConstraints

from commonground.rooms.answers import REFUSALS, Reason, Sent, as_in
from commonground.rooms.consultation import access as consultation_access
from commonground.rooms.consultation.models import Closing
from commonground.rooms.consultation.round_api import ONE
from commonground.rooms.consultation.shapes import NO_RESULT, AskedFor
from commonground.rooms.people import token_access
from commonground.rooms.people.access import Seat
from commonground.rooms.people.bearer import AskedByProgram
from commonground.rooms.ranking import access, actions, models, running
from commonground.rooms.ranking.models import Band, Direction
from commonground.rooms.ranking.rules import Verb

router = Router(tags=["Ranking"])
RANKING = ONE + "/ranking"
Decider = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=200),
    as_in(forms.CharField(required=False)),
]


class RankingOut(BaseModel):
    """A ranking that is kept."""

    sha256: str
    made_at: datetime


class StandingOut(BaseModel):
    """How far the ranking of a closed round has come."""

    ranking: RankingOut | None = Field(description="Once it is computed and kept.")
    percent: int | None = Field(description="What part is done; null where none is computed now.")
    faults: list[str] = Field(description="Why the last computation came to nothing.")
    poll: str = Field(description="The path that says how far it has come by then.")


class DecisionIn(Sent):
    """What the board decided about one issue."""

    round_issue_id: UUID
    direction: Direction
    reason: Reason
    decided_by: Decider = Field(description="Who decided it, and when, in words.")


class DecisionOut(BaseModel):
    """A decision with the rank that the issue had. The latest about an issue stands."""

    number: int
    round_issue_id: UUID
    name: str
    direction: Direction
    rank: int
    band: Band
    reason: str
    decided_by: str
    at: datetime


def seat_of(request: AskedByProgram, partnership_id: UUID, verb: Verb) -> Seat:
    """Return the seat of whom a token acts for; Http404 and NotAllowed as on a page."""
    return access.seat(token_access.person_for(request.auth, partnership_id), partnership_id, verb)


@router.get(RANKING, response=REFUSALS, openapi_extra=NO_RESULT)
def read_ranking(request: AskedByProgram, partnership_id: UUID, round_id: UUID) -> HttpResponse:
    """Read a ranking, byte for byte as it is kept and as `commonground verify` reads it."""
    seat = seat_of(request, partnership_id, Verb.EXPORT_RANKING)
    _about, closing = access.closed_round(seat, round_id)
    found = access.made_ranking(closing)
    return HttpResponse(found.result.encode(), content_type="application/json")


@router.post(RANKING, response={200: StandingOut, 202: StandingOut, **REFUSALS})
def make_ranking(
    request: AskedByProgram, partnership_id: UUID, round_id: UUID, sent: AskedFor
) -> Status[StandingOut]:
    """Begin to compute the ranking of a closed round: 202, with the path to ask how far it is.

    Asking again while it is computed begins nothing anew; one that is kept already is 200.
    """
    seat = seat_of(request, partnership_id, Verb.MAKE_RANKING)
    _about, closing = access.closed_round(seat, round_id)
    path = f"{request.path}/standing"
    if access.ranking(closing) is not None:
        return Status(200, _standing_out(closing, path))
    running.begin(by=seat, closing=closing)
    return Status(202, _standing_out(closing, path))


@router.get(RANKING + "/standing", response={200: StandingOut, **REFUSALS})
def read_standing(request: AskedByProgram, partnership_id: UUID, round_id: UUID) -> StandingOut:
    """Read how far the ranking of a closed round has come, and its digest once it is kept."""
    seat = seat_of(request, partnership_id, Verb.SEE_RANKING)
    _about, closing = access.closed_round(seat, round_id)
    return _standing_out(closing, request.path)


def _standing_out(closing: Closing, path: str) -> StandingOut:
    found, stands = access.ranking(closing), running.standing(closing)
    return StandingOut(
        ranking=RankingOut(sha256=found.sha256, made_at=found.made_at) if found else None,
        percent=stands.percent, faults=list(stands.faults), poll=path,
    )  # fmt: skip


@router.get(RANKING + "/decisions", response={200: list[DecisionOut], **REFUSALS})
def list_decisions(
    request: AskedByProgram, partnership_id: UUID, round_id: UUID
) -> list[DecisionOut]:
    """List what the board decided about the line, in order."""
    seat = seat_of(request, partnership_id, Verb.SEE_RANKING)
    _about, closing = access.closed_round(seat, round_id)
    return _decisions_out(access.decisions(access.made_ranking(closing)))


@router.post(RANKING + "/decisions", response={201: DecisionOut, **REFUSALS})
def decide(
    request: AskedByProgram, partnership_id: UUID, round_id: UUID, sent: DecisionIn
) -> Status[DecisionOut]:
    """Take an issue in or out of the shortlist. One that stands there already is refused."""
    seat = seat_of(request, partnership_id, Verb.MOVE_LINE)
    about, closing = access.closed_round(seat, round_id)
    made = actions.decide(
        by=seat, ranking=access.made_ranking(closing),
        about=consultation_access.round_issue(about, sent.round_issue_id),
        direction=sent.direction, reason=sent.reason, decided_by=sent.decided_by,
    )  # fmt: skip
    return Status(201, _decisions_out([made])[0])


def _decisions_out(some: Iterable[models.Decision]) -> list[DecisionOut]:
    return [
        DecisionOut(
            number=one.number, round_issue_id=one.round_issue_id, name=one.round_issue.name,
            direction=Direction(one.direction), rank=one.rank, band=Band(one.band),
            reason=one.reason, decided_by=one.decided_by, at=one.at,
        )
        for one in some
    ]  # fmt: skip
