"""A method as arrays see it: terms that are averaged across agencies, then the method's outputs."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from commonground.scoring.arithmetic import total_range
from commonground.scoring.arrays import Array, Flags
from commonground.scoring.methods import Combine, Group, Lookup, Method


@dataclass(frozen=True, slots=True, eq=False)
class Term:
    """What one average across agencies is taken of: a weighted sum of some criteria."""

    columns: slice
    """The criteria's places in the method's order."""
    weights: Array
    """The declared weights, shape (criteria of the term,), in points per point of score."""
    may_vary: bool
    """Whether the board's doubt about weights applies: never to a total that a table is read at."""


def terms_of(method: Method) -> tuple[Term, ...]:
    """Return the method's terms: one for each sum, one for each criterion of a product or maximum.

    A sum of averages is the average of sums, so a sum needs one average; a product is not the
    average of products, so each of its criteria is averaged first.
    """
    looked_up = method.lookup.group if method.lookup else None
    terms: list[Term] = []
    for group, columns in method.group_columns():
        weights = np.array([float(criterion.weight) for criterion in group.criteria])
        if _is_sum(group):
            varies = group.id != looked_up and len(group.criteria) > 1
            terms.append(Term(columns, weights, varies))
        else:
            places = range(columns.start, columns.stop)
            terms.extend(
                Term(slice(place, place + 1), weights[at : at + 1], may_vary=False)
                for at, place in enumerate(places)
            )
    return tuple(terms)


def outputs_of_terms(method: Method, values: Array) -> dict[str, Array]:
    """Return the groups' totals, the factor and the outputs by id, from averaged terms.

    `values` has shape (terms, ...) in points, terms in the order of `terms_of`; each result has
    the shape that is left. A looked-up total is held inside what its criteria's scales allow, as
    published cells are. Where the look-up leaves a factor unknown the result is NaN.
    """
    figures = _totals(method, values)
    if method.lookup is not None:
        looked_up = next(group for group in method.groups if group.id == method.lookup.group)
        lowest, highest = map(float, total_range(looked_up))
        figures[looked_up.id] = np.clip(figures[looked_up.id], lowest, highest)
        figures[method.lookup.id] = _factors(method.lookup, figures[looked_up.id])
    for output in method.outputs:
        figures[output.id] = output.expression.value(figures, lambda text: np.array(float(text)))
    return figures


def _totals(method: Method, values: Array) -> dict[str, Array]:
    totals: dict[str, Array] = {}
    at = 0
    for group in method.groups:
        count = 1 if _is_sum(group) else len(group.criteria)
        held = values[at : at + count]
        if group.combine is Combine.PRODUCT:
            totals[group.id] = np.multiply.reduce(held, axis=0)
        else:  # a sum is its one term; a maximum is the highest of several
            totals[group.id] = np.maximum.reduce(held, axis=0)
        at += count
    return totals


def whole_totals(totals: Array) -> NDArray[np.int64]:
    """Return totals rounded half up to whole numbers, shape as given.

    >>> whole_totals(np.array([2.5, 2.49, 0.0]))
    array([3, 2, 0])
    """
    return np.floor(totals + 0.5).astype(np.int64)


def _factors(lookup: Lookup, totals: Array) -> Array:
    """Return the factor at each total; NaN where it is unknown. A step is never interpolated."""
    table = [np.nan if step.factor is None else float(step.factor) for step in lookup.steps]
    factors: Array = np.array(table)[whole_totals(totals) - lookup.steps[0].total]
    return factors


def _is_sum(group: Group) -> bool:
    return group.combine in (Combine.SUM, Combine.WEIGHTED_SUM)


def unknown_totals(method: Method, figures: Mapping[str, Array]) -> Flags:
    """Return where the look-up left the factor unknown, shape as the figures.

    False everywhere for a method that has no look-up.
    """
    primary = figures[method.primary.output]
    if method.lookup is None:
        return np.zeros(primary.shape, dtype=bool)
    unknown: Flags = np.isnan(figures[method.lookup.id])
    return unknown
