"""The only door to scores. What it lets through, `visibility` allows."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from commonground.errors import BadInput
from commonground.rooms.consultation import access
from commonground.rooms.consultation.answers import NOTHING, Answer
from commonground.rooms.consultation.methods import published_method
from commonground.rooms.consultation.models import (
    AgreedScore,
    Assessor,
    Assignment,
    Reveal,
    Round,
    RoundIssue,
    Score,
    Status,
)
from commonground.rooms.consultation.rules import Verb, check_may_do
from commonground.rooms.consultation.visibility import Moment, Viewer, may_score, may_see_scores
from commonground.rooms.people.access import LinkState, Seat, links_with, state_of_link
from commonground.rooms.people.models import PersonalLink, Purpose
from commonground.scoring.arithmetic import plain
from commonground.scoring.methods import Method
from commonground.scoring.scores import AgreedScore as Settled
from commonground.scoring.scores import Assessor as Person
from commonground.scoring.scores import Issue, Remark, ScoreCube, make_cube
from commonground.scoring.scores import Score as ScoredCell


@dataclass(frozen=True, slots=True)
class ScoringLink:
    """What a link to score opens: somebody's part in one round, or why it opens nothing."""

    state: LinkState
    link: PersonalLink | None
    assessor: Assessor | None


def scoring_link(token: str, now: datetime) -> ScoringLink:
    """Return what the link with a token opens. It signs nobody in and is not used up.

    One query: everybody's every page and answer begins with it.
    """
    found = links_with(token, Purpose.SCORE).filter(message__isnull=False)
    # of one row: `first` would put it in an order, which costs half as much again
    told = found.select_related("message__assessor__round__partnership")
    link = next(iter(told), None)
    state = state_of_link(token, link, now)
    return ScoringLink(state, link, link.message.assessor if link else None)


def own_part(here: Seat, round_id: UUID) -> Assessor:
    """Return the seat's own person's part in a round; Http404 where they have none in it."""
    check_may_do(here.roles, Verb.GIVE_SCORES)
    return _part(here, round_id, membership__person=here.person)


def part_of(here: Seat, round_id: UUID, member_id: UUID) -> Assessor:
    """Return a member's part in a round, for whoever types their scores in; Http404 likewise."""
    check_may_do(here.roles, Verb.TYPE_SCORES)
    return _part(here, round_id, membership=member_id)


def _part(here: Seat, round_id: UUID, **whose: object) -> Assessor:
    found = Assessor.objects.filter(round=round_id, round__partnership=here.partnership, **whose)
    part = found.exclude(round__status=Status.DRAFT).select_related("round").first()
    if part is None:
        raise Http404
    return part


def asked_about(who: Assessor, round_issue_id: UUID) -> Assignment:
    """Return what asks somebody about an issue; Http404 where the issue is another round's.

    BadInput where the issue is the round's, but they are not asked about it in this stage.
    """
    found = _asked(who).filter(round_issue=round_issue_id).first()
    if found is None:
        access.round_issue(who.round, round_issue_id)
        raise BadInput(_("They are not asked about this issue."))
    return found


@dataclass(frozen=True, slots=True)
class Stages:
    """Which stages' scores are asked for, both ends included."""

    first: int
    last: int

    @classmethod
    def up_to(cls, last: int) -> "Stages":
        """Return the scores that count after a stage: a later one in place of the earlier."""
        return cls(1, last)


def own_assignments(of: Assessor) -> list[Assignment]:
    """Return what an assessor is asked about in the present stage, in the order of the round."""
    asked = list(_asked(of).select_related("round_issue"))
    for one in asked:
        one.round_issue.round = of.round
    return asked


def own_pages(of: Assessor) -> list[int]:
    """Return the ids of the same: all that their pages are numbered and counted by."""
    return list(_asked(of).values_list("pk", flat=True))


def own_page(of: Assessor, assignment_id: int) -> Assignment:
    """Return one of them with its issue, as the long list describes it."""
    found = _asked(of).select_related("round_issue__issue").get(pk=assignment_id)
    found.round_issue.round = of.round
    return found


def _asked(of: Assessor) -> QuerySet[Assignment]:
    found = Assignment.objects.filter(assessor=of, round_issue__last_stage__gte=of.round.stage)
    return found.order_by("round_issue__position", "pk")


def own_answers(of: Assessor, stage: int) -> dict[int, dict[str, Answer]]:
    """Return an assessor's own answers of a stage, by assignment and criterion.

    They are theirs to see at any time.
    """
    return _own(of, Stages(stage, stage))


