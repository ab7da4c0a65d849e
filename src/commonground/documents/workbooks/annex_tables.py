"""Writes a document's tables and charts as a workbook: a sheet for each, and what they are."""

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import vl_convert
from xlsxwriter.utility import quote_sheetname

from commonground.documents.contents import Chart, Document, Figure, FigureKind, Inline, Table
from commonground.documents.contents.walking import (
    address_of,
    as_run,
    control_rows,
    labelled,
    shown,
)
from commonground.documents.workbooks.pages import Cell, Page, new_book
from commonground.documents.workbooks.styles import Style
from commonground.documents.workbooks.tables import (
    Column,
    set_print,
    set_widths,
    write_prose,
    write_table,
    write_whole_sheet,
)

_CONTENTS, _CONTROL = "Contents", "About this document"
_SHARPER = 2
"""A picture has this many times the dots that it is shown with, for print."""
_BEYOND_THE_NUMBER = re.compile(r"(?:over|under) .*|.*=")
_FARTHEST_ADDRESS = 2_079
"""Characters; Excel follows no longer address."""


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A table or a chart, with what its sheet is called and the section that it stands in."""

    name: str
    section: str
    shows: Table | Chart


def write(document: Document) -> bytes:
    """Return an xlsx with each table on a sheet, its numbers as numbers, and each chart on one.

    Before them stand a list of the sheets, and what the document says of itself. Raises BadInput
    for a marking that this product may not carry, and for a text that no cell can hold.
    """
    sheets = [
        _Sheet(label, section.heading, block)
        for _level, section, blocks in labelled(document)
        for label, block in blocks
        if isinstance(block, Table | Chart)
    ]
    with TemporaryDirectory(prefix="commonground-annex-") as folder:
        path = Path(folder) / "annex.xlsx"
        with new_book(path, document.title, document.marking) as book:
            _write_contents(book.page(_CONTENTS), document, sheets)
            _write_control(book.page(_CONTROL), document)
            for each in sheets:
                page = book.page(each.name)
                if isinstance(each.shows, Table):
                    _write_table(page, each.shows)
                else:
                    _write_chart(page, each.name, each.shows)
            for sheet in book.file.worksheets():
                sheet.set_footer(_foot(document.marking))
        return path.read_bytes()


def _foot(marking: str) -> str:
    """Return the foot of each printed page: its sheet, the marking and its number."""
    return f'&L&8&A&C&"Arial,Bold"&10{marking}&R&8Page &P of &N'


def _write_contents(page: Page, document: Document, sheets: Sequence[_Sheet]) -> None:
    columns = [
        Column("Sheet", [each.name for each in sheets], width=12),
        Column("What it shows", [each.shows.caption for each in sheets], width=50),
        Column("Section", [each.section for each in sheets], width=34),
        Column("Note", [_note(each.shows) for each in sheets], width=50),
    ]
    widths = [column.width or 0 for column in columns]
    top = write_prose(page, 0, document.title, widths, Style.TITLE)
    write_table(page, top, columns, widths)
    look = page.book.styles[Style.TEXT]
    for at, each in enumerate(sheets, top + 1):
        # the text of the cell stays: it is put first, and the link laid over it
        place = f"internal:{quote_sheetname(each.name)}!A1"
        page.sheet.write_url(at, 0, place, look, each.name)
    set_widths(page, widths)
    page.sheet.freeze_panes(top + 1, 0)
    page.sheet.repeat_rows(top)
    set_print(page, sum(widths))


def _note(shows: Table | Chart) -> str:
    return shows.note if isinstance(shows, Table) else shows.description


def _write_control(page: Page, document: Document) -> None:
    rows = (
        ("Title", document.title),
        ("Partnership", document.partnership),
        *control_rows(document),
    )
    columns = [
        Column("Item", [label for label, _ in rows], width=34),
        Column("Entry", [text for _, text in rows], width=80),
    ]
    write_whole_sheet(page, columns, keep=1)


def _write_table(page: Page, table: Table) -> None:
    """Write a table with its header in the first row, so that programs read it."""
    runs = [[as_run(cell) for cell in row] for row in table.rows]
    columns = [
        Column(
            heading.heading,
            [_cell(row[at]) for row in runs],
            styles=[_style(row[at]) for row in runs],
        )
        for at, heading in enumerate(table.columns)
    ]
    write_whole_sheet(page, columns, keep=1)
    for row, cells in enumerate(runs, 1):
        for at, run in enumerate(cells):
            address = address_of(run)
            if address and len(address) <= _FARTHEST_ADDRESS:
                page.sheet.write_url(row, at, address, page.book.styles[_style(run)], shown(run))
                # laid over the link, which would leave the number a text
                page.put(row, at, _cell(run), _style(run))


def _number(run: Inline) -> Decimal | None:
    """Return a figure's number; None where there is none, or where its words say other than it.

    A chance that is never said as certain must not read 100 % here, nor a shared rank as one alone.
    """
    if not isinstance(run, Figure) or _BEYOND_THE_NUMBER.fullmatch(shown(run)):
        return None
    return run.value


def _cell(run: Inline) -> Cell:
    """Return a figure as its number, and anything else as its words."""
    number = _number(run)
    return shown(run) if number is None else number


def _style(run: Inline) -> Style:
    if not isinstance(run, Figure) or _number(run) is None:
        return Style.TEXT
    return Style.SHARE if run.kind is FigureKind.SHARE else Style.NUMBER


def _write_chart(page: Page, name: str, chart: Chart) -> None:
    """Write a chart as a picture, with its caption and what it says in words above it."""
    widths = (50.0, 50.0)
    row = write_prose(page, 0, f"{name}: {chart.caption}", widths, Style.SECTION)
    row = write_prose(page, row, chart.description, widths)
    options = {
        "image_data": io.BytesIO(vl_convert.svg_to_png(chart.svg, scale=_SHARPER)),
        "x_scale": 1 / _SHARPER,
        "y_scale": 1 / _SHARPER,
        "description": chart.description,
    }
    page.sheet.insert_image(row + 1, 0, f"{name}.png", options)
    set_widths(page, widths)
    page.sheet.hide_gridlines(2)
    set_print(page, sum(widths))
