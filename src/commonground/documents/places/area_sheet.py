"""Writes the table beside a map as a workbook: a row for each area, and a sheet of what to know."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from commonground.documents.workbooks.pages import new_book
from commonground.documents.workbooks.styles import Style
from commonground.documents.workbooks.tables import Column, write_whole_sheet

_AREAS, _NOTES = "Areas", "What to know"


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column: words, or figures of which None is not known and stays empty."""

    heading: str
    cells: Sequence[str | float | None]


def write_area_sheet(
    title: str, marking: str, columns: Sequence[SheetColumn], notes: Sequence[str]
) -> bytes:
    """Return an xlsx of areas. BadInput for a marking that this product may not carry."""
    with TemporaryDirectory(prefix="commonground-areas-") as folder:
        path = Path(folder) / "areas.xlsx"
        with new_book(path, title, marking) as file:
            areas = file.page(_AREAS)
            write_whole_sheet(areas, [_column(one) for one in columns], keep=2)
            said = file.page(_NOTES)
            write_whole_sheet(said, [Column(title, [*notes], width=100)], keep=1)
            for page in (areas, said):
                page.sheet.set_footer(f'&L&8&A&C&"Arial,Bold"&10{marking}&R&8Page &P of &N')
        return path.read_bytes()


def _column(one: SheetColumn) -> Column:
    is_words = any(isinstance(cell, str) for cell in one.cells)
    return Column(one.heading, one.cells, Style.TEXT if is_words else Style.NUMBER)
