"""Every score and remark of a stage that has closed, as its ranking and its pack hold them."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from commonground.errors import BadInput
from commonground.rooms.consultation import access
from commonground.rooms.consultation.answers import Answer
from commonground.rooms.consultation.methods import published_method
from commonground.rooms.consultation.models import (
    Assessor,
    Round,
    RoundIssue,
    Score,
)
from commonground.rooms.consultation.score_access import (
    Stages,
    counting,
    moment_of_all,
    moment_of_stage,
)
from commonground.rooms.consultation.visibility import Viewer, may_see_scores
from commonground.scoring.arithmetic import plain
from commonground.scoring.methods import Method
from commonground.scoring.scores import Assessor as Person
from commonground.scoring.scores import Issue, Remark, ScoreCube, make_cube
from commonground.scoring.scores import Score as ScoredCell


@dataclass(frozen=True, slots=True, eq=False)
class HeldScores:
    """Every score of a closed round, as `commonground rank` would read it from the round's pack."""

    cube: ScoreCube
    remarks: tuple[Remark, ...]
    agency_map: tuple[tuple[str, str], ...]
    """Each agency as it was named, and the agency it counts as; sorted."""
    rows: tuple[tuple[str, ...], ...]
    """In long form, as the pack's file of scores has them."""
    issue_ids: Mapping[str, UUID]
    """The id of each issue that takes part, by its name."""


def held_scores(about: Round, viewer: Viewer, stages: Stages | None = None) -> HeldScores:
    """Return a round's scores by code and agency, never by person; BadInput before they are shown.

    Of every stage, unless `stages` says which: those of a closed stage stay as they are while a
    later one runs. As in a file, only assessors and issues with a score take part.
    """
    wanted = stages or Stages.up_to(about.stage)
    if not may_see_scores(viewer, moment_of_stage(about, wanted.last)):
        raise BadInput(_("The scores are not shown before the round closes."))
    method = published_method(about)
    people = {one.pk: one for one in Assessor.objects.filter(round=about)}
    issues = {one.pk: one for one in access.round_issues(about)}
    cells: list[ScoredCell] = []
    remarks: list[Remark] = []
    rows: list[tuple[str, ...]] = []
    scorers: dict[str, Assessor] = {}
    scored: dict[str, RoundIssue] = {}
    levels = {
        one.id: [(plain(level.score), float(level.score)) for level in one.levels]
        for one in method.criteria
    }
    given = _given(about, wanted, method, people, issues)
    for person, issue, criterion, answer in given:
        text = ""
        if answer.level is not None:
            text, value = levels[criterion][answer.level]
            cells.append(ScoredCell(person.code, issue.name, criterion, value))
            scorers[person.code] = person
            scored[issue.name] = issue
        if answer.remark:
            remarks.append(Remark(issue.name, person.counts_as, criterion, answer.remark))
        rows.append((person.code, person.agency, issue.name, issue.theme, criterion, text,
                     answer.remark, person.way))  # fmt: skip
    cube = make_cube(
        (Person(one.code, one.counts_as, one.way) for one in scorers.values()),
        (Issue(one.name, one.theme) for one in scored.values()),
        method.criterion_ids,
        cells,
    )
    pairs = {person.agency: person.counts_as for person, *_rest in given}
    return HeldScores(
        cube, tuple(remarks), tuple(sorted(pairs.items())), tuple(rows),
        {name: one.pk for name, one in scored.items()},
    )  # fmt: skip


Given = tuple[Assessor, RoundIssue, str, Answer]
"""Who answered what of which issue, by criterion."""


def _given(
    about: Round,
    stages: Stages,
    method: Method,
    people: Mapping[UUID, Assessor],
    issues: Mapping[UUID, RoundIssue],
) -> list[Given]:
    """Return every answer that says anything, by code, issue and the method's own order."""
    order = ("", *method.criterion_ids)
    asked = counting(stages).filter(assessor__round=about)
    pages = sorted(
        (people[who].code, issues[what].position, pk, people[who], issues[what])
        for pk, who, what in asked.values_list("pk", "assessor_id", "round_issue_id")
    )
    answers = _latest(about, stages)
    return [
        (person, issue, criterion, answers[pk][criterion])
        for _code, _position, pk, person, issue in pages
        if pk in answers
        for criterion in order
        if criterion in answers[pk]
    ]


def _latest(about: Round, stages: Stages) -> dict[int, dict[str, Answer]]:
    """Return each page's answers; one of a later stage stands in place of the earlier."""
    found = Score.objects.filter(
        assignment__assessor__round=about, stage__range=(stages.first, stages.last)
    ).order_by("stage")
    fields = ("assignment_id", "criterion", "level", "cannot_say", "remark")
    pages: dict[int, dict[str, Answer]] = {}
    # 100,000 rows hold a few hundred answers, most of them without a remark
    answers: dict[tuple[object, ...], Answer] = {}
    for assignment, criterion, *told in found.values_list(*fields):
        answer = answers.get(key := tuple(told))
        if answer is None:
            answer = answers[key] = Answer(*told)
        page = pages.setdefault(assignment, {})
        page[criterion] = page[criterion].followed_by(answer) if criterion in page else answer
    return {
        assignment: {name: one for name, one in page.items() if one.says_something}
        for assignment, page in pages.items()
    }


@dataclass(frozen=True, slots=True)
class Said:
    """A remark of a closed round as other rooms may have it: without who said it."""

    source: str
    """By which the same remark is known again."""
    text: str
    issue_id: UUID
    agency: str
    way: str


def remarks_said(about: Round, viewer: Viewer) -> list[Said]:
    """Return what was remarked with the scores of a round; BadInput before they are shown.

    Those of somebody who withdrew are left out, as their scores are. One of a later stage stands in
    place of the earlier.
    """
    if not may_see_scores(viewer, moment_of_all(about)):
        raise BadInput(_("The remarks of a round are not gathered before it closes."))
    found = (
        Score.objects.filter(
            assignment__assessor__round=about, assignment__assessor__withdrawn_because=""
        )
        .exclude(remark="")
        .order_by("stage")
    )
    rows = found.values_list(
        "assignment_id", "criterion", "remark", "assignment__round_issue__issue_id",
        "assignment__assessor__counts_as", "assignment__assessor__way", "stage",
        "assignment__round_issue__position",
    )  # fmt: skip
    latest = {(row[0], row[1]): row for row in rows}
    # by what is said, in no order of people: whoever gathers them numbers them as they come
    told = sorted(latest.values(), key=lambda row: (row[7], row[4], row[2], row[0]))
    return [
        Said(f"{pk}:{criterion}:{stage}", text, issue, agency, way)
        for pk, criterion, text, issue, agency, way, stage, _position in told
    ]
