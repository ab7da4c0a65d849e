"""A plan as a workbook that is edited and comes back, with what was changed in it."""

from commonground.documents.plan.workbook.reading import Read, read_plan_workbook
from commonground.documents.plan.workbook.rows import Book, Row, digest, normal
from commonground.documents.plan.workbook.sheets import SHEETS, Field, Kind, Sheet
from commonground.documents.plan.workbook.writing import write_plan_workbook

__all__ = [
    "SHEETS",
    "Book",
    "Field",
    "Kind",
    "Read",
    "Row",
    "Sheet",
    "digest",
    "normal",
    "read_plan_workbook",
    "write_plan_workbook",
]
