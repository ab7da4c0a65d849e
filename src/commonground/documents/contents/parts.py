"""The parts of a document, from its sections down to a figure in a sentence: values alone."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum, auto


class ParagraphKind(StrEnum):
    """What a paragraph is; paragraphs of a list that follow one another are one list."""

    BODY = auto()
    BULLET = auto()
    NUMBER = auto()
    QUOTE = auto()


class FigureKind(StrEnum):
    """What a figure is, from which follows whether a public document may hold it."""

    COUNT = auto()
    """How many people, or how much they said: hidden in a public document where it is small."""
    TALLY = auto()
    """How many issues, themes or areas: said in every document, since it can point to nobody."""
    RANK = auto()
    SHARE = auto()
    SCORE = auto()
    WORDS = auto()


class Alignment(StrEnum):
    """Where the cells of a column stand."""

    LEFT = auto()
    CENTRE = auto()
    RIGHT = auto()


@dataclass(frozen=True, slots=True)
class Run:
    """Words that are set alike; a line break within them is a newline."""

    text: str
    strong: bool = False
    emphasis: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """Words that come from a frozen source, in a sentence or in a cell of a table.

    As people type it, it is a reference alone: its text is empty until the reference is resolved.
    """

    reference: str
    """Such as `rank of Modern Slavery`; empty for a cell of a table that is made as a whole."""
    text: str = ""
    """As it is read; never computed from `value` by a writer."""
    value: Decimal | None = None
    """None where the figure is no number, or is hidden."""
    kind: FigureKind = FigureKind.WORDS
    source: str = ""
    """The address of the page that shows where it comes from; empty where there is none."""
    strong: bool = False
    emphasis: bool = False


Inline = Run | Figure


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a text, or one item of a list."""

    runs: tuple[Inline, ...]
    kind: ParagraphKind = ParagraphKind.BODY


@dataclass(frozen=True, slots=True)
class Text:
    """Paragraphs that one person wrote at a time, and another may write anew."""

    id: str
    """A UUID where the text is kept by the product; a slug where the document itself made it."""
    paragraphs: tuple[Paragraph, ...]
    marking: str
    """A protective marking, of `commonground.documents.markings`."""
    revision: int = 0
    """The number of the text's own revision, from 1; 0 for a text that nobody edits."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: how it is headed, and how its cells stand."""

    heading: str
    alignment: Alignment = Alignment.LEFT
    kind: FigureKind = FigureKind.WORDS
    width: int = 1
    """Its share of the table's width, beside the widths of the other columns."""


Cell = str | Figure


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its caption, its header row and a note below it."""

    id: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    """Each row has one cell for each column."""
    marking: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart that was drawn once, as SVG, and what it says in words."""

    id: str
    caption: str
    description: str
    """What the chart shows, for those who do not see it."""
    svg: str
    marking: str
    counts: tuple[int, ...] = ()
    """Every count that can be read off it: a public document leaves out a chart of small ones."""


Block = Text | Table | Chart


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what stands under it; sections nest to three levels."""

    id: str
    heading: str
    blocks: tuple[Block, ...] = ()
    sections: tuple["Section", ...] = ()


class Layout(StrEnum):
    """How the pages of a document lie."""

    UPRIGHT = auto()
    LYING = auto()
    """On their long side, for a document that is wide tables from end to end."""


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document, as one audience reads it: a writer writes all of it and adds nothing."""

    id: str
    title: str
    partnership: str
    version: str
    author: str
    """Who answers for it: a role, a team or whoever chose to be named."""
    date: datetime.date
    """The day it stands for. No writer reads a clock."""
    marking: str
    """At the top and bottom of every page."""
    language: str
    """As BCP 47 says: `en-GB`."""
    details: tuple[tuple[str, str], ...] = ()
    """The rows of the control page: what, and its answer."""
    sections: tuple[Section, ...] = ()
    layout: Layout = Layout.UPRIGHT


def every_section(sections: Iterable[Section], level: int = 1) -> Iterator[tuple[int, Section]]:
    """Yield each section with its level, from 1, in reading order."""
    for section in sections:
        yield level, section
        yield from every_section(section.sections, level + 1)


def every_block(sections: Iterable[Section]) -> Iterator[Block]:
    """Yield each block in reading order."""
    for _, section in every_section(sections):
        yield from section.blocks
