"""An empty workbook for a partnership's people: what can be filled in comes back by import."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from commonground.documents.workbooks.pages import Page, new_book
from commonground.documents.workbooks.styles import Style
from commonground.documents.workbooks.tables import (
    Column,
    set_widths,
    write_table,
    write_whole_sheet,
)

HEADINGS = (
    "Name", "E-mail", "Agency", "Sub-department", "Job title", "Roles", "Way",
)  # fmt: skip
_WIDTHS = (28, 34, 34, 26, 30, 26, 20)
_ROWS = 1_000
"""How many rows the drop-downs reach down to."""
_WORDS = "Words to use"


def contacts_workbook(
    *, roles: Mapping[str, str], ways: Sequence[str], agencies: Sequence[str]
) -> bytes:
    """Return an xlsx with a sheet to fill in, and one with the words that it understands.

    `roles` holds what each role is called and what it means. A way is chosen from a list; an
    agency may be chosen or typed, since a new one is offered when the file is imported.
    """
    with TemporaryDirectory() as folder:
        path = Path(folder) / "people.xlsx"
        with new_book(path, "People", "OFFICIAL") as book:
            page, words = book.page("People"), book.page(_WORDS)
            columns = [
                Column(heading, (), width=width)
                for heading, width in zip(HEADINGS, _WIDTHS, strict=True)
            ]
            write_whole_sheet(page, columns, keep=1)
            _choices(page, "Way", {"validate": "list", "source": list(ways)})
            if agencies:
                source = f"='{_WORDS}'!$D$2:$D${len(agencies) + 1}"
                loose = {"validate": "list", "source": source, "error_type": "information"}
                _choices(page, "Agency", loose)
            _write_words(words, roles, ways, agencies)
        return path.read_bytes()


def _choices(page: Page, heading: str, options: Mapping[str, object]) -> None:
    at = HEADINGS.index(heading)
    page.sheet.data_validation(1, at, _ROWS, at, options)


def _write_words(
    page: Page, roles: Mapping[str, str], ways: Sequence[str], agencies: Sequence[str]
) -> None:
    """Write the words, one list a column, each as long as it is."""
    lists: list[tuple[str, Sequence[str], float]] = [
        ("Roles (several: parted by commas)", list(roles), 24),
        ("What it means", list(roles.values()), 60),
        ("Way", list(ways), 24),
        ("Agencies so far", list(agencies), 40),
    ]
    longest = max(len(words) for _, words, _ in lists)
    columns = [
        Column(heading, [*words, *[None] * (longest - len(words))], Style.PROSE, width)
        for heading, words, width in lists
    ]
    widths = [width for _, _, width in lists]
    write_table(page, 0, columns, widths)
    set_widths(page, widths)
