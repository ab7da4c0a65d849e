"""Every write to the reasons for gaps: each is a dated row, and the latest stands."""

from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _noop

from commonground.errors import BadInput
from commonground.rooms.audit.recording import action, facts, record
from commonground.rooms.issues.models import Issue
from commonground.rooms.people.access import Seat
from commonground.rooms.plan.action_fields import BY_LENGTH
from commonground.rooms.plan.checking import check_version, one_line, own, some_words
from commonground.rooms.plan.models import ENDED, Action, GapReason, Plan
from commonground.rooms.plan.rules import Verb, check_may_do
from commonground.rooms.plan.strands import strand_set


@action
def answer_gap(
    *, by: Seat, about: Plan, issue: UUID, strand: str, version: int, reason: str, decided_by: str
) -> GapReason:
    """Say why a plan does nothing for an issue under a strand. `version` is the last number seen.

    The same again changes nothing. BadInput where something live is done for it after all.
    """
    plan = _locked(by, about)
    said = some_words(reason, _("Say why nothing is done under this strand."))
    who = one_line(decided_by, BY_LENGTH, _("Enter who decided."))
    strand_set(plan.strand_set).check_has(strand)
    [chosen] = own(
        Issue.objects.filter(partnership=by.partnership), {issue},
        _("Choose issues of this partnership."),
    )  # fmt: skip
    last = _last(plan, issue, strand)
    if last is not None and (last.reason, last.decided_by) == (said, who):
        return last
    _check_seen(last, version)
    _check_is_gap(plan, issue, strand)
    return _added(by, plan, chosen, strand, last, said, who)


@action
def take_back_answer(
    *, by: Seat, about: Plan, issue: UUID, strand: str, version: int
) -> GapReason | None:
    """Take back the reason that stands, so that the gap is open again. Twice does nothing."""
    plan = _locked(by, about)
    last = _last(plan, issue, strand)
    if last is None or not last.reason:
        return last
    _check_seen(last, version)
    return _added(by, plan, last.issue, strand, last, "", by.person.name)


def _locked(by: Seat, about: Plan) -> Plan:
    check_may_do(by.roles, Verb.EDIT_PLANS)
    return Plan.objects.select_for_update().get(pk=about.pk, partnership=by.partnership)


def _last(plan: Plan, issue: UUID, strand: str) -> GapReason | None:
    found = GapReason.objects.filter(plan=plan, issue=issue, strand=strand)
    return found.select_related("issue").order_by("number").last()


def _check_seen(last: GapReason | None, version: int) -> None:
    if last is not None:
        check_version(last, version)


def _check_is_gap(plan: Plan, issue: UUID, strand: str) -> None:
    served = plan.recommendations.filter(issues=issue, strand=strand)
    live = Action.objects.filter(recommendations__in=served).exclude(status__in=ENDED)
    first = live.order_by("number").first()
    if first is not None:
        raise BadInput(_("%(ref)s is done for it under this strand.") % {"ref": first.ref})


def _added(
    by: Seat, plan: Plan, issue: Issue, strand: str, last: GapReason | None, reason: str, who: str
) -> GapReason:
    number = last.number + 1 if last else 1
    # the number is its version too, by which a form is found to be out of date
    made = GapReason.objects.create(
        plan=plan, issue=issue, strand=strand, number=number, version=number, reason=reason,
        decided_by=who, by=by.person,
    )  # fmt: skip
    record(
        partnership_id=by.partnership.pk, by=by.actor,
        verb=_noop("added") if reason else _noop("took back"), about=made, after=facts(made),
    )  # fmt: skip
    return made
