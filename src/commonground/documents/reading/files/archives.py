"""Opens the zip that an xlsx file is, counting every byte that comes out of it."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from commonground.documents.reading.files.texts import shown
from commonground.errors import BadInput

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
        raise damaged(path.name, str(error)) from error


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
    reason = f" ({why.rstrip('.')})" if why else ""
    return BadInput(
        f"{name} cannot be opened as a workbook: it is damaged{reason}. "
        "Open it in Excel or LibreOffice and save it again as .xlsx."
    )


def locked(name: str) -> BadInput:
    """Return the refusal of a workbook that only a password opens."""
    return BadInput(
        f"{name} is protected by a password. Save a copy without one "
        "(in Excel: File, Info, Protect Workbook)."
    )


def _check_is_zip(path: Path, content: bytes) -> None:
    if not content.startswith(b"PK"):
        raise BadInput(
            f"{path.name} is not a workbook: a {path.suffix} file is a zip, and this is not. "
            "If it is text, give it the ending .csv."
        )


def _parts(name: str, archive: zipfile.ZipFile) -> dict[str, bytes]:
    entries = [entry for entry in archive.infolist() if entry.filename.casefold().endswith(_READ)]
    if len(entries) > _MOST_PARTS:
        raise BadInput(
            f"{name} is a zip of {len(entries):,} parts; the most that is read is {_MOST_PARTS:,}."
        )
    left = MOST_UNPACKED
    for entry in entries:  # count all of it before keeping any of it
        _check_entry(name, entry)
        left -= sum(map(len, _pieces(name, archive, entry, left)))
    parts: dict[str, bytes] = {}
    for entry in entries:
        if entry.filename in parts:
            raise damaged(name, f"it holds the part {shown(entry.filename)} twice")
        parts[entry.filename] = _part(name, archive, entry)
    return parts


def _check_entry(name: str, entry: zipfile.ZipInfo) -> None:
    if entry.flag_bits & _IS_ENCRYPTED:
        raise locked(name)
    if entry.compress_type not in _PACKINGS:
        raise damaged(name, f"its part {shown(entry.filename)} is packed in an unusual way")


def _pieces(
    name: str, archive: zipfile.ZipFile, entry: zipfile.ZipInfo, left: int
) -> Iterator[bytes]:
    """Yield a part piece by piece; raises BadInput once it is longer than what is left."""
    with archive.open(entry) as stream:
        while piece := stream.read(_CHUNK):
            left -= len(piece)
            if left < 0:
                raise BadInput(
                    f"{name} unpacks to more than {MOST_UNPACKED // 1_000_000} MB, the most that "
                    f"is read, while reading its part {shown(entry.filename)}. A workbook of "
                    "scores is far smaller: copy the sheet's values into a new workbook."
                )
            yield piece


def _part(name: str, archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    part = b"".join(_pieces(name, archive, entry, MOST_UNPACKED))
    if b"<!DOCTYPE" in part or b"<!ENTITY" in part:
        raise damaged(name, f"its part {shown(entry.filename)} declares a document type")
    return part
