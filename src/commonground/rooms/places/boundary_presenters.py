"""What the pages of boundaries show."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonground.geography.page_boundaries import PageBoundaries, parts_told
from commonground.rooms.people.access import Seat
from commonground.rooms.places.addresses import address, address_if
from commonground.rooms.places.models import AreaBoundaries, Level
from commonground.rooms.places.presenters import whole
from commonground.rooms.places.rules import Verb
from commonground.rooms.telling import tell


@dataclass(frozen=True, slots=True)
class BoundariesRow:
    """Boundaries that are kept."""

    level: str
    file_name: str
    drawn: str
    left_out: str
    size: str
    licence: str
    sha256: str
    by: str
    at: datetime
    is_current: bool
    file_href: str


@dataclass(frozen=True, slots=True)
class BoundariesPage:
    """The boundaries that are drawn, and those before them."""

    in_use: list[BoundariesRow]
    others: list[BoundariesRow]
    lacks_lsoas: bool
    """Whether there are none of LSOAs, without which no map is drawn."""
    add_href: str


def boundaries_page(here: Seat, found: Iterable[AreaBoundaries]) -> BoundariesPage:
    """Return the page of these boundaries."""
    kept = list(found)
    return BoundariesPage(
        in_use=[_row(here, one) for one in kept if one.is_current],
        others=[_row(here, one) for one in kept if not one.is_current],
        lacks_lsoas=not any(one.is_current and one.level == Level.LSOA for one in kept),
        add_href=address_if("add_boundaries", here, Verb.SET_AREA),
    )


def told(made: PageBoundaries) -> str:
    """Return what was found of boundaries that were just kept."""
    said = ngettext(
        "%(count)s boundary is drawn.", "%(count)s boundaries are drawn.", made.drawn
    ) % {"count": whole(made.drawn)}
    if made.left_out:
        said += " " + ngettext(
            "%(count)s of the file lies outside the area, and was left out.",
            "%(count)s of the file lie outside the area, and were left out.",
            made.left_out,
        ) % {"count": whole(made.left_out)}
    return said


def missing_told(made: PageBoundaries) -> str:
    """Return which parts the file has no boundary of; empty where it has all."""
    if not made.missing:
        return ""
    return ngettext(
        "The file has no boundary of %(count)s part of the area: %(codes)s. It stays white.",
        "The file has no boundaries of %(count)s parts of the area: %(codes)s. They stay white.",
        len(made.missing),
    ) % {"count": whole(len(made.missing)), "codes": tell(parts_told(made.missing))}


def _row(here: Seat, one: AreaBoundaries) -> BoundariesRow:
    return BoundariesRow(
        level=one.get_level_display(),
        file_name=one.file_name,
        drawn=whole(one.drawn),
        left_out=whole(one.left_out),
        size=_("%(size)s\u00a0kB") % {"size": whole(max(1, one.size // 1000))},
        licence=one.licence,
        sha256=one.sha256,
        by=one.added_by.name,
        at=one.added_at,
        is_current=one.is_current,
        file_href=address_if("boundaries_file", here, Verb.EXPORT, one.pk),
    )


def back_href(here: Seat) -> str:
    """Return the page that lists the boundaries."""
    return address("boundaries", here)
