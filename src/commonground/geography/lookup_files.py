"""Reads the look-ups that ship with the product, each once in a process and only when asked for."""

import csv
import gzip
import io
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from commonground.reference import lookup_path


@dataclass(frozen=True, slots=True)
class DistrictRow:
    """A district, or the part of one that a partnership of its own has."""

    district: str
    district_name: str
    csp: str
    csp_name: str
    force: str
    force_name: str


@dataclass(frozen=True, slots=True)
class LsoaRow:
    """An LSOA of 2021, with the ward and the partnership that it lies in."""

    lsoa: str
    name: str
    ward: str
    csp: str


@dataclass(frozen=True, slots=True)
class WardRow:
    """A ward, with the district that it lies in."""

    ward: str
    name: str
    district: str


@dataclass(frozen=True, slots=True)
class Component:
    """The least ground that areas of 2011 and areas of 2021 both cover whole.

    before, now: the codes that cover it in 2011 and in 2021, in order.
    """

    before: tuple[str, ...]
    now: tuple[str, ...]


@cache
def district_rows() -> tuple[DistrictRow, ...]:
    """Return the districts of England and Wales, in the order of their codes."""
    return tuple(DistrictRow(*row) for row in _rows("districts-2024"))


@cache
def ward_rows() -> Mapping[str, WardRow]:
    """Return the wards of 2024 by code."""
    return {row[0]: WardRow(*row) for row in _rows("wards-2024")}


@cache
def lsoa_rows() -> Mapping[str, LsoaRow]:
    """Return the LSOAs of 2021 by code, in the order of their codes."""
    return {row[0]: LsoaRow(*row) for row in _rows("lsoas-2021")}


@cache
def names_of_2011() -> Mapping[str, str]:
    """Return the name of each LSOA of 2011 that is none of 2021, by code."""
    return {row[0]: row[1] for row in _rows("lsoas-2011-changed")}


@cache
def components() -> Mapping[str, Component]:
    """Return what covers the same ground, by each code that is of one census only."""
    group: dict[str, set[str]] = {}
    earlier = set()
    for before, _name, _change, now in _rows("lsoas-2011-changed"):
        earlier.add(before)
        joined = group.get(before, {before}) | group.get(now, {now})
        group.update(dict.fromkeys(joined, joined))
    found: dict[int, Component] = {}
    for codes in group.values():
        if id(codes) not in found:
            found[id(codes)] = Component(
                tuple(sorted(codes & earlier)), tuple(sorted(codes - earlier))
            )
    return {code: found[id(codes)] for code, codes in group.items()}


def _rows(name: str) -> list[list[str]]:
    text = gzip.decompress(lookup_path(name).read_bytes()).decode()
    return list(csv.reader(io.StringIO(text)))[1:]
