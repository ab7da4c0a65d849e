"""Writes a gap matrix as a workbook of one sheet: an issue a row, a strand a column."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from commonground.documents.plan.workbook.rows import cell_of
from commonground.documents.workbooks.pages import new_book
from commonground.documents.workbooks.styles import Style
from commonground.documents.workbooks.tables import Column, write_whole_sheet

TITLE = "Gap matrix"


@dataclass(frozen=True, slots=True)
class GapRow:
    """An issue of the shortlist, and what stands under each strand in words."""

    rank: int
    issue: str
    cells: tuple[str, ...]


def write_gap_matrix(
    plan: str, marking: str, strands: Sequence[str], rows: Sequence[GapRow]
) -> bytes:
    """Return a gap matrix as an xlsx. BadInput for a marking that this product may not carry."""
    columns = [
        Column("Rank", [row.rank for row in rows], Style.COUNT, 8),
        Column("Issue", [cell_of(row.issue) for row in rows], width=36),
        *(
            Column(strand, [cell_of(row.cells[at]) for row in rows], width=30)
            for at, strand in enumerate(strands)
        ),
    ]
    with TemporaryDirectory(prefix="commonground-gaps-") as folder:
        path = Path(folder) / "gaps.xlsx"
        with new_book(path, f"{TITLE}: {plan}", marking) as file:
            page = file.page(TITLE)
            write_whole_sheet(page, columns, keep=2)
            page.sheet.set_footer(f'&L&8&A&C&"Arial,Bold"&10{marking}&R&8Page &P of &N')
        return path.read_bytes()
