"""Counts sources a month at a time, keeps each month's tally, and so goes on where it stopped."""

import shutil
import zipfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import groupby
from pathlib import Path

import numpy as np

from commonground.errors import BadInput, refuse
from commonground.geography.importing.counting import Tally, load_tally, save_tally
from commonground.geography.importing.engines import Counting, Engine, Unreadable, counting_on
from commonground.geography.importing.faults import faults_of, is_month
from commonground.geography.importing.sources import Source
from commonground.sentences import say

_PIECE = 4 * 1024 * 1024
_ROOM_LEFT = 512 * 1024 * 1024
"""Bytes that unpacking leaves free on the disk."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an import has come: bytes of files counted, and what is being counted."""

    done: int
    of: int
    name: str


Told = Callable[[Progress], None]


@dataclass(frozen=True, slots=True)
class Batch:
    """The sources of one month and layout, which are counted together."""

    sources: tuple[Source, ...]

    @property
    def size(self) -> int:
        """Return how many bytes it has."""
        return sum(one.size for one in self.sources)

    @property
    def name(self) -> str:
        """Return how a person knows it: its month, or its file where it has none."""
        return self.sources[0].month or self.sources[0].name

    def key(self) -> str:
        """Return what changes when any of its files does."""
        told = "\n".join(
            f"{one.path.resolve()}|{one.member}|{one.size}|{one.stamp}" for one in self.sources
        )
        return sha256(told.encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True, eq=False)
class Counted:
    """A batch with its tally, whose sources are places in `batch.sources`, and their digests."""

    batch: Batch
    tally: Tally
    digests: tuple[str, ...]


def batches_of(sources: Sequence[Source]) -> tuple[Batch, ...]:
    """Return the sources by month and layout; one whose name has no month is by itself."""
    return tuple(
        Batch(tuple(some))
        for _, some in groupby(
            sources, key=lambda one: (one.month, one.holds, "" if one.month else one.name)
        )
    )


def count_all(
    sources: Sequence[Source], engine: Engine, work: Path, told: Told
) -> tuple[Counted, ...]:
    """Return every batch's tally: from the folder `work` where it was kept, else counted now.

    Raises BadInput, naming file and row, once all that is wrong with a batch is known; what was
    counted until then is kept, so that mending the file and asking again goes on from there.
    """
    work.mkdir(parents=True, exist_ok=True)
    batches = batches_of(sources)
    of = sum(one.size for one in batches)
    found: list[Counted] = []
    done = 0
    # an engine is only started where something is left to count
    left = [one for one in batches if not _kept(one, work).exists()]
    with (
        _scratch(work) as scratch,
        _started(engine, scratch, left) as counting,
        ThreadPoolExecutor(1) as hashing,
    ):
        for batch in batches:
            told(Progress(done, of, batch.name))
            kept = _kept(batch, work)
            if not kept.exists():
                assert counting is not None
                with _on_disk(batch, scratch) as files:
                    digests = hashing.map(_digest, files)
                    tally = _tally(counting, batch, files)
                    told_by = tuple(digests)
                save_tally(replace(tally, sources=told_by), kept)
            tally = load_tally(kept)
            found.append(Counted(batch, tally, tally.sources))
            done += batch.size
    told(Progress(of, of, ""))
    return tuple(found)


@contextmanager
def _started(engine: Engine, scratch: Path, left: Sequence[Batch]) -> Iterator[Counting | None]:
    if not left:
        yield None
        return
    with counting_on(engine, scratch) as counting:
        yield counting


def _kept(batch: Batch, work: Path) -> Path:
    return work / f"{batch.key()}.npz"


@contextmanager
def _scratch(work: Path) -> Iterator[Path]:
    """Give a folder that is empty now and gone afterwards, also after an import that was killed."""
    scratch = work / "scratch"
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir()
    try:
        yield scratch
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


@contextmanager
def _on_disk(batch: Batch, scratch: Path) -> Iterator[tuple[Path, ...]]:
    """Give a path for each source, unpacking those in zips while they are needed."""
    files: list[Path] = []
    unpacked: list[Path] = []
    try:
        for number, source in enumerate(batch.sources):
            if source.member:
                unpacked.append(_unpacked(source, scratch / f"{number}.csv"))
            files.append(unpacked[-1] if source.member else source.path)
        yield tuple(files)
    finally:
        for path in unpacked:
            path.unlink(missing_ok=True)


def _unpacked(source: Source, to: Path) -> Path:
    if source.size > shutil.disk_usage(to.parent).free - _ROOM_LEFT:
        raise BadInput(
            say(
                "%(file)s has %(size)s MB, unpacked, for which this disk has no room.",
                file=source.name,
                size=f"{source.size / 1e6:,.0f}",
            )
        )
    try:
        with source.opened() as opened, to.open("wb") as written:
            shutil.copyfileobj(opened, written, _PIECE)
    except (zipfile.BadZipFile, EOFError, RuntimeError, NotImplementedError, ValueError):
        raise BadInput(
            say("%(file)s is damaged: it cannot be unpacked. Download it again.", file=source.name)
        ) from None
    return to


def _digest(file: Path) -> str:
    made = sha256()
    with file.open("rb") as opened:
        while piece := opened.read(_PIECE):
            made.update(piece)
    return made.hexdigest()


def _tally(counting: Counting, batch: Batch, files: Sequence[Path]) -> Tally:
    """Return a batch's tally, its sources in the batch's order; BadInput where a row is wrong."""
    try:
        tally = counting.count(files, batch.sources[0].layout)
    except Unreadable as stopped:
        refuse(fault for source in batch.sources for fault in faults_of(source))
        raise BadInput(
            say("%(file)s cannot be read: %(fault)s", file=batch.name, fault=str(stopped)[:300])
        ) from None
    order = np.array([files.index(Path(one)) for one in tally.sources], dtype=np.int32)
    ordered = replace(tally, sources=(), source=order[tally.source] if len(order) else tally.source)
    wrong = sorted(set(ordered.source[_is_wrong(ordered, batch)].tolist()))
    refuse(fault for place in wrong for fault in faults_of(batch.sources[place]))
    return ordered


def _is_wrong(tally: Tally, batch: Batch) -> np.ndarray:
    """Return which groups can only come of rows that are wrong, shape (groups,)."""
    named = {one.month for one in batch.sources if one.month}
    bad_month = [not is_month(one) or bool(named and one not in named) for one in tally.months]
    bad_category = [not one for one in tally.categories]
    needs_force = batch.sources[0].layout.columns[0] == "Crime ID"
    bad_force = [needs_force and not one for one in tally.forces]
    wrong: np.ndarray = (
        np.array(bad_month, dtype=bool)[tally.month]
        | np.array(bad_category, dtype=bool)[tally.category]
        | np.array(bad_force, dtype=bool)[tally.force]
    )
    return wrong
