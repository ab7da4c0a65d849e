"""The shortlist that a plan answers: the issues that its ranking and the board put in."""

import json
from dataclasses import dataclass
from uuid import UUID

from commonground.rooms.people.access import Seat
from commonground.rooms.plan.models import Plan
from commonground.rooms.ranking import access as ranking_access


@dataclass(frozen=True, slots=True)
class Shortlisted:
    """An issue of the shortlist, by its rank."""

    issue_id: UUID
    name: str
    rank: int


def shortlist_of(here: Seat, about: Plan) -> list[Shortlisted]:
    """Return the shortlist that a plan answers, by rank; nothing where it answers none."""
    if about.ranking_id is None:
        return []
    found = ranking_access.one_ranking(here, about.ranking_id)
    issues = {one.name: one for one in ranking_access.issues_in(found)}
    ranked = json.loads(found.result)["issues"]
    put_in = {one["issue"] for one in ranked if one["in_shortlist"]}
    names = ranking_access.shortlist(found, put_in, issues)
    some = [
        Shortlisted(issues[one["issue"]].issue_id, one["issue"], int(one["rank"]))
        for one in ranked if one["issue"] in names
    ]  # fmt: skip
    return sorted(some, key=lambda one: (one.rank, one.name))
