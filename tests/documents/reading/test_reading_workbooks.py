"""Workbooks: which sheet, what each cell becomes, and what is refused before it is opened."""

import datetime
import struct
import time
import tracemalloc
import zipfile
from collections.abc import Mapping
from pathlib import Path
from unittest.mock import Mock

import pytest
import xlsxwriter
from reading_files import (
    MAIN,
    Cell,
    deflated_zeros,
    edited_xlsx,
    fault_of,
    faults_of,
    sheet_xlsx,
    text_file,
    xlsx_file,
)

from commonground.documents.reading import Row, read_table
from commonground.documents.reading.files.xlsx_files import cell_text

ROWS: list[list[Cell]] = [["issue", "score", "note"], ["a", 2.0, None], [None], ["b", 0.5, "x"]]
HEADER = '<row r="1"><c r="A1" t="str"><v>issue</v></c><c r="B1" t="str"><v>n</v></c></row>'


def test_it_reads_an_xlsx_as_text_with_the_numbers_excel_shows(tmp_path: Path) -> None:
    table = read_table(xlsx_file(tmp_path, {"Scores": ROWS}))
    assert (table.source, table.sheet) == ("book.xlsx", "Scores")
    assert table.header == ("issue", "score", "note")
    assert table.rows == (Row(2, ("a", "2", "")), Row(4, ("b", "0.5", "x")))
    assert table.notices == ()


def test_it_reads_a_sheet_that_starts_below_and_beside_a1(tmp_path: Path) -> None:
    table = read_table(xlsx_file(tmp_path, {"S": [[], [], [None, "issue"], [None, "a"]]}))
    assert table.header == ("", "issue")
    assert table.header_row == 3
    assert table.rows == (Row(4, ("", "a")),)
    assert table.where(4, 1) == "book.xlsx, row 4, column B (issue)"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (2.0, "2"),
        (0.5, "0.5"),
        (-0.0, "0"),
        (0.1 + 0.2, "0.3"),
        (35.099999999999994, "35.1"),
        (1e21, "1000000000000000000000"),
        (1e-7, "0.0000001"),
        (float("inf"), "inf"),
        (7, "7"),
        (True, "TRUE"),
        (False, "FALSE"),
        (datetime.date(2026, 5, 1), "2026-05-01"),
        (datetime.datetime(2026, 5, 1, 9, 30), "2026-05-01T09:30:00"),  # noqa: DTZ001
        (datetime.time(9, 30), "09:30:00"),
        (datetime.timedelta(hours=36), "1 day, 12:00:00"),
        ("text", "text"),
    ],
)
def test_it_turns_each_kind_of_cell_into_text(
    value: str | float | datetime.date | datetime.time | datetime.timedelta, text: str
) -> None:
    assert cell_text(value) == text


def test_it_reads_the_first_sheet_with_content_and_says_so(tmp_path: Path) -> None:
    path = xlsx_file(tmp_path, {"Empty": [], "Scores": ROWS, "Other": [["z"], ["1"]]})
    table = read_table(path)
    assert table.sheet == "Scores"
    (notice,) = table.notices
    assert '3 sheets: "Scores" was read, and not "Empty", "Other"' in notice
    assert "--sheet" in notice


def test_it_reads_the_sheet_it_is_told_in_any_case(tmp_path: Path) -> None:
    path = xlsx_file(tmp_path, {"Scores": ROWS, "Other": [["z"], ["1"]]})
    table = read_table(path, sheet="other ")
    assert (table.sheet, table.notices) == ("Other", ())


def test_it_refuses_a_sheet_that_is_not_there_and_lists_those_that_are(tmp_path: Path) -> None:
    path = xlsx_file(tmp_path, {"Scores": ROWS, "Other": ROWS})
    fault = fault_of(lambda: read_table(path, sheet="Score"))
    assert fault == 'book.xlsx has no sheet "Score"; its sheets are "Scores", "Other".'


