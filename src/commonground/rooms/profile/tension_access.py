"""The log of community tension: what stands in it, and one entry of it."""

from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from commonground.rooms.people.access import Seat
from commonground.rooms.profile.models import Noticed
from commonground.rooms.profile.rules import Verb, check_may_do


def noticed(here: Seat) -> QuerySet[Noticed]:
    """Return what was noticed in the partnership, the latest first, withdrawn or not."""
    check_may_do(here.roles, Verb.SEE_TENSION)
    found = Noticed.objects.filter(partnership=here.partnership)
    return found.select_related("agency", "by").order_by("-on", "-at", "pk")


def one_noticed(here: Seat, noticed_id: UUID) -> Noticed:
    """Return one entry; Http404 where the partnership has none of that id."""
    found = noticed(here).filter(pk=noticed_id).first()
    if found is None:
        raise Http404
    return found


def standing_since(here: Seat, first: date) -> list[tuple[date, str, str]]:
    """Return the day, step and marking of each entry since a day that was not withdrawn."""
    found = noticed(here).filter(on__gte=first, withdrawn_because="")
    return list(found.values_list("on", "step", "marking"))
