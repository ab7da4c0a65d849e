"""The latest ranking as the rules look at it: how sure each rank is, and the board's shortlist."""

from commonground.rooms.consultation.models import RoundIssue
from commonground.rooms.people.models import Partnership
from commonground.rooms.ranking import access as ranking_access
from commonground.rooms.ranking.kept import Kept, read_back
from commonground.rooms.ranking.models import Ranking
from commonground.rooms.readiness.judging import evidence
from commonground.scoring.arithmetic import total_range
from commonground.scoring.results import RankedIssue


def latest_ranking(partnership: Partnership) -> evidence.Ranking | None:
    """Return the ranking of the round that closed last, in three queries."""
    found = Ranking.objects.filter(closing__round__partnership=partnership)
    latest = found.select_related("closing__round").order_by("-closing__at", "pk").first()
    if latest is None:
        return None
    kept = read_back(latest)
    issues = {one.name: one for one in ranking_access.issues_in(latest)}
    decisions = ranking_access.decisions(latest)
    ranked_in = {one.issue for one in kept.computed.issues if one.in_shortlist}
    shortlist = ranking_access.shortlist(latest, ranked_in, issues)
    return evidence.Ranking(
        round=latest.closing.round_id,
        name=latest.closing.round.name,
        issues=tuple(_issue(kept, one, issues) for one in kept.computed.issues),
        shortlist=frozenset(issues[name].issue_id for name in shortlist),
        moved_without_reason=tuple(
            evidence.Named(one.round_issue.issue_id, one.round_issue.name)
            for one in decisions if not one.reason.strip()
        ),
    )  # fmt: skip


def _issue(kept: Kept, one: RankedIssue, issues: dict[str, RoundIssue]) -> evidence.RankedIssue:
    sure = one.certainty
    return evidence.RankedIssue(
        issue=issues[one.issue].issue_id,
        name=one.issue,
        rank=one.rank,
        has_range=sure.rank_low is not None and sure.rank_high is not None,
        has_agreement=one.disagreement.share_within_one_level is not None,
        position=_position(kept, one),
    )


def _position(kept: Kept, ranked: RankedIssue) -> float | None:
    """Return where the agencies' position stands between its best and its worst total."""
    lookup = kept.method.lookup
    if lookup is None:
        return None
    low, high = total_range(next(one for one in kept.method.groups if one.id == lookup.group))
    total = ranked.figures.get(lookup.group)
    if total is None or high == low:
        return None
    return float((total - low) / (high - low))
