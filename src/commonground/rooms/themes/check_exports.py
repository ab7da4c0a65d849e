"""What came out of a check as files that leave: coder A and coder B, without anybody's name."""

from pathlib import Path
from tempfile import TemporaryDirectory

from django.utils.translation import gettext as _

from commonground.documents.flat import FlatTable, csv_text
from commonground.documents.markings import OFFICIAL
from commonground.documents.workbooks.pages import new_book
from commonground.documents.workbooks.styles import Style
from commonground.documents.workbooks.tables import Column, set_widths, write_table
from commonground.rooms.themes.check_access import Result
from commonground.rooms.themes.check_presenters import codes_said, two_places
from commonground.rooms.themes.models import Measured

Cell = str | int | float | None
WIDTHS = {"figures": (34, 16, 12, 12, 12, 12, 12), "remarks": (10, 90, 40, 40, 40, 14)}


def comparison_csv(found: Result) -> str:
    """Return each remark of a check with the codes of both coders, as csv."""
    header, *rows = _remarks(found)
    return csv_text(
        FlatTable(
            tuple(map(str, header)),
            tuple(tuple("" if cell is None else str(cell) for cell in row) for row in rows),
        )
    )


def comparison_workbook(found: Result) -> bytes:
    """Return a workbook of how far the two agreed, and of what each said."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "check.xlsx"
        with new_book(path, _("Check by two coders"), OFFICIAL) as book:
            for title, rows, widths in (
                (_("Agreement"), _figures(found), WIDTHS["figures"]),
                (_("Remarks"), _remarks(found), WIDTHS["remarks"]),
            ):
                page = book.page(title)
                columns = [
                    Column(str(rows[0][at]), [row[at] for row in rows[1:]], Style.PROSE, width)
                    for at, width in enumerate(widths)
                ]
                write_table(page, 0, columns, widths)
                set_widths(page, widths)
        return path.read_bytes()


def _figures(found: Result) -> list[list[Cell]]:
    rows: list[list[Cell]] = [
        [_("Name"), _("About"), _("Read by both"), _("Given by A"), _("Given by B"),
         _("Alike (%)"), _("Krippendorff's alpha")]
    ]  # fmt: skip
    for one in found.check.figures.order_by("position"):
        rows.append([
            one.name or str(Measured.OVERALL.label), str(Measured(one.measured).label), one.read,
            one.given_a, one.given_b, None if one.alike is None else round(100 * one.alike, 1),
            two_places(one.alpha) if one.alpha is None else round(one.alpha, 4),
        ])  # fmt: skip
    return rows


def _remarks(found: Result) -> list[list[Cell]]:
    rows: list[list[Cell]] = [
        [_("Remark"), _("What was said"), _("Issue"), _("Codes of A"), _("Codes of B"), _("Alike")]
    ]
    for pk, one in found.drawn.items():
        said = [given.get(pk) for given in found.given]
        told = [_("not read") if codes is None else codes_said(found, codes) for codes in said]
        alike = None if None in said else _("yes") if said[0] == said[1] else _("no")
        remark = one.remark
        rows.append([
            remark.number, remark.text, remark.issue.name if remark.issue else None, *told, alike,
        ])  # fmt: skip
    return rows
