"""Takes scores: a page at a time, each page once, until they are shown or the round closes."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _noop

from commonground.errors import BadInput
from commonground.rooms.audit.models import Chain
from commonground.rooms.audit.recording import SOMEBODY, Actor, action, record
from commonground.rooms.consultation.answers import NOTHING, Answers, check_answers
from commonground.rooms.consultation.methods import published_method
from commonground.rooms.consultation.models import (
    Assessor,
    Assignment,
    EnteredBy,
    Score,
    Submission,
)
from commonground.rooms.consultation.rules import Verb, check_may_do
from commonground.rooms.consultation.score_access import may_score_issue, may_score_now
from commonground.rooms.people.access import Seat
from commonground.rooms.people.models import Person, PersonalLink


class Taken(StrEnum):
    """What became of a page of scores."""

    SAVED = "saved"
    AGAIN = "again"
    """The same page came a second time; it counts once."""


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sends a page of scores: the assessor by link, or somebody who types it in for them."""

    actor: Actor
    entered_by: EnteredBy
    typed_by: Person | None = None
    shown_since: datetime | None = None
    """From when on they are shown what was answered; None where they are shown all of it."""

    @classmethod
    def link(cls, link: PersonalLink) -> "Sender":
        return cls(Actor.link(link.pk), EnteredBy.LINK)

    @classmethod
    def room(cls, link: PersonalLink, shown_since: datetime | None = None) -> "Sender":
        """Return the assessor in a meeting, by the link on their own device."""
        return cls(Actor.link(link.pk), EnteredBy.ROOM, shown_since=shown_since)

    @classmethod
    def program(cls) -> "Sender":
        """Return an assessor's own program. As with a link, the record names nobody."""
        return cls(SOMEBODY, EnteredBy.PROGRAM)

    @classmethod
    def paper(cls, by: Seat) -> "Sender":
        """Return somebody who types in what was written on paper; BadInput unless they may."""
        check_may_do(by.roles, Verb.TYPE_SCORES)
        return cls(by.actor, EnteredBy.PAPER, by.person)


@action
def take_scores(
    *, by: Sender, assessor: Assessor, assignment_id: int, submission_id: UUID, answers: Answers
) -> Taken:
    """Take an assessor's answers about one issue: all of them, or none.

    What `answers` does not name stays as it was; an empty answer takes back what was said. The same
    `submission_id` again changes nothing. BadInput where the round is not open, the issue is not
    this assessor's, its scores have been shown, or an answer is off its scale.
    """
    # first, as in `close_round`: whichever comes second waits here and sees what the first did
    Chain.objects.select_for_update().get(id=assessor.round.partnership_id)
    assignment = _assignment_now(assessor, assignment_id)
    if assignment is None:
        raise BadInput(_("You are not asked about this issue."))
    current = assignment.assessor
    earlier = Submission.objects.filter(pk=submission_id).first()
    if earlier is not None and earlier.assignment_id == assignment.pk:
        return Taken.AGAIN
    if current.withdrawn_because:
        raise BadInput(_("Your part in this round has ended, so your scores do not count in it."))
    if earlier is not None or not may_score_now(current):
        raise BadInput(_("The round is closed, so your scores can no longer be changed."))
    if not may_score_issue(current, assignment.round_issue):
        raise BadInput(
            _("The scores of this issue have been shown, so yours can no longer be changed.")
        )
    check_answers(published_method(current.round), answers)
    made = Submission.objects.create(
        id=submission_id, assignment=assignment, stage=current.round.stage,
        entered_by=by.entered_by, typed_by=by.typed_by,
    )  # fmt: skip
    _write(made, answers)
    # how much was said, never what: the record is read before the round closes
    told = {
        "assignment_id": assignment.pk,
        "stage": made.stage,
        "entered_by": str(made.entered_by),
        "answered": sum(one.is_answered for one in answers.values()),
    }
    record(
        partnership_id=current.round.partnership_id, by=by.actor, verb=_noop("sent"), about=made,
        after=told,
    )  # fmt: skip
    return Taken.SAVED


def _assignment_now(assessor: Assessor, assignment_id: int) -> Assignment | None:
    """Return one of an assessor's assignments with their round as they are now, in one query."""
    asked = Assignment.objects.select_related("round_issue", "assessor__round")
    found = next(iter(asked.filter(pk=assignment_id, assessor=assessor)), None)
    if found is not None:
        found.round_issue.round = found.assessor.round
    return found


def _write(made: Submission, answers: Answers) -> None:
    Score.objects.bulk_create(
        [
            Score(
                assignment_id=made.assignment_id, stage=made.stage, criterion=criterion,
                level=one.level, cannot_say=one.cannot_say, remark=one.remark, submission=made,
            )
            for criterion, one in answers.items()
        ],
        update_conflicts=True,
        unique_fields=["assignment", "stage", "criterion"],
        update_fields=["level", "cannot_say", "remark", "submission"],
    )  # fmt: skip


def taken_back(answers: Answers) -> Answers:
    """Return what takes every one of these answers back."""
    return dict.fromkeys(answers, NOTHING)
