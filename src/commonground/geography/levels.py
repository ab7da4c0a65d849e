"""Of what size areas are: LSOAs, wards or districts, told by how their codes begin."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

from commonground.geography.lookup_files import (
    components,
    district_rows,
    lsoa_rows,
    names_of_2011,
    ward_rows,
)


class Level(StrEnum):
    """Of what size areas are."""

    LSOA = "lsoa"
    WARD = "ward"
    DISTRICT = "district"


_CODE = re.compile(r"[EW]\d{8}")
_BEGINS = {
    "01": Level.LSOA, "05": Level.WARD, "06": Level.DISTRICT, "07": Level.DISTRICT,
    "08": Level.DISTRICT, "09": Level.DISTRICT,
}  # fmt: skip
"""What the two figures after the country say, in the register of the ONS."""


def level_of(code: str) -> Level | None:
    """Return the level of a code by how it begins; None for what is no such code."""
    return _BEGINS.get(code[1:3]) if _CODE.fullmatch(code) else None


def level_of_most(codes: Iterable[str]) -> Level | None:
    """Return the level that most codes are of; None where none is of any."""
    found = Counter(level for code in codes if (level := level_of(code)))
    return found.most_common(1)[0][0] if found else None


def is_known(code: str, level: Level) -> bool:
    """Return whether an area of England and Wales has this code: an LSOA of 2011 or 2021 too."""
    if level is Level.LSOA:
        return code in lsoa_rows() or code in components()
    if level is Level.WARD:
        return code in ward_rows()
    return any(row.district == code for row in district_rows())


def area_names(codes: Sequence[str], level: Level) -> Mapping[str, str]:
    """Return the name of each area by its code, of 2011 too; the code where it has none."""
    if level is Level.LSOA:
        now, before = lsoa_rows(), names_of_2011()
        return {code: now[code].name if code in now else before.get(code, code) for code in codes}
    if level is Level.WARD:
        wards = ward_rows()
        return {code: wards[code].name if code in wards else code for code in codes}
    districts = {row.district: row.district_name for row in district_rows()}
    return {code: districts.get(code, code) for code in codes}
