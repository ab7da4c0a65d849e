"""The sheets that say which method was used, and hold the numbers its formulas look up."""

from collections.abc import Sequence

from xlsxwriter.utility import xl_range_abs, xl_rowcol_to_cell

from commonground.documents.workbooks.formulas import MethodCells
from commonground.documents.workbooks.method_tables import (
    band_columns,
    criteria_columns,
    output_columns,
    step_columns,
    total_columns,
)
from commonground.documents.workbooks.pages import Book, Formula, Page
from commonground.documents.workbooks.styles import Style
from commonground.documents.workbooks.tables import (
    Column,
    set_print,
    set_widths,
    write_prose,
    write_table,
    write_whole_sheet,
)
from commonground.scoring.methods import Combine, Criterion, Method

NAME = "Method"
_WIDTHS = (34.0, 68.0, 12.0, 60.0)
_WEIGHT, _WEIGHT_WIDTH = 4, 10.0
"""The column of weights, which only a method that weighs its criteria has."""

_ABOUT_FORMULAS = (
    "Totals, factors, outputs and ranks are live formulas. A look-up is entered at the total "
    "rounded half up to a whole number, and is never interpolated: at a gap it gives unknown and "
    "then an error. Where binary cannot hold a decimal exactly, the formula rounds to as many "
    "places as the exact figure can have (nine at the least), so that equal figures tie."
)


def method_widths(method: Method) -> tuple[float, ...]:
    """Return the widths of the method sheet's columns, in characters."""
    return (*_WIDTHS, _WEIGHT_WIDTH) if method.is_weighted else _WIDTHS


def write_method(page: Page, method: Method) -> tuple[MethodCells, int]:
    """Fill the sheet; return where formulas find the method's numbers, and the next free row."""
    widths = method_widths(method)
    set_widths(page, widths)
    set_print(page, sum(widths))
    page.sheet.hide_gridlines(2)
    row = write_prose(page, 0, method.title, widths, Style.TITLE)
    about = [f"Marking: {page.book.marking}", f"Method: {method.id}", f"Source: {method.source}"]
    for text in (*about, *method.notes, _ABOUT_FORMULAS):
        row = write_prose(page, row, text, widths)
    criteria = row + 1
    row = write_section(page, criteria, "Criteria", criteria_columns(method), widths)
    row = write_section(page, row + 1, "Totals", total_columns(method), widths)
    steps = row + 1
    if method.lookup is not None:
        title = f"Look-up: {method.lookup.label}"
        row = write_section(page, steps, title, step_columns(method, method.lookup), widths)
    row = write_section(page, row + 1, "Outputs and ranks", output_columns(method), widths)
    if method.bands:
        row = write_section(page, row + 1, "Bands", band_columns(method), widths)
    return _method_cells(page.book, method, criteria + 2, steps + 2), row


def write_section(
    page: Page, row: int, title: str, columns: Sequence[Column], widths: Sequence[float]
) -> int:
    """Write a titled table; return the next free row."""
    page.put(row, 0, title, Style.SECTION)
    return write_table(page, row + 1, columns, widths)


def _method_cells(book: Book, method: Method, criteria: int, steps: int) -> MethodCells:
    """Return the references; a group's weights, which stand in a column, are laid out in a row."""
    weighted = [group for group in method.groups if group.combine is Combine.WEIGHTED_SUM]
    weights: dict[str, str] = {}
    if weighted:
        page = book.page("Weights")
        places = {each.id: criteria + at for at, each in enumerate(method.criteria)}
        chosen = [each for group in weighted for each in group.criteria]
        write_whole_sheet(page, [_weight(each, places[each.id]) for each in chosen], keep=0)
        start = 0
        for group in weighted:
            end = start + len(group.criteria)
            weights[group.id] = f"Weights!{xl_range_abs(1, start, 1, end - 1)}"
            start = end
    if method.lookup is None:
        return MethodCells(weights=weights)
    last = steps + len(method.lookup.steps) - 1
    totals, factors = (f"{NAME}!{xl_range_abs(steps, at, last, at)}" for at in (0, 1))
    return MethodCells(totals, factors, weights)


def _weight(criterion: Criterion, row: int) -> Column:
    there = xl_rowcol_to_cell(row, _WEIGHT)
    return Column(criterion.label, [Formula(f"={NAME}!{there}", criterion.weight)], Style.COMPUTED)
