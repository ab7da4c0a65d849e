"""What a report is about: a ranking, its method and the rules it was made by."""

from collections.abc import Sequence
from dataclasses import dataclass

from commonground.documents.charts.ranks import Interval, Scale
from commonground.documents.words import tied
from commonground.scoring.methods import Method
from commonground.scoring.results import Band, Basis, RankedIssue, Ranking
from commonground.scoring.rules import Rules
from commonground.scoring.saved import rules_of


@dataclass(frozen=True, slots=True)
class Subject:
    """A ranking with everything needed to put it in words."""

    ranking: Ranking
    method: Method
    rules: Rules

    @property
    def top(self) -> str:
        """What the board asked for: `top 30`."""
        return f"top {self.ranking.inputs.top}"

    @property
    def is_resampled(self) -> bool:
        """Whether the figures are probabilities, from redrawn consultations."""
        return self.ranking.basis is Basis.RESAMPLING

    @property
    def has_bands(self) -> bool:
        """Whether anything at all is known of how sure a place is."""
        return self.ranking.basis is not Basis.NONE

    @property
    def interval(self) -> str:
        """How the middle share of the draws is said: `90 in 100`."""
        return f"{self.rules.interval_percent} in 100"

    @property
    def range_heading(self) -> str:
        """What a column of rank ranges is headed by."""
        return "Likely ranks" if self.is_resampled else "Ranks without each agency"

    @property
    def ranks(self) -> tuple[str, ...]:
        """Each ranked issue's rank as it is printed, in the order of the list."""
        return tied([issue.rank for issue in self.ranking.issues])

    @property
    def rank_of(self) -> dict[str, str]:
        """Each issue's rank as it is printed, by name."""
        names = [issue.issue for issue in self.ranking.issues]
        return dict(zip(names, self.ranks, strict=True))

    @property
    def scale(self) -> Scale:
        """The axis of ranks, and the last rank above the cut."""
        return Scale(len(self.ranking.issues), self.ranking.inputs.top)

    def labels(self, criteria: Sequence[str]) -> list[str]:
        """Return the labels of criteria by their ids."""
        return [self.method.label_of(criterion) for criterion in criteria]

    def banded(self, band: Band) -> list[RankedIssue]:
        """Return the ranked issues in one band, in rank order."""
        return [issue for issue in self.ranking.issues if issue.certainty.band is band]

    def interval_of(self, issue: RankedIssue) -> Interval | None:
        """Return the issue's range of ranks; None where nothing is known of it."""
        sure = issue.certainty
        if sure.rank_low is None or sure.rank_high is None:
            return None
        # without draws there is no median: the published rank is what the others are held against
        middle = issue.rank if sure.rank_median is None else sure.rank_median
        rank = self.rank_of[issue.issue]
        return Interval(rank, issue.issue, sure.band, sure.rank_low, middle, sure.rank_high)


def subject_of(ranking: Ranking, method: Method) -> Subject:
    """Return what a report on this ranking is about; the rules are read from the ranking itself."""
    return Subject(ranking, method, rules_of(ranking.inputs))
