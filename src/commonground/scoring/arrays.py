"""The kinds of array that scoring computes with, named once."""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
"""Scores, points, weights or shares; NaN stands for what nobody scored or nobody can say."""

Flags = NDArray[np.bool_]
"""What holds where, of the shape its docstring names."""


def known(value: float) -> float | None:
    """Return a number out of an array as a result holds it: None where it is NaN.

    >>> known(0.25), known(float("nan"))
    (0.25, None)
    """
    return None if np.isnan(value) else float(value)
