"""Adds up what actions cost and what is seen of them, and counts what is not known."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from commonground.rooms.plan.models import Better, Scale


class Move(StrEnum):
    """Where the latest reading of a measure is, beside its baseline."""

    BETTER = "better"
    SAME = "same"
    WORSE = "worse"
    UNKNOWN = "unknown"
    """It has no baseline, or was never read."""


def move_of(better: str, baseline: Decimal | None, latest: Decimal | None) -> Move:
    """Return which way a measure has moved since its baseline."""
    if baseline is None or latest is None:
        return Move.UNKNOWN
    if latest == baseline:
        return Move.SAME
    return Move.BETTER if (latest > baseline) == (better == Better.HIGHER) else Move.WORSE


@dataclass(slots=True)
class Spent:
    """What one action costs, in money and in days of each agency, and what is seen of it.

    Its containers are filled while it is read.
    """

    id: UUID
    ref: str
    text: str
    cost: Decimal | None
    effect: str
    effect_by: str
    marking: str
    recommendations: set[UUID] = field(default_factory=set)
    days: dict[str, Decimal] = field(default_factory=dict)
    """By the name of the agency; empty where nobody said."""
    moves: list[Move] = field(default_factory=list)
    moderated: list[Scale] = field(default_factory=list)
    waiting: int = 0
    """Disruptions that nobody has moderated yet."""

    @property
    def all_days(self) -> Decimal | None:
        """The days of every agency; None where nobody said any."""
        return sum(self.days.values(), Decimal()) if self.days else None


@dataclass(frozen=True, slots=True)
class Sum:
    """Some actions together. Each counts once, however many recommendations it serves."""

    actions: int
    cost: Decimal
    with_cost: int
    days: Decimal
    with_days: int
    moves: Mapping[Move, int]
    moderated: Mapping[Scale, int]
    waiting: int

    @property
    def measures(self) -> int:
        return sum(self.moves.values())


def summed(some: Iterable[Spent]) -> Sum:
    """Return the sums of some actions, over those of which a figure is known."""
    found = list({one.id: one for one in some}.values())
    costs = [one.cost for one in found if one.cost is not None]
    days = [one.all_days for one in found if one.all_days is not None]
    return Sum(
        actions=len(found),
        cost=sum(costs, Decimal()),
        with_cost=len(costs),
        days=sum(days, Decimal()),
        with_days=len(days),
        moves=Counter(move for one in found for move in one.moves),
        moderated=Counter(scale for one in found for scale in one.moderated),
        waiting=sum(one.waiting for one in found),
    )


def days_by_agency(some: Iterable[Spent]) -> list[tuple[str, Decimal, int]]:
    """Return each agency's days, the most first, and to how many actions it gives them."""
    actions: Counter[str] = Counter()
    total: dict[str, Decimal] = {}
    for one in some:
        for agency, given in one.days.items():
            total[agency] = total.get(agency, Decimal()) + given
            actions[agency] += 1
    return sorted(
        ((agency, given, actions[agency]) for agency, given in total.items()),
        key=lambda row: (-row[1], row[0]),
    )
