"""The only door to rankings: 404 to an outsider, 403 to a reader."""

from uuid import UUID

from django.http import Http404

from commonground.rooms.consultation import access as consultation_access
from commonground.rooms.consultation.models import Closing, Round, RoundIssue
from commonground.rooms.people import access as people_access
from commonground.rooms.people.access import Seat
from commonground.rooms.people.models import Person
from commonground.rooms.people.rules import Verb as PeopleVerb
from commonground.rooms.ranking.models import Decision, Direction, Ranking
from commonground.rooms.ranking.rules import Verb, check_may_do


def seat(person: Person, partnership_id: UUID, verb: Verb) -> Seat:
    """Return a person's seat to do something in this room; Http404 or NotAllowed as in people."""
    here = people_access.seat(person, partnership_id, PeopleVerb.SEE_AGENCIES)
    check_may_do(here.roles, verb)
    return here


def closed_round(here: Seat, round_id: UUID) -> tuple[Round, Closing]:
    """Return a closed round and its closing; Http404 where there is none, or it is not closed."""
    check_may_do(here.roles, Verb.SEE_RANKING)
    found = consultation_access.round_(here, round_id)
    closing = consultation_access.closing(found) if found.is_closed else None
    if closing is None:
        raise Http404
    return found, closing


def ranking(closing: Closing) -> Ranking | None:
    """Return the ranking of a closed round; None before it is computed."""
    return Ranking.objects.filter(closing=closing).first()


def made_ranking(closing: Closing) -> Ranking:
    """Return the same; Http404 before it is computed."""
    found = ranking(closing)
    if found is None:
        raise Http404
    return found


def round_issues(about: Round) -> dict[str, RoundIssue]:
    """Return the issues of a round by the names that its result knows them by."""
    return {one.name: one for one in consultation_access.round_issues(about)}


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
