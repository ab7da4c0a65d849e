"""What stands before the first section: the title, the control page and the contents."""

from collections.abc import Iterator

from commonground.documents.contents import (
    Column,
    Document,
    Section,
    Table,
    every_section,
)
from commonground.documents.word.elements import Element, field, marked, paragraph, run, w
from commonground.documents.word.manuscript import Manuscript
from commonground.documents.word.page_sizes import text_width
from commonground.documents.word.styles import CONTENTS, HEADINGS, Style
from commonground.documents.word.tables import grid
from commonground.documents.words import day


def front_elements(book: Manuscript, document: Document) -> Iterator[Element]:
    """Yield the title with who answers for it, then the control table, then the contents."""
    yield paragraph(book.styles[Style.TITLE], run(document.title))
    yield paragraph(book.styles[Style.SUBTITLE], run(document.partnership))
    yield _control_table(book, document)
    yield paragraph(book.styles[Style.BODY])
    sections = list(every_section(document.sections))
    if sections:
        heading = book.styles[Style.CONTENTS_HEADING]
        yield paragraph(heading, run("Contents"), looks=[w("pageBreakBefore")])
        yield from _contents(book, sections)


def heading(book: Manuscript, section: Section, level: int, number: int) -> Element:
    """Return a section's heading, to which the contents lead."""
    style = book.styles[HEADINGS[level - 1]]
    name = bookmark_of(number)
    book.record.headings[name] = section.heading
    # the first one begins the page after the contents
    looks = [w("pageBreakBefore")] if number == 1 else []
    return paragraph(style, *marked(name, book.next_number(), run(section.heading)), looks=looks)


def bookmark_of(number: int) -> str:
    """Return the name of the bookmark on the heading of this number, as Word itself makes them."""
    return f"_Toc{number:09}"


def _control_table(book: Manuscript, document: Document) -> Element:
    said = (
        ("Marking", document.marking),
        ("Version", document.version),
        ("Date", day(document.date)),
        ("Author", document.author),
        *document.details,
    )
    columns = (Column("About this document", width=1), Column("Answer", width=2))
    table = Table("control", "About this document", columns, said, document.marking)
    return grid(book, table, text_width(book.page()))


def _contents(book: Manuscript, sections: list[tuple[int, Section]]) -> Iterator[Element]:
    """Yield the contents: every heading as a link now, with its page once Word has filled it.

    No page number is guessed: only what lays the pages out knows them.
    """
    entries = [
        paragraph(
            book.styles[CONTENTS[level - 1]],
            w("hyperlink", run(section.heading), anchor=bookmark_of(number), history=1),
        )
        for number, (level, section) in enumerate(sections, 1)
    ]
    begin, code, separate, end = field('TOC \\o "1-3" \\h \\z \\u', [])
    begin[0].set(f"{begin[0].tag.rpartition('}')[0]}}}dirty", "true")
    for place, part in enumerate((begin, code, separate), 1):
        entries[0].insert(place, part)
    entries[-1].append(end)
    yield from entries
