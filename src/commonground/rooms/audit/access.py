"""The only door to the record of a partnership."""

from uuid import UUID

from django.db.models import QuerySet

from commonground.rooms.audit.models import Entry
from commonground.rooms.people.access import Seat
from commonground.rooms.people.rules import Verb, check_may_do


def entries(here: Seat, about: UUID | None = None, by: UUID | None = None) -> QuerySet[Entry]:
    """Return the partnership's entries, the latest first: of one object, or of one person."""
    check_may_do(here.roles, Verb.READ_AUDIT)
    found = Entry.objects.filter(chain_id=here.partnership.pk).order_by("-sequence")
    if about is not None:
        found = found.filter(object_id=str(about))
    if by is not None:
        found = found.filter(actor=f"person:{by}")
    return found
