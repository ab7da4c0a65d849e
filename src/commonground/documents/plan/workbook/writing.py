"""Writes a plan as a workbook to edit: what may be changed is open, and the rest is locked."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import zip_longest
from pathlib import Path
from tempfile import TemporaryDirectory

from xlsxwriter.utility import xl_col_to_name

from commonground.documents.plan.workbook.rows import Book, Row, digest
from commonground.documents.plan.workbook.sheets import (
    AS_EXPORTED,
    ID,
    LIST_LABELS,
    LISTS,
    READ_ME,
    SHEETS,
    Field,
    Kind,
    Sheet,
)
from commonground.documents.words import day
from commonground.documents.workbooks.pages import Book as File
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

NEW_ROWS = 200
"""So many rows below those that there are offer what a new one may hold."""
FORMAT = "1"
_EARLIEST, _LATEST = date(1990, 1, 1), date(2199, 12, 31)
_UNLOCKED: dict[str, object] = {
    "insert_rows": True, "format_columns": True, "format_rows": True, "sort": True,
    "autofilter": True,
}  # fmt: skip
_STYLES = {
    Kind.SHOWN: Style.GREYED,
    Kind.DATE: Style.OPEN_DATE,
    Kind.POUNDS: Style.OPEN_POUNDS,
    Kind.NUMBER: Style.OPEN_NUMBER,
    Kind.WHOLE: Style.OPEN_NUMBER,
}
_NUMBERS = (Kind.POUNDS, Kind.NUMBER, Kind.WHOLE)
_HOW = (
    "Change a cell, or add a row below the last. Save the workbook as .xlsx and choose it on the "
    "plan's page Take the plan to a workbook and back: it shows every change before anything is "
    "written.",
    "Grey cells are not read back. The ID, in the last column, says which row is which: leave it "
    "as it is, and leave it empty in a new row.",
    "A row that you delete is left as it is in the plan; end or remove it on its own page.",
    "Give a new recommendation or action any Ref of its own, such as N1, where other rows are to "
    "name it. Several names in one cell are parted by semicolons; staff days are Police: 2.5; "
    "Council: 3.",
    "A reading is never changed. To correct one, add a row with its date: the latest stands. A new "
    "reading names its measure as the Measure column shows others: A3: name of the measure.",
    "A date may also be typed as 30 April 2026 or 30/04/2026: the day comes first.",
)


def write_plan_workbook(book: Book) -> bytes:
    """Return a plan as an xlsx that `read_plan_workbook` reads back.

    Raises BadInput for a marking that this product may not carry, or a text that no cell holds.
    """
    with TemporaryDirectory(prefix="commonground-plan-") as folder:
        path = Path(folder) / "plan.xlsx"
        with new_book(path, book.plan, book.marking) as file:
            _write_read_me(file.page(READ_ME), book)
            for sheet in SHEETS:
                _write_sheet(file.page(sheet.title), sheet, book)
            _write_lists(file.page(LISTS), book)
            _write_exported(file, book)
            for made in file.file.worksheets():
                made.set_footer(f'&L&8&A&C&"Arial,Bold"&10{book.marking}&R&8Page &P of &N')
        return path.read_bytes()


def _write_read_me(page: Page, book: Book) -> None:
    widths = (26.0, 90.0)
    facts: list[tuple[str, str]] = [
        ("Marking", book.marking),
        ("Plan", book.plan),
        ("Partnership", book.partnership),
        ("Exported", f"{day(book.exported_at.date())}, {book.exported_at:%H:%M}"),
        ("Exported at", book.exported_at.isoformat()),
        ("Plan ID", book.plan_id),
        ("Format", FORMAT),
    ]
    columns = [
        Column("Item", [label for label, _ in facts]),
        Column("Entry", [said for _, said in facts]),
    ]
    row = write_table(page, 0, columns, widths) + 1
    for said in _HOW:
        row = write_prose(page, row, said, widths)
    set_widths(page, widths)
    page.sheet.protect("", _UNLOCKED)
    set_print(page, sum(widths))


def _write_sheet(page: Page, sheet: Sheet, book: Book) -> None:
    rows, fields = book.on(sheet.id), (*sheet.fields, ID)
    columns = [
        Column(one.label, _cells(one, rows), width=one.width, styles=_looks(one, sheet, rows))
        for one in fields
    ]
    write_whole_sheet(page, columns, keep=1)
    if sheet.is_read:
        last = len(rows) + NEW_ROWS
        for at, one in enumerate(fields):
            # whatever row a new one is typed in, it is open
            page.sheet.set_column(at, at, one.width, page.book.styles[_look(one)])
            _offer(page, one, at, last, book)
        page.sheet.autofilter(0, 0, last, len(fields) - 1)
    page.sheet.print_area(0, 0, max(len(rows), 1), len(fields) - 1)
    page.sheet.protect("", _UNLOCKED)


def _cells(field: Field, rows: Sequence[Row]) -> list[Cell]:
    if field is ID:
        return [row.id for row in rows]
    return [_cell(field, row[field.id]) for row in rows]


def _cell(field: Field, text: str) -> Cell:
    if text and field.kind is Kind.DATE:
        return date.fromisoformat(text)
    if text and field.kind in _NUMBERS:
        return Decimal(text)
    return text or None


def _looks(field: Field, sheet: Sheet, rows: Sequence[Row]) -> list[Style]:
    """Return the looks of the rows that there are: a Ref is theirs for good."""
    is_locked = field.kind is Kind.REF or not (sheet.is_read and sheet.takes_changes)
    look = _LOCKED.get(field.kind, Style.GREYED) if is_locked else _look(field)
    return [look for _ in rows]


_LOCKED = {
    Kind.DATE: Style.GREYED_DATE,
    Kind.POUNDS: Style.GREYED_NUMBER,
    Kind.NUMBER: Style.GREYED_NUMBER,
    Kind.WHOLE: Style.GREYED_NUMBER,
}


def _look(field: Field) -> Style:
    return _STYLES.get(field.kind, Style.OPEN_TEXT)


def _offer(page: Page, field: Field, at: int, last: int, book: Book) -> None:
    """Put on a column what its cells may hold, as a list to choose from or as a rule."""
    rule: Mapping[str, object] | None = None
    if field.kind is Kind.CHOICE and book.lists.get(field.source):
        column = xl_col_to_name(list(LIST_LABELS).index(field.source), col_abs=True)
        end = len(book.lists[field.source]) + 1
        rule = {
            "validate": "list",
            "source": f"='{LISTS}'!{column}$2:{column}${end}",
            "error_title": "Choose from the list",
            "error_message": f"{field.label}: choose one of the list, or leave it empty.",
        }
    elif field.kind is Kind.DATE:
        rule = {
            "validate": "date",
            "criteria": "between",
            "minimum": _EARLIEST,
            "maximum": _LATEST,
            "error_title": "Enter a date",
            "error_message": f"{field.label}: enter a date, such as 30/04/2026.",
        }
    elif field.kind in (Kind.POUNDS, Kind.WHOLE):
        rule = {
            "validate": "decimal" if field.kind is Kind.POUNDS else "integer",
            "criteria": ">=",
            "value": 0 if field.kind is Kind.POUNDS else 1,
            "error_title": "Enter a number",
            "error_message": f"{field.label}: enter a number, without words.",
        }
    if rule:
        page.sheet.data_validation(1, at, last, at, rule)


def _write_lists(page: Page, book: Book) -> None:
    lists = [book.lists.get(name, ()) for name in LIST_LABELS]
    rows = list(zip_longest(*lists))
    columns = [
        Column(label, [row[at] for row in rows], Style.GREYED, width=26)
        for at, label in enumerate(LIST_LABELS.values())
    ]
    write_whole_sheet(page, columns, keep=0)
    page.sheet.protect("", _UNLOCKED)


def _write_exported(file: File, book: Book) -> None:
    """Write what each row was when it left, so that only what was changed since is taken over."""
    page = file.page(AS_EXPORTED)
    rows = [row for row in book.rows if _is_read(row)]
    columns = [
        Column("Sheet", [row.sheet for row in rows], width=16),
        Column("ID", [row.id for row in rows], width=38),
        Column("Version", [Decimal(row.version) for row in rows], Style.NUMBER),
        Column("Cells", [_digests(row) for row in rows], width=60),
    ]
    write_whole_sheet(page, columns, keep=0)
    page.sheet.protect("", _UNLOCKED)
    page.sheet.hide()


def _is_read(row: Row) -> bool:
    return any(sheet.id == row.sheet and sheet.is_read for sheet in SHEETS)


def _digests(row: Row) -> str:
    sheet = next(one for one in SHEETS if one.id == row.sheet)
    return " ".join(f"{one.id}={digest(row[one.id])}" for one in sheet.read)
