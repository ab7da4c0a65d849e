"""Reads csv, tsv and txt: which encoding, which separator, which records."""

import codecs
import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

from commonground.documents.reading.files.tables import (
    MOST_COLUMNS,
    MOST_ROWS,
    Arranging,
    Table,
    as_they_stand,
    make_table,
)
from commonground.documents.reading.files.texts import shown
from commonground.errors import BadInput
from commonground.sentences import Sentence, say

_SEPARATORS = {
    ",": say("%(file)s: columns are separated by commas.", file="file"),
    ";": say("%(file)s: columns are separated by semicolons.", file="file"),
    "\t": say("%(file)s: columns are separated by tabs.", file="file"),
    "|": say("%(file)s: columns are separated by upright bars.", file="file"),
}
_SAID_FIRST = re.compile(r'"?sep=([,;|\t])"?[ \t]*(\r\n|\r|\n|$)', re.IGNORECASE)
_BINARY = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_ZIP = b"PK\x03\x04"
_HEADER_IS_WITHIN = 200_000


def read_text_table(path: Path, content: bytes, arrange: Arranging = as_they_stand) -> Table:
    """Return the table that a text file's `content` holds; `path` gives its name and ending.

    Raises BadInput where the content is not text, or its quotes do not match.
    """
    text, notices = _decoded(path.name, content)
    separator, start = _separator(text)
    usual = "\t" if path.suffix.casefold() == ".tsv" else ","
    if separator != usual:
        said = Sentence(_SEPARATORS[separator].template, {"file": path.name})
        notices = (*notices, said)
    return make_table(path.name, "", arrange(_records(path.name, text[start:], separator)), notices)


def _decoded(name: str, content: bytes) -> tuple[str, tuple[str, ...]]:
    """Return the content as text, with a notice where its encoding is not UTF-8."""
    if content.startswith(_ZIP):
        raise BadInput(
            say(
                "%(file)s is not text: it starts as a zip or workbook does. Expected a csv file; "
                "if it is a workbook, give it its own ending, such as .xlsx.",
                file=name,
            )
        )
    text, notices = _text_of(name, content)
    if odd := _BINARY.search(text):
        raise BadInput(
            say(
                "%(file)s is not text: it holds the control character %(code)s at character "
                "%(at)s. Expected a csv file saved as UTF-8.",
                file=name,
                code=str(ord(odd.group())),
                at=f"{odd.start() + 1:,}",
            )
        )
    return text, notices


def _text_of(name: str, content: bytes) -> tuple[str, tuple[str, ...]]:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            text = content.decode("utf-16")
        except UnicodeDecodeError as error:
            raise BadInput(
                say(
                    "%(file)s is marked as UTF-16, but byte %(at)s is not; "
                    "expected a csv file saved as UTF-8.",
                    file=name,
                    at=f"{error.start + 1:,}",
                )
            ) from error
        return text, (say("%(file)s was read as UTF-16, not UTF-8.", file=name),)
    try:
        return content.decode("utf-8-sig"), ()
    except UnicodeDecodeError:
        return _windows_text(name, content)


def _windows_text(name: str, content: bytes) -> tuple[str, tuple[str, ...]]:
    try:
        text = content.removeprefix(codecs.BOM_UTF8).decode("cp1252")
    except UnicodeDecodeError as error:
        raise BadInput(
            say(
                "%(file)s is text in an encoding that is neither UTF-8 nor Windows-1252 (cp1252): "
                "byte %(at)s is %(found)s. Expected a csv file saved as UTF-8 (in Excel: CSV "
                "UTF-8).",
                file=name,
                at=f"{error.start + 1:,}",
                found=f"{content[error.start]:#04x}",
            )
        ) from error
    return text, (say("%(file)s was read as Windows-1252 (cp1252), not UTF-8.", file=name),)


def _separator(text: str) -> tuple[str, int]:
    """Return the separator and where the table starts: after a `sep=;` line, if there is one.

    Without such a line it is the one that cuts the header row into the most cells, and of two
    that cut it into equally many, the one that comes first.
    """
    if said := _SAID_FIRST.match(text):
        return said.group(1), said.end()
    head = text[: len(text) - len(text.lstrip()) + _HEADER_IS_WITHIN].lstrip()
    candidates = sorted(_SEPARATORS, key=lambda separator: f"{head}{separator}".index(separator))
    return max(candidates, key=lambda separator: _header_width(head, separator)), 0


def _header_width(head: str, separator: str) -> int:
    reader = csv.reader(io.StringIO(head, newline=""), delimiter=separator)
    try:
        return len(next(reader, []))
    except csv.Error:
        return 0


def _records(name: str, text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each record with its number; a record is a row even where a cell spans lines."""
    number = 0
    reader = csv.reader(_lines(name, text, separator), delimiter=separator, strict=True)
    try:
        for number, record in enumerate(reader, 1):
            if number > MOST_ROWS:
                raise BadInput(
                    say(
                        "%(file)s has more than %(most)s rows, which is the most that is read.",
                        file=name,
                        most=f"{MOST_ROWS:,}",
                    )
                )
            yield number, record
    except csv.Error as error:
        raise BadInput(_mistake(str(error), name, str(number + 1))) from error


def _lines(name: str, text: str, separator: str) -> Iterator[str]:
    for line in io.StringIO(text, newline=""):
        if line.count(separator) >= MOST_COLUMNS:
            raise BadInput(
                say(
                    "%(file)s has a line of more than %(most)s columns, which is the most that is "
                    "read; it starts %(start)s.",
                    file=name,
                    most=f"{MOST_COLUMNS:,}",
                    start=shown(line),
                )
            )
        yield line


def _mistake(error: str, name: str, row: str) -> Sentence:
    """Say in words what the csv module found."""
    if "field larger" in error:
        return say(
            "%(file)s, row %(row)s: a cell is longer than %(most)s characters, the most that is "
            "read. A quotation mark that is never closed can cause this.",
            file=name,
            row=row,
            most=f"{csv.field_size_limit():,}",
        )
    if "unexpected end" in error:
        return say(
            "%(file)s, row %(row)s: a quotation mark opens a cell here or below and is never "
            "closed; expected another.",
            file=name,
            row=row,
        )
    return say(
        "%(file)s, row %(row)s: a cell in quotation marks goes on after the closing mark; expected "
        'a separator there. Write a quotation mark inside such a cell twice: "".',
        file=name,
        row=row,
    )
