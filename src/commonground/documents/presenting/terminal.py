"""What a terminal shows of a ranking: the first rows, the answer, and what it was made by."""

from commonground.documents.flat import FlatTable
from commonground.documents.method_words import local_factors
from commonground.documents.presenting.answer import told
from commonground.documents.presenting.subject import Subject
from commonground.documents.words import span


def short_table(subject: Subject, length: int | None = None) -> FlatTable:
    """Return the first `length` of the ranked list: place, how sure, and what it is ranked by."""
    rankings = subject.method.rankings
    place = ("Rank", "Issue", "Theme", "Band", f"In the {subject.top}", subject.range_heading)
    labels = (subject.method.label_of(each.output) for each in rankings)
    rows = (
        (
            rank,
            issue.issue,
            issue.theme,
            issue.certainty.band.value,
            _share(issue.certainty.probability_in_top),
            span(issue.certainty.rank_low, issue.certainty.rank_high),
            *(f"{issue.figures[each.output]:.2f}" for each in rankings),
        )
        for rank, issue in zip(subject.ranks, subject.ranking.issues, strict=True)
    )
    return FlatTable((*place, *labels), tuple(rows)[:length])


def _share(probability: float | None) -> str:
    return "" if probability is None else f"{probability:.2f}"


def summary(subject: Subject) -> str:
    """Return the answer, one sentence a line, then the method, the rules and local factors."""
    method, ranking = subject.method, subject.ranking
    inputs = ranking.inputs
    drawn = f" {inputs.draws:,} draws, seed {inputs.seed}." if subject.is_resampled else ""
    lines = (
        *told(subject),
        *(f"Not ranked, not scored on every criterion: {one.issue}" for one in ranking.unranked),
        f"Method: {method.title} ({method.id}). Rules: {inputs.rules.id}.{drawn}",
        *(f"Local factor: {factor}" for factor in local_factors(method)),
    )
    return "\n".join(lines)
