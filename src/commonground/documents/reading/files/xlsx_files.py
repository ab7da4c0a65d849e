"""Reads one sheet of a workbook into a table, after checking that it is safe to lay out."""

import datetime
import math
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

from commonground.documents.reading.files.archives import damaged, reason_of
from commonground.documents.reading.files.cells import Cells
from commonground.documents.reading.files.sheets import Sheet, sheets_of
from commonground.documents.reading.files.tables import (
    MOST_CELLS,
    Arranging,
    Table,
    as_they_stand,
    column_said,
    make_table,
)
from commonground.documents.reading.files.texts import shown
from commonground.errors import BadInput, refuse
from commonground.sentences import Sentence, say, say_many

Value = int | float | str | bool | datetime.time | datetime.date | datetime.timedelta

_CALAMINE_KNOWS = {
    "#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#DATA!", "#GETTING_DATA",
}  # fmt: skip
"""The errors at which calamine does not give up the whole sheet."""


def read_workbook_table(
    path: Path,
    content: bytes,
    name: str | None,
    arrange: Arranging = as_they_stand,
    at_least: int = 1,
) -> Table:
    """Return the table on the sheet called `name`, or on the first sheet that holds anything.

    It has `at_least` so many rows below its header, 0 or 1. Raises BadInput where the workbook
    cannot be opened or has no such sheet.
    """
    try:
        sheets = sheets_of(path, content)
        sheet, cells = _named(path, sheets, name) if name else _first_filled(path, sheets)
    except ValueError as error:
        raise damaged(path.name, reason_of(error)) from error
    _check_reach(path, sheet, cells)
    refuse(_strange_errors(path, cells))
    rows = _laid_out(path, sheet)
    _show_errors(rows, cells)
    notices = [*_choice(path, sheets, sheet, name), *_uncomputed(path, sheet, cells)]
    texts = [(number, list(map(cell_text, row))) for number, row in enumerate(rows, 1)]
    places = ((row + 1, column) for row, column in cells.uncomputed)
    return make_table(path.name, sheet.name, arrange(texts), notices, places, at_least)


def workbook_sheets(path: Path, content: bytes) -> tuple[str, ...]:
    """Return the names of the sheets of a workbook that are not hidden; BadInput as above."""
    try:
        return tuple(sheet.name for sheet in sheets_of(path, content) if not sheet.is_hidden)
    except ValueError as error:
        raise damaged(path.name, reason_of(error)) from error


def _check_reach(path: Path, sheet: Sheet, cells: Cells) -> None:
    """Raise BadInput where the furthest value is too far away to lay the sheet out."""
    if cells.area > MOST_CELLS:
        raise BadInput(
            say(
                "%(file)s, sheet %(sheet)s reaches to row %(row)s and column number %(column)s, "
                "which is %(cells)s cells; the most that is read is %(most)s. Delete what stands "
                "far from the table, or copy the table into a new workbook.",
                file=path.name,
                sheet=shown(sheet.name),
                row=f"{cells.last_row + 1:,}",
                column=f"{cells.last_column + 1:,}",
                cells=f"{cells.area:,}",
                most=f"{MOST_CELLS:,}",
            )
        )


def _strange_errors(path: Path, cells: Cells) -> Iterator[Sentence]:
    for (row, column), text in sorted(cells.errors.items()):
        if text not in _CALAMINE_KNOWS:
            yield say(
                "%(file)s, row %(row)s, %(column)s holds the formula error %(found)s, which cannot "
                "be read; mend or empty the cell.",
                file=path.name,
                row=str(row + 1),
                column=column_said(column),
                found=shown(text),
            )


def _show_errors(rows: list[list[Value]], cells: Cells) -> None:
    """Put the errors where calamine leaves an empty cell, or leaves off the end of the sheet."""
    for (row, column), text in cells.errors.items():
        rows.extend([] for _ in range(row + 1 - len(rows)))
        rows[row].extend([""] * (column + 1 - len(rows[row])))
        rows[row][column] = text


