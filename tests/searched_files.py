"""Searches an exported file as somebody would who wants to know what it was meant to hide.

A file is taken apart into its places (parts of a zip, streams and strings of a pdf, attributes
and drawings of a page), and each is read in every way in which it could be read: as bytes and as
text, unescaped, percent-decoded, out of base64, and with the words of a paragraph put together
again where a format cuts them into runs.
"""

import base64
import binascii
import io
import re
import zipfile
from collections.abc import Iterator
from html import unescape
from urllib.parse import unquote_plus

import pikepdf
from lxml import etree
from pdf_pages import Pdf

_DATA = re.compile(r"base64,([A-Za-z0-9+/=\s]{16,})")
_BETWEEN = re.compile(r"[\s\-\u00ad\ufffe\x02]+")
_TOGETHER = ("p", "text", "si", "is", "td", "th", "li", "tr", "row", "c")
"""Elements whose words are one text, by their local names: paragraphs, drawn text, cells."""


def places(kind: str, held: bytes) -> dict[str, str]:
    """Return every place of a file with all that can be read there, in small letters."""
    found = dict(_parts("", held)) if kind in {"docx", "xlsx"} else {"file": held}
    if kind == "pdf":
        found |= dict(_of_pdf(held))
    return {
        name: "\n".join(dict.fromkeys(_readings(name, part))).casefold()
        for name, part in found.items()
    }


def where(kind: str, held: bytes, word: str) -> list[str]:
    """Return the places of a file in which a word stands."""
    return [name for name, text in places(kind, held).items() if _run_on(word) in _run_on(text)]


def found_in(kind: str, held: bytes, words: list[str]) -> set[str]:
    """Return which of these words stand anywhere in a file."""
    everything = _run_on("\n".join(places(kind, held).values()))
    return {word for word in words if _run_on(word) in everything}


def _run_on(text: str) -> str:
    """Return a text without what a line's end puts between its letters, or takes out there."""
    return _BETWEEN.sub("", text.casefold())


def _parts(around: str, held: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield the parts of a zip with what the zip says of them, and of the zips among them."""
    with zipfile.ZipFile(io.BytesIO(held)) as whole:
        yield f"{around}(zip)", whole.comment
        for entry in whole.infolist():
            name = f"{around}{entry.filename}"
            part = whole.read(entry)
            yield f"{name} (entry)", entry.filename.encode() + entry.comment + entry.extra
            yield name, part
            if zipfile.is_zipfile(io.BytesIO(part)):
                yield from _parts(f"{name}/", part)


def _of_pdf(held: bytes) -> Iterator[tuple[str, bytes]]:
    read = Pdf(held)
    for number, page in enumerate(read.pages, 1):
        yield f"page {number}", page.encode()
    yield "bookmarks", "\n".join(read.bookmarks).encode()
    yield "alternative texts", "\n".join(tag.alt for tag in read.tags).encode()
    yield "objects", read.everything
    with pikepdf.open(io.BytesIO(held)) as file:
        yield "properties", repr(dict(file.docinfo.items())).encode()
        yield "metadata", "\n".join(f"{one}" for one in file.open_metadata().items()).encode()
        for name, attached in file.attachments.items():
            yield f"attached {name}", attached.get_file().read_bytes()


def _readings(name: str, part: bytes) -> Iterator[str]:
    # Latin letters in two bytes each have a nought in one of them
    if b"\0" in part:
        yield part.decode("utf-16-be", "replace")
        yield part.decode("utf-16-le", "replace")
    plain = part.decode("utf-8", "replace")
    yield plain
    if not part.isascii():
        yield part.decode("latin-1")
    if "&" in plain or "%" in plain:
        yield unescape(plain)
        yield unquote_plus(plain)
    for data in _DATA.findall(plain):
        try:
            yield from _readings(name, base64.b64decode(data))
        except binascii.Error:
            continue
    if plain.lstrip("\ufeff \r\n").startswith("<"):
        yield from _together(part)


def _together(part: bytes) -> Iterator[str]:
    """Yield the words of each paragraph, cell or drawn text as one."""
    try:
        root = etree.fromstring(part, etree.XMLParser(huge_tree=True))
    except etree.XMLSyntaxError:
        root = etree.fromstring(part, etree.HTMLParser())
    for one in root.iter(etree.Element):
        if etree.QName(one).localname in _TOGETHER:
            yield "".join(map(str, one.itertext()))
            yield " ".join("".join(map(str, one.itertext())).split())
