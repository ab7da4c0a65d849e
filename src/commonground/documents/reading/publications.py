"""Tells which publication a table of figures by area is likely to be, for a person to confirm."""

import re
from dataclasses import dataclass

from commonground.documents.reading.area_tables import AreaTable
from commonground.documents.reading.files.texts import same_name
from commonground.geography.cube_facts import Vintage

OPEN_GOVERNMENT = (
    "Contains public sector information licensed under the Open Government Licence v3.0."
)
_YEAR = re.compile(r"20\d\d")


@dataclass(frozen=True, slots=True)
class Publication:
    """Who published figures, of when they are, and under which licence."""

    title: str
    source: str
    vintage: str
    licence: str


def likely_publication(table: AreaTable) -> Publication | None:
    """Return what a table seems to be; None where nothing tells."""
    names = [same_name(column.label) for column in table.columns]
    is_welsh = all(code.startswith("W") for code in table.codes)
    if any("wimd" in name.split() for name in names) and is_welsh:
        year = _year_in(*(column.label for column in table.columns), table.source)
        return Publication(
            " ".join(filter(None, ("Welsh Index of Multiple Deprivation", year))),
            "Welsh Government", year, OPEN_GOVERNMENT,
        )  # fmt: skip
    if any("imd" in name.split() or "index of multiple deprivation" in name for name in names):
        year = _year_in(table.source) or _OF_CENSUS.get(table.vintage, "")
        return Publication(
            " ".join(filter(None, ("English Indices of Deprivation", year))),
            "Ministry of Housing, Communities and Local Government", year, OPEN_GOVERNMENT,
        )  # fmt: skip
    if any(column.is_residents for column in table.columns):
        # of the census or of a year's estimates: only the name of the file can tell
        year = _year_in(table.source)
        return Publication(
            ", ".join(filter(None, ("Usual residents", year))),
            "Office for National Statistics", year, OPEN_GOVERNMENT,
        )  # fmt: skip
    return None


_OF_CENSUS = {Vintage.OF_2011: "2019", Vintage.OF_2021: "2025"}
"""The English indices that are by the LSOAs of each census; those of 2015 say so themselves."""


def _year_in(*texts: str) -> str:
    found = [match for text in texts for match in _YEAR.findall(text)]
    return found[0] if found else ""
