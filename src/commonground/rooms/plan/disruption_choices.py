"""What the form of a disruption lets somebody choose from."""

from django.utils.translation import gettext as _

from commonground.rooms.people.access import Seat
from commonground.rooms.plan import access
from commonground.rooms.plan.choices import Choices
from commonground.rooms.plan.strands import strand_set

DEFAULT_SET = "four-ps"


def strands_of_plans(here: Seat, also: str) -> Choices:
    """Return the strands of every set that a plan here is under, and of one set more.

    A choice is the id of the set and that of the strand. Several sets are named.
    """
    used = access.plans(here).order_by().values_list("strand_set", flat=True).distinct()
    some = sorted({*used, *([also] if also else ())}) or [DEFAULT_SET]
    return [
        (f"{one}:{key}", f"{_(label)} ({_(strand_set(one).title)})" if len(some) > 1 else _(label))
        for one in some
        for key, label in strand_set(one).labels.items()
    ]


def actions_to_tie(here: Seat) -> Choices:
    """Return the partnership's actions by number."""
    rows = access.actions(here).select_related(None).values_list("pk", "number", "text")
    return [(str(pk), f"A{number}: {_shortened(text)}") for pk, number, text in rows]


def _shortened(text: str) -> str:
    return text if len(text) <= _MOST else f"{text[:_MOST].rstrip()}…"


_MOST = 100
