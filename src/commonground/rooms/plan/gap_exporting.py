"""Takes the gap matrix of a plan away as a workbook of one sheet."""

from hashlib import sha256

from django.utils.translation import gettext_noop as _noop

from commonground.documents.plan.gap_sheet import GapRow, write_gap_matrix
from commonground.rooms.assessment.exporting import KINDS, Taken
from commonground.rooms.audit.recording import action, record
from commonground.rooms.people.access import Seat
from commonground.rooms.plan import gap_presenters
from commonground.rooms.plan.gap_presenters import CellShown
from commonground.rooms.plan.gaps import marking_of_matrix, matrix_of
from commonground.rooms.plan.models import Plan
from commonground.rooms.plan.rules import Verb, check_may_do
from commonground.rooms.plan.strands import strand_set
from commonground.rooms.plan.workbook_rows import in_english


@action
def take_gaps(*, by: Seat, about: Plan) -> Taken:
    """Return the matrix as it stands now. That it was taken is recorded, by its digest."""
    check_may_do(by.roles, Verb.EXPORT)
    lines = matrix_of(by, about)
    marking = marking_of_matrix(about, lines)
    with in_english():
        rows = [
            GapRow(one.rank, one.name, tuple(_words(cell) for cell in one.cells))
            for one in gap_presenters.shown(by, about, lines)
        ]
    strands = list(strand_set(about.strand_set).labels.values())
    held = write_gap_matrix(about.name, marking, strands, rows)
    name = f"gap-matrix-{marking}.xlsx"
    record(
        partnership_id=by.partnership.pk, by=by.actor, verb=_noop("took away"), about=about,
        after={"file": name, "sha256": sha256(held).hexdigest()},
    )  # fmt: skip
    return Taken(name, KINDS["xlsx"].type, held)


def _words(cell: CellShown) -> str:
    told = [f"{one.ref}: {one.actions}" for one in cell.covers]
    if cell.tag is not None:
        told.append(cell.tag.word)
    if cell.reason:
        told.append(f"{cell.reason} ({cell.who})")
    return "\n".join(told)
