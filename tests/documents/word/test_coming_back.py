import re
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from word_files import TYPED, document, parts, table, text, text_id, with_parts

from commonground.documents.contents import Section
from commonground.documents.contents.writing import read as read_light
from commonground.documents.contents.writing import written
from commonground.documents.word import write
from commonground.documents.word.coming_back import Returned, read

MAIN = "word/document.xml"
CLEAN = written(read_light(TYPED))


def edited(content: bytes, *changes: tuple[str, str]) -> bytes:
    """Return a file with the xml of its body changed; each change must find its place."""
    main = parts(content)[MAIN].decode()
    for before, after in changes:
        assert before in main, before
        main = main.replace(before, after, 1)
    return with_parts(content, {MAIN: main.encode()})


def paragraph(words: str, style: str = "Normal") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>'


def notes(returned: Returned) -> list[tuple[str, str, str]]:
    return [(str(note.said), note.text_id, note.words) for note in returned.notes]


FILE = write(document(text(1), table(), text(2, "The **second** text."), text(0, "Made.", 0)))
CLOSED = "</w:sdtContent></w:sdt>"


def test_a_file_that_nobody_edited_comes_back_as_it_went() -> None:
    returned = read(FILE)
    assert returned.document == document().id
    assert [(each.id, each.revision, each.is_changed) for each in returned.texts] == [
        (text_id(1), 3, False),
        (text_id(2), 3, False),
    ]
    assert [each.text for each in returned.texts] == [CLEAN, "The **second** text."]
    assert returned.notes == ()


TYPING = st.text(st.sampled_from("ab .,*[]1->\n")) | st.text()


@settings(max_examples=25, deadline=None)
@given(TYPING)
def test_whatever_people_type_comes_back_as_it_went(typed: str) -> None:
    paragraphs = tuple(
        replace(each, runs=tuple(run for run in each.runs if not hasattr(run, "reference")))
        for each in read_light(typed)
    )
    sent = document(text(9, "Another."), replace(text(), paragraphs=paragraphs))
    returned = {each.id: each for each in read(write(sent)).texts}
    if light := written(paragraphs):
        assert returned[text_id(1)].text == light
        assert not returned[text_id(1)].is_changed


def test_an_edited_sentence_is_a_changed_text_and_its_figures_stay_references() -> None:
    returned = read(edited(FILE, ("agencies spoke of it", "agencies &amp; others spoke of it")))
    first, second = returned.texts
    assert first.is_changed
    assert "[[rank of Cuckooing]], and *eleven* agencies & others spoke of it." in first.text
    assert not second.is_changed


def test_a_figure_that_was_typed_over_comes_back_as_words_and_is_said() -> None:
    returned = read(edited(FILE, (">4th<", ">5th<")))
    assert "stands at\n5th, and" in returned.texts[0].text
    assert "[[rank of Cuckooing]] was typed over" in str(returned.notes[0].said)
    assert returned.notes[0].text_id == text_id(1)


def test_a_figure_moved_to_another_text_is_still_the_same_figure() -> None:
    main = parts(FILE)[MAIN].decode()
    figure = re.findall(r"<w:bookmarkStart[^>]*/>(<w:r>.*?</w:r>)?(<w:sdt>.*?</w:sdt>)", main)
    control = next(found for _, found in figure if "4th" in found)
    moved = edited(
        FILE,
        (control, ""),
        ('<w:t xml:space="preserve">The </w:t></w:r>', "<w:t>The </w:t></w:r>" + control),
    )
    returned = read(moved)
    assert "[[rank of Cuckooing]]" not in returned.texts[0].text
    assert returned.texts[1].text == "The [[rank of Cuckooing]]**second** text."


def test_tracked_changes_are_read_as_accepted_and_counted() -> None:
    added = '<w:ins w:id="900" w:author="x"><w:r><w:t xml:space="preserve"> new</w:t></w:r></w:ins>'
    gone = '<w:del w:id="901" w:author="x"><w:r><w:delText>old</w:delText></w:r></w:del>'
    returned = read(
        edited(
            FILE,
            (
                '<w:t xml:space="preserve"> text.</w:t></w:r>',
                f'<w:t xml:space="preserve"> text.</w:t></w:r>{added}{gone}',
            ),
        )
    )
    assert returned.texts[1].text == "The **second** text. new"
    assert [str(note.said) for note in returned.notes] == [
        "2 tracked changes were read as if they had been accepted."
    ]


