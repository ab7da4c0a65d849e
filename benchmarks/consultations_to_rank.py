"""Invented consultations to measure with: seeded, so that every process has the same."""

from dataclasses import dataclass, replace
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from commonground import reference
from commonground.scoring.aggregation import two_stage
from commonground.scoring.loading import load_method
from commonground.scoring.methods import Method, with_local_factors
from commonground.scoring.resampling import Draws, Resampling, draw, prepare
from commonground.scoring.rules import Rules, load_rules
from commonground.scoring.severity import UNIT, corrected
from commonground.scoring.terms import Term, terms_of

Array = NDArray[np.float64]

AGENCY_SIZES = (40, 19, 13, 11, 9, 8, 7, 6, 5, 5, 4, 4, 3, 3, 3, *[2] * 6, *[1] * 4)
AGENCY_OF = np.repeat(np.arange(len(AGENCY_SIZES)), AGENCY_SIZES)
ASSESSORS = len(AGENCY_OF)
CRITERIA = 10
DRAWS = 10_000
TOP = 30
ADDITIVE = Term(slice(0, CRITERIA), np.ones(CRITERIA), may_vary=True)


@dataclass(frozen=True, slots=True, eq=False)
class AdditiveWork:
    """Scores of everybody on everything, and the draws that every contender is given.

    `points` has shape (assessors, issues, criteria); `people` (draws, assessors): who is heard in
    each draw, some twice and some not at all; `weights` (draws, criteria), each row summing to 1.
    `draws` holds the same people and weights as the engine takes them.
    """

    points: Array
    people: NDArray[np.intp]
    weights: Array
    draws: Draws

    def handed_over(self, draws: int) -> Array:
        """Return the means of the first draws by matrix products; (draws, issues, criteria).

        The scores are whole, so that float32 adds them up exactly.
        """
        flat = self.points.reshape(ASSESSORS, -1).astype(np.float32)
        means = np.empty((draws, flat.shape[1]))
        for start in range(0, draws, 256):
            block = slice(start, min(start + 256, draws))
            sums = self.draws.counts[0][:, block].T.astype(np.float32) @ flat
            np.divide(sums, ASSESSORS, out=means[block])
        return means.reshape(draws, *self.points.shape[1:])

    def first(self, number: int) -> Draws:
        """Return the first draws, as the engine takes them."""
        return replace(self.draws, slots=self.draws.slots[:number])


def shipped_rules() -> Rules:
    """Return the rules that ship."""
    return load_rules(reference.rules_path("consultation-1"))


def additive_work(issues: int) -> AdditiveWork:
    """Return ten criteria of equal weight, scored from 0 to 5 by everybody."""
    random = np.random.default_rng(1)
    truth = 2 * random.random((issues, 1)) + 3 * random.random((issues, CRITERIA))
    points = np.empty((ASSESSORS, issues, CRITERIA))
    for scores in points:
        scores[:] = np.clip(np.rint(truth + random.normal(0, 1, truth.shape)), 0, 5)
    consultation = everybody_alike(points)
    drawn = draw(consultation, DRAWS, shipped_rules().weight_concentration, random)
    assert drawn.weights[0] is not None
    weights = drawn.weights[0].T / UNIT
    shares = weights / weights.sum(axis=1, keepdims=True)
    numbers = np.arange(ASSESSORS)
    people = [np.repeat(numbers, times) for times in drawn.counts[0].T.astype(int)]
    return AdditiveWork(points, np.array(people), shares, drawn)


def everybody_alike(points: Array) -> Resampling:
    """Return the additive scores ready for the plain mean: one agency, and nothing trimmed."""
    together = np.zeros(ASSESSORS, dtype=np.intp)
    return prepare(points, together, (ADDITIVE,), points.mean(axis=0), 0.0)


def by_agencies(work: AdditiveWork) -> Resampling:
    """Return the same additive scores for the two-stage default, half of them missing."""
    points = work.points.copy()
    points[np.random.default_rng(2).random(points.shape[:2]) < 0.5] = np.nan
    return _ready(points, (ADDITIVE,))


def morile() -> tuple[Method, Resampling]:
    """Return the deck's method, its gaps filled, and 106 issues scored by it, half missing."""
    published = load_method(reference.method_path("morile-thematic-2015"))
    factors = {2: Decimal("0.7"), 3: Decimal("0.8"), 4: Decimal("0.9")}
    method = with_local_factors(published, factors, "invented for the benchmark")
    random = np.random.default_rng(3)
    points = np.empty((ASSESSORS, 106, len(method.criteria)))
    for at, criterion in enumerate(method.criteria):
        scale = np.array([float(score) for score in criterion.scale])
        middle = random.random(106) * (len(scale) - 1)
        level = np.rint(middle + random.normal(0, 0.7, points.shape[:2]))
        points[..., at] = scale[np.clip(level, 0, len(scale) - 1).astype(int)]
    points[random.random(points.shape[:2]) < 0.5] = np.nan
    return method, _ready(points, terms_of(method))


def _ready(scores: Array, terms: tuple[Term, ...]) -> Resampling:
    rules = shipped_rules()
    points = corrected(scores, ridge=rules.ridge, sweeps=rules.sweeps)
    cells = two_stage(points, AGENCY_OF, rules)
    return prepare(points, AGENCY_OF, terms, cells, rules.trim_each_end)
