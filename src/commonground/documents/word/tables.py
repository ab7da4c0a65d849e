"""Sets a table: its caption above it, its header on every page, and no row on two pages."""

from collections.abc import Iterator, Sequence
from copy import deepcopy

from docx.oxml.ns import qn

from commonground.documents.contents import Alignment, Cell, Column, Figure, Table
from commonground.documents.contents.widths import Measure, lines_of, widths
from commonground.documents.word.captions import caption
from commonground.documents.word.elements import Element, paragraph, run, w
from commonground.documents.word.manuscript import Manuscript
from commonground.documents.word.page_sizes import is_lying, text_width, turned
from commonground.documents.word.styles import Style
from commonground.documents.word.turning import Piece

_MOST_COLUMNS = 8
"""Of a table that stands on an upright page."""

_MOST_ROWS_TOGETHER, _MOST_LINES_TOGETHER = 12, 30
"""A table of no more rows, and of no more lines in them, is never broken over two pages."""

_ROWS_AT_AN_END = 3
"""Of a longer table, so many begin it together, and end it."""

_LETTER, _EDGES = 132, 240
"""A letter of a heading in a face wider than Arial, such as Georgia, and both edges of a cell: in
twentieths of a point."""

_SHADE = "E7ECF1"
_SIDES = {Alignment.LEFT: "left", Alignment.CENTRE: "center", Alignment.RIGHT: "right"}


def table_piece(book: Manuscript, table: Table) -> Piece:
    """Return a table with its caption and note, on a page that lies where it is wide."""
    page = book.page()
    if len(table.columns) <= _MOST_COLUMNS or is_lying(page):
        return Piece(list(_whole(book, table, text_width(page))))
    return Piece(list(_whole(book, table, text_width(turned(page)))), is_lying=True)


def _whole(book: Manuscript, table: Table, width: int) -> Iterator[Element]:
    yield caption(book, "Table", table.caption, w("keepNext"))
    yield grid(book, table, width)
    # a table that touched the next would become one with it
    yield paragraph(book.styles[Style.NOTE], run(table.note))


def grid(book: Manuscript, table: Table, width: int) -> Element:
    """Return the table itself."""
    measure = Measure(width, _LETTER, _EDGES)
    across = [int(each) for each in widths(table, measure)]
    about = w(
        "tblPr",
        w("tblStyle", val=book.styles[Style.TABLE]),
        w("tblW", w=sum(across), type="dxa"),
        w("tblLayout", type="fixed"),
        w("tblLook", val="0420", firstRow=1, noHBand=0, noVBand=1),
        w("tblCaption", val=table.caption),
    )
    made = w("tbl", about, w("tblGrid", *(w("gridCol", w=each) for each in across)))
    made.append(_header(book, table.columns, across))
    length = len(table.rows)
    lines = sum(lines_of(table, list(map(float, across)), measure))
    is_short = length <= _MOST_ROWS_TOGETHER and lines <= _MOST_LINES_TOGETHER
    for number, cells in enumerate(table.rows, 1):
        row = _row(book, table.columns, cells, across)
        if (is_short or _is_kept(number, length)) and (number < length or table.note):
            _keep_with_next(row)
        made.append(row)
    return made


def _is_kept(number: int, length: int) -> bool:
    """Return whether the row of this number stays with the next: no row stands alone on a page."""
    return number < _ROWS_AT_AN_END or number > length - _ROWS_AT_AN_END


def _header(book: Manuscript, columns: Sequence[Column], across: Sequence[int]) -> Element:
    """Return the header row, which every page repeats."""
    row = w("tr", w("trPr", w("cantSplit"), w("tblHeader")))
    shade = w("shd", val="clear", color="auto", fill=_SHADE)
    for column, width in zip(columns, across, strict=True):
        style = book.styles[Style.HEADER_CELL]
        row.append(_cell(style, column, run(column.heading), width, deepcopy(shade)))
    return row


def _row(
    book: Manuscript, columns: Sequence[Column], cells: Sequence[Cell], across: Sequence[int]
) -> Element:
    row = w("tr", w("trPr", w("cantSplit")))
    for column, cell, width in zip(columns, cells, across, strict=True):
        row.append(_cell(book.styles[Style.CELL], column, _cell_run(book, cell), width))
    return row


def _cell(style: str, column: Column, content: Element, width: int, *looks: Element) -> Element:
    side = w("jc", val=_SIDES[column.alignment])
    about = w("tcPr", w("tcW", w=width, type="dxa"), *looks)
    return w("tc", about, paragraph(style, content, looks=[side]))


def _cell_run(book: Manuscript, cell: Cell) -> Element:
    if isinstance(cell, Figure):
        return book.linked(cell.source, run(cell.text))
    return run(cell)


def _keep_with_next(row: Element) -> None:
    for look in row.iter(qn("w:pPr")):
        look.insert(1, w("keepNext"))
