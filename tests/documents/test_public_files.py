"""A public file holds nothing of what its build left out: its bytes are searched, all of them."""

import io
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal

import pytest
from document_cases import OFFICIAL, SENSITIVE, chart, document, told, words
from pdf_pages import Pdf

from commonground.documents import pages, pdf, word
from commonground.documents.charts.drawing import Alternative
from commonground.documents.charts.people import LeftOut, left_out_chart
from commonground.documents.contents import (
    Chart,
    Column,
    Document,
    Figure,
    FigureKind,
    Paragraph,
    Run,
    Section,
    Table,
    Text,
)
from commonground.documents.contents.builds import Audience, build_for
from commonground.documents.workbooks import annex_tables

WRITERS: Mapping[str, Callable[[Document], bytes]] = {
    "docx": word.write,
    "pdf": pdf.write,
    "html": lambda held: pages.write(held).encode(),
    "xlsx": annex_tables.write,
}
SECRETS: Mapping[str, frozenset[str]] = {
    "Larkspurtext": frozenset({"docx", "pdf", "html"}),
    "Larkspurheading": frozenset(WRITERS),
    "Larkspurcaption": frozenset(WRITERS),
    "Larkspurcell": frozenset(WRITERS),
    "Larkspurnote": frozenset(WRITERS),
    "Larkspurpicture": frozenset(WRITERS),
    "Larkspurlabel": frozenset({"docx", "pdf", "html"}),
    "Authorperson": frozenset(WRITERS),
    "Leadperson": frozenset(WRITERS),
    "figures/secretpath": frozenset(WRITERS),
    "secretreference": frozenset({"docx"}),
    "0b0c6f0e": frozenset({"docx"}),
    "7d9d0d4e": frozenset({"docx"}),
    "smallcount": frozenset({"docx", "pdf", "html"}),
    "smallshare": frozenset({"docx", "pdf", "html"}),
    "7919": frozenset(WRITERS),
    "secretlabel": frozenset({"docx", "pdf", "html"}),
    "secretlook": frozenset(WRITERS),
}
"""What must not be public, and in which files of the partner's build it is found."""
SOURCE = "https://commonground.example/assessment/1/figures/secretpath/"


def _small() -> Figure:
    return Figure("secretreference", "smallcount", Decimal(3), FigureKind.COUNT, SOURCE)


def _closed() -> Section:
    """Return a section that the public may not read at all."""
    columns = (Column("Group"), Column("What"))
    says = Alternative("closed", "Larkspurpicture", "Larkspurpicture by agency")
    svg = left_out_chart((LeftOut("Larkspurlabel", 9),), 9, says)
    return Section(
        "closed",
        "Larkspurheading",
        (
            words("Larkspurtext", marking=SENSITIVE),
            Table("closed", "Larkspurcaption", columns, (("Larkspurcell", "x"),), SENSITIVE,
                  "Larkspurnote"),
            Chart("closed", "Larkspurcaption", says.description, svg, SENSITIVE),
        ),
    )  # fmt: skip


def _open() -> Section:
    """Return a section that the public may read, with counts that it may not."""
    columns = (
        Column("Agency"),
        Column("People", kind=FigureKind.COUNT),
        Column("Share", kind=FigureKind.SHARE),
    )
    share = Figure("", "smallshare", Decimal("0.0002"), FigureKind.SHARE)
    rest = Figure("", "50%", Decimal("0.5"), FigureKind.SHARE)
    rows = (
        ("Police", replace(_small(), text="3"), share),
        ("Health", Figure("", "7919", Decimal(7919), FigureKind.COUNT), rest),
        ("Housing", Figure("", "8837", Decimal(8837), FigureKind.COUNT), rest),
    )
    says = Alternative("took-part", "Who took part", "secretlook: three from the police")
    svg = left_out_chart((LeftOut("secretlabel", 3),), 9, says)
    paragraphs = (Paragraph((Run("Remarks: "), _small(), Run(". Opentext."))),)
    return Section(
        "open",
        "Openheading",
        (
            Text("count", paragraphs, OFFICIAL),
            replace(told(), revision=4),
            Table("people", "Opentable", columns, rows, OFFICIAL),
            Chart("people", "Openchart", says.description, svg, OFFICIAL, counts=(3, 9)),
            chart(),
        ),
    )


def master() -> Document:
    """Return a document with secrets in every place where one can be."""
    return replace(
        document(),
        author="Authorperson",
        details=(("Senior police lead", "Leadperson"), ("Area", "Openarea")),
        sections=(_open(), _closed()),
    )


def everything(kind: str, written: bytes) -> str:
    """Return all that a file holds, unpacked, in one text of small letters."""
    held = [written]
    if kind == "pdf":
        held.append(Pdf(written).everything)
    elif kind in {"docx", "xlsx"}:
        with zipfile.ZipFile(io.BytesIO(written)) as parts:
            held += [name.encode() for name in parts.namelist()]
            held += [parts.read(name) for name in parts.namelist()]
            held += [entry.comment for entry in parts.infolist()]
    texts = [part.decode("utf-8", "replace") for part in held]
    texts += [part.decode("utf-16-be", "replace") for part in held]
    return "\n".join(texts).lower()


@pytest.fixture(params=WRITERS)
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_the_partners_file_holds_what_is_searched_for(kind: str) -> None:
    found = everything(kind, WRITERS[kind](build_for(master(), Audience.PARTNER).document))
    expected = {word for word, kinds in SECRETS.items() if kind in kinds}
    assert {word for word in expected if word.lower() in found} == expected


def test_the_public_file_holds_none_of_it(kind: str) -> None:
    found = everything(kind, WRITERS[kind](build_for(master(), Audience.PUBLIC).document))
    assert [word for word in SECRETS if word.lower() in found] == []
    assert SENSITIVE.lower() not in found


def test_the_public_file_holds_the_rest(kind: str) -> None:
    found = everything(kind, WRITERS[kind](build_for(master(), Audience.PUBLIC).document))
    for open_word in ("Openarea", "Opentable", "8837", "[c]", "The partnership", "Housing"):
        assert open_word.lower() in found


def test_the_wider_partners_read_counts_but_nothing_marked_above(kind: str) -> None:
    found = everything(kind, WRITERS[kind](build_for(master(), Audience.WIDER_PARTNER).document))
    assert "larkspur" not in found
    assert "7919" in found
