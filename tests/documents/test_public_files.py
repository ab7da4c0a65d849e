"""A public file holds nothing of what its build left out: every place of it is searched.

The search is proved first: it finds each secret in each file of the partner's build that holds it,
and each secret that is put by hand into any place of a file.
"""

import io
import re
import zipfile
from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal

import docx
import openpyxl
import pikepdf
import pytest
from document_cases import OFFICIAL, SENSITIVE, chart, document, told, words
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import nsdecls
from docx.oxml.parser import parse_xml
from searched_files import found_in, places, where

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
from commonground.documents.word.templates import own_template
from commonground.documents.workbooks import annex_tables

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
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
    "tinylarkcount": frozenset({"docx", "pdf", "html"}),
    "smallshare": frozenset({"docx", "pdf", "html"}),
    "7919": frozenset(WRITERS),
    "secretlabel": frozenset({"docx", "pdf", "html"}),
    "secretlook": frozenset(WRITERS),
    "Lärkspür & Söhne’s <van>": frozenset(WRITERS),
}
"""What must not be public, and in which files of the partner's build it is found."""
SOURCE = "https://commonground.example/assessment/1/figures/secretpath/"


def _small() -> Figure:
    return Figure("secretreference", "tinylarkcount", Decimal(3), FigureKind.COUNT, SOURCE)


