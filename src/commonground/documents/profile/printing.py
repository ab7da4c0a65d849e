"""The parts that a profile adds to its texts: tables and sections of what was entered."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from commonground.documents.contents.audiences import highest
from commonground.documents.contents.parts import (
    Block,
    Cell,
    Column,
    Document,
    Paragraph,
    Run,
    Section,
    Table,
    Text,
)
from commonground.documents.markings import MARKINGS

NOTHING = "Nothing is written here yet."
Marked = tuple[str, tuple[Cell, ...]]
"""A row of a table with its marking."""


@dataclass(frozen=True, slots=True)
class Added:
    """What is printed in a section beside its own texts: above them, below them, and within it."""

    above: tuple[Block, ...] = ()
    below: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()


def columns(*named: tuple[str, int]) -> tuple[Column, ...]:
    """Return columns by their headings, each with its share of the width."""
    return tuple(Column(heading, width=width) for heading, width in named)


def marked_tables(
    table_id: str, caption: str, headed: Sequence[Column], rows: Iterable[Marked], note: str = ""
) -> tuple[Table, ...]:
    """Return a table for each marking that some rows bear, so that a build can drop one of them."""
    held: dict[str, list[tuple[Cell, ...]]] = {}
    for marking, cells in rows:
        held.setdefault(marking, []).append(cells)
    return tuple(
        Table(
            id=table_id if len(held) == 1 else f"{table_id}-{marking.lower()}",
            caption=caption if marking == MARKINGS[0] else f"{caption} ({marking})",
            columns=tuple(headed),
            rows=tuple(held[marking]),
            marking=marking,
            note=note,
        )
        for marking in MARKINGS
        if marking in held
    )


def paragraphs(text_id: str, marking: str, *said: str | tuple[str, str]) -> Text:
    """Return a text of plain paragraphs; of a pair, the first is set strong before the second."""
    return Text(
        text_id,
        tuple(
            Paragraph((Run(one),))
            if isinstance(one, str)
            else Paragraph((Run(f"{one[0]}: ", strong=True), Run(one[1])))
            for one in said
        ),
        marking,
    )


def with_added(
    document: Document, added: Mapping[str, Added], kept: Iterable[str] = ()
) -> Document:
    """Return a document with what is added to its sections, by their ids, and no empty ones.

    Sections in `kept` stay even where nothing is written, and say so: a gap is seen as one.
    """
    sections = _sections(document.sections, added, frozenset(kept))
    markings = [one.marking for one in _blocks(sections)]
    return replace(document, sections=sections, marking=highest([document.marking, *markings]))


def _sections(
    sections: Iterable[Section], added: Mapping[str, Added], kept: frozenset[str]
) -> tuple[Section, ...]:
    made = []
    for one in sections:
        more = added.get(one.id, Added())
        texts = tuple(each for each in one.blocks if not _is_empty(each))
        blocks = (*more.above, *texts, *more.below)
        within = (*_sections(one.sections, added, kept), *more.sections)
        if one.id in kept and not blocks and not within:
            blocks = (paragraphs(f"{one.id}-empty", MARKINGS[0], NOTHING),)
        if blocks or within:
            made.append(replace(one, blocks=blocks, sections=within))
    return tuple(made)


def _blocks(sections: Iterable[Section]) -> Iterable[Block]:
    for one in sections:
        yield from one.blocks
        yield from _blocks(one.sections)


def _is_empty(block: Block) -> bool:
    return isinstance(block, Text) and not any(
        run.text.strip() for each in block.paragraphs for run in each.runs
    )
