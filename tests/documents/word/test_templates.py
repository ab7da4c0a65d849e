import io
from collections.abc import Callable

import docx
import pytest
from docx.document import Document as WordFile
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from openxml_audit import OpenXmlValidator
from word_files import SENSITIVE, chart, document, in_style, parts, table, text, with_parts

from commonground.documents.word import write
from commonground.documents.word.coming_back import read
from commonground.documents.word.elements import w
from commonground.documents.word.templates import own_template
from commonground.errors import BadInput

TYPES = "[Content_Types].xml"
WHOLE = document(text(), table(), table(3, 12), chart())


def made(change: Callable[[WordFile], object]) -> bytes:
    """Return a partnership's template: ours, changed."""
    file = docx.Document(io.BytesIO(own_template()))
    change(file)
    saved = io.BytesIO()
    file.save(saved)
    return saved.getvalue()


def _dressed(file: WordFile) -> None:
    file.styles["Heading 1"].font.size = Pt(31)
    page = file.sections[0]
    page.left_margin = page.right_margin = Cm(4)
    page.header.paragraphs[0].text = "Anytown together"
    page.footer.paragraphs[0].text = "A footer of our own"
    page.different_first_page_header_footer = True
    page.first_page_header.paragraphs[0].text = "The first page"
    file.add_heading("Replace this heading", 1)
    file.add_paragraph("Words of the template itself.")
    file.core_properties.author = "Whoever made the template"
    file.core_properties.comments = "An inside remark"


DRESSED = made(_dressed)


def without(*names: str) -> bytes:
    def take_out(file: WordFile) -> None:
        for name in names:
            file.styles[name].delete()

    return made(take_out)


def test_styles_margins_headers_and_footers_are_the_templates() -> None:
    written = write(WHOLE, DRESSED)
    file = docx.Document(io.BytesIO(written))
    assert file.styles["Heading 1"].font.size == Pt(31)
    section = file.sections[0]
    assert abs((section.left_margin or 0) - Cm(4)) < 400
    assert [each.text for each in section.header.paragraphs] == [SENSITIVE, "Anytown together"]
    assert [each.text for each in section.footer.paragraphs] == [
        "A footer of our own",
        "Page 1 of 1",
        SENSITIVE,
    ]
    assert [each.text for each in section.first_page_header.paragraphs] == [
        SENSITIVE,
        "The first page",
    ]
    assert section.first_page_footer.paragraphs[-1].text == SENSITIVE


def test_nothing_that_the_template_says_or_who_made_it_is_in_the_document() -> None:
    everything = b"".join(parts(write(WHOLE, DRESSED)).values())
    for words in (b"Words of the template", b"Whoever made", b"inside remark", b"Replace this"):
        assert words not in everything
        assert words in b"".join(parts(DRESSED).values())


def test_a_chart_is_no_wider_than_the_templates_page() -> None:
    main = docx.Document(io.BytesIO(write(WHOLE, DRESSED)))
    assert max(shape.width for shape in main.inline_shapes) <= Cm(13.01)