def _closed() -> Section:
    """Return a section that the public may not read at all."""
    columns = (Column("Group"), Column("What"))
    says = Alternative("closed", "Larkspurpicture", "Larkspurpicture by agency")
    svg = left_out_chart((LeftOut("Larkspurlabel", 9),), 9, says)
    return Section(
        "closed",
        "Larkspurheading",
        (
            words("Larkspurtext by Lärkspür & Söhne’s <van>", marking=SENSITIVE),
            Table("closed", "Larkspurcaption", columns,
                  (("Larkspurcell", "Lärkspür & Söhne’s <van>"),), SENSITIVE,
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


@pytest.fixture(params=WRITERS)
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def written(kind: str, audience: Audience) -> bytes:
    return WRITERS[kind](build_for(master(), audience).document)


def test_the_partners_file_holds_what_is_searched_for(kind: str) -> None:
    expected = {word for word, kinds in SECRETS.items() if kind in kinds}
    assert found_in(kind, written(kind, Audience.PARTNER), list(expected)) == expected


def test_the_public_file_holds_none_of_it(kind: str) -> None:
    held = written(kind, Audience.PUBLIC)
    assert found_in(kind, held, [*SECRETS, SENSITIVE]) == set()


def test_the_public_file_holds_the_rest(kind: str) -> None:
    rest = ["Openarea", "Opentable", "8837", "[c]", "The partnership", "Housing"]
    assert found_in(kind, written(kind, Audience.PUBLIC), rest) == set(rest)


def test_the_wider_partners_read_counts_but_nothing_marked_above(kind: str) -> None:
    held = written(kind, Audience.WIDER_PARTNER)
    assert where(kind, held, "larkspur") == []
    assert where(kind, held, "7919") != []


def test_a_small_count_is_in_no_cell_of_the_public_tables(kind: str) -> None:
    """The count itself, which is too short to be searched for: its cell is read."""
    cells = {audience: cell_of_police(kind, written(kind, audience)) for audience in Audience}
    assert cells[Audience.PARTNER] == "3"
    assert cells[Audience.PUBLIC] == "[c]"


def cell_of_police(kind: str, held: bytes) -> str:
    """Return what stands right of the police in the table of people, as the file's reader sees."""
    if kind == "xlsx":
        rows = (row for sheet in openpyxl.load_workbook(io.BytesIO(held)) for row in sheet.values)
        return next(str(row[1]) for row in rows if row[0] == "Police")
    if kind == "docx":
        found = docx.Document(io.BytesIO(held)).tables
        told = [[cell.text for cell in row.cells] for table in found for row in table.rows]
        return next(str(row[1]) for row in told if row[0] == "Police")
    text = "\n".join(places(kind, held).values()).partition("opentable")[2]
    beside = (
        r"police\s+(\S+)" if kind == "pdf" else r"police</th>\s*<td[^>]*>\s*(?:<[^>]*>)*([^<\s]+)"
    )
    cell = re.search(beside, text)
    assert cell is not None
    return str(cell[1])


HIDING_PLACES = {
    "docx": (
        "word/comments.xml", "word/people.xml", "docProps/custom.xml", "docProps/core.xml",
        "customXml/item1.xml", "word/glossary/document.xml", "word/embeddings/book.xlsx",
    ),
    "xlsx": (
        "xl/sharedStrings.xml", "xl/comments1.xml", "docProps/custom.xml",
        "xl/worksheets/sheet9.xml", "xl/externalLinks/externalLink1.xml", "xl/media/image1.png",
    ),
}  # fmt: skip


@pytest.mark.parametrize(
    ("of", "place"), [(of, place) for of, all_of in HIDING_PLACES.items() for place in all_of]
)
def test_the_search_finds_what_is_put_into_any_part(of: str, place: str) -> None:
    held = written(of, Audience.PUBLIC)
    runs = b"<w:p xmlns:w='w'><w:r><w:t>Plan</w:t></w:r><w:r><w:t>ted</w:t></w:r></w:p>"
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/sharedStrings.xml", "Planted")
    part = inner.getvalue() if place.endswith(".xlsx") else runs
    whole = io.BytesIO(held)
    with zipfile.ZipFile(whole, "a", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(f"{place}.more", part)
    assert where(of, held, "Planted") == []
    assert any(found.startswith(place) for found in where(of, whole.getvalue(), "Planted"))


@pytest.mark.parametrize(
    "planted",
    [
        b"<img src='data:image/svg+xml;base64," + b64encode(b"<svg><title>Planted") + b"'>",
        b"<a title='Pl&#97;nted'>",
        b"<a href='/figure/?of=Pl%61nted'>",
        b"<svg><text>Plan<tspan>ted</tspan></text></svg>",
        b"<!-- Planted -->",
    ],
)
def test_the_search_finds_what_is_put_into_a_page_in_any_form(planted: bytes) -> None:
    held = written("html", Audience.PUBLIC)
    assert where("html", held, "Planted") == []
    assert where("html", held.replace(b"</main>", planted + b"</main>"), "Planted") != []


def test_the_search_finds_what_is_put_into_a_pdf_in_any_place() -> None:
    held = written("pdf", Audience.PUBLIC)
    assert where("pdf", held, "Plänted") == []

    def with_it(put: Callable[[pikepdf.Pdf], object]) -> list[str]:
        saved = io.BytesIO()
        with pikepdf.open(io.BytesIO(held)) as file:
            put(file)
            file.save(saved, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return where("pdf", saved.getvalue(), "Plänted")

    def titled(file: pikepdf.Pdf) -> None:
        with file.open_metadata() as about:
            about["dc:description"] = "Plänted"

    def marked(file: pikepdf.Pdf) -> None:
        with file.open_outline() as outline:
            outline.root.append(pikepdf.OutlineItem("Plänted", 0))

    def said(file: pikepdf.Pdf) -> None:
        file.Root.StructTreeRoot["/Alt"] = pikepdf.String("Plänted")

    def attached(file: pikepdf.Pdf) -> None:
        file.attachments["a.txt"] = "Plänted".encode()

    def noted(file: pikepdf.Pdf) -> None:
        file.docinfo["/Keywords"] = pikepdf.String("Plänted")

    for put in (titled, marked, said, attached, noted):
        assert with_it(put) != [], put.__name__
    # a pdf that was saved over an earlier one holds both
    assert held.count(b"%%EOF") == 1


def test_a_template_with_secrets_in_it_leaves_them_behind() -> None:
    template = dressed_with_secrets()
    kinds = "author comment deleted variable property body inserter hidden"
    secrets = [f"Larkspur{kind}" for kind in kinds.split()]
    assert found_in("docx", template, secrets) == set(secrets)
    for audience in Audience:
        held = word.write(build_for(master(), audience).document, template)
        assert found_in("docx", held, secrets) == set()
        # what was written in and stands is the template's look
        assert where("docx", held, "Openinserted") != []


def dressed_with_secrets() -> bytes:
    """Return a template that was edited with tracked changes, comments and all else."""
    file = docx.Document(io.BytesIO(own_template()))
    file.core_properties.author = file.core_properties.keywords = "Larkspurauthor"
    file.add_paragraph("Larkspurbody")
    by = 'w:id="1" w:author="Larkspurinserter" w:date="2026-01-01T00:00:00Z"'
    edge = file.sections[0].header.paragraphs[0]._p
    for tracked in (
        f"<w:ins {by}><w:r><w:t>Openinserted</w:t></w:r></w:ins>",
        f"<w:del {by}><w:r><w:delText>Larkspurdeleted</w:delText></w:r></w:del>",
        f"<w:moveFrom {by}><w:r><w:t>Larkspurdeleted</w:t></w:r></w:moveFrom>",
        '<w:r w:rsidR="1"><w:rPr><w:vanish/></w:rPr><w:t>Larkspurhidden</w:t></w:r>',
    ):
        edge.append(parse_xml(tracked.replace(" ", f" {nsdecls('w')} ", 1)))
    edge.append(
        parse_xml(f"<w:r {nsdecls('w')}><w:rPr><w:vanish/></w:rPr><w:t>Larkspurhidden</w:t></w:r>")
    )
    edge.get_or_add_pPr().append(
        parse_xml(f"<w:pPrChange {nsdecls('w')} {by}><w:pPr/></w:pPrChange>")
    )
    file.settings.element.append(
        parse_xml(f'<w:docVars {nsdecls("w")}><w:docVar w:name="a" w:val="Larkspurvariable"/>'
                  "</w:docVars>")
    )  # fmt: skip
    said = b"<c>Larkspurcomment</c>"
    comments = Part(PackURI("/word/comments.xml"), f"{_WORD}comments+xml", said, file.part.package)
    file.part.relate_to(comments, RELATIONSHIP_TYPE.COMMENTS)
    custom = Part(PackURI("/docProps/custom.xml"), "application/xml", b"<p>Larkspurproperty</p>",
                  file.part.package)  # fmt: skip
    file.part.package.relate_to(custom, RELATIONSHIP_TYPE.CUSTOM_PROPERTIES)
    saved = io.BytesIO()
    file.save(saved)
    return saved.getvalue()
