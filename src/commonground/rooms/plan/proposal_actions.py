"""New dates that owners propose, and what the board says to them."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _noop

from commonground.errors import BadInput
from commonground.rooms.audit.recording import action, facts, record
from commonground.rooms.people.access import Holder, Seat
from commonground.rooms.people.member_actions import held_member
from commonground.rooms.people.models import Membership, Purpose
from commonground.rooms.plan.action_actions import keep, locked
from commonground.rooms.plan.action_fields import BY_LENGTH, check_date_order, day_in_words
from commonground.rooms.plan.checking import check_version, one_line, some_words, words
from commonground.rooms.plan.log_actions import By, enter
from commonground.rooms.plan.models import Action, DateProposal, Kind, ProposedField, Via
from commonground.rooms.plan.progress_actions import check_may_say
from commonground.rooms.plan.rules import Verb, check_may_do


@action
def propose_date(
    *, by: By, about: Action, field: ProposedField, proposed: date, reason: str
) -> DateProposal:
    """Propose another date for an action, which moves nothing until the board has decided.

    Proposing the same again gives the proposal that waits; BadInput where another one waits.
    """
    member = _member(by, about)
    current = locked(by, about)
    why = some_words(reason, _("Say why the date should move."))
    waiting = DateProposal.objects.filter(
        action=current, field=field, is_accepted=None
    ).first()  # fmt: skip
    if waiting is not None:
        if (waiting.proposed, waiting.reason, waiting.member_id) == (proposed, why, member.pk):
            return waiting
        raise BadInput(
            _("%(day)s is proposed already, and waits for the board.")
            % {"day": day_in_words(waiting.proposed)}
        )
    _check_day(current, field, proposed)
    made = DateProposal(
        action=current, field=field, before=getattr(current, field), proposed=proposed,
        reason=why, member=member,
    )  # fmt: skip
    made.save(force_insert=True)
    keep(current)
    via = Via.LINK if isinstance(by, Holder) else Via.PAGE
    label = str(ProposedField(field).label)
    told = f"{label}: {day_in_words(proposed)}"
    enter(by, current, Kind.DATE, via=via, note=why, after={"proposal": told})
    record(
        partnership_id=by.partnership.pk, by=by.actor, verb=_noop("proposed"), about=made,
        after=facts(made),
    )  # fmt: skip
    return made


@action
def decide_date(
    *, by: Seat, about: DateProposal, version: int, is_accepted: bool, decided_by: str,
    answer: str,
) -> DateProposal:  # fmt: skip
    """Record what the board said to a proposed date; where it was accepted, the date moves.

    The same decision again changes nothing. BadInput where the other was made, where a date that
    was not accepted comes without a word why, or where the dates would then be in the wrong order.
    """
    check_may_do(by.roles, Verb.DECIDE)
    current = locked(by, about.action)
    proposal = DateProposal.objects.select_for_update().get(pk=about.pk, action=current)
    if proposal.is_accepted is not None:
        if proposal.is_accepted == is_accepted:
            return proposal
        raise BadInput(_("This was decided already, and the other way."))
    check_version(proposal, version)
    said = words(answer)
    if not is_accepted and not said:
        raise BadInput(_("Say why the date stays."))
    before = facts(proposal)
    proposal.is_accepted, proposal.answer = is_accepted, said
    proposal.decided_by = one_line(decided_by, BY_LENGTH, _("Enter who decided."))
    proposal.recorded_by, proposal.decided_at = by.person, timezone.now()
    proposal.version += 1
    proposal.save()
    told_before = {proposal.field: day_in_words(getattr(current, proposal.field))}
    if is_accepted:
        _check_day(current, ProposedField(proposal.field), proposal.proposed)
        before_action = facts(current)
        setattr(current, proposal.field, proposal.proposed)
        keep(current)
        record(
            partnership_id=by.partnership.pk, by=by.actor, verb=_noop("changed"), about=current,
            before=before_action, after=facts(current),
        )  # fmt: skip
    else:
        keep(current)
    enter(
        by, current, Kind.DATE, via=Via.PAGE, note=_decision(proposal), before=told_before,
        after={proposal.field: day_in_words(getattr(current, proposal.field))},
    )  # fmt: skip
    record(
        partnership_id=by.partnership.pk, by=by.actor, verb=_noop("decided on"), about=proposal,
        before=before, after=facts(proposal),
    )  # fmt: skip
    return proposal


def _decision(proposal: DateProposal) -> str:
    day = day_in_words(proposal.proposed)
    told = (
        _("%(who)s accepted %(day)s.")
        if proposal.is_accepted
        else _("%(who)s kept the date: %(day)s was not accepted.")
    ) % {"who": proposal.decided_by, "day": day}
    return f"{told} {proposal.answer}".strip()


def _member(by: By, about: Action) -> Membership:
    if isinstance(by, Holder):
        return held_member(by=by, purpose=Purpose.ANSWER)
    check_may_say(by, about)
    return Membership.objects.get(partnership=by.partnership, person=by.person)


def _check_day(about: Action, field: ProposedField, proposed: date) -> None:
    if proposed <= timezone.localdate():
        raise BadInput(_("A new date must be after today."))
    if getattr(about, field) == proposed:
        raise BadInput(_("That is the date that it has now."))
    if field == ProposedField.DUE:
        check_date_order(about.starts_on, proposed)
