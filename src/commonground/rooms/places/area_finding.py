"""Finds areas in the look-ups: by name, and of which LSOAs of 2021 each is made."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonground.errors import BadInput
from commonground.geography.cube_facts import Kind
from commonground.geography.lookup_files import district_rows, lsoa_rows
from commonground.geography.lookups import (
    Choice,
    chosen,
    districts,
    holder_of,
    lsoas_of,
    partnerships,
    wards,
)
from commonground.rooms.places.models import AreaKind, ChosenArea, Level
from commonground.rooms.searching import words_of

_LEVELS = {Level.WARD: Kind.WARDS, Level.DISTRICT: Kind.DISTRICT}


@dataclass(frozen=True, slots=True)
class AreaAsked:
    """An area as somebody chooses it: the parts it is named by, and what it is made of.

    parts: the districts or wards by code. lsoas: each LSOA's name by its code, in order.
    """

    kind: AreaKind
    code: str
    name: str
    parts: Mapping[str, str]
    lsoas: Mapping[str, str]


def searched(kind: AreaKind, words: str) -> list[Choice]:
    """Return the partnerships' areas or the districts that have every one of these words.

    Wards are looked for by their district.
    """
    among = partnerships() if kind is AreaKind.CSP else districts()
    asked = [word.casefold() for word in words_of(words)]
    return [
        one
        for one in among
        if all(word in one.name.casefold() or word == one.code.casefold() for word in asked)
    ]


def district(code: str) -> Choice | None:
    """Return a district by its code; None where there is none."""
    return next((one for one in districts() if one.code == code), None)


def asked_for(kind: AreaKind, code: str, of_wards: Sequence[str] = ()) -> AreaAsked:
    """Return the area that is chosen by a code, or by wards of the district of that code.

    BadInput where the look-ups have none of it, or where no ward is chosen.
    """
    if kind is AreaKind.WARDS:
        return _wards_asked(code, of_wards)
    [found] = chosen(Kind(kind.value), [code])
    parts = {
        row.district: row.district_name
        for row in district_rows()
        if code in (row.csp, row.district)
    }
    return AreaAsked(kind, code, found.name, parts, _named(lsoas_of(found.kind, [code])))


def parts_at(level: Level, about: ChosenArea) -> dict[str, str]:
    """Return the parts of an area on a level, each name by its code, in the order of the codes."""
    lsoas = about.lsoa_names
    if level is Level.LSOA:
        return lsoas
    kind = _LEVELS[level]
    codes = sorted(set(holder_of(kind, lsoas).values()))
    return {one.code: one.name for one in chosen(kind, codes)}


def _wards_asked(code: str, of_wards: Sequence[str]) -> AreaAsked:
    within = district(code)
    found = {one.code: one.name for one in wards(code) if one.code in of_wards}
    if within is None or not found:
        raise BadInput(_("Choose at least one ward."))
    name = ngettext("%(count)d ward of %(district)s", "%(count)d wards of %(district)s",
                    len(found)) % {"count": len(found), "district": within.name}  # fmt: skip
    if len(found) == 1:
        name = next(iter(found.values()))
    lsoas = lsoas_of(Kind.WARDS, list(found))
    return AreaAsked(AreaKind.WARDS, code, name, found, _named(lsoas))


def _named(lsoas: Sequence[str]) -> dict[str, str]:
    known = lsoa_rows()
    return {code: known[code].name for code in lsoas}
