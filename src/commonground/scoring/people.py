"""Who scored what, and how far they agree: by issue, by criterion and by agency."""

from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np

from commonground.scoring.aggregation import agency_means
from commonground.scoring.agreement import (
    AgreementWeights,
    Measurement,
    gwet_ac,
    krippendorff_alpha,
)
from commonground.scoring.arrays import Array, Flags, known
from commonground.scoring.consensus import (
    cell_agreement,
    has_consensus,
    has_two_camps,
    is_contested,
)
from commonground.scoring.levels import positions_of_cells
from commonground.scoring.methods import Method
from commonground.scoring.results import AgencyCoverage, CriterionAgreement, Disagreement
from commonground.scoring.rules import Rules
from commonground.scoring.scores import Remark, ScoreCube, is_scored


def agency_disagreements(method: Method, cube: ScoreCube, rules: Rules) -> Iterator[Disagreement]:
    """Yield how far the agencies differ over each issue, from the scores as they were given."""
    criteria = method.criterion_ids
    positions = agency_positions(method, cube)
    agreement = cell_agreement(positions)
    shape = (len(cube.issues), len(criteria))
    contested = is_contested(agreement, rules.consensus).reshape(shape)
    camps = has_two_camps(positions, rules.consensus).reshape(shape)
    near = agreement.share_within_one.reshape(shape)
    spread = agreement.interquartile_range.reshape(shape)
    for at in range(len(cube.issues)):
        yield Disagreement(
            criteria_contested=_named(criteria, contested[at]),
            criteria_in_two_camps=_named(criteria, camps[at]),
            share_within_one_level=known(_mean(near[at])),
            widest_interquartile_range=known(np.fmax.reduce(spread[at])),
        )


def criterion_agreement(
    method: Method, cube: ScoreCube, rules: Rules
) -> Iterator[CriterionAgreement]:
    """Yield how far the assessors agree on each criterion over all issues."""
    agreement = cell_agreement(agency_positions(method, cube))
    shape = (len(cube.issues), len(method.criteria))
    consensus = has_consensus(agreement, rules.consensus).reshape(shape)
    several = (agreement.agencies >= 2).reshape(shape)
    for at, criterion in enumerate(method.criteria):
        ratings = cube.values[:, :, at]
        levels = [float(score) for score in criterion.scale]
        count = int(several[:, at].sum())
        yield CriterionAgreement(
            criterion=criterion.id,
            alpha_ordinal=known(krippendorff_alpha(ratings, Measurement.ORDINAL)),
            ac2_quadratic=known(gwet_ac(ratings, levels, AgreementWeights.QUADRATIC)),
            scores=int(is_scored(ratings).sum()),
            share_of_cells_with_consensus=float(consensus[:, at].sum()) / count if count else None,
        )


def coverage(cube: ScoreCube, remarks: Sequence[Remark]) -> Iterator[AgencyCoverage]:
    """Yield what each agency scored."""
    said = Counter(remark.agency for remark in remarks)
    scored = is_scored(cube.values)
    for number, agency in enumerate(cube.agencies):
        own = cube.agency_of == number
        ways = Counter(person.way for person in cube.assessors if person.agency == agency)
        held = scored[own].any(axis=(0, 2))
        themes = Counter(
            issue.theme for issue, is_held in zip(cube.issues, held, strict=True) if is_held
        )
        yield AgencyCoverage(
            agency=agency,
            assessors=int(own.sum()),
            meeting=ways["meeting"],
            remote=ways["remote"],
            issues=int(held.sum()),
            scores=int(scored[own].sum()),
            issues_by_theme=dict(sorted(themes.items())),
            remarks=said[agency],
        )


def agency_positions(method: Method, cube: ScoreCube) -> Array:
    """Return each agency's mean score of each cell, in levels; shape (agencies, cells)."""
    means, _ = agency_means(cube.values, cube.agency_of)
    levels = [[float(score) for score in criterion.scale] for criterion in method.criteria]
    return positions_of_cells(means.reshape(len(means), -1), levels * len(cube.issues))


def _named(names: Sequence[str], chosen: Flags) -> tuple[str, ...]:
    return tuple(name for name, is_chosen in zip(names, chosen, strict=True) if is_chosen)


def _mean(values: Array) -> float:
    known = values[is_scored(values)]
    return float(known.mean()) if len(known) else np.nan
