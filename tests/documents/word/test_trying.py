"""A template is tried before it is kept: what could go wrong in a document goes wrong here."""

import datetime
import io
from collections.abc import Callable

import docx
import pytest
from docx.document import Document as WordFile
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from openxml_audit import OpenXmlValidator
from word_files import in_style, parts, with_parts

from commonground.documents.word import write
from commonground.documents.word.elements import field, run
from commonground.documents.word.example import example
from commonground.documents.word.styles import ADDED, NEEDED, Style
from commonground.documents.word.templates import own_template
from commonground.documents.word.trying import MOST_BYTES, tried
from commonground.errors import BadInput

DAY = datetime.date(2026, 11, 23)


def made(change: Callable[[WordFile], object]) -> bytes:
    """Return a partnership's template: ours, changed."""
    file = docx.Document(io.BytesIO(own_template()))
    change(file)
    saved = io.BytesIO()
    file.save(saved)
    return saved.getvalue()


def refused(template: bytes) -> str:
    with pytest.raises(BadInput) as caught:
        tried(template)
    [fault] = caught.value.faults
    return fault


def test_a_template_that_has_every_style_lacks_none() -> None:
    assert tried(own_template()).added == ()


def test_what_a_template_may_lack_is_told() -> None:
    def take_out(file: WordFile) -> None:
        for name in ("Table Text", "Protective Marking"):
            file.styles[name].delete()

    assert tried(made(take_out)).added == (Style.CELL, Style.MARKING)
    assert set(ADDED).isdisjoint(NEEDED)


@pytest.mark.parametrize("style", NEEDED)
def test_each_style_that_is_needed_is_missed_by_its_name(style: Style) -> None:
    assert f"lacks the style {style}." in refused(made(lambda file: file.styles[style].delete()))


def test_a_template_that_is_too_large_to_keep_is_refused() -> None:
    said = refused(own_template() + bytes(MOST_BYTES))
    assert "is 5.0 MB; one of at most 5 MB can be kept" in said


def test_a_picture_that_is_fetched_from_elsewhere_is_refused() -> None:
    def fetch(file: WordFile) -> None:
        edge = file.sections[0].header
        edge.is_linked_to_previous = False
        edge.part.relate_to("https://tracker.example/logo.png", RELATIONSHIP_TYPE.IMAGE, True)

    said = refused(made(fetch))
    assert "fetches something from elsewhere" in said
    assert "https://tracker.example/logo.png" in said


@pytest.mark.parametrize(
    "in_runs",
    [
        ("INCLUDEPICTURE https://tracker.example/a.png",),
        ("DDE", "AUTO excel page1"),
        ("IF 1 = 1 ", "includetext a"),
    ],
)
def test_a_field_that_fetches_is_refused_however_it_is_cut(in_runs: tuple[str, ...]) -> None:
    def fetch(file: WordFile) -> None:
        edge: Paragraph = file.sections[0].footer.paragraphs[0]
        edge._p.extend(field("", [run("1")]))
        first = next(edge._p.iter(qn("w:instrText")))
        first.text = in_runs[0]
        for code in in_runs[1:]:
            more = run("")
            more.append(first.makeelement(first.tag, {}))
            more[-1].text = code
            first.getparent().addnext(more)  # type: ignore[union-attr]

    assert "fetches something from elsewhere" in refused(made(fetch))


def test_a_document_of_five_hundred_pages_gives_its_look_and_none_of_its_words() -> None:
    def fill(file: WordFile) -> None:
        for _paragraph in range(6_000):
            file.add_paragraph("Larkspur " + "word " * 25)

    template = made(fill)
    assert tried(template).added == ()
    assert b"Larkspur" in parts(template)["word/document.xml"]
    assert b"Larkspur" not in b"".join(parts(write(example(DAY), template)).values())


def test_a_link_that_somebody_may_follow_is_kept() -> None:
    def link(file: WordFile) -> None:
        edge = file.sections[0].footer
        edge.is_linked_to_previous = False
        edge.part.relate_to("https://anytown.example/", RELATIONSHIP_TYPE.HYPERLINK, True)
        edge.paragraphs[0].text = "anytown.example"

    template = made(link)
    assert tried(template).added == ()
    relations = parts(write(example(DAY), template))["word/_rels/footer1.xml.rels"]
    assert b"https://anytown.example/" in relations


def test_a_list_that_would_come_back_as_another_is_refused() -> None:
    def number_bullets(file: WordFile) -> None:
        bullet = file.styles["List Bullet"].element
        number = file.styles["List Number"].element
        path = f"{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:numId')}"
        bullet.find(path).set(qn("w:val"), number.find(path).get(qn("w:val")))

    assert "come back as something else" in refused(made(number_bullets))


def test_a_template_whose_header_is_no_header_is_refused() -> None:
    dressed = made(lambda file: setattr(file.sections[0].header.paragraphs[0], "text", "Us"))
    [header] = (name for name in parts(dressed) if name.startswith("word/header"))
    assert "cannot be opened" in refused(with_parts(dressed, {header: b"<a/>"}))


def test_the_example_shows_every_style_and_is_valid(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    written = write(example(DAY))
    for style in (*NEEDED[:8], Style.CELL, Style.HEADER_CELL, Style.NOTE, Style.PICTURE):
        assert in_style(written, docx.Document(io.BytesIO(written)).styles[style].style_id), style
    path = tmp_path_factory.mktemp("word") / "example.docx"
    path.write_bytes(written)
    assert [str(fault) for fault in OpenXmlValidator().validate(path).errors] == []
