"""Builds a document for those who may read less than its authors: by rule, never by hand."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import count

from commonground.documents.contents.audiences import Audience, Rule, may_read, rule_for
from commonground.documents.contents.parts import (
    Block,
    Document,
    Figure,
    Inline,
    Section,
    Table,
    Text,
    every_section,
)
from commonground.documents.contents.suppressing import suppressed
from commonground.sentences import Sentence, say

__all__ = ["Audience", "Build", "LeftOut", "build_for"]

_UNKNOWN = "[not known]"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something of the document that a build does not hold."""

    what: Sentence
    why: Sentence


@dataclass(frozen=True, slots=True)
class Build:
    """A document as one audience may read it, and what it does not hold: for its authors alone."""

    document: Document
    audience: Audience
    left_out: tuple[LeftOut, ...]


def build_for(document: Document, audience: Audience) -> Build:
    """Return what this audience may read of a document.

    Blocks that are marked above it are dropped, and sections that held nothing else. The public's
    build hides small counts with whatever tells them, names nobody on its control page, and holds
    no id, reference or address of the product. Words that people typed are not read: a number or a
    name in them stays. Raises BadInput for a marking that this product may not carry.
    """
    rule = rule_for(audience)
    left_out = list(_marked_above(document, rule))
    sections = tuple(_sections(document.sections, rule))
    marking = document.marking if may_read(document.marking, rule) else rule.marking
    built = replace(document, sections=sections, marking=marking)
    if rule.smallest_count > 1:
        counted = suppressed(built, rule.smallest_count)
        built = counted.document
        left_out += [LeftOut(what, why) for what, why in counted.hidden]
    if rule.is_for_strangers:
        left_out += _named(built, rule)
        built = _for_strangers(built, rule)
    return Build(built, audience, tuple(left_out))


def _marked_above(document: Document, rule: Rule) -> Iterator[LeftOut]:
    for _level, section in every_section(document.sections):
        for block in section.blocks:
            if not may_read(block.marking, rule):
                why = say("It is marked %(marking)s.", marking=block.marking)
                yield LeftOut(_called(block, section), why)


def _called(block: Block, section: Section) -> Sentence:
    if isinstance(block, Text):
        return say("A text of “%(heading)s”", heading=section.heading)
    return say("“%(caption)s” of “%(heading)s”", caption=block.caption, heading=section.heading)


def _sections(sections: tuple[Section, ...], rule: Rule) -> Iterator[Section]:
    """Yield the sections without what is marked above; one that held only that goes with it."""
    for section in sections:
        blocks = tuple(block for block in section.blocks if may_read(block.marking, rule))
        under = tuple(_sections(section.sections, rule))
        was_empty = not section.blocks and not section.sections
        if blocks or under or was_empty:
            yield replace(section, blocks=blocks, sections=under)


def _named(document: Document, rule: Rule) -> Iterator[LeftOut]:
    for label, _text in document.details:
        if label not in (rule.details or ()):
            what = say("“%(label)s” of the control page", label=label)
            yield LeftOut(what, say("It may name a person or a record."))
    if rule.author and rule.author != document.author:
        why = say("It may name a person; this build says “%(author)s”.", author=rule.author)
        yield LeftOut(say("The author"), why)


def _for_strangers(document: Document, rule: Rule) -> Document:
    """Return a document that leads back to nothing of the product and names nobody by its form."""
    sections, blocks = count(1), count(1)

    def bare(section: Section) -> Section:
        return Section(
            f"section-{next(sections)}",
            section.heading,
            tuple(_bare(block, f"block-{next(blocks)}") for block in section.blocks),
            tuple(bare(each) for each in section.sections),
        )

    return replace(
        document,
        id="document",
        author=rule.author or document.author,
        details=tuple(row for row in document.details if row[0] in (rule.details or ())),
        sections=tuple(bare(each) for each in document.sections),
    )


def _bare(block: Block, block_id: str) -> Block:
    match block:
        case Text():
            paragraphs = tuple(
                replace(each, runs=tuple(map(_bare_run, each.runs))) for each in block.paragraphs
            )
            return replace(block, id=block_id, paragraphs=paragraphs, revision=0)
        case Table():
            rows = tuple(
                tuple(cell if isinstance(cell, str) else _bare_figure(cell) for cell in row)
                for row in block.rows
            )
            return replace(block, id=block_id, rows=rows)
        case _:
            return replace(block, id=block_id)


def _bare_run(run: Inline) -> Inline:
    return _bare_figure(run) if isinstance(run, Figure) else run


def _bare_figure(figure: Figure) -> Figure:
    return replace(figure, reference="", source="", text=figure.text or _UNKNOWN)
