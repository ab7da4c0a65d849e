"""Averages everybody alike in each draw: what the two-stage default is compared with, and fast.

Scores are whole steps of their scale, so what the people of a draw say together is a whole number.
While it stays below 2**24 float32 holds it exactly, and the matrix product that adds it up takes
half the time of float64's and gives the same on any machine and any thread count.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from commonground.scoring.arrays import Array
from commonground.scoring.resampling import AgencyScores, Draws, Resampling
from commonground.scoring.screening import Scores
from commonground.scoring.severity import UNIT

Whole = NDArray[np.floating[Any]]
"""Whole numbers: float32 where that holds every sum of them exactly, and float64 where not."""

_EXACT_IN_FLOAT32 = 2**24
_DRAWS_A_BLOCK = 256
_SUMS_A_BLOCK = 1 << 21
"""Sizes at which a block stays in cache, or in memory for ten thousand issues; any others give the
same."""


@dataclass(frozen=True, slots=True, eq=False)
class _TermPoints:
    """One term's points as whole numbers, and what one of them is worth."""

    points: Whole
    """Shape (people, the term's criteria x issues); zero where the person was not heard."""
    worth: float
    """A power of two: drawn weights times points times this are points of the method."""


def plain_means(consultation: Resampling, draws: Draws) -> Iterator[tuple[slice, Array]]:
    """Yield the draws block by block: which draws, and the plain mean of each term over people.

    The array has shape (terms, draws of the block, issues), in points, and is 0 where nobody is
    heard. Everybody must be in one agency: `prepare` with zeros for `agency_of`. Then it is what
    `blocks` yields, several times faster and without its rounding to 20 bits: all that is added up
    is whole and under 2**53, and only the division by how many are heard rounds.

    For comparisons, and for lists so long that the default takes too long: here the agency that
    sent most people decides. Hand it to `probability_in_top` for P(top k); for all ranks there is
    `rank_counts`.
    """
    everybody = _everybody(consultation)
    present = draws.counts[0].sum(axis=0)
    terms = _terms(consultation, everybody, float(present.max()))
    complete = everybody.scored.min() == 1
    most_sums = max(term.points.shape[1] for term in terms)
    size = min(_DRAWS_A_BLOCK, _SUMS_A_BLOCK // most_sums + 1, len(draws.slots))
    room = [np.empty((size, term.points.shape[1]), term.points.dtype) for term in terms]
    for start in range(0, len(draws.slots), size):
        block = slice(start, min(start + size, len(draws.slots)))
        counts = draws.counts[0][:, block].T
        means = np.empty((len(terms), len(counts), consultation.issues))
        for term, drawn, sums, mean in zip(terms, draws.weights, room, means, strict=True):
            weights = None if drawn is None else drawn[:, block].T
            _add_up(term, counts, weights, sums[: len(counts)], mean)
        heard = present[block, np.newaxis] if complete else counts @ everybody.scored
        means /= np.maximum(heard, 1.0)
        yield block, means


def rank_counts(consultation: Resampling, draws: Draws, scores: Scores) -> NDArray[np.int64]:
    """Return in how many draws each issue held each rank by the plain mean.

    Shape (issues, issues): issue i, rank r + 1, as `Tally.acceptability` holds it for the default;
    issues that tie share the best of their ranks. `scores` and `consultation` are as for
    `probability_in_top` and `plain_means`.
    """
    issues = consultation.issues
    counted = np.zeros(issues * issues, dtype=np.int64)
    for _, means in plain_means(consultation, draws):
        counted += np.bincount(_cells(scores(means)).ravel(), minlength=issues * issues)
    return counted.reshape(issues, issues)


def _cells(scores: Array) -> NDArray[np.intp]:
    """Return which cells of `rank_counts`, read row by row, a block of draws adds to.

    As with `rank_draws` ties share the best rank, but here the issues of a draw may stay sorted:
    to put ranks back in the issues' order takes as long as all the rest.
    """
    draws, issues = scores.shape
    order = np.argsort(-scores, axis=1)
    ranked = scores.ravel()[order + np.arange(draws)[:, np.newaxis] * issues]
    places = np.broadcast_to(np.arange(issues), order.shape)
    tied = ranked[:, 1:] == ranked[:, :-1]
    if tied.any():
        places = places.copy()
        places[:, 1:][tied] = 0
        np.maximum.accumulate(places, axis=1, out=places)
    order *= issues
    order += places
    return order


def _everybody(consultation: Resampling) -> AgencyScores:
    agencies = len(consultation.agencies)
    if agencies != 1:
        raise ValueError(f"A plain mean takes everybody in one agency, and here are {agencies}.")
    return consultation.agencies[0]


def _terms(
    consultation: Resampling, everybody: AgencyScores, most_heard: float
) -> list[_TermPoints]:
    """Return each term's points; no draw hears more than `most_heard` people."""
    found = []
    held = zip(everybody.points, consultation.terms, consultation.shifts, strict=True)
    for points, term, shift in held:
        parts = UNIT * UNIT if term.may_vary else UNIT
        whole = (points * (parts * 2.0**-shift)).astype(np.int64)
        step = _common_step(whole)
        whole //= step
        by_person = whole.reshape(-1, *everybody.scored.shape).transpose(1, 0, 2)
        typed = _typed(by_person.reshape(everybody.people, -1), most_heard)
        found.append(_TermPoints(typed, step / parts))
    return found


def _common_step(whole: NDArray[np.int64]) -> int:
    """Return the largest power of two that divides all of them: the lowest bit set in any."""
    bits = int(np.bitwise_or.reduce(whole, axis=None))
    return max(bits & -bits, 1)


def _typed(whole: NDArray[np.int64], most_heard: float) -> Whole:
    """Return the same numbers in the faster type that holds any sum of `most_heard` of them."""
    if most_heard * np.abs(whole).max() < _EXACT_IN_FLOAT32:
        return whole.astype(np.float32)
    return whole.astype(np.float64)


def _add_up(
    term: _TermPoints, counts: Array, weights: Array | None, sums: Whole, totals: Array
) -> None:
    """Fill `totals`, (draws, issues), with one term's points; `sums` is room to work in.

    `counts` has shape (draws, people) and `weights` (draws, criteria of the term).
    """
    np.matmul(counts.astype(term.points.dtype), term.points, out=sums)
    if weights is None:
        np.multiply(sums, term.worth, out=totals)
    else:  # in each draw its weights times its sums, in float64
        shares = (weights * term.worth)[:, np.newaxis]
        np.matmul(shares, sums.reshape(*weights.shape, -1), out=totals[:, np.newaxis])
