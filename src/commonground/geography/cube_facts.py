"""What a cube says of itself: which areas, which months are whole, and what became of each row."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from decimal import Decimal
from enum import StrEnum

from commonground.errors import BadInput
from commonground.geography.presence import MonthFound, Presence
from commonground.scoring.file_tables import FileTable
from commonground.sentences import say

FORMAT = 1


class Kind(StrEnum):
    """What kind of area a cube is of."""

    CSP = "csp"
    DISTRICT = "district"
    WARDS = "wards"
    OWN = "own"
    """Areas that somebody listed."""


class Holds(StrEnum):
    """What each row of a source is."""

    INCIDENTS = "incidents"
    """A row is an incident, with the LSOA that the publisher gives it."""
    OUTCOMES = "outcomes"
    """A row is an outcome of an earlier incident."""
    COUNTS = "counts"
    """A row is a number of incidents of an LSOA and a month."""


class Vintage(StrEnum):
    """Of which census the LSOAs of a source are."""

    OF_2011 = "2011"
    OF_2021 = "2021"
    EITHER = "either"
    """Only codes that stand for the same area in both."""
    MIXED = "mixed"
    """Codes that only 2011 has, and codes that only 2021 has."""
    NONE = "none"
    """No row has a code that is known."""


@dataclass(frozen=True, slots=True)
class AreaNamed:
    """The area that a cube was made for; code is empty where it has none."""

    kind: Kind
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class SourceRead:
    """What became of the rows of one source, of which each is one of five things.

    rows = kept + outside + unlocated + unknown_area + astray. name: the file's; digest: SHA-256 of
    its bytes. month: of its name; empty where it has none. outside: in an LSOA of another area.
    unlocated: without an LSOA. unknown_area: with a code that no look-up has. astray: with a place
    outside the United Kingdom. joined: those of `kept` that count in an area which is several of
    2021 together.
    """

    name: str
    digest: str
    holds: Holds
    force: str
    month: str
    vintage: Vintage
    rows: int
    kept: int
    outside: int
    unlocated: int
    unknown_area: int
    astray: int
    joined: int


class Odd(StrEnum):
    """What is odd about rows that are therefore not counted in any area."""

    UNKNOWN_AREA = "unknown_area"
    ASTRAY = "astray"


@dataclass(frozen=True, slots=True)
class Finding:
    """Rows of one source that are odd in one way: the first of them, and how many there are.

    row: where it stands, the header being row 1. found: the code, or the place.
    """

    source: str
    row: int
    odd: Odd
    found: str
    rows: int


@dataclass(frozen=True, slots=True)
class ForceMonth:
    """One month of one force: how much of it there is, and where its rows lie.

    unlocated: the share of the force's rows without an LSOA; asb: the share that is anti-social
    behaviour; both None where the month is missing.
    """

    found: MonthFound
    unlocated: float | None
    asb: float | None


@dataclass(frozen=True, slots=True)
class ForceMonths:
    """A force's months, from the first to the last of the cube.

    decides: it polices the area, so that a month which it does not have is unknown there. Others,
    such as the British Transport Police, only add to it.
    """

    force: str
    decides: bool
    months: tuple[ForceMonth, ...]


@dataclass(frozen=True, slots=True)
class CubeFacts:
    """What a cube says of itself.

    areas: codes in the order of the counts; one that is several of 2021 together has their codes
    with + between them. names: one for each. licence: printed wherever its counts are.
    holds: whether it counts incidents or outcomes.
    """

    area: AreaNamed
    areas: tuple[str, ...]
    names: tuple[str, ...]
    months: tuple[str, ...]
    categories: tuple[str, ...]
    sources: tuple[SourceRead, ...]
    forces: tuple[ForceMonths, ...]
    findings: tuple[Finding, ...]
    licence: str
    holds: Holds = Holds.INCIDENTS

    def presence(self) -> tuple[MonthFound, ...]:
        """Return for each month the worst that a force which polices the area has of it."""
        deciding = [force for force in self.forces if force.decides]
        by_month: dict[str, MonthFound] = {}
        for force in deciding:
            for one in force.months:
                held = by_month.get(one.found.month)
                if held is None or _WORSE[one.found.presence] > _WORSE[held.presence]:
                    by_month[one.found.month] = one.found
        return tuple(
            by_month.get(month, MonthFound(month, Presence.MISSING)) for month in self.months
        )

    def whole_months(self) -> tuple[str, ...]:
        """Return the months that every force which polices the area has whole."""
        return tuple(one.month for one in self.presence() if one.presence is Presence.WHOLE)

    def not_whole(self) -> tuple[str, ...]:
        """Return the months that are missing or there in part, to be named under every map."""
        return tuple(one.month for one in self.presence() if one.presence is not Presence.WHOLE)

    def rows(self) -> Mapping[str, int]:
        """Return how many rows all sources have together, by what became of them."""
        return {name: sum(getattr(one, name) for one in self.sources) for name in COUNTED}


COUNTED = ("rows", "kept", "outside", "unlocated", "unknown_area", "astray", "joined")
"""The numbers of rows that are told of each source."""

_WORSE = {Presence.WHOLE: 0, Presence.PARTIAL: 1, Presence.MISSING: 2}


def facts_text(facts: CubeFacts) -> str:
    """Return the facts as JSON that is the same for the same facts."""
    held = {"format": FORMAT, **asdict(facts)}
    return json.dumps(held, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def parse_facts(file: str, text: str) -> CubeFacts:
    """Return the facts in JSON that came from `file`; BadInput says what is wrong with it."""
    try:
        held = json.loads(text, parse_float=Decimal)
    except (ValueError, RecursionError, ArithmeticError):
        held = None
    if not isinstance(held, dict):
        raise BadInput(say("%(file)s: what the cube says of itself cannot be read.", file=file))
    root = FileTable(file, "", held)
    if (found := root.whole_number("format")) != FORMAT:
        raise root.fault("format", f"{FORMAT}, the format this release reads", found)
    area = root.table("area")
    return CubeFacts(
        area=AreaNamed(
            Kind(area.choice("kind", tuple(Kind))), area.written("code"), area.text("name")
        ),
        areas=root.texts("areas"),
        names=root.texts("names"),
        months=root.texts("months"),
        categories=root.texts("categories"),
        sources=tuple(map(_source, root.tables("sources"))),
        forces=tuple(map(_force, root.tables("forces"))),
        findings=tuple(map(_finding, root.tables("findings"))),
        licence=root.text("licence"),
        holds=Holds(root.choice("holds", (Holds.INCIDENTS, Holds.OUTCOMES))),
    )


def _finding(table: FileTable) -> Finding:
    return Finding(
        source=table.text("source"),
        row=table.whole_number("row", most=_MOST),
        odd=Odd(table.choice("odd", tuple(Odd))),
        found=table.written("found"),
        rows=table.whole_number("rows", most=_MOST),
    )


def _source(table: FileTable) -> SourceRead:
    return SourceRead(
        name=table.text("name"),
        digest=table.text("digest"),
        holds=Holds(table.choice("holds", tuple(Holds))),
        force=table.written("force"),
        month=table.written("month"),
        vintage=Vintage(table.choice("vintage", tuple(Vintage))),
        **{name: table.whole_number(name, most=_MOST) for name in COUNTED},
    )


def _force(table: FileTable) -> ForceMonths:
    months: Iterable[FileTable] = table.tables("months")
    return ForceMonths(table.text("force"), table.flag("decides"), tuple(map(_force_month, months)))


def _force_month(table: FileTable) -> ForceMonth:
    found = table.table("found")
    return ForceMonth(
        MonthFound(
            month=found.text("month"),
            presence=Presence(found.choice("presence", tuple(Presence))),
            total=_number_or_none(found, "total"),
            of_median=_number_or_none(found, "of_median"),
            areas=_number_or_none(found, "areas"),
        ),
        unlocated=_number_or_none(table, "unlocated"),
        asb=_number_or_none(table, "asb"),
    )


_MOST = 2**62


def _number_or_none(table: FileTable, key: str) -> float | None:
    if table.entries.get(key) is None:
        return None
    return float(table.number(key, most=str(_MOST)))
