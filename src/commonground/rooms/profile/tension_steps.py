"""The steps of tension that ship with the product, as data, and how months compare. No clock."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from django.utils.translation import gettext as _

from commonground.errors import BadInput
from commonground.reference.tension import tension_path
from commonground.scoring.file_tables import read_toml

SERIOUS = "tension"
"""The step from which on a month's entries are counted as serious."""
MONTHS, COMPARED = 12, 3


@dataclass(frozen=True, slots=True)
class Step:
    """A step of tension. Its id is what is stored."""

    id: str
    label: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Month:
    """What was noticed in one month."""

    first: date
    noticed: int
    serious: int
    highest: Step | None


@cache
def steps() -> tuple[Step, ...]:
    """Return the steps, the calmest first."""
    found = read_toml(tension_path()).tables("steps", at_least=2)
    return tuple(Step(one.text("id"), one.text("label"), one.text("meaning")) for one in found)


def step(step_id: str) -> Step:
    """Return one step by its id; BadInput, with the steps that there are, where there is none."""
    for one in steps():
        if one.id == step_id:
            return one
    raise BadInput(
        _("Choose one of the steps: %(steps)s.")
        % {"steps": ", ".join(_(one.label) for one in steps())}
    )


def is_serious(step_id: str) -> bool:
    """Return whether a step is tension or worse."""
    return steps().index(step(step_id)) >= steps().index(step(SERIOUS))


def first_day(today: date) -> date:
    """Return the first day of the twelve months that end with this one."""
    return _months_before(today, MONTHS - 1)


def by_month(noticed: Iterable[tuple[date, str]], today: date) -> list[Month]:
    """Return the last twelve months, this one last, from the day and step of each entry."""
    held: dict[tuple[int, int], list[str]] = {}
    for on, step_id in noticed:
        held.setdefault((on.year, on.month), []).append(step_id)
    return [
        Month(
            first, len(some), sum(map(is_serious, some)),
            max(map(step, some), key=steps().index, default=None),
        )
        for back in reversed(range(MONTHS))
        for first in [_months_before(today, back)]
        for some in [held.get((first.year, first.month), [])]
    ]  # fmt: skip


def compared(months: Sequence[Month]) -> tuple[int, int]:
    """Return how many serious entries the last whole three months had, and the three before.

    This month is left out: it is not over.
    """
    whole = [one.serious for one in months[:-1]]
    return sum(whole[-COMPARED:]), sum(whole[-2 * COMPARED : -COMPARED])


def _months_before(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, 1)
