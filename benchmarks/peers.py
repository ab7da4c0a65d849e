"""The same work by others: from scores, and from who is heard at which weights, to P(top 30).

None of the peers resamples assessors, so the mean of each draw is straightforward NumPy, as anyone
would write it: `points[people].mean(axis=0)`. Then each peer makes its own documented call to rank
one matrix. `pysensmcda_handed` shows what is left where the means are handed over ready made.
"""

import importlib
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from consultations_to_rank import ASSESSORS, CRITERIA, TOP, AdditiveWork

Array = NDArray[np.float64]
Ranks = Callable[[Array, Array], NDArray[Any]]
"""Ranks one matrix, shape (issues, criteria), by one set of weights; 1 is the highest."""


def numpy_loop(work: AdditiveWork, draws: int) -> Array:
    """Take one draw after another in plain NumPy: mean, weighted sum, argsort, count."""
    counted = np.zeros(work.points.shape[1])
    for people, weights in zip(work.people[:draws], work.weights[:draws], strict=True):
        totals = work.points[people].mean(axis=0) @ weights
        counted[np.argsort(-totals)[:TOP]] += 1
    return counted / draws


def pymcdm(work: AdditiveWork, draws: int) -> Array:
    """Call `WSM(...)(matrix, weights, types)` and its `.rank(...)` for each draw."""
    wsm, types = _weighted_sum_model(), np.ones(CRITERIA, dtype=int)
    return _one_by_one(work, draws, lambda matrix, weights: wsm.rank(wsm(matrix, weights, types)))


def _weighted_sum_model() -> Any:
    """Return pymcdm's weighted sum, told to normalise nothing, as its documentation allows."""
    methods = importlib.import_module("pymcdm.methods")
    return methods.WSM(lambda column, cost=False: column)


def scikit_criteria(work: AdditiveWork, draws: int) -> Array:
    """Call `WeightedSumModel().evaluate(mkdm(...)).rank_` for each draw."""
    mkdm = importlib.import_module("skcriteria").mkdm
    model = importlib.import_module("skcriteria.agg.simple").WeightedSumModel()
    objectives = [max] * CRITERIA
    return _one_by_one(
        work,
        draws,
        lambda matrix, weights: model.evaluate(mkdm(matrix, objectives, weights=weights)).rank_,
    )


def pysensmcda(work: AdditiveWork, draws: int) -> Array:
    """Call `smaa.simulate` once for all draws, with pymcdm's WSM as in its examples."""
    matrices = np.array([work.points[people].mean(axis=0) for people in work.people[:draws]])
    return _simulated(work, matrices, _weighted_sum_model())


def pysensmcda_handed(work: AdditiveWork, draws: int) -> Array:
    """Call `smaa.simulate` with means from a matrix product, and a bare `matrix @ weights`.

    The least that can be asked of it: a loop around one NumPy product, and SciPy's ranks.
    """
    return _simulated(work, work.handed_over(draws), lambda matrix, weights, _: matrix @ weights)


def _simulated(work: AdditiveWork, matrices: Array, method: Callable[..., Array]) -> Array:
    smaa = importlib.import_module("pysensmcda.smaa")
    simulated = smaa.simulate(
        method,
        matrices[0],
        np.ones(CRITERIA, dtype=int),
        weights=work.weights[: len(matrices)],
        matrix_samples=matrices,
    )
    in_top: Array = smaa.rank_acceptability(simulated)[:, :TOP].sum(axis=1)
    return in_top


def matrix_product(work: AdditiveWork, draws: int) -> Array:
    """Multiply (draws, assessors) by (assessors, issues x criteria) in float32, and nothing else.

    Whoever resamples assessors has these sums to do, and does more besides. Whole scores allow
    float32; in float64, which the engine falls back to where they do not, it takes twice as long.
    """
    points = work.points.reshape(ASSESSORS, -1).astype(np.float32)
    counts = np.ones((256, ASSESSORS), np.float32)
    sums = np.empty((256, points.shape[1]), np.float32)
    for start in range(0, draws, 256):
        rows = min(256, draws - start)
        np.matmul(counts[:rows], points, out=sums[:rows])
    return np.zeros(0)


def _one_by_one(work: AdditiveWork, draws: int, ranks: Ranks) -> Array:
    counted = np.zeros(work.points.shape[1])
    for people, weights in zip(work.people[:draws], work.weights[:draws], strict=True):
        counted += ranks(work.points[people].mean(axis=0), weights) <= TOP
    return counted / draws
