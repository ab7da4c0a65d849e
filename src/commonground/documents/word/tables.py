"""Sets a table: its caption above it, its header on every page, and no row on two pages."""

from collections.abc import Iterator, Sequence
from copy import deepcopy

from docx.oxml.ns import qn

from commonground.documents.contents import Alignment, Cell, Column, Figure, Table
from commonground.documents.word.captions import caption
from commonground.documents.word.elements import Element, paragraph, run, w
from commonground.documents.word.manuscript import Manuscript
from commonground.documents.word.page_sizes import text_width, turned
from commonground.documents.word.styles import Style

_MOST_COLUMNS = 8
"""Of a table that stands on an upright page."""

_MOST_ROWS_TOGETHER = 12
"""A table of no more rows is never broken over two pages."""

_LAST_ROWS = 3
"""Of a longer table, so many end it together: no row stands alone on a page."""

_SHADE = "E7ECF1"
_SIDES = {Alignment.LEFT: "left", Alignment.CENTRE: "center", Alignment.RIGHT: "right"}


def table_elements(book: Manuscript, table: Table) -> Iterator[Element]:
    """Yield a table with its caption and note, on pages of its own where it is wide."""
    upright = book.page()
    if len(table.columns) <= _MOST_COLUMNS:
        yield from _whole(book, table, text_width(upright))
        return
    lying = turned(upright)
    yield paragraph(book.styles[Style.NOTE], looks=[upright])
    yield from _whole(book, table, text_width(lying))
    yield paragraph(book.styles[Style.NOTE], looks=[lying])


def _whole(book: Manuscript, table: Table, width: int) -> Iterator[Element]:
    yield caption(book, "Table", table.caption, w("keepNext"))
    yield grid(book, table, width)
    # a table that touched the next would become one with it
    yield paragraph(book.styles[Style.NOTE], run(table.note))


def grid(book: Manuscript, table: Table, width: int) -> Element:
    """Return the table itself."""
    shares = sum(column.width for column in table.columns)
    widths = [width * column.width // shares for column in table.columns]
    about = w(
        "tblPr",
        w("tblStyle", val=book.styles[Style.TABLE]),
        w("tblW", w=sum(widths), type="dxa"),
        w("tblLayout", type="fixed"),
        w("tblLook", val="0420", firstRow=1, noHBand=0, noVBand=1),
        w("tblCaption", val=table.caption),
    )
    made = w("tbl", about, w("tblGrid", *(w("gridCol", w=each) for each in widths)))
    made.append(_header(book, table.columns, widths))
    length = len(table.rows)
    kept_from = 1 if length <= _MOST_ROWS_TOGETHER else length - _LAST_ROWS + 1
    for number, cells in enumerate(table.rows, 1):
        row = _row(book, table.columns, cells, widths)
        if number >= kept_from and (number < length or table.note):
            _keep_with_next(row)
        made.append(row)
    return made


def _header(book: Manuscript, columns: Sequence[Column], widths: Sequence[int]) -> Element:
    """Return the header row, which every page repeats."""
    row = w("tr", w("trPr", w("cantSplit"), w("tblHeader")))
    shade = w("shd", val="clear", color="auto", fill=_SHADE)
    for column, width in zip(columns, widths, strict=True):
        style = book.styles[Style.HEADER_CELL]
        row.append(_cell(style, column, run(column.heading), width, deepcopy(shade)))
    return row


def _row(
    book: Manuscript, columns: Sequence[Column], cells: Sequence[Cell], widths: Sequence[int]
) -> Element:
    row = w("tr", w("trPr", w("cantSplit")))
    for column, cell, width in zip(columns, cells, widths, strict=True):
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
