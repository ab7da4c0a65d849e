"""The API of what runs a round beside opening and closing it: its letters, and its second stage."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from django import forms
from ninja import Query, Router
from pydantic import BaseModel, Field, StringConstraints

from commonground.rooms.answers import REFUSALS, Listed, Paging, Sent, as_in, listed
from commonground.rooms.consultation import access, models, reopening_actions, shapes
from commonground.rooms.consultation.letters import Post, send_letters
from commonground.rooms.consultation.models import OWN_WORDS_LENGTH, Kind
from commonground.rooms.consultation.recipients import check_time_for, recipients
from commonground.rooms.consultation.round_api import ONE, seat_of
from commonground.rooms.consultation.rules import Verb
from commonground.rooms.consultation.second_round import contested_issues
from commonground.rooms.people.bearer import AskedByProgram

router = Router(tags=["Rounds"])
OwnWords = Annotated[
    str,
    StringConstraints(strip_whitespace=True, max_length=OWN_WORDS_LENGTH),
    as_in(forms.CharField(required=False)),
]


class ContestedOut(BaseModel):
    """An issue that the agencies do not agree on, by the rules that the round declared."""

    round_issue_id: UUID
    name: str
    criteria: list[str] = Field(description="The criteria on which there is no consensus.")


class ReopenIn(Sent):
    """Which issues are scored again."""

    stage: int = Field(ge=2, le=100, description="Which stage this opens: 2 for a second round.")
    round_issue_ids: list[UUID] = Field(min_length=1, max_length=shapes.MOST_ISSUES)
    wanted_by: date | None = Field(None, description="Without it the earlier day stays.")


class LettersIn(Sent):
    """Which letter goes out."""

    kind: Kind
    own_words: OwnWords = Field("", description="A sentence of your own that goes into it.")


class LettersOut(BaseModel):
    """What became of the letters that went out just now."""

    sent: int
    failed: int = Field(description="Refused by the mail server; sending again tries them again.")


class LetterOut(BaseModel):
    """A letter of the log. The link in it is nowhere but in the letter."""

    member_id: UUID
    name: str
    address: str
    kind: Kind
    stage: int
    own_words: str
    written_at: datetime
    sent_at: datetime | None
    fault: str = Field(description="What the mail server said; empty where it took the letter.")


@router.get(ONE + "/contested", response={200: list[ContestedOut], **REFUSALS})
def list_contested(
    request: AskedByProgram, partnership_id: UUID, round_id: UUID
) -> list[ContestedOut]:
    """List what the declared rules would ask about again; refused with 422 before the close."""
    seat = seat_of(request, partnership_id, Verb.RUN_ROUNDS)
    return [
        ContestedOut(round_issue_id=one.id, name=one.name, criteria=list(one.criteria))
        for one in contested_issues(access.round_(seat, round_id))
    ]


@router.post(ONE + "/reopen", response={200: shapes.RoundOut, **REFUSALS})
def reopen(
    request: AskedByProgram, partnership_id: UUID, round_id: UUID, sent: ReopenIn
) -> shapes.RoundOut:
    """Open a second round of some issues. One that is open at that stage stays as it is."""
    seat = seat_of(request, partnership_id, Verb.RUN_ROUNDS)
    found = access.round_(seat, round_id)
    wanted = [access.round_issue(found, one) for one in dict.fromkeys(sent.round_issue_ids)]
    return shapes.round_out(
        reopening_actions.open_stage(
            by=seat, about=found, stage=sent.stage, issues=wanted, wanted_by=sent.wanted_by
        )
    )


@router.post(ONE + "/letters", response={200: LettersOut, **REFUSALS})
def send(
    request: AskedByProgram, partnership_id: UUID, round_id: UUID, sent: LettersIn
) -> LettersOut:
    """Send invitations, reminders or thanks to all who are due one. Nobody is reached twice."""
    seat = seat_of(request, partnership_id, Verb.RUN_ROUNDS)
    found = access.round_(seat, round_id)
    check_time_for(sent.kind, found)
    post = Post(request, seat, found, sent.kind, sent.own_words)
    went, failed = send_letters(post, recipients(found, sent.kind))
    return LettersOut(sent=went, failed=failed)


@router.get(ONE + "/letters", response={200: Listed[LetterOut], **REFUSALS})
def list_letters(
    request: AskedByProgram, partnership_id: UUID, round_id: UUID, asked: Query[Paging]
) -> Listed[LetterOut]:
    """List what was sent to the assessors of a round, the latest first."""
    seat = seat_of(request, partnership_id, Verb.RUN_ROUNDS)
    return listed(access.messages(access.round_(seat, round_id)), asked, _letters_out)


def _letters_out(some: Iterable[models.Message]) -> list[LetterOut]:
    return [
        LetterOut(
            member_id=one.assessor.membership_id, name=one.assessor.membership.person.name,
            address=one.address, kind=Kind(one.kind), stage=one.stage, own_words=one.own_words,
            written_at=one.written_at, sent_at=one.sent_at, fault=one.fault,
        )
        for one in some
    ]  # fmt: skip
