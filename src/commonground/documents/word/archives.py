"""Opens a Word file that a stranger gave us: every byte that comes out of it is counted."""

import io
import re
import struct
import zipfile
import zlib

from lxml import etree

from commonground.errors import BadInput
from commonground.sentences import say

MOST_BYTES = 10_000_000
"""Of a file as it comes, as of any that is sent here: an assessment is about a fifth of it."""

MOST_UNPACKED = 100_000_000
MOST_TAGS = 600_000
"""In one part: seven times as many as in sixty pages that LibreOffice saved."""

_MOST_PARTS = 2_000
_CHUNK = 1 << 16
_OLD_CONTAINER = b"\xd0\xcf\x11\xe0"
"""How a document of Word 97 to 2003 starts, and also one of today with a password."""
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_IS_ENCRYPTED = 0x1
_TYPES = "[Content_Types].xml"
_ZIP_FAULTS = (
    zipfile.BadZipFile, zlib.error, struct.error, ArithmeticError, EOFError, LookupError,
    NotImplementedError, OSError, RuntimeError, ValueError,
)  # fmt: skip

Parts = dict[str, bytes]


def unpacked(content: bytes) -> Parts:
    """Return every part of a Word file by its name.

    No size that the file declares is believed. Raises BadInput where it is no Word file, is
    encrypted, damaged, of an old kind, larger than any document of ours, or holds macros.
    """
    _check_kind(content)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = _parts(archive)
    except _ZIP_FAULTS as error:
        raise damaged(str(error)) from error
    _check_macros(parts)
    return parts


def tree_of(name: str, part: bytes) -> etree._Element:
    """Return a part's xml; raises BadInput where it is broken or declares a document type."""
    if part.count(b"<") > MOST_TAGS:
        raise _too_large()
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(part, parser)
    except etree.XMLSyntaxError as error:
        raise damaged(f"{name}: {error.msg}") from error
    if b"<!DOCTYPE" in part or root.getroottree().docinfo.internalDTD is not None:
        raise damaged(f"{name} declares a document type")
    return root


def _check_kind(content: bytes) -> None:
    if len(content) > MOST_BYTES:
        raise BadInput(
            say(
                "The file is %(size)s MB; the largest Word file that is read is %(most)s MB. Take "
                "large pictures out of it and save it again.",
                size=f"{len(content) / 1_000_000:,.1f}",
                most=str(MOST_BYTES // 1_000_000),
            )
        )
    if content.startswith(_OLD_CONTAINER):
        if _ENCRYPTED in content:
            raise _locked()
        raise BadInput(
            say(
                "The file is a document of Word 97 to 2003 (.doc), which is not read. Open it in "
                "Word and save it as .docx."
            )
        )
    if not content.startswith(b"PK"):
        raise BadInput(say("The file is no Word document. Choose a file that Word saved as .docx."))


def _locked() -> BadInput:
    return BadInput(
        say(
            "The file is protected by a password. Save a copy without one (in Word: File, Info, "
            "Protect Document) and choose that."
        )
    )


def damaged(why: str) -> BadInput:
    """Return the refusal of a file that cannot be opened."""
    return BadInput(
        say(
            "The Word file is damaged and cannot be read (%(why)s). Open it in Word or LibreOffice "
            "and save it again as .docx.",
            why=why.rstrip("."),
        )
    )


def _parts(archive: zipfile.ZipFile) -> Parts:
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    if len(entries) > _MOST_PARTS:
        raise _too_large()
    left = MOST_UNPACKED
    parts: Parts = {}
    for entry in entries:
        if entry.flag_bits & _IS_ENCRYPTED:
            raise _locked()
        if entry.filename in parts:
            raise damaged(f"it holds {entry.filename[:60]!r} twice")
        parts[entry.filename] = part = _part(archive, entry, left)
        left -= len(part)
    return parts


def _part(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, most: int) -> bytes:
    pieces: list[bytes] = []
    with archive.open(entry) as stream:
        while piece := stream.read(_CHUNK):
            most -= len(piece)
            if most < 0:
                raise _too_large()
            pieces.append(piece)
    return b"".join(pieces)


def _too_large() -> BadInput:
    return BadInput(
        say(
            "The Word file unpacks to more than %(most)s MB, %(parts)s parts or %(tags)s tags, far "
            "more than a document of this kind holds. Copy its text into a new document.",
            most=str(MOST_UNPACKED // 1_000_000),
            parts=f"{_MOST_PARTS:,}",
            tags=f"{MOST_TAGS:,}",
        )
    )


def _check_macros(parts: Parts) -> None:
    has_code = any(re.search(r"vba(project|data)", name, re.IGNORECASE) for name in parts)
    if has_code or b"macroEnabled" in parts.get(_TYPES, b""):
        raise BadInput(
            say(
                "The file holds macros, which are not taken in. In Word, save it as a Word "
                "document (.docx) or template (.dotx) without macros."
            )
        )
    if _TYPES not in parts or b"wordprocessingml" not in parts[_TYPES]:
        raise BadInput(
            say("The file is a zip, but no Word document. Choose a file that Word saved as .docx.")
        )
