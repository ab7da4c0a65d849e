"""Finds the files to read, in folders and zips, and says of each other one why it is left aside."""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from commonground.errors import BadInput, refuse
from commonground.geography.cube_facts import Holds
from commonground.geography.importing.layouts import STREET, Layout, layout_of
from commonground.sentences import say

_NAMED = re.compile(r"(?P<month>\d{4}-\d\d)-(?P<force>[a-z-]+?)-(street|outcomes)\.csv", re.I)
"""How the publisher names a file: 2018-10-warwickshire-street.csv."""

_HEAD = 64 * 1024
"""Bytes in which a header must end."""


@dataclass(frozen=True, slots=True)
class Source:
    """One csv file that is read: by itself, or as a member of a zip.

    name: as sentences name it. month: as its name has it; empty where it has none.
    size: bytes, unpacked. stamp: what changes when the file does: its time, or a member's checksum.
    """

    path: Path
    member: str
    name: str
    layout: Layout
    month: str
    size: int
    stamp: int

    @property
    def holds(self) -> Holds:
        """Return what a row of it is."""
        assert self.layout.holds is not None
        return self.layout.holds

    @contextmanager
    def opened(self) -> Iterator[IO[bytes]]:
        """Open it for reading from its beginning."""
        if not self.member:
            with self.path.open("rb") as found:
                yield found
            return
        with zipfile.ZipFile(self.path) as archive, archive.open(self.member) as found:
            yield found


@dataclass(frozen=True, slots=True)
class Found:
    """The sources to read, by month and name, and a sentence for each file that is left aside."""

    sources: tuple[Source, ...]
    aside: tuple[str, ...]


def find_sources(paths: Iterable[Path], wanted: Iterable[Holds]) -> Found:
    """Return what is to be read of these files and of all files in these folders.

    wanted: what rows must be; other layouts are left aside, as is a file that is neither csv nor
    zip. Raises BadInput, naming each csv file of a layout that is not known, each zip that is
    damaged, and where there is nothing to read.
    """
    sources: list[Source] = []
    aside: list[str] = []
    faults: list[str] = []
    allowed = set(wanted)
    for path in sorted(_files(paths)):
        try:
            for name, layout, source in _looked_into(path):
                if layout.holds in allowed:
                    sources.append(source)
                else:
                    aside.append(say("%(file)s is left aside: it is not asked for.", file=name))
        except BadInput as wrong:
            faults.extend(wrong.faults)
        except _NotForUs:
            aside.append(say("%(file)s is left aside: expected csv or zip.", file=path.name))
    refuse(faults)
    if not sources:
        raise BadInput(
            [
                say("There is nothing to read: expected csv files of data.police.uk, in folders "
                    "or zips."),
                *aside[:10],
            ]
        )  # fmt: skip
    sources.sort(key=lambda one: (one.month, one.name))
    return Found(tuple(sources), tuple(aside))


class _NotForUs(Exception):
    """A file that is neither csv nor zip."""


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from (
                one for one in path.rglob("*") if one.is_file() and not one.name.startswith(".")
            )
        elif path.exists():
            yield path
        else:
            raise BadInput(say("There is no file or folder %(file)s.", file=str(path)))


def _looked_into(path: Path) -> Iterator[tuple[str, Layout, Source]]:
    match path.suffix.lower():
        case ".csv":
            found = path.stat()
            with path.open("rb") as opened:
                layout = _layout(path.name, opened.read(_HEAD))
            yield path.name, layout, Source(
                path, "", path.name, layout, _month(path.name), found.st_size, found.st_mtime_ns
            )  # fmt: skip
        case ".zip":
            yield from _members(path)
        case _:
            raise _NotForUs


def _members(path: Path) -> Iterator[tuple[str, Layout, Source]]:
    try:
        with zipfile.ZipFile(path) as archive:
            for member in archive.infolist():
                base = PurePosixPath(member.filename).name
                if member.is_dir() or not base.lower().endswith(".csv") or base.startswith("."):
                    continue
                name = say("%(member)s in %(zip)s", member=base, zip=path.name)
                with archive.open(member) as opened:
                    layout = _layout(name, opened.read(_HEAD))
                yield name, layout, Source(
                    path, member.filename, name, layout, _month(base), member.file_size, member.CRC
                )  # fmt: skip
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError):
        raise BadInput(
            say("%(file)s is no zip, or only a part of one. Download it again.", file=path.name)
        ) from None


def _month(name: str) -> str:
    named = _NAMED.fullmatch(name)
    return named["month"] if named else ""


def _layout(name: str, head: bytes) -> Layout:
    """Return the layout that the first line of a file says; BadInput where it says none."""
    header = _header(head)
    layout = layout_of(header)
    if layout is None:
        raise BadInput(
            say(
                "%(file)s, row 1: expected the header of a file of data.police.uk (%(expected)s); "
                "found %(found)s.",
                file=name,
                expected=", ".join(STREET.columns),
                found=_shown(header) or say("nothing"),
            )
        )
    return layout


def _header(head: bytes) -> tuple[str, ...]:
    try:
        line = head.split(b"\n", 1)[0].decode("utf-8-sig")
        return tuple(next(csv.reader(io.StringIO(line)), []))
    except (UnicodeDecodeError, csv.Error):
        return ()


def _shown(header: Sequence[str]) -> str:
    text = ", ".join(header)
    # what is no text at all is not to be printed whole, or as what a terminal acts on
    text = "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in text)
    return text if len(text) <= 200 else f"{text[:200]}..."
