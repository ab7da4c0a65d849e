"""What the pages of this room show: labels and links, so that templates stay dumb."""

from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import ndiff

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _noop
from django.utils.translation import ngettext

from commonground.documents.assessment.catalogue import CHARTS, FIGURES, TABLES
from commonground.documents.assessment.printing import Printed
from commonground.documents.assessment.tables import Material
from commonground.documents.assessment.templates import (
    DocumentKind,
    every_section,
    templates,
    templates_of,
)
from commonground.documents.contents import (
    Chart,
    Figure,
    Inline,
    Paragraph,
    ParagraphKind,
    Table,
    Text,
)
from commonground.documents.contents.audiences import rule_for
from commonground.documents.contents.builds import Build
from commonground.documents.contents.walking import as_run, groups, shown
from commonground.rooms.assessment import models
from commonground.rooms.assessment.access import Outline
from commonground.rooms.assessment.composing import composed
from commonground.rooms.assessment.models import Assessment, Kind, Revision, State
from commonground.rooms.assessment.rules import Verb, may_do
from commonground.rooms.people.access import Seat
from commonground.rooms.ranking.models import Ranking
from commonground.rooms.telling import tell

COLOURS = {State.DRAFTING: "blue", State.WITH_BOARD: "yellow", State.ISSUED: "green"}


def address(name: str, here: Seat, *ids: object) -> str:
    """Return the address of one of this room's pages."""
    return reverse(f"assessment:{name}", args=[here.partnership.pk, *ids])


def address_if(name: str, here: Seat, verb: Verb, *ids: object) -> str:
    """Return the same, or nothing to those who may not."""
    return address(name, here, *ids) if may_do(here.roles, verb) else ""


def write_href(name: str, here: Seat, about: Assessment, *ids: object) -> str:
    """Return an address by which something is written; nothing once the assessment is issued."""
    if about.state == State.ISSUED:
        return ""
    return address_if(name, here, Verb.WRITE, about.pk, *ids)


def block_href(here: Seat, about: Assessment, block: models.Block) -> str:
    """Return where a block stands on the page of its assessment."""
    return f"{address('assessment', here, about.pk)}#block-{block.pk}"


def no_link(_reference: str) -> str:
    """Return where a figure leads in a preview: nowhere."""
    return ""


def state_presses(here: Seat, about: Assessment) -> list[tuple[str, str]]:
    """Return what an assessment can be said to be next, and the address that asks for it."""
    if about.is_profile or not may_do(here.roles, Verb.WRITE):
        return []
    return [
        (str(one.label), address("move_on", here, about.pk, one.value))
        for one in State if one != about.state
    ]  # fmt: skip


def around(here: Seat, about: Assessment) -> dict[str, object]:
    """Return what leads away from the page of a text: a profile's is released from its own page."""
    if about.is_profile:
        of = [here.partnership.pk, about.profile.pk]
        return {
            "back": (reverse("profile:profile", args=of), about.title),
            "files_href": reverse("profile:builds", args=of),
            "review_href": "",
            "current": "profiles",
        }
    return {
        "back": (address("assessments", here), _("Strategic assessments")),
        "files_href": address_if("files", here, Verb.EXPORT, about.pk),
        "review_href": address("review", here, about.pk),
        "current": "assessments",
    }


def ranking_choices(found: Iterable[Ranking]) -> list[tuple[str, str]]:
    """Return what a new assessment can be made from."""
    return [(str(one.pk), one.closing.round.name) for one in found]


def template_choices() -> list[tuple[str, str]]:
    """Return the templates that a new assessment can start from."""
    return [
        (one.id, _("%(title)s (%(id)s)") % {"title": _(one.title), "id": one.id})
        for one in templates_of(DocumentKind.ASSESSMENT).values()
    ]


@dataclass(frozen=True, slots=True)
class Row:
    """An assessment in the list."""

    title: str
    href: str
    state: str
    colour: str
    ranking: str