def cell_text(value: Value) -> str:
    """Return a cell's value as text: numbers as Excel shows them in full, dates as ISO 8601.

    A spreadsheet keeps fifteen digits of a number, and what binary arithmetic leaves beyond them
    is dropped, as Excel does.

    >>> [cell_text(value) for value in (2.0, 0.1 + 0.2, True, datetime.date(2026, 5, 1))]
    ['2', '0.3', 'TRUE', '2026-05-01']
    """
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, (int, float)):
        return _number_text(value)
    if isinstance(value, datetime.timedelta):
        return str(value)
    return value.isoformat()


@lru_cache(maxsize=4096)
def _number_text(value: float) -> str:
    if not math.isfinite(value):
        return str(value)
    return f"{Decimal(format(value, '.15g')).normalize() + 0:f}"


def _named(path: Path, sheets: Sequence[Sheet], name: str) -> tuple[Sheet, Cells]:
    wanted = name.strip().casefold()
    sheet = next((sheet for sheet in sheets if sheet.name.strip().casefold() == wanted), None)
    if sheet is None:
        listed = ", ".join(shown(sheet.name) for sheet in sheets)
        raise BadInput(
            say(
                "%(file)s has no sheet %(sheet)s; its sheets are %(there)s.",
                file=path.name,
                sheet=shown(name),
                there=listed,
            )
        )
    return sheet, sheet.cells()


def _first_filled(path: Path, sheets: Sequence[Sheet]) -> tuple[Sheet, Cells]:
    for sheet in sorted(sheets, key=lambda sheet: sheet.is_hidden):
        cells = sheet.cells()
        if cells.area:
            return sheet, cells
    raise BadInput(
        say("%(file)s is empty; expected a header row with rows below it.", file=path.name)
    )


def _laid_out(path: Path, sheet: Sheet) -> list[list[Value]]:
    """Return the sheet's values from A1 on, as calamine reads them."""
    try:
        book = CalamineWorkbook.from_filelike(sheet.alone())
        return book.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)
    except (CalamineError, OSError, OverflowError) as error:  # overflow: a duration past Python's
        raise damaged(path.name, str(error)) from error
    except BaseException as error:  # a panic in Rust, as on a date of -1e300, is no Exception
        if type(error).__name__ != "PanicException":
            raise
        raise damaged(path.name, "") from error


def _choice(
    path: Path, sheets: Sequence[Sheet], chosen: Sheet, name: str | None
) -> tuple[Sentence, ...]:
    if name or len(sheets) == 1:
        return ()
    others = ", ".join(shown(sheet.name) for sheet in sheets if sheet is not chosen)
    return (
        say(
            "%(file)s has %(count)s sheets: %(read)s was read, and not %(others)s. Name another "
            "with --sheet.",
            file=path.name,
            count=str(len(sheets)),
            read=shown(chosen.name),
            others=others,
        ),
    )


def _uncomputed(path: Path, sheet: Sheet, cells: Cells) -> tuple[Sentence, ...]:
    if not cells.uncomputed:
        return ()
    row, column = min(cells.uncomputed)
    return (
        say_many(
            "%(file)s, sheet %(sheet)s: %(count)s cell holds a formula that no spreadsheet has "
            "computed yet, in row %(row)s, %(column)s; it was read as empty. Open the workbook in "
            "Excel or LibreOffice and save it.",
            "%(file)s, sheet %(sheet)s: %(count)s cells hold a formula that no spreadsheet has "
            "computed yet, the first in row %(row)s, %(column)s; they were read as empty. Open the "
            "workbook in Excel or LibreOffice and save it.",
            len(cells.uncomputed),
            file=path.name,
            sheet=shown(sheet.name),
            row=str(row + 1),
            column=column_said(column),
        ),
    )
