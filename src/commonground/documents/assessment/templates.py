"""Reads the template that an assessment or a profile starts from; each refusal names its place."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from pathlib import Path

from commonground.documents.assessment.catalogue import CHARTS, FIGURES, TABLES, Entry
from commonground.documents.assessment.references import asked
from commonground.documents.contents import Figure, Inline
from commonground.documents.contents.writing import read, references, written
from commonground.documents.markings import MARKINGS, OFFICIAL
from commonground.errors import BadInput, refuse
from commonground.reference.assessment_templates import template_paths
from commonground.scoring.file_tables import FileTable, listed, read_toml

FORMAT = 1
_DEEPEST = 3


class Status(StrEnum):
    """Where the sections come from."""

    PUBLISHED = "published"
    OUR_DESIGN = "our_design"
    LOCAL = "local"


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where something comes from, how sure that is, and what must be known about it."""

    status: Status
    source: str
    note: str = ""


class DocumentKind(StrEnum):
    """What a template is the template of."""

    ASSESSMENT = "assessment"
    PROFILE = "profile"


class Weight(StrEnum):
    """Whether a document may go without a section."""

    MANDATORY = "mandatory"
    RECOMMENDED = "recommended"


class ForEach(StrEnum):
    """Of what there is one section each; its name stands for `{issue}`, `{theme}` or `{threat}`."""

    SHORTLISTED_ISSUE = "shortlisted_issue"
    GOLDEN_THEME = "golden_theme"
    THREAT = "threat"


class Kind(StrEnum):
    """What a block is."""

    TEXT = "text"
    TABLE = "table"
    CHART = "chart"


@dataclass(frozen=True, slots=True)
class StartingBlock:
    """A block that a new assessment starts with: light text, or the name of a table or chart."""

    kind: Kind
    content: str
    marking: str


@dataclass(frozen=True, slots=True)
class StartingSection:
    """A section with what helps those who write it."""

    id: str
    heading: str
    weight: Weight
    help: str
    provenance: Provenance
    blocks: tuple[StartingBlock, ...]
    sections: tuple["StartingSection", ...]
    for_each: ForEach | None = None


@dataclass(frozen=True, slots=True)
class Template:
    """A version of the document's sections, in order."""

    id: str
    title: str
    provenance: Provenance
    sections: tuple[StartingSection, ...]
    document: DocumentKind = DocumentKind.ASSESSMENT
    threat_picture: str = ""
    """The id of the picture whose threats have a section each; empty in an assessment."""


@cache
def templates() -> dict[str, Template]:
    """Return the templates that ship with the product, by id."""
    found = [load_template(path) for path in template_paths()]
    return {one.id: one for one in found}


def templates_of(document: DocumentKind) -> dict[str, Template]:
    """Return those that a document of this kind can start from."""
    return {key: one for key, one in templates().items() if one.document is document}


def load_template(path: Path) -> Template:
    """Return the template that the TOML file at `path` describes.

    Raises BadInput, naming the file, the table and the key, where the file cannot be read, holds
    a key the format does not know, lacks one it needs, or asks for a figure that there is not.
    """
    root = read_toml(path)
    root.allow_only({"format", "id", "title", "status", "source", "note", "document",
                     "threat_picture", "sections"})  # fmt: skip
    if (found := root.whole_number("format")) != FORMAT:
        raise root.fault("format", f"{FORMAT}, the format this release reads", found)
    provenance = Provenance(
        Status(root.choice("status", tuple(Status))), root.text("source"),
        root.text("note", default=""),
    )  # fmt: skip
    sections = _sections(root, provenance, 1)
    document = DocumentKind.ASSESSMENT
    if root.has("document"):
        document = DocumentKind(root.choice("document", tuple(DocumentKind)))
    template = Template(
        root.text("id"), root.text("title"), provenance, sections, document,
        root.text("threat_picture", default=""),
    )  # fmt: skip
    refuse(_used_twice(root.file, template))
    return template


