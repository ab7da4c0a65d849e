"""The door to one's own scores, and whether they may be given now: `visibility` allows it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from commonground.errors import BadInput
from commonground.rooms.consultation import access
from commonground.rooms.consultation.answers import NOTHING, Answer
from commonground.rooms.consultation.models import (
    Assessor,
    Assignment,
    EnteredBy,
    Reveal,
    Round,
    RoundIssue,
    Score,
    Status,
)
from commonground.rooms.consultation.rules import Verb, check_may_do
from commonground.rooms.consultation.visibility import Moment, may_score
from commonground.rooms.people.access import LinkState, Seat, links_with, state_of_link
from commonground.rooms.people.models import PersonalLink, Purpose


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


def counting(stages: Stages) -> QuerySet[Assignment]:
    """Return the assignments whose scores count in the last of these stages.

    Whoever withdrew in a later stage is among them: what closed before stays as it was, or the
    difference would tell what they had scored.
    """
    has_stayed = Q(assessor__withdrawn_because="")
    return Assignment.objects.filter(has_stayed | Q(assessor__withdrawn_in__gt=stages.last))


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
    return as_numbered(found)


def as_numbered(found: QuerySet[Assignment]) -> QuerySet[Assignment]:
    """Return what somebody is asked about in the order by which pages and sheets are numbered.

    What is added in a meeting comes last, so that no page that is open elsewhere is moved.
    """
    added_last = F("asked_in_room_at").asc(nulls_first=True)
    return found.order_by(added_last, "round_issue__position", "pk")


def own_answers(of: Assessor, stage: int) -> dict[int, dict[str, Answer]]:
    """Return an assessor's own answers of a stage, by assignment and criterion.

    They are theirs to see at any time.
    """
    return _own(of, Stages(stage, stage))


def own_answers_on(page: int, of: Assessor) -> dict[str, Answer]:
    """Return an assessor's own answers on one page in the present stage, by criterion.

    Asked at each answer that is saved: it reads that page's rows and no others.
    """
    found = Score.objects.filter(assignment=page, assignment__assessor=of, stage=of.round.stage)
    return _by_page(found).get(page, {})


def own_standing(of: Assessor, stage: int) -> dict[int, dict[str, Answer]]:
    """Return the same as they stand after a stage: a later answer in place of the earlier."""
    return _own(of, Stages.up_to(stage))


def _own(of: Assessor, stages: Stages) -> dict[int, dict[str, Answer]]:
    found = Score.objects.filter(
        assignment__assessor=of, stage__range=(stages.first, stages.last)
    ).order_by("stage")
    return _by_page(found)


def _by_page(found: QuerySet[Score]) -> dict[int, dict[str, Answer]]:
    """Return answers by assignment and criterion; a later row is put in place of an earlier."""
    answers: dict[int, dict[str, Answer]] = {}
    for row in found.values_list("assignment_id", "criterion", "level", "cannot_say", "remark"):
        page = answers.setdefault(row[0], {})
        page[row[1]] = page.get(row[1], NOTHING).followed_by(Answer(*row[2:]))
    return answers


def answers_in_room(of: Assessor, since: datetime) -> dict[int, dict[str, Answer]]:
    """Return what was answered in a meeting from a moment on, in the present stage, as above.

    Whoever chose a name from a list may see no more: it need not be theirs.
    """
    found = Score.objects.filter(
        assignment__assessor=of, stage=of.round.stage,
        submission__entered_by=EnteredBy.ROOM, submission__at__gte=since,
    )  # fmt: skip
    return _by_page(found)


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


def moment_of_stage(about: Round, stage: int) -> Moment:
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
