"""The ranked list, row by row: the shortlist, and every issue."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from commonground.documents.charts.ranks import Scale, rank_bar
from commonground.documents.presenting.subject import Subject
from commonground.documents.words import (
    counted,
    fixed,
    in_100,
    joined,
    span,
    tied,
)
from commonground.scoring.arithmetic import plain
from commonground.scoring.results import RankedIssue

_PLACES = 2
"""Decimals shown to a board; the order is by the exact figures, which each cell carries."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One of the method's outputs for an issue: as shown, exact, and its rank."""

    text: str
    exact: str
    rank: str


@dataclass(frozen=True, slots=True)
class ListRow:
    """One issue of the list, in words."""

    rank: str
    issue: str
    theme: str
    band: str
    figures: tuple[Figure, ...]
    in_top: str
    ranks: str
    bar: str
    """The range of ranks as SVG; empty where it is not known."""
    differ: str
    notes: tuple[str, ...]
    assessors: str
    agencies: str


@dataclass(frozen=True, slots=True)
class IssueList:
    """A ranked list with its headings."""

    outputs: tuple[str, ...]
    """The label of each output that issues are ranked by; the last one makes the shortlist."""
    scale: Scale
    """The axis of its bars: as long as the widest of their ranges asks for."""
    rows: tuple[ListRow, ...]


def issue_list(subject: Subject, issues: Sequence[RankedIssue], prefix: str) -> IssueList:
    """Return the rows of some of the ranked issues; `prefix` keeps ids apart from other lists."""
    outputs = tuple(subject.method.label_of(each.output) for each in subject.method.rankings)
    figures = _figures(subject)
    ranks = subject.rank_of
    highs = [issue.certainty.rank_high or 1 for issue in issues]
    scale = replace(subject.scale, ranks=max(subject.scale.cut, *highs))
    rows = []
    for number, issue in enumerate(issues, start=1):
        interval = subject.interval_of(issue)
        bar = rank_bar(interval, scale, f"bar-{prefix}-{number}") if interval else ""
        rows.append(_row(subject, issue, ranks[issue.issue], figures[issue.issue], bar))
    return IssueList(outputs, scale, tuple(rows))


def _row(
    subject: Subject, issue: RankedIssue, rank: str, figures: tuple[Figure, ...], bar: str
) -> ListRow:
    sure = issue.certainty
    return ListRow(
        rank=rank,
        issue=issue.issue,
        theme=issue.theme,
        band=sure.band.value,
        figures=figures,
        in_top="" if sure.probability_in_top is None else in_100(sure.probability_in_top),
        ranks=span(sure.rank_low, sure.rank_high),
        bar=bar,
        differ=differ(subject, issue),
        notes=tuple(_notes(subject, issue)),
        assessors=counted(issue.assessors, "person"),
        agencies=counted(issue.agencies, "agency"),
    )


def _figures(subject: Subject) -> dict[str, tuple[Figure, ...]]:
    """Return every issue's outputs by its name: decimals and ties are those of whole columns."""
    issues = subject.ranking.issues
    columns = []
    for ranking in subject.method.rankings:
        exact = [issue.figures[ranking.output] for issue in issues]
        ranks = tied([issue.ranks[ranking.id] for issue in issues])
        columns.append(_column(exact, ranks))
    names = (issue.issue for issue in issues)
    return dict(zip(names, zip(*columns, strict=True), strict=True))


def _column(exact: Sequence[Decimal], ranks: Sequence[str]) -> list[Figure]:
    shown = fixed(exact, _PLACES)
    return [
        Figure(text, plain(value), rank)
        for text, value, rank in zip(shown, exact, ranks, strict=True)
    ]


def differ(subject: Subject, issue: RankedIssue) -> str:
    """Return in words how far the agencies differ over an issue, by the declared rule."""
    if issue.agencies < 2:
        return "One agency only: nothing to compare"
    apart, camps = issue.disagreement.criteria_contested, issue.disagreement.criteria_in_two_camps
    if not apart and not camps:
        return "They agree on every criterion"
    number = len(subject.method.criteria)
    said = []
    if apart:
        said.append(f"They differ on {len(apart)} of {number}: {joined(subject.labels(apart))}")
    if camps:
        said.append(f"Two camps on {joined(subject.labels(camps))}")
    return ". ".join(said)


def _notes(subject: Subject, issue: RankedIssue) -> Iterator[str]:
    if issue.agreed_criteria:
        yield f"Agreed in session: {joined(subject.labels(issue.agreed_criteria))}"
    if issue.issue in subject.ranking.thinly_scored:
        yield f"Thinly scored: {counted(issue.agencies, 'agency', 'agencies')}"


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """One issue's published score on every criterion, with the figures made from them."""

    rank: str
    issue: str
    scores: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ScoreTable:
    """The scores behind the list: what anyone needs to work the figures out again."""

    columns: tuple[str, ...]
    rows: tuple[ScoreRow, ...]


def score_table(subject: Subject) -> ScoreTable:
    """Return every ranked issue's published cells and computed figures, exactly."""
    method = subject.method
    criteria, figures = method.criterion_ids, tuple(method.figure_ids())
    rows = (
        ScoreRow(
            rank,
            issue.issue,
            (
                *(plain(issue.scores[name]) for name in criteria),
                *(plain(issue.figures[name]) for name in figures),
            ),
        )
        for rank, issue in zip(subject.ranks, subject.ranking.issues, strict=True)
    )
    return ScoreTable(tuple(subject.labels((*criteria, *figures))), tuple(rows))
