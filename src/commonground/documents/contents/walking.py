"""What every writer asks of contents: which paragraphs are one list, where a figure leads."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import count, groupby

from commonground.documents.contents.inline import text_of
from commonground.documents.contents.parts import (
    Block,
    Cell,
    Chart,
    Document,
    Figure,
    Inline,
    Paragraph,
    ParagraphKind,
    Run,
    Section,
    Table,
    Text,
    every_section,
)
from commonground.documents.words import day


def groups(paragraphs: Iterable[Paragraph]) -> Iterator[tuple[ParagraphKind, list[Paragraph]]]:
    """Yield paragraphs of a kind that follow one another together: they are one list."""
    for kind, alike in groupby(paragraphs, lambda paragraph: paragraph.kind):
        yield kind, list(alike)


def address_of(run: Inline) -> str:
    """Return where a figure leads, as a file can say it; empty where it leads nowhere.

    An address without a host leads nowhere from a file, and one that is a program is none.

    >>> address_of(Figure("rank of Fraud", "4th", source="https://example.org/figures/1/"))
    'https://example.org/figures/1/'
    >>> address_of(Figure("rank of Fraud", "4th", source="javascript:alert(1)"))
    ''
    """
    is_whole = isinstance(run, Figure) and run.source.startswith(("https://", "http://"))
    return run.source if isinstance(run, Figure) and is_whole else ""


def shown(run: Inline) -> str:
    """Return the words of a run: a figure's reference where nothing is known of it yet."""
    return run.text or (f"[{run.reference}]" if isinstance(run, Figure) and run.reference else "")


def control_rows(document: Document) -> tuple[tuple[str, str], ...]:
    """Return the rows of the control page: what every document says of itself, then its own."""
    return (
        ("Marking", document.marking),
        ("Version", document.version),
        ("Date", day(document.date)),
        ("Author", document.author),
        *document.details,
    )


def as_run(cell: Cell) -> Inline:
    """Return a cell of a table as the run that it is set as."""
    return Run(cell) if isinstance(cell, str) else cell


def plain_text(text_id: str, said: str, marking: str) -> Text:
    """Return a text of one paragraph that nobody wrote by hand."""
    return Text(text_id, (Paragraph((Run(said),)),), marking)


def words_in(section: Section) -> int:
    """Return how many words stand in a section and in those within it, headings aside."""
    said = (text for block in section.blocks for text in _texts_of(block))
    return sum(len(one.split()) for one in said) + sum(map(words_in, section.sections))


def _texts_of(block: Block) -> Iterator[str]:
    match block:
        case Text():
            yield from (text_of(one.runs) for one in block.paragraphs)
        case Table():
            yield from (as_run(cell).text for row in block.rows for cell in row)
        case Chart():
            yield block.description


def with_blocks(document: Document, changed: Mapping[int, Block]) -> Document:
    """Return a document with other blocks in some places, counted from 0 in reading order."""
    places = count()

    def made(section: Section) -> Section:
        blocks = tuple(changed.get(next(places), block) for block in section.blocks)
        return replace(section, blocks=blocks, sections=tuple(map(made, section.sections)))

    return replace(document, sections=tuple(map(made, document.sections)))


def labelled(document: Document) -> Iterator[tuple[int, Section, list[tuple[str, Block]]]]:
    """Yield each section with its level and its blocks, each with its label, in reading order.

    Tables and charts are counted apart through the whole document; a text has no label.
    """
    tables, charts = count(1), count(1)

    def label(block: Block) -> str:
        match block:
            case Table():
                return f"Table {next(tables)}"
            case Chart():
                return f"Figure {next(charts)}"
            case Text():
                return ""

    for level, section in every_section(document.sections):
        yield level, section, [(label(block), block) for block in section.blocks]
