"""Two of a partnership's rankings held against each other, along what its issues became."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from commonground.rooms.consultation.models import RoundIssue
from commonground.rooms.people.access import Seat
from commonground.rooms.ranking import access
from commonground.rooms.ranking.kept import Kept, read_back
from commonground.rooms.ranking.models import Ranking
from commonground.scoring.cycles import Comparison, compare, differences, places


@dataclass(frozen=True, slots=True)
class Cycle:
    """An earlier ranking, with the issues of its round."""

    ranking: Ranking
    issues: Sequence[RoundIssue]


def compared(here: Seat, then: Ranking, now: Ranking) -> Comparison:
    """Return a later ranking held against an earlier."""
    issues = access.issues_in(now)
    return compared_with(here, Cycle(then, access.issues_in(then)), read_back(now), issues)


def compared_with(here: Seat, then: Cycle, kept: Kept, issues: Iterable[RoundIssue]) -> Comparison:
    """Return a ranking that is read already, with its round's issues, held against an earlier."""
    old, new = read_back(then.ranking).computed, kept.computed
    return compare(
        places(old, access.keys(then.issues)),
        places(new, access.keys(issues)),
        access.became(here),
        tuple(differences(old.inputs, new.inputs)),
    )
