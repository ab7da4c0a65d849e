"""How a command answers: on standard output, and in files that are written whole or not at all."""

import os
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import click
from tabulate import tabulate

from commonground.documents.flat import FlatTable
from commonground.errors import BadInput

Texts = Mapping[str, Callable[[], str]]
"""How to make each kind of answer that is text."""
Writers = Mapping[str, Callable[[Path], object]]
"""How to write each kind of file that is not text."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is asked for: what to print, if anything, and which files to write."""

    printed: str | None
    files: tuple[Path, ...]

    def carry_out(self, texts: Texts, writers: Writers | None = None) -> None:
        """Write the files, then print."""
        for path in self.files:
            write = (writers or {}).get(_ending(path)) or _text_writer(texts[_ending(path)])
            write_file(path, write)
        if self.printed is not None:
            click.echo(texts[self.printed](), nl=False)


def plan(
    kind: str | None, files: Sequence[Path], endings: Sequence[str], option: str = "--output"
) -> Plan:
    """Return what --format and --output ask for; BadInput before any work where they cannot be.

    Without --output the answer is printed. With it, only what --format asks for besides is.
    """
    faults = [fault for path in files if (fault := _file_fault(path, endings))]
    if faults:
        raise BadInput(f"{option} {fault}" for fault in faults)
    if not files:
        return Plan(kind or "table", ())
    is_written = kind is not None and kind in map(_ending, files)
    return Plan(None if is_written else kind, tuple(files))


def _file_fault(path: Path, endings: Sequence[str]) -> str | None:
    if _ending(path) not in endings:
        found = f"found .{_ending(path)}" if _ending(path) else "found none"
        return f"{path}: expected a name that ends in .{', .'.join(endings)}; {found}."
    if not path.parent.is_dir():
        return f"{path}: there is no folder {path.parent}."
    return None


def _ending(path: Path) -> str:
    return path.suffix.lower().removeprefix(".")


def _text_writer(text: Callable[[], str]) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(text().encode("utf-8"))


def note(sentences: Iterable[str]) -> None:
    """Say something beside the answer, on standard error."""
    for sentence in sentences:
        click.echo(f"Note: {sentence}", err=True)


def terminal_table(table: FlatTable) -> str:
    """Return the table for a terminal: every text exactly as it is, numbers to the right."""
    columns = zip(*table.rows, strict=True)
    sides = ["right" if all(map(_is_number, column)) else "left" for column in columns]
    laid_out = tabulate(
        table.rows, headers=table.header, disable_numparse=True, colalign=sides or None
    )
    return laid_out + "\n"


def _is_number(text: str) -> bool:
    return text.rstrip("=").replace(".", "", 1).isdecimal()


def write_file(path: Path, write: Callable[[Path], object]) -> None:
    """Let `write` make the file beside its place, then move it there; say where on stderr.

    Whatever goes wrong, a file of that name is either the old one or the whole new one.
    """
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".unfinished-", suffix=path.suffix)
    os.close(handle)
    unfinished = Path(name)
    try:
        write(unfinished)
        unfinished.chmod(0o666 & ~_umask())
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
    click.echo(f"Written: {path}", err=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