def own_standing(of: Assessor, stage: int) -> dict[int, dict[str, Answer]]:
    """Return the same as they stand after a stage: a later answer in place of the earlier."""
    return _own(of, Stages.up_to(stage))


def _own(of: Assessor, stages: Stages) -> dict[int, dict[str, Answer]]:
    found = Score.objects.filter(
        assignment__assessor=of, stage__range=(stages.first, stages.last)
    ).order_by("stage")
    answers: dict[int, dict[str, Answer]] = {}
    for row in found.values_list("assignment_id", "criterion", "level", "cannot_say", "remark"):
        page = answers.setdefault(row[0], {})
        page[row[1]] = page.get(row[1], NOTHING).followed_by(Answer(*row[2:]))
    return answers


def own_answers_about(of: Assessor, about: RoundIssue) -> dict[str, Answer]:
    """Return an assessor's own answers about one issue in the present stage, by criterion."""
    found = Score.objects.filter(
        assignment__assessor=of, assignment__round_issue=about, stage=about.round.stage
    )
    fields = ("criterion", "level", "cannot_say", "remark")
    return {name: Answer(*rest) for name, *rest in found.values_list(*fields)}


def moment_of(about: RoundIssue) -> Moment:
    """Return how far the scores of an issue have come in the present stage of its round."""
    if about.round.is_closed:
        return Moment.CLOSED
    shown = Reveal.objects.filter(round_issue=about, stage=about.round.stage)
    return Moment.REVEALED if shown.exists() else Moment.BLIND


def _moment_of_stage(about: Round, stage: int) -> Moment:
    return Moment.CLOSED if stage < about.stage else moment_of_all(about)


def moment_of_all(about: Round) -> Moment:
    """Return how far the scores of a round as a whole have come: revealed is each issue alone."""
    return Moment.CLOSED if about.is_closed else Moment.BLIND


def revealed(about: Round) -> set[UUID]:
    """Return the ids of the round's issues that were revealed in its present stage."""
    found = Reveal.objects.filter(round_issue__round=about, stage=about.stage)
    return set(found.values_list("round_issue_id", flat=True))


def may_score_now(who: Assessor) -> bool:
    """Return whether an assessor may give or change scores now, of what is not revealed yet."""
    return _may_score(who, moment_of_all(who.round))


def may_score_issue(who: Assessor, about: RoundIssue) -> bool:
    """Return whether an assessor may give or change scores of one issue now."""
    return _may_score(who, moment_of(about))


def _may_score(who: Assessor, moment: Moment) -> bool:
    return may_score(
        is_round_open=who.round.is_open,
        moment=moment,
        is_withdrawn=bool(who.withdrawn_because),
    )


@dataclass(frozen=True, slots=True)
class AgencySpread:
    """How the people of one agency answered one criterion: how many chose what, never who."""

    agency: str
    """Whose voice they are part of."""
    levels: tuple[int, ...]
    """How many chose each level, in the order of the scale."""
    cannot_say: int


Spread = Mapping[str, Sequence[AgencySpread]]
"""By the criterion's id, in the method's order; agencies by name, those alone that answered."""


def spread(about: RoundIssue) -> Spread:
    """Return how the agencies answered about one issue; BadInput before it is shown to all.

    An answer of a later stage stands in place of the earlier. Where one person speaks for an
    agency, the agency's answer is theirs: that is known when the round's anonymity is chosen.
    """
    if not may_see_scores(Viewer.ASSESSOR, moment_of(about)):
        raise BadInput(_("The scores of this issue have not been revealed yet."))
    return _counted(about, about.round.stage)


def spread_before(about: RoundIssue, stage: int) -> Spread:
    """Return how the agencies answered before a stage that runs: those have closed.

    Empty in the first stage.
    """
    return _counted(about, stage - 1) if stage > 1 else {}


def _counted(about: RoundIssue, last: int) -> Spread:
    method = published_method(about.round)
    counts: dict[str, dict[str, Counter[int | None]]] = {one: {} for one in method.criterion_ids}
    for agency, criterion, level in _answers_of(about, last):
        if criterion in counts:
            counts[criterion].setdefault(agency, Counter())[level] += 1
    return {
        one.id: [
            AgencySpread(agency, tuple(found[at] for at in range(len(one.levels))), found[None])
            for agency, found in sorted(counts[one.id].items())
        ]
        for one in method.criteria
    }


def _answers_of(about: RoundIssue, last: int) -> list[tuple[str, str, int | None]]:
    """Return agency, criterion and level of each answer up to a stage; None: cannot say."""
    found = Score.objects.filter(
        assignment__round_issue=about, assignment__assessor__withdrawn_because="", stage__lte=last
    ).order_by("stage")
    fields = ("assignment__assessor__counts_as", "level", "cannot_say")
    latest = {
        (who, criterion): (agency, criterion, level)
        for who, criterion, agency, level, cannot_say in found.values_list(
            "assignment_id", "criterion", *fields
        )
        if level is not None or cannot_say
    }
    return list(latest.values())


