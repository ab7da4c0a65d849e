"""Invented documents to write, and what is found in the Word files that come of them."""

import datetime
import io
import zipfile
from collections.abc import Mapping
from decimal import Decimal

from docx.oxml.ns import qn
from lxml import etree

from commonground.documents.charts.drawing import Alternative
from commonground.documents.charts.ranks import Interval, Scale, interval_chart
from commonground.documents.contents import (
    Alignment,
    Block,
    Cell,
    Chart,
    Column,
    Document,
    Figure,
    FigureKind,
    Section,
    Table,
    Text,
)
from commonground.documents.contents.writing import read, with_figures
from commonground.scoring.results import Band

SENSITIVE = "OFFICIAL-SENSITIVE"

TYPED = """Partners describe **cuckooing** as the harm that moved most: it stands at
[[rank of Cuckooing]], and *eleven* agencies spoke of it.

- Police: repeat addresses in four wards
- Health: people who stop coming

1. one list of addresses, held by [[agencies that took part]]
2. a visit within two days

> They moved in on a Tuesday,
> and by Friday it was not his flat.

Said at 5 < 6 & "so on"."""

SHOWN = {"rank of Cuckooing": "4th", "agencies that took part": "11 agencies"}


def text_id(number: int) -> str:
    return f"5f0f3b1e-6a53-4c57-8a52-{number:012}"


def text(number: int = 1, typed: str = TYPED, revision: int = 3) -> Text:
    return Text(text_id(number), with_figures(read(typed), figure), SENSITIVE, revision)


def figure(reference: str) -> Figure:
    return Figure(reference, SHOWN[reference], source="https://example.invalid/figures/1")


def table(rows: int = 3, columns: int = 3) -> Table:
    counts = [
        Column(f"In {2020 + year}", Alignment.RIGHT, FigureKind.COUNT) for year in range(columns)
    ]
    cells = [tuple(_count(row * year) for year in range(columns)) for row in range(rows)]
    body: tuple[tuple[Cell, ...], ...] = tuple((f"Issue {row}", *cells[row]) for row in range(rows))
    headings = (Column("Issue", width=3), *counts)
    return Table("offences", "Offences by year", headings, body, SENSITIVE, "As recorded.")


def _count(number: int) -> Figure:
    return Figure("", str(number), Decimal(number), FigureKind.COUNT)


def chart(lines: int = 12) -> Chart:
    intervals = [
        Interval(str(rank), f"Issue {rank}", Band.IN, rank, rank, lines) for rank in range(1, lines)
    ]
    svg = interval_chart(
        intervals, 5, Scale(lines, 5), Alternative("ranks", "Ranks", "All of them")
    )
    return Chart("ranks", "Where each could stand", "Five are on the list.", svg, SENSITIVE)


def document(*blocks: Block, sections: tuple[Section, ...] = ()) -> Document:
    first = Section("first", "What we know", blocks, sections)
    return Document(
        id="0b1c2d3e-0000-4000-8000-000000000001",
        title="Strategic assessment",
        partnership="Anytown Community Safety Partnership",
        version="0.3",
        author="Community safety team",
        date=datetime.date(2026, 11, 20),
        marking=SENSITIVE,
        language="cy-GB",
        details=(("Status", "Draft"),),
        sections=(first,),
    )


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def with_parts(content: bytes, changed: Mapping[str, bytes]) -> bytes:
    """Return a file with parts put in their place."""
    held = {**parts(content), **changed}
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in held.items():
            archive.writestr(name, part)
    return whole.getvalue()


def body(content: bytes) -> etree._Element:
    return etree.fromstring(parts(content)["word/document.xml"])


def said(element: etree._Element) -> str:
    return "".join(each.text or "" for each in element.iter(qn("w:t")))


def in_style(content: bytes, style: str) -> list[str]:
    found = body(content).iter(qn("w:pStyle"))
    held = [each for each in found if each.get(qn("w:val")) == style]
    return [said(next(each.iterancestors(qn("w:p")))) for each in held]
