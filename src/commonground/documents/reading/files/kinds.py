"""Reads a file that a person gives us into a table, whatever kind it is."""

import os
import stat
from pathlib import Path

from commonground.documents.reading.files.archives import locked
from commonground.documents.reading.files.tables import Table
from commonground.documents.reading.files.text_files import read_text_table
from commonground.documents.reading.files.xlsx_files import read_workbook_table
from commonground.errors import BadInput

MOST_BYTES = 50_000_000
"""The largest file that is read; a pilot's scores are about a tenth of it."""

_TEXT = (".csv", ".tsv", ".txt")
_WORKBOOKS = (".xlsx", ".xlsm")
_OTHER_SPREADSHEETS = (".xls", ".xlsb", ".ods", ".numbers")
_OLD_CONTAINER = b"\xd0\xcf\x11\xe0"
"""How a workbook of Excel 97 to 2003 starts, and also one of today with a password."""
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def read_table(path: Path, *, sheet: str | None = None) -> Table:
    """Return the table in a csv, tsv, txt, xlsx or xlsm file, every cell as text.

    `sheet` names the sheet of a workbook; without it, the first that holds anything is read.
    Nothing in a file is ever run: a formula counts by the value the file stores for it. Raises
    BadInput, with a sentence for each fault, where the file cannot be read as a table.
    """
    content = _content(path)
    _check_content(path.name, content)
    if path.suffix.casefold() in _WORKBOOKS:
        return read_workbook_table(path, content, sheet)
    if sheet:
        raise BadInput(f"{path.name} is a text file and has no sheets; leave out --sheet.")
    return read_text_table(path, content)


def _content(path: Path) -> bytes:
    """Return the file's bytes, refusing it by its kind and size before anything is read."""
    try:
        found = path.stat()
        _check_kind(path, found)
        with path.open("rb") as stream:
            return stream.read(found.st_size)
    except FileNotFoundError as error:
        raise BadInput(f"There is no file {path}.") from error
    except OSError as error:
        raise BadInput(f"{path} cannot be read: {error.strerror}.") from error


def _check_kind(path: Path, found: os.stat_result) -> None:
    """Raise BadInput for what is no file (a pipe would keep us waiting), or is not for us."""
    ending = path.suffix.casefold()
    if ending in _OTHER_SPREADSHEETS:  # before the next: Numbers may save a folder
        raise _other_spreadsheet(path.name, f"is a spreadsheet of the kind {ending}")
    if not stat.S_ISREG(found.st_mode):
        what = "a folder" if stat.S_ISDIR(found.st_mode) else "a device or pipe"
        raise BadInput(f"{path} is {what}; expected a file.")
    if ending not in (*_TEXT, *_WORKBOOKS):
        raise BadInput(
            f"{path.name} ends in {ending or 'nothing'}; expected one of "
            f"{', '.join((*_TEXT, *_WORKBOOKS))}."
        )
    if found.st_size > MOST_BYTES:
        raise BadInput(
            f"{path.name} is {found.st_size / 1_000_000:,.1f} MB; the largest file that is read "
            f"is {MOST_BYTES // 1_000_000} MB."
        )


def _check_content(name: str, content: bytes) -> None:
    """Raise BadInput for nothing at all, and for an old workbook, whatever its ending says."""
    if not content:
        raise BadInput(f"{name} is empty; expected a header row with rows below it.")
    if content.startswith(_OLD_CONTAINER):
        if _ENCRYPTED in content:
            raise locked(name)
        raise _other_spreadsheet(name, "is an old Excel workbook (.xls) under another ending")


def _other_spreadsheet(name: str, what: str) -> BadInput:
    return BadInput(
        f"{name} {what}, which is not read. Open it in the spreadsheet program and save it as "
        ".xlsx (or .csv), then try again."
    )
