"""What the people room's pages show: labels and links, so that templates only lay them out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _noop
from django.utils.translation import ngettext

from commonground.rooms.people.access import LinkState, OpenedLink, Seat, state_of
from commonground.rooms.people.models import (
    Agency,
    HeldRole,
    Membership,
    PersonalLink,
    roles_on,
)
from commonground.rooms.people.roles import Role
from commonground.rooms.people.rules import Verb


def address(name: str, here: Seat, *ids: object) -> str:
    """Return the address of one of this room's pages in the partnership."""
    return reverse(f"people:{name}", args=[here.partnership.pk, *ids])


def address_if(name: str, here: Seat, verb: Verb, *ids: object) -> str:
    """Return the address of a page, or nothing to those who may not do what it is for."""
    return address(name, here, *ids) if here.may(verb) else ""


@dataclass(frozen=True, slots=True)
class AgencyRow:
    """An agency in the list."""

    name: str
    href: str
    part_of: str
    counts_as: str
    people: str


def agency_rows(here: Seat, agencies: Iterable[Agency]) -> list[AgencyRow]:
    """Return the rows of the list, departments named with what they are part of."""
    return [
        AgencyRow(
            name=one.name,
            href=address("agency", here, one.pk),
            part_of=one.parent.name if one.parent else "",
            counts_as=one.speaks_as.name if one.counts_as else _("Itself"),
            people=str(getattr(one, "people_count", "")),
        )
        for one in agencies
    ]


def voices(agencies: Sequence[Agency]) -> str:
    """Return how many voices scoring will hear."""
    count = len({one.speaks_as.pk for one in agencies})
    return ngettext(
        "%(count)d agency speaks in scoring.", "%(count)d agencies speak in scoring.", count
    ) % {"count": count}


@dataclass(frozen=True, slots=True)
class AgencyPage:
    """One agency."""

    name: str
    href: str
    part_of: str
    counts_as: str
    people: list[tuple[str, str]] | None
    """Name and address of each, or None to those who may not see who is in the partnership."""
    change_href: str
    audit_href: str


def agency_page(here: Seat, one: Agency, members: Iterable[Membership] | None) -> AgencyPage:
    """Return what the page of an agency shows."""
    return AgencyPage(
        name=one.name,
        href=address("agency", here, one.pk),
        part_of=one.parent.name if one.parent else "",
        counts_as=one.speaks_as.name if one.counts_as else _("Itself"),
        people=None
        if members is None
        else [(each.person.name, address("member", here, each.pk)) for each in members],
        change_href=address_if("change_agency", here, Verb.EDIT_AGENCIES, one.pk),
        audit_href=audit_href(here, one.pk),
    )


def audit_href(here: Seat, about: object) -> str:
    """Return where the record of one object is read, or nothing to those who may not."""
    if not here.may(Verb.READ_AUDIT):
        return ""
    return f"{reverse('audit:entries', args=[here.partnership.pk])}?about={about}"


@dataclass(frozen=True, slots=True)
class MemberRow:
    """A member in the list."""

    name: str
    href: str
    agency: str
    title: str
    roles: str


def member_rows(
    here: Seat, members: Iterable[Membership], names: dict[Role, str], day: date
) -> list[MemberRow]:
    """Return the rows of the list, with the roles of the day in the partnership's own words."""
    return [
        MemberRow(
            name=one.person.name,
            href=address("member", here, one.pk),
            agency=one.agency.name if one.agency else "",
            title=one.title,
            roles=_role_words(roles_on(one.held_roles.all(), day), names),
        )
        for one in members
    ]


def _role_words(roles: frozenset[Role], names: dict[Role, str]) -> str:
    return ", ".join(names[role] for role in Role if role in roles) or _("No role today")


@dataclass(frozen=True, slots=True)
class RoleRow:
    """A role that a member holds or held."""

    name: str
    since: str
    until: str
    end_href: str


def role_rows(here: Seat, held: Iterable[HeldRole], names: dict[Role, str]) -> list[RoleRow]:
    """Return what a member holds and held, the latest first, with where to end what is held."""
    may_end = here.may(Verb.EDIT_PEOPLE)
    return [
        RoleRow(
            name=names[Role(one.role)],
            since=date_format(one.since),
            until=date_format(one.until) if one.until else "",
            end_href=address("end_role", here, one.pk) if may_end and not one.until else "",
        )
        for one in sorted(held, key=lambda one: (one.since, one.role), reverse=True)
    ]


