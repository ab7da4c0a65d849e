"""Text files: which encoding, which separator, which rows."""

import csv
import os
from pathlib import Path

import pytest
from reading_files import fault_of, faults_of, text_file

from commonground.documents.reading import Row, read_table
from commonground.documents.reading.files import tables as limits


def test_it_reads_a_header_and_rows_with_the_numbers_excel_shows(tmp_path: Path) -> None:
    table = read_table(text_file(tmp_path, "issue, score \na,1\n\n\u00a0b ,\n,,\nc,3\n"))
    assert table.header == ("issue", "score")
    assert table.header_row == 1
    assert table.rows == (Row(2, ("a", "1")), Row(4, ("b", "")), Row(6, ("c", "3")))
    assert table.notices == ()


def test_it_counts_a_cell_of_several_lines_as_one_row(tmp_path: Path) -> None:
    table = read_table(text_file(tmp_path, 'issue,remark\na,"one\ntwo"\nb,x\n'))
    assert [row.number for row in table.rows] == [2, 3]
    assert table.rows[0].cells[1] == "one\ntwo"


def test_it_drops_blank_columns_at_the_end_and_keeps_blank_ones_between(tmp_path: Path) -> None:
    table = read_table(text_file(tmp_path, "a,,b,,\n1,,2,,\n"))
    assert table.header == ("a", "", "b")
    assert table.rows[0].cells == ("1", "", "2")
    assert table.column(2) == "column C (b)"


@pytest.mark.parametrize(
    ("text", "name", "notice"),
    [
        ('a;"b, c; d"\n1;2\n', "x.csv", "x.csv: columns are separated by semicolons."),
        ("a\tb\n1\t2\n", "x.csv", "x.csv: columns are separated by tabs."),
        ("a\tb\n1\t2\n", "x.tsv", None),
        ("a|b\n1|2\n", "x.txt", "x.txt: columns are separated by upright bars."),
        ("sep=;\na;b\n1;2\n", "x.csv", "x.csv: columns are separated by semicolons."),
        ('"sep=\t"\r\na\tb\r\n1\t2\n', "x.csv", "x.csv: columns are separated by tabs."),
    ],
)
def test_it_finds_the_separator_and_says_which(
    tmp_path: Path, text: str, name: str, notice: str | None
) -> None:
    table = read_table(text_file(tmp_path, text, name))
    assert len(table.header) == 2
    assert table.rows == (Row(2, ("1", "2")),)
    assert table.notices == (() if notice is None else (notice,))


@pytest.mark.parametrize(
    ("content", "notice"),
    [
        ("\ufeffissue\ncafé\n".encode(), None),
        ("issue\ncafé\n".encode("cp1252"), "scores.csv was read as Windows-1252 (cp1252)"),
        (b"\xef\xbb\xbf" + "issue\ncafé\n".encode("cp1252"), "Windows-1252"),
        ("issue\ncafé\n".encode("utf-16"), "scores.csv was read as UTF-16, not UTF-8."),
        ("\ufeffissue\ncafé\n".encode("utf-16-be"), "read as UTF-16"),
    ],
)
def test_it_reads_the_encodings_excel_writes_and_says_which(
    tmp_path: Path, content: bytes, notice: str | None
) -> None:
    table = read_table(text_file(tmp_path, content))
    assert table.header == ("issue",)
    assert table.rows[0].cells == ("café",)
    assert len(table.notices) == (notice is not None)
    assert all(notice is not None and notice in said for said in table.notices)


@pytest.mark.parametrize(
    ("content", "parts"),
    [
        (b"", ["scores.csv is empty", "expected a header row"]),
        (b"\xef\xbb\xbf \r\n,,\n", ["scores.csv is empty"]),
        (b"sep=;", ["scores.csv is empty"]),
        (b"issue,score\n\n", ["only a header, in row 1", "at least one row below"]),
        (b"a,b\n1,\x002\n", ["is not text", "control character 0", "character 7"]),
        (b"PK\x03\x04abc", ["is not text", "a zip or workbook", ".xlsx"]),
        (b"a\n\x81", ["neither UTF-8 nor Windows-1252", "byte 3 is 0x81", "CSV UTF-8"]),
        (b"\xff\xfea", ["marked as UTF-16", "byte 3"]),
        (b'a,b\n1,2\n3,"4\n', ["scores.csv, row 3:", "never closed"]),
        (b'a,b\n1,"2"3\n', ["scores.csv, row 2:", "goes on after the closing mark"]),
        (b"a,b\n1,2,3\n", ["row 2, column C", '"3"', "column B (b)", "expected 2 cells, found 3"]),
        (b"a,b,,\n1,2,,9\n", ["row 2, column D", '"9"', "expected 2 cells, found 4"]),
        (b"a,,b\n1,,2\n3,4,5\n", ["row 3, column B", '"4"', "row 1 has no label"]),
        (b"a," + b"x" * 140_000 + b"\n", ["row 1:", "longer than", "never closed"]),
        (b"a" + b"," * 16_384 + b"\n1\n", ["more than 16,384 columns", 'starts "a,,']),
    ],
)
def test_it_refuses_text_that_is_no_table(tmp_path: Path, content: bytes, parts: list[str]) -> None:
    fault = fault_of(lambda: read_table(text_file(tmp_path, content)))
    assert all(part in fault for part in parts), fault


