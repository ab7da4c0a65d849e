"""Reads the rules of readiness; every refusal names its place."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from commonground.errors import refuse
from commonground.reference.readiness import readiness_path
from commonground.rooms.readiness.judging.evidence import Need
from commonground.scoring.file_tables import FileTable, read_toml

FORMAT = 1
LARGEST_THRESHOLD = 1_000


class Severity(StrEnum):
    """How much a finding weighs, the least first."""

    WARN = "warn"
    FAIL = "fail"
    CRITICAL = "critical"

    @property
    def weight(self) -> int:
        return tuple(Severity).index(self)


class Basis(StrEnum):
    """What a rule rests on."""

    LAW = "law"
    PUBLISHED = "published"
    OUR_DESIGN = "our_design"


@dataclass(frozen=True, slots=True)
class Heading:
    """What inspectors ask about, as a whole."""

    id: str
    title: str
    asks: str


@dataclass(frozen=True, slots=True)
class Threshold:
    """A number that a partnership may set otherwise."""

    id: str
    label: str
    unit: str
    value: int


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that is asked. Its id is what is stored."""

    id: str
    heading: str
    severities: tuple[Severity, ...]
    """Those that its findings can have, the usual one first."""
    basis: Basis
    source: str
    title: str
    asks: str
    to_do: str
    rests_on: tuple[str, ...]
    """The rooms that its facts come from."""
    needs: Need | None
    off_because: str
    """Why it cannot be judged yet; empty where it can."""
    thresholds: tuple[Threshold, ...]
    strands: Mapping[str, tuple[str, str]]
    """By the id of a set of strands: which one is usually overdone, and which one forgotten."""

    def threshold(self, threshold_id: str) -> Threshold | None:
        return next((one for one in self.thresholds if one.id == threshold_id), None)


@dataclass(frozen=True, slots=True)
class Rulebook:
    """All the rules, in the order of their headings."""

    id: str
    title: str
    source: str
    headings: tuple[Heading, ...]
    rules: tuple[Rule, ...]

    def under(self, heading: Heading) -> list[Rule]:
        return [one for one in self.rules if one.heading == heading.id]

    def heading(self, heading_id: str) -> Heading | None:
        return next((one for one in self.headings if one.id == heading_id), None)

    def rule(self, rule_id: str) -> Rule | None:
        return next((one for one in self.rules if one.id == rule_id), None)


@cache
def rulebook() -> Rulebook:
    """Return the rules that this release judges by."""
    return load_rulebook(readiness_path())


def load_rulebook(path: Path) -> Rulebook:
    """Return the rules that the TOML file at `path` holds.

    Raises BadInput, naming the file, the table and the key, where it holds a key that the format
    does not know, lacks one that it needs, or uses an id twice.
    """
    root = read_toml(path)
    root.allow_only({"format", "id", "title", "status", "source", "headings", "rules"})
    if (found := root.whole_number("format")) != FORMAT:
        raise root.fault("format", f"{FORMAT}, the format this release reads", found)
    headings = tuple(_heading(one) for one in root.tables("headings", at_least=1))
    names = [one.id for one in headings]
    rules = tuple(_rule(one, root, names) for one in root.tables("rules", at_least=1))
    book = Rulebook(root.text("id"), root.text("title"), root.text("source"), headings, rules)
    refuse(_used_twice(root.file, book))
    return book


def _used_twice(file: str, book: Rulebook) -> Iterator[str]:
    names = [*(one.id for one in book.headings), *(one.id for one in book.rules)]
    for name, count in Counter(names).items():
        if count > 1:
            yield f"{file}: the id {name} is used {count} times; every id must be used once."


def _heading(table: FileTable) -> Heading:
    table.allow_only({"id", "title", "asks"})
    return Heading(table.identifier("id"), table.text("title"), table.text("asks"))


def _rule(table: FileTable, around: FileTable, headings: list[str]) -> Rule:
    table.allow_only({"id", "heading", "severities", "status", "source", "title", "asks", "to_do",
                      "rests_on", "needs", "off_because", "thresholds", "strands"})  # fmt: skip
    basis = (table if table.has("status") else around).choice("status", tuple(Basis))
    return Rule(
        id=table.text("id"),
        heading=table.choice("heading", headings),
        severities=_severities(table),
        basis=Basis(basis),
        source=table.text("source", default=around.text("source")),
        title=table.text("title"),
        asks=table.text("asks"),
        to_do=table.text("to_do"),
        rests_on=table.texts("rests_on"),
        needs=Need(table.choice("needs", tuple(Need))) if table.has("needs") else None,
        off_because=table.text("off_because", default=""),
        thresholds=tuple(_threshold(one) for one in table.tables("thresholds")),
        strands={
            one.text("set"): (one.text("overdone"), one.text("forgotten"))
            for one in table.tables("strands")
        },
    )


def _severities(table: FileTable) -> tuple[Severity, ...]:
    found = table.texts("severities")
    if not found or not set(found) <= set(Severity):
        raise table.fault("severities", f"some of {', '.join(Severity)}", ", ".join(found))
    return tuple(map(Severity, found))


def _threshold(table: FileTable) -> Threshold:
    table.allow_only({"id", "label", "unit", "value"})
    value = table.whole_number("value", most=LARGEST_THRESHOLD)
    return Threshold(table.identifier("id"), table.text("label"), table.text("unit"), value)
