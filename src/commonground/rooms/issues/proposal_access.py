"""The only door to proposals: an analyst's seat opens all of them, a link its own alone."""

from typing import TypeVar
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Count, Model, Q, QuerySet
from django.http import Http404
from django.utils import timezone

from commonground.rooms.issues.models import Fate, Issue, Proposal, Status, Theme
from commonground.rooms.issues.rules import Verb, check_may_do
from commonground.rooms.issues.similar import similar
from commonground.rooms.people import access as people_access
from commonground.rooms.people.access import Holder, Seat
from commonground.rooms.people.models import PersonalLink, Purpose

Kind = TypeVar("Kind", bound=Model)


def proposals(here: Seat, fate: str = Fate.WAITING) -> QuerySet[Proposal]:
    """Return the partnership's proposals of one fate, or all for none: first come, first served."""
    check_may_do(here.roles, Verb.DECIDE_PROPOSALS)
    found = Proposal.objects.filter(partnership=here.partnership)
    found = found.select_related("member__person", "member__agency", "theme", "about", "became")
    found = found.filter(fate=fate) if fate else found
    return found.order_by("sent_at" if fate == Fate.WAITING else "-sent_at", "pk")


def proposal(here: Seat, proposal_id: UUID) -> Proposal:
    """Return one proposal of the partnership; Http404 where it has none of that id."""
    return _one(proposals(here, fate=""), proposal_id)


def live(here: Seat) -> QuerySet[Issue]:
    """Return the live issues by name, to add evidence to one of them."""
    check_may_do(here.roles, Verb.DECIDE_PROPOSALS)
    return _live(here.partnership.pk)


def near(here: Seat, name: str) -> list[Issue]:
    """Return the live issues whose names are near to a name, the nearest first."""
    return _near(live(here), name)


def links(here: Seat) -> QuerySet[PersonalLink]:
    """Return the links to propose that were sent, each with how much came of it."""
    check_may_do(here.roles, Verb.COLLECT_PROPOSALS)
    kept = Count("membership__proposals", filter=~Q(membership__proposals__fate=Fate.WITHDRAWN))
    return people_access.links_for(here, Purpose.PROPOSE).annotate(proposal_count=kept)


def link(here: Seat, link_id: UUID) -> PersonalLink:
    """Return one link to propose; Http404 where the partnership sent none of that id."""
    return _one(links(here), link_id)


def working_links(here: Seat) -> dict[UUID, list[PersonalLink]]:
    """Return the links to propose that work now, by the member they are for."""
    check_may_do(here.roles, Verb.COLLECT_PROPOSALS)
    found: dict[UUID, list[PersonalLink]] = {}
    for one in PersonalLink.objects.filter(
        membership__partnership=here.partnership, purpose=Purpose.PROPOSE,
        revoked_at=None, expires_at__gt=timezone.now(),
    ):  # fmt: skip
        found.setdefault(one.membership_id, []).append(one)
    return found


def own(by: Holder) -> QuerySet[Proposal]:
    """Return what whoever holds a link has proposed, by this link or an earlier one."""
    found = Proposal.objects.filter(member=by.member).select_related("about", "became", "theme")
    return found.order_by("-sent_at", "pk")


def own_one(by: Holder, proposal_id: UUID) -> Proposal:
    """Return one proposal of whoever holds a link; Http404 where it is another's."""
    return _one(own(by), proposal_id)


def themes_for(by: Holder) -> QuerySet[Theme]:
    """Return the themes to suggest one of."""
    return Theme.objects.filter(partnership=by.partnership).order_by("name")


def near_for(by: Holder, name: str) -> list[Issue]:
    """Return the live issues whose names are near to one that is about to be proposed."""
    return _near(_live(by.partnership.pk), name)


def _live(partnership_id: UUID) -> QuerySet[Issue]:
    found = Issue.objects.filter(partnership_id=partnership_id, status=Status.LIVE)
    return found.order_by("name", "pk")


def _near(found: QuerySet[Issue], name: str) -> list[Issue]:
    return similar(name, ((one.name, one) for one in found.only("pk", "name", "name_key")))


def _one(found: QuerySet[Kind], public_id: UUID) -> Kind:
    try:
        return found.get(pk=public_id)
    except ObjectDoesNotExist:
        raise Http404 from None
