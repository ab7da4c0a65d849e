"""How sure each issue's place is: by redrawing the consultation, or by leaving each agency out."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from commonground.scoring.arithmetic import ScoredRow
from commonground.scoring.arrays import Array, Flags, known
from commonground.scoring.methods import Method
from commonground.scoring.resampling import draw, prepare
from commonground.scoring.results import Band, Basis, Certainty, Inputs, NearCut
from commonground.scoring.rules import Rules
from commonground.scoring.scores import ScoreCube
from commonground.scoring.sensitivity import Variant
from commonground.scoring.sheets import Sheet
from commonground.scoring.terms import terms_of
from commonground.scoring.uncertainty import Cut, Doubt, Tally, doubt, tally

Progress = Callable[[float], object]
"""Told what share of the work is done, from 0 to 1."""


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """The issues that can be ranked, with what every later step needs of them."""

    method: Method
    rules: Rules
    cube: ScoreCube
    """With agreed scores put in; every issue has a score on every criterion."""
    points: Array
    """The cube's values corrected for severity."""
    cells: Array
    published: Sheet
    inputs: Inputs

    @property
    def shortlist(self) -> Flags:
        """Which issues are on the shortlist; shape (issues,)."""
        return self.published.shortlist(self.inputs.top)

    def row(self, at: int) -> ScoredRow:
        """Return one issue's published row: every issue here has one."""
        row = self.published.rows[at]
        assert row is not None
        return row

    def rank(self, at: int) -> int:
        """Return one issue's rank by the ranking that makes the shortlist."""
        return self.row(at).ranks[self.published.ranking]


@dataclass(frozen=True, slots=True)
class Certainties:
    """How sure each issue's place is, in the cube's order, and the list as a whole."""

    basis: Basis
    issues: tuple[Certainty, ...]
    expected_swaps: float | None = None
    whole_list_repeats: float | None = None
    near_cut: NearCut | None = None


def certainties(prepared: Prepared, without: Sequence[Variant], progress: Progress) -> Certainties:
    """Return how sure the ranking is, on the best basis the number of agencies allows."""
    agencies = len(prepared.cube.agencies)
    if agencies == 1:
        unknown = tuple(_stated(Band.UNKNOWN) for _ in prepared.cube.issues)
        return Certainties(Basis.NONE, unknown)
    if agencies < prepared.rules.fewest_agencies:
        return _by_leaving_out(prepared, without)
    return _by_resampling(prepared, progress)


def _by_leaving_out(prepared: Prepared, without: Sequence[Variant]) -> Certainties:
    """Return bands from the lists without each agency: In if on all of them, Out if on none."""
    issues = []
    for at in range(len(prepared.cube.issues)):
        ranks = [prepared.rank(at), *(variant.ranks[at] for variant in without)]
        on = [rank is not None and rank <= prepared.inputs.top for rank in ranks]
        band = Band.IN if all(on) else Band.CONTESTED if any(on) else Band.OUT
        known = [rank for rank in ranks if rank is not None]
        issues.append(_stated(band, low=min(known), high=max(known)))
    return Certainties(Basis.EACH_AGENCY_LEFT_OUT, tuple(issues))


def _stated(band: Band, low: int | None = None, high: int | None = None) -> Certainty:
    return Certainty(
        band=band,
        probability_in_top=None,
        rank_low=low,
        rank_median=None,
        rank_high=high,
        rank_acceptability={},
        worth_rescoring=None,
        weights_share=None,
        central_weights=None,
        confidence_factor=None,
    )


def _by_resampling(prepared: Prepared, progress: Progress) -> Certainties:
    method, rules, inputs = prepared.method, prepared.rules, prepared.inputs
    random = np.random.default_rng(inputs.seed)
    consultation = prepare(
        prepared.points,
        prepared.cube.agency_of,
        terms_of(method),
        prepared.cells,
        rules.trim_each_end,
    )
    drawn = draw(consultation, inputs.draws, rules.weight_concentration, random)
    cut = Cut(inputs.top, prepared.shortlist, _near_cut(prepared))
    found = tally(method, consultation, drawn, cut, lambda done: progress(done / inputs.draws))
    probability = found.in_top(inputs.top) / inputs.draws
    contested = np.array([_band(share, rules) is Band.CONTESTED for share in probability])
    why = doubt(method, consultation, rules, cut, found, contested, random)
    return Certainties(
        basis=Basis.RESAMPLING,
        issues=tuple(_certainty(prepared, found, why, at) for at in range(len(probability))),
        expected_swaps=float(cut.shortlist.sum() - probability[cut.shortlist].sum()),
        whole_list_repeats=found.repeats / inputs.draws,
        near_cut=_pairwise(prepared, found, cut),
    )


def _near_cut(prepared: Prepared) -> NDArray[np.intp]:
    """Return the places of the issues within a few ranks of the cut, in rank order."""
    top, reach = prepared.inputs.top, prepared.rules.near_cut
    order = sorted(range(len(prepared.cube.issues)), key=lambda at: (prepared.rank(at), at))
    near = order[max(top - reach, 0) : top + reach]
    return np.array(near, dtype=np.intp)


def _pairwise(prepared: Prepared, found: Tally, cut: Cut) -> NearCut:
    return NearCut(
        issues=tuple(prepared.cube.issues[at].name for at in cut.near.tolist()),
        pairwise_winning_index=tuple(
            tuple(float(count) / found.draws for count in row) for row in found.beats
        ),
    )


def _band(probability: float, rules: Rules) -> Band:
    if probability >= rules.in_at_least:
        return Band.IN
    return Band.OUT if probability <= rules.out_at_most else Band.CONTESTED


def _certainty(prepared: Prepared, found: Tally, why: Doubt, at: int) -> Certainty:
    rules, top = prepared.rules, prepared.inputs.top
    tail = (1 - rules.interval_percent / 100) / 2
    low, middle, high = (int(found.rank_at(share)[at]) for share in (tail, 0.5, 1 - tail))
    held = found.acceptability[at]
    probability = float(held[:top].sum()) / found.draws
    return Certainty(
        band=_band(probability, rules),
        probability_in_top=probability,
        rank_low=low,
        rank_median=middle,
        rank_high=high,
        rank_acceptability={
            rank + 1: float(held[rank]) / found.draws for rank in np.flatnonzero(held).tolist()
        },
        worth_rescoring=probability * (1 - probability),
        weights_share=known(why.weights_share[at]),
        central_weights=_weights(prepared.method, why.central_weights[at]),
        confidence_factor=known(why.confidence[at]),
    )


def _weights(method: Method, weights: Array) -> Mapping[str, float] | None:
    if np.isnan(weights).any():
        return None
    return dict(zip(method.criterion_ids, weights.tolist(), strict=True))