def remarks_on(about: RoundIssue, viewer: Viewer, stages: Stages) -> list[Remark]:
    """Return what was said of one issue, by agency and never by person; BadInput before it shows.

    One of a later stage stands in place of the same person's earlier, as their score does.
    """
    if not may_see_scores(viewer, _moment_of_stage(about.round, stages.last)):
        raise BadInput(_("The scores of this issue have not been revealed yet."))
    found = Score.objects.filter(
        assignment__round_issue=about,
        assignment__assessor__withdrawn_because="",
        stage__range=(stages.first, stages.last),
    ).exclude(remark="", level=None, cannot_say=False)
    fields = ("assignment_id", "criterion", "assignment__assessor__counts_as", "remark")
    rows = found.order_by("stage").values_list(*fields)
    latest = {(who, criterion): (agency, text) for who, criterion, agency, text in rows}
    return sorted(
        (
            Remark(about.name, agency, criterion, text)
            for (_who, criterion), (agency, text) in latest.items()
            if text
        ),
        # in no order of people: by what is said alone
        key=lambda one: (one.agency, one.criterion, one.text),
    )


def agreed_now(about: RoundIssue) -> dict[str, AgreedScore]:
    """Return what was agreed on an issue in the present stage of its round, by criterion."""
    found = AgreedScore.objects.filter(round_issue=about, stage=about.round.stage)
    return {one.criterion: one for one in found}


def agreed_scores(about: Round, stage: int) -> tuple[Settled, ...]:
    """Return what stands as agreed after a stage, as `commonground rank --agreed` would read it.

    In the order of the round's issues and the method's criteria. Scoring an issue again in a later
    stage sets aside what was agreed on it before. Only what closed is asked for here.
    """
    if _moment_of_stage(about, stage) is not Moment.CLOSED:
        raise BadInput(_("The scores are not shown before the round closes."))
    criteria = published_method(about).criteria
    places = {one.id: at for at, one in enumerate(criteria)}
    found = AgreedScore.objects.filter(round_issue__round=about, stage__lte=stage)
    standing = {
        (one.round_issue.position, places[one.criterion]): one
        for one in found.select_related("round_issue").order_by("stage")
        if one.stage == one.round_issue.last_stage or one.round_issue.last_stage > stage
    }
    return tuple(
        Settled(
            one.round_issue.name, one.criterion, criteria[at].levels[one.level].score, one.reason
        )
        for (_position, at), one in sorted(standing.items())
    )


@dataclass(frozen=True, slots=True, eq=False)
class HeldScores:
    """Every score of a closed round, as `commonground rank` would read it from the round's pack."""

    cube: ScoreCube
    remarks: tuple[Remark, ...]
    agency_map: tuple[tuple[str, str], ...]
    """Each agency as it was named, and the agency it counts as; sorted."""
    rows: tuple[tuple[str, ...], ...]
    """In long form, as the pack's file of scores has them."""


def held_scores(about: Round, viewer: Viewer, stages: Stages | None = None) -> HeldScores:
    """Return a round's scores by code and agency, never by person; BadInput before they are shown.

    Of every stage, unless `stages` says which: those of a closed stage stay as they are while a
    later one runs. As in a file, only assessors and issues with a score take part.
    """
    wanted = stages or Stages.up_to(about.stage)
    if not may_see_scores(viewer, _moment_of_stage(about, wanted.last)):
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
    return HeldScores(cube, tuple(remarks), tuple(sorted(pairs.items())), tuple(rows))


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
    asked = Assignment.objects.filter(_took_part(stages), assessor__round=about)
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


def _took_part(stages: Stages) -> Q:
    """Return the condition by which an assignment's scores count in the last of these stages."""
    has_stayed = Q(assessor__withdrawn_because="")
    return has_stayed | Q(assessor__withdrawn_in__gt=stages.last)


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
        .order_by("assignment__round_issue__position", "assignment_id", "criterion", "stage")
    )
    rows = found.values_list(
        "assignment_id", "criterion", "remark", "assignment__round_issue__issue_id",
        "assignment__assessor__counts_as", "assignment__assessor__way", "stage",
    )  # fmt: skip
    latest = {(row[0], row[1]): row for row in rows}
    return [
        Said(f"{pk}:{criterion}:{stage}", text, issue, agency, way)
        for pk, criterion, text, issue, agency, way, stage in latest.values()
    ]
