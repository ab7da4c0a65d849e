"""Makes the files that the reading tests read, and catches what the readers refuse."""

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest
import xlsxwriter

from commonground.documents.reading import Row, Table
from commonground.errors import BadInput
from commonground.reference import method_path
from commonground.scoring.loading import load_method

FIVE = load_method(method_path("five-by-five-nrr-2023"))
"""Two criteria, likelihood and impact, both scored 1 to 5 with labels."""
SLEIPNIR = load_method(method_path("sleipnir-v1"))
MORILE = load_method(method_path("morile-thematic-2015"))

Cell = str | float | bool | None
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def faults_of(read: Callable[[], object]) -> tuple[str, ...]:
    """Return the sentences with which `read` refuses its input."""
    with pytest.raises(BadInput) as refused:
        read()
    return refused.value.faults


def fault_of(read: Callable[[], object]) -> str:
    """Return the one sentence with which `read` refuses its input."""
    (fault,) = faults_of(read)
    return fault


def text_file(folder: Path, content: str | bytes, name: str = "scores.csv") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def table_of(*lines: str, source: str = "scores.csv") -> Table:
    """Return the table that these comma-separated lines would be read into."""
    header, *rows = (tuple(cell.strip() for cell in line.split(",")) for line in lines)
    made = tuple(Row(number, row) for number, row in enumerate(rows, 2))
    return Table(source, "", header, 1, made, ())


def xlsx_file(
    folder: Path, sheets: Mapping[str, Sequence[Sequence[Cell]]], name: str = "book.xlsx"
) -> Path:
    """Write a workbook of these sheets; None leaves a cell out."""
    path = folder / name
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False}) as book:
        for title, rows in sheets.items():
            sheet = book.add_worksheet(title)
            for at, row in enumerate(rows):
                for column, value in enumerate(row):
                    if value is not None:
                        sheet.write(at, column, value)
    return path


def edited_xlsx(
    folder: Path, parts: Mapping[str, bytes | str], packing: int = zipfile.ZIP_DEFLATED
) -> Path:
    """Write a small workbook with some of its parts replaced, and others added."""
    original = xlsx_file(folder, {"S": [["issue", "n"], ["a", 1]]}, "original.xlsx")
    path = folder / "book.xlsx"
    with zipfile.ZipFile(original) as old, zipfile.ZipFile(path, "w", packing) as new:
        for entry in old.namelist():
            new.writestr(entry, parts.get(entry, old.read(entry)))
        for entry in parts.keys() - set(old.namelist()):
            new.writestr(entry, parts[entry])
    return path


def sheet_xlsx(folder: Path, rows: str) -> Path:
    """Write a workbook whose one sheet holds exactly this xml of rows."""
    xml = f'<?xml version="1.0"?><worksheet {MAIN}><sheetData>{rows}</sheetData></worksheet>'
    return edited_xlsx(folder, {"xl/worksheets/sheet1.xml": xml})


def deflated_zeros(size: int) -> bytes:
    """Return a zip with one part, the shared strings, of this many zero bytes."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as bomb:
        chunk = bytes(1 << 20)
        with bomb.open("xl/sharedStrings.xml", "w", force_zip64=True) as part:
            for _ in range(size >> 20):
                part.write(chunk)
    return held.getvalue()
