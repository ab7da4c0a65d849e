"""What a coder is shown nothing of while a check runs: the remarks of it, wherever else they stand.

Everything that the room shows goes through these few queries, so that nothing can be forgotten.
A remark of a check is in no list, count, file, suggestion or record of somebody who codes it; it is
on the pages of the check alone, without the codes that it carries.
"""

from uuid import UUID

from django.db.models import QuerySet

from commonground.rooms.people.access import Seat
from commonground.rooms.themes.models import Coding, Drawn, Remark


def coded_blind(here: Seat) -> QuerySet[Drawn]:
    """Return what the person codes in a check that still runs, their own part done or not."""
    return Drawn.objects.filter(
        of__partnership=here.partnership, of__ended_at__isnull=True, of__coders__person=here.person
    )


def seen_remarks(here: Seat) -> QuerySet[Remark]:
    """Return the partnership's remarks but for those that the person codes blind."""
    ours = Remark.objects.filter(partnership=here.partnership)
    return ours.exclude(pk__in=coded_blind(here).values("remark_id"))


def seen_codings(here: Seat) -> QuerySet[Coding]:
    """Return the codes that remarks carry now, but for those that the person codes blind."""
    standing = Coding.objects.filter(remark__partnership=here.partnership, taken_in__isnull=True)
    return standing.exclude(remark_id__in=coded_blind(here).values("remark_id"))


def unseen_in_record(here: Seat) -> frozenset[UUID]:
    """Return the remarks whose entries the record keeps from the person for now."""
    return frozenset(coded_blind(here).values_list("remark_id", flat=True))
