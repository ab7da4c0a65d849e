"""Keeps what a meeting agreed on: a score for a criterion, with its reason, until the round closes.

Agreed scores wait at the partnership's record with the closing, so that none comes in after it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _noop

from commonground.errors import BadInput
from commonground.rooms.audit.models import Chain
from commonground.rooms.audit.recording import Deed, action, facts, record_all
from commonground.rooms.consultation.actions import locked
from commonground.rooms.consultation.answers import one_line
from commonground.rooms.consultation.methods import published_method
from commonground.rooms.consultation.models import REMARK_LENGTH, AgreedScore, RoundIssue
from commonground.rooms.consultation.rules import Verb, check_may_do
from commonground.rooms.consultation.score_access import moment_of
from commonground.rooms.consultation.shown_scores import agreed_now
from commonground.rooms.consultation.visibility import Moment
from commonground.rooms.people.access import Seat
from commonground.rooms.refusals import ChangedMeanwhile
from commonground.scoring.methods import Criterion


@dataclass(frozen=True, slots=True)
class Agreed:
    """What was agreed on one criterion: a level by its place, or None to take it back."""

    level: int | None
    reason: str
    version: int
    """As it was read; 0 where nothing was agreed."""


@action
def agree(*, by: Seat, about: RoundIssue, said: Mapping[str, Agreed]) -> None:
    """Keep what was agreed on each of these criteria of an issue: all of it, or nothing.

    BadInput where the scores have not been revealed yet or the round is closed, where a reason is
    missing, or a level is not on the scale; ChangedMeanwhile where another wrote it first.
    """
    check_may_do(by.roles, Verb.AGREE)
    Chain.objects.select_for_update().get(id=by.partnership.pk)
    current = locked(by, about.round)
    now = RoundIssue.objects.select_related("round").get(pk=about.pk, round=current)
    if moment_of(now) is not Moment.REVEALED:
        raise BadInput(
            _("The round is closed, so what was agreed can no longer be changed.")
            if current.is_closed
            else _("Reveal the scores first: people agree on what they have seen.")
        )
    held = agreed_now(now)
    criteria = {one.id: one for one in published_method(current).criteria}
    deeds = []
    for criterion, one in said.items():
        if criterion not in criteria:
            raise BadInput(_("There is no criterion %(name)s in this round.") % {"name": criterion})
        deed = _write(now, criteria[criterion], held.get(criterion), one)
        deeds += [deed] if deed else []
    record_all(partnership_id=by.partnership.pk, by=by.actor, deeds=deeds)


def _write(
    about: RoundIssue, criterion: Criterion, held: AgreedScore | None, said: Agreed
) -> Deed | None:
    """Write what was agreed on one criterion; return what is to be recorded, if anything."""
    reason = one_line(said.reason)
    if said.level is None:
        if held is None:
            return None
        _check_version(held, said)
        deed = Deed(_noop("withdrew"), held, before=facts(held))
        AgreedScore.objects.filter(pk=held.pk).delete()
        return deed
    _check(criterion, said.level, reason)
    if held is None:
        made = AgreedScore.objects.create(
            round_issue=about, stage=about.round.stage, criterion=criterion.id, level=said.level,
            reason=reason,
        )  # fmt: skip
        return Deed(_noop("made"), made, after=facts(made))
    if (held.level, held.reason) == (said.level, reason):
        return None
    _check_version(held, said)
    before = facts(held)
    held.level, held.reason, held.version = said.level, reason, held.version + 1
    held.save()
    return Deed(_noop("changed"), held, before, facts(held))


def _check(criterion: Criterion, level: int, reason: str) -> None:
    label = {"name": _(criterion.label)}
    if not 0 <= level < len(criterion.levels):
        raise BadInput(_("%(name)s: choose one of the answers that are offered.") % label)
    if not reason:
        raise BadInput(_("%(name)s: enter the reason. Without one it cannot be defended.") % label)
    if len(reason) > REMARK_LENGTH:
        raise BadInput(
            _("%(name)s: a reason is at most %(most)d characters long.")
            % {**label, "most": REMARK_LENGTH}
        )


def _check_version(held: AgreedScore, said: Agreed) -> None:
    if held.version != said.version:
        raise ChangedMeanwhile(held)
