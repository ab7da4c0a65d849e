"""A plan's workbook as values, and what edits it as a spreadsheet program would, for tests."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet
from plan_cases import PREVENT_ROW, PROTECT_ROW

from commonground.documents.plan.workbook import Book, Row

PLAN_ID = "3f2504e0-4f89-41d3-9a0c-0305e82c3301"
LISTS = {
    "strands": ("Pursue", "Prevent", "Protect", "Prepare"),
    "agencies": ("Addaction", "Bristol Drugs Project", "Police", "Social Services"),
    "people": ("Alex Reed", "Sam Shore (Police)"),
    "boards": ("Safer Board",),
    "statuses": ("Not started", "On track", "At risk", "Complete", "Stopped"),
    "markings": ("OFFICIAL", "OFFICIAL-SENSITIVE"),
    "measure_kinds": ("Input", "Output", "Outcome"),
    "directions": ("Higher is better", "Lower is better"),
    "issues": ("Cuckooing", "County lines"),
    "golden_themes": ("Youth",),
}


def row_id(number: int) -> str:
    return f"00000000-0000-4000-8000-{number:012d}"


def row(sheet: str, number: int, **cells: str) -> Row:
    return Row(sheet, row_id(number), 1, cells)


def book() -> Book:
    """Return the deck's two rows as a workbook holds them, with a measure and its readings."""
    rows = (
        row("recommendations", 1, ref="R1", strand="Prevent", text=PREVENT_ROW[0],
            marking="OFFICIAL", issues="County lines; Cuckooing", standing="Open"),
        row("recommendations", 2, ref="R2", strand="Protect", text=PROTECT_ROW[0],
            marking="OFFICIAL", priority="2", standing="Open"),
        row("actions", 3, ref="A1", text=PREVENT_ROW[1], recommendations="R1",
            lead_agency="Social Services", lead_role="Head of service",
            supporting_agencies="Addaction; Bristol Drugs Project", starts_on="2016-01-04",
            due_on="2016-03-31", review_on="2016-04-30", status="On track", cost="1250.5",
            staff_days="Addaction: 2; Social Services: 3.5", marking="OFFICIAL"),
        row("actions", 4, ref="A2", text=PROTECT_ROW[1], recommendations="R2",
            lead_agency="Police", lead_person="Sam Shore (Police)", review_on="2016-04-30",
            status="Not started", marking="OFFICIAL",
            dependency="=1+1 is no formula here\n- nor this"),
        row("milestones", 5, action="A1", text=PREVENT_ROW[1], due_on="2016-03-31"),
        row("measures", 6, action="A1", name="People referred", kind="Output",
            unit="people a month", better="Higher is better", baseline="3",
            baseline_on="2016-01-01", target="12.5", target_on="2016-12-31"),
        row("measures", 7, action="A2", name="Reach", kind="Output", better="Higher is better"),
        row("readings", 8, measure="A1: People referred", on="2016-02-01", value="5",
            unit="people a month", said_by="Alex Reed"),
        row("disruptions", 9, ref="D1", subject="A line", scale="Minor"),
    )  # fmt: skip
    at = datetime(2016, 2, 1, 9, 30, tzinfo=UTC)
    return Book(PLAN_ID, "Plan 2016", "Example Partnership", at, "OFFICIAL", rows, LISTS)


def edit(path: Path, sheet: str, cells: Mapping[tuple[int, str], object]) -> None:
    """Type into cells, each by its row and the heading of its column, and save the workbook."""
    opened = load_workbook(path)
    for (number, heading), value in cells.items():
        cell(opened[sheet], number, heading).value = value  # type: ignore[assignment]
    opened.save(path)


def cell(page: Worksheet, number: int, heading: str) -> Cell:
    """Return a cell by its row and the heading of its column."""
    at = [str(one.value) for one in page[1]].index(heading) + 1
    found = page.cell(number, at)
    assert isinstance(found, Cell)
    return found


def delete_row(path: Path, sheet: str, number: int) -> None:
    """Take a row out of a sheet, as a spreadsheet program does."""
    opened = load_workbook(path)
    opened[sheet].delete_rows(number)
    opened.save(path)
