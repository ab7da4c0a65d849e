"""What the pages of proposals and themes show: labels and links."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonground.rooms.issues.models import Fate, Issue, Proposal, Theme
from commonground.rooms.issues.presenters import address, links_to
from commonground.rooms.issues.rules import Verb, may_do
from commonground.rooms.people.access import Holder, LinkState, OpenedLink, Seat, state_of
from commonground.rooms.people.models import Membership, PersonalLink
from commonground.rooms.people.presenters import LINK_WORDS, audit_href, link_page
from commonground.rooms.people.presenters import address as people_address


def day(moment: datetime) -> str:
    """Return the day of a moment here, as people write it."""
    return date_format(localtime(moment), "DATE_FORMAT")


def agency_of(member: Membership) -> str:
    """Return the agency that a member proposes for."""
    return member.agency.name if member.agency else _("No agency")


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """A proposal in the analyst's list."""

    name: str
    href: str
    kind: str
    agency: str
    sent: str
    fate: str


def proposal_rows(here: Seat, found: Iterable[Proposal]) -> list[ProposalRow]:
    """Return the rows of the list."""
    return [
        ProposalRow(
            name=str(one),
            href=address("proposal", here, one.pk),
            kind=_("Evidence") if one.about else _("Issue"),
            agency=agency_of(one.member),
            sent=day(one.sent_at),
            fate=str(Fate(one.fate).label),
        )
        for one in found
    ]


@dataclass(frozen=True, slots=True)
class ProposalPage:
    """One proposal, for who decides on it."""

    name: str
    href: str
    is_evidence: bool
    rows: list[tuple[str, str]]
    fate: str
    """What was decided, as a word; empty while it waits."""
    reason: str
    became: tuple[str, str] | None
    near: list[tuple[str, str]]
    accept_href: str
    evidence_href: str
    decline_href: str
    audit_href: str


def proposal_page(here: Seat, one: Proposal, near: Sequence[Issue]) -> ProposalPage:
    """Return what the page of a proposal shows; what is decided cannot be decided again."""

    def if_waiting(name: str) -> str:
        return address(name, here, one.pk) if one.is_waiting else ""

    said = [
        (_("What is meant by it"), one.description),
        (_("Why it matters here"), one.evidence),
        (_("How they know"), one.source),
        (_("Suggested theme"), one.theme.name if one.theme else ""),
    ]
    who = f"{one.member.person.name}, {agency_of(one.member)}"
    return ProposalPage(
        name=str(one),
        href=address("proposal", here, one.pk),
        is_evidence=one.about is not None,
        rows=[
            *((label, text) for label, text in said if text),
            (_("Proposed by"), who),
            (_("Sent"), day(one.sent_at)),
        ],
        fate="" if one.is_waiting else str(Fate(one.fate).label),
        reason=one.reason,
        became=links_to(here, [one.became])[0] if one.became else None,
        near=links_to(here, near) if one.is_waiting else [],
        accept_href="" if one.about else if_waiting("accept_proposal"),
        evidence_href=if_waiting("accept_evidence"),
        decline_href=if_waiting("decline_proposal"),
        audit_href=audit_href(here, one.pk),
    )


@dataclass(frozen=True, slots=True)
class SentRow:
    """A link to propose that somebody was sent."""

    name: str
    href: str
    agency: str
    sent: str
    until: str
    state: str
    proposals: str
    withdraw_href: str


def sent_rows(here: Seat, links: Iterable[PersonalLink], now: datetime) -> list[SentRow]:
    """Return the links that were sent, with where to withdraw those that work."""
    return [
        SentRow(
            name=one.membership.person.name,
            href=people_address("member", here, one.membership_id),
            agency=agency_of(one.membership),
            sent=day(one.made_at),
            until=day(one.expires_at),
            state=_(LINK_WORDS[state_of(one, now)]),
            proposals=str(getattr(one, "proposal_count", "")),
            withdraw_href=address("withdraw_link", here, one.pk)
            if state_of(one, now) is LinkState.GOOD
            else "",
        )
        for one in links
    ]


@dataclass(frozen=True, slots=True)
class SendPreview:
    """Whom links would go to, before any is made."""

    heading: str
    until: str
    going: list[str]
    left: str
    """How many have a link already, as a sentence; empty where nobody has."""


