"""The only door to rankings: 404 to an outsider, 403 to a reader."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Max
from django.http import Http404

from commonground.rooms.consultation import access as consultation_access
from commonground.rooms.consultation.models import Closing, Round, RoundIssue
from commonground.rooms.issues import access as issues_access
from commonground.rooms.people import access as people_access
from commonground.rooms.people.access import Seat
from commonground.rooms.people.models import Person
from commonground.rooms.people.rules import Verb as PeopleVerb
from commonground.rooms.ranking.models import Decision, Direction, Ranking
from commonground.rooms.ranking.rules import Verb, check_may_do, may_do


def seat(person: Person, partnership_id: UUID, verb: Verb) -> Seat:
    """Return a person's seat to do something in this room; Http404 or NotAllowed as in people."""
    here = people_access.seat(person, partnership_id, PeopleVerb.SEE_AGENCIES)
    check_may_do(here.roles, verb)
    return here


def closings(here: Seat, round_id: UUID) -> list[Closing]:
    """Return the closings of a round by stage, each with its ranking; Http404 where none is."""
    check_may_do(here.roles, Verb.SEE_RANKING)
    found = Closing.objects.filter(round=round_id, round__partnership=here.partnership)
    rows = list(found.select_related("round", "ranking").order_by("stage"))
    if not rows:
        raise Http404
    return rows


def of_stage(some: list[Closing], stage: int | None) -> Closing:
    """Return the closing of a stage, the latest where none is named; Http404 where it has none."""
    for one in reversed(some):
        if stage is None or one.stage == stage:
            return one
    raise Http404


def closed_round(here: Seat, round_id: UUID, stage: int | None = None) -> tuple[Round, Closing]:
    """Return a round and its closing of a stage, the latest where none is named; Http404 without.

    A stage that closed can be looked at while the next one is open.
    """
    closing = of_stage(closings(here, round_id), stage)
    return closing.round, closing


def ranking(closing: Closing) -> Ranking | None:
    """Return the ranking of a closed round; None before it is computed."""
    found: Ranking | None = getattr(closing, "ranking", None)
    return found


def made_ranking(closing: Closing) -> Ranking:
    """Return the same; Http404 before it is computed."""
    found = ranking(closing)
    if found is None:
        raise Http404
    return found


def round_issues(about: Round) -> dict[str, RoundIssue]:
    """Return the issues of a round by the names that its result knows them by."""
    found = list(consultation_access.round_issues(about))
    for one in found:
        one.round = about
    return {one.name: one for one in found}


def issues_of_both(about: Round, then: Round) -> tuple[dict[str, RoundIssue], list[RoundIssue]]:
    """Return the same, and the issues of an earlier round, in one query."""
    now: dict[str, RoundIssue] = {}
    before = []
    found = RoundIssue.objects.filter(round__in=[about.pk, then.pk])
    for one in found.select_related("issue__theme").order_by("position", "pk"):
        if one.round_id == about.pk:
            one.round = about
            now[one.name] = one
        else:
            before.append(one)
    return now, before


def rankings(here: Seat) -> list[Ranking]:
    """Return the partnership's rankings, the latest first, without their results."""
    check_may_do(here.roles, Verb.SEE_RANKING)
    found = Ranking.objects.filter(closing__round__partnership=here.partnership)
    return list(
        found.select_related("closing__round")
        .defer("result", "closing__record", "closing__round__method_text",
               "closing__round__rules_text")
        .order_by("-closing__at", "pk")
    )  # fmt: skip


def one_ranking(here: Seat, ranking_id: UUID) -> Ranking:
    """Return one of the partnership's rankings; Http404 where it has none of that id."""
    check_may_do(here.roles, Verb.SEE_RANKING)
    found = Ranking.objects.filter(closing__round__partnership=here.partnership)
    one = found.select_related("closing__round").filter(pk=ranking_id).first()
    if one is None:
        raise Http404
    return one


def last_cycle(closing: Closing) -> Ranking | None:
    """Return the ranking of the cycle before: the latest of another round that closed earlier."""
    found = Ranking.objects.filter(
        closing__round__partnership=closing.round.partnership_id, closing__at__lt=closing.at
    ).exclude(closing__round=closing.round_id)
    return found.select_related("closing__round").order_by("-closing__at").first()


def keys(issues: Iterable[RoundIssue]) -> dict[str, str]:
    """Return the issue behind each name of a ranking, whatever the issue was called later."""
    return {one.name: str(one.issue_id) for one in issues}


def issues_in(found: Ranking) -> list[RoundIssue]:
    """Return the issues of the round that a ranking is of."""
    return list(RoundIssue.objects.filter(round=found.closing.round_id))


def became(here: Seat) -> list[tuple[str, str]]:
    """Return which issues became which by merging or splitting, as `keys` names them."""
    pairs = issues_access.successions(here)
    return [(str(earlier), str(later)) for earlier, later in pairs]


def where_ranked(here: Seat, issue_id: UUID) -> list[tuple[RoundIssue, int]]:
    """Return the issue's places in rounds that are ranked, each with the last stage that is.

    The latest round comes first. Nothing for those who may not see rankings.
    """
    if not may_do(here.roles, Verb.SEE_RANKING):
        return []
    found = RoundIssue.objects.filter(
        round__partnership=here.partnership, issue=issue_id, round__closings__ranking__isnull=False
    ).annotate(stage=Max("round__closings__stage"), last=Max("round__closings__at"))
    rows = found.select_related("round").defer("round__method_text", "round__rules_text")
    return [(one, one.stage) for one in rows.order_by("-last", "pk")]


@dataclass(frozen=True, slots=True)
class Ranks:
    """The ranks of the latest ranking, by the issue, and where they were frozen."""

    round: Round
    sha256: str
    by_issue: dict[UUID, int]


def latest_ranks(here: Seat) -> Ranks | None:
    """Return the ranks of the latest round that was ranked; None where there is none."""
    check_may_do(here.roles, Verb.SEE_RANKING)
    found = Ranking.objects.filter(closing__round__partnership=here.partnership)
    latest = found.select_related("closing__round").order_by("-closing__at").first()
    if latest is None:
        return None
    ids = {one.name: one.issue_id for one in issues_in(latest)}
    ranked = json.loads(latest.result)["issues"]
    by_issue = {ids[one["issue"]]: int(one["rank"]) for one in ranked}
    return Ranks(latest.closing.round, latest.sha256, by_issue)


def decisions(found: Ranking) -> list[Decision]:
    """Return what the board decided about a ranking, in order."""
    rows = Decision.objects.filter(ranking=found).select_related("round_issue")
    return list(rows.order_by("number"))


def standing(made: list[Decision]) -> dict[UUID, Decision]:
    """Return the decision that stands on each issue of the round: the latest."""
    return {one.round_issue_id: one for one in made}


def shortlist(found: Ranking, ranked_in: set[str], issues: dict[str, RoundIssue]) -> set[str]:
    """Return the names on the shortlist after the board's decisions, given what the ranking put in.

    This is what later rooms start from.
    """
    moved = standing(decisions(found))
    names = {one.pk: name for name, one in issues.items()}
    taken = {names[pk] for pk, one in moved.items() if one.direction == Direction.IN}
    left = {names[pk] for pk, one in moved.items() if one.direction == Direction.OUT}
    return (ranked_in | taken) - left
