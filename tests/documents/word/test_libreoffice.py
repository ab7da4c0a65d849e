import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from word_files import SENSITIVE, chart, document, table, text, text_id

from commonground.documents.contents import Document, Section
from commonground.documents.word import write
from commonground.documents.word.coming_back import read

pytestmark = pytest.mark.skipif(
    shutil.which("lowriter") is None,
    reason="lowriter is missing: ./test installs libreoffice-writer, which opens the Word files",
)

TYPED = (
    "[[rank of Cuckooing]] begins this text.",
    "One paragraph with **strong**, *emphasised* and ***both***.",
    "- only\n- **bullets**",
    "> A quote, and nothing\n> else in it",
    "1. a list\n2. of [[agencies that took part]]\n\nand\n\n1. another",
    "**All of it strong.**\n\nAll of it plain.",
    "**[[rank of Cuckooing]]**",
    "Punctuation: \\*stars\\*, [brackets], “quotes”, 5 < 6 & 7, a  double space, Dŵr & façade.",
)

Convert = Callable[[bytes, str], bytes]


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory) -> Convert:
    """Return what lets LibreOffice open a file and save it as another kind."""
    folder = tmp_path_factory.mktemp("libreoffice")

    def convert(content: bytes, kind: str) -> bytes:
        path = folder / "file.docx"
        path.write_bytes(content)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = [str(shutil.which("soffice")), profile, "--headless", "--convert-to", kind]
        places = ["--outdir", str(folder / "made"), str(path)]
        subprocess.run([*command, *places], check=True, capture_output=True, timeout=120)
        return Path(folder / "made" / f"file.{kind}").read_bytes()

    return convert


def whole() -> Document:
    texts = [text(number, typed) for number, typed in enumerate(TYPED, 1)]
    deeper = tuple(
        Section(f"part{number}", f"Heading number {number}.", (text(100 + number), table(9)))
        for number in range(8)
    )
    return document(*texts, chart(40), table(70), table(4, 12), sections=deeper)


@pytest.fixture(scope="module")
def pages(converted: Convert) -> list[str]:
    with pypdfium2.PdfDocument(converted(write(whole()), "pdf")) as made:
        return [page.get_textpage().get_text_bounded() for page in made]


def test_what_libreoffice_saved_comes_back_as_it_went(converted: Convert) -> None:
    sent = write(whole())
    returned = read(converted(sent, "docx"))
    assert returned == read(sent)
    assert len(returned.texts) == len(TYPED) + 8
    assert not any(each.is_changed for each in returned.texts)
    assert returned.notes == ()


def test_it_comes_back_after_libreoffice_saved_it_twice(converted: Convert) -> None:
    sent = write(document(text(), text(2, "Second.")))
    twice = converted(converted(sent, "docx"), "docx")
    assert read(twice) == read(sent)


def test_an_edit_made_before_libreoffice_saved_it_is_the_only_change(converted: Convert) -> None:
    edited = replace(text(2, "Second, edited."), revision=3)
    before = {
        each.id: each.text for each in read(write(document(text(), text(2, "Second.")))).texts
    }
    after = read(converted(write(document(text(), edited)), "docx")).texts
    assert {each.id: each.text for each in after} == {**before, text_id(2): "Second, edited."}


def test_every_page_is_marked_twice_and_says_which_it_is(pages: list[str]) -> None:
    assert len(pages) > 8
    for number, page in enumerate(pages, 1):
        assert page.count(SENSITIVE) >= 2
        assert f"Page {number} of {len(pages)}" in page


def test_the_contents_are_shown_without_being_updated(pages: list[str]) -> None:
    assert all(f"Heading number {number}." in pages[1] for number in range(8))


def test_no_page_is_empty_between_tables_that_lie_on_their_side(converted: Convert) -> None:
    lying = [replace(table(30, 12), id=f"wide{number}") for number in range(3)]
    deeper = Section("deeper", "Deeper", (table(4, 12), text(2)))
    held = converted(write(document(text(), *lying, sections=(deeper,))), "pdf")
    with pypdfium2.PdfDocument(held) as made:
        for page in made:
            said = page.get_textpage().get_text_bounded().split("\n")
            own = [line for line in said if SENSITIVE not in line and "Page " not in line]
            assert any(line.strip() for line in own)


def test_no_heading_is_left_at_the_foot_of_a_page(pages: list[str]) -> None:
    for page in pages[2:]:
        lines = [line.strip() for line in page.splitlines() if line.strip()]
        held = [line for line in lines if line != SENSITIVE and not line.startswith("Page ")]
        assert not held[-1].startswith(("Heading number", "What we know", "Table "))


def test_no_row_of_a_table_stands_alone_on_a_page(pages: list[str]) -> None:
    for page in pages:
        assert len(re.findall(r"^Issue \d+ ", page, re.MULTILINE)) != 1


def test_the_header_of_a_long_table_is_on_each_of_its_pages(pages: list[str]) -> None:
    rows = [page for page in pages if re.search(r"^Issue \d+ ", page, re.MULTILINE)]
    assert len(rows) > 4
    assert all("In 2020" in page for page in rows)