def send_preview(going: Sequence[Membership], has_one: int, until: str) -> SendPreview:
    """Return the page that is shown before links are sent."""
    heading = ngettext("Send %(num)d link?", "Send %(num)d links?", len(going))
    left = ngettext(
        "%(num)d person has a link that works and is left with it.",
        "%(num)d people have a link that works and are left with it.",
        has_one,
    )
    return SendPreview(
        heading=heading % {"num": len(going)} if going else _("Nobody to send a link to"),
        until=until,
        going=[f"{one.person.name}, {agency_of(one)}" for one in going],
        left=left % {"num": has_one} if has_one else "",
    )


@dataclass(frozen=True, slots=True)
class OwnRow:
    """Something that whoever holds a link has proposed."""

    name: str
    kind: str
    evidence: str
    state: str
    colour: str
    said: str
    change_href: str
    withdraw_href: str


@dataclass(frozen=True, slots=True)
class OwnPage:
    """What a good link opens."""

    partnership: str
    is_invented: bool
    agency: str
    until: str
    href: str
    add_href: str
    rows: list[OwnRow]


COLOURS = {
    Fate.WAITING: "govuk-tag--yellow",
    Fate.ISSUE: "govuk-tag--green",
    Fate.EVIDENCE: "govuk-tag--green",
    Fate.DECLINED: "govuk-tag--grey",
    Fate.WITHDRAWN: "govuk-tag--grey",
}


def own_page(by: Holder, token: str, found: Iterable[Proposal] = ()) -> OwnPage:
    """Return what somebody sees by their link: what they proposed, and what became of it."""
    return OwnPage(
        partnership=by.partnership.name,
        is_invented=by.partnership.is_demo,
        agency=by.member.agency.name if by.member.agency else "",
        until=day(by.link.expires_at),
        href=own_address("propose", token),
        add_href=own_address("propose_issue", token),
        rows=[_own_row(token, one) for one in found],
    )


def own_address(name: str, token: str, *ids: object) -> str:
    """Return the address of a page that a link opens."""
    return reverse(f"issues:{name}", args=[token, *ids])


def _own_row(token: str, one: Proposal) -> OwnRow:
    def if_waiting(name: str) -> str:
        return own_address(name, token, one.pk) if one.is_waiting else ""

    became = one.became.name if one.became else ""
    said = {
        Fate.WAITING: "",
        Fate.ISSUE: _("On the list as: %(name)s") % {"name": became},
        Fate.EVIDENCE: _("Added to: %(name)s") % {"name": became},
        Fate.DECLINED: _("Because: %(reason)s") % {"reason": one.reason},
        Fate.WITHDRAWN: "",
    }
    return OwnRow(
        name=str(one),
        kind=_("Your evidence on an issue of the list") if one.about else "",
        evidence=one.evidence,
        state=str(Fate(one.fate).label),
        colour=COLOURS[Fate(one.fate)],
        said=said[Fate(one.fate)],
        change_href=if_waiting("change_proposal"),
        withdraw_href=if_waiting("withdraw_proposal"),
    )


@dataclass(frozen=True, slots=True)
class GonePage:
    """What somebody is told whose link no longer opens anything."""

    heading: str
    what_to_do: str


def gone_page(opened: OpenedLink) -> GonePage:
    """Return what to do next, whom to ask where that is known, and that nothing is lost."""
    told = link_page(opened)
    if opened.link is None:
        return GonePage(told.heading, told.what_to_do)
    ask = _("Ask the analyst of %(name)s for a new one. What you have proposed is kept.")
    return GonePage(told.heading, ask % {"name": opened.link.membership.partnership.name})


@dataclass(frozen=True, slots=True)
class ThemeRow:
    """A theme in the list."""

    name: str
    href: str
    live: str
    ended: str
    rename_href: str
    merge_href: str
    delete_href: str


def theme_rows(here: Seat, found: Iterable[Theme]) -> list[ThemeRow]:
    """Return the rows of the list; what may be done with each by those who may."""
    themes = list(found)
    may_edit = may_do(here.roles, Verb.EDIT_THEMES)

    def go(name: str, one: Theme) -> str:
        return address(name, here, one.pk) if may_edit else ""

    def row(one: Theme) -> ThemeRow:
        live, every = getattr(one, "live", 0), getattr(one, "issue_count", 0)
        return ThemeRow(
            name=one.name,
            href=f"{address('issues', here)}?theme={one.pk}",
            live=str(live),
            ended=str(every - live),
            rename_href=go("rename_theme", one),
            merge_href=go("merge_theme", one) if len(themes) > 1 else "",
            delete_href="" if every else go("delete_theme", one),
        )

    return [row(one) for one in themes]
