"""Corrects each assessor's severity: some people score everything high, and some low."""

import numpy as np

from commonground.scoring.arrays import Array, Flags
from commonground.scoring.scores import is_scored

UNIT = 65536
"""Corrected points are whole numbers of 1/65,536, so that sums of them are exact everywhere."""


def severity_effects(values: Array, *, ridge: float, sweeps: int) -> Array:
    """Return by how many points each assessor scores above their peers on each criterion.

    `values` has shape (assessors, issues, criteria), NaN for not scored; the result has shape
    (assessors, criteria). Model: score = issue + assessor + noise, one criterion at a time. The
    assessor effect is the mean residual over the issues that somebody else scored too, drawn to
    zero by `ridge` (as if that many more issues had shown none); issue and assessor effects are
    estimated in turn, `sweeps` times, from zero. Where nobody overlaps every effect is zero: there
    is nothing to compare a person with.
    """
    scored = is_scored(values)
    overlapping = scored & (scored.sum(axis=0) > 1)
    heard = np.ascontiguousarray(overlapping.transpose(2, 1, 0), dtype=np.float64)
    points = np.where(overlapping, values, 0.0)
    issue_sums, assessor_sums = points.sum(axis=0).T, points.sum(axis=1).T
    per_issue = np.maximum(heard.sum(axis=2), 1.0)
    per_assessor = heard.sum(axis=1) + ridge
    effects = np.zeros_like(assessor_sums)
    for _ in range(sweeps):
        issue_means = (issue_sums - np.einsum("cia,ca->ci", heard, effects)) / per_issue
        effects = (assessor_sums - np.einsum("cia,ci->ca", heard, issue_means)) / per_assessor
    by_assessor: Array = effects.T
    return by_assessor


def corrected(values: Array, *, ridge: float, sweeps: int, settled: Flags | None = None) -> Array:
    """Return the scores with each assessor's severity taken off; shape as given, NaN stays NaN.

    Rounded to 1/UNIT of a point. `settled`, shape (issues, criteria), says whose score a session
    agreed: it shows nobody's severity, and stays exactly as it was agreed.
    """
    agreed = False if settled is None else settled
    effects = severity_effects(np.where(agreed, np.nan, values), ridge=ridge, sweeps=sweeps)
    result: Array = np.rint((values - effects[:, np.newaxis]) * UNIT) / UNIT
    return np.where(agreed, values, result)
