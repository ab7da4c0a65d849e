"""What the pages of priority locations and suggestions show."""

from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import numpy as np
import shapely
from django.urls import reverse
from django.utils.translation import gettext as _

from commonground.documents.contents.audiences import highest
from commonground.documents.markings import OFFICIAL
from commonground.geography.boundaries import Boundaries
from commonground.geography.classing import Classing, classes
from commonground.geography.map_notes import MapFacts
from commonground.geography.mapping import MapWords, choropleth
from commonground.geography.mapping import PriorityLocation as Marked
from commonground.geography.suggesting_places import Suggestion
from commonground.geography.vintages import JOIN
from commonground.rooms.issues.models import Issue
from commonground.rooms.people.access import Seat
from commonground.rooms.places.addresses import address, address_if
from commonground.rooms.places.location_access import Suggested
from commonground.rooms.places.models import (
    AreaBoundaries,
    LocationArea,
    LocationRevision,
    PriorityLocation,
)
from commonground.rooms.places.month_words import months_told, span_told
from commonground.rooms.places.presenters import whole
from commonground.rooms.places.rules import Verb
from commonground.rooms.plan.models import Action
from commonground.rooms.telling import tell

_WIDTH = 560.0
_MOST_NAMED = 6


@dataclass(frozen=True, slots=True)
class LocationRow:
    """A location in the list."""

    name: str
    href: str
    areas: str
    reason: str
    confidence: str
    marking: str
    is_sensitive: bool
    incidents: str
    at: datetime


@dataclass(frozen=True, slots=True)
class LocationsPage:
    """The locations that are open, or those that are closed."""

    rows: list[LocationRow]
    is_closed: bool
    other_href: str
    add_href: str
    suggestions_href: str
    file_href: str
    marking: str


def locations_page(
    here: Seat,
    found: Sequence[PriorityLocation],
    areas: Mapping[UUID, list[LocationArea]],
    *,
    is_closed: bool,
) -> LocationsPage:
    """Return the page of these locations."""
    list_href = address("locations", here)
    return LocationsPage(
        rows=[_row(here, one, areas[one.pk]) for one in found],
        is_closed=is_closed,
        other_href=list_href if is_closed else f"{list_href}?closed=1",
        add_href=address_if("add_location", here, Verb.KEEP_LOCATIONS),
        suggestions_href=address("suggestions", here),
        file_href=address_if("locations_file", here, Verb.EXPORT),
        marking=highest([OFFICIAL, *(one.marking for one in found)]),
    )


def _row(here: Seat, one: PriorityLocation, areas: Sequence[LocationArea]) -> LocationRow:
    return LocationRow(
        name=one.name,
        href=address("location", here, one.pk),
        areas=names_told([area.name for area in areas]) or _("a drawn shape"),
        reason=one.reason,
        confidence=one.get_confidence_display(),
        marking=one.marking,
        is_sensitive=one.marking != OFFICIAL,
        incidents="" if one.incidents is None else whole(one.incidents),
        at=one.made_at,
    )


def names_told(names: Sequence[str]) -> str:
    """Return some names, and how many more there are."""
    shown = ", ".join(names[:_MOST_NAMED])
    more = len(names) - _MOST_NAMED
    return (
        _("%(names)s and %(count)s more") % {"names": shown, "count": more} if more > 0 else shown
    )


@dataclass(frozen=True, slots=True)
class LocationPage:
    """One location: what is said of it, what it hangs together with, and what was said before."""

    facts: list[tuple[str, str]]
    map_src: str
    map_words: str
    issues: list[tuple[str, str]]
    actions: list[tuple[str, str]]
    earlier: list[tuple[LocationRevision, str]]
    change_href: str
    links_href: str
    close_href: str


