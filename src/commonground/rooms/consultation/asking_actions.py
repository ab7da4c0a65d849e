"""Asks somebody in a meeting about an issue that was not shared out to them, if the round lets it.

It waits at the partnership's record with scores, reveals and closings, so that none is added after.
"""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _noop

from commonground.errors import BadInput
from commonground.rooms.audit.models import Chain
from commonground.rooms.audit.recording import SOMEBODY, action, record
from commonground.rooms.consultation.models import Assessor, Assignment, RoundIssue, ScoredInRoom
from commonground.rooms.consultation.score_access import may_score_issue
from commonground.rooms.consultation.visibility import may_be_asked_in_room


@action
def ask_in_room(*, who: Assessor, about: RoundIssue) -> Assignment:
    """Ask somebody in the room about an issue; one that they are asked about stays as it is.

    BadInput where the round was not declared so, it is not open, the issue is not asked about in
    this stage, or its scores have been shown.
    """
    Chain.objects.select_for_update().get(id=who.round.partnership_id)
    current = Assessor.objects.select_related("round").get(pk=who.pk)
    issue = RoundIssue.objects.get(pk=about.pk, round=current.round)
    issue.round = current.round
    held = Assignment.objects.filter(assessor=current, round_issue=issue).first()
    if held is not None:
        return held
    rule = ScoredInRoom(current.round.scored_in_room)
    is_asked_now = issue.last_stage >= current.round.stage
    may_score = is_asked_now and may_score_issue(current, issue)
    if not may_be_asked_in_room(rule, may_score=may_score):
        raise BadInput(_("This issue cannot be scored now by those who were not asked about it."))
    made = Assignment.objects.create(
        assessor=current, round_issue=issue, asked_in_room_at=timezone.now()
    )
    # neither who it was nor the assignment: scores that come by it are nobody's in the record
    record(
        partnership_id=current.round.partnership_id, by=SOMEBODY,
        verb=_noop("asked somebody in the room about"), about=issue,
        after={"stage": current.round.stage},
    )  # fmt: skip
    return made
