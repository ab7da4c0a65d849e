"""What a board decided about the line of a ranking: printed beside the ranking, never in it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from commonground.documents.flat import FlatTable
from commonground.scoring.results import Ranking


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision: an issue taken in or out, at the rank and band that it had."""

    number: int
    issue: str
    rank: int
    band: str
    is_in: bool
    """Whether it was taken in, and not out."""
    reason: str
    decided_by: str
    kept_on: date

    @property
    def direction(self) -> str:
        """Which way it went, in words."""
        return "Taken in" if self.is_in else "Taken out"


def standing(decisions: Iterable[Decision]) -> dict[str, Decision]:
    """Return the decision that stands on each issue: the latest by number."""
    return {one.issue: one for one in sorted(decisions, key=lambda one: one.number)}


@dataclass(frozen=True, slots=True)
class Listed:
    """One issue of the shortlist as the board left it."""

    issue: str
    theme: str
    rank: int
    band: str
    decision: Decision | None
    """What the board decided about it; None where the ranking alone put it there."""


def shortlist(ranking: Ranking, decisions: Iterable[Decision]) -> list[Listed]:
    """Return the shortlist after the board's decisions, in rank order."""
    moved = standing(decisions)
    return [
        Listed(one.issue, one.theme, one.rank, one.certainty.band.value, moved.get(one.issue))
        for one in ranking.issues
        if (moved[one.issue].is_in if one.issue in moved else one.in_shortlist)
    ]


def decision_table(decisions: Iterable[Decision]) -> FlatTable:
    """Return the decisions as a file of them has them, one a row."""
    header = ("number", "issue", "rank", "band", "direction", "reason", "decided_by", "kept_on")
    rows = (
        (str(one.number), one.issue, str(one.rank), one.band, one.direction, one.reason,
         one.decided_by, one.kept_on.isoformat())
        for one in decisions
    )  # fmt: skip
    return FlatTable(header, tuple(rows))


def shortlist_table(listed: Iterable[Listed]) -> FlatTable:
    """Return the shortlist as the board left it, one issue a row, with why each is on it."""
    header = ("issue", "theme", "rank", "band", "on_it_by", "decision", "reason", "decided_by")
    rows = (
        (one.issue, one.theme, str(one.rank), one.band,
         *(("decision of the board", str(one.decision.number), one.decision.reason,
            one.decision.decided_by) if one.decision else ("rank", "", "", "")))
        for one in listed
    )  # fmt: skip
    return FlatTable(header, tuple(rows))
