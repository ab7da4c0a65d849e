"""Opens workbooks and writes cells: no clock, no text that becomes a formula, nothing cut short."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

from xlsxwriter.exceptions import XlsxWriterException
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from commonground.documents.markings import check_marking
from commonground.documents.neutral import neutralised, restored
from commonground.documents.workbooks.styles import Style, Styles, make_styles
from commonground.errors import BadInput

MOST_CHARACTERS = 32_767
"""The longest text that an Excel cell holds."""

_CREATED = datetime(1980, 1, 1, tzinfo=UTC)
"""The same in every workbook, so that the same content gives the same bytes."""


@dataclass(frozen=True, slots=True)
class Formula:
    """A live formula, and what it comes to: a viewer that computes nothing shows that."""

    text: str
    value: Decimal | float | str


Cell = str | float | Decimal | date | Formula | None


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook that is being written."""

    file: Workbook
    marking: str
    """The protective marking, printed at the head of every page."""
    styles: Styles

    def page(self, title: str) -> "Page":
        """Return a new sheet, after those there are."""
        return Page(self.file.add_worksheet(title), self)


@dataclass(frozen=True, slots=True)
class Page:
    """A sheet that is being written."""

    sheet: Worksheet
    book: Book

    def put(self, row: int, column: int, cell: Cell, style: Style = Style.TEXT) -> None:
        """Write one cell; rows and columns are counted from 0.

        Raises BadInput where a text is longer than Excel can hold.
        """
        look = self.book.styles[style]
        match cell:
            case None | "":
                self.sheet.write_blank(row, column, None, look)
            case str(text):
                self.sheet.write_string(row, column, self._checked(row, column, text), look)
            case Formula(text, value):
                known = value if isinstance(value, str) else _number(value)
                self.sheet.write_formula(row, column, text, look, known)
            case date():
                self.sheet.write_datetime(row, column, cell, look)
            case _:
                self.sheet.write_number(row, column, _number(cell), look)

    def _checked(self, row: int, column: int, text: str) -> str:
        if len(text) > MOST_CHARACTERS:
            raise BadInput(
                f"A text of {len(text):,} characters does not fit in row {row + 1} of the sheet "
                f"{self.sheet.get_name()}: an Excel cell holds {MOST_CHARACTERS:,}. Shorten it, or "
                "write csv or json."
            )
        return as_kept(text)


def as_kept(text: str) -> str:
    """Return `text` so that reading the workbook gives back exactly this.

    A text cell is never run, whatever it starts with; only a text that looks neutralised already
    needs another apostrophe, because whoever reads it takes one off.

    >>> as_kept("=1+1"), as_kept("'=1+1")
    ('=1+1', "''=1+1")
    """
    return text if restored(text) == text else neutralised(text)


def _number(value: float | Decimal) -> int | float:
    return int(value) if value == int(value) else float(value)


@contextmanager
def new_book(path: Path, title: str, marking: str, draws: int = 1) -> Iterator[Book]:
    """Open a workbook that is saved at `path` when all went well, and not at all when not.

    `draws` is how many draws shares are shares of. Neither the clock nor the file's name goes into
    it. Raises BadInput where the file cannot be written, and for a marking that no document may
    bear.
    """
    check_marking(marking)
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
        "default_format_properties": {"font_name": "Arial", "font_size": 10},
    }
    file = Workbook(path, options)
    file.set_properties({"title": title, "created": _CREATED, "author": "Common Ground"})
    yield Book(file, marking, make_styles(file, draws))
    try:
        file.close()
    except (OSError, XlsxWriterException) as error:
        raise BadInput(f"The workbook {path} cannot be written: {error}.") from error
