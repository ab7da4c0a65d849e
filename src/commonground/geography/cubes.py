"""The cube: how many incidents by area, month and category, in one small file that pages read.

The file is a zip of two members: `facts.json`, which anybody can read, and `counts.npy`, the
numbers as NumPy writes them, uncompressed, so that a city is found in a country's without reading
the rest. Nothing in it is ever run, so that a file which somebody sends is safe to open.
"""

import io
import mmap
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from commonground.errors import BadInput
from commonground.geography.cube_facts import CubeFacts, facts_text, parse_facts
from commonground.scoring.arrays import Array
from commonground.sentences import say

Counts = NDArray[np.int32]

UNKNOWN = -1
"""What stands for a count that nobody knows: the force's month is missing. It is never 0."""

FACTS, COUNTS = "facts.json", "counts.npy"

_MOST_FACTS = 20_000_000
"""Bytes of facts: some five times what a country's have."""


@dataclass(frozen=True, slots=True, eq=False)
class Cube:
    """Incidents by area, month and category.

    counts: shape (areas, months, categories), in the order of `facts`; UNKNOWN where the area's
    force does not have the month. Read it, never write to it: it may be a file in use.
    """

    facts: CubeFacts
    counts: Counts

    @property
    def areas(self) -> tuple[str, ...]:
        """Return the code of each area."""
        return self.facts.areas

    @property
    def names(self) -> tuple[str, ...]:
        """Return the name of each area."""
        return self.facts.names

    @property
    def months(self) -> tuple[str, ...]:
        """Return the months, such as "2026-03", in order."""
        return self.facts.months

    @property
    def categories(self) -> tuple[str, ...]:
        """Return the categories, in the order of the alphabet."""
        return self.facts.categories

    def only(self, areas: Sequence[str]) -> "Cube":
        """Return the cube of some of its areas, in their order; BadInput names one it has not.

        What it says of sources and months stays that of the whole.
        """
        places = _places(self.areas, areas, say("area"))
        names = tuple(self.names[at] for at in places)
        return Cube(replace(self.facts, areas=tuple(areas), names=names), self.counts[places])

    def totals(self, months: Sequence[str], categories: Sequence[str]) -> Array:
        """Return incidents of these months and categories together, shape (areas,).

        NaN where one of them is unknown. BadInput names a month or category it has not.
        """
        when = _places(self.months, months, say("month"))
        what = _places(self.categories, categories, say("category"))
        held = self.counts[:, when][:, :, what].astype(np.int64)
        unknown = (held == UNKNOWN).any(axis=(1, 2))
        return np.where(unknown, np.nan, held.sum(axis=(1, 2), dtype=np.float64))

    def by_month(self, months: Sequence[str], categories: Sequence[str]) -> Array:
        """Return incidents of these categories together, shape (areas, months), NaN as totals."""
        when = _places(self.months, months, say("month"))
        what = _places(self.categories, categories, say("category"))
        held = self.counts[:, when][:, :, what].astype(np.int64)
        unknown = (held == UNKNOWN).any(axis=2)
        return np.where(unknown, np.nan, held.sum(axis=2, dtype=np.float64))


def _places(all_of: Sequence[str], some: Sequence[str], what: str) -> list[int]:
    at = {one: place for place, one in enumerate(all_of)}
    for one in some:
        if one not in at:
            raise BadInput(say("The cube has no %(what)s %(name)s.", what=what, name=one))
    return [at[one] for one in some]


def cube_bytes(cube: Cube) -> bytes:
    """Return the file of a cube; the same cube is always the same bytes."""
    numbers = io.BytesIO()
    np.lib.format.write_array(
        numbers, np.ascontiguousarray(cube.counts, dtype="<i4"), allow_pickle=False
    )
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as held:
        # a member made by name alone has no clock in it
        held.writestr(zipfile.ZipInfo(FACTS), facts_text(cube.facts))
        held.writestr(zipfile.ZipInfo(COUNTS), numbers.getvalue())
    return made.getvalue()


def cube_digest(content: bytes) -> str:
    """Return the SHA-256 of a cube's file, by which it is told from any other."""
    return sha256(content).hexdigest()


def read_cube(source: Path | bytes) -> Cube:
    """Return the cube in a file, or in a file's bytes; its counts are read as they are asked for.

    Raises BadInput for anything else than a whole cube that this release reads.
    """
    file = source.name if isinstance(source, Path) else say("The cube")
    content = _mapped(source) if isinstance(source, Path) else memoryview(source)
    try:
        with zipfile.ZipFile(source if isinstance(source, Path) else io.BytesIO(source)) as held:
            if held.getinfo(FACTS).file_size > _MOST_FACTS:
                raise ValueError
            facts = parse_facts(file, held.read(FACTS).decode("utf-8"))
            counts = _counts(content, held.getinfo(COUNTS))
    except (zipfile.BadZipFile, KeyError, ValueError, NotImplementedError, EOFError):
        raise BadInput(
            say(
                "%(file)s is no cube, or only a part of one. Expected a file that "
                "`commonground places import` has made.",
                file=file,
            )
        ) from None
    _check(file, facts, counts)
    return Cube(facts, counts)


def _mapped(path: Path) -> memoryview:
    try:
        with path.open("rb") as opened:
            return memoryview(mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ))
    except FileNotFoundError:
        raise BadInput(say("There is no file %(file)s.", file=str(path))) from None
    except (OSError, ValueError):
        raise BadInput(say("%(file)s is empty or cannot be read.", file=path.name)) from None


def _counts(content: memoryview, member: zipfile.ZipInfo) -> Counts:
    """Return the numbers where they lie in the file; ValueError where they are not all there."""
    if member.compress_type != zipfile.ZIP_STORED:
        raise ValueError
    # a member's own header is 30 bytes, of which the last four say how long name and extra are
    own = bytes(content[member.header_offset : member.header_offset + 30])
    if len(own) < 30:
        raise ValueError
    start = member.header_offset + 30 + int.from_bytes(own[26:28], "little")
    start += int.from_bytes(own[28:30], "little")
    held = content[start : start + member.file_size]
    opened = io.BytesIO(bytes(held[:1024]))
    if np.lib.format.read_magic(opened) != (1, 0):
        raise ValueError
    shape, fortran, kind = np.lib.format.read_array_header_1_0(opened)
    if kind != np.dtype("<i4") or fortran or len(shape) != 3:
        raise ValueError
    numbers = np.frombuffer(held[opened.tell() :], dtype="<i4")
    return numbers.reshape(shape)


def _check(file: str, facts: CubeFacts, counts: Counts) -> None:
    expected = (len(facts.areas), len(facts.months), len(facts.categories))
    named = len(facts.names) == len(facts.areas)
    once = all(
        len(set(some)) == len(some) for some in (facts.areas, facts.months, facts.categories)
    )
    if counts.shape != expected or not named or not once or (counts < UNKNOWN).any():
        raise BadInput(
            say(
                "%(file)s contradicts itself: its counts are not of the areas, months and "
                "categories that it names.",
                file=file,
            )
        )
