"""Whatever a file holds, a reader gives a table or refuses in sentences, and nothing else."""

import csv
import io
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reading_files import FIVE, edited_xlsx, text_file, xlsx_file

from commonground.documents.neutral import neutralised, restored
from commonground.documents.reading import (
    Table,
    read_agreed,
    read_issues,
    read_matrix,
    read_scores,
    read_table,
)
from commonground.documents.reading.files.tables import make_table
from commonground.errors import BadInput

few = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))

with tempfile.TemporaryDirectory() as _folder:
    _here = Path(_folder)
    XLSX = xlsx_file(_here, {"S": [["issue", "n"], ["a", 1], ["b", 2.5]], "T": []}).read_bytes()
    PARTS = ("xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/sharedStrings.xml")

NAMES = ("a", "A ", "b", "", "#N/A", "=1", "'=1", "x\ny", "5", "impact", "Impact", "2.5", "snan")
HEADERS = ("assessor", "agency", "issue", "theme", "criterion", "score", "remark", "way", "reason",
           "likelihood", "impact", "risk", "grid", "counts_as", "other", "", "Issue")  # fmt: skip


def only_refuses(read: Callable[[], object]) -> None:
    faults: tuple[str, ...] = ("none",)
    try:
        read()
    except BadInput as refused:
        faults = refused.faults
    assert faults
    assert all(fault.strip() and "\n" not in fault for fault in faults)


def read_bytes(content: bytes, name: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = text_file(Path(folder), content, name)
        only_refuses(lambda: read_table(path))


@st.composite
def mutated(draw: st.DrawFn, original: bytes) -> bytes:
    """Return the file with a few of its bytes changed, and perhaps cut short."""
    content = bytearray(original)
    changes = st.tuples(st.integers(0, len(content) - 1), st.integers(0, 255))
    for at, value in draw(st.lists(changes, min_size=1, max_size=12)):
        content[at] = value
    return bytes(content[: draw(st.one_of(st.none(), st.integers(0, len(content))))])


@few
@given(st.binary(max_size=400), st.sampled_from(["a.csv", "a.tsv", "a.xlsx", "a.xls"]))
def test_it_survives_any_bytes(content: bytes, name: str) -> None:
    read_bytes(content, name)


@few
@given(st.text(alphabet="ab,;\t|\"\r\n'= #\x00\ufeff", max_size=80))
def test_it_survives_any_text(text: str) -> None:
    read_bytes(text.encode(), "a.csv")


@few
@given(mutated(XLSX))
def test_it_survives_a_damaged_xlsx(content: bytes) -> None:
    read_bytes(content, "a.xlsx")


@few
@given(st.sampled_from(PARTS), st.data())
def test_it_survives_a_damaged_part_of_an_xlsx(part: str, data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder:
        with zipfile.ZipFile(io.BytesIO(XLSX)) as book:
            content = data.draw(mutated(book.read(part)))
        path = edited_xlsx(Path(folder), {part: content})
        only_refuses(lambda: read_table(path))


@st.composite
def tables(draw: st.DrawFn) -> Table:
    header = draw(st.lists(st.sampled_from(HEADERS), min_size=1, max_size=9, unique=True))
    cells = st.lists(st.sampled_from(NAMES) | st.text(max_size=5), max_size=len(header))
    rows = draw(st.lists(cells, min_size=1, max_size=8))
    return make_table("x.csv", "", list(enumerate([header, *rows], 1)), ())


@few
@given(st.data())
def test_it_survives_any_table(data: st.DataObject) -> None:
    def read() -> None:
        table = data.draw(tables())
        only_refuses(lambda: read_matrix(table, FIVE))
        only_refuses(lambda: read_agreed(table, FIVE))
        only_refuses(lambda: read_issues(table))
        only_refuses(lambda: read_scores(table, FIVE))
        only_refuses(lambda: read_scores(table, FIVE, data.draw(tables())))

    only_refuses(read)


@few
@given(st.lists(st.lists(st.text(st.characters(codec="utf-8"), max_size=6), min_size=2, max_size=2),
                min_size=1, max_size=5))  # fmt: skip
def test_it_gives_back_any_text_that_a_writer_neutralised(rows: list[list[str]]) -> None:
    held = io.StringIO(newline="")
    writer = csv.writer(held, quoting=csv.QUOTE_ALL)
    writer.writerow(["x", "y"])
    writer.writerows([neutralised(text) for text in ["end", *row]][1:] for row in rows)
    text = held.getvalue()
    if any(ord(letter) < 32 and letter not in "\t\r\n" for letter in text):
        read_bytes(text.encode(), "a.csv")
        return
    with tempfile.TemporaryDirectory() as folder:
        path = text_file(Path(folder), text)
        expected = [[clean(cell) for cell in row] for row in rows]
        expected = [row for row in expected if any(row)]
        if expected:
            assert [list(row.cells) for row in read_table(path).rows] == expected


def clean(text: str) -> str:
    return text.replace("\xa0", " ").replace("\u202f", " ").strip()


@given(st.text(alphabet="'=+-@\t\r\n 1.eE a") | st.text())
def test_it_restores_exactly_what_was_neutralised(text: str) -> None:
    safe = neutralised(text)
    assert restored(safe) == text
    assert safe in (text, f"'{text}")
    if not safe.startswith(tuple("=+-@\t\r\n")):
        return
    float(safe)  # only a plain number may start like a formula