def test_it_prefers_a_sheet_that_people_see(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    with xlsxwriter.Workbook(path) as book:
        hidden, seen = book.add_worksheet("Lists"), book.add_worksheet("Scores")
        book.add_chartsheet("Chart")
        seen.activate()
        hidden.hide()
        for sheet in (hidden, seen):
            sheet.write_column(0, 0, ["issue", sheet.name])
    assert read_table(path).sheet == "Scores"


@pytest.mark.parametrize("sheets", [{"S": []}, {"S": [], "T": []}])
def test_it_refuses_an_empty_workbook(
    tmp_path: Path, sheets: Mapping[str, list[list[str]]]
) -> None:
    assert "book.xlsx is empty" in fault_of(lambda: read_table(xlsx_file(tmp_path, sheets)))


def test_it_names_the_sheet_that_holds_nothing_or_only_a_header(tmp_path: Path) -> None:
    path = xlsx_file(tmp_path, {"S": [["issue"]], "T": [[" "]]})
    assert 'sheet "S", holds only a header' in fault_of(lambda: read_table(path))
    assert 'sheet "T", is empty' in fault_of(lambda: read_table(path, sheet="T"))


def test_it_shows_the_error_of_a_failed_formula(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("S")
        sheet.write_row(0, 0, ["issue", "n"])
        sheet.write_string(1, 0, "a")
        sheet.write_formula(1, 1, "=1/0", None, "#DIV/0!")
        sheet.write_formula(2, 0, '="b"', None, "b")
        sheet.write_formula(2, 1, "=1+1", None, 2)
    assert [row.cells for row in read_table(path).rows] == [("a", "#DIV/0!"), ("b", "2")]


def test_it_says_where_a_formula_has_no_value_yet(tmp_path: Path) -> None:
    path = sheet_xlsx(
        tmp_path,
        HEADER + '<row><c t="str"><v>a</v></c><c><f>1+1</f></c></row>'
        '<row><c t="inlineStr"><is><t>b</t></is></c><c><f>2</f><v></v></c></row>',
    )
    table = read_table(path)
    assert [row.cells for row in table.rows] == [("a", ""), ("b", "")]
    assert table.uncomputed == {(2, 1), (3, 1)}
    assert "no spreadsheet has computed yet" in table.hint(2, 1)
    assert table.hint(2, 0) == ""
    (notice,) = table.notices
    assert "2 cells hold a formula" in notice
    assert "the first in row 2, column B" in notice


def test_it_says_so_of_a_single_formula_too(tmp_path: Path) -> None:
    path = sheet_xlsx(tmp_path, HEADER + '<row><c t="str"><v>a</v></c><c><f>2</f><v></v></c></row>')
    (notice,) = read_table(path).notices
    assert "1 cell holds a formula" in notice
    assert "computed yet, in row 2, column B; it was read as empty." in notice


def test_it_names_each_error_that_the_workbook_reader_does_not_know(tmp_path: Path) -> None:
    path = sheet_xlsx(
        tmp_path,
        HEADER + '<row r="2"><c r="B2" t="e"><f>X()</f><v>#SPILL!</v></c></row>'
        '<row r="3"><c r="B3" t="e"><v>#CALC!</v></c></row>',
    )
    first, second = faults_of(lambda: read_table(path))
    assert 'book.xlsx, row 2, column B holds the formula error "#SPILL!"' in first
    assert "row 3, column B" in second


def test_it_shows_an_error_without_text_as_one(tmp_path: Path) -> None:
    path = sheet_xlsx(tmp_path, HEADER + '<row r="2"><c r="A2" t="e"><v>#N/A</v></c></row>')
    assert read_table(path).rows[0].cells == ("#N/A", "")


@pytest.mark.parametrize(
    "row",
    [
        '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
        '<row r="4294967295"><c><v>1</v></c></row>',
        '<row r="2"><c r="xfd1048576"><is><t>x</t></is></c></row>',
        '<x:row xmlns:x="a" r="1048576"><x:c r="XFD1048576"><x:v>1</x:v></x:c></x:row>',
    ],
)
def test_it_refuses_two_cells_too_far_apart_to_lay_out(tmp_path: Path, row: str) -> None:
    fault = fault_of(lambda: read_table(sheet_xlsx(tmp_path, HEADER + row)))
    assert 'book.xlsx, sheet "S" reaches to row' in fault
    assert "the most that is read is 5,000,000" in fault


def test_it_pays_no_heed_to_a_dimension_or_to_formatting_far_away(tmp_path: Path) -> None:
    xml = (
        f'<worksheet {MAIN}><dimension ref="A1:XFD1048576"/><sheetData>{HEADER}'
        '<row r="2"><c r="A2"><v>1</v></c></row><row r="1048576"><c r="XFD1048576" s="1"/></row>'
        "</sheetData></worksheet>"
    )
    table = read_table(edited_xlsx(tmp_path, {"xl/worksheets/sheet1.xml": xml}))
    assert table.rows == (Row(2, ("1", "")),)


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({"xl/worksheets/sheet1.xml": "<worksheet><sheetData>"}, "not well-formed"),
        ({"xl/worksheets/sheet1.xml": "<worksheet/>"}, "book.xlsx is empty"),
        ({"xl/workbook.xml": "<!DOCTYPE x []><workbook/>"}, "declares a document type"),
        ({"xl/workbook.xml": f"<workbook {MAIN}/>"}, "book.xlsx is empty"),
        (
            {
                "xl/_rels/workbook.xml.rels": '<Relationships><Relationship Id="rId1" '
                'Type="x/worksheet" Target="none.xml"/></Relationships>'
            },
            "book.xlsx is empty",
        ),
        ({"xl/_rels/workbook.xml.rels": "<Relationships/>"}, "book.xlsx is empty"),
    ],
)
def test_it_refuses_a_damaged_part(tmp_path: Path, parts: dict[str, str], said: str) -> None:
    assert said in fault_of(lambda: read_table(edited_xlsx(tmp_path, parts)))


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ('<row r="2"><c r="A2" t="s"><v>99</v></c></row>', "shared strings"),
        ('<row r="2"><c r="2A"><v>1</v></c></row>', "a cell at '2A'"),
        ('<row r="2"><c r="ABCD2"><v>1</v></c></row>', "a cell at 'ABCD2'"),
        ('<row r="x"><c><v>1</v></c></row>', "invalid literal"),
    ],
)
def test_it_refuses_a_damaged_cell(tmp_path: Path, row: str, said: str) -> None:
    fault = fault_of(lambda: read_table(sheet_xlsx(tmp_path, HEADER + row)))
    assert "cannot be opened as a workbook: it is damaged" in fault
    assert said in fault


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.xlsx", b"issue,score\n", "is not a workbook: a .xlsx file is a zip"),
        ("a.xlsx", b"PK\x03\x04 and no more", "it is damaged"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0" + b"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0",
         "protected by a password"),
    ],
)  # fmt: skip
def test_it_refuses_what_is_no_workbook(
    tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    fault = fault_of(lambda: read_table(text_file(tmp_path, content, name)))
    assert fault.startswith(name)
    assert said in fault


SAVE_IT = (
    "which is not read. Open it in the spreadsheet program and save it as .xlsx (or .csv), then "
    "try again."
)


@pytest.mark.parametrize("ending", [".xls", ".XLS", ".xlsb", ".ods", ".numbers"])
def test_it_says_what_to_do_with_another_kind_of_spreadsheet(tmp_path: Path, ending: str) -> None:
    path = text_file(tmp_path, b"PK\x03\x04", f"a{ending}")
    fault = fault_of(lambda: read_table(path))
    assert fault == f"a{ending} is a spreadsheet of the kind {ending.lower()}, {SAVE_IT}"


def test_it_says_the_same_of_a_spreadsheet_that_numbers_saved_as_a_folder(tmp_path: Path) -> None:
    path = tmp_path / "a.numbers"
    path.mkdir()
    assert SAVE_IT in fault_of(lambda: read_table(path))


@pytest.mark.parametrize("name", ["a.xlsx", "a.xlsm", "a.csv"])
def test_it_says_the_same_of_an_old_workbook_under_another_ending(
    tmp_path: Path, name: str
) -> None:
    path = text_file(tmp_path, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", name)
    fault = fault_of(lambda: read_table(path))
    assert fault == f"{name} is an old Excel workbook (.xls) under another ending, {SAVE_IT}"


def test_it_refuses_a_zip_of_something_else(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as new:
        new.writestr("word/document.xml", "<document/>")
    assert "it is a zip without the part" in fault_of(lambda: read_table(path))


def test_it_refuses_a_zip_bomb_soon_and_in_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    path.write_bytes(deflated_zeros(1 << 30))
    size = path.stat().st_size
    assert size < 10_000_000
    started = time.perf_counter()
    tracemalloc.start()
    fault = fault_of(lambda: read_table(path))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 2 * size + 1_000_000
    assert time.perf_counter() - started < 5
    assert "bomb.xlsx unpacks to more than 300 MB" in fault
    assert '"xl/sharedStrings.xml"' in fault


def test_it_refuses_a_zip_bomb_that_lies_about_its_size(tmp_path: Path) -> None:
    content = bytearray(deflated_zeros(1 << 24))
    at = content.rindex(b"PK\x01\x02")
    content[at + 24 : at + 28] = struct.pack("<I", 100)
    path = tmp_path / "bomb.xlsx"
    path.write_bytes(content)
    tracemalloc.start()
    assert "it is damaged" in fault_of(lambda: read_table(path))
    assert tracemalloc.get_traced_memory()[1] < 8_000_000
    tracemalloc.stop()


def test_it_refuses_a_part_packed_or_locked_or_named_oddly(tmp_path: Path) -> None:
    odd = edited_xlsx(tmp_path, {}, zipfile.ZIP_LZMA)
    assert "packed in an unusual way" in fault_of(lambda: read_table(odd))
    content = bytearray(edited_xlsx(tmp_path, {}).read_bytes())
    content[content.index(b"PK\x01\x02") + 8] |= 1
    locked = text_file(tmp_path, bytes(content), "locked.xlsx")
    assert "protected by a password" in fault_of(lambda: read_table(locked))


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_it_refuses_a_part_that_comes_twice_and_thousands_of_parts(tmp_path: Path) -> None:
    path = edited_xlsx(tmp_path, {})
    with zipfile.ZipFile(path, "a") as more:
        more.writestr("xl/workbook.xml", "<workbook/>")
    assert "twice" in fault_of(lambda: read_table(path))
    with zipfile.ZipFile(path, "w") as more:
        for at in range(5_001):
            more.writestr(f"{at}.xml", "")
    assert "a zip of 5,001 parts" in fault_of(lambda: read_table(path))


@pytest.mark.parametrize(
    ("limit", "row", "said"),
    [
        ("xml_pass.MOST_TAGS", "<row/>" * 90, "more than 40 elements"),
        ("cells._MOST_NOTED", '<row r="2">' + '<c t="e"/>' * 5 + "</row>", "more than 4 formulas"),
        ("cells._MOST_NOTED", '<row r="2">' + "<c><f/></c>" * 5 + "</row>", "without a value"),
    ],
)
def test_it_gives_up_on_a_sheet_of_nothing_but_tags(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str, row: str, said: str
) -> None:
    most = 40 if "TAGS" in limit else 4
    monkeypatch.setattr(f"commonground.documents.reading.files.{limit}", most)
    assert said in fault_of(lambda: read_table(sheet_xlsx(tmp_path, row)))


def test_it_refuses_a_claim_of_more_shared_texts_than_memory_holds(tmp_path: Path) -> None:
    parts = {"xl/sharedStrings.xml": f"<sst {MAIN} uniqueCount = '4294967295'/>"}
    fault = fault_of(lambda: read_table(edited_xlsx(tmp_path, parts)))
    assert '"xl/sharedStrings.xml" claims to hold more than 5,000,000 texts' in fault


@pytest.mark.parametrize(
    ("shown_as", "value"), [("[h]:mm", 1e9), ("[h]:mm", -1e300), ("yyyy-mm-dd", -1e300)]
)
def test_it_refuses_a_date_or_duration_that_no_calendar_holds(
    tmp_path: Path, shown_as: str, value: float
) -> None:
    path = tmp_path / "book.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("S")
        sheet.write(0, 0, "when")
        sheet.write(1, 0, value, book.add_format({"num_format": shown_as}))
    fault = fault_of(lambda: read_table(path))
    assert "book.xlsx cannot be opened as a workbook: it is damaged" in fault


def test_it_lets_a_person_stop_the_reading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(_: object) -> None:
        raise KeyboardInterrupt

    path = xlsx_file(tmp_path, {"S": ROWS})
    monkeypatch.setattr(
        "commonground.documents.reading.files.xlsx_files.CalamineWorkbook",
        Mock(from_filelike=stopped),
    )
    with pytest.raises(KeyboardInterrupt):
        read_table(path)