def test_a_document_in_a_template_is_valid_and_comes_back(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    written = write(WHOLE, DRESSED)
    path = tmp_path_factory.mktemp("word") / "file.docx"
    path.write_bytes(written)
    assert [str(fault) for fault in OpenXmlValidator().validate(path).errors] == []
    assert [each.is_changed for each in read(written).texts] == [False]


def test_a_document_can_be_the_template_of_the_next() -> None:
    again = write(WHOLE, write(WHOLE, DRESSED))
    assert in_style(again, "Title") == ["Strategic assessment"]
    assert read(again).notes == ()
    header = docx.Document(io.BytesIO(again)).sections[0].header
    assert [each.text for each in header.paragraphs] == [SENSITIVE, "Anytown together"]


def test_a_template_file_is_taken_as_well_as_a_document() -> None:
    kinds = parts(DRESSED)[TYPES].replace(b"document.main+xml", b"template.main+xml")
    assert write(WHOLE, with_parts(DRESSED, {TYPES: kinds})) == write(WHOLE, DRESSED)


def test_even_pages_are_marked_where_a_template_tells_them_apart() -> None:
    def tell_apart(file: WordFile) -> None:
        file.settings.odd_and_even_pages_header_footer = True

    section = docx.Document(io.BytesIO(write(WHOLE, made(tell_apart)))).sections[0]
    assert [each.text for each in section.even_page_header.paragraphs] == [SENSITIVE]


def test_the_header_of_an_earlier_section_is_kept_as_word_shows_it() -> None:
    def add_part(file: WordFile) -> None:
        _dressed(file)
        file.add_section()

    file = docx.Document(io.BytesIO(write(WHOLE, made(add_part))))
    for section in file.sections:
        assert [each.text for each in section.header.paragraphs] == [SENSITIVE, "Anytown together"]


def test_pages_after_a_turned_table_are_neither_first_nor_numbered_anew() -> None:
    def cover(file: WordFile) -> None:
        _dressed(file)
        file.sections[0]._sectPr.append(w("pgNumType", start=1))

    wide = document(text(), table(3, 12), text(2))
    first, *others = docx.Document(io.BytesIO(write(wide, made(cover)))).sections
    assert first.different_first_page_header_footer
    assert first._sectPr.findall(f"{qn('w:pgNumType')}[@{qn('w:start')}]")
    assert len(others) == 2
    for section in others:
        assert not section.different_first_page_header_footer
        assert not section._sectPr.findall(f"{qn('w:pgNumType')}[@{qn('w:start')}]")
        assert [each.text for each in section.header.paragraphs] == [SENSITIVE, "Anytown together"]


def test_the_documents_language_is_said_whatever_the_templates_was() -> None:
    def speak(file: WordFile) -> None:
        file.styles["Quote"].element.get_or_add_rPr().append(w("lang", val="fr-FR"))
        defaults = file.styles.element.find(qn("w:docDefaults"))
        file.styles.element.remove(defaults)

    styles = parts(write(WHOLE, made(speak)))["word/styles.xml"]
    assert b"fr-FR" not in styles
    assert styles.count(b'<w:lang w:val="cy-GB"') == 1


def refused(template: bytes) -> str:
    with pytest.raises(BadInput) as caught:
        write(WHOLE, template)
    assert len(caught.value.faults) == 1
    return caught.value.faults[0]


def test_a_template_without_needed_styles_is_refused_by_their_names() -> None:
    assert refused(without("Quote", "List Number", "Heading 3")) == (
        "The template lacks the styles Heading 3, List Number, Quote. Open it in Word, use each of "
        "them once, delete the paragraphs, and save the template."
    )
    assert "lacks the style Caption." in refused(without("Caption"))


def test_a_list_style_that_lists_nothing_is_as_good_as_missing() -> None:
    def unnumber(file: WordFile) -> None:
        properties = file.styles["List Number"].element.pPr
        properties.remove(properties.find(qn("w:numPr")))

    assert "lacks the style List Number." in refused(made(unnumber))


def test_a_template_with_macros_is_refused() -> None:
    assert "holds macros" in refused(with_parts(DRESSED, {"word/vbaProject.bin": b"code"}))
    kinds = parts(DRESSED)[TYPES].replace(
        b"openxmlformats-officedocument.wordprocessingml.document.main",
        b"ms-word.template.macroEnabledTemplate.main",
    )
    assert "holds macros" in refused(with_parts(DRESSED, {TYPES: kinds}))


@pytest.mark.parametrize(
    ("template", "said"),
    [
        (b"no file", "no Word document"),
        (with_parts(DRESSED, {"word/styles.xml": b"<broken"}), "damaged"),
        (with_parts(DRESSED, {"word/document.xml": b"<a/>"}), "cannot be opened"),
        (with_parts(DRESSED, {"_rels/.rels": b"<Relationships/>"}), "cannot be opened"),
        (made(lambda file: file.element.body.remove(file.element.body.sectPr)), "cannot be opened"),
    ],
)
def test_a_damaged_template_is_refused(template: bytes, said: str) -> None:
    assert said in refused(template)


def test_our_own_template_is_made_the_same_each_time_and_can_be_edited() -> None:
    assert own_template() == own_template()
    assert write(WHOLE, own_template()) == write(WHOLE)
