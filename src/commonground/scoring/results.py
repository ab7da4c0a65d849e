"""What a ranking says: every figure a board, a colleague or an inspector may ask for."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from commonground.scoring.scores import AgreedScore
from commonground.scoring.sensitivity import Variant
from commonground.scoring.whatif import Flip


class Band(StrEnum):
    """How sure an issue's place is."""

    IN = "In"
    CONTESTED = "Contested"
    OUT = "Out"
    UNKNOWN = "Unknown"
    """One agency alone scored: nothing can be said."""


class Basis(StrEnum):
    """What the bands and rank ranges rest on."""

    RESAMPLING = "two_stage_resampling"
    EACH_AGENCY_LEFT_OUT = "each_agency_left_out"
    """Too few agencies to resample: each is left out in turn instead."""
    NONE = "none"
    """One agency alone scored."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A method or rules file as it was used, so that the result can be recomputed without us."""

    id: str
    title: str
    sha256: str
    text: str


@dataclass(frozen=True, slots=True)
class LocalFactor:
    """A factor the partnership set where the method leaves a gap."""

    total: int
    factor: Decimal
    set_by: str


@dataclass(frozen=True, slots=True)
class Inputs:
    """Everything the ranking was computed from, but the scores themselves."""

    method: SourceFile
    local_factors: tuple[LocalFactor, ...]
    rules: SourceFile
    top: int
    draws: int
    seed: int
    agreed: tuple[AgreedScore, ...]
    agency_map: tuple[tuple[str, str], ...]
    """Each agency's name in the scores, and the agency it counts as."""
    scores_sha256: str


@dataclass(frozen=True, slots=True)
class Disagreement:
    """How far the agencies differ over one issue."""

    criteria_contested: tuple[str, ...]
    criteria_in_two_camps: tuple[str, ...]
    share_within_one_level: float | None
    """The mean over criteria of the share of agencies within one level of their median."""
    widest_interquartile_range: float | None
    """The widest over criteria, in levels. Both are None where no two agencies met."""


@dataclass(frozen=True, slots=True)
class Certainty:
    """How sure one issue's place is; None where the basis does not give the figure."""

    band: Band
    probability_in_top: float | None
    rank_low: int | None
    rank_median: int | None
    rank_high: int | None
    rank_acceptability: Mapping[int, float]
    """The share of draws in which the issue held each rank, for ranks it held at all."""
    worth_rescoring: float | None
    """p(1 - p): largest where scoring the issue again could settle most."""
    weights_share: float | None
    """The part of the rank's variance that comes from weights rather than from who took part."""
    central_weights: Mapping[str, float] | None
    """The mean weights of the draws that put the issue in the top."""
    confidence_factor: float | None
    """The probability of the top with those weights; asked of contested issues only."""


@dataclass(frozen=True, slots=True)
class RankedIssue:
    """One issue of the ranked list."""

    issue: str
    theme: str
    rank: int
    in_shortlist: bool
    certainty: Certainty
    scores: Mapping[str, Decimal]
    """The published cells by criterion."""
    figures: Mapping[str, Decimal]
    ranks: Mapping[str, int]
    """The rank by each of the method's rankings."""
    assessors: int
    agencies: int
    agreed_criteria: tuple[str, ...]
    """Criteria whose score was agreed in a facilitated session, in place of the averages."""
    disagreement: Disagreement
    dominated_by: int | None
    dominates: int | None


@dataclass(frozen=True, slots=True)
class UnrankedIssue:
    """An issue that cannot be ranked, because nobody scored some of its criteria."""

    issue: str
    theme: str
    criteria_not_scored: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CriterionAgreement:
    """How far assessors agree on one criterion, over all issues; context, never a pass mark."""

    criterion: str
    alpha_ordinal: float | None
    """Krippendorff's; None where the criterion does not vary or no two people met on an issue."""
    ac2_quadratic: float | None
    """Gwet's, beside it because alpha falls where a criterion hardly varies."""
    scores: int
    share_of_cells_with_consensus: float | None
    """The share of issues on which the agencies meet the declared consensus rule."""


@dataclass(frozen=True, slots=True)
class AgencyCoverage:
    """What one agency scored."""

    agency: str
    assessors: int
    meeting: int
    remote: int
    issues: int
    scores: int
    issues_by_theme: Mapping[str, int]
    remarks: int


@dataclass(frozen=True, slots=True)
class NearCut:
    """Issues around the cut, held against each other."""

    issues: tuple[str, ...]
    pairwise_winning_index: tuple[tuple[float, ...], ...]
    """Row beats column in this share of the draws."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """A whole ranking, frozen."""

    inputs: Inputs
    basis: Basis
    assessors: int
    agencies: int
    issues: tuple[RankedIssue, ...]
    """In rank order; issues that share a rank stand by name."""
    unranked: tuple[UnrankedIssue, ...]
    shortlist_length: int
    """More than the number asked for where issues tie at the cut."""
    expected_swaps: float | None
    """How many of the shortlist another such consultation would be expected to change."""
    whole_list_repeats: float | None
    """The share of draws with exactly this shortlist."""
    near_cut: NearCut | None
    without_each_agency: tuple[Variant, ...]
    other_averages: tuple[Variant, ...]
    other_methods: tuple[Variant, ...]
    flips: tuple[Flip, ...]
    agreement: tuple[CriterionAgreement, ...]
    coverage: tuple[AgencyCoverage, ...]
    thinly_scored: tuple[str, ...]
    """Issues scored by fewer agencies than the rules ask for."""
