"""Puts the counts of several months into the same classes, so that two months can be compared."""

import numpy as np
from numpy.typing import ArrayLike

from commonground.geography.classing import Classes, Classing, classes


def month_classes(counts: ArrayLike, number: int) -> list[Classes]:
    """Return the classes of each month, all with the same labels and bounds.

    counts: shape (areas, months), NaN where unknown.

    >>> first, second = month_classes([[1, 9], [2, float("nan")]], 2)
    >>> first.labels == second.labels, first.of_area.tolist(), second.of_area.tolist()
    (True, [0, 0], [1, -1])
    """
    table = np.asarray(counts, dtype=np.float64)
    found = classes(table.ravel(), number, Classing.NATURAL)
    of_each = found.of_area.reshape(table.shape)
    return [
        Classes(found.labels, of_each[:, at], found.bounds, found.classing)
        for at in range(table.shape[1])
    ]