def _used_twice(file: str, template: Template) -> Iterator[str]:
    for name, count in Counter(one.id for one in every_section(template.sections)).items():
        if count > 1:
            yield f"{file}: the id {name} is used {count} times; every id must be used once."


def every_section(sections: Iterable[StartingSection]) -> Iterator[StartingSection]:
    """Yield each section, then those within it."""
    for one in sections:
        yield one
        yield from every_section(one.sections)


def _sections(table: FileTable, around: Provenance, level: int) -> tuple[StartingSection, ...]:
    found = table.tables("sections", at_least=1 if level == 1 else 0)
    if found and level > _DEEPEST:
        raise table.fault("sections", f"at most {_DEEPEST} levels of sections", "a deeper one")
    return tuple(_section(each, around, level) for each in found)


def _section(table: FileTable, around: Provenance, level: int) -> StartingSection:
    table.allow_only({"id", "heading", "weight", "help", "status", "source", "note", "for_each",
                      "blocks", "sections"})  # fmt: skip
    provenance = _provenance(table, around)
    for_each = ForEach(table.choice("for_each", tuple(ForEach))) if table.has("for_each") else None
    return StartingSection(
        id=table.identifier("id"),
        heading=table.text("heading"),
        weight=Weight(table.choice("weight", tuple(Weight))),
        help=table.text("help"),
        provenance=provenance,
        blocks=tuple(_block(each) for each in table.tables("blocks")),
        sections=_sections(table, provenance, level + 1),
        for_each=for_each,
    )


def _provenance(table: FileTable, around: Provenance) -> Provenance:
    """Return a section's own provenance, and what it does not say from what it stands in."""
    status = table.choice("status", tuple(Status)) if table.has("status") else around.status
    source = table.text("source", default=around.source)
    return Provenance(Status(status), source, table.text("note", default=around.note))


def _block(table: FileTable) -> StartingBlock:
    table.allow_only({*Kind, "marking"})
    kinds = [kind for kind in Kind if table.has(kind)]
    if len(kinds) != 1:
        raise table.fault("text", f"exactly one of {listed(tuple(Kind))}", listed(kinds) or None)
    kind = kinds[0]
    content = table.written(kind).strip() if kind is Kind.TEXT else table.text(kind)
    for name in _asked_for(kind, content):
        _check(table, kind, name)
    marking = table.choice("marking", MARKINGS) if table.has("marking") else OFFICIAL
    return StartingBlock(kind, content, marking)


def _asked_for(kind: Kind, content: str) -> Sequence[str]:
    return references(read(content)) if kind is Kind.TEXT else (content,)


_ENTRIES: dict[Kind, tuple[Entry, ...]] = {
    Kind.TEXT: FIGURES, Kind.TABLE: TABLES, Kind.CHART: CHARTS,
}  # fmt: skip


def _check(table: FileTable, kind: Kind, name: str) -> None:
    try:
        asked(name, _ENTRIES[kind])
    except BadInput as fault:
        raise table.fault(kind, "a name of the catalogue", f"{name} ({fault})") from None


def filled(block: StartingBlock, name: str = "") -> str:
    """Return a block's content for one issue or theme, whatever signs are in its name."""
    if block.kind is not Kind.TEXT:
        return put(block.content, name)
    paragraphs = (
        replace(each, runs=tuple(_put_in_run(run, name) for run in each.runs))
        for each in read(block.content)
    )
    return written(paragraphs)


def _put_in_run(run: Inline, name: str) -> Inline:
    if isinstance(run, Figure):
        return replace(run, reference=put(run.reference, name))
    return replace(run, text=put(run.text, name))


def put(text: str, name: str) -> str:
    """Return a heading, or the name of a table, for one issue or theme."""
    for one in ("{issue}", "{theme}", "{threat}"):
        text = text.replace(one, name)
    return text
