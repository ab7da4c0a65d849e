"""Which of some dates suits most agencies: each agency counts once, however many of it answered."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Date = TypeVar("Date")
YES, IF_NEED_BE = "yes", "if_need_be"


@dataclass(frozen=True, slots=True)
class Suit(Generic[Date]):
    """How far a date suits."""

    date: Date
    surely: tuple[str, ...]
    """The agencies of which somebody said yes, by name."""
    if_need_be: tuple[str, ...]
    """Those of which nobody said yes, and somebody could if need be."""
    people: int
    """How many people said yes."""
    is_best: bool


def suits(
    dates: Sequence[Date], answers: Mapping[Date, Iterable[tuple[str, str]]]
) -> list[Suit[Date]]:
    """Return how far each date suits, in their order; `answers` are agencies with what they said.

    Best is the date that surely suits most agencies; of equal ones that which suits most if need
    be, then most people, then the earliest. None is while nobody could on any.
    """
    found = [_suit(one, list(answers.get(one, ()))) for one in dates]
    best = max(
        found, key=lambda one: (len(one.surely), len(one.if_need_be), one.people), default=None
    )
    if best is None or not (best.surely or best.if_need_be):
        return found
    return [Suit(one.date, one.surely, one.if_need_be, one.people, one is best) for one in found]


def _suit(date: Date, answers: Sequence[tuple[str, str]]) -> Suit[Date]:
    surely = {agency for agency, said in answers if said == YES}
    perhaps = {agency for agency, said in answers if said == IF_NEED_BE} - surely
    people = sum(said == YES for _agency, said in answers)
    return Suit(date, tuple(sorted(surely)), tuple(sorted(perhaps)), people, is_best=False)