def rows(here: Seat, found: Iterable[Assessment]) -> list[Row]:
    """Return the assessments of the list."""
    return [
        Row(one.title, address("assessment", here, one.pk), str(one.get_state_display()),
            COLOURS[State(one.state)], one.ranking.closing.round.name)
        for one in found
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class BlockRow:
    """A block as its page shows it: one of text, table and chart."""

    id: str
    marking: str
    version: int
    faults: tuple[str, ...]
    edit_href: str
    history_href: str
    move_href: str
    remove_href: str
    comments_href: str
    comments: str
    text: list[tuple[ParagraphKind, list[Paragraph]]] | None = None
    table: Table | None = None
    chart: Chart | None = None
    picture: str = ""


@dataclass(frozen=True, slots=True)
class SectionRow:
    """A section with its blocks, as deep as it stands."""

    id: str
    level: int
    heading: str
    help: str
    is_mandatory: bool
    blocks: list[BlockRow]
    removed: list[tuple[str, str]]
    add_href: str

    @property
    def is_empty(self) -> bool:
        """Whether nobody has written anything here."""
        return not any(one.text or one.table or one.chart for one in self.blocks)


def section_rows(
    here: Seat, about: Assessment, outline: Outline, material: Material
) -> list[SectionRow]:
    """Return every section of an assessment in reading order."""
    template = templates().get(about.template)
    helps = {one.id: one for one in every_section(template.sections)} if template else {}
    return [
        SectionRow(
            id=str(one.pk),
            level=level,
            heading=one.heading,
            help=_(helps[one.key].help) if one.key in helps else "",
            is_mandatory=one.key in helps and helps[one.key].weight == "mandatory",
            blocks=[
                block_row(here, about, each, material) for each in outline.standing(one)
            ],
            removed=[
                (_called(each), address_if("put_back", here, Verb.WRITE, about.pk, each.pk))
                for each in outline.removed(one)
            ],
            add_href=write_href("add_block", here, about, one.pk),
        )
        for level, one in _walk(outline, None, 2)
    ]  # fmt: skip


def _walk(
    outline: Outline, around: models.Section | None, level: int
) -> Iterator[tuple[int, models.Section]]:
    for one in outline.under(around):
        yield level, one
        yield from _walk(outline, one, level + 1)


def _called(block: models.Block) -> str:
    words = block.content.split()
    return " ".join(words[:12]) + (" …" if len(words) > 12 else "") or _("An empty text")


def block_row(here: Seat, about: Assessment, block: models.Block, material: Material) -> BlockRow:
    """Return a block as its page shows it."""
    made = composed(material, block)
    is_text = block.kind == Kind.TEXT
    return BlockRow(
        id=str(block.pk),
        marking=block.marking,
        version=block.version,
        faults=made.faults,
        edit_href=write_href("write", here, about, block.pk) if is_text else "",
        history_href=address("history", here, about.pk, block.pk) if is_text else "",
        move_href=write_href("move_block", here, about, block.pk),
        remove_href=write_href("remove_block", here, about, block.pk),
        comments_href=address_if("comments", here, Verb.COMMENT, about.pk, block.pk),
        comments=_comments(getattr(block, "threads", 0), getattr(block, "open_threads", 0)),
        text=list(groups(made.block.paragraphs)) if isinstance(made.block, Text) else None,
        table=made.block if isinstance(made.block, Table) else None,
        chart=made.block if isinstance(made.block, Chart) else None,
        picture=picture(made.block) if isinstance(made.block, Chart) else "",
    )


def _comments(threads: int, still_open: int) -> str:
    if still_open:
        said = ngettext("%(num)d open comment", "%(num)d open comments", still_open)
        return said % {"num": still_open}
    return _("Comments, all settled") if threads else _("Comment")


def picture(chart: Chart) -> str:
    """Return a chart as an address that holds all of it: nothing of it can act on the page."""
    return f"data:image/svg+xml;base64,{b64encode(chart.svg.encode()).decode()}"


@dataclass(frozen=True, slots=True)
class Reference:
    """A figure, table or chart that can be asked for, and what it says now."""

    name: str
    words: str
    now: str


def references(printed: Printed) -> list[Reference]:
    """Return what a text can ask for: each figure of all with its value, and how others go."""
    return [Reference(one.pattern, tell(one.words), _now(printed, one.pattern)) for one in FIGURES]


def _now(printed: Printed, pattern: str) -> str:
    value = printed.values.get(pattern)
    return value.text if value else ""


def made_blocks() -> list[tuple[str, str]]:
    """Return the tables and charts that can be added, and what each of them shows."""
    return [(one.pattern, tell(one.words)) for one in (*TABLES, *CHARTS)]


FILES = {
    "docx": _noop("Word, to be edited and brought back"),
    "pdf": _noop("PDF, to be printed and published"),
    "html": _noop("Web page, which opens in any browser"),
    "xlsx": _noop("Workbook of its tables"),
}


@dataclass(frozen=True, slots=True)
class BuildRow:
    """A build of an assessment: its marking, its files, and what it does not hold."""

    title: str
    marking: str
    files: list[tuple[str, str]]
    left_out: list[tuple[str, str]]


def build_row(here: Seat, about: Assessment, build: Build) -> BuildRow:
    """Return a build as the page of files shows it."""
    files = [
        (_(label), address("file", here, about.pk, build.audience.value, kind))
        for kind, label in FILES.items()
    ]
    return BuildRow(
        title=_(rule_for(build.audience).title),
        marking=build.document.marking,
        files=files,
        left_out=[(tell(one.what), tell(one.why)) for one in build.left_out],
    )


@dataclass(frozen=True, slots=True)
class RevisionRow:
    """A revision of a text, and the lines by which it differs from the one before."""

    number: int
    by: str
    at: datetime
    how: str
    lines: list[tuple[str, str]]
    """Each with `+` where it was added, `-` where it was taken out, or a space."""
    bring_back_href: str


def history_rows(
    here: Seat, about: Assessment, block: models.Block, found: Sequence[Revision], before: str
) -> list[RevisionRow]:
    """Return revisions of a text, the latest first; `before` is the text before all of them."""
    befores = [*(one.text for one in found[1:]), before]
    return [
        RevisionRow(
            one.number, one.by.name, one.at, _how(one), _lines(before, one.text),
            "" if one.number == block.revision
            else write_href("bring_back", here, about, block.pk, one.number),
        )
        for one, before in zip(found, befores, strict=True)
    ]  # fmt: skip


def _lines(before: str, after: str) -> list[tuple[str, str]]:
    found = ndiff(before.splitlines(), after.splitlines())
    return [(line[0], line[2:]) for line in found if line[0] != "?"]


def _how(one: Revision) -> str:
    said = str(one.get_origin_display())
    return f"{said}: {one.source}" if one.source else said


def address_of(run: Inline) -> str:
    """Return where a figure leads on the product's own pages; empty where it leads nowhere."""
    return run.source if isinstance(run, Figure) else ""


HELPERS = {"as_run": as_run, "shown": shown, "address_of": address_of}
"""What the macros of a block need of a document's parts."""