@pytest.mark.parametrize("second", ["Issue", " issue ", "ISSUE", "is sue"])
def test_it_refuses_two_columns_of_one_label(tmp_path: Path, second: str) -> None:
    path = text_file(tmp_path, f"issue,x,{second}\na,b,c\n")
    if second == "is sue":
        assert read_table(path).header[2] == second
        return
    fault = fault_of(lambda: read_table(path))
    assert "row 1: column A (issue) and column C" in fault
    assert "expected each label once" in fault


def test_it_reports_every_fault_up_to_fifty_and_says_how_many_more(tmp_path: Path) -> None:
    lines = ["a,b", *["1,2,3"] * 73]
    faults = faults_of(lambda: read_table(text_file(tmp_path, "\n".join(lines))))
    assert len(faults) == 51
    assert faults[-1] == "... and 23 more faults."


def test_it_says_one_more_fault_where_there_is_one(tmp_path: Path) -> None:
    lines = ["a,b", *["1,2,3"] * 51]
    faults = faults_of(lambda: read_table(text_file(tmp_path, "\n".join(lines))))
    assert faults[-1] == "... and 1 more fault."


def test_it_shortens_a_long_cell_and_keeps_it_on_one_line(tmp_path: Path) -> None:
    fault = fault_of(lambda: read_table(text_file(tmp_path, f'a\n1,"{"x" * 99}\n\u202e"\n')))
    assert '"' + "x" * 57 + '..."' in fault
    assert "\n" not in fault
    assert "\u202e" not in fault


def test_it_refuses_more_rows_and_cells_than_it_reads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = text_file(tmp_path, "a,b,c\n" + "1,2,3\n" * 9)
    monkeypatch.setattr(limits, "MOST_CELLS", 20)
    assert "3 columns and 10 rows, which is 30 cells" in fault_of(lambda: read_table(path))
    monkeypatch.setattr("commonground.documents.reading.files.text_files.MOST_ROWS", 8)
    assert "scores.csv has more than 8 rows" in fault_of(lambda: read_table(path))


@pytest.mark.parametrize("cell", ["'=1+1", "'-x", "'+44 20", "'@me", "''=1"])
def test_it_takes_off_the_apostrophe_that_the_writers_add(tmp_path: Path, cell: str) -> None:
    assert read_table(text_file(tmp_path, f"a\n{cell}\n")).rows[0].cells == (cell[1:],)


def test_it_carries_formulas_in_text_without_running_them(tmp_path: Path) -> None:
    text = "=HYPERLINK('http://example.org')"
    table = read_table(text_file(tmp_path, f'issue,remark\na,"{text}"\n'))
    assert table.rows[0].cells == ("a", text)


def test_it_refuses_what_is_not_there(tmp_path: Path) -> None:
    fault = fault_of(lambda: read_table(tmp_path / "none.csv"))
    assert fault == f"There is no file {tmp_path / 'none.csv'}."


def test_it_refuses_a_folder_and_a_pipe(tmp_path: Path) -> None:
    assert "is a folder; expected a file" in fault_of(lambda: read_table(tmp_path))
    os.mkfifo(tmp_path / "pipe.csv")
    assert "is a device or pipe" in fault_of(lambda: read_table(tmp_path / "pipe.csv"))


@pytest.mark.parametrize(("name", "said"), [("a.docx", ".docx"), ("a", "nothing")])
def test_it_refuses_an_unknown_ending(tmp_path: Path, name: str, said: str) -> None:
    fault = fault_of(lambda: read_table(text_file(tmp_path, "a\n1\n", name)))
    assert f"ends in {said}; expected one of .csv, .tsv, .txt, .xlsx, .xlsm." in fault


def test_it_says_where_a_quotation_mark_swallows_the_header(tmp_path: Path) -> None:
    path = text_file(tmp_path, '"' + "x" * 150_000 + "\n1\n")
    assert "scores.csv, row 1: a cell is longer" in fault_of(lambda: read_table(path))


def test_it_refuses_a_sheet_name_for_a_text_file(tmp_path: Path) -> None:
    path = text_file(tmp_path, "a\n1\n")
    assert "leave out --sheet" in fault_of(lambda: read_table(path, sheet="S"))


@pytest.mark.parametrize("name", ["scores.csv", "scores.xlsx"])
def test_it_refuses_two_hundred_megabytes_before_reading_them(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    with path.open("wb") as stream:
        stream.truncate(200_000_000)
    fault = fault_of(lambda: read_table(path))
    assert fault == f"{name} is 200.0 MB; the largest file that is read is 50 MB."


def test_it_says_why_a_file_cannot_be_read(tmp_path: Path) -> None:
    path = tmp_path / ("x" * 300 + ".csv")
    assert "cannot be read: File name too long." in fault_of(lambda: read_table(path))


def test_it_leaves_the_csv_limit_of_the_process_alone(tmp_path: Path) -> None:
    before = csv.field_size_limit()
    read_table(text_file(tmp_path, "a\n1\n"))
    assert csv.field_size_limit() == before
