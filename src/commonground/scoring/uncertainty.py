"""How sure the ranking is: what share of redrawn consultations would say the same."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from commonground.scoring.arithmetic import UnknownFactor
from commonground.scoring.arrays import Array, Flags
from commonground.scoring.methods import Method
from commonground.scoring.ranking import rank_draws
from commonground.scoring.resampling import (
    Draws,
    Resampling,
    blocks,
    draw,
    everybody_once,
    with_weights,
)
from commonground.scoring.rules import Rules
from commonground.scoring.severity import UNIT
from commonground.scoring.terms import outputs_of_terms, unknown_totals, whole_totals

Ranks = NDArray[np.int64]
Progress = Callable[[int], object]
"""Told how many draws are done."""


@dataclass(frozen=True, slots=True, eq=False)
class Tally:
    """What is counted over all draws.

    `acceptability` has shape (issues, issues): in how many draws issue i held rank r + 1. `beats`
    has shape (near, near): in how many draws one issue near the cut scored above another.
    `weights_in_top` has shape (issues, criteria): the sum of drawn weights, in points, over the
    draws in which the issue is in the top. `repeats` counts draws with the very same shortlist.
    """

    draws: int
    acceptability: NDArray[np.int64]
    beats: NDArray[np.int64]
    weights_in_top: Array
    repeats: int

    def in_top(self, top: int) -> NDArray[np.int64]:
        """Return in how many draws each issue ranks `top` or better; shape (issues,)."""
        held: NDArray[np.int64] = self.acceptability[:, :top].sum(axis=1)
        return held

    def rank_at(self, share: float) -> Ranks:
        """Return the lowest rank that holds at least `share` of the draws; shape (issues,)."""
        heaped = np.cumsum(self.acceptability, axis=1)
        ranks: Ranks = 1 + (heaped < np.ceil(share * self.draws)).sum(axis=1)
        return ranks


@dataclass(frozen=True, slots=True)
class Cut:
    """The shortlist being asked about: its length, who is on it, and who is near its edge."""

    top: int
    shortlist: Flags
    near: NDArray[np.intp]


def tally(
    method: Method, consultation: Resampling, draws: Draws, cut: Cut, progress: Progress
) -> Tally:
    """Return the counts over all draws; `progress` is told how many draws are done.

    Raises UnknownFactor where a draw meets a total whose factor the method leaves unknown.
    """
    issues = consultation.issues
    acceptability = np.zeros(issues * issues, dtype=np.int64)
    beats = np.zeros((len(cut.near), len(cut.near)), dtype=np.int64)
    weights_in_top = np.zeros((issues, len(method.criteria)))
    repeats = 0
    rows = np.arange(issues) * issues - 1
    for block, values in blocks(consultation, draws):
        scores = _primary(method, values)
        ranks = rank_draws(scores)
        acceptability += np.bincount((ranks + rows).ravel(), minlength=issues * issues)
        in_top = ranks <= cut.top
        repeats += int((in_top == cut.shortlist).all(axis=1).sum())
        near = scores[:, cut.near]
        beats += (near[:, :, np.newaxis] > near[:, np.newaxis, :]).sum(axis=0)
        weights_in_top += _weight_sums(consultation, draws, block, in_top)
        progress(block.stop)
    return Tally(
        len(draws.slots), acceptability.reshape(issues, issues), beats, weights_in_top, repeats
    )


def _weight_sums(consultation: Resampling, draws: Draws, block: slice, in_top: Flags) -> Array:
    """Return each criterion's drawn weights summed over the draws that put an issue in the top."""
    sums = []
    for term, drawn in zip(consultation.terms, draws.weights, strict=True):
        if drawn is None:
            sums.append(in_top.sum(axis=0)[:, np.newaxis] * term.weights)
        else:
            sums.append((in_top.T.astype(float) @ drawn[:, block].T) / UNIT)
    return np.concatenate(sums, axis=1)


def _primary(method: Method, values: Array) -> Array:
    """Return the output that issues are ranked by; shape (draws, issues)."""
    figures = outputs_of_terms(method, values)
    unknown = unknown_totals(method, figures)
    if unknown.any():
        assert method.lookup is not None
        totals = np.unique(whole_totals(figures[method.lookup.group][unknown]))
        again = "when the consultation is drawn again"
        raise UnknownFactor(method, ((again, "some issue", int(total)) for total in totals))
    return figures[method.primary.output]


@dataclass(frozen=True, slots=True, eq=False)
class Doubt:
    """Where the doubt about an issue comes from, and how firm its place is given its best case.

    All have shape (issues,) but `central_weights`, (issues, criteria). `weights_share` is the part
    of the variance of an issue's rank that comes from weights and not from who took part, 0 to 1,
    NaN where its rank never moves. `central_weights` are the mean weights, in points, of the draws
    that put the issue in the top, NaN where none does. `confidence` is the probability that it is
    in the top when those weights are taken as given, NaN where it was not asked.
    """

    weights_share: Array
    central_weights: Array
    confidence: Array


def doubt(
    method: Method,
    consultation: Resampling,
    rules: Rules,
    cut: Cut,
    found: Tally,
    contested: Flags,
    random: np.random.Generator,
) -> Doubt:
    """Return where the doubt comes from; confidence is asked only of the contested issues."""
    varied = draw(consultation, rules.draws_without_weights, rules.weight_concentration, random)
    declared = np.concatenate([term.weights for term in consultation.terms])
    only_weights = _rank_variance(method, consultation, everybody_once(consultation, varied))
    only_people = _rank_variance(method, consultation, with_weights(consultation, varied, declared))
    with np.errstate(invalid="ignore"):
        share = only_weights / (only_weights + only_people)
        central = found.weights_in_top / found.in_top(cut.top)[:, np.newaxis]
    again = draw(consultation, rules.draws_for_confidence, rules.weight_concentration, random)
    confidence = np.full(consultation.issues, np.nan)
    for issue in np.flatnonzero(contested):
        given = with_weights(consultation, again, central[issue])
        confidence[issue] = _share_in_top(method, consultation, given, cut.top)[issue]
    return Doubt(share, central, confidence)


def _rank_variance(method: Method, consultation: Resampling, draws: Draws) -> Array:
    """Return the variance of each issue's rank over the draws; shape (issues,)."""
    ranks = [rank_draws(_primary(method, values)) for _, values in blocks(consultation, draws)]
    variance: Array = np.concatenate(ranks).var(axis=0, dtype=np.float64)
    return variance


def _share_in_top(method: Method, consultation: Resampling, draws: Draws, top: int) -> Array:
    """Return the share of draws in which each issue ranks `top` or better; shape (issues,)."""
    counted = np.zeros(consultation.issues)
    for _, values in blocks(consultation, draws):
        counted += (rank_draws(_primary(method, values)) <= top).sum(axis=0)
    return counted / len(draws.slots)
