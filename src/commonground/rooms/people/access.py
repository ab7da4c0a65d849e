"""The only door to people and what belongs to them: 404 to an outsider, 403 to a reader."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeVar
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Count, Model, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from commonground.errors import BadInput
from commonground.rooms.audit.recording import Actor
from commonground.rooms.naming import Named
from commonground.rooms.people.models import (
    Agency,
    HeldRole,
    Membership,
    Partnership,
    Person,
    PersonalLink,
    Purpose,
    RoleName,
)
from commonground.rooms.people.roles import Role
from commonground.rooms.people.rules import INVENTED, Standing, Verb, check_may_do, may_do
from commonground.rooms.people.tokens import hash_of, is_whole
from commonground.rooms.searching import words_of

Kind = TypeVar("Kind", bound=Model)


@dataclass(frozen=True, slots=True)
class Seat:
    """A person's place in one partnership today: what `access` gives, and what `actions` need."""

    person: Person
    partnership: Partnership
    roles: frozenset[Role]

    @property
    def actor(self) -> Actor:
        return Actor.person(self.person.pk)

    def may(self, verb: Verb) -> bool:
        return may_do(self.roles, verb)


def seat(person: Person, partnership_id: UUID, verb: Verb) -> Seat:
    """Return a person's seat in a partnership, to do something there.

    Http404 where they hold no role in it today, as if there were no such partnership; NotAllowed
    where they hold one that does not let them do it.
    """
    held = _held_today(person).filter(membership__partnership_id=partnership_id)
    found = _seats(person, held)
    if not found:
        raise Http404
    check_may_do(found[0].roles, verb)
    return found[0]


def seats(person: Person) -> list[Seat]:
    """Return every seat of a person today, by the name of the partnership."""
    return _seats(person, _held_today(person))


def counted(some: Sequence[Seat]) -> list[tuple[Seat, int, int]]:
    """Return seats, each with how many agencies and members its partnership has."""
    ids = [one.partnership.pk for one in some]
    each = {"partnership_id": OuterRef("pk")}
    rows = Partnership.objects.filter(pk__in=ids).values_list(
        "pk", _count(Agency.objects.filter(**each)), _count(Membership.objects.filter(**each))
    )
    counts = {pk: (agencies, members) for pk, agencies, members in rows}
    return [(one, *counts[one.partnership.pk]) for one in some]


def _count(found: QuerySet[Agency] | QuerySet[Membership]) -> Coalesce:
    """Return how many there are, as a part of another query."""
    alone = found.order_by().values("partnership_id").annotate(count=Count("pk"))
    return Coalesce(Subquery(alone.values("count")), 0)


def _held_today(person: Person) -> QuerySet[HeldRole]:
    return (
        HeldRole.objects.on(timezone.localdate())
        .filter(membership__person=person)
        .select_related("membership__partnership")
        .order_by("membership__partnership__name", "membership__partnership_id")
    )


def _seats(person: Person, held: Iterable[HeldRole]) -> list[Seat]:
    roles: dict[Partnership, set[Role]] = {}
    for one in held:
        roles.setdefault(one.membership.partnership, set()).add(Role(one.role))
    return [Seat(person, partnership, frozenset(some)) for partnership, some in roles.items()]


def own_role_names(here: Seat) -> dict[str, str]:
    """Return the partnership's own names of roles, where it has any."""
    own = RoleName.objects.filter(partnership=here.partnership)
    return dict(own.values_list("role", "name"))


def role_names(here: Seat) -> dict[Role, str]:
    """Return what the partnership calls each role: its own name, or the product's."""
    own = own_role_names(here)
    return {role: own.get(role.value) or str(role.label) for role in Role}


def standing(person: Person) -> Standing:
    """Return what decides whether somebody may make a partnership."""
    return Standing(
        is_operator=person.is_operator,
        is_sign_up_open=settings.SIGN_UP == "open",
        is_first=not Partnership.objects.filter(is_demo=False).exists(),
    )


