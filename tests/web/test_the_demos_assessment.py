"""The demo's assessment, made once for all of this: whole, safe to publish, and true.

Nothing is asked for that there is not, the public build holds nothing sensitive, and figures taken
at random out of the files lead to their sources and come out the same there.
"""

import io
import json
import random
import re
from decimal import Decimal
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import docx
import openpyxl
import pytest
from demo_here import Demo
from django.conf import settings
from django.test import Client
from django.utils.html import escape
from frozen_figures import Frozen
from linked_figures import Linked, linked_figures
from lxml import html
from openxml_audit import OpenXmlValidator
from pdf_pages import Pdf
from pdfua import validate
from people_here import text_of
from searched_files import found_in

from commonground.documents.assessment.sources import snapshot_of
from commonground.documents.contents.audiences import Audience
from commonground.documents.markings import MARKINGS
from commonground.rooms.assessment import access, exporting
from commonground.rooms.assessment.composing import composed
from commonground.rooms.assessment.models import Assessment, Kind, Origin, Revision

pytestmark = pytest.mark.same_on_postgresql

SMALL = {"1", "2", "3", "4"}


def no_link(_reference: str) -> str:
    return ""


def test_the_demo_holds_a_drafted_assessment_whose_public_build_holds_nothing_sensitive(
    kept_demo: Demo, db: None, tmp_path: Path
) -> None:
    about = Assessment.objects.get(document="assessment")
    outline = access.outline(about)
    material = access.material(about, access.latest_freeze(about), no_link)
    assert [one for block in outline.blocks for one in composed(material, block).faults] == []
    texts = [one for one in outline.blocks if one.kind == Kind.TEXT]
    written = [one for one in texts if one.content]
    assert len(written) > len(texts) * 0.8
    assert Revision.objects.filter(origin=Origin.WRITTEN, number=3).exists()
    [sensitive] = [one for one in written if one.marking == MARKINGS[-1]]
    assert "invented" in sensitive.content

    host = settings.ADDRESS.url.rstrip("/")
    builds = {one: exporting.built(about, one) for one in (Audience.PARTNER, Audience.PUBLIC)}
    assert builds[Audience.PUBLIC].left_out
    secrets = [*secrets_of(about), sensitive.content, host]
    for kind in exporting.KINDS.values():
        held = {audience: kind.write(build.document) for audience, build in builds.items()}
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


SEEDS = (2015, 106, 30)
AT_RANDOM = 10


def frozen(about: Assessment) -> Frozen:
    closing = about.ranking.closing
    return Frozen(about.ranking.result, closing.record, about.freezes.latest("number").snapshot)


def reference_of(one: Linked) -> str:
    return parse_qs(urlsplit(one.address).query)["of"][0]


def is_said(printed: str, said: str) -> bool:
    """Whether a file says this: a workbook's numbers may have more digits than the words."""
    if printed == said:
        return True
    number = re.fullmatch(r"([\d,]+(?:\.\d+)?)%?", printed)
    least = re.fullmatch(r"([\d,]+(?:\.(\d+))?)(?:%| in 100)?", said)
    if number is None or least is None:
        return False
    found = Decimal(number[1].replace(",", ""))
    return f"{found:,.{len(least[2] or '')}f}" == least[1]


def followed(browser: Client, one: Linked) -> str:
    """Return the page that a link of a file leads to, which stands on this installation."""
    to = urlsplit(one.address)
    assert f"{to.scheme}://{to.netloc}" == settings.ADDRESS.url.rstrip("/")
    answer = browser.get(f"{to.path}?{to.query}")
    assert answer.status_code == 200, one
    return text_of(answer)


def test_ten_figures_at_random_of_each_file_recompute_to_what_is_printed(
    kept_demo: Demo, db: None
) -> None:
    about, browser = Assessment.objects.get(document="assessment"), kept_demo.browser
    source = frozen(about)
    files = f"/p/{about.partnership_id}/assessments/{about.pk}/downloads/partner/"
    seen: set[str] = set()

    for kind in ("html", "docx", "pdf", "xlsx"):
        there = linked_figures(kind, browser.get(f"{files}{kind}/").content)
        agree = is_said if kind == "xlsx" else str.__eq__
        # every figure of the file, not only the ten
        for one in there:
            assert agree(one.printed, source.said(reference_of(one))), (kind, one)
        for seed in SEEDS:
            chosen = random.Random(seed).sample(there, AT_RANDOM)
            seen |= {reference_of(one) for one in chosen}
            for one in chosen:
                page = followed(browser, one)
                assert "The same" in page, one
                assert "It differs" not in page, one
                assert escape(source.said(reference_of(one))) in page, one
                assert any(digest in page for digest in source.digests), one

    assert len(seen) > 2 * AT_RANDOM


def test_the_other_path_can_disagree() -> None:
    """What it computes, it computes from deeper in the text than what the document prints."""

    def held(first: float) -> Frozen:
        certainty = {"probability_in_top": 0.8, "rank_acceptability": {"1": first, "2": 0.3}}
        issue = {"issue": "Burglary", "certainty": certainty}
        return Frozen(json.dumps({"issues": [issue], "shortlist_length": 2}), "{}", "{}")

    assert held(0.5).said("chance of Burglary") == "80 in 100"
    with pytest.raises(AssertionError):
        held(0.4).said("chance of Burglary")
    with pytest.raises(LookupError):
        held(0.5).said("rank of Arson")
