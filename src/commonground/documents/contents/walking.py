"""What every writer asks of contents: which paragraphs are one list, where a figure leads."""

from collections.abc import Iterable, Iterator
from itertools import count, groupby

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


def as_run(cell: Cell) -> Inline:
    """Return a cell of a table as the run that it is set as."""
    return Run(cell) if isinstance(cell, str) else cell


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
                return f"Chart {next(charts)}"
            case Text():
                return ""

    for level, section in every_section(document.sections):
        yield level, section, [(label(block), block) for block in section.blocks]
