import datetime
import io
from dataclasses import replace
from decimal import Decimal

import docx
import pytest
from docx.oxml.ns import qn
from openxml_audit import OpenXmlValidator
from word_files import (
    SENSITIVE,
    body,
    chart,
    document,
    in_style,
    parts,
    said,
    table,
    text,
    with_parts,
)

from commonground.documents.contents import (
    Column,
    Document,
    Figure,
    FigureKind,
    Layout,
    Paragraph,
    Run,
    Section,
    Table,
    Text,
)
from commonground.documents.word import write
from commonground.errors import BadInput

WHOLE = document(
    text(), table(), chart(), sections=(Section("deeper", "Deeper", (text(2), table(3, 12))),)
)


@pytest.fixture(scope="module")
def written() -> bytes:
    return write(WHOLE)


def faults(content: bytes, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    path = tmp_path_factory.mktemp("word") / "file.docx"
    path.write_bytes(content)
    return [str(fault) for fault in OpenXmlValidator().validate(path).errors]


def test_it_is_valid_by_the_schemas_and_by_words_own_rules(
    written: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    assert faults(written, tmp_path_factory) == []


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (b"<w:pPr><w:pStyle", b"<w:pStyle/><w:pPr><w:pStyle"),
        (b'w:fldCharType="begin"', b'w:fldCharType="start"'),
        (b"<w:tblHeader/>", b"<w:tblHeading/>"),
    ],
)
def test_what_holds_it_against_the_schemas_finds_what_is_wrong(
    written: bytes, right: bytes, wrong: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    main = parts(written)["word/document.xml"]
    assert right in main
    broken = with_parts(written, {"word/document.xml": main.replace(right, wrong, 1)})
    assert faults(broken, tmp_path_factory)


def test_the_same_document_gives_the_same_bytes(written: bytes) -> None:
    assert write(WHOLE) == written


def test_headings_lists_quotes_and_captions_are_in_real_styles(written: bytes) -> None:
    assert in_style(written, "Title") == ["Strategic assessment"]
    assert in_style(written, "Heading1") == ["What we know"]
    assert in_style(written, "Heading2") == ["Deeper"]
    assert in_style(written, "ListBullet")[0] == "Police: repeat addresses in four wards"
    assert in_style(written, "ListNumber")[0] == "one list of addresses, held by 11 agencies"
    assert in_style(written, "Quote")[0].startswith("They moved in on a Tuesday,")
    assert in_style(written, "Caption") == [
        "Table 1: Offences by year",
        "Figure 1: Where each could stand",
        "Table 2: Offences by year",
    ]


def test_captions_are_counted_by_word(written: bytes) -> None:
    codes = [each.text for each in body(written).iter(qn("w:instrText"))]
    assert codes.count(" SEQ Table \\* ARABIC ") == 2
    assert codes.count(" SEQ Figure \\* ARABIC ") == 1


def test_each_list_of_numbers_starts_at_one(written: bytes) -> None:
    lists = {each.get(qn("w:val")) for each in body(written).iter(qn("w:numId"))}
    assert len(lists) == 2


def test_a_tables_header_is_repeated_and_no_row_is_split(written: bytes) -> None:
    first = next(
        each for each in body(written).iter(qn("w:tbl")) if "As recorded" not in said(each)
    )
    rows = list(first.iter(qn("w:tr")))
    assert [bool(row.findall(f".//{qn('w:tblHeader')}")) for row in rows[:3]] == [
        True,
        False,
        False,
    ]
    assert all(row.findall(f".//{qn('w:cantSplit')}") for row in rows)


def test_the_first_and_the_last_rows_of_a_long_table_stay_together() -> None:
    rows = list(body(write(document(table(30)))).iter(qn("w:tr")))[-30:]
    kept = [bool(row.findall(f".//{qn('w:keepNext')}")) for row in rows]
    assert kept == [True] * 2 + [False] * 25 + [True] * 3


def test_a_caption_stays_with_its_table(written: bytes) -> None:
    caption = next(each for each in body(written).iter(qn("w:p")) if "Table 1" in said(each))
    assert caption.findall(f".//{qn('w:keepNext')}")


def lying(content: bytes) -> list[bool]:
    """Return whether the pages of each section of a file lie on their side."""
    sizes = list(body(content).iter(qn("w:pgSz")))
    wide = [int(size.get(qn("w:w"), 0)) > int(size.get(qn("w:h"), 0)) for size in sizes]
    assert [size.get(qn("w:orient")) == "landscape" for size in sizes] == wide
    return wide


def test_a_wide_table_lies_on_its_side_and_nothing_else_does(written: bytes) -> None:
    assert lying(written) == [False, True]
    assert lying(write(document(text(), table(3, 12), text(2)))) == [False, True, False]
    assert lying(write(document(text(), table(3, 7)))) == [False]


def test_wide_tables_that_follow_one_another_lie_on_the_same_pages() -> None:
    two = (table(3, 12), replace(table(4, 12), id="more"))
    assert lying(write(document(text(), *two, text(2)))) == [False, True, False]


def test_headings_go_with_the_wide_table_that_they_are_of() -> None:
    deeper = Section("deeper", "Deeper", (Text("empty", (), SENSITIVE), table(3, 12)))
    main = body(write(document(sections=(deeper,))))
    [upright] = main.findall(f".//{qn('w:pPr')}/{qn('w:sectPr')}")
    assert lying(write(document(sections=(deeper,)))) == [False, True]
    end = next(upright.iterancestors(qn("w:p")))
    after = [said(each) for each in end.itersiblings(qn("w:p"))]
    assert after[:2] == ["What we know", "Deeper"]


def test_a_page_that_lies_already_is_not_turned() -> None:
    on_its_side = replace(document(text(), table(3, 12), text(2)), layout=Layout.LYING)
    assert lying(write(on_its_side)) == [True]


def test_no_word_of_a_table_is_broken_in_its_cell() -> None:
    columns = (Column("Number"), Column("What was said", width=9), Column("Chance"))
    sure = Figure("", "over 99 in 100", Decimal(1), FigureKind.SHARE)
    long = "Words that go on and on for as long as somebody has something to say. " * 3
    held = Table("remarks", "Remarks", columns, (("1", long, sure),), SENSITIVE)
    main = body(write(document(held)))
    grid = list(main.iter(qn("w:tblGrid")))[-1]
    across = [int(each.get(qn("w:w"), 0)) for each in grid]
    number, _words, chance = across
    # a letter of nine points is five points wide
    assert number > len("Number") * 100 + 216
    assert chance > len("over 99 in 100") * 100 + 216
    [size] = main.iter(qn("w:pgSz"))
    [margins] = main.iter(qn("w:pgMar"))
    room = int(size.get(qn("w:w"), 0)) - 2 * int(margins.get(qn("w:left"), 0))
    assert room - 3 <= sum(across) <= room


def test_every_page_is_marked_at_its_top_and_bottom_and_numbered(written: bytes) -> None:
    file = docx.Document(io.BytesIO(written))
    for section in file.sections:
        assert [each.text for each in section.header.paragraphs] == [SENSITIVE]
        assert [each.text for each in section.footer.paragraphs] == ["Page 1 of 1", SENSITIVE]
    footer = parts(written)["word/footer1.xml"]
    assert b" PAGE " in footer
    assert b" NUMPAGES " in footer


def test_the_contents_are_a_field_which_word_fills_and_are_there_already(written: bytes) -> None:
    assert in_style(written, "toc1") == ["What we know"]
    assert in_style(written, "toc2") == ["Deeper"]
    main = parts(written)["word/document.xml"]
    assert b' TOC \\o "1-3" \\h \\z \\u ' in main
    assert b'w:dirty="true"' in main
    links = {each.get(qn("w:anchor")) for each in body(written).iter(qn("w:hyperlink"))} - {None}
    assert links <= {each.get(qn("w:name")) for each in body(written).iter(qn("w:bookmarkStart"))}


def test_a_chart_says_what_it_shows_and_is_there_as_svg_and_as_a_picture(written: bytes) -> None:
    drawing = next(body(written).iter(qn("w:drawing")))
    about = next(drawing.iter(qn("wp:docPr")))
    assert about.get("descr") == "Five are on the list."
    kinds = {name.rpartition(".")[2] for name in parts(written) if name.startswith("word/media")}
    assert kinds == {"svg", "png"}


def test_a_chart_taller_than_the_page_is_made_smaller() -> None:
    drawing = next(body(write(document(chart(120)))).iter(qn("wp:extent")))
    assert int(str(drawing.get("cy"))) < 25.1 * 360_000


def test_nobodys_name_is_in_it_but_the_authors(written: bytes) -> None:
    about = docx.Document(io.BytesIO(written)).core_properties
    assert (about.author, about.last_modified_by) == ("Community safety team",) * 2
    assert about.created == datetime.datetime(2026, 11, 20, 12, tzinfo=datetime.UTC)
    assert "docProps/custom.xml" not in parts(written)
    assert b"Microsoft" not in parts(written)["docProps/app.xml"]


def test_a_document_without_texts_to_edit_carries_no_record_of_where_its_words_come_from() -> None:
    figure = Figure("", "4th", kind=FigureKind.RANK)
    plain = Text("made", (Paragraph((Run("It stands at "), figure)),), SENSITIVE)
    held = parts(write(document(plain)))
    assert not [name for name in held if name.startswith("customXml")]
    assert b"It stands at " in held["word/document.xml"]
    assert b"Figure" not in held["word/document.xml"]


def test_its_language_is_said(written: bytes) -> None:
    assert b'<w:lang w:val="cy-GB"' in parts(written)["word/styles.xml"]


def test_a_document_without_sections_or_words_is_written(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    empty: Document = replace(WHOLE, sections=())
    assert faults(write(empty), tmp_path_factory) == []
    assert faults(write(document(replace(text(), paragraphs=()))), tmp_path_factory) == []


def test_a_marking_that_no_document_may_bear_is_refused() -> None:
    with pytest.raises(BadInput, match="SECRET"):
        write(replace(WHOLE, marking="SECRET"))
