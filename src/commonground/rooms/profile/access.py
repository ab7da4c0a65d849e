"""The only door to what the profile rests on: 404 to an outsider, 403 to a reader."""

from collections.abc import Collection, Iterator
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet
from django.http import Http404

from commonground.rooms.naming import Named
from commonground.rooms.people import access as people_access
from commonground.rooms.people.access import Seat
from commonground.rooms.people.models import Agency, Membership, Person
from commonground.rooms.people.rules import Verb as PeopleVerb
from commonground.rooms.profile.entry_kinds import KINDS
from commonground.rooms.profile.models import (
    DataSet,
    Noticed,
    Part,
    Recipient,
    Release,
    Request,
    Supply,
)
from commonground.rooms.profile.rules import Verb, check_may_do


def seat(person: Person, partnership_id: UUID, verb: Verb) -> Seat:
    """Return a person's seat to do something in this room; Http404 or NotAllowed as in people."""
    here = people_access.seat(person, partnership_id, PeopleVerb.SEE_AGENCIES)
    check_may_do(here.roles, verb)
    return here


def data_sets(here: Seat) -> QuerySet[DataSet]:
    """Return the register by agency and name, with what came and what was asked for."""
    check_may_do(here.roles, Verb.SEE_SOURCES)
    return with_history(DataSet.objects.filter(partnership=here.partnership))


def with_history(found: QuerySet[DataSet]) -> QuerySet[DataSet]:
    """Return data sets with their supplies and requests, the latest first, in three queries."""
    came = Supply.objects.select_related("by").order_by("-received_on", "-number")
    asked = Request.objects.select_related("by", "to__person").order_by("-asked_on", "-number")
    related = found.select_related("agency")
    return related.prefetch_related(
        Prefetch("supplies", came), Prefetch("requests", asked)
    ).order_by("is_ended", "agency__name", "name", "pk")  # fmt: skip


def data_set(here: Seat, data_set_id: UUID) -> DataSet:
    """Return one data set; Http404 where the partnership has none of that id."""
    found = data_sets(here).filter(pk=data_set_id).first()
    if found is None:
        raise Http404
    return found


def silent_agencies(here: Seat, *, whole: bool = False) -> list[Agency]:
    """Return the agencies that no data set of the register is from.

    Of `whole` agencies: with no department listed apart, and none of them having supplied any.
    """
    check_may_do(here.roles, Verb.SEE_SOURCES)
    found = Agency.objects.filter(partnership=here.partnership, data_sets=None)
    if whole:
        heard = DataSet.objects.filter(partnership=here.partnership).values("agency__parent")
        found = found.filter(parent=None).exclude(pk__in=heard.filter(agency__parent__isnull=False))
    return list(found.order_by("name"))


def reachable(here: Seat, about: DataSet) -> list[Membership]:
    """Return who is here for the agency of a data set, or for a part of it, and has an address."""
    check_may_do(here.roles, Verb.KEEP_SOURCES)
    of_it = Q(agency=about.agency_id) | Q(agency__parent=about.agency_id)
    found = Membership.objects.filter(of_it, partnership=here.partnership)
    with_address = found.exclude(person__email=None).exclude(person__email="")
    return list(with_address.select_related("person").order_by("person__name", "pk"))


def named(here: Seat, ids: Collection[UUID]) -> Named:
    """Return the names of what the partnership has in this room under these ids."""
    own = DataSet.objects.filter(partnership=here.partnership, pk__in=ids)
    supplies = Supply.objects.filter(data_set__partnership=here.partnership, pk__in=ids)
    requests = Request.objects.filter(data_set__partnership=here.partnership, pk__in=ids)
    return [
        own.values_list("pk", "name"),
        supplies.values_list("pk", "data_set__name"),
        requests.values_list("pk", "data_set__name"),
        Noticed.objects.filter(partnership=here.partnership, pk__in=ids).values_list("pk", "where"),
        here.partnership.withheld.filter(pk__in=ids).values_list("pk", "words"),
        *_of_profiles(here, ids),
    ]


def _of_profiles(here: Seat, ids: Collection[UUID]) -> Iterator[QuerySet[Any, Any]]:
    own = here.partnership.profiles.filter(pk__in=ids)
    yield own.values_list("pk", "document__title")
    parts = Part.objects.filter(profile__partnership=here.partnership, pk__in=ids)
    yield parts.values_list("pk", "section__heading")
    released = Release.objects.filter(edition__profile__partnership=here.partnership, pk__in=ids)
    yield released.values_list("pk", "edition__profile__document__title")
    listed = Recipient.objects.filter(member__partnership=here.partnership, pk__in=ids)
    yield listed.values_list("pk", "member__person__name")
    for kind in KINDS.values():
        found = kind.model._default_manager.filter(profile__partnership=here.partnership)
        yield found.filter(pk__in=ids).values_list("pk", kind.named_by)
