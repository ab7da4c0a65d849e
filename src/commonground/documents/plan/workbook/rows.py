"""The rows of a plan's workbook: cells as texts of one form, so that they can be compared."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from hashlib import sha256

from commonground.documents.contents.tidying import cleaned
from commonground.scoring.arithmetic import plain

_SPACES = re.compile("[\xa0\u202f\t ]+")
_DIGITS_KEPT = 12
PARTED = "; "


@dataclass(frozen=True, slots=True)
class Row:
    """One thing of a plan. Its cells are texts: a date as ISO 8601, a number without zeros."""

    sheet: str
    id: str
    """Empty: a new one."""
    version: int
    """0 for a new one."""
    cells: Mapping[str, str]
    """By the column's id; empty where the cell is."""
    number: int = 0
    """The row's number as a spreadsheet shows it; 0 outside a file."""

    def __getitem__(self, name: str) -> str:
        return self.cells.get(name, "")


@dataclass(frozen=True, slots=True)
class Exported:
    """A row as it left: which version it was, and a digest of each cell."""

    sheet: str
    version: int
    digests: Mapping[str, str]

    def has(self, name: str, text: str) -> bool:
        """Return whether a cell holds what it left with."""
        return self.digests.get(name) == digest(text)


@dataclass(frozen=True, slots=True)
class Book:
    """A whole plan as it is put into a workbook."""

    plan_id: str
    plan: str
    partnership: str
    exported_at: datetime
    marking: str
    rows: tuple[Row, ...]
    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """What may be chosen, by the name of the list."""

    def on(self, sheet: str) -> tuple[Row, ...]:
        """Return the rows of a sheet."""
        return tuple(one for one in self.rows if one.sheet == sheet)


def normal(text: str) -> str:
    r"""Return a text as it is read again from a workbook that any program has saved.

    >>> normal(" two  spaces\r\n- a line ")
    'two spaces\n- a line'
    """
    lines = (_SPACES.sub(" ", line).strip() for line in cleaned(text).split("\n"))
    return "\n".join(lines).strip()


def digest(text: str) -> str:
    """Return a short digest of a cell, by which it is told whether it was changed."""
    return sha256(normal(text).encode()).hexdigest()[:_DIGITS_KEPT]


def cell_of(value: object) -> str:
    """Return a value in the one form that it has in a workbook's rows.

    >>> cell_of(Decimal("12.50")), cell_of(date(2016, 4, 30)), cell_of(["b", "a"]), cell_of(None)
    ('12.5', '2016-04-30', 'a; b', '')
    """
    match value:
        case None:
            return ""
        case date():
            return value.isoformat()
        case Decimal():
            return plain(value)
        case list() | tuple() | set() | frozenset():
            return PARTED.join(sorted(map(str, value)))
        case _:
            return normal(str(value))
