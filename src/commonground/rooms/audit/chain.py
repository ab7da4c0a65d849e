"""PURE: how the digests of one record hang together, and where they stop doing so."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

NOTHING_BEFORE = "0" * 64
"""What the first entry of a chain names as the digest before it."""


@dataclass(frozen=True, slots=True)
class Line:
    """One entry of a chain, exactly as it is stored."""

    chain: str
    sequence: int
    at: datetime
    actor: str
    verb: str
    object_type: str
    object_id: str
    before: str
    after: str
    previous: str
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """How far a chain has come: its last entry's number and digest."""

    sequence: int
    digest: str


@dataclass(frozen=True, slots=True)
class Break:
    """The first place where a chain is not whole."""

    sequence: int
    sentence: str


def digest_of(line: Line) -> str:
    """Return the SHA-256, in hexadecimal, of everything a line says but its own digest."""
    said = [
        line.chain,
        line.sequence,
        line.at.astimezone(UTC).isoformat(timespec="microseconds"),
        line.actor,
        line.verb,
        line.object_type,
        line.object_id,
        line.before,
        line.after,
        line.previous,
    ]
    text = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def first_break(lines: Iterable[Line], head: Head) -> Break | None:
    """Return the first place where lines, in order, are not the whole chain up to `head`."""
    end = Head(0, NOTHING_BEFORE)
    for line in lines:
        expected = end.sequence + 1
        if line.sequence != expected:
            return Break(
                expected, f"entry {expected} is missing; the next one found is {line.sequence}."
            )
        if line.previous != end.digest:
            return Break(expected, f"entry {expected} does not follow on from the one before it.")
        if line.digest != digest_of(line):
            return Break(expected, f"entry {expected} was altered after it was written.")
        end = Head(line.sequence, line.digest)
    if end.sequence < head.sequence:
        return Break(
            end.sequence + 1,
            f"entry {end.sequence + 1} is missing; the record should go on to {head.sequence}.",
        )
    if end != head:
        return Break(end.sequence, f"entry {end.sequence} is not the one the record ended with.")
    return None
