"""A document's tables as a workbook: real numbers, a sheet each, marked, and the same bytes."""

import io
import zipfile
from dataclasses import replace
from decimal import Decimal

import pytest
from document_cases import SENSITIVE, SOURCE, chart, document, table, told, wide_table, words
from openpyxl import Workbook, load_workbook
from PIL import Image

from commonground.documents.contents import Alignment, Chart, Column, Figure, FigureKind, Table
from commonground.documents.workbooks import annex_tables
from commonground.errors import BadInput


def opened(held: bytes) -> Workbook:
    return load_workbook(io.BytesIO(held))


@pytest.fixture(scope="module")
def book() -> Workbook:
    return opened(annex_tables.write(document()))


def test_the_same_document_gives_the_same_bytes() -> None:
    assert annex_tables.write(document()) == annex_tables.write(document())


def test_there_is_a_sheet_for_each_table_and_chart_after_the_contents(book: Workbook) -> None:
    names = ["Contents", "About this document", "Table 1", "Figure 1", "Table 2"]
    assert book.sheetnames == names
    rows = list(book["Contents"].values)
    assert rows[0][0] == "Assessment"
    assert rows[2] == ("Table 1", "Who took part", "Core messages", "Counted at closing.")
    assert rows[3] == ("Figure 1", chart().caption, "Core messages", chart().description)
    assert book["Contents"]["A3"].hyperlink.location == "'Table 1'!A1"


def test_the_control_sheet_says_what_the_document_says_of_itself(book: Workbook) -> None:
    said = {str(row[0]): row[1] for row in book["About this document"].values}
    assert said["Title"] == "Assessment"
    assert said["Author"] == document().author
    assert said["Date"] == "1 March 2026"
    assert said["Marking"] == SENSITIVE
    assert said["Approved by"] == "The board"


def test_numbers_are_numbers_below_a_header_that_stays(book: Workbook) -> None:
    sheet = book["Table 1"]
    assert list(sheet.values)[:2] == [("Agency", "In a meeting", "Remote"), ("Agency 0", 20, 30)]
    assert sheet.freeze_panes == "B2"
    assert sheet.print_title_rows == "$1:$1"


def test_every_sheet_is_marked_at_the_head_and_the_foot(book: Workbook) -> None:
    for sheet in book.worksheets:
        for end in (sheet.oddHeader, sheet.oddFooter):
            assert end is not None
            assert end.center.text == SENSITIVE


def test_a_figure_in_a_cell_is_a_number_that_leads_to_its_source() -> None:
    columns = (Column("Issue"), Column("Rank", Alignment.RIGHT, FigureKind.RANK), Column("Share"))
    rank = Figure("rank of Fraud", "4th", Decimal(4), FigureKind.RANK, SOURCE)
    share = Figure("", "12%", Decimal("0.12"), FigureKind.SHARE)
    held = Table("ranks", "Ranks", columns, (("Fraud", rank, share),), "OFFICIAL")
    sheet = opened(annex_tables.write(document(held)))["Table 1"]
    assert sheet["B2"].value == 4
    assert sheet["B2"].hyperlink.target == SOURCE
    assert (sheet["C2"].value, sheet["C2"].number_format) == (0.12, "0.0%")


def test_what_is_not_said_as_certain_or_is_shared_is_not_a_bare_number() -> None:
    columns = (Column("Chance"), Column("Chance"), Column("Rank"), Column("Rank"))
    sure = Figure("", "over 99 in 100", Decimal(1), FigureKind.SHARE, SOURCE)
    never = Figure("", "under 1 in 100", Decimal("0.0004"), FigureKind.SHARE)
    shared = Figure("", "31=", Decimal(31), FigureKind.RANK)
    alone = Figure("", "32", Decimal(32), FigureKind.RANK)
    held = Table("ranks", "Ranks", columns, ((sure, never, shared, alone),), "OFFICIAL")
    sheet = opened(annex_tables.write(document(held)))["Table 1"]
    assert list(sheet.values)[1] == ("over 99 in 100", "under 1 in 100", "31=", 32)
    assert sheet["A2"].number_format == "@"
    assert sheet["A2"].hyperlink.target == SOURCE


def test_a_figure_without_a_value_is_its_words() -> None:
    hidden = Figure("", "[c]", None, FigureKind.COUNT)
    held = replace(table(), rows=(("Police", hidden, hidden),))
    assert list(opened(annex_tables.write(document(held)))["Table 1"].values)[1] == (
        "Police", "[c]", "[c]",
    )  # fmt: skip


def test_text_that_looks_like_a_formula_is_text() -> None:
    held = replace(table(), rows=(("=1+1", "=1+1", "@x"),))
    sheet = opened(annex_tables.write(document(held)))["Table 1"]
    assert [cell.data_type for cell in sheet[2]] == ["s", "s", "s"]


def picture(held: Chart) -> Image.Image:
    """Return the picture of the one chart of a workbook."""
    with zipfile.ZipFile(io.BytesIO(annex_tables.write(document(held)))) as parts:
        return Image.open(io.BytesIO(parts.read("xl/media/image1.png")))


def test_a_chart_has_alternative_text() -> None:
    with zipfile.ZipFile(io.BytesIO(annex_tables.write(document(chart())))) as parts:
        assert f'descr="{chart().description}"' in parts.read("xl/drawings/drawing1.xml").decode()


def test_a_chart_is_a_picture_with_ink() -> None:
    drawn = picture(chart())
    assert drawn.size == (2 * 974, 2 * 93)
    dark = sum(drawn.convert("LA").getchannel("A").histogram()[200:])
    assert 0.02 < dark / (drawn.width * drawn.height) < 0.6


def test_a_document_without_tables_has_its_contents() -> None:
    assert opened(annex_tables.write(document(words("Only words"), told()))).sheetnames == [
        "Contents", "About this document",
    ]  # fmt: skip


def test_a_wide_table_prints_with_its_marking() -> None:
    assert annex_tables.write(document(wide_table(), marking="OFFICIAL"))


def test_a_marking_that_may_not_be_carried_is_refused() -> None:
    with pytest.raises(BadInput, match="is marked OFFICIAL or OFFICIAL-SENSITIVE"):
        annex_tables.write(document(marking="SECRET"))
