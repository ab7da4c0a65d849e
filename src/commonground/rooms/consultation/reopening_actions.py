"""Opens a closed round again, for some of its issues and as often as its rules declared."""

from collections.abc import Collection
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _noop

from commonground.errors import BadInput, refuse
from commonground.rooms.audit.models import Chain
from commonground.rooms.audit.recording import action
from commonground.rooms.consultation import access
from commonground.rooms.consultation.actions import locked, record_round, round_facts
from commonground.rooms.consultation.methods import rules_of
from commonground.rooms.consultation.models import Assignment, Round, RoundIssue, Status
from commonground.rooms.consultation.rules import Step, Verb, after, check_may_do
from commonground.rooms.people.access import Seat


@action
def open_stage(
    *,
    by: Seat,
    about: Round,
    stage: int,
    issues: Collection[RoundIssue],
    wanted_by: date | None = None,
) -> Round:
    """Open a stage by its number, as `reopen` does; one that is open already stays as it is.

    For a program that may send the same twice. BadInput where it is not the next stage.
    """
    check_may_do(by.roles, Verb.RUN_ROUNDS)
    Chain.objects.select_for_update().get(id=by.partnership.pk)
    current = locked(by, about)
    if current.is_open and current.stage == stage:
        return current
    if current.is_closed and current.stage + 1 != stage:
        raise BadInput(_("The next stage of this round is %(next)d.") % {"next": current.stage + 1})
    return reopen(by=by, about=current, issues=issues, wanted_by=wanted_by)


@action
def reopen(
    *, by: Seat, about: Round, issues: Collection[RoundIssue], wanted_by: date | None = None
) -> Round:
    """Open a second round, of these issues alone; the others' scores stay as they closed.

    `wanted_by` is the day by which the new scores are wanted; without it the earlier day stays.
    BadInput where the round is not closed, has had as many rounds as its rules allow, or an issue
    is not one of those that the round asks about.
    """
    check_may_do(by.roles, Verb.RUN_ROUNDS)
    Chain.objects.select_for_update().get(id=by.partnership.pk)
    current = locked(by, about)
    status = after(Status(current.status), Step.REOPEN)
    if not access.may_reopen(current, rules_of(current)):
        raise BadInput(
            _("The rules of this round allow no further one: report where people differ instead.")
        )
    if not issues:
        raise BadInput(_("Choose the issues to be scored again."))
    asked = set(
        Assignment.objects.filter(
            assessor__round=current, assessor__withdrawn_because=""
        ).values_list("round_issue_id", flat=True)
    )
    refuse(
        _("Nobody is asked about %(name)s in this round.") % {"name": str(one)}
        for one in issues
        if one.pk not in asked
    )
    before = round_facts(current)
    current.status, current.closed_at = status, None
    current.stage += 1
    current.closes_on = wanted_by or current.closes_on
    current.version += 1
    current.save()
    RoundIssue.objects.filter(round=current, pk__in=[one.pk for one in issues]).update(
        last_stage=current.stage
    )
    record_round(by, _noop("opened again"), current, before, {"issues": len(issues)})
    return current
