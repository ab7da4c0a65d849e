"""Where a score stands on its criterion's ladder of levels, counted in levels.

Scores are not evenly spaced (harm is 0, 1, 2, 4 or 8), so closeness is judged in positions: the
lowest level is 0, the next 1, and a score between two levels lies in between in proportion.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from commonground.errors import BadInput
from commonground.scoring.arrays import Array


def level_position(values: ArrayLike, levels: ArrayLike) -> Array:
    """Return the position of each value on the ladder, in levels, from 0 to len(levels) - 1.

    values: any shape, in scores; NaN (not scored) stays NaN. A value below the lowest level takes
    its position, 0, and one above the highest takes that one's.
    levels: shape (levels,), the criterion's allowed scores, ascending.

    Raises BadInput if the levels are not finite, distinct and ascending, or there are none.

    Formula: i + (value - levels[i]) / (levels[i + 1] - levels[i]) between neighbours.

    >>> level_position([0, 1, 3, 8, 20, float("nan")], [0, 1, 2, 4, 8]).tolist()
    [0.0, 1.0, 2.5, 4.0, 4.0, nan]
    """
    ladder = _checked_levels(levels)
    scores = np.asarray(values, dtype=np.float64)
    positions = np.interp(scores, ladder, np.arange(ladder.size))
    # np.interp gives NaN a place on a ladder of one level
    return np.where(np.isnan(scores), np.nan, positions)


def score_at(position: ArrayLike, levels: ArrayLike) -> Array:
    """Return the score at each position on the ladder: the inverse of `level_position`.

    position: any shape, in levels from 0 to len(levels) - 1; NaN stays NaN, and a position off
    either end takes the score of that end.
    levels: shape (levels,), the criterion's allowed scores, ascending.

    Raises BadInput if the levels are not finite, distinct and ascending, or there are none.

    >>> score_at([0, 2.5, 4, 9], [0, 1, 2, 4, 8]).tolist()
    [0.0, 3.0, 8.0, 8.0]
    """
    ladder = _checked_levels(levels)
    places = np.asarray(position, dtype=np.float64)
    scores = np.interp(places, np.arange(ladder.size), ladder)
    return np.where(np.isnan(places), np.nan, scores)


def positions_of_cells(scores: ArrayLike, levels: Sequence[Sequence[float]]) -> Array:
    """Return the position of every agency's score in every cell, in its own criterion's levels.

    scores: shape (agencies, cells), in scores, NaN where the agency did not score the cell; the
    answer has the same shape, in levels, NaN in the same places.
    levels: for each cell, the allowed scores of its criterion, ascending.

    Raises BadInput if scores is not a table, if there are not as many ladders as cells, or if a
    ladder is not finite, distinct and ascending.

    >>> positions_of_cells([[4, 0.5], [8, 3]], [(0, 1, 2, 4, 8), (0.5, 1, 2, 3)]).tolist()
    [[3.0, 0.0], [4.0, 3.0]]
    """
    table = np.asarray(scores, dtype=np.float64)
    if table.ndim != 2 or table.shape[1] != len(levels):
        raise BadInput(
            f"Expected scores of shape (agencies, {len(levels)}), a column for each cell's levels; "
            f"found {table.shape}"
        )
    columns: dict[tuple[float, ...], list[int]] = {}
    for cell, ladder in enumerate(levels):
        columns.setdefault(tuple(ladder), []).append(cell)
    positions = np.empty_like(table)
    for ladder, cells in columns.items():
        positions[:, cells] = level_position(table[:, cells], ladder)
    return positions


def _checked_levels(levels: ArrayLike) -> Array:
    ladder = np.asarray(levels, dtype=np.float64)
    ascending = ladder.ndim == 1 and ladder.size > 0 and bool(np.all(np.diff(ladder) > 0))
    if not ascending or not np.isfinite(ladder).all():
        raise BadInput(
            "Expected a criterion's levels as one or more finite scores, each above the one "
            f"before; found {ladder.tolist()}"
        )
    return ladder
