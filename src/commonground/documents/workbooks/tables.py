"""Tables on a sheet: a header that stays, columns wide enough, and pages that print."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from commonground.documents.workbooks.pages import Cell, Formula, Page
from commonground.documents.workbooks.styles import Style

_A4, _A3 = 9, 8
_A4_WIDTH, _A3_WIDTH = 240, 320
"""Characters across that still print legibly on one landscape page."""
_LINE = 12.8
"""Points."""
_MARGIN = 1.5
"""Characters of a cell's width that its indent and edges take."""
_PER_WIDTH = 1.15
"""Letters of running text for each digit's width, in which Excel counts."""
_NARROWEST, _WIDEST = 7, 60
_MOST_DIGITS = 8
"""A column shows this much of a number; the cell holds all of it."""
_HIGHEST = 409.0
"""Excel's highest row, in points."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table."""

    heading: str
    cells: Sequence[Cell]
    style: Style = Style.TEXT
    width: float | None = None
    """In characters; None: as its heading's words and its cells need."""
    styles: Sequence[Style] = ()
    """A style for each cell, where they differ."""

    def style_at(self, place: int) -> Style:
        """Return the style of the cell at `place`."""
        return self.styles[place] if self.styles else self.style

    @property
    def top_style(self) -> Style:
        """Return the style of the heading, which stands over its cells as they are aligned."""
        tops = {
            Style.TEXT: Style.TEXT_HEADING,
            Style.LEFT_NUMBER: Style.TEXT_HEADING,
            Style.COMPUTED: Style.COMPUTED_HEADING,
            Style.OPEN_TEXT: Style.TEXT_HEADING,
            Style.OPEN_DATE: Style.TEXT_HEADING,
            Style.GREYED: Style.COMPUTED_HEADING,
            Style.GREYED_DATE: Style.COMPUTED_HEADING,
            Style.GREYED_NUMBER: Style.COMPUTED_HEADING,
        }
        return tops.get(self.styles[0] if self.styles else self.style, Style.HEADING)


def filled(columns: Iterable[Column]) -> list[Column]:
    """Return the columns that hold anything: not every ranking knows every figure."""
    return [column for column in columns if any(cell is not None for cell in column.cells)]


def write_table(page: Page, top: int, columns: Sequence[Column], widths: Sequence[float]) -> int:
    """Write a table whose header is in row `top`, from 0; return the next row below it.

    `widths` are the columns' widths on this sheet: no program fits the height of rows that it
    has not laid out itself, so the lines of each cell are counted here.
    """
    for at, column in enumerate(columns):
        page.put(top, at, column.heading, column.top_style)
        for place, cell in enumerate(column.cells):
            page.put(top + 1 + place, at, cell, column.style_at(place))
    headings = [column.heading for column in columns]
    _set_height(page, top, _lines(headings, widths))
    rows = zip(*(column.cells for column in columns), strict=True)
    row = top
    for row, cells in enumerate(rows, top + 1):
        if (lines := _lines(cells, widths)) > 1:
            _set_height(page, row, lines)
    return row + 1


def write_whole_sheet(page: Page, columns: Sequence[Column], keep: int) -> None:
    """Write a sheet that is one table with its header in the first row, so that programs read it.

    `keep` columns stay in sight at the left.
    """
    widths = [width_of(column) for column in columns]
    end = write_table(page, 0, columns, widths)
    set_widths(page, widths)
    page.sheet.freeze_panes(1, keep)
    page.sheet.autofilter(0, 0, max(end - 1, 1), len(columns) - 1)
    # a line more than the headings need, where the filter's arrows stand
    _set_height(page, 0, _lines([column.heading for column in columns], widths) + 1)
    page.sheet.repeat_rows(0)
    set_print(page, sum(widths), keep)


def set_widths(page: Page, widths: Sequence[float]) -> None:
    """Set the width of each of the sheet's columns, in characters."""
    for at, width in enumerate(widths):
        page.sheet.set_column(at, at, width)


def width_of(column: Column) -> float:
    """Return a column's width in characters: the longest word of its heading fits on a line."""
    if column.width is not None:
        return column.width
    words = max((len(word) for word in column.heading.split()), default=0) * 0.9 + 1.5
    cells = max((_length(cell) for cell in column.cells), default=0) + 2.5
    return min(max(words, cells, _NARROWEST), _WIDEST)


def _length(cell: Cell) -> int:
    match cell:
        case str(text):
            return max((len(line) for line in text.splitlines()), default=0)
        case Formula(_, value):
            return min(_length(value), _MOST_DIGITS)
        case None:
            return 0
        case _:
            return min(len(str(cell)), _MOST_DIGITS)


def set_print(page: Page, width: float, keep: int = 0) -> None:
    """Set the sheet up to print landscape, with marking, names and page numbers.

    It prints one page wide where `width` characters are still legible on A3, and else on as many
    as it takes, each with the first `keep` columns.
    """
    page.sheet.set_landscape()
    page.sheet.set_paper(_A3 if _A4_WIDTH < width <= _A3_WIDTH else _A4)
    across = 1 if width <= _A3_WIDTH else math.ceil(width / _A4_WIDTH)
    page.sheet.fit_to_pages(across, 0)
    if keep and across > 1:
        page.sheet.repeat_columns(0, keep - 1)
    page.sheet.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.7)
    page.sheet.set_header(f'&C&"Arial,Bold"&10{page.book.marking}')
    page.sheet.set_footer("&L&8&F&C&8&A&R&8Page &P of &N")


def write_prose(
    page: Page, row: int, text: str, widths: Sequence[float], style: Style = Style.PROSE
) -> int:
    """Write a paragraph across columns of these widths; return the next row below it."""
    page.sheet.merge_range(row, 0, row, len(widths) - 1, "", page.book.styles[style])
    page.put(row, 0, text, style)
    if style is Style.PROSE:
        _set_height(page, row, _lines([text], [sum(widths)]))
    return row + 1


def _lines(cells: Sequence[Cell], widths: Sequence[float]) -> int:
    """Return how many lines the tallest of a row's cells takes."""
    return max(
        (
            _lines_of(cell, (width - _MARGIN) * _PER_WIDTH)
            for cell, width in zip(cells, widths, strict=False)
            if isinstance(cell, str)
        ),
        default=1,
    )


def _lines_of(text: str, width: float) -> int:
    """Return how many lines a text takes, broken between words where it can be."""
    count = 0
    for line in text.split("\n"):
        count += 1
        used = 0.0
        for word in line.split():
            if used and used + 1 + len(word) > width:
                count, used = count + 1, 0.0
            used += len(word) + (used > 0)
            while used > width:
                count, used = count + 1, used - width
    return count


def _set_height(page: Page, row: int, lines: int) -> None:
    page.sheet.set_row(row, min(_LINE * lines + 3, _HIGHEST))
