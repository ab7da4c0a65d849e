"""A document as pdf: tagged for everybody, marked on every page, and the same bytes each time."""

import datetime
import re
from dataclasses import replace
from itertools import pairwise

import pytest
from document_cases import (
    AWKWARD,
    SENSITIVE,
    SOURCE,
    chart,
    document,
    table,
    told,
    wide_table,
    words,
)
from pdf_pages import Pdf
from pdfua import validate

from commonground.documents import pdf
from commonground.documents.contents import Column, Figure, Paragraph, Table, Text
from commonground.errors import BadInput


@pytest.fixture(scope="module")
def written() -> bytes:
    return pdf.write(document())


@pytest.fixture(scope="module")
def read(written: bytes) -> Pdf:
    return Pdf(written)


def test_the_same_document_gives_the_same_bytes(written: bytes) -> None:
    assert pdf.write(document()) == written


def test_a_checker_of_pdf_ua_finds_nothing(
    written: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("pdf") / "assessment.pdf"
    path.write_bytes(written)
    report = validate(str(path))
    assert [finding.message for finding in report.findings] == []


def test_it_says_what_it_is(read: Pdf) -> None:
    with read.file.open_metadata() as said:
        assert said["pdfuaid:part"] == "1"
        assert said["dc:title"] == "Assessment"
        assert said["dc:description"] == f"Larkenmere Community Safety Partnership, {SENSITIVE}"
        assert "2026-03-01" in str(said["xmp:CreateDate"])
    assert str(read.file.Root.Lang) == "en-GB"
    assert bool(read.file.Root.MarkInfo.Marked)
    assert bool(read.file.Root.ViewerPreferences.DisplayDocTitle)


def test_its_bookmarks_are_its_headings(read: Pdf) -> None:
    assert read.bookmarks == ["Core messages", ".Fraud", "..Why it stands", "Appendices"]


def test_headings_go_down_one_step_at_a_time(read: Pdf) -> None:
    levels = [int(tag.name[1]) for tag in read.tags if tag.name in {"H1", "H2", "H3", "H4"}]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_the_contents_page_names_every_heading(read: Pdf) -> None:
    assert len(read.named("TOCI")) == len(read.bookmarks)
    for heading in read.bookmarks:
        assert heading.lstrip(".") in read.pages[1]


def test_each_page_bears_the_marking_twice_and_its_number(read: Pdf) -> None:
    for number, said in enumerate(read.pages, 1):
        lines = said.splitlines()
        assert lines[0] == SENSITIVE
        assert f"{SENSITIVE} Page {number}" in lines[-1]
        assert f"Page {number} of {len(read.pages)}" in said


def test_tables_have_captions_and_header_cells(read: Pdf) -> None:
    tables = (table(), wide_table())
    assert [tag.parent for tag in read.named("Caption")] == ["Table", "Div", "Table"]
    columns = sum(len(each.columns) for each in tables)
    assert len(read.named("TH")) == columns + 1  # and one above the rows of the first page
    assert "Table 1: Who took part" in read.words
    assert "Counted at closing." in read.words


def test_a_long_table_repeats_its_headings_on_each_page() -> None:
    pages = [page for page in Pdf(pdf.write(document(table(rows=106)))).pages if "Agency 5" in page]
    pages = pages or [""]
    assert len(pages) >= 2
    assert all("In a meeting" in page for page in pages)


def test_a_wide_table_lies_on_its_side(read: Pdf) -> None:
    boxes = [page.MediaBox for page in read.file.pages]
    on_side = [place for place, box in enumerate(boxes) if float(box[2]) > float(box[3])]
    assert len(on_side) == 1
    assert "Themes by issue" in read.pages[on_side[0]]


def test_a_heading_goes_with_the_wide_table_that_it_is_of() -> None:
    read = Pdf(pdf.write(document(wide_table(), words("After it."))))
    page = next(page for page in read.pages if "Themes by issue" in page)
    assert "Core messages" in page
    assert "After it." in read.words


def test_charts_have_alternative_text_and_ink(read: Pdf) -> None:
    (figure,) = [tag for tag in read.named("Figure") if tag.alt]
    assert figure.alt == chart().description
    assert "Figure 1: Ranks and ranges" in read.words
    assert "Cuckooing" in read.words


def test_a_chart_draws_more_than_its_caption() -> None:
    empty = replace(chart(), svg='<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 960 80"/>')
    inked = [Pdf(pdf.write(document(each))).ink(2) for each in (chart(), empty)]
    assert inked[0] > 1.5 * inked[1]


def test_text_is_never_code(read: Pdf) -> None:
    assert AWKWARD in read.words


def test_a_figure_leads_to_its_source_and_an_address_without_a_host_nowhere() -> None:
    assert SOURCE.encode() in Pdf(pdf.write(document(told()))).everything
    local = Figure("rank of Fraud", "4th", source="/assessment/1/figures/")
    text = Text("local", (Paragraph((local,)),), "OFFICIAL")
    assert b"/assessment/1" not in Pdf(pdf.write(document(text))).everything


@pytest.mark.parametrize("said", ["Tŷ Gŵyl", "Łódź", "Ștefan", "Ελλάδα", "Привет"])
def test_names_of_many_languages_are_shown(said: str) -> None:
    read = Pdf(pdf.write(document(words(said))))
    assert said in read.words
    assert "are shown as" not in read.words


def test_letters_that_no_font_has_are_told_of_and_what_is_invisible_goes() -> None:
    read = Pdf(pdf.write(document(words("Street 日本 \U0001f600 bell\x07 end"), title="Art 日")))
    assert "Street \N{REPLACEMENT CHARACTER}\N{REPLACEMENT CHARACTER}" in read.words
    assert "bell end" in read.words
    assert "3 different letters or signs are shown as" in read.pages[0]


def test_no_word_hangs_out_of_its_cell() -> None:
    digest = "0123456789abcdef" * 4
    columns = (
        Column("Number"),
        Column("Responsibilities"),
        Column("Words", width=9),
        Column("Digest"),
    )
    rows = (("1", "x", "Words " * 40, digest), ("2", "y", "w", "z"))
    read = Pdf(pdf.write(document(Table("t", "All digests", columns, rows, "OFFICIAL"))))
    page = next(
        page for page in read.drawn if "All digests" in page.get_textpage().get_text_bounded()
    )
    text = page.get_textpage()
    places = {}
    for heading in ("Number", "Responsibilities", "Digest", "Words"):
        found = text.search(heading, match_case=True, match_whole_word=True).get_next()
        assert found is not None
        boxes = [text.get_charbox(at) for at in range(found[0], found[0] + found[1])]
        places[heading] = (boxes[0][0], boxes[-1][2])
    edges = sorted(places.values())
    assert all(before[1] < after[0] for before, after in pairwise(edges))
    assert digest in "".join(text.get_text_bounded().split())
    right = max(text.get_charbox(at)[2] for at in range(text.count_chars()))
    assert right <= page.get_width() - 18 * 72 / 25.4 + 1


def test_a_short_table_is_not_broken_over_two_pages_and_a_high_one_is() -> None:
    def rows_by_page(above: int, said: str) -> list[int]:
        columns = (Column("Figure"), Column("Value", width=4))
        rows = tuple((f"Row {at}.", said) for at in range(12))
        before = replace(words("Above. " * 15 * above), id="above")
        held = Pdf(pdf.write(document(before, Table("t", "Short", columns, rows, "OFFICIAL"))))
        return [found for page in held.pages if (found := page.count("Row "))]

    assert {tuple(rows_by_page(above, "short")) for above in range(8, 33, 4)} == {(12,)}
    # each cell half a page high: nothing of it may be cut off
    broken = rows_by_page(1, "word " * 300)
    assert len(broken) > 3
    assert sum(broken) == 12


def test_a_low_row_is_not_broken_over_two_pages() -> None:
    columns = (Column("Agency"), Column("Question", width=4))
    for above in range(4):
        rows = tuple(
            (f"Start{at} " + "of a long name " * (7 if at else above) + f"End{at}", "x")
            for at in range(30)
        )
        held = Pdf(pdf.write(document(Table("t", "Rows", columns, rows, "OFFICIAL"))))
        pages = [page for page in held.pages if "Start" in page]
        assert len(pages) > 1
        for page in pages:
            assert re.findall(r"Start(\d+)", page) == re.findall(r"End(\d+)", page)


def test_an_empty_document_and_an_empty_table_are_written() -> None:
    empty = Table("none", "Nothing yet", (Column("What"), Column("How many")), (), "OFFICIAL")
    assert "Nothing yet" in Pdf(pdf.write(document(empty))).words
    assert pdf.write(replace(document(), sections=(), details=()))


def test_another_date_gives_another_file(written: bytes) -> None:
    later = replace(document(), date=datetime.date(2026, 3, 2))
    assert pdf.write(later) != written


def test_a_marking_that_may_not_be_carried_is_refused() -> None:
    with pytest.raises(BadInput, match="is marked OFFICIAL or OFFICIAL-SENSITIVE"):
        pdf.write(document(marking="SECRET"))
