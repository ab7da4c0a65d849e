"""The only door to the record of a partnership."""

from collections.abc import Collection
from json import loads
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from commonground.rooms.audit.models import Entry
from commonground.rooms.people.access import Seat, is_member
from commonground.rooms.people.models import Person
from commonground.rooms.people.rules import Verb, check_may_do


def former_names(here: Seat, ids: Collection[UUID]) -> dict[UUID, str]:
    """Return the last names of what was merged or deleted, which only the record still knows."""
    check_may_do(here.roles, Verb.READ_AUDIT)
    gone = Entry.objects.filter(chain_id=here.partnership.pk, after="").exclude(before="")
    rows = gone.filter(object_id__in=[str(one) for one in ids]).order_by("sequence")
    named = rows.values_list("object_id", "before")
    return {UUID(one): name for one, before in named if (name := loads(before).get("name"))}


def entries(
    here: Seat,
    about: UUID | None = None,
    by: UUID | None = None,
    *,
    without: Collection[UUID] = (),
) -> QuerySet[Entry]:
    """Return the partnership's entries, the latest first: of one object, or of one person.

    Those of the objects in `without` are left out: the person may not know of them yet.
    """
    check_may_do(here.roles, Verb.READ_AUDIT)
    found = Entry.objects.filter(chain_id=here.partnership.pk).order_by("-sequence")
    found = found.exclude(object_id__in=[str(one) for one in without])
    if about is not None:
        found = found.filter(object_id=str(about))
    if by is not None:
        found = found.filter(actor=f"person:{by}")
    return found


def account_entries(here: Seat, person_id: UUID) -> QuerySet[Entry]:
    """Return what became of a member's account, the latest first; Http404 for anybody else's."""
    check_may_do(here.roles, Verb.READ_AUDIT)
    if not is_member(here, person_id):
        raise Http404
    return Entry.objects.filter(chain_id=person_id).order_by("-sequence")


def own_entries(person: Person) -> QuerySet[Entry]:
    """Return what became of somebody's own account, the latest first."""
    return Entry.objects.filter(chain_id=person.pk).order_by("-sequence")
