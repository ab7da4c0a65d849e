"""Opens the zip that an xlsx file is, counting every byte that comes out of it."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from commonground.documents.reading.files.texts import shown
from commonground.errors import BadInput
from commonground.sentences import Sentence, say

MOST_UNPACKED = 300_000_000
"""Bytes; six times the largest file that is read, and twenty times a pilot's scores as xlsx."""

_MOST_PARTS = 5_000
_CHUNK = 1 << 16
_READ = (".xml", ".rels")
_ZIP_FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    ArithmeticError,
    EOFError,
    LookupError,
    OSError,
    RuntimeError,
    ValueError,
)
"""What the standard library raises on a damaged zip, as fuzzing found."""
_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_IS_ENCRYPTED = 0x1


def unpacked(path: Path, content: bytes) -> dict[str, bytes]:
    """Return the xml parts of a workbook by name; pictures and macros stay packed.

    No declared size is believed: unpacking stops at the limit. Raises BadInput where the content
    is no zip, is encrypted or damaged, or unpacks to more than a workbook of scores ever would.
    """
    _check_is_zip(path, content)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _parts(path.name, archive)
    except _ZIP_FAULTS as error:
        raise damaged(path.name, reason_of(error)) from error


def packed(parts: dict[str, bytes]) -> io.BytesIO:
    """Return a zip of exactly these parts, so that what is read next is what was counted."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_STORED) as archive:
        for name, part in parts.items():
            archive.writestr(zipfile.ZipInfo(name), part)
    whole.seek(0)
    return whole


def damaged(name: str, why: str) -> BadInput:
    """Return the refusal of a workbook that cannot be opened."""
    if not why:
        return BadInput(
            say(
                "%(file)s cannot be opened as a workbook: it is damaged. "
                "Open it in Excel or LibreOffice and save it again as .xlsx.",
                file=name,
            )
        )
    return BadInput(
        say(
            "%(file)s cannot be opened as a workbook: it is damaged (%(why)s). "
            "Open it in Excel or LibreOffice and save it again as .xlsx.",
            file=name,
            why=why if isinstance(why, Sentence) else why.rstrip("."),
        )
    )


def reason_of(error: Exception) -> str:
    """Return why a workbook is damaged: our own sentence, or what a library says in English."""
    first = error.args[0] if error.args else ""
    return first if isinstance(first, Sentence) else str(error)


def locked(name: str) -> BadInput:
    """Return the refusal of a workbook that only a password opens."""
    return BadInput(
        say(
            "%(file)s is protected by a password. Save a copy without one "
            "(in Excel: File, Info, Protect Workbook).",
            file=name,
        )
    )


def _check_is_zip(path: Path, content: bytes) -> None:
    if not content.startswith(b"PK"):
        raise BadInput(
            say(
                "%(file)s is not a workbook: a %(ending)s file is a zip, and this is not. "
                "If it is text, give it the ending .csv.",
                file=path.name,
                ending=path.suffix,
            )
        )


def _parts(name: str, archive: zipfile.ZipFile) -> dict[str, bytes]:
    entries = [entry for entry in archive.infolist() if entry.filename.casefold().endswith(_READ)]
    if len(entries) > _MOST_PARTS:
        raise BadInput(
            say(
                "%(file)s is a zip of %(count)s parts; the most that is read is %(most)s.",
                file=name,
                count=f"{len(entries):,}",
                most=f"{_MOST_PARTS:,}",
            )
        )
    left = MOST_UNPACKED
    for entry in entries:  # count all of it before keeping any of it
        _check_entry(name, entry)
        left -= sum(map(len, _pieces(name, archive, entry, left)))
    parts: dict[str, bytes] = {}
    for entry in entries:
        if entry.filename in parts:
            twice = say("it holds the part %(part)s twice", part=shown(entry.filename))
            raise damaged(name, twice)
        parts[entry.filename] = _part(name, archive, entry)
    return parts


def _check_entry(name: str, entry: zipfile.ZipInfo) -> None:
    if entry.flag_bits & _IS_ENCRYPTED:
        raise locked(name)
    if entry.compress_type not in _PACKINGS:
        part = shown(entry.filename)
        raise damaged(name, say("its part %(part)s is packed in an unusual way", part=part))


def _pieces(
    name: str, archive: zipfile.ZipFile, entry: zipfile.ZipInfo, left: int
) -> Iterator[bytes]:
    """Yield a part piece by piece; raises BadInput once it is longer than what is left."""
    with archive.open(entry) as stream:
        while piece := stream.read(_CHUNK):
            left -= len(piece)
            if left < 0:
                raise BadInput(
                    say(
                        "%(file)s unpacks to more than %(most)s MB, the most that is read, while "
                        "reading its part %(part)s. A workbook of scores is far smaller: copy the "
                        "sheet's values into a new workbook.",
                        file=name,
                        most=str(MOST_UNPACKED // 1_000_000),
                        part=shown(entry.filename),
                    )
                )
            yield piece


def _part(name: str, archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    part = b"".join(_pieces(name, archive, entry, MOST_UNPACKED))
    if b"<!DOCTYPE" in part or b"<!ENTITY" in part:
        shown_part = shown(entry.filename)
        raise damaged(name, say("its part %(part)s declares a document type", part=shown_part))
    return part
