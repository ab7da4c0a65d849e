"""The API of scores: an assessor's own program gives theirs, an analyst's those from paper.

Nobody reads another's scores here: by agency once an issue is revealed, and of a closed round by
its ranking.
"""

from typing import Annotated
from uuid import UUID

from django import forms
from ninja import Path, Router
from pydantic import BaseModel, Field, StringConstraints, model_validator

from commonground.rooms.answers import REFUSALS, Sent, as_in
from commonground.rooms.consultation import access, score_access, scoring_actions, shown_scores
from commonground.rooms.consultation.answers import Answer, Answers
from commonground.rooms.consultation.methods import published_method
from commonground.rooms.consultation.models import REMARK_LENGTH, Assessor
from commonground.rooms.consultation.round_api import ONE, seat_of
from commonground.rooms.consultation.rules import Verb
from commonground.rooms.consultation.scoring_actions import Sender, Taken
from commonground.rooms.people.bearer import AskedByProgram
from commonground.scoring.arithmetic import plain
from commonground.scoring.methods import Method

router = Router(tags=["Scores"])
ISSUE = ONE + "/issues/{uuid:round_issue_id}"
SENDING = "/scores/{uuid:submission_id}"
CriterionId = Annotated[str, StringConstraints(max_length=50)]
Remark = Annotated[
    str, StringConstraints(strip_whitespace=True), as_in(forms.CharField(required=False))
]


class LevelOut(BaseModel):
    """One answer that a criterion offers."""

    level: int = Field(description="Its place on the scale, from 0: what an answer sends.")
    score: str
    label: str
    descriptor: str


class CriterionOut(BaseModel):
    """One question that is asked about every issue."""

    id: str
    label: str
    help: str
    levels: list[LevelOut]


class AnswerIn(Sent):
    """A level by its place on the scale, or that one cannot say; neither takes back what was."""

    level: int | None = Field(None, ge=0, le=999)
    cannot_say: bool = False
    remark: Remark = Field("", max_length=REMARK_LENGTH)

    @model_validator(mode="after")
    def _one_of_both(self) -> "AnswerIn":
        if self.level is not None and self.cannot_say:
            raise ValueError("send a level, or that they cannot say, not both")
        return self


class AnswersIn(Sent):
    """Answers about one issue, by criterion: all of them are taken, or none."""

    answers: dict[CriterionId, AnswerIn] = Field(
        max_length=200,
        description="By criterion; the empty name is a remark on the whole issue. What is not "
        "named stays as it was.",
    )

    def given(self) -> Answers:
        """Return the answers as the action takes them."""
        return {
            name: Answer(one.level, one.cannot_say, " ".join(one.remark.split()))
            for name, one in self.answers.items()
        }


class TakenOut(BaseModel):
    """What became of a sending."""

    taken: Taken = Field(description="`again` where this id was taken before: it counts once.")


class OwnAnswer(BaseModel):
    """One of your own answers."""

    criterion: str
    level: int | None
    cannot_say: bool
    remark: str


class OwnIssue(BaseModel):
    """An issue that you are asked about in this stage, and what you have answered."""

    round_issue_id: UUID
    name: str
    theme: str
    answers: list[OwnAnswer]


class AgencyOut(BaseModel):
    """How the people of one agency answered: how many chose each level, never who."""

    agency: str
    levels: list[int]
    cannot_say: int


class SpreadOut(BaseModel):
    """How the agencies answered one criterion of a revealed issue."""

    criterion: str
    agencies: list[AgencyOut]


@router.get(ONE + "/criteria", response={200: list[CriterionOut], **REFUSALS})
def list_criteria(
    request: AskedByProgram, partnership_id: UUID, round_id: UUID
) -> list[CriterionOut]:
    """List what is asked about every issue, with the answers that are offered."""
    seat = seat_of(request, partnership_id, Verb.SEE_ROUNDS)
    return _criteria(published_method(access.round_(seat, round_id)))


