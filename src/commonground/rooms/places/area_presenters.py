"""What the pages show on which an area is chosen."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from commonground.geography.lookups import Choice
from commonground.rooms.people.access import Seat
from commonground.rooms.places.addresses import address, address_if
from commonground.rooms.places.area_finding import AreaAsked
from commonground.rooms.places.models import AreaKind, ChosenArea
from commonground.rooms.places.presenters import lsoas_told
from commonground.rooms.places.rules import Verb

MOST_FOUND = 50
"""A search that finds more names the first so many."""


@dataclass(frozen=True, slots=True)
class AreaRow:
    """An area that was chosen."""

    name: str
    kind: str
    code: str
    parts: list[str]
    lsoas: str
    by: str
    at: datetime
    is_current: bool
    look_href: str
    """Where it is looked at again; empty where it is, and to those who may not."""


def area_rows(here: Seat, found: Iterable[ChosenArea]) -> list[AreaRow]:
    """Return the areas that were chosen, each with its parts."""
    return [
        AreaRow(
            name=one.name,
            kind=one.get_kind_display(),
            code=one.code,
            parts=[part.name for part in one.parts.all()],
            lsoas=lsoas_told(one.lsoa_count),
            by=one.chosen_by.name,
            at=one.chosen_at,
            is_current=one.is_current,
            look_href="" if one.is_current else address_if("look_at", here, Verb.SET_AREA, one.pk),
        )
        for one in found
    ]


@dataclass(frozen=True, slots=True)
class FoundRow:
    """What a search found."""

    name: str
    within: str
    code: str
    href: str


def found_rows(here: Seat, kind: AreaKind, found: Sequence[Choice]) -> list[FoundRow]:
    """Return the first of what a search found, each with the page that comes next."""
    return [
        FoundRow(one.name, one.within, one.code, _next(here, kind, one.code))
        for one in found[:MOST_FOUND]
    ]


def _next(here: Seat, kind: AreaKind, code: str) -> str:
    if kind is AreaKind.WARDS:
        return address("choose_wards", here, code)
    return address("confirm_area", here, kind.value, code)


@dataclass(frozen=True, slots=True)
class AskedPage:
    """An area before it is chosen."""

    name: str
    kind: str
    code: str
    parts: list[str]
    lsoas: str
    action_href: str
    back_href: str


def asked_page(here: Seat, asked: AreaAsked) -> AskedPage:
    """Return what somebody is about to choose."""
    action_href = confirm_href(here, asked.kind, asked.code, list(asked.parts))
    is_wards = asked.kind is AreaKind.WARDS
    return AskedPage(
        name=asked.name,
        kind=str(asked.kind.label),
        code=asked.code,
        parts=list(asked.parts.values()),
        lsoas=lsoas_told(len(asked.lsoas)),
        action_href=action_href,
        back_href=address("choose_wards", here, asked.code) if is_wards
        else address("choose", here),
    )  # fmt: skip


def confirm_href(here: Seat, kind: AreaKind, code: str, wards: Sequence[str]) -> str:
    """Return where an area is confirmed; wards stand in the address, so that nothing is kept."""
    href = address("confirm_area", here, kind.value, code)
    asked = urlencode([("ward", one) for one in wards])
    return f"{href}?{asked}" if kind is AreaKind.WARDS else href
