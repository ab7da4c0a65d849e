"""Who is measured on what: this engine, a plain loop, the peers, and the floor under them all."""

import importlib
from collections.abc import Callable
from functools import partial

import numpy as np

import peers
from commonground.scoring.agreement import Measurement, krippendorff_alpha
from commonground.scoring.methods import Method
from commonground.scoring.plain_mean import plain_means, rank_counts
from commonground.scoring.ranking import rank_draws
from commonground.scoring.resampling import Draws, Resampling, blocks, draw
from commonground.scoring.screening import probability_in_top
from commonground.scoring.uncertainty import Cut, tally
from consultations_to_rank import (
    DRAWS,
    TOP,
    AdditiveWork,
    Array,
    additive_work,
    by_agencies,
    everybody_alike,
    morile,
    shipped_rules,
)
from measuring import Contender

WHOLE_LIST, LONG_LIST = 106, 10_000


def whole_list() -> dict[str, Contender]:
    """Return who ranks 106 issues by 156 assessors; the first one is the reference."""
    work = additive_work(WHOLE_LIST)
    agencies = by_agencies(work)
    return {
        "top": _of("this engine, plain mean, P(top 30)", _screened, work),
        "mean": _of("this engine, plain mean, all ranks", _plain_mean, work),
        "floor": _of("matrix-product floor", peers.matrix_product, work),
        "two-stage": _whole("this engine, two-stage, one term", partial(_two_stage, agencies)),
        "morile": _whole("this engine, two-stage, MoRiLE", partial(_tally, *morile())),
        "loop": _of("plain NumPy loop", peers.numpy_loop, work, 1024),
        "pymcdm": _of("pymcdm", peers.pymcdm, work, 512),
        "scikit-criteria": _of("scikit-criteria", peers.scikit_criteria, work, 512),
        "pysensmcda": _of("pysensmcda", peers.pysensmcda, work),
        "handed": _of("pysensmcda, means handed over", peers.pysensmcda_handed, work),
    }


def long_list() -> dict[str, Contender]:
    """Return who finds P(top 30) of 10,000 issues; the first one is the reference."""
    work = additive_work(LONG_LIST)
    return {
        "top": _of("this engine, plain mean, P(top 30)", _screened, work),
        "two-stage": _whole(
            "this engine, two-stage, P(top 30)", partial(_screened_two_stage, by_agencies(work))
        ),
        "loop": _of("plain NumPy loop", peers.numpy_loop, work, 16),
        "pymcdm": _of("pymcdm", peers.pymcdm, work, 8),
        "scikit-criteria": _of("scikit-criteria", peers.scikit_criteria, work, 16),
        "pysensmcda": _of("pysensmcda", peers.pysensmcda, work, 128),
    }


def agreement() -> dict[str, Contender]:
    """Return who computes Krippendorff's ordinal alpha of 156 x 1,060, half of it missing."""
    random = np.random.default_rng(4)
    middle = random.random(1060) * 5
    ratings = np.clip(np.rint(middle + random.normal(0, 1, (156, 1060))), 0, 5)
    ratings[random.random(ratings.shape) < 0.5] = np.nan

    def ours(_times: int) -> Array:
        """Call `krippendorff_alpha(ratings, Measurement.ORDINAL)`."""
        return np.array([krippendorff_alpha(ratings, Measurement.ORDINAL)])

    def theirs(_times: int) -> Array:
        """Call `krippendorff.alpha(ratings, level_of_measurement="ordinal")`."""
        alpha = importlib.import_module("krippendorff").alpha
        return np.array([alpha(ratings, level_of_measurement="ordinal")])

    return {
        "alpha": _whole("this engine, Krippendorff's alpha", ours),
        "krippendorff": _whole("krippendorff", theirs),
    }


WORKS = {"106 issues": whole_list, "10,000 issues": long_list, "agreement": agreement}


def _of(
    name: str,
    compute: Callable[[AdditiveWork, int], Array],
    work: AdditiveWork,
    measured: int = DRAWS,
) -> Contender:
    how = (compute.__doc__ or "").splitlines()[0]
    return Contender(name, how, partial(compute, work), measured, DRAWS)


def _whole(name: str, compute: Callable[[int], Array]) -> Contender:
    function = compute.func if isinstance(compute, partial) else compute
    how = (function.__doc__ or "").splitlines()[0]
    return Contender(name, how, compute, DRAWS, DRAWS)


def _plain_mean(work: AdditiveWork, draws: int) -> Array:
    """Prepare, then call `rank_counts` with the same draws."""
    held = rank_counts(everybody_alike(work.points), work.first(draws), _only_term)
    in_top: Array = held[:, :TOP].sum(axis=1) / draws
    return in_top


def _screened(work: AdditiveWork, draws: int) -> Array:
    """Prepare, then call `probability_in_top` with `plain_means` and 256 pilot draws."""
    pilot, consultation = shipped_rules().screening_draws, everybody_alike(work.points)
    drawn = work.first(draws)
    return probability_in_top(consultation, drawn, TOP, pilot, _only_term, plain_means)


def _two_stage(consultation: Resampling, draws: int) -> Array:
    """Draw, resample agencies and their people, interquartile mean; all ranks counted."""
    return _counted(consultation, _drawn(consultation, draws))


def _screened_two_stage(consultation: Resampling, draws: int) -> Array:
    """Draw, then call `probability_in_top` with 256 pilot draws."""
    pilot, drawn = shipped_rules().screening_draws, _drawn(consultation, draws)
    return probability_in_top(consultation, drawn, TOP, pilot, _only_term)


def _tally(method: Method, consultation: Resampling, draws: int) -> Array:
    """Draw, then call `tally` as the product does: twelve criteria, three terms, a look-up."""
    cut = Cut(TOP, np.arange(consultation.issues) < TOP, np.arange(TOP - 5, TOP + 5))
    drawn = _drawn(consultation, draws)
    return tally(method, consultation, drawn, cut, lambda done: done).in_top(TOP) / draws


def _drawn(consultation: Resampling, draws: int) -> Draws:
    concentration = shipped_rules().weight_concentration
    return draw(consultation, draws, concentration, np.random.default_rng(1))


def _only_term(values: Array) -> Array:
    total: Array = values[0]
    return total


def _counted(consultation: Resampling, drawn: Draws) -> Array:
    """Return P(top) from the full table of how often each issue held each rank."""
    issues = consultation.issues
    held = np.zeros(issues * issues, dtype=np.int64)
    for _, values in blocks(consultation, drawn):
        ranks = rank_draws(values[0]) + (np.arange(issues) * issues - 1)
        held += np.bincount(ranks.ravel(), minlength=issues * issues)
    in_top: Array = held.reshape(issues, issues)[:, :TOP].sum(axis=1) / len(drawn.slots)
    return in_top