def location_page(
    here: Seat,
    one: PriorityLocation,
    areas: Sequence[LocationArea],
    outlines: tuple[AreaBoundaries, Boundaries] | None,
    issues: Sequence[Issue],
    actions: Sequence[Action],
    earlier: Sequence[LocationRevision],
) -> LocationPage:
    """Return the page of a location; its map is drawn where its area's boundaries are at hand."""
    is_open = one.closed_at is None
    verb = Verb.KEEP_LOCATIONS
    return LocationPage(
        facts=_facts(one, areas),
        map_src=_picture(location_map(one, areas, *outlines)) if outlines else "",
        map_words=where_told(one),
        issues=[(str(each), reverse("issues:issue", args=[here.partnership.pk, each.pk]))
                for each in issues],
        actions=[(f"{each.ref} {each.text}",
                  reverse("plan:action", args=[here.partnership.pk, each.pk]))
                 for each in actions],
        earlier=[(each, each.get_confidence_display()) for each in earlier],
        change_href=address_if("change_location", here, verb, one.pk) if is_open else "",
        links_href=address_if("link_location", here, verb, one.pk) if is_open else "",
        close_href=address_if("close_location", here, verb, one.pk) if is_open else "",
    )  # fmt: skip


def _facts(one: PriorityLocation, areas: Sequence[LocationArea]) -> list[tuple[str, str]]:
    told = [
        (_("Reason"), one.reason),
        (_("Evidence"), one.evidence or _("none written")),
        (_("Confidence"), one.get_confidence_display()),
        (_("Marking"), one.marking),
        (_("Areas"), ", ".join(area.name for area in areas) or _("a drawn shape")),
        (_("Taken by"), one.made_by.name),
    ]
    if one.incidents is not None:
        figures = _("%(count)s incidents, %(period)s, anti-social behaviour apart") % {
            "count": whole(one.incidents), "period": span_told(one.first_month, one.last_month),
        }  # fmt: skip
        told.insert(2, (_("Counts when it was taken"), figures))
    if one.closed_at is not None:
        told.insert(0, (_("Closed"), one.closed_reason))
    return told


def where_told(one: PriorityLocation) -> str:
    """Return what the map of a location shows, in words."""
    areas = one.area_names or _("a drawn shape")
    return _("Where %(name)s is: %(areas)s") % {"name": one.name, "areas": areas}


def _picture(svg: str) -> str:
    return f"data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}"


def location_map(
    one: PriorityLocation,
    areas: Sequence[LocationArea],
    bounds: AreaBoundaries,
    drawn: Boundaries,
) -> str:
    """Return a map of the area with the location in it, as one SVG."""
    own = {code for area in areas for code in area.code.split(JOIN)}
    within = [not own.isdisjoint(code.split(JOIN)) for code in drawn.codes]
    found = classes(np.where(within, 1.0, np.nan), 1, Classing.EQUAL)
    shapes = [shape for shape, is_own in zip(drawn.shapes, within, strict=True) if is_own]
    if one.shape:
        shapes.append(shapely.from_geojson(one.shape))
    marks = [Marked(one.name, shapely.union_all(shapely.make_valid(shapes)))] if shapes else []
    title = where_told(one)
    return choropleth(
        drawn,
        found,
        MapWords("location-map", title, title, one.name),
        MapFacts(None, None, [], bounds.licence),
        locations=marks,
        width=_WIDTH,
        tell=tell,
    )


@dataclass(frozen=True, slots=True)
class SuggestionRow:
    """A suggestion: where, why, and what a person may do with it."""

    names: str
    why: str
    take_href: str
    aside_href: str


@dataclass(frozen=True, slots=True)
class SuggestionsPage:
    """What the analysis suggests now, and what was set aside of it."""

    rows: list[SuggestionRow]
    aside: list[tuple[str, str, str, datetime]]
    period: str
    left_out: str


def suggestions_page(here: Seat, found: Suggested) -> SuggestionsPage:
    """Return the page of what is suggested."""
    return SuggestionsPage(
        rows=[
            SuggestionRow(
                names=names_told(one.names),
                why=tell(one.why),
                take_href=_take_href(here, one),
                aside_href=address_if("set_aside", here, Verb.KEEP_LOCATIONS, one.key),
            )
            for one in found.open
        ],
        aside=[
            (names_told(one.names), held.reason, held.by.name, held.at) for one, held in found.aside
        ],
        period=span_told(found.first_month, found.last_month),
        left_out=", ".join(months_told(found.left_out)),
    )


def _take_href(here: Seat, one: Suggestion) -> str:
    found = address_if("add_location", here, Verb.KEEP_LOCATIONS)
    return f"{found}?of={one.key}" if found else ""
