"""Who may move a local profile from which state to which: a table that is data, read once."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from commonground.documents.contents.audiences import Audience
from commonground.errors import refuse
from commonground.reference.governance import governance_path
from commonground.scoring.file_tables import FileTable, read_toml


class Party(StrEnum):
    """Who acts on a profile, whatever the board calls them."""

    ANALYST = "analyst"
    POLICE_LEAD = "police_lead"
    CHAIR = "chair"
    OVERSEER = "overseer"


@dataclass(frozen=True, slots=True)
class State:
    """How far a profile has come."""

    id: str
    label: str
    meaning: str
    is_locked: bool
    """Whether its texts and entries stay as they are."""
    colour: str


@dataclass(frozen=True, slots=True)
class Move:
    """A step from any of some states to another."""

    sources: tuple[str, ...]
    to: str
    by: frozenset[Party]
    label: str
    is_by_another_hand: bool = False
    """Whether whoever wrote in the profile may not make it."""
    freezes: bool = False
    """Whether the document is kept as it then stands, to be released from."""
    approves: bool = False
    """Whether the profile stands approved by it."""
    needs_reason: bool = False
    needs: tuple[Audience, ...] = ()
    """The builds that must have been released before."""


@dataclass(frozen=True, slots=True)
class Releasing:
    """Who may release a build, and in which states."""

    audience: Audience
    by: frozenset[Party]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Governance:
    """All of the rules."""

    id: str
    first: str
    fresh_months: int
    states: dict[str, State]
    moves: tuple[Move, ...]
    releases: dict[Audience, Releasing]

    def moves_from(self, state: str) -> list[Move]:
        """Return the moves that somebody may make in a state, in the order of the rules."""
        return [one for one in self.moves if state in one.sources]

    def move(self, state: str, to: str) -> Move | None:
        """Return the one that leads from a state to another, if any does."""
        return next((one for one in self.moves_from(state) if one.to == to), None)


def may_move(move: Move, parties: Collection[Party]) -> bool:
    """Return whether somebody who is these parties may make a move."""
    return not move.by.isdisjoint(parties)


@cache
def governance() -> Governance:
    """Return the rules that ship with the product.

    Raises BadInput where a move or a release names a state that there is not, or where two moves
    lead from one state to the same.
    """
    root = read_toml(governance_path())
    states = {one.text("id"): _state(one) for one in root.tables("states", at_least=2)}
    found = Governance(
        root.text("id"),
        root.text("first"),
        root.whole_number("fresh_months"),
        states,
        tuple(_move(one) for one in root.tables("moves", at_least=1)),
        {one.audience: one for one in map(_releasing, root.tables("releases", at_least=1))},
    )
    refuse(_faults(root.file, found))
    return found


def _faults(file: str, found: Governance) -> Iterator[str]:
    named = {found.first}
    seen = set()
    for move in found.moves:
        named |= {move.to, *move.sources}
        for source in move.sources:
            if (source, move.to) in seen:
                yield f"{file}: two moves lead from {source} to {move.to}."
            seen.add((source, move.to))
    for one in found.releases.values():
        named |= set(one.sources)
    for missing in sorted(named - set(found.states)):
        yield f"{file}: there is no state {missing}."


def _state(table: FileTable) -> State:
    return State(
        table.identifier("id"),
        table.text("label"),
        table.text("meaning"),
        table.flag("locked"),
        table.text("colour"),
    )


def _parties(table: FileTable) -> frozenset[Party]:
    return frozenset(Party(one) for one in table.texts("by"))


def _is_so(table: FileTable, key: str) -> bool:
    return table.has(key) and table.flag(key)


def _move(table: FileTable) -> Move:
    return Move(
        sources=table.texts("from"),
        to=table.text("to"),
        by=_parties(table),
        label=table.text("label"),
        is_by_another_hand=_is_so(table, "other_hand"),
        freezes=_is_so(table, "freezes"),
        approves=_is_so(table, "approves"),
        needs_reason=_is_so(table, "reason"),
        needs=tuple(Audience(one) for one in table.texts("needs")) if table.has("needs") else (),
    )


def _releasing(table: FileTable) -> Releasing:
    return Releasing(Audience(table.text("audience")), _parties(table), table.texts("from"))
