"""A scoring method in words: its answers, totals, outputs and bands, and where each comes from."""

import re

from commonground.documents.words import joined
from commonground.scoring.arithmetic import plain
from commonground.scoring.methods import (
    Combine,
    Criterion,
    Group,
    Level,
    Method,
    Output,
    OutputBand,
    Provenance,
    Status,
    Step,
)

_COMBINED = {
    Combine.SUM: "added",
    Combine.WEIGHTED_SUM: "multiplied by their weights and added",
    Combine.PRODUCT: "multiplied together",
    Combine.MAX: "of which the highest counts",
}
_IDENTIFIER = re.compile(r"[a-z_]\w*", re.ASCII)


def level_words(level: Level) -> str:
    """Return a level as people choose it: `High (4)`, or the score alone."""
    return f"{level.label} ({plain(level.score)})" if level.label else plain(level.score)


def answers_words(criterion: Criterion) -> str:
    """Return a criterion's allowed answers: `0, 1, 2` or `Nil (0), Low (1)`."""
    return ", ".join(map(level_words, criterion.levels))


def total_words(group: Group) -> str:
    """Return what a group's total is made from: `Health, Property and Fear, added`."""
    labels = joined([criterion.label for criterion in group.criteria])
    return f"{labels}, {_COMBINED[group.combine]}" if len(group.criteria) > 1 else labels


def output_words(method: Method, output: Output) -> str:
    """Return an output's expression with labels for ids, and a multiplication sign for `*`."""
    ids = set(method.figure_ids())

    def labelled(found: re.Match[str]) -> str:
        return method.label_of(found[0]) if found[0] in ids else found[0]

    return _IDENTIFIER.sub(labelled, output.expression.text).replace("*", "×")


def band_words(method: Method, band: OutputBand) -> str:
    """Return the range of a band: `Risk from 10 to 25`."""
    return f"{method.label_of(band.output)} from {plain(band.lowest)} to {plain(band.highest)}"


def factor_words(step: Step) -> str:
    """Return the factor at a step of the look-up."""
    return "unknown" if step.factor is None else plain(step.factor)


def origin_words(method: Method, provenance: Provenance) -> str:
    """Return who set a local value or published another source's, then the note."""
    source = provenance.source.rstrip(".")
    if provenance.status is Status.LOCAL:
        said = f"Set by: {source}."
    else:
        said = f"{source}." if provenance.source != method.source else ""
    return " ".join(filter(None, (said, provenance.note)))


def local_factors(method: Method) -> tuple[str, ...]:
    """Return a phrase for each factor the partnership set: `3 = 0.8, set by the board`."""
    return tuple(
        f"{step.total} = {plain(factor)}, set by {step.provenance.source}"
        for step, factor in method.local_steps
    )
