"""The contested issues, and what would carry an issue across the cut."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from commonground.documents.presenting.subject import Subject
from commonground.documents.words import counted, in_100, joined, percent, span
from commonground.scoring.arithmetic import plain, whole
from commonground.scoring.methods import Lookup
from commonground.scoring.results import Band, RankedIssue
from commonground.scoring.whatif import Flip

_MOST_WORTH_RESCORING = 5
"""As many as a board can scan; the table has the figure for every contested issue."""

_MOST_NAMED = 3
"""Past so many, a sentence counts them; the tables name them all."""


@dataclass(frozen=True, slots=True)
class ContestedRow:
    """One contested issue: where it stands, and what would move it."""

    rank: str
    issue: str
    place: str
    in_top: str
    ranks: str
    moves: tuple[str, ...]
    confidence: str
    weights: str
    worth: str


@dataclass(frozen=True, slots=True)
class FlipRow:
    """One score that, a level higher or lower, would carry its issue across the cut."""

    issue: str
    rank: str
    criterion: str
    change: str
    score: str
    score_if: str
    rank_if: str
    effect: str


@dataclass(frozen=True, slots=True)
class WhatIf:
    """What would change the list."""

    contested: tuple[ContestedRow, ...]
    worth_rescoring: tuple[str, ...]
    flips: tuple[FlipRow, ...]
    flips_answer: str
    weights_answer: str
    """What no weights can change, in a sentence."""
    never_in: tuple[str, ...]
    """Issues that no weights can lift onto the list."""
    always_in: tuple[str, ...]
    """Issues that no weights can take off it."""


def what_if(subject: Subject) -> WhatIf:
    """Return the contested issues and everything that would change the list."""
    flips = defaultdict(list)
    for flip in subject.ranking.flips:
        flips[flip.issue].append(flip)
    contested = subject.banded(Band.CONTESTED)
    never_in, always_in = tuple(_never_in(subject)), tuple(_always_in(subject))
    return WhatIf(
        contested=tuple(_contested(subject, issue, flips[issue.issue]) for issue in contested),
        worth_rescoring=tuple(_worth_rescoring(subject)),
        flips=tuple(_flip_row(subject, flip) for flip in subject.ranking.flips),
        flips_answer=_flips_answer(len(subject.ranking.flips)),
        weights_answer=_weights_answer(subject, len(always_in), len(never_in)),
        never_in=never_in,
        always_in=always_in,
    )


def _contested(subject: Subject, issue: RankedIssue, flips: Sequence[Flip]) -> ContestedRow:
    sure = issue.certainty
    chance, weights = sure.probability_in_top, sure.weights_share
    confidence = sure.confidence_factor
    return ContestedRow(
        rank=subject.rank_of[issue.issue],
        issue=issue.issue,
        place="On the list" if issue.in_shortlist else "Off the list",
        in_top="" if chance is None else in_100(chance),
        ranks=span(sure.rank_low, sure.rank_high),
        moves=tuple(_moves(subject, issue, flips)),
        confidence="not known" if confidence is None else in_100(confidence),
        weights="not known" if weights is None else percent(weights),
        worth="" if sure.worth_rescoring is None else f"{sure.worth_rescoring:.2f}",
    )


def _moves(subject: Subject, issue: RankedIssue, flips: Sequence[Flip]) -> Iterator[str]:
    """Yield in words what would carry one issue across the cut."""
    goes = "Off the list" if issue.in_shortlist else "Onto the list"
    for levels, way in ((1, "higher"), (-1, "lower")):
        would = [flip for flip in flips if flip.levels == levels]
        if would:
            yield f"{goes} if {_scores(subject, would)} were a level {way}."
    if not flips:
        yield "No single score a level higher or lower would carry it across the cut."
    without = [
        each.id
        for each in subject.ranking.without_each_agency
        if issue.issue in (*each.enters, *each.leaves)
    ]
    if len(without) > _MOST_NAMED:
        yield f"{goes} without any one of {len(without)} agencies."
    elif without:
        yield f"{goes} without {joined(without, 'or')}."
    yield from _step(subject, issue)


def _scores(subject: Subject, flips: Sequence[Flip]) -> str:
    """Return which scores would do it: by name if they are few, else how many and the strongest."""
    named = [f"{subject.method.label_of(flip.criterion)} (rank {flip.rank_if})" for flip in flips]
    if len(named) <= _MOST_NAMED:
        return joined(named, "or")
    furthest = max(range(len(flips)), key=lambda at: abs(flips[at].rank_if - flips[at].rank))
    return f"any one of {len(named)} scores, most of all {named[furthest]},"


def _step(subject: Subject, issue: RankedIssue) -> Iterator[str]:
    """Yield how near the issue's total is to another step of the look-up, where there is one."""
    lookup = subject.method.lookup
    if lookup is None:
        return
    total = issue.figures[lookup.group]
    nearest = _nearest_step(lookup, total)
    if nearest is not None:
        edge, factor = nearest
        label = subject.method.label_of(lookup.group)
        way = "from" if edge > total else "below"
        yield (
            f"{label} is {plain(total)}, looked up at {whole(total)}, factor "
            f"{plain(issue.figures[lookup.id])}; {way} {plain(edge)} the factor would be "
            f"{plain(factor)}."
        )