@router.get(ONE + "/my-criteria", response={200: list[CriterionOut], **REFUSALS})
def list_own_criteria(
    request: AskedByProgram, partnership_id: UUID, round_id: UUID
) -> list[CriterionOut]:
    """List what you are asked about every issue, with the answers that are offered."""
    seat = seat_of(request, partnership_id, Verb.GIVE_SCORES)
    return _criteria(published_method(score_access.own_part(seat, round_id).round))


def _criteria(method: Method) -> list[CriterionOut]:
    return [
        CriterionOut(
            id=one.id, label=one.label, help=one.help,
            levels=[
                LevelOut(
                    level=at, score=plain(level.score), label=level.label,
                    descriptor=level.descriptor.text if level.descriptor else "",
                )
                for at, level in enumerate(one.levels)
            ],
        )
        for one in method.criteria
    ]  # fmt: skip


@router.get(ONE + "/my-issues", response={200: list[OwnIssue], **REFUSALS})
def list_own_issues(
    request: AskedByProgram, partnership_id: UUID, round_id: UUID
) -> list[OwnIssue]:
    """List the issues that you are asked about, with your own answers and nobody else's."""
    seat = seat_of(request, partnership_id, Verb.GIVE_SCORES)
    who = score_access.own_part(seat, round_id)
    answers = score_access.own_answers(who, who.round.stage)
    return [
        OwnIssue(
            round_issue_id=one.round_issue_id, name=one.round_issue.name,
            theme=one.round_issue.theme,
            answers=[
                OwnAnswer(criterion=name, level=said.level, cannot_say=said.cannot_say,
                          remark=said.remark)
                for name, said in answers.get(one.pk, {}).items()
            ],
        )
        for one in score_access.own_assignments(who)
    ]  # fmt: skip


class Place(BaseModel):
    """Which sending about which issue: the parts of an address."""

    partnership_id: UUID
    round_id: UUID
    round_issue_id: UUID
    submission_id: UUID


class PaperPlace(Place):
    """The same of somebody else, by their membership."""

    member_id: UUID


@router.put(ISSUE + "/my" + SENDING, response={200: TakenOut, **REFUSALS})
def give_scores(request: AskedByProgram, place: Path[Place], sent: AnswersIn) -> TakenOut:
    """Give your own answers about an issue, under an id that you make: the same one counts once."""
    seat = seat_of(request, place.partnership_id, Verb.GIVE_SCORES)
    return _taken(Sender.program(), score_access.own_part(seat, place.round_id), place, sent)


@router.put(
    ONE + "/members/{uuid:member_id}/issues/{uuid:round_issue_id}" + SENDING,
    response={200: TakenOut, **REFUSALS},
)
def type_scores(request: AskedByProgram, place: Path[PaperPlace], sent: AnswersIn) -> TakenOut:
    """Type in what somebody answered on paper, which is recorded as such. The same id counts once.

    What is written cannot be read back before it is shown to all.
    """
    seat = seat_of(request, place.partnership_id, Verb.TYPE_SCORES)
    who = score_access.part_of(seat, place.round_id, place.member_id)
    return _taken(Sender.paper(seat), who, place, sent)


def _taken(by: Sender, who: Assessor, place: Place, sent: AnswersIn) -> TakenOut:
    asked = score_access.asked_about(who, place.round_issue_id)
    taken = scoring_actions.take_scores(
        by=by, assessor=who, assignment_id=asked.pk, submission_id=place.submission_id,
        answers=sent.given(),
    )  # fmt: skip
    return TakenOut(taken=taken)


@router.get(ISSUE + "/scores", response={200: list[SpreadOut], **REFUSALS})
def read_scores(
    request: AskedByProgram, partnership_id: UUID, round_id: UUID, round_issue_id: UUID
) -> list[SpreadOut]:
    """Read how the agencies scored an issue, once it is revealed; refused with 422 before."""
    seat = seat_of(request, partnership_id, Verb.SEE_ROUNDS)
    about = access.round_(seat, round_id)
    found = access.round_issue(about, round_issue_id)
    found.round = about
    return [
        SpreadOut(
            criterion=name,
            agencies=[
                AgencyOut(agency=one.agency, levels=list(one.levels), cannot_say=one.cannot_say)
                for one in some
            ],
        )
        for name, some in shown_scores.spread(found).items()
    ]