def test_a_paragraph_whose_end_is_deleted_runs_on_into_the_next() -> None:
    joined = read(
        edited(
            FILE,
            ("Police: repeat addresses in four wards", "Police and "),
            (
                '<w:pPr><w:pStyle w:val="ListBullet"/></w:pPr>',
                '<w:pPr><w:pStyle w:val="ListBullet"/>'
                '<w:rPr><w:del w:id="9" w:author="x"/></w:rPr></w:pPr>',
            ),
        )
    )
    assert "- Police and Health: people who stop coming" in joined.texts[0].text


def test_new_paragraphs_in_a_text_keep_what_they_are() -> None:
    new = paragraph("point", "ListBullet") + paragraph("said", "Quote") + paragraph("end")
    returned = read(edited(FILE, (CLOSED + "<w:p>", new + CLOSED + "<w:p>")))
    assert returned.texts[0].text == f"{CLEAN}\n\n- point\n\n> said\n\nend"
    assert returned.notes == ()


def test_a_paragraph_right_below_a_text_is_taken_as_part_of_it_and_said() -> None:
    main = parts(FILE)[MAIN].decode()
    place = main.index("text.</w:t>")
    end = main.index(CLOSED, place) + len(CLOSED)
    changed = main[:end] + paragraph("One more.") + main[end:]
    returned = read(with_parts(FILE, {MAIN: changed.encode()}))
    assert returned.texts[1].text == "The **second** text.\n\nOne more."
    assert notes(returned) == [
        ("A paragraph right below this text was taken as part of it.", text_id(2), "One more.")
    ]


def test_a_paragraph_outside_every_text_is_shown_and_not_taken_in() -> None:
    returned = read(edited(FILE, ("<w:sectPr", paragraph("Loose end.") + "<w:sectPr")))
    assert notes(returned) == [
        ("A paragraph stands outside every text, and was not taken in.", "", "Loose end.")
    ]


def test_a_text_that_was_taken_out_is_said() -> None:
    main = parts(FILE)[MAIN].decode()
    start = main.rindex("<w:sdt>", 0, main.index("The </w:t>"))
    end = main.index(CLOSED, start) + len(CLOSED)
    returned = read(with_parts(FILE, {MAIN: (main[:start] + main[end:]).encode()}))
    assert [each.id for each in returned.texts] == [text_id(1)]
    assert [(str(note.said)[:27], note.text_id) for note in returned.notes] == [
        ("This text was taken out of ", text_id(2))
    ]


def test_words_prompting_to_fill_an_emptied_control_are_no_text() -> None:
    returned = read(edited(FILE, ("<w:docPartObj>", "<w:showingPlcHdr/><w:docPartObj>")))
    assert [each.id for each in returned.texts] == [text_id(2)]


def test_a_copy_of_a_text_is_said_and_not_read_twice() -> None:
    main = parts(FILE)[MAIN].decode()
    start = main.rindex("<w:sdt>", 0, main.index("The </w:t>"))
    end = main.index(CLOSED, start) + len(CLOSED)
    copied = main[:end] + paragraph("A caption", "Caption") + main[start:end] + main[end:]
    returned = read(with_parts(FILE, {MAIN: copied.encode()}))
    assert [each.text for each in returned.texts] == [CLEAN, "The **second** text."]
    assert notes(returned)[0][1:] == (text_id(2), "The second text.")


def test_what_the_document_makes_itself_is_not_taken_back() -> None:
    returned = read(edited(FILE, (">Made.<", ">Remade.<")))
    assert not any(each.is_changed for each in returned.texts)
    assert [note.words for note in returned.notes] == ["Remade."]


def test_a_table_a_heading_and_a_picture_in_a_text_are_said() -> None:
    grid = f"<w:tbl><w:tr><w:tc>{paragraph('cell')}</w:tc></w:tr></w:tbl>"
    head = paragraph("Head", "Heading2")
    picture = "<w:p><w:r><w:drawing/></w:r></w:p>"
    returned = read(edited(FILE, (CLOSED + "<w:p>", grid + head + picture + CLOSED + "<w:p>")))
    assert returned.texts[0].text == f"{CLEAN}\n\n**Head**"
    assert [note.words for note in returned.notes] == ["cell", "Head", ""]


