"""A kept ranking read back: everything that pages and files show comes from its frozen text."""

import json
from dataclasses import dataclass
from functools import lru_cache

from django.utils.timezone import localtime

from commonground.documents import board
from commonground.rooms.ranking.models import Decision, Direction, Ranking
from commonground.scoring.methods import Method
from commonground.scoring.results import Inputs
from commonground.scoring.results import Ranking as Computed
from commonground.scoring.rules import Rules
from commonground.scoring.saved import method_of, rules_of
from commonground.scoring.thawed import thawed


@dataclass(frozen=True, slots=True)
class Kept:
    """A ranking as it was computed, and the method and rules that it says it was computed by."""

    computed: Computed
    method: Method
    rules: Rules


def read_back(found: Ranking) -> Kept:
    """Return a kept ranking, from its own text alone."""
    computed = thawed(json.loads(found.result))
    return Kept(computed, *_ways(computed.inputs))


@lru_cache(maxsize=16)
def _ways(inputs: Inputs) -> tuple[Method, Rules]:
    return method_of(inputs), rules_of(inputs)


def board_decisions(made: list[Decision]) -> list[board.Decision]:
    """Return the board's decisions as documents print them."""
    return [
        board.Decision(
            number=one.number, issue=one.round_issue.name, rank=one.rank, band=one.band,
            is_in=one.direction == Direction.IN, reason=one.reason, decided_by=one.decided_by,
            kept_on=localtime(one.at).date(),
        )
        for one in made
    ]  # fmt: skip