def _nearest_step(lookup: Lookup, total: Decimal) -> tuple[Decimal, Decimal] | None:
    """Return the nearest total at which the factor changes, and the factor beyond it.

    Only the steps next to the total's own are looked at: further off is no near thing.
    """
    here, half = whole(total), Decimal("0.5")
    beyond = (
        (edge, lookup.factor_at(step))
        for edge, step in ((here + half, here + 1), (here - half, here - 1))
    )
    changes = [
        (edge, factor)
        for edge, factor in beyond
        if factor is not None and factor != lookup.factor_at(here)
    ]
    return min(changes, key=lambda change: abs(change[0] - total), default=None)


def _worth_rescoring(subject: Subject) -> Iterator[str]:
    """Yield the issues where scoring again could settle most, the first first."""
    worth = [
        (each.certainty.worth_rescoring, each.certainty.probability_in_top, each.issue)
        for each in subject.banded(Band.CONTESTED)
    ]
    known = [(value, chance, issue) for value, chance, issue in worth if value and chance]
    for _, chance, issue in sorted(known, key=lambda each: -each[0])[:_MOST_WORTH_RESCORING]:
        chances = f"{in_100(chance)} to be in the {subject.top}"
        yield f"{issue}: rank {subject.rank_of[issue]}, {chances}"


def _flip_row(subject: Subject, flip: Flip) -> FlipRow:
    return FlipRow(
        issue=flip.issue,
        rank=subject.rank_of[flip.issue],
        criterion=subject.method.label_of(flip.criterion),
        change="One level higher" if flip.levels > 0 else "One level lower",
        score=plain(flip.score),
        score_if=plain(flip.score_if),
        rank_if=str(flip.rank_if),
        effect="Comes on" if flip.rank_if <= subject.ranking.inputs.top else "Drops off",
    )


def _flips_answer(flips: int) -> str:
    if not flips:
        return "No single score a level higher or lower would carry any issue across the cut."
    return (
        f"{counted(flips, 'published score')} would, if moved by one level alone, carry the issue "
        "across the cut."
    )


def _weights_answer(subject: Subject, always_in: int, never_in: int) -> str:
    if any(issue.dominated_by is None for issue in subject.ranking.issues):
        return "Not known for this method: it subtracts, so a higher score may rank lower."
    if not always_in and not never_in:
        return "With these scores, no issue can be shown to keep its side whatever the weights."
    stay = counted(always_in, "issue stays", "issues stay") if always_in else "no issue stays"
    out = counted(never_in, "stays", "stay") if never_in else "none stays"
    return (
        f"With these scores, {stay} in the {subject.top} and {out} out of it however much each "
        "criterion counts, because enough other issues are lower, or higher, on everything."
    )


def _never_in(subject: Subject) -> Iterator[str]:
    """Yield the issues with as many others above them on everything as the list is long."""
    for issue in subject.ranking.issues:
        if issue.dominated_by is not None and issue.dominated_by >= subject.ranking.inputs.top:
            yield issue.issue


def _always_in(subject: Subject) -> Iterator[str]:
    """Yield the issues that too few others could ever pass for them to lose their place."""
    others = len(subject.ranking.issues) - 1
    for issue in subject.ranking.issues:
        if issue.dominates is not None and others - issue.dominates < subject.ranking.inputs.top:
            yield issue.issue
