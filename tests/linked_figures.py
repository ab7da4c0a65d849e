"""Reads the figures of an exported file as whoever holds it does: what is printed, and its link."""

import io
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

import openpyxl
import pikepdf
import pypdfium2
from lxml import etree, html
from openpyxl.cell import Cell

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_OF_A_FIGURE = "/figure/?of="


@dataclass(frozen=True, slots=True)
class Linked:
    """A figure as a file prints it, and the address that its link leads to."""

    printed: str
    address: str


def linked_figures(kind: str, held: bytes) -> list[Linked]:
    """Return every figure of a file that leads to a page, in reading order."""
    found = (Linked(" ".join(text.split()), to) for text, to in _READERS[kind](held))
    return [one for one in found if _OF_A_FIGURE in one.address]


def _in_page(held: bytes) -> Iterator[tuple[str, str]]:
    for link in html.document_fromstring(held).iter("a"):
        yield "".join(map(str, link.itertext())), link.get("href", "")


def _in_word(held: bytes) -> Iterator[tuple[str, str]]:
    with zipfile.ZipFile(io.BytesIO(held)) as parts:
        body = etree.fromstring(parts.read("word/document.xml"))
        relations = etree.fromstring(parts.read("word/_rels/document.xml.rels"))
    leads = {one.get("Id"): one.get("Target", "") for one in relations}
    for link in body.iter(f"{_W}hyperlink"):
        if link.get(f"{_R}id"):
            words = "".join(one.text or "" for one in link.iter(f"{_W}t"))
            yield words, leads[link.get(f"{_R}id")]


def _in_pdf(held: bytes) -> Iterator[tuple[str, str]]:
    drawn = pypdfium2.PdfDocument(held)
    with pikepdf.open(io.BytesIO(held)) as file:
        for number, page in enumerate(file.pages):
            words = drawn[number].get_textpage()
            for one in page.get("/Annots", []):
                if "/A" in one and "/URI" in one.A:
                    boxes = list(_boxes(one))
                    text = " ".join(words.get_text_bounded(*box) for box in boxes)
                    yield text, str(one.A.URI)


def _boxes(link: pikepdf.Object) -> Iterator[tuple[float, float, float, float]]:
    """Yield where a link lies, line by line: left, bottom, right and top."""
    corners = [float(each) for each in link.get("/QuadPoints", [])]
    for at in range(0, len(corners), 8):
        across, up = corners[at : at + 8 : 2], corners[at + 1 : at + 8 : 2]
        yield min(across), min(up), max(across), max(up)
    if not corners:
        left, bottom, right, top = (float(each) for each in link.Rect)
        yield left, bottom, right, top


def _in_workbook(held: bytes) -> Iterator[tuple[str, str]]:
    for sheet in openpyxl.load_workbook(io.BytesIO(held)):
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell, Cell) and cell.hyperlink is not None:
                    yield _shown(cell), cell.hyperlink.target or ""


def _shown(cell: Cell) -> str:
    """Return a cell as a spreadsheet shows it, with every digit that its number has."""
    if not isinstance(cell.value, int | float):
        return str(cell.value)
    if cell.number_format.endswith("%"):
        return f"{Decimal(str(cell.value)) * 100:f}%"
    return f"{Decimal(str(cell.value)):,f}"


_READERS: Mapping[str, Callable[[bytes], Iterator[tuple[str, str]]]] = {
    "docx": _in_word,
    "pdf": _in_pdf,
    "html": _in_page,
    "xlsx": _in_workbook,
}
