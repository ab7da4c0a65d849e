"""The invented partnership's assessment is drafted, and asks for nothing that there is not."""

import io
from pathlib import Path

import docx
import openpyxl
from lxml import html
from openxml_audit import OpenXmlValidator
from pdf_pages import Pdf
from pdfua import validate
from people_here import make_person
from searched_files import found_in

from commonground.documents.assessment.sources import snapshot_of
from commonground.documents.contents.audiences import Audience
from commonground.documents.markings import MARKINGS
from commonground.rooms.assessment import access, exporting
from commonground.rooms.assessment.composing import composed
from commonground.rooms.assessment.models import Assessment, Kind, Origin, Revision
from commonground.rooms.people.demo_actions import look_round

SMALL = {"1", "2", "3", "4"}


def no_link(_reference: str) -> str:
    return ""


def test_the_demo_holds_a_drafted_assessment_whose_public_build_holds_nothing_sensitive(
    db: None, tmp_path: Path
) -> None:
    look_round(by=make_person("Newcomer"))

    about = Assessment.objects.get()
    outline = access.outline(about)
    material = access.material(about, access.latest_freeze(about), no_link)
    assert [one for block in outline.blocks for one in composed(material, block).faults] == []
    texts = [one for one in outline.blocks if one.kind == Kind.TEXT]
    written = [one for one in texts if one.content]
    assert len(written) > len(texts) * 0.8
    assert Revision.objects.filter(origin=Origin.WRITTEN, number=3).exists()
    [sensitive] = [one for one in written if one.marking == MARKINGS[-1]]
    assert "invented" in sensitive.content

    public = exporting.built(about, Audience.PUBLIC, no_link)
    assert public.left_out
    host = "https://larkenmere.example"
    built = {
        audience: exporting.built(about, audience, lambda reference: f"{host}/{reference}").document
        for audience in (Audience.PARTNER, Audience.PUBLIC)
    }
    secrets = [*secrets_of(about), sensitive.content, host]
    for kind in exporting.KINDS.values():
        held = {audience: kind.write(document) for audience, document in built.items()}
        found = found_in(kind.name, held[Audience.PARTNER], secrets)
        assert set(secrets) - found <= ({sensitive.content} if kind.name == "xlsx" else set())
        assert found_in(kind.name, held[Audience.PUBLIC], secrets) == set()
        assert SMALL & counts_of_people(kind.name, held[Audience.PARTNER])
        assert not SMALL & counts_of_people(kind.name, held[Audience.PUBLIC])
        for audience, file in held.items():
            path = tmp_path / f"{audience}.{kind.name}"
            path.write_bytes(file)
            assert faults_of(path) == []


def faults_of(path: Path) -> list[str]:
    """Return what the checkers of a kind of file find wrong with one."""
    if path.suffix == ".pdf":
        return [one.message for one in validate(str(path)).findings]
    if path.suffix in (".docx", ".xlsx"):
        return [str(one) for one in OpenXmlValidator().validate(path).errors]
    return []


def secrets_of(about: Assessment) -> set[str]:
    """What no stranger may read of it: what was said, and who answers for it."""
    themes = snapshot_of(about.freezes.get().snapshot).themes
    said = {one.text for theme in themes for one in theme.remarks}
    return said | {about.author, "OFFICIAL-SENSITIVE"}


def counts_of_people(kind: str, held: bytes) -> set[str]:
    """Return what the cells of the table of who took part hold, as its reader sees them."""
    if kind == "xlsx":
        book = openpyxl.load_workbook(io.BytesIO(held))
        tables = [[[str(cell) for cell in row] for row in sheet.values] for sheet in book]
    elif kind == "docx":
        found = docx.Document(io.BytesIO(held)).tables
        tables = [[[cell.text for cell in row.cells] for row in table.rows] for table in found]
    elif kind == "html":
        parsed = html.document_fromstring(held).iter("table")
        tables = [[["".join(map(str, cell.itertext())).strip() for cell in row]
                   for row in table.iter("tr")] for table in parsed]  # fmt: skip
    else:
        words = Pdf(held).words.partition("Table 1: Who took part")[2].partition("Ranked issues")[0]
        return set(words.split())
    [one] = (table for table in tables if table and table[0][:2] == ["Agency", "Asked"])
    return {cell for row in one for cell in row[1:5]}
