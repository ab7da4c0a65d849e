"""What the room's first page shows before there is a map, and words that every page of it uses."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonground.rooms.people.access import Seat
from commonground.rooms.places.addresses import address, address_if
from commonground.rooms.places.models import AreaBoundaries, ChosenArea, CubeImport, Level
from commonground.rooms.places.rules import Verb


def whole(number: int) -> str:
    """Return a number with its thousands apart."""
    return number_format(number, force_grouping=True)


def decimal(number: float, places: int) -> str:
    """Return a number rounded to so many places, its thousands apart."""
    # Django cuts places off; + 0.0 lets no 0 be below 0
    return number_format(round(number, places) + 0.0, places, force_grouping=True)


def lsoas_told(count: int) -> str:
    """Return how many LSOAs, in words."""
    said = ngettext("%(count)s LSOA", "%(count)s LSOAs", count)
    return said % {"count": whole(count)}


def area_told(about: ChosenArea) -> str:
    """Return an area with how it was chosen, and how much it is made of."""
    return _("%(area)s (%(kind)s, %(lsoas)s)") % {
        "area": about.name, "kind": about.get_kind_display(),
        "lsoas": lsoas_told(about.lsoa_count),
    }  # fmt: skip


@dataclass(frozen=True, slots=True)
class FirstPage:
    """What there is of an area, and what is still to be done before a map can be drawn."""

    area: str
    """Empty where none is chosen."""
    has_boundaries: bool
    has_counts: bool
    choose_href: str
    areas_href: str
    boundaries_href: str
    imports_href: str
    layers_href: str


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
        choose_href=address_if("choose", here, Verb.SET_AREA),
        areas_href=address("areas", here),
        boundaries_href=address("boundaries", here) if about else "",
        imports_href=address("imports", here) if about else "",
        layers_href=address("layers", here) if about else "",
    )
