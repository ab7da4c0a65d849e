"""What the room's first page shows, and the addresses that every page of it uses."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from commonground.rooms.people.access import Seat
from commonground.rooms.places.models import AreaBoundaries, ChosenArea, CubeImport, Level
from commonground.rooms.places.rules import Verb, may_do


def address(name: str, here: Seat, *ids: object) -> str:
    """Return the address of one of this room's pages."""
    return reverse(f"places:{name}", args=[here.partnership.pk, *ids])


def address_if(name: str, here: Seat, verb: Verb, *ids: object) -> str:
    """Return the same, or nothing to those who may not."""
    return address(name, here, *ids) if may_do(here.roles, verb) else ""


def area_told(about: ChosenArea) -> str:
    """Return an area with how much it is made of."""
    return _("%(area)s (%(kind)s, %(count)s LSOAs)") % {
        "area": about.name, "kind": about.get_kind_display(),
        "count": number_format(about.lsoa_count, force_grouping=True),
    }  # fmt: skip


@dataclass(frozen=True, slots=True)
class FirstPage:
    """What there is of an area, and what is still to be done before a map can be drawn."""

    area: str
    """Empty where none is chosen."""
    has_boundaries: bool
    has_counts: bool
    area_href: str
    boundaries_href: str
    imports_href: str


def first_page(
    here: Seat,
    about: ChosenArea | None,
    held: Mapping[Level, AreaBoundaries],
    shown: CubeImport | None,
) -> FirstPage:
    """Return the page of an area, or of none."""
    return FirstPage(
        area=area_told(about) if about else "",
        has_boundaries=Level.LSOA in held,
        has_counts=shown is not None,
        area_href="",
        boundaries_href="",
        imports_href="",
    )
