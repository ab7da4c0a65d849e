import contextlib
import io
import zipfile

import docx
import pytest
from word_files import document, parts, text, with_parts

from commonground.documents.word import archives, write
from commonground.documents.word.coming_back import read, whole
from commonground.errors import BadInput
from commonground.sentences import Sentence

FILE = write(document(text()))
MAIN, TYPES = "word/document.xml", "[Content_Types].xml"
MACROS = "application/vnd.ms-word.document.macroEnabled.main+xml"
PLAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def refused(content: bytes) -> str:
    """Return the one sentence with which a file is refused."""
    with pytest.raises(BadInput) as caught:
        read(content)
    assert len(caught.value.faults) == 1
    assert isinstance(caught.value.faults[0], Sentence)
    return str(caught.value.faults[0])


def zipped(**held: bytes) -> bytes:
    whole_file = io.BytesIO()
    with zipfile.ZipFile(whole_file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in held.items():
            archive.writestr(name, part)
    return whole_file.getvalue()


def of_another_program() -> bytes:
    file = docx.Document()
    file.add_paragraph("Something else altogether.")
    saved = io.BytesIO()
    file.save(saved)
    return saved.getvalue()


def declaring(part: str) -> bytes:
    main = parts(FILE)[part].decode()
    start = main.index("?>") + 2
    entity = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    return with_parts(FILE, {part: (main[:start] + entity + main[start:]).encode()})


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is no Word document"),
        (b"just words", "is no Word document"),
        (b"%PDF-1.7", "is no Word document"),
        (b"PK\x03\x04 and no more", "is damaged"),
        (FILE[: len(FILE) // 2], "is damaged"),
        (zipped(a=b"b"), "a zip, but no Word document"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "Word 97 to 2003"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "protected by a password"),
        (of_another_program(), "was not written by Common Ground"),
        (with_parts(FILE, {"word/vbaProject.bin": b"code"}), "holds macros"),
        (
            with_parts(FILE, {TYPES: parts(FILE)[TYPES].replace(PLAIN.encode(), MACROS.encode())}),
            "holds macros",
        ),
        (with_parts(FILE, {MAIN: parts(FILE)[MAIN][:-20]}), "is damaged"),
        (with_parts(FILE, {MAIN: b"<w/>"}), "no text that can be read"),
        (declaring(MAIN), "declares a document type"),
        (declaring("word/styles.xml"), "declares a document type"),
        (with_parts(FILE, {"customXml/item90.xml": b"<document urn:commonground"}), ""),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_sentence(content: bytes, said: str) -> None:
    if said:
        assert said in refused(content)
    else:
        assert read(content).document == ""


def test_a_document_type_hidden_in_another_encoding_is_found() -> None:
    main = parts(declaring(MAIN))[MAIN].decode().replace("UTF-8", "UTF-16")
    assert "is damaged" in refused(with_parts(FILE, {MAIN: main.encode("utf-16")}))


def test_a_part_that_unpacks_without_end_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MOST_UNPACKED", 1_000_000)
    bomb = with_parts(FILE, {"word/media/image.png": bytes(2_000_000)})
    assert len(bomb) < 100_000
    assert "unpacks to more than 1 MB" in refused(bomb)


def test_a_file_larger_than_any_of_ours_is_not_opened() -> None:
    assert "the largest Word file that is read is 10 MB" in refused(b"PK" + bytes(10_000_001))


def test_a_document_of_five_hundred_pages_is_refused() -> None:
    pages = text(3, "\n\n".join(["word " * 300] * 1000))
    assert f"longer than {whole.MOST_WORDS:,} words" in refused(write(document(pages)))


def test_a_part_of_more_elements_than_any_document_has_is_not_made_a_tree() -> None:
    elements = b"<w:p/>" * archives.MOST_TAGS
    main = parts(FILE)[MAIN].replace(b"<w:sectPr", elements + b"<w:sectPr", 1)
    assert f"{archives.MOST_TAGS:,} tags" in refused(with_parts(FILE, {MAIN: main}))


def test_controls_nested_beyond_reason_are_not_followed() -> None:
    start, end = b"<w:sdt><w:sdtContent>", b"</w:sdtContent></w:sdt>"
    words = b"<w:r><w:t>deep</w:t></w:r>"
    nested = start * 40 + words + end * 40
    first = b'<w:r><w:t xml:space="preserve">Partners'
    deep = parts(FILE)[MAIN].replace(first, nested + first)
    assert "content controls stand in one another" in refused(with_parts(FILE, {MAIN: deep}))


def test_the_same_part_twice_is_refused() -> None:
    other = zipfile.ZipInfo("word/document.xmX")
    twice = io.BytesIO()
    with zipfile.ZipFile(twice, "w") as archive:
        for name, part in parts(FILE).items():
            archive.writestr(name, part)
        archive.writestr(other, b"<other/>")
    content = twice.getvalue().replace(b"word/document.xmX", MAIN.encode())
    assert "is damaged" in refused(content)


@pytest.mark.parametrize("place", range(0, len(FILE), len(FILE) // 40))
def test_any_byte_of_a_file_may_be_wrong(place: int) -> None:
    broken = bytearray(FILE)
    broken[place] ^= 0xFF
    with contextlib.suppress(BadInput):
        assert read(bytes(broken)).texts
