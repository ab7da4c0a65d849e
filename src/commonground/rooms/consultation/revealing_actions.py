"""Shows an issue's scores to the room, which ends the scoring of it.

Reveals wait at the partnership's record with scores and closings, so that no score is taken after.
"""

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _noop

from commonground.errors import BadInput
from commonground.rooms.audit.models import Chain
from commonground.rooms.audit.recording import action, record
from commonground.rooms.consultation.actions import locked
from commonground.rooms.consultation.models import Reveal, Round, RoundIssue, Score
from commonground.rooms.consultation.rules import Verb, check_may_do
from commonground.rooms.people.access import Seat


@action
def reveal(*, by: Seat, about: RoundIssue) -> Reveal:
    """Reveal an issue in the present stage of its round; one that is revealed stays as it is.

    BadInput where the round is not open, or nobody has answered about the issue in this stage:
    there would be nothing to see, and nobody could score it any more. That all cannot say is seen.
    """
    check_may_do(by.roles, Verb.REVEAL)
    Chain.objects.select_for_update().get(id=by.partnership.pk)
    current = locked(by, about.round)
    held = Reveal.objects.filter(round_issue=about, stage=current.stage).first()
    if held is not None:
        return held
    if not current.is_open:
        raise BadInput(_("Scores are revealed while the round is open."))
    if not _is_answered(current, about):
        raise BadInput(_("Nobody has scored this issue yet, so there is nothing to reveal."))
    made = Reveal.objects.create(round_issue=about, stage=current.stage, revealed_by=by.person)
    record(
        partnership_id=by.partnership.pk, by=by.actor, verb=_noop("revealed"), about=about,
        after={"stage": made.stage},
    )  # fmt: skip
    return made


def _is_answered(current: Round, about: RoundIssue) -> bool:
    answers = Score.objects.filter(assignment__round_issue=about, stage=current.stage)
    return answers.filter(Q(level__isnull=False) | Q(cannot_say=True)).exists()
