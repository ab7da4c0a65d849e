"""Makes the document of an assessment: its texts with their figures, its tables and its charts."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from commonground.documents.assessment.charts import chart
from commonground.documents.assessment.tables import Material, table
from commonground.documents.contents import Block, Document, Figure, Section, Text
from commonground.documents.contents.walking import plain_text
from commonground.documents.contents.writing import read, references, with_figures
from commonground.documents.markings import MARKINGS
from commonground.documents.words import day
from commonground.errors import BadInput
from commonground.rooms.assessment import models
from commonground.rooms.assessment.access import Outline
from commonground.rooms.assessment.models import Assessment, Freeze, Kind
from commonground.rooms.telling import faults_told


@dataclass(frozen=True, slots=True)
class Composed:
    """A block as the document holds it, and what in it asks for something that there is not."""

    block: Block
    faults: tuple[str, ...] = ()


def composed(material: Material, block: models.Block) -> Composed:
    """Return one block of the document, whatever is wrong with it."""
    if block.kind == Kind.TEXT:
        return _text(material, block)
    make = table if block.kind == Kind.TABLE else chart
    try:
        return Composed(make(material, block.content, block.marking))
    except BadInput as fault:
        said = plain_text(str(block.pk), f"[{block.content}]", block.marking)
        return Composed(said, faults_told(fault))


def _text(material: Material, block: models.Block) -> Composed:
    paragraphs = read(block.content)
    found: dict[str, Figure] = {}
    faults: list[str] = []
    for reference in dict.fromkeys(references(paragraphs)):
        try:
            found[reference] = material.printed.figure(reference)
        except BadInput as fault:
            faults += faults_told(fault)
            found[reference] = Figure(reference)
    filled = with_figures(paragraphs, found.__getitem__)
    return Composed(Text(str(block.pk), filled, block.marking, block.revision), tuple(faults))


def document_of(
    about: Assessment, frozen: Freeze, outline: Outline, material: Material, on: date
) -> Document:
    """Return the whole document as it stands; `on` is the day that it says."""
    sections = tuple(_sections(outline, material, None))
    return Document(
        id=str(about.pk),
        title=about.title,
        partnership=about.partnership.name,
        version=str(about.get_state_display()),
        author=about.author,
        date=on,
        marking=marking_of(outline),
        language="en-GB",
        details=(
            ("Area", about.partnership.area),
            ("Ranking", f"{frozen_name(about)}, digest {about.ranking.sha256}"),
            ("Figures as of", day(frozen.at.date())),
            ("Sources’ digest", frozen.sha256),
        ),
        sections=sections,
    )


def frozen_name(about: Assessment) -> str:
    """Return what the round is called whose ranking the assessment rests on."""
    return about.ranking.closing.round.name


def marking_of(outline: Outline) -> str:
    """Return the highest marking of the blocks that stand."""
    held = {one.marking for one in outline.blocks if not one.is_removed}
    return max(held, key=MARKINGS.index, default=MARKINGS[0])


def _sections(
    outline: Outline, material: Material, around: models.Section | None
) -> Iterator[Section]:
    for one in outline.under(around):
        blocks = tuple(_once(composed(material, each).block for each in outline.standing(one)))
        yield Section(str(one.pk), one.heading, blocks, tuple(_sections(outline, material, one)))


def _once(blocks: Iterator[Block]) -> Iterator[Block]:
    """Yield blocks, a table or chart that stands twice in a section only once."""
    seen: set[str] = set()
    for one in blocks:
        if one.id not in seen:
            seen.add(one.id)
            yield one
