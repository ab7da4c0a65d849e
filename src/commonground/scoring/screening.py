"""How likely each issue of a long list is to be in the top, without ranking all of it every time.

Of ten thousand issues a few hundred can ever reach the top thirty. A pilot of a few draws over all
issues finds those whose place is in doubt, and only they are drawn to the end. That loses nothing
unless a draw lifts an issue across the cut that the pilot had settled; `screen` says why that is
next to impossible.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from commonground.scoring.resampling import AgencyScores, Draws, Resampling, blocks

Array = NDArray[np.float64]
Scores = Callable[[Array], Array]
"""What issues are ranked by, shape (draws, issues) and without NaN, from averaged terms, shape
(terms, draws, issues)."""
Averages = Callable[[Resampling, Draws], Iterator[tuple[slice, Array]]]
"""How draws are averaged, block by block: `blocks`, or `plain_means` with everybody alike."""

_ISSUES_A_PILOT = 1024
"""How many issues are piloted together: it keeps memory small, and any other gives the same."""


@dataclass(frozen=True, slots=True, eq=False)
class Screened:
    """Who is settled after the pilot: the places of issues in ascending order; the rest is out."""

    certain: NDArray[np.intp]
    """In the top in every draw."""
    in_doubt: NDArray[np.intp]


def probability_in_top(
    consultation: Resampling,
    draws: Draws,
    top: int,
    pilot_draws: int,
    scores: Scores,
    averaged: Averages = blocks,
) -> Array:
    """Return the share of draws in which each issue ranks `top` or better; shape (issues,).

    The first `pilot_draws` of the draws are computed for every issue, all of them only for issues
    in doubt: the others have probability 0 or 1. Issues that tie share a rank, so a draw may have
    more than `top` of them in it. The arithmetic is that of `averaged`, and as reproducible.
    """
    found = screen(consultation, _first(draws, pilot_draws), top, scores, averaged)
    counted = np.zeros(consultation.issues)
    counted[found.certain] = len(draws.slots)
    # without those that are always in it, the cut is the same score at a better rank
    left = top - len(found.certain)
    for _, values in averaged(_only(consultation, found.in_doubt), draws):
        counted[found.in_doubt] += (_above_cut(scores(values), left) >= 0).sum(axis=0)
    return counted / len(draws.slots)


def screen(
    consultation: Resampling,
    pilot: Draws,
    top: int,
    scores: Scores,
    averaged: Averages = blocks,
) -> Screened:
    """Return which issues are surely in the top, and which may or may not be, by a pilot's draws.

    In every draw of the pilot an issue is some way above or below the cut, the score of rank
    `top`. It is out when its best draw, raised once more by as much as that draw was above its
    mean, is still below the cut; and in when its worst draw, lowered likewise, is still above. The
    same draw moves the issue and the cut together, so that what is judged is the doubt about its
    place and not about its score.

    Of 256 draws the best is typically 2.8 standard deviations above the mean, so an issue is
    settled only where its mean is some 5.6 from the cut: were its distance normal, one draw in a
    hundred million would bring it across. A skewed distance has a longer reach on its long side,
    because its best draw lies further out. With fewer pilot draws the reach is shorter.
    """
    parts = [
        np.concatenate([scores(values) for _, values in averaged(_only(consultation, part), pilot)])
        for part in _parts(consultation.issues)
    ]
    above = _above_cut(np.concatenate(parts, axis=1), top)
    mean, best, worst = above.mean(axis=0), above.max(axis=0), above.min(axis=0)
    is_in = worst + (worst - mean) > 0
    is_out = best + (best - mean) < 0
    return Screened(np.flatnonzero(is_in), np.flatnonzero(~(is_in | is_out)))


def _parts(issues: int) -> list[NDArray[np.intp]]:
    return np.array_split(np.arange(issues), -(-issues // _ISSUES_A_PILOT))


def _above_cut(scores: Array, top: int) -> Array:
    """Return how far each score is above the one of rank `top` in its draw; shape as given."""
    place = max(scores.shape[1] - top, 0)
    cut = np.partition(scores, place, axis=1)[:, place]
    above: Array = scores - cut[:, np.newaxis]
    return above


def _first(draws: Draws, number: int) -> Draws:
    """Return the first draws alone: the very same, because resamples are spent draw by draw."""
    weights = tuple(None if drawn is None else drawn[:, :number] for drawn in draws.weights)
    return Draws(draws.slots[:number], draws.counts, weights)


def _only(consultation: Resampling, issues: NDArray[np.intp]) -> Resampling:
    """Return the same consultation about some of its issues; what is drawn has no part in them."""
    return replace(
        consultation,
        agencies=tuple(_agency_about(agency, issues) for agency in consultation.agencies),
    )


def _agency_about(agency: AgencyScores, issues: NDArray[np.intp]) -> AgencyScores:
    return AgencyScores(
        people=agency.people,
        points=tuple(points.take(issues, axis=1) for points in agency.points),
        scored=agency.scored.take(issues, axis=1),
        weights=agency.weights[issues],
    )
