"""What analysis accepts as counts: numbers of 0 or more by area, NaN where there is none."""

import numpy as np
from numpy.typing import ArrayLike

from commonground.errors import BadInput
from commonground.scoring.arrays import Array
from commonground.sentences import say


def checked(values: ArrayLike, areas: int | None, what: str) -> Array:
    """Return the values as an array of shape (areas,), NaN where unknown.

    what: the values' name in a sentence. Raises BadInput if they are of another shape than asked
    for, infinite, or below 0.
    """
    found = np.asarray(values, dtype=np.float64)
    if found.ndim != 1 or (areas is not None and found.size != areas):
        raise BadInput(
            say(
                "Expected %(what)s for each of %(areas)s areas; found %(found)s.",
                what=what,
                areas="the" if areas is None else f"{areas:,}",
                found=" x ".join(map(str, found.shape)) or "1",
            )
        )
    wrong = np.flatnonzero(np.isinf(found) | (found < 0))
    if wrong.size:
        raise BadInput(
            say(
                "Expected %(what)s of 0 or more; found %(found)s in area %(number)s.",
                what=what,
                found=f"{found[wrong[0]]:g}",
                number=str(wrong[0] + 1),
            )
        )
    return found