def agencies(here: Seat) -> QuerySet[Agency]:
    """Return the partnership's agencies by name, with how many people each has."""
    return (
        Agency.objects.filter(partnership=here.partnership)
        .select_related("parent", "counts_as")
        .annotate(people_count=Count("memberships"))
        .order_by("name")
    )


def agency(here: Seat, agency_id: UUID) -> Agency:
    """Return one agency of the partnership; Http404 where it has none of that id."""
    return _one(agencies(here), agency_id)


def memberships(here: Seat, search: str = "", agency: Agency | None = None) -> QuerySet[Membership]:
    """Return the partnership's members by name, their roles at hand; those that match a search."""
    check_may_do(here.roles, Verb.SEE_PEOPLE)
    found = (
        _members(here)
        .select_related("person", "agency")
        .prefetch_related("held_roles")
        .order_by("person__name", "pk")
    )
    for word in words_of(search):
        found = found.filter(
            Q(person__name__icontains=word)
            | Q(person__email__icontains=word)
            | Q(agency__name__icontains=word)
            | Q(title__icontains=word)
        )
    return found if agency is None else found.filter(agency=agency)


def _members(here: Seat) -> QuerySet[Membership]:
    """Return the members somebody may know of: in the demo, which all share, no other visitors."""
    found = Membership.objects.filter(partnership=here.partnership)
    if not here.partnership.is_demo:
        return found
    invented = Q(person__email__endswith=INVENTED) | Q(person__email=None)
    return found.filter(invented | Q(person=here.person))


def members_of(here: Seat, agency: Agency) -> QuerySet[Membership] | None:
    """Return an agency's people, or None to those who may not see who is in the partnership."""
    return memberships(here, agency=agency) if here.may(Verb.SEE_PEOPLE) else None


def membership(here: Seat, membership_id: UUID) -> Membership:
    """Return one member of the partnership; Http404 where it has none of that id."""
    return _one(memberships(here), membership_id)


def is_member(here: Seat, person_id: UUID) -> bool:
    """Return whether somebody is a member of the partnership."""
    return Membership.objects.filter(partnership=here.partnership, person_id=person_id).exists()


def check_here(here: Seat, member: Membership | None) -> None:
    """Raise BadInput where a member is another partnership's."""
    if member is not None and member.partnership_id != here.partnership.pk:
        raise BadInput(_("Choose somebody of this partnership."))


def held_role(here: Seat, held_role_id: UUID) -> HeldRole:
    """Return one role that somebody holds or held; Http404 where it is another partnership's."""
    check_may_do(here.roles, Verb.SEE_PEOPLE)
    found = HeldRole.objects.filter(membership__in=_members(here))
    return _one(found.select_related("membership__person"), held_role_id)


def named(here: Seat, ids: Collection[UUID]) -> Named:
    """Return the names of the partnership's own persons, members and agencies that have these ids.

    For a record that holds only ids. An id may also be what somebody typed as a name: it tells them
    nothing of another partnership. A personal link has the name of whom it is for, but one to
    score by, or to take part in a meeting, has none.
    """
    known = _members(here)
    agencies = Agency.objects.filter(partnership=here.partnership, pk__in=ids)
    links = PersonalLink.objects.filter(membership__in=known, pk__in=ids)
    # who scored what is never told by name
    links = links.exclude(purpose__in=(Purpose.SCORE, Purpose.ROOM))
    return [
        known.filter(person__in=ids).values_list("person", "person__name"),
        known.filter(pk__in=ids).values_list("pk", "person__name"),
        agencies.values_list("pk", "name"),
        links.values_list("pk", "membership__person__name"),
    ]


def links(here: Seat, member: Membership) -> QuerySet[PersonalLink]:
    """Return the personal links that a member was sent, the latest first."""
    check_may_do(here.roles, Verb.INVITE)
    found = PersonalLink.objects.filter(membership=member, membership__partnership=here.partnership)
    return found.order_by("-made_at", "pk")


