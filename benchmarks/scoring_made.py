"""The round and the meeting that `scoring.py` plays in, and afterwards what became of them.

Imported in a process beside the server, once that has read the installation's settings.
"""

from collections import Counter
from datetime import timedelta

from commonground.rooms.audit.models import Entry
from commonground.rooms.audit.recording import action
from commonground.rooms.consultation import access, actions, running_actions
from commonground.rooms.consultation.methods import USUAL_RULES, published_method
from commonground.rooms.consultation.models import (
    Anonymity,
    HeldBy,
    Kind,
    Round,
    Score,
    Submission,
)
from commonground.rooms.consultation.sending_actions import write_message
from commonground.rooms.issues.access import issues
from commonground.rooms.meetings import actions as meeting_actions
from commonground.rooms.meetings import joining_actions, room_access, room_actions
from commonground.rooms.meetings.models import Meeting
from commonground.rooms.people.access import Seat, seats
from commonground.rooms.people.models import Person
from commonground.web.starting import verify_audit

NAME = "Load"
ISSUES_EACH = 20


def make() -> dict[str, object]:
    """Open a round of the pilot's size in the demo, and a meeting of it that all have joined.

    Returns everybody's link and assignments, the scales, and what a phone in the meeting has seen.
    """
    [seat] = seats(Person.objects.get(email="analyst@example.invalid"))
    about = opened(by=seat)
    meeting = started(seat, about)
    scorers = []
    for one in access.assessors(about):
        written = write_message(by=seat, about=about, assessor=one, kind=Kind.INVITATION)
        assert written.message.link is not None
        joining_actions.join_by_link(link=written.message.link, who=one, about=meeting)
        asked = one.assignments.order_by("round_issue__position", "pk")
        scorers.append([written.token, list(asked.values_list("pk", flat=True))])
    scales = {one.id: len(one.levels) for one in published_method(about).criteria}
    meeting.refresh_from_db()
    return {"scorers": scorers, "scales": scales, "seen": room_access.mark_of(meeting)}


@action
def opened(*, by: Seat) -> Round:
    """Return a new round of all issues and people that the demo's first one had."""
    earlier = access.rounds(by).get(name__startswith="Pilot")
    factors = access.own_factors(earlier)
    made = actions.make_round(
        by=by, name=NAME, method_id=earlier.method_id, rules_id=USUAL_RULES,
        held_by=HeldBy.BOTH, anonymity=Anonymity.NEVER,
        closes_on=earlier.closes_on + timedelta(days=30), shortlist_length=30,
    )  # fmt: skip
    set_by = actions.FactorSet(
        {one.total: one.factor for one in factors}, "The board", factors[0].set_on
    )
    actions.set_factors(by=by, about=made, chosen=set_by)
    actions.choose_issues(by=by, about=made, issues=issues(by), linking=())
    members = [one.membership for one in access.assessors(earlier)]
    actions.choose_assessors(by=by, about=made, members=members)
    actions.assign(by=by, about=made, each=ISSUES_EACH)
    return running_actions.open_round(by=by, about=made)


def started(seat: Seat, about: Round) -> Meeting:
    """Return a meeting of a round that is under way, with an issue before it."""
    plan = meeting_actions.Plan("All together", "", None, 120, None, "")
    made = meeting_actions.plan_meeting(by=seat, about=about, plan=plan)
    made = room_actions.start_meeting(by=seat, about=made)
    first = access.round_issues(about)[0]
    return room_actions.put_issue(by=seat, about=made, issue=first, version=made.version)


def count() -> dict[str, object]:
    """Return each page's answers, what was taken, how often it was recorded, and any break."""
    here = {"assignment__round_issue__round__name": NAME}
    pages: dict[int, dict[str, int | None]] = {}
    found = Score.objects.filter(**here).values_list("assignment", "criterion", "level")
    for page, criterion, level in found:
        pages.setdefault(page, {})[criterion] = level
    taken = [str(pk) for pk in Submission.objects.filter(**here).values_list("pk", flat=True)]
    entries = Entry.objects.filter(object_type="submission")
    recorded = Counter(entries.values_list("object_id", flat=True))
    return {
        "pages": pages,
        "taken": taken,
        "recorded": [recorded[one] for one in taken],
        "faults": verify_audit().faults,
    }
