"""How agencies scored an issue that has been shown: levels and remarks, and what was agreed."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from commonground.errors import BadInput
from commonground.rooms.consultation.methods import published_method
from commonground.rooms.consultation.models import (
    AgreedScore,
    Round,
    RoundIssue,
    Score,
)
from commonground.rooms.consultation.score_access import (
    Stages,
    counting,
    moment_of,
    moment_of_stage,
)
from commonground.rooms.consultation.visibility import Moment, Viewer, may_see_scores
from commonground.scoring.scores import AgreedScore as Settled
from commonground.scoring.scores import Remark


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
        assignment__in=counting(Stages.up_to(last)).filter(round_issue=about), stage__lte=last
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
    if not may_see_scores(viewer, moment_of_stage(about.round, stages.last)):
        raise BadInput(_("The scores of this issue have not been revealed yet."))
    found = Score.objects.filter(
        assignment__in=counting(stages).filter(round_issue=about),
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
    if moment_of_stage(about, stage) is not Moment.CLOSED:
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
