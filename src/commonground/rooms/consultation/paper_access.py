"""What whoever types scores in from paper may see: what they typed themselves."""

from collections.abc import Collection, Iterable
from uuid import UUID

from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, When

from commonground.rooms.consultation import access
from commonground.rooms.consultation.answers import Answer
from commonground.rooms.consultation.models import Assessor, Assignment, EnteredBy, Round, Score
from commonground.rooms.consultation.score_access import as_numbered
from commonground.rooms.people.models import Person, Way
from commonground.rooms.searching import words_of


def typed_answers(of: Assessor, by: Person) -> dict[int, dict[str, Answer]]:
    """Return what one person typed in from an assessor's paper in the present stage, and no more.

    What the assessor scored elsewhere is not for whoever types, before it is shown to all.
    """
    found = Score.objects.filter(
        assignment__assessor=of,
        stage=of.round.stage,
        submission__entered_by=EnteredBy.PAPER,
        submission__typed_by=by,
    )
    answers: dict[int, dict[str, Answer]] = {}
    for row in found.values_list("assignment_id", "criterion", "level", "cannot_say", "remark"):
        answers.setdefault(row[0], {})[row[1]] = Answer(*row[2:])
    return answers


def typed_pages(about: Round, people: Iterable[Assessor]) -> dict[UUID, tuple[int, int]]:
    """Return how many pages were typed in and how many are asked, by assessor, of this stage."""
    was_typed = Q(submissions__entered_by=EnteredBy.PAPER, submissions__stage=about.stage)
    found = Assignment.objects.filter(
        assessor__in=list(people), round_issue__last_stage__gte=about.stage
    )
    rows = (
        found.order_by()
        .values_list("assessor_id")
        .annotate(
            asked=Count("pk", distinct=True), typed=Count("pk", distinct=True, filter=was_typed)
        )
    )
    return {who: (typed, asked) for who, asked, typed in rows}


def on_paper(about: Round, search: str = "") -> QuerySet[Assessor]:
    """Return who is asked about anything in this stage, those on paper first; who match a search.

    A word is looked for in their name and their agency's.
    """
    asked = Assignment.objects.filter(
        assessor=OuterRef("pk"), round_issue__last_stage__gte=about.stage
    )
    found = access.assessors(about).filter(Exists(asked), withdrawn_because="")
    for word in words_of(search):
        found = found.filter(
            Q(membership__person__name__icontains=word)
            | Q(membership__agency__name__icontains=word)
            | Q(agency__icontains=word)
        )
    is_on_paper = Case(When(way=Way.PAPER, then=0), default=1)
    return found.order_by(is_on_paper, "membership__agency__name", "membership__person__name", "pk")


def asked_of(people: Collection[Assessor]) -> dict[Assessor, list[Assignment]]:
    """Return what each of some people is asked about in their round's present stage."""
    found: dict[Assessor, list[Assignment]] = {one: [] for one in people}
    by_id = {one.pk: one for one in people}
    rows = Assignment.objects.filter(
        assessor__in=by_id, round_issue__last_stage__gte=F("assessor__round__stage")
    ).select_related("round_issue__issue")
    for one in as_numbered(rows):
        found[by_id[one.assessor_id]].append(one)
    return found
