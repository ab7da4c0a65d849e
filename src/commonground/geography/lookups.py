"""What a person chooses an area from: partnerships, districts and wards of England and Wales.

What is listed is read from small files; the LSOAs are read once an area is chosen.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from commonground.errors import refuse
from commonground.geography.cube_facts import Kind
from commonground.geography.lookup_files import district_rows, lsoa_rows, ward_rows
from commonground.sentences import say

YEAR = "2024"
"""Of when the partnerships, districts, wards and forces are. The LSOAs are of 2021."""


@dataclass(frozen=True, slots=True)
class Choice:
    """An area that can be chosen.

    code: of the ONS. within: what it lies in: the force of a partnership or a district, the
    district of a ward.
    """

    kind: Kind
    code: str
    name: str
    within: str


@dataclass(frozen=True, slots=True)
class Force:
    """A police force; slug is what data.police.uk calls it in the names of its files."""

    code: str
    name: str
    slug: str


@cache
def partnerships() -> tuple[Choice, ...]:
    """Return the community safety partnerships, by name."""
    found = {row.csp: Choice(Kind.CSP, row.csp, row.csp_name, row.force_name)
             for row in district_rows()}  # fmt: skip
    return _by_name(found.values())


@cache
def districts() -> tuple[Choice, ...]:
    """Return the districts, unitary authorities and boroughs, by name."""
    found = {row.district: Choice(Kind.DISTRICT, row.district, row.district_name, row.force_name)
             for row in district_rows()}  # fmt: skip
    return _by_name(found.values())


def wards(district: str) -> tuple[Choice, ...]:
    """Return the wards of a district by name; none where there is no such district."""
    name = {row.district: row.district_name for row in district_rows()}
    return _by_name(
        Choice(Kind.WARDS, row.ward, row.name, name[row.district])
        for row in ward_rows().values()
        if row.district == district
    )


def chosen(kind: Kind, codes: Sequence[str]) -> tuple[Choice, ...]:
    """Return what has these codes, in their order; BadInput names a code that nothing has."""
    listed = _listed(kind, codes)
    refuse(
        say("There is no %(what)s %(code)s.", what=_CALLED[kind], code=one)
        for one in codes
        if one not in listed
    )
    return tuple(listed[one] for one in codes)


def lsoas_of(kind: Kind, codes: Sequence[str]) -> tuple[str, ...]:
    """Return the LSOAs of 2021 of areas together, in order; for Kind.OWN codes are LSOAs already.

    BadInput names a code that nothing has.
    """
    if kind is Kind.OWN:
        known = lsoa_rows()
        refuse(say("%(code)s is no LSOA of 2021.", code=one) for one in codes if one not in known)
        return tuple(sorted(set(codes)))
    chosen(kind, codes)
    wanted = frozenset(codes)
    return tuple(
        code for code, row in lsoa_rows().items() if _holder(kind, row.ward, row.csp) in wanted
    )


def holder_of(kind: Kind, lsoas: Iterable[str]) -> Mapping[str, str]:
    """Return the code of the partnership, district or ward that each LSOA lies in."""
    known = lsoa_rows()
    return {
        code: _holder(kind, known[code].ward, known[code].csp) for code in lsoas if code in known
    }


def forces_of(lsoas: Iterable[str]) -> Mapping[str, Force]:
    """Return the force that polices each LSOA of 2021; what is none is left out."""
    known, by_csp = lsoa_rows(), _forces()
    return {code: by_csp[known[code].csp] for code in lsoas if code in known}


@cache
def _forces() -> Mapping[str, Force]:
    return {row.csp: Force(row.force, row.force_name, _slug(row.force_name))
            for row in district_rows()}  # fmt: skip


_SLUGS = {"London, City of": "city-of-london", "Metropolitan Police": "metropolitan"}
"""The forces that data.police.uk calls by another name than the ONS."""


def _slug(name: str) -> str:
    return _SLUGS.get(name) or name.casefold().replace("&", "and").replace(" ", "-")


_CALLED = {
    Kind.CSP: say("community safety partnership"),
    Kind.DISTRICT: say("district"),
    Kind.WARDS: say("ward"),
}


def _listed(kind: Kind, codes: Sequence[str]) -> Mapping[str, Choice]:
    if kind is Kind.WARDS:
        held = ward_rows()
        of = {held[one].district for one in codes if one in held}
        return {one.code: one for district in sorted(of) for one in wards(district)}
    return {one.code: one for one in (partnerships() if kind is Kind.CSP else districts())}


def _holder(kind: Kind, ward: str, csp: str) -> str:
    if kind is Kind.WARDS:
        return ward
    return csp if kind is Kind.CSP else ward_rows()[ward].district


def _by_name(found: Iterable[Choice]) -> tuple[Choice, ...]:
    return tuple(sorted(found, key=lambda one: (one.name.casefold(), one.code)))
