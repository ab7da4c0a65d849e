"""What a second round changed: where the median stayed, who moved, and what is still contested."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from commonground.scoring.arrays import Array, known
from commonground.scoring.consensus import (
    cell_agreement,
    is_contested,
    is_stable,
    reports_dissent,
    share_moved,
)
from commonground.scoring.methods import Method
from commonground.scoring.people import agency_positions
from commonground.scoring.rules import Rules
from commonground.scoring.scores import Assessor, Issue, ScoreCube, aligned


@dataclass(frozen=True, slots=True)
class CellChange:
    """How one cell, an issue on a criterion, stands after a second round."""

    issue: str
    criterion: str
    median_before: float | None
    """The agencies' median in levels, from 0 at the lowest; None where nobody scored."""
    median_after: float | None
    share_moved: float | None
    """Of those who scored it in both rounds, 0 to 1; None where nobody did."""
    was_contested: bool
    is_stable: bool
    is_dissent: bool
    """Whether it is still contested and there is no further round: dissent is reported."""


def cell_changes(
    method: Method,
    rules: Rules,
    first: ScoreCube,
    second: ScoreCube,
    standing: ScoreCube,
    rounds_held: int,
) -> Iterator[CellChange]:
    """Yield what became of every cell of the issues that the second round asked about again.

    `first` holds the scores of the round before, `second` those given in the second alone, and
    `standing` the scores that count now, a second one in place of the first. An issue that nobody
    scored again is not among them.
    """
    issues = second.issues
    if not issues:
        return
    people = _everybody(first, standing)
    before, after = (
        cell_agreement(agency_positions(method, aligned(one, people, issues)))
        for one in (first, standing)
    )
    moved = share_moved(*(_by_cell(one, people, issues) for one in (first, second)))
    stable = is_stable(before, after, moved, rules.consensus)
    contested = is_contested(after, rules.consensus)
    dissent = reports_dissent(contested, rounds_held, rules.consensus)
    was = is_contested(before, rules.consensus)
    cells = [(issue.name, criterion) for issue in issues for criterion in method.criterion_ids]
    for at, (issue, criterion) in enumerate(cells):
        yield CellChange(
            issue,
            criterion,
            median_before=known(before.median[at]),
            median_after=known(after.median[at]),
            share_moved=known(moved[at]),
            was_contested=bool(was[at]),
            is_stable=bool(stable[at]),
            is_dissent=bool(dissent[at]),
        )


def _everybody(*cubes: ScoreCube) -> tuple[Assessor, ...]:
    found = {one.id: one for cube in cubes for one in cube.assessors}
    return tuple(found[name] for name in sorted(found))


def _by_cell(cube: ScoreCube, people: Sequence[Assessor], issues: Sequence[Issue]) -> Array:
    return aligned(cube, people, issues).values.reshape(len(people), -1)
