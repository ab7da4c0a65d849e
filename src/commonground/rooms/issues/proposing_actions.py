"""Every write by whoever holds a link to propose: send, change and withdraw what is their own."""

from uuid import UUID

from django.utils.translation import gettext as _

from commonground.errors import BadInput
from commonground.rooms.audit.changing import save_changes
from commonground.rooms.audit.recording import action, facts, record
from commonground.rooms.issues.models import (
    Fate,
    Issue,
    Proposal,
    Status,
    Theme,
    name_key,
)
from commonground.rooms.issues.rules import MOST_WAITING
from commonground.rooms.people.access import Holder
from commonground.rooms.people.member_actions import held_member
from commonground.rooms.people.models import Membership, Purpose


@action
def propose_issue(
    *,
    by: Holder,
    name: str,
    evidence: str,
    source: str,
    description: str = "",
    theme: Theme | None = None,
) -> Proposal:
    """Propose an issue; sent again as it was, it is the one that is there.

    BadInput where a live issue has that name, or they propose another thing of that name already.
    """
    member = held_member(by=by, purpose=Purpose.PROPOSE)
    _check_theme(by, theme)
    wanted = Proposal(
        partnership=by.partnership, member=member, name=name.strip(), name_key=name_key(name),
        description=description, evidence=evidence, source=source, theme=theme,
    )  # fmt: skip
    if (there := _same(wanted)) is not None:
        return there
    _check_name(wanted)
    return _send(by, wanted)


@action
def propose_evidence(*, by: Holder, about: Issue, evidence: str, source: str) -> Proposal:
    """Propose evidence about a live issue; sent again as it was, it is the one that is there."""
    member = held_member(by=by, purpose=Purpose.PROPOSE)
    wanted = Proposal(
        partnership=by.partnership, member=member, about=about, evidence=evidence, source=source
    )
    if (there := _same(wanted)) is not None:
        return there
    live = Issue.objects.filter(pk=about.pk, partnership=by.partnership, status=Status.LIVE)
    if not live.exists():
        raise BadInput(_("%(name)s is no longer on the list.") % {"name": about.name})
    return _send(by, wanted)


@action
def change_proposal(
    *,
    by: Holder,
    proposal: Proposal,
    version: int,
    evidence: str,
    source: str,
    name: str = "",
    description: str = "",
    theme: Theme | None = None,
) -> Proposal:
    """Change what waits still; ChangedMeanwhile where it was changed after `version` was read."""
    held_member(by=by, purpose=Purpose.PROPOSE)
    _check_theme(by, theme)
    current = _locked(by, proposal.pk)
    check_waits(current)
    before = facts(current)
    current.evidence, current.source = evidence, source
    if current.about_id is None:
        current.name, current.name_key = name.strip(), name_key(name)
        current.description, current.theme = description, theme
        _check_name(current)
    save_changes(
        current, version=version, before=before, partnership_id=by.partnership.pk, by=by.actor
    )
    return current


@action
def withdraw_proposal(*, by: Holder, proposal: Proposal) -> Proposal:
    """Withdraw what waits still; what is withdrawn already stays as it is."""
    held_member(by=by, purpose=Purpose.PROPOSE)
    current = _locked(by, proposal.pk)
    if current.fate == Fate.WITHDRAWN:
        return current
    check_waits(current)
    before = facts(current)
    current.fate = Fate.WITHDRAWN
    save_changes(
        current, version=current.version, before=before, partnership_id=by.partnership.pk,
        by=by.actor, verb="withdrew",
    )  # fmt: skip
    return current


def check_waits(proposal: Proposal) -> None:
    """Raise BadInput where a proposal was decided or withdrawn."""
    if not proposal.is_waiting:
        raise BadInput(
            {
                Fate.ISSUE: _("This was taken on to the list already."),
                Fate.EVIDENCE: _("This was added as evidence already."),
                Fate.DECLINED: _("This was decided already: it was not taken."),
                Fate.WITHDRAWN: _("This was withdrawn by who proposed it."),
            }[Fate(proposal.fate)]
        )


def _send(by: Holder, wanted: Proposal) -> Proposal:
    waiting = Proposal.objects.filter(member=wanted.member, fate=Fate.WAITING).count()
    if waiting >= MOST_WAITING:
        raise BadInput(
            _(
                "%(most)d of your proposals wait to be decided, which is the most at once. Change "
                "or withdraw one of them, or wait until the analyst has decided on some."
            )
            % {"most": MOST_WAITING}
        )
    wanted.save(force_insert=True)
    record(
        partnership_id=by.partnership.pk, by=by.actor, verb="proposed", about=wanted,
        after=facts(wanted),
    )  # fmt: skip
    return wanted


def _same(wanted: Proposal) -> Proposal | None:
    """Return what they proposed already, letter for letter, whatever has become of it."""
    there = Proposal.objects.filter(
        member=wanted.member, about=wanted.about, name_key=wanted.name_key,
        description=wanted.description, evidence=wanted.evidence, source=wanted.source,
    )  # fmt: skip
    return there.exclude(fate=Fate.WITHDRAWN).first()


def _check_name(wanted: Proposal) -> None:
    if not wanted.name_key:
        raise BadInput(_("Enter the issue's name."))
    live = Issue.objects.filter(
        partnership_id=wanted.partnership_id, status=Status.LIVE, name_key=wanted.name_key
    )
    if live.exists():
        raise BadInput(
            _("%(name)s is already on the list: add your evidence to it instead.")
            % {"name": wanted.name}
        )
    others = Proposal.objects.filter(
        member=wanted.member, fate=Fate.WAITING, about=None, name_key=wanted.name_key
    )
    if others.exclude(pk=wanted.pk).exists():
        raise BadInput(
            _("You have proposed %(name)s already: change that one instead.")
            % {"name": wanted.name}
        )


def _check_theme(by: Holder, theme: Theme | None) -> None:
    if theme is not None and theme.partnership_id != by.partnership.pk:
        raise BadInput(_("Choose a theme of this partnership."))


def _locked(by: Holder, proposal_id: UUID) -> Proposal:
    mine: Membership = by.member
    return Proposal.objects.select_for_update().get(pk=proposal_id, member=mine)
