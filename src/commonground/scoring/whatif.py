"""What would change the list: one score a level higher or lower, and what no weights can change."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import product
from operator import neg

import numpy as np
from numpy.typing import NDArray

from commonground.scoring.arithmetic import figures_of, lookup_gap
from commonground.scoring.levels import level_position, score_at
from commonground.scoring.methods import Method
from commonground.scoring.rules import Rules
from commonground.scoring.sheets import Sheet, rounded_inside


@dataclass(frozen=True, slots=True)
class Flip:
    """One cell that, a level higher or lower, would carry its issue across the cut."""

    issue: str
    criterion: str
    levels: int
    """+1 or -1."""
    score: Decimal
    score_if: Decimal
    rank: int
    rank_if: int


def flips(method: Method, published: Sheet, rules: Rules, top: int) -> Iterator[Flip]:
    """Yield every single cell whose move by one level would take its issue across the cut.

    A published cell lies between two levels; it moves by one on the scale of levels, held at the
    ends. A move to a total whose factor is unknown is left out: nobody can say where it leads.
    """
    ranked_by = method.primary.output
    rows = [row for row in published.rows if row is not None]
    values = sorted((row.figures[ranked_by] for row in rows), reverse=True)
    scales = [criterion.scale for criterion in method.criteria]
    for row, at, levels in product(rows, range(len(scales)), (1, -1)):
        scores = _moved(scales[at], row.scores, at, levels, rules)
        if scores == row.scores or lookup_gap(method, scores) is not None:
            continue
        rank, value = row.ranks[published.ranking], figures_of(method, scores)[ranked_by]
        above = bisect_left(values, -value, key=neg)
        above -= row.figures[ranked_by] > value  # the row itself does not stand above its move
        if (above + 1 <= top) != (rank <= top):
            criterion = method.criterion_ids[at]
            yield Flip(row.issue, criterion, levels, row.scores[at], scores[at], rank, above + 1)


def _moved(
    scale: Sequence[Decimal], scores: tuple[Decimal, ...], at: int, levels: int, rules: Rules
) -> tuple[Decimal, ...]:
    """Return the scores with one cell moved by `levels` levels of its scale."""
    ladder = [float(score) for score in scale]
    position = level_position(np.array([float(scores[at])]), ladder) + levels
    cell = float(score_at(position, ladder)[0])
    moved = rounded_inside((scale[0], scale[-1]), cell, rules.decimals)
    return (*scores[:at], moved, *scores[at + 1 :])


@dataclass(frozen=True, slots=True, eq=False)
class Dominance:
    """How many issues are at least as high on everything, and how many at most as high.

    Both have shape (issues,). With `top` or more above it an issue cannot be lifted into the top
    by any weights; with no more than `top` - 1 not below it, it cannot be taken out.
    """

    dominated_by: NDArray[np.int64]
    dominates: NDArray[np.int64]


def dominance(method: Method, published: Sheet) -> Dominance | None:
    """Return who dominates whom, whatever weights are put on the criteria of sums.

    An issue dominates another when no criterion, and no looked-up factor, is lower and at least
    one is higher. None where the primary output subtracts: there a higher score may rank lower.
    Issues that could not be ranked count for nothing.
    """
    if any("-" in output.expression.text for output in method.outputs):
        return None
    figures = np.array([_comparable(method, published, at) for at in range(len(published.rows))])
    at_least = (figures[:, np.newaxis] >= figures[np.newaxis]).all(axis=2)
    higher = (figures[:, np.newaxis] > figures[np.newaxis]).any(axis=2)
    over = at_least & higher
    return Dominance(dominated_by=over.sum(axis=0), dominates=over.sum(axis=1))


def _comparable(method: Method, published: Sheet, at: int) -> list[float]:
    """Return one issue's criteria, with a looked-up group's in the form of its factor."""
    row = published.rows[at]
    looked_up = method.lookup.group if method.lookup else None
    free = [group.id != looked_up for group in method.groups for _ in group.criteria]
    if row is None:
        return [np.nan] * (sum(free) + (looked_up is not None))
    values = [float(score) for score, is_free in zip(row.scores, free, strict=True) if is_free]
    if method.lookup is not None:
        values.append(float(row.figures[method.lookup.id]))
    return values