LINK_WORDS = {
    LinkState.GOOD: _noop("can be used"),
    LinkState.EXPIRED: _noop("expired"),
    LinkState.REVOKED: _noop("withdrawn"),
    LinkState.USED: _noop("used"),
}


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A personal link that a member was sent."""

    purpose: str
    made: str
    expires: str
    state: str
    revoke_href: str


def link_rows(here: Seat, links: Iterable[PersonalLink], now: datetime) -> list[LinkRow]:
    """Return the links, with where to withdraw those that can still be used."""
    return [
        LinkRow(
            purpose=one.get_purpose_display(),
            made=date_format(one.made_at, "DATE_FORMAT"),
            expires=date_format(one.expires_at, "DATE_FORMAT"),
            state=_(LINK_WORDS[state_of(one, now)]),
            revoke_href=address("revoke_link", here, one.pk)
            if state_of(one, now) is LinkState.GOOD
            else "",
        )
        for one in links
    ]


@dataclass(frozen=True, slots=True)
class MemberPage:
    """One member."""

    name: str
    email: str
    agency: str
    title: str
    way: str
    signs_in: str
    roles: list[RoleRow]
    links: list[LinkRow]
    change_href: str
    give_role_href: str
    invite_href: str
    audit_href: str


def member_page(
    here: Seat,
    one: Membership,
    names: dict[Role, str],
    links: Iterable[PersonalLink],
    now: datetime,
) -> MemberPage:
    """Return what the page of a member shows."""
    may_be_invited = bool(one.person.email) and not one.person.has_usable_password()
    return MemberPage(
        name=one.person.name,
        email=one.person.email or _("None"),
        agency=one.agency.name if one.agency else _("None"),
        title=one.title or _("Not given"),
        way=one.get_way_display() or _("Not known"),
        signs_in=_signs_in(one),
        roles=role_rows(here, one.held_roles.all(), names),
        links=link_rows(here, links, now),
        change_href=address_if("change_member", here, Verb.EDIT_PEOPLE, one.pk),
        give_role_href=address_if("give_role", here, Verb.EDIT_PEOPLE, one.pk),
        invite_href=address_if("invite", here, Verb.INVITE, one.pk) if may_be_invited else "",
        audit_href=audit_href(here, one.pk),
    )


def _signs_in(one: Membership) -> str:
    if one.person.has_signed_in:
        return _("Has signed in")
    return _("Has not signed in yet") if one.person.email else _("Cannot, without an address")


@dataclass(frozen=True, slots=True)
class EndRolePage:
    """Whose role is being ended."""

    person: str
    role: str
    back: str


def end_role_page(here: Seat, held: HeldRole, names: dict[Role, str]) -> EndRolePage:
    """Return what the page that ends a role shows."""
    return EndRolePage(
        person=held.membership.person.name,
        role=names[Role(held.role)],
        back=address("member", here, held.membership_id),
    )


@dataclass(frozen=True, slots=True)
class LinkPage:
    """What somebody is told who opens a personal link."""

    heading: str
    what_to_do: str
    is_good: bool
    partnership: str = ""
    person: str = ""


def link_page(opened: OpenedLink) -> LinkPage:
    """Return the page for a link, good or not. A bad one says what to do next."""
    ask = _("Ask the person who sent it for a new one.")
    words = {
        LinkState.ALTERED: (
            _("This link is not complete"),
            _(
                "Part of it may have been lost when it was copied or wrapped over two lines. Open "
                "it from the e-mail again, or copy the whole of it."
            ),
        ),
        LinkState.UNKNOWN: (_("We do not know this link"), ask),
        LinkState.EXPIRED: (_("This link has expired"), ask),
        LinkState.REVOKED: (_("This link was withdrawn"), ask),
        LinkState.USED: (
            _("This link has been used"),
            _(
                "It worked once. If it was you, sign in. If you did not finish, use “I have "
                "forgotten my password” on the sign-in page."
            ),
        ),
        LinkState.GOOD: (_("Set up how you sign in"), ""),
    }
    heading, what_to_do = words[opened.state]
    if opened.link is None or opened.state is not LinkState.GOOD:
        return LinkPage(heading, what_to_do, is_good=False)
    member = opened.link.membership
    return LinkPage(
        heading, "", is_good=True, partnership=member.partnership.name, person=member.person.name
    )
