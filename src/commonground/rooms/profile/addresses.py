"""Where this room's pages are."""

from django.urls import reverse

from commonground.rooms.people.access import Seat
from commonground.rooms.profile.rules import Verb, may_do


def address(name: str, here: Seat, *ids: object) -> str:
    """Return the address of one of this room's pages."""
    return reverse(f"profile:{name}", args=[here.partnership.pk, *ids])


def address_if(name: str, here: Seat, verb: Verb, *ids: object) -> str:
    """Return the same, or nothing to those who may not."""
    return address(name, here, *ids) if may_do(here.roles, verb) else ""
