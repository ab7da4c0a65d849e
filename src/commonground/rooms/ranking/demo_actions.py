"""Ranks the invented partnership's closed round, and lets its board move the line twice."""

import json

from commonground.rooms.audit.recording import action
from commonground.rooms.consultation import access as consultation_access
from commonground.rooms.consultation.models import Round, Status
from commonground.rooms.people.access import Seat
from commonground.rooms.ranking import access
from commonground.rooms.ranking.actions import decide, keep_ranking
from commonground.rooms.ranking.computing import result_text
from commonground.rooms.ranking.models import Direction

BOARD = "The invented board of the demonstration"


@action
def fill_demo(*, by: Seat) -> None:
    """Rank the round that is closed; take its last issue out, and the next contested one in."""
    about = Round.objects.get(partnership=by.partnership, status=Status.CLOSED)
    closing = consultation_access.closing(about)
    if closing is None:
        return
    ranking = keep_ranking(by=by, closing=closing, result=result_text(closing))
    issues = access.round_issues(about)
    ranked = json.loads(ranking.result)["issues"]
    last = [one for one in ranked if one["in_shortlist"]][-1]
    first = next(one for one in ranked if not one["in_shortlist"])
    decide(
        by=by, ranking=ranking, about=issues[last["issue"]], direction=Direction.OUT,
        reason="Another board leads on it, and reports to us (invented).", decided_by=BOARD,
    )  # fmt: skip
    decide(
        by=by, ranking=ranking, about=issues[first["issue"]], direction=Direction.IN,
        reason="It is contested, and its harm falls on few people who are seldom heard (invented).",
        decided_by=BOARD,
    )  # fmt: skip
