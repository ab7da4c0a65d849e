"""Reads a file that a person gives us into a table, whatever kind it is."""

import os
import stat
from pathlib import Path

from commonground.documents.reading.files.archives import locked
from commonground.documents.reading.files.tables import Arranging, Table, as_they_stand
from commonground.documents.reading.files.text_files import read_text_table
from commonground.documents.reading.files.xlsx_files import read_workbook_table, workbook_sheets
from commonground.errors import BadInput
from commonground.sentences import Sentence, say

MOST_BYTES = 50_000_000
"""The largest file that is read; a pilot's scores are about a tenth of it."""

_TEXT = (".csv", ".tsv", ".txt")
_WORKBOOKS = (".xlsx", ".xlsm")
_OTHER_SPREADSHEETS = (".xls", ".xlsb", ".ods", ".numbers")
_OLD_CONTAINER = b"\xd0\xcf\x11\xe0"
"""How a workbook of Excel 97 to 2003 starts, and also one of today with a password."""
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def read_table(
    path: Path, *, sheet: str | None = None, arrange: Arranging = as_they_stand
) -> Table:
    """Return the table in a csv, tsv, txt, xlsx or xlsm file, every cell as text.

    `sheet` names the sheet of a workbook; without it, the first that holds anything is read.
    `arrange` puts the rows of a file that does not begin with its header into a table's form.
    Nothing in a file is ever run: a formula counts by the value the file stores for it. Raises
    BadInput, with a sentence for each fault, where the file cannot be read as a table.
    """
    content = _content(path)
    _check_content(path.name, content)
    if path.suffix.casefold() in _WORKBOOKS:
        return read_workbook_table(path, content, sheet, arrange)
    if sheet:
        raise BadInput(
            say("%(file)s is a text file and has no sheets; leave out --sheet.", file=path.name)
        )
    return read_text_table(path, content, arrange)


def read_sheet(path: Path, sheet: str) -> Table:
    """Return one sheet of a workbook, which may hold no row below its header; else as above."""
    content = _content(path)
    _check_content(path.name, content)
    if path.suffix.casefold() not in _WORKBOOKS:
        raise BadInput(
            say("%(file)s is a text file and has no sheets; expected an .xlsx.", file=path.name)
        )
    return read_workbook_table(path, content, sheet, at_least=0)


def sheet_names(path: Path) -> tuple[str, ...]:
    """Return the names of a workbook's sheets, in its order; none for a text file.

    Raises BadInput where the file cannot be opened.
    """
    content = _content(path)
    _check_content(path.name, content)
    if path.suffix.casefold() not in _WORKBOOKS:
        return ()
    return workbook_sheets(path, content)


def _content(path: Path) -> bytes:
    """Return the file's bytes, refusing it by its kind and size before anything is read."""
    try:
        found = path.stat()
        _check_kind(path, found)
        with path.open("rb") as stream:
            return stream.read(found.st_size)
    except FileNotFoundError as error:
        raise BadInput(say("There is no file %(file)s.", file=str(path))) from error
    except OSError as error:
        why = str(error.strerror)
        raise BadInput(say("%(file)s cannot be read: %(why)s.", file=str(path), why=why)) from error


def _check_kind(path: Path, found: os.stat_result) -> None:
    """Raise BadInput for what is no file (a pipe would keep us waiting), or is not for us."""
    ending = path.suffix.casefold()
    if ending in _OTHER_SPREADSHEETS:  # before the next: Numbers may save a folder
        raise BadInput(
            say(
                "%(file)s is a spreadsheet of the kind %(ending)s, which is not read. Open it in "
                "the spreadsheet program and save it as .xlsx (or .csv), then try again.",
                file=path.name,
                ending=ending,
            )
        )
    if stat.S_ISDIR(found.st_mode):
        raise BadInput(say("%(file)s is a folder; expected a file.", file=str(path)))
    if not stat.S_ISREG(found.st_mode):
        raise BadInput(say("%(file)s is a device or pipe; expected a file.", file=str(path)))
    if ending not in (*_TEXT, *_WORKBOOKS):
        raise BadInput(_wrong_ending(path.name, ending))
    if found.st_size > MOST_BYTES:
        raise BadInput(
            say(
                "%(file)s is %(size)s MB; the largest file that is read is %(most)s MB.",
                file=path.name,
                size=f"{found.st_size / 1_000_000:,.1f}",
                most=str(MOST_BYTES // 1_000_000),
            )
        )


def _wrong_ending(name: str, ending: str) -> Sentence:
    expected = ", ".join((*_TEXT, *_WORKBOOKS))
    if not ending:
        return say(
            "%(file)s ends in nothing; expected one of %(expected)s.", file=name, expected=expected
        )
    return say(
        "%(file)s ends in %(ending)s; expected one of %(expected)s.",
        file=name,
        ending=ending,
        expected=expected,
    )


def _check_content(name: str, content: bytes) -> None:
    """Raise BadInput for nothing at all, and for an old workbook, whatever its ending says."""
    if not content:
        raise BadInput(
            say("%(file)s is empty; expected a header row with rows below it.", file=name)
        )
    if content.startswith(_OLD_CONTAINER):
        if _ENCRYPTED in content:
            raise locked(name)
        raise BadInput(
            say(
                "%(file)s is an old Excel workbook (.xls) under another ending, which is not read. "
                "Open it in the spreadsheet program and save it as .xlsx (or .csv), then try "
                "again.",
                file=name,
            )
        )
