"""Takes a plan away: built for whoever reads it, written as a file, and recorded."""

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256

from django.utils import timezone
from django.utils.translation import gettext_noop as _noop

from commonground.documents.contents.builds import Audience, Build
from commonground.documents.plan.builds import built as build_of
from commonground.documents.plan.builds import plan_for
from commonground.documents.plan.flat import as_csv, as_json
from commonground.documents.plan.plans import Plan as PrintedPlan
from commonground.documents.plan.workbook import write_plan_workbook
from commonground.rooms.assessment.exporting import KINDS as DOCUMENTS
from commonground.rooms.assessment.exporting import Taken, own_template, written
from commonground.rooms.audit.recording import action, record
from commonground.rooms.people.access import Seat
from commonground.rooms.plan.composing import outline_of, plan_of
from commonground.rooms.plan.models import Plan
from commonground.rooms.plan.rules import Verb, check_may_do
from commonground.rooms.plan.workbook_rows import book_of, words_of


@dataclass(frozen=True, slots=True)
class FlatKind:
    """A kind of file that programs read."""

    name: str
    type: str
    write: Callable[[PrintedPlan], bytes]


FLAT = {
    one.name: one
    for one in (
        FlatKind("csv", "text/csv; charset=utf-8", as_csv),
        FlatKind("json", "application/json", as_json),
    )
}
KINDS = (*DOCUMENTS, *FLAT)


@dataclass(frozen=True, slots=True)
class Built:
    """A build of a plan as a file, and what the record says of it."""

    build: Build
    held: bytes
    type: str
    told: dict[str, object]


def builds(about: Plan) -> list[Build]:
    """Return what each audience may read of a plan today, by its outline, and what it may not."""
    outline = outline_of(about, timezone.localdate())
    return [build_of(outline, one) for one in Audience]


def made(about: Plan, audience: Audience, kind: str) -> Built:
    """Return what one audience may read as a file of a kind, of KINDS."""
    plan = plan_of(about, timezone.localdate())
    build = build_of(plan, audience)
    if kind in FLAT:
        readable, _left_out = plan_for(plan, audience)
        held = FLAT[kind].write(readable)
        return Built(build, held, FLAT[kind].type, {"sha256": sha256(held).hexdigest()})
    whole = written(build.document, DOCUMENTS[kind], own_template(about.partnership_id))
    return Built(build, whole.held, DOCUMENTS[kind].type, whole.told)


@action
def take_away(*, by: Seat, about: Plan, audience: Audience, kind: str) -> Taken:
    """Return a build of a plan as a file. That it was taken is recorded, by its digest."""
    check_may_do(by.roles, Verb.EXPORT)
    file = made(about, audience, kind)
    name = f"action-plan-{audience}-{file.build.document.marking}.{kind}"
    _record(by, about, {"file": name, **file.told, "left_out": len(file.build.left_out)})
    return Taken(name, file.type, file.held)


@action
def take_workbook(*, by: Seat, about: Plan) -> Taken:
    """Return a plan as the workbook that comes back, for those who may change the plan."""
    check_may_do(by.roles, Verb.EDIT_PLANS)
    book = book_of(about, words_of(about), timezone.now())
    held = write_plan_workbook(book)
    name = f"action-plan-to-edit-{book.marking}.xlsx"
    _record(by, about, {"file": name, "sha256": sha256(held).hexdigest()})
    return Taken(name, DOCUMENTS["xlsx"].type, held)


def _record(by: Seat, about: Plan, told: dict[str, object]) -> None:
    record(
        partnership_id=by.partnership.pk, by=by.actor, verb=_noop("took away"), about=about,
        after=told,
    )  # fmt: skip
