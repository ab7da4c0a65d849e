"""What a plan covers of its shortlist under each strand, and the reasons why not."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q
from django.http import Http404

from commonground.rooms.people.access import Seat
from commonground.rooms.plan.marked import marking_of
from commonground.rooms.plan.models import ENDED, GapReason, Plan, Recommendation, Standing
from commonground.rooms.plan.shortlisting import Shortlisted, shortlist_of
from commonground.rooms.plan.strands import Strand, strand_set


@dataclass(frozen=True, slots=True)
class Cover:
    """A recommendation that an issue has under a strand, and how many actions serve it."""

    id: UUID
    ref: str
    text: str
    marking: str
    live: int
    ended: int


@dataclass(frozen=True, slots=True)
class Cell:
    """One shortlisted issue under one strand, as readiness looks at it: live work fills it."""

    issue: Shortlisted
    strand: Strand
    covers: tuple[Cover, ...]
    reasons: tuple[GapReason, ...]
    """Every one that was given or taken back, in order."""

    @property
    def answer(self) -> GapReason | None:
        """The latest reason, which is empty where it was taken back."""
        return self.reasons[-1] if self.reasons else None

    @property
    def is_covered(self) -> bool:
        return any(one.live for one in self.covers)

    @property
    def is_answered(self) -> bool:
        return not self.is_covered and self.answer is not None and bool(self.answer.reason)


@dataclass(frozen=True, slots=True)
class Line:
    """A shortlisted issue with a cell for each strand, in the order of the strands."""

    issue: Shortlisted
    cells: tuple[Cell, ...]


def matrix_of(here: Seat, about: Plan) -> list[Line]:
    """Return a line for each issue of the shortlist that a plan answers, by rank."""
    covers = _covers(about)
    reasons = _reasons(about)
    strands = strand_set(about.strand_set).strands
    return [
        Line(
            issue,
            tuple(
                Cell(issue, one, tuple(covers[issue.issue_id, one.id]),
                     tuple(reasons[issue.issue_id, one.id]))
                for one in strands
            ),
        )
        for issue in shortlist_of(here, about)
    ]  # fmt: skip


def marking_of_matrix(about: Plan, lines: Iterable[Line]) -> str:
    """Return how highly a matrix is marked: as its plan, or as a recommendation in a cell."""
    return marking_of(
        about, (cover for line in lines for cell in line.cells for cover in cell.covers)
    )


def cell_of(here: Seat, about: Plan, issue_id: UUID, strand: str) -> Cell:
    """Return one cell; Http404 for an issue off the shortlist, or a strand of another set."""
    for line in matrix_of(here, about):
        for cell in line.cells:
            if (cell.issue.issue_id, cell.strand.id) == (issue_id, strand):
                return cell
    raise Http404


def _covers(about: Plan) -> dict[tuple[UUID, str], list[Cover]]:
    has_ended = Q(actions__status__in=ENDED)
    # a row for each issue of each recommendation: one query, where a prefetch makes two
    found = Recommendation.objects.filter(plan=about, issues__isnull=False).order_by("number")
    rows = found.values_list(
        "issues", "strand", "standing", "pk", "number", "text", "marking"
    ).annotate(
        live=Count("actions", filter=~has_ended, distinct=True),
        ended=Count("actions", filter=has_ended, distinct=True),
    )
    covers: dict[tuple[UUID, str], list[Cover]] = defaultdict(list)
    for issue, strand, standing, pk, number, text, marking, going, done in rows:
        if standing == Standing.OPEN or going:
            covers[issue, strand].append(Cover(pk, f"R{number}", text, marking, going, done))
    return covers


def _reasons(about: Plan) -> dict[tuple[UUID, str], list[GapReason]]:
    found = GapReason.objects.filter(plan=about).select_related("by").order_by("number")
    reasons: dict[tuple[UUID, str], list[GapReason]] = defaultdict(list)
    for one in found:
        reasons[one.issue_id, one.strand].append(one)
    return reasons