def test_a_heading_that_was_changed_is_said_and_stays() -> None:
    returned = read(
        edited(
            FILE,
            (">What we know</w:t></w:r><w:bookmarkEnd", ">All we know</w:t></w:r><w:bookmarkEnd"),
        )
    )
    assert [note.words for note in returned.notes] == ["All we know"]
    assert not any(each.is_changed for each in returned.texts)


def test_a_comment_on_a_text_is_shown_with_its_words() -> None:
    said = (
        '<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        '<w:comment w:id="7" w:author="x"><w:p><w:r><w:t>Is that so?</w:t></w:r></w:p></w:comment>'
        "</w:comments>"
    )
    commented = edited(
        FILE,
        (
            ">Said at",
            '>Said at</w:t><w:commentReference w:id="7"/><w:t xml:space="preserve">',
        ),
    )
    returned = read(with_parts(commented, {"word/comments.xml": said.encode()}))
    assert not returned.texts[0].is_changed
    assert [(note.text_id, note.words) for note in returned.notes] == [(text_id(1), "Is that so?")]


def test_lists_made_by_the_toolbar_are_lists() -> None:
    lists = parts(FILE)["word/numbering.xml"].decode()
    bullets = re.findall(r'w:abstractNumId="(\d+)".*?<w:numFmt w:val="(\w+)"', lists, re.DOTALL)
    kind = next(number for number, form in bullets if form == "bullet")
    found = re.search(rf'w:numId="(\d+)"[^>]*>\s*<w:abstractNumId w:val="{kind}"', lists)
    assert found
    listed = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{found[1]}"/></w:numPr>'
    new = paragraph("point").replace("</w:pPr>", listed + "</w:pPr>")
    returned = read(edited(FILE, (CLOSED + "<w:p>", new + CLOSED + "<w:p>")))
    assert returned.texts[0].text == f"{CLEAN}\n\n- point"


def test_without_the_record_the_marks_still_tell_which_text_is_which() -> None:
    record = {name: b"<lost/>" for name in parts(FILE) if name.startswith("customXml/item90")}
    returned = read(with_parts(FILE, record))
    assert returned.document == ""
    assert [(each.id, each.revision, each.is_changed) for each in returned.texts] == [
        (text_id(1), 0, True),
        (text_id(2), 0, True),
    ]


def test_texts_of_deeper_sections_come_back_in_reading_order() -> None:
    deeper = (Section("deeper", "Deeper", (text(3, "Third."),)),)
    returned = read(write(document(text(2, "Second."), sections=deeper)))
    assert [each.text for each in returned.texts] == ["Second.", "Third."]


def as_word_saves_it(content: bytes) -> bytes:
    """Return a file with what Word adds: words in several runs, proofing, ends of controls."""
    main = parts(content)[MAIN].decode()
    split = re.sub(
        r"<w:r>(<w:rPr>.*?</w:rPr>)?<w:t xml:space=\"preserve\">([^<&]{4,})</w:t></w:r>",
        lambda found: "".join(
            f'<w:r w:rsidR="00AB12CD">{found[1] or ""}<w:lastRenderedPageBreak/>'
            f'<w:t xml:space="preserve">{piece}</w:t></w:r><w:proofErr w:type="spellStart"/>'
            for piece in re.findall(r".{1,3}", found[2], re.DOTALL)
        ),
        main,
    )
    ended = split.replace("</w:sdtPr>", "</w:sdtPr><w:sdtEndPr/>")
    assert ended.count("<w:proofErr") > 50
    record = {name: part for name, part in parts(content).items() if "item90" in name}
    renamed = {name.replace("item90", "item1"): part for name, part in record.items()}
    emptied = dict.fromkeys(record, b"<x/>")
    return with_parts(content, {MAIN: ended.encode(), **renamed, **emptied})


def test_what_word_adds_when_it_saves_changes_no_text() -> None:
    assert read(as_word_saves_it(FILE)) == read(FILE)
