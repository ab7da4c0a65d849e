"""Draws the consultation again and again: other agencies, other people in them, other weights.

Every random number is a whole number or is rounded to one, and every sum is of whole numbers that
a float64 holds exactly, so a seed gives the same answer on any machine and any thread count.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from commonground.scoring.aggregation import agency_weights
from commonground.scoring.interquartile import (
    VALUE_BITS,
    WEIGHT_BITS,
    interquartile_means,
    sort_rows,
)
from commonground.scoring.scores import is_scored
from commonground.scoring.severity import UNIT
from commonground.scoring.terms import Term

Array = NDArray[np.float64]
Random = np.random.Generator

_DRAWS_A_BLOCK = 768
_KEYS_A_BLOCK = 1 << 23
_VOICES_A_BLOCK = 1 << 19
_COLUMNS_A_SORT = 24576
"""Sizes at which a step is fast and its keys fit 32 MB; any others give the same."""


@dataclass(frozen=True, slots=True, eq=False)
class AgencyScores:
    """One agency's scores, ready to be resampled.

    `points` has, for each term, shape (the term's criteria x people, issues), zero where the
    person did not score the issue; where the declared weights stand they are already summed,
    shape (people, issues). They are on the term's grid: multiplied by drawn and counted weights
    they add up to whole numbers times a power of two, without rounding. `scored` has shape
    (people, issues), 1 where the person scored. `weights` has shape (issues,): the agency's
    weight as a key holds it.
    """

    people: int
    points: tuple[Array, ...]
    scored: Array
    weights: NDArray[np.int32]


@dataclass(frozen=True, slots=True, eq=False)
class Resampling:
    """A consultation ready to be drawn again: its agencies, terms and grid."""

    agencies: tuple[AgencyScores, ...]
    terms: tuple[Term, ...]
    shifts: tuple[int, ...]
    """For each term, the power of two by which a total of points becomes a whole number."""
    trim: float

    @property
    def issues(self) -> int:
        """How many issues are ranked."""
        return len(self.agencies[0].weights)


@dataclass(frozen=True, slots=True, eq=False)
class Draws:
    """What is drawn before anything is computed; all of it balanced, so that less is left to luck.

    `slots` has shape (draws, agencies): which agency fills each seat; over all draws each agency
    is seated equally often. `counts` has, for each agency, shape (people, draws): how often each
    of its people is heard in each of its seats. `weights` has, for each term, shape (criteria of
    the term, draws) in 1/UNIT, or is None where the declared weights stand.
    """

    slots: NDArray[np.intp]
    counts: tuple[Array, ...]
    weights: tuple[Array | None, ...]


def prepare(
    points: Array, agency_of: NDArray[np.intp], terms: Sequence[Term], cells: Array, trim: float
) -> Resampling:
    """Return the consultation ready for resampling.

    `points` has shape (assessors, issues, criteria), corrected for severity, NaN for not scored;
    `cells`, shape (issues, criteria), are the published cells. Where a person scored an issue but
    not one of its criteria, their agency's mean of that cell stands in, or the published cell
    where nobody of the agency scored it: it moves no mean, and lets totals be resampled whole.
    """
    shifts = tuple(_shift(points[..., term.columns], term) for term in terms)
    agencies = tuple(
        _agency_scores(points[agency_of == agency], terms, shifts, cells)
        for agency in range(int(agency_of.max()) + 1)
    )
    return Resampling(agencies, tuple(terms), shifts, trim)


def _shift(points: Array, term: Term) -> int:
    """Return the power of two that makes the highest total a whole number of VALUE_BITS - 1."""
    furthest = max(np.fmax.reduce(points, axis=None), -np.fmin.reduce(points, axis=None))
    highest = float(furthest) * float(term.weights.sum())
    return int(VALUE_BITS - 1 - np.ceil(np.log2(max(highest, 1.0))))


def _agency_scores(
    points: Array, terms: Sequence[Term], shifts: Sequence[int], cells: Array
) -> AgencyScores:
    scored = is_scored(points)
    heard: NDArray[np.bool_] = np.logical_or.reduce(scored, axis=2)
    voters = scored.sum(axis=0)
    whole: Array = np.where(scored, points, 0.0)
    with np.errstate(invalid="ignore"):
        mean = whole.sum(axis=0) / voters
    np.copyto(whole, np.where(voters > 0, mean, cells), where=~scored)
    whole *= UNIT  # in place: ten thousand issues are a hundred megabytes
    np.rint(whole, out=whole)
    whole[~heard] = 0.0
    return AgencyScores(
        people=len(points),
        points=tuple(map(_term_points, [whole] * len(terms), terms, shifts)),
        scored=heard.astype(np.float64),
        weights=_key_weights(heard.sum(axis=0)),
    )


def _term_points(points: Array, term: Term, shift: int) -> Array:
    """Return one term's points from those of shape (people, issues, all criteria)."""
    grid = 2.0**shift / UNIT
    by_criterion = points[..., term.columns].transpose(2, 0, 1)
    if term.may_vary:
        varied: Array = np.multiply(by_criterion, grid / UNIT, order="C")
        return varied.reshape(-1, points.shape[1])
    declared = term.weights[:, np.newaxis, np.newaxis]
    summed: Array = np.rint((by_criterion * declared).sum(axis=0)) * grid
    return summed


def _key_weights(voters: NDArray[np.int64]) -> NDArray[np.int32]:
    """Return the agency's weight per issue as a key holds it: a multiple of 4, in 1/1024.

    An agency of many hundred voters weighs 1020 and not 1024, which a key has no room for.
    """
    whole = 1 << (WEIGHT_BITS - 2)
    quarters = np.rint(agency_weights(voters.astype(float)) * whole)
    return (np.minimum(quarters, whole - 1) * 4).astype(np.int32)


def draw(consultation: Resampling, draws: int, concentration: float, random: Random) -> Draws:
    """Return everything random about `draws` repetitions.

    `concentration` is the Dirichlet concentration per criterion: 20 lets the weight of one of
    three equal criteria stray by a standard deviation of 18 %; infinity keeps it as declared.
    """
    agencies = len(consultation.agencies)
    seats = random.permutation(np.repeat(np.arange(agencies), draws))
    return Draws(
        slots=seats.reshape(draws, agencies),
        counts=tuple(_counts(agency.people, draws, random) for agency in consultation.agencies),
        weights=tuple(_weights(term, draws, concentration, random) for term in consultation.terms),
    )


def everybody_once(consultation: Resampling, draws: Draws) -> Draws:
    """Return the same weights with every agency and person heard exactly once in each draw."""
    number = len(draws.slots)
    agencies = len(consultation.agencies)
    return Draws(
        slots=np.broadcast_to(np.arange(agencies), (number, agencies)),
        counts=tuple(np.ones((agency.people, number)) for agency in consultation.agencies),
        weights=draws.weights,
    )


def with_weights(consultation: Resampling, draws: Draws, weights: Array) -> Draws:
    """Return the same agencies and people with one set of weights, shape (criteria,), in points."""
    number = len(draws.slots)
    fixed = tuple(
        _repeated(weights[term.columns], number) if term.may_vary else None
        for term in consultation.terms
    )
    return Draws(draws.slots, draws.counts, fixed)


def _repeated(weights: Array, draws: int) -> Array:
    return np.broadcast_to(np.rint(weights * UNIT)[:, np.newaxis], (len(weights), draws))


def _counts(people: int, draws: int, random: Random) -> Array:
    """Return how often each of an agency's people is heard; shape (people, draws).

    Each column sums to the number of people, and each row to the number of draws.
    """
    heard = random.permutation(np.repeat(np.arange(people), draws)).reshape(draws, people)
    places = heard * draws + np.arange(draws)[:, np.newaxis]
    return (
        np.bincount(places.ravel(), minlength=people * draws).reshape(people, draws).astype(float)
    )


def _weights(term: Term, draws: int, concentration: float, random: Random) -> Array | None:
    if not term.may_vary:
        return None
    if np.isinf(concentration):
        return _repeated(term.weights, draws)
    total = float(term.weights.sum())
    shape = term.weights * (concentration * len(term.weights) / total)
    return np.ascontiguousarray(np.rint(random.dirichlet(shape, draws) * (total * UNIT)).T)


def blocks(consultation: Resampling, draws: Draws) -> Iterator[tuple[slice, Array]]:
    """Yield the draws block by block: which draws, and the averaged terms of each.

    The array has shape (terms, draws of the block, issues), in points.
    """
    terms, agencies = len(consultation.terms), len(consultation.agencies)
    size = min(_draws_a_block(consultation), len(draws.slots))
    used = np.zeros(agencies, dtype=np.intp)
    room = np.empty((terms, size * agencies, consultation.issues), dtype=np.int32)
    for start in range(0, len(draws.slots), size):
        block = slice(start, min(start + size, len(draws.slots)))
        rows = _fill(consultation, draws, block, used, room)
        yield block, _averages(consultation, room, rows)


def _draws_a_block(consultation: Resampling) -> int:
    keys = len(consultation.terms) * len(consultation.agencies) * consultation.issues
    voices = max(len(points) for agency in consultation.agencies for points in agency.points)
    return min(_DRAWS_A_BLOCK, _KEYS_A_BLOCK // keys + 1, _VOICES_A_BLOCK // voices + 1)


def _fill(
    consultation: Resampling,
    draws: Draws,
    block: slice,
    used: NDArray[np.intp],
    room: NDArray[np.int32],
) -> NDArray[np.intp]:
    """Fill `room` with one block's sort keys; return in which row of it each seat's are.

    `room` has shape (terms, rows, issues) and takes one agency's rows after another's, each
    written in one go; the result has shape (seats, draws). `used` counts how many of each agency's
    resamples are spent, and is moved on. They are spent draw by draw, so that a draw is the same
    whatever block it falls in.
    """
    slots = draws.slots[block]
    flat = slots.astype(np.uint16).ravel()  # NumPy sorts 16 bits by radix: ten times faster
    order = np.argsort(flat, kind="stable")
    seats = np.bincount(flat, minlength=len(used))
    ends = np.cumsum(seats)
    for number, agency in enumerate(consultation.agencies):
        rows = slice(ends[number] - seats[number], ends[number])
        resamples = slice(used[number], used[number] + seats[number])
        counts = np.ascontiguousarray(draws.counts[number][:, resamples])
        at = block.start + order[rows] // slots.shape[1]
        # take keeps rows contiguous, which [:, at] does not: a third faster from here on
        weights = [None if drawn is None else drawn.take(at, axis=1) for drawn in draws.weights]
        _fill_agency(agency, counts, weights, room[:, rows])
    used += seats
    row_of = np.empty_like(order)
    row_of[order] = np.arange(len(order))
    return row_of.reshape(slots.shape).T


def _fill_agency(
    agency: AgencyScores,
    counts: Array,
    weights: Sequence[Array | None],
    keys: NDArray[np.int32],
) -> None:
    """Fill `keys`, (terms, resamples, issues): one agency's mean totals, below each its weight."""
    heard = counts.T @ agency.scored
    weight = (heard > 0) * agency.weights
    share = np.divide(1.0, np.maximum(heard, np.ones_like(heard), out=heard), out=heard)
    for points, drawn, key in zip(agency.points, weights, keys, strict=True):
        totals = _voices(counts, drawn).T @ points
        totals *= share
        key[...] = np.rint(totals, out=totals)
        np.left_shift(key, WEIGHT_BITS, out=key)
        np.bitwise_or(key, weight, out=key)


def _voices(counts: Array, drawn: Array | None) -> Array:
    """Return what each person's point on each criterion counts; shape as `points` by resamples.

    With it a mean over people and a weighted sum over criteria are one matrix product.
    """
    if drawn is None:
        return counts
    return (drawn[:, np.newaxis] * counts).reshape(len(drawn) * len(counts), counts.shape[1])


def _averages(consultation: Resampling, room: NDArray[np.int32], rows: NDArray[np.intp]) -> Array:
    """Return the interquartile means of a block, in points; shape (terms, draws, issues)."""
    draws, issues = rows.shape[1], room.shape[2]
    means = np.empty((len(room), draws, issues))
    step = max(_COLUMNS_A_SORT // issues, 1)
    for term, shift in enumerate(consultation.shifts):
        for start in range(0, draws, step):
            part = slice(start, start + step)
            keys = [room[term].take(seat, axis=0).ravel() for seat in rows[:, part]]
            sort_rows(keys, np.empty_like(keys[0]))
            means[term, part].reshape(-1)[:] = interquartile_means(keys, consultation.trim)
        means[term] *= 2.0**-shift
    return means
