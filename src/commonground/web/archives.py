"""The one file that a backup is: its parts, a manifest of them, and a digest of the whole.

It is a zip whose comment, its last 64 bytes, is the SHA-256 of everything before it: one byte that
is lost or altered anywhere shows before a single part is read.
"""

import hashlib
import json
import os
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any

from commonground.errors import BadInput

FORMAT = "commonground-backup-1"
MANIFEST = "manifest.json"
SEAL_LENGTH = 64
CHUNK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Part:
    """One file in a backup."""

    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself."""

    format: str
    version: str
    """The release of Common Ground that took it."""
    database: str
    """`sqlite` or `postgresql`."""
    taken_at: str
    """ISO 8601, in UTC."""
    migrations: tuple[str, ...]
    """Each as app.name: how far the database had come."""
    audit_entries: int
    audit_digest: str
    """Of the last entry that was written."""
    parts: Mapping[str, Part]


def write_archive(path: Path, manifest: Manifest, files: Mapping[str, Path]) -> None:
    """Write a backup, for its owner alone: whole under its name, or not under it at all."""
    with beside(path) as partial:
        with zipfile.ZipFile(partial, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(MANIFEST, json.dumps(asdict(manifest), indent=2))
            for name, file in files.items():
                archive.write(file, name)
            archive.comment = b"0" * SEAL_LENGTH
        partial.seek(0)
        seal = _digest(partial, leaving=SEAL_LENGTH)
        partial.seek(-SEAL_LENGTH, os.SEEK_END)
        partial.write(seal.encode("ascii"))


@contextmanager
def beside(path: Path) -> Iterator[IO[bytes]]:
    """Open a file, 0600, that takes its name only once it is whole and on the disk."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".partial", dir=path.parent)
    try:
        with os.fdopen(handle, "w+b") as partial:
            yield partial
            partial.flush()
            os.fsync(partial.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Have the disk know the names in a folder."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def part_of(path: Path) -> Part:
    """Return how long a file is, and its digest."""
    with path.open("rb") as file:
        return Part(path.stat().st_size, _digest(file))


def read_manifest(path: Path) -> Manifest:
    """Return what a backup says of itself; BadInput where it is damaged, or none of ours."""
    try:
        with path.open("rb") as file:
            told = json.loads(_member(file, MANIFEST)) if _is_sealed(file) else None
    except FileNotFoundError:
        raise BadInput(f"{path}: there is no such file.") from None
    if told is None:
        raise BadInput(
            f"{path}: expected a whole backup made by `commonground backup`; this is another kind "
            "of file, or one that was cut short or altered. Nothing was replaced."
        )
    if told["format"] != FORMAT:
        raise BadInput(
            f"{path}: it was made by a newer Common Ground, in the form {told['format']}; this one "
            f"reads {FORMAT}. Install that release first. Nothing was replaced."
        )
    return _manifest(told)


def unpack(path: Path, name: str, part: Part, target: Path) -> None:
    """Write one part of a backup to a file, 0600; BadInput where it is not what was put in."""
    with (
        zipfile.ZipFile(path) as archive,
        archive.open(name) as packed,
        beside(target) as file,
    ):
        while block := packed.read(CHUNK):
            file.write(block)
        file.flush()
        file.seek(0)
        if _digest(file) != part.sha256:
            raise BadInput(f"{path}: {name} in it is damaged. Nothing was replaced.")


def _member(file: IO[bytes], name: str) -> bytes:
    with zipfile.ZipFile(file) as archive:
        return archive.read(name)


def _is_sealed(file: IO[bytes]) -> bool:
    if file.seek(0, os.SEEK_END) <= SEAL_LENGTH:
        return False
    file.seek(-SEAL_LENGTH, os.SEEK_END)
    seal = file.read()
    file.seek(0)
    return _digest(file, leaving=SEAL_LENGTH).encode("ascii") == seal


def _digest(file: IO[bytes], leaving: int = 0) -> str:
    """Return the SHA-256 of a file from where it stands, without its last bytes."""
    digest = hashlib.sha256()
    left = os.fstat(file.fileno()).st_size - leaving - file.tell()
    while left > 0 and (block := file.read(min(CHUNK, left))):
        digest.update(block)
        left -= len(block)
    return digest.hexdigest()


def _manifest(told: dict[str, Any]) -> Manifest:
    parts = {name: Part(**part) for name, part in told["parts"].items()}
    return Manifest(**{**told, "migrations": tuple(told["migrations"]), "parts": parts})
