"""Makes the round that `scoring.py` scores, and afterwards counts what became of it.

Run as its own process beside the server, since it needs the installation's settings:
`scoring_round.py make ISSUES` and `scoring_round.py count`. Both answer JSON.
"""

import json
import sys
from collections import Counter
from datetime import timedelta

NAME = "Load"


def make(each: int) -> dict[str, object]:
    """Open a round of the pilot's size in the demo; return everybody's link and the scales."""
    from commonground.rooms.audit.recording import action  # noqa: PLC0415
    from commonground.rooms.consultation import (  # noqa: PLC0415
        access,
        actions,
        running_actions,
        sending_actions,
    )
    from commonground.rooms.consultation.methods import (  # noqa: PLC0415
        USUAL_RULES,
        published_method,
    )
    from commonground.rooms.consultation.models import (  # noqa: PLC0415
        Anonymity,
        HeldBy,
        Kind,
        Round,
    )
    from commonground.rooms.issues.access import issues  # noqa: PLC0415
    from commonground.rooms.people.access import Seat  # noqa: PLC0415

    seat = analysts_seat()
    assert isinstance(seat, Seat)

    @action
    def opened() -> Round:
        earlier = access.rounds(seat).get(name__startswith="Pilot")
        factors = access.own_factors(earlier)
        made = actions.make_round(
            by=seat, name=NAME, method_id=earlier.method_id, rules_id=USUAL_RULES,
            held_by=HeldBy.BOTH, anonymity=Anonymity.NEVER,
            closes_on=earlier.closes_on + timedelta(days=30), shortlist_length=30,
        )  # fmt: skip
        set_by = actions.FactorSet(
            {one.total: one.factor for one in factors}, "The board", factors[0].set_on
        )
        actions.set_factors(by=seat, about=made, chosen=set_by)
        actions.choose_issues(by=seat, about=made, issues=issues(seat), linking=())
        members = [one.membership for one in access.assessors(earlier)]
        actions.choose_assessors(by=seat, about=made, members=members)
        actions.assign(by=seat, about=made, each=each)
        return running_actions.open_round(by=seat, about=made)

    about = opened()
    scorers = []
    for one in access.assessors(about):
        written = sending_actions.write_message(
            by=seat, about=about, assessor=one, kind=Kind.INVITATION
        )
        asked = one.assignments.order_by("round_issue__position", "pk")
        scorers.append([written.token, list(asked.values_list("pk", flat=True))])
    scales = {one.id: len(one.levels) for one in published_method(about).criteria}
    return {"scorers": scorers, "scales": scales}


def analysts_seat() -> object:
    """Return the seat of the demo's analyst, the demo being made where it is not there."""
    from commonground.rooms.people import access  # noqa: PLC0415
    from commonground.rooms.people.models import Person  # noqa: PLC0415

    [seat] = access.seats(Person.objects.get(email="analyst@example.invalid"))
    return seat


def count() -> dict[str, object]:
    """Return each page's answers, what was taken, how often it was recorded, and any break."""
    from commonground.rooms.audit.models import Entry  # noqa: PLC0415
    from commonground.rooms.consultation.models import Score, Submission  # noqa: PLC0415
    from commonground.web.starting import verify_audit  # noqa: PLC0415

    here = {"assignment__round_issue__round__name": NAME}
    pages: dict[int, dict[str, int | None]] = {}
    for page, criterion, level in Score.objects.filter(**here).values_list(
        "assignment", "criterion", "level"
    ):
        pages.setdefault(page, {})[criterion] = level
    taken = [str(pk) for pk in Submission.objects.filter(**here).values_list("pk", flat=True)]
    recorded = Counter(
        Entry.objects.filter(object_type="submission").values_list("object_id", flat=True)
    )
    return {
        "pages": pages,
        "taken": taken,
        "recorded": [recorded[one] for one in taken],
        "faults": verify_audit().faults,
    }


def main() -> None:
    """Do what the command line says, and answer on standard output."""
    from commonground.web import starting  # noqa: PLC0415

    if sys.argv[1] == "make":
        starting.prepare(0)
        starting.make_demo()
        answer = make(int(sys.argv[2]))
    else:
        starting.set_up()
        answer = count()
    print(json.dumps(answer))


if __name__ == "__main__":
    main()
