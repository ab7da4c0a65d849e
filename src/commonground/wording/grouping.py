"""PURE: groups of texts that say nearly the same, from who is whose neighbour."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


def stars(neighbours: Sequence[NDArray[np.intp]]) -> list[int]:
    """Return the centre of each group, the largest group first; a group is a centre's neighbours.

    The text with most neighbours is a centre, then of those that are no centre's neighbour the one
    with most, and so on; one without neighbours makes no group. Each text of a group says nearly
    the same as its centre, so that no chain leads from one thing to another; a text between two
    centres is in both groups. `neighbours` holds for each text the texts near it, itself among
    them. Of equally many the earlier comes first: the same texts give the same groups.

    Source: the star cover of Aslam, Pelekhov and Rus (2004), The star clustering algorithm.

    >>> near = [[0, 1], [0, 1, 2], [1, 2, 3], [2, 3], [4]]
    >>> stars([np.array(one) for one in near])
    [1, 3]
    """
    sizes = np.array([len(one) for one in neighbours], dtype=int)
    is_covered = np.zeros(len(neighbours), dtype=bool)
    centres = []
    for at in np.argsort(-sizes, kind="stable"):
        if sizes[at] > 1 and not is_covered[at]:
            centres.append(int(at))
            is_covered[neighbours[at]] = True
    return centres
