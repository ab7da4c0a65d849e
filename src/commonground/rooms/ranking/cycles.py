"""Two of a partnership's rankings held against each other, along what its issues became."""

from collections.abc import Iterable

from commonground.rooms.consultation.models import RoundIssue
from commonground.rooms.people.access import Seat
from commonground.rooms.ranking import access
from commonground.rooms.ranking.kept import Kept, read_back
from commonground.rooms.ranking.models import Ranking
from commonground.scoring.cycles import Comparison, compare, differences, places


def compared(here: Seat, then: Ranking, now: Ranking) -> Comparison:
    """Return a later ranking held against an earlier."""
    return compared_with(here, then, read_back(now), access.issues_in(now))


def compared_with(
    here: Seat, then: Ranking, kept: Kept, issues: Iterable[RoundIssue]
) -> Comparison:
    """Return a ranking that is read already, with its round's issues, held against an earlier."""
    old, new = read_back(then).computed, kept.computed
    return compare(
        places(old, access.keys(access.issues_in(then))),
        places(new, access.keys(issues)),
        access.became(here),
        tuple(differences(old.inputs, new.inputs)),
    )
