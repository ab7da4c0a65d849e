"""Takes what a plan costs away as csv: a row for each action, empty where nothing is known."""

from collections import Counter
from collections.abc import Iterator
from hashlib import sha256

from django.utils.translation import gettext_noop as _noop

from commonground.documents.flat import csv_text, flat
from commonground.rooms.assessment.exporting import Taken
from commonground.rooms.audit.recording import action, record
from commonground.rooms.people.access import Seat
from commonground.rooms.plan.models import Plan
from commonground.rooms.plan.rules import Verb, check_may_do
from commonground.rooms.plan.strands import strand_set
from commonground.rooms.plan.value_reading import Valued, valued
from commonground.rooms.plan.value_sums import Move
from commonground.scoring.arithmetic import plain


@action
def take_value(*, by: Seat, about: Plan) -> Taken:
    """Return the actions of a plan with what each costs. That it was taken is recorded."""
    check_may_do(by.roles, Verb.EXPORT)
    found = valued(by, about)
    held = csv_text(flat(_records(found))).encode("utf-8-sig")
    name = f"value-for-money-{found.marking}.csv"
    record(
        partnership_id=by.partnership.pk, by=by.actor, verb=_noop("took away"), about=about,
        after={"file": name, "sha256": sha256(held).hexdigest()},
    )  # fmt: skip
    return Taken(name, "text/csv; charset=utf-8", held)


def _records(found: Valued) -> Iterator[dict[str, object]]:
    labels = strand_set(found.plan.strand_set).labels
    for one in found.actions:
        serves = [each for each in found.recommendations if each.id in one.recommendations]
        moves, scales = Counter(one.moves), Counter(one.moderated)
        days = one.all_days
        yield {
            "ref": one.ref,
            "action": one.text,
            "recommendations": "; ".join(each.ref for each in serves),
            "strands": "; ".join(dict.fromkeys(labels[each.strand] for each in serves)),
            "cost": None if one.cost is None else plain(one.cost),
            "staff_days": None if days is None else plain(days),
            "staff_days_by_agency": "; ".join(
                f"{agency}: {plain(given)}" for agency, given in one.days.items()
            ),
            **{f"measures_{move.value}": moves[move] for move in Move},
            "disruptions": "; ".join(f"{scale.value}: {some}" for scale, some in scales.items()),
            "disruptions_waiting": one.waiting,
            "assumed_effect": one.effect,
            "assumed_by": one.effect_by,
            "marking": one.marking,
        }
