"""What an analyst decides on a proposal: on to the list, as evidence, or not, with a reason."""

from django.utils.translation import gettext as _

from commonground.errors import BadInput
from commonground.rooms.audit.recording import action, facts, record
from commonground.rooms.issues.actions import add_evidence, add_issue
from commonground.rooms.issues.models import Fate, Issue, Origin, Proposal, Theme
from commonground.rooms.issues.proposing_actions import check_waits
from commonground.rooms.issues.rules import Verb, check_may_do
from commonground.rooms.people.access import Seat
from commonground.rooms.refusals import ChangedMeanwhile


@action
def accept_as_issue(
    *,
    by: Seat,
    proposal: Proposal,
    version: int,
    name: str,
    theme: Theme | None,
    description: str,
    origin_note: str,
    evidence: str,
    source: str,
    new_theme: str = "",
) -> Proposal:
    """Make an issue of a proposal, with what the analyst mended, and its evidence.

    Accepting it twice does nothing. ChangedMeanwhile where it was changed after `version` was read.
    """
    current = _locked(by, proposal)
    if current.fate == Fate.ISSUE:
        return current
    _check(current, version)
    issue = add_issue(
        by=by, name=name, theme=theme, new_theme=new_theme, description=description,
        origin=Origin.PROPOSAL, origin_note=origin_note,
    )  # fmt: skip
    add_evidence(by=by, issue=issue, text=evidence, source=source)
    return _decide(by, current, "accepted", Fate.ISSUE, became=issue)


@action
def accept_as_evidence(
    *, by: Seat, proposal: Proposal, version: int, issue: Issue, evidence: str, source: str
) -> Proposal:
    """Add what a proposal says to a live issue as evidence. Accepting it twice does nothing."""
    current = _locked(by, proposal)
    if current.fate == Fate.EVIDENCE:
        return current
    _check(current, version)
    add_evidence(by=by, issue=issue, text=evidence, source=source)
    return _decide(by, current, "accepted", Fate.EVIDENCE, became=issue)


@action
def decline(*, by: Seat, proposal: Proposal, version: int, reason: str) -> Proposal:
    """Leave a proposal off the list; who proposed it reads the reason. Done twice, once."""
    current = _locked(by, proposal)
    if current.fate == Fate.DECLINED:
        return current
    _check(current, version)
    if not reason.strip():
        raise BadInput(_("Enter the reason: who proposed it reads it."))
    current.reason = reason.strip()
    return _decide(by, current, "declined", Fate.DECLINED)


def _locked(by: Seat, proposal: Proposal) -> Proposal:
    check_may_do(by.roles, Verb.DECIDE_PROPOSALS)
    return Proposal.objects.select_for_update().get(pk=proposal.pk, partnership=by.partnership)


def _check(current: Proposal, version: int) -> None:
    check_waits(current)
    if current.version != version:
        raise ChangedMeanwhile(current)


def _decide(
    by: Seat, current: Proposal, verb: str, fate: Fate, became: Issue | None = None
) -> Proposal:
    before = facts(Proposal.objects.get(pk=current.pk))
    current.fate, current.became, current.version = fate, became, current.version + 1
    current.save()
    record(
        partnership_id=by.partnership.pk, by=by.actor, verb=verb, about=current,
        before=before, after=facts(current),
    )  # fmt: skip
    return current
