"""Takes an assessment away: built for whoever reads it, written as a file, and recorded."""

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_noop as _noop

from commonground.documents import pages, pdf, word
from commonground.documents.contents.builds import Audience, Build, build_for
from commonground.documents.contents.parts import Document
from commonground.documents.workbooks import annex_tables
from commonground.rooms.assessment import access, figure_access, template_access
from commonground.rooms.assessment.composing import document_of
from commonground.rooms.assessment.models import Assessment
from commonground.rooms.assessment.rules import Verb, check_may_do
from commonground.rooms.audit.recording import action, record
from commonground.rooms.people.access import Seat


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of file that a document is written as."""

    name: str
    type: str
    write: Callable[[Document], bytes]


def _page(document: Document) -> bytes:
    return pages.write(document).encode()


WORD = "docx"
_OOXML = "application/vnd.openxmlformats-officedocument."
KINDS = {
    one.name: one
    for one in (
        FileKind(WORD, f"{_OOXML}wordprocessingml.document", word.write),
        FileKind("pdf", "application/pdf", pdf.write),
        FileKind("html", "text/html; charset=utf-8", _page),
        FileKind("xlsx", f"{_OOXML}spreadsheetml.sheet", annex_tables.write),
    )
}


@dataclass(frozen=True, slots=True)
class Taken:
    """A file that is taken away."""

    name: str
    type: str
    held: bytes


def document(about: Assessment) -> Document:
    """Return all of an assessment, from which each build is made.

    Its figures lead to their pages here, by where this installation is reached from outside.
    """
    frozen, outline = access.latest_freeze(about), access.outline(about)
    material = access.material(about, frozen, figure_access.link_from_outside(about, frozen))
    return document_of(about, frozen, outline, material, timezone.localdate())


def built(about: Assessment, audience: Audience) -> Build:
    """Return an assessment as one audience may read it."""
    return build_for(document(about), audience)


@dataclass(frozen=True, slots=True)
class Written:
    """A document as a file, with the digest of the Word template that it was written in, if any."""

    held: bytes
    template_sha256: str

    @property
    def told(self) -> dict[str, object]:
        """What the record says of it."""
        told: dict[str, object] = {"sha256": sha256(self.held).hexdigest()}
        if self.template_sha256:
            told["template_sha256"] = self.template_sha256
        return told


def written(document: Document, kind: FileKind, template: bytes | None) -> Written:
    """Return a document as a file; one for Word stands in the look of the template, where any."""
    if kind.name != WORD or template is None:
        return Written(kind.write(document), "")
    return Written(word.write(document, template), sha256(template).hexdigest())


def own_template(partnership_id: UUID) -> bytes | None:
    """Return the Word template that a partnership's documents stand in; None where it is ours."""
    found = template_access.template_in_use(partnership_id)
    return bytes(found.held) if found else None


@action
def take_away(*, by: Seat, about: Assessment, audience: Audience, kind: FileKind) -> Taken:
    """Return a build of an assessment as a file. That it was taken is recorded, by its digest."""
    check_may_do(by.roles, Verb.EXPORT)
    build = built(about, audience)
    made = written(build.document, kind, own_template(about.partnership_id))
    name = f"strategic-assessment-{audience}-{build.document.marking}.{kind.name}"
    told = {"file": name, **made.told, "left_out": len(build.left_out)}
    record(
        partnership_id=by.partnership.pk, by=by.actor, verb=_noop("took away"), about=about,
        after=told,
    )  # fmt: skip
    return Taken(name, kind.type, made.held)