def links_for(here: Seat, purpose: Purpose) -> QuerySet[PersonalLink]:
    """Return every link that the partnership's members were sent for one thing, the latest first.

    Whom each is for, and their agency, are at hand.
    """
    check_may_do(here.roles, Verb.INVITE)
    found = PersonalLink.objects.filter(membership__in=_members(here), purpose=purpose)
    return found.select_related("membership__person", "membership__agency").order_by(
        "-made_at", "membership__person__name", "pk"
    )


def reachable(here: Seat) -> QuerySet[Membership]:
    """Return the members who have an e-mail address and hold a role today, by name."""
    today = HeldRole.objects.on(timezone.localdate()).values("membership")
    found = memberships(here).filter(pk__in=today, person__email__isnull=False)
    return found.exclude(person__email="")


def link(here: Seat, link_id: UUID) -> PersonalLink:
    """Return one personal link; Http404 where it is another partnership's."""
    check_may_do(here.roles, Verb.INVITE)
    found = PersonalLink.objects.filter(membership__partnership=here.partnership)
    return _one(found.select_related("membership__person"), link_id)


class LinkState(StrEnum):
    """What has become of a personal link when somebody opens it."""

    GOOD = "good"
    ALTERED = "altered"
    UNKNOWN = "unknown"
    EXPIRED = "expired"
    REVOKED = "revoked"
    USED = "used"


@dataclass(frozen=True, slots=True)
class OpenedLink:
    """A personal link as it was found, and whether it may be used."""

    state: LinkState
    link: PersonalLink | None


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody who has opened a good link: what access gives, and actions need, without a seat."""

    link: PersonalLink

    @property
    def member(self) -> Membership:
        return self.link.membership

    @property
    def partnership(self) -> Partnership:
        return self.link.membership.partnership

    @property
    def actor(self) -> Actor:
        return Actor.link(self.link.pk)


def opened_link(token: str, now: datetime, purpose: Purpose) -> OpenedLink:
    """Return what has become of the link with a token; never refuses, since its page explains.

    A link that is for something else is unknown here.
    """
    member = ("membership__person", "membership__partnership", "membership__agency")
    found = links_with(token, purpose).select_related(*member).first()
    state = state_of_link(token, found, now)
    if found and state is LinkState.GOOD and purpose == Purpose.JOIN and has_joined(found):
        state = LinkState.USED
    return OpenedLink(state, found)


def links_with(token: str, purpose: Purpose) -> QuerySet[PersonalLink]:
    """Return the one link with a token, or none, for a room to fetch with what hangs on it."""
    return PersonalLink.objects.filter(token_hash=hash_of(token), purpose=purpose)


def state_of_link(token: str, found: PersonalLink | None, now: datetime) -> LinkState:
    """Return what has become of the link that was found, or not, with a token."""
    if found is None:
        return LinkState.UNKNOWN if is_whole(token) else LinkState.ALTERED
    return state_of(found, now)


def has_joined(found: PersonalLink) -> bool:
    """Return whether whom the link is for has set up how they sign in already."""
    return found.membership.person.has_usable_password()


def state_of(found: PersonalLink, now: datetime) -> LinkState:
    """Return what has become of a link."""
    if found.revoked_at is not None:
        return LinkState.REVOKED
    if found.used_at is not None:
        return LinkState.USED
    return LinkState.EXPIRED if found.has_expired(now) else LinkState.GOOD


def person_with(email: str) -> Person | None:
    """Return whose e-mail address this is, however it is written."""
    return Person.objects.filter(email__iexact=email).first()


def is_anybody_here() -> bool:
    """Return whether anybody is on this installation yet, but for the demo's invented people.

    Their addresses end in .invalid, which no real one can.
    """
    return Person.objects.exclude(email__endswith=INVENTED).exists()


def _one(found: QuerySet[Kind], public_id: UUID) -> Kind:
    try:
        return found.get(pk=public_id)
    except ObjectDoesNotExist:
        raise Http404 from None
