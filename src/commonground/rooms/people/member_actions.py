"""Every write to members, their roles and their personal links."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from allauth.account.models import EmailAddress
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from commonground.errors import BadInput
from commonground.rooms.audit.changing import save_changes
from commonground.rooms.audit.models import INSTALLATION, Chain
from commonground.rooms.audit.recording import Actor, Deed, action, facts, record, record_all
from commonground.rooms.people.access import (
    Holder,
    LinkState,
    OpenedLink,
    Seat,
    check_here,
    has_joined,
    is_anybody_here,
    state_of,
)
from commonground.rooms.people.models import (
    Agency,
    HeldRole,
    Membership,
    Partnership,
    Person,
    PersonalLink,
    Purpose,
)
from commonground.rooms.people.roles import Role
from commonground.rooms.people.rules import Verb, check_may_do, may_have_address
from commonground.rooms.people.tokens import hash_of, new_token
from commonground.rooms.refusals import NotAllowed

LINK_LASTS = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class NewMember:
    """Somebody to be added, with roles from today."""

    name: str
    email: str | None
    agency: Agency | None = None
    title: str = ""
    way: str = ""
    roles: frozenset[Role] = frozenset()


@action
def add_member(
    *,
    by: Seat,
    name: str,
    email: str | None,
    agency: Agency | None = None,
    title: str = "",
    way: str = "",
    roles: frozenset[Role] = frozenset(),
) -> Membership:
    """Add a person to the partnership, as `add_members` adds many."""
    [member] = add_members(by=by, new=[NewMember(name, email, agency, title, way, roles)])
    return member


@action
def add_members(*, by: Seat, new: Sequence[NewMember]) -> list[Membership]:
    """Add people, each with another address or none, to the partnership: all, or none of them.

    Somebody whose address is already known, from another partnership, keeps their own name and way
    to sign in. BadInput where one is a member already, and for a real address in the demo.
    """
    check_may_do(by.roles, Verb.EDIT_PEOPLE)
    for one in new:
        _check_agency(by, one.agency)
        _check_address(by, one.email)
    known = _known_by_address(new)
    here = Membership.objects.filter(partnership=by.partnership, person__in=known.values())
    if there := here.select_related("person").first():
        raise BadInput(_("%(name)s is already in this partnership.") % {"name": there.person.name})
    _unset_unproved(
        by, {known[key]: one.name for one in new if (key := _address_key(one)) in known}
    )
    fresh: list[Person] = []
    members: list[Membership] = []
    given: list[HeldRole] = []
    deeds: list[Deed] = []
    for one in new:
        person = known.get(_address_key(one))
        if person is None:
            person = _person(one)
            fresh.append(person)
            deeds.append(_deed("added", person))
        member = Membership(
            partnership=by.partnership, person=person, agency=one.agency, title=one.title,
            way=one.way,
        )  # fmt: skip
        held = [held_from_today(member, role) for role in sorted(one.roles)]
        members.append(member)
        given += held
        deeds += [_deed("added", member), *(_deed("gave", each) for each in held)]
    Person.objects.bulk_create(fresh)
    Membership.objects.bulk_create(members)
    HeldRole.objects.bulk_create(given)
    record_all(partnership_id=by.partnership.pk, by=by.actor, deeds=deeds)
    return members


def held_from_today(member: Membership, role: Role) -> HeldRole:
    """Return a role that is not saved yet."""
    return HeldRole(membership=member, role=role, since=timezone.localdate())


def _deed(verb: str, about: Person | Membership | HeldRole) -> Deed:
    return Deed(verb, about, after=facts(about))


def _known_by_address(new: Sequence[NewMember]) -> dict[str, Person]:
    """Return whoever has one of the addresses already, by address in small letters."""
    addresses = {one.email.lower() for one in new if one.email}
    lowered = Person.objects.alias(lowered=Lower("email"))
    found = lowered.filter(lowered__in=addresses) if addresses else ()
    return {(one.email or "").lower(): one for one in found}


def _address_key(new: NewMember) -> str:
    """Return what an address is known by, however it is written; empty where there is none."""
    return (new.email or "").lower()


def _check_address(by: Seat, email: str | None) -> None:
    if not may_have_address(email, in_demo=by.partnership.is_demo):
        raise BadInput(
            _("Everybody in this partnership is invented: leave the address empty, or end it in "
              ".invalid.")
        )  # fmt: skip


def _person(new: NewMember) -> Person:
    person = Person(name=new.name, email=new.email.lower() if new.email else None)
    person.set_unusable_password()
    return person


def _unset_unproved(by: Seat, names: Mapping[Person, str]) -> None:
    """Take password and name from people who never proved that their address is theirs.

    Whoever signs up with another's address would otherwise be let in where its owner is invited.
    """
    new = [one for one in names if not one.has_signed_in and one.has_usable_password()]
    addresses = EmailAddress.objects.filter(user__in=new, verified=False)
    unproved = set(addresses.values_list("user", flat=True))
    for person in [one for one in new if one.pk in unproved]:
        before = facts(person)
        person.set_unusable_password()
        person.name = names[person]
        person.save(update_fields=["password", "name"])
        _record(by, "unset the unproved password of", person, before)


@action
def change_member(
    *,
    by: Seat,
    member: Membership,
    version: int,
    agency: Agency | None,
    title: str,
    way: str,
) -> Membership:
    """Change what a member is here; ChangedMeanwhile where somebody else did."""
    check_may_do(by.roles, Verb.EDIT_PEOPLE)
    _check_agency(by, agency)
    current = Membership.objects.select_for_update().get(pk=member.pk, partnership=by.partnership)
    before = facts(current)
    current.agency, current.title, current.way = agency, title, way
    save_changes(
        current, version=version, before=before, partnership_id=by.partnership.pk, by=by.actor
    )
    return current


@action
def give_role(*, by: Seat, member: Membership, role: Role, since: date) -> HeldRole:
    """Give a member a role from a day on; giving one that is held already does nothing."""
    check_may_do(by.roles, Verb.EDIT_PEOPLE)
    check_here(by, member)
    held, is_new = HeldRole.objects.get_or_create(
        membership=member, role=role, until=None, defaults={"since": since}
    )
    if is_new:
        _record(by, "gave", held)
    return held


@action
def end_role(*, by: Seat, held: HeldRole, until: date) -> HeldRole:
    """End a role on a day; BadInput before it began, or where no analyst would be left."""
    check_may_do(by.roles, Verb.EDIT_PEOPLE)
    # two analysts who end each other's role wait for each other here
    Partnership.objects.select_for_update().get(pk=by.partnership.pk)
    current = HeldRole.objects.select_for_update().get(
        pk=held.pk, membership__partnership=by.partnership
    )
    if current.until == until:
        return current
    if until < current.since:
        raise BadInput(
            _("A role ends on or after the day it began, %(day)s.")
            % {"day": date_format(current.since)}
        )
    if current.role == Role.ANALYST and not _other_analysts(by, current, until):
        raise BadInput(
            _("This is the only analyst: make somebody else analyst first, or nobody could.")
        )
    before = facts(current)
    current.until, current.version = until, current.version + 1
    current.save()
    _record(by, "ended", current, before)
    return current


def _other_analysts(by: Seat, held: HeldRole, until: date) -> bool:
    """Return whether somebody else is analyst once a role has ended, without a day between."""
    next_day = max(until + timedelta(days=1), timezone.localdate())
    others = HeldRole.objects.filter(
        membership__partnership=by.partnership, role=Role.ANALYST, until=None, since__lte=next_day
    )
    return others.exclude(membership_id=held.membership_id).exists()


@dataclass(frozen=True, slots=True)
class MadeLink:
    """A link and its token, which is shown or sent now and never known again."""

    link: PersonalLink
    token: str


@action
def make_link(
    *, by: Seat, member: Membership, purpose: Purpose, lasts: timedelta = LINK_LASTS
) -> MadeLink:
    """Make a personal link; BadInput to join where the person already signs in."""
    check_may_do(by.roles, Verb.INVITE)
    check_here(by, member)
    if purpose == Purpose.JOIN and member.person.email is None:
        raise BadInput(_("There is no e-mail address to send an invitation to."))
    if purpose == Purpose.JOIN and member.person.has_usable_password():
        raise BadInput(_("They have set up how they sign in already."))
    token = new_token()
    link = PersonalLink.objects.create(
        membership=member, purpose=purpose, token_hash=hash_of(token),
        expires_at=timezone.now() + lasts,
    )  # fmt: skip
    _record(by, "made", link)
    return MadeLink(link, token)


@action
def revoke_link(*, by: Seat, link: PersonalLink) -> PersonalLink:
    """Withdraw a personal link at once; one that is withdrawn already stays as it is."""
    check_may_do(by.roles, Verb.INVITE)
    current = PersonalLink.objects.select_for_update().get(
        pk=link.pk, membership__partnership=by.partnership
    )
    if current.revoked_at is None:
        before = facts(current)
        current.revoked_at = timezone.now()
        current.save()
        _record(by, "withdrew", current, before)
    return current


@action
def held_member(*, by: Holder, purpose: Purpose) -> Membership:
    """Return whose link it is, kept from their other requests until the calling action ends.

    Raises BadInput where the link can no longer be used, even by a moment.
    """
    member = Membership.objects.select_for_update().get(pk=by.member.pk)
    current = PersonalLink.objects.get(pk=by.link.pk)
    if current.purpose != purpose or state_of(current, timezone.now()) is not LinkState.GOOD:
        raise BadInput(_("This link cannot be used any more."))
    return member


@action
def use_link(*, opened: OpenedLink) -> Membership:
    """Use a personal link up; BadInput where it can no longer be used, even by a moment."""
    if opened.link is None or opened.link.purpose != Purpose.JOIN:
        raise BadInput(_("This link cannot be used."))
    current = (
        PersonalLink.objects.select_for_update(of=("self",))
        .select_related("membership__person", "membership__partnership")
        .get(pk=opened.link.pk)
    )
    now = timezone.now()
    is_late = current.purpose == Purpose.JOIN and has_joined(current)
    if is_late or state_of(current, now) is not LinkState.GOOD:
        raise BadInput(_("This link cannot be used any more."))
    before = facts(current)
    current.used_at = now
    current.save()
    record(
        partnership_id=current.membership.partnership_id, by=Actor.link(current.pk),
        verb="used", about=current, before=before, after=facts(current),
    )  # fmt: skip
    return current.membership


@action
def sign_up(*, save: Callable[[], Person], is_open: bool) -> Person:
    """Save somebody's own account and record it; the first on an installation runs it.

    Two people who sign up at the same moment wait for each other here, so that one is the first.
    NotAllowed where the other was, and accounts are by invitation from then on.
    """
    Chain.objects.select_for_update().get_or_create(id=INSTALLATION)
    is_first = not is_anybody_here()
    if not (is_open or is_first):
        raise NotAllowed(_("Accounts are by invitation: ask your partnership's analyst for one."))
    person = save()
    if is_first:
        person.is_operator = True
        person.save(update_fields=["is_operator"])
    record(
        partnership_id=None, by=Actor.person(person.pk), verb="made an account as", about=person,
        after=facts(person),
    )  # fmt: skip
    return person


@action
def change_address(*, person: Person, to: str, save: Callable[[], bool]) -> bool:
    """Save the address that somebody has proved is theirs, and record it where it is another one.

    Returns whether it was saved: never where it is somebody else's here.
    """
    if Person.objects.filter(email__iexact=to).exclude(pk=person.pk).exists():
        return False
    before = facts(Person.objects.select_for_update().get(pk=person.pk))
    is_saved = save()
    current = Person.objects.get(pk=person.pk)
    if facts(current) != before:
        record(
            partnership_id=None, by=Actor.person(person.pk), verb="changed the address of",
            about=current, before=before, after=facts(current),
        )  # fmt: skip
    return is_saved


def _check_agency(by: Seat, agency: Agency | None) -> None:
    if agency is not None and agency.partnership_id != by.partnership.pk:
        raise BadInput(_("Choose an agency of this partnership."))


def _record(
    by: Seat,
    verb: str,
    about: Person | Membership | HeldRole | PersonalLink,
    before: dict[str, object] | None = None,
) -> None:
    record(
        partnership_id=by.partnership.pk, by=by.actor, verb=verb, about=about,
        before=before, after=facts(about),
    )  # fmt: skip
