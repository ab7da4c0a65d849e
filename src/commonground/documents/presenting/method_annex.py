"""The method annex: what was asked, how it was added up, by which rules, and how to verify it."""

from collections.abc import Iterator
from dataclasses import dataclass

from commonground.documents.method_words import (
    band_words,
    factor_words,
    level_words,
    origin_words,
    output_words,
    total_words,
)
from commonground.documents.presenting.answer import Fact
from commonground.documents.presenting.subject import Subject
from commonground.documents.words import counted
from commonground.scoring.arithmetic import plain
from commonground.scoring.methods import Criterion, Group, Method, Provenance


@dataclass(frozen=True, slots=True)
class Sourced:
    """Where a value comes from, for a tag and the words after it."""

    status: str
    source: str


@dataclass(frozen=True, slots=True)
class CriterionRow:
    """One question asked about every issue."""

    group: str
    criterion: str
    weight: str
    levels: tuple[str, ...]
    sourced: Sourced


@dataclass(frozen=True, slots=True)
class DescriptorRow:
    """What a level means, in its author's words."""

    criterion: str
    level: str
    text: str
    author: str


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step of the look-up."""

    total: str
    factor: str
    sourced: Sourced


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A total, an output or a band: its name, how it is made, and where that comes from."""

    label: str
    made: str
    sourced: Sourced


@dataclass(frozen=True, slots=True)
class MethodAnnex:
    """Everything needed to check the ranking by hand or by machine."""

    facts: tuple[Fact, ...]
    notes: tuple[str, ...]
    has_weights: bool
    criteria: tuple[CriterionRow, ...]
    descriptors: tuple[DescriptorRow, ...]
    lookup: str
    """The look-up's label and what it is read at; empty for a method without one."""
    steps: tuple[StepRow, ...]
    figures: tuple[FigureRow, ...]
    bands: tuple[FigureRow, ...]
    rules: tuple[Fact, ...]
    run: tuple[Fact, ...]
    agency_map: tuple[Fact, ...]
    """Only the names that count as another; every other agency counts as itself."""
    agencies_listed: int


def method_annex(subject: Subject) -> MethodAnnex:
    """Return the method, rules, inputs and digests behind a ranking."""
    method, inputs = subject.method, subject.ranking.inputs
    lookup = method.lookup
    at = f"{lookup.label}, looked up at {method.label_of(lookup.group)}" if lookup else ""
    return MethodAnnex(
        facts=(
            Fact("Method", method.title),
            Fact("Identifier", method.id),
            Fact("Source", method.source),
            Fact("Digest of the file (SHA-256)", inputs.method.sha256),
        ),
        notes=method.notes,
        has_weights=method.is_weighted,
        criteria=tuple(
            _criterion(method, group, each) for group in method.groups for each in group.criteria
        ),
        descriptors=tuple(row for each in method.criteria for row in _descriptors(each)),
        lookup=at,
        steps=tuple(_steps(method)),
        figures=tuple(_figures(method)),
        bands=tuple(_bands(method)),
        rules=tuple(_rules(subject)),
        run=tuple(_run(subject)),
        agency_map=tuple(
            Fact(name, counts_as) for name, counts_as in inputs.agency_map if name != counts_as
        ),
        agencies_listed=len(inputs.agency_map),
    )


def _criterion(method: Method, group: Group, criterion: Criterion) -> CriterionRow:
    return CriterionRow(
        group=group.label,
        criterion=criterion.label,
        weight=plain(criterion.weight),
        levels=tuple(map(level_words, criterion.levels)),
        sourced=_sourced(method, criterion.provenance),
    )


def _sourced(method: Method, provenance: Provenance) -> Sourced:
    return Sourced(provenance.status.value, origin_words(method, provenance))


def _descriptors(criterion: Criterion) -> Iterator[DescriptorRow]:
    for level in criterion.levels:
        if level.descriptor is not None:
            wrote = ", ".join(filter(None, (level.descriptor.author, level.descriptor.date)))
            yield DescriptorRow(criterion.label, level_words(level), level.descriptor.text, wrote)


def _steps(method: Method) -> Iterator[StepRow]:
    for step in method.lookup.steps if method.lookup else ():
        sourced = _sourced(method, step.provenance)
        yield StepRow(str(step.total), factor_words(step), sourced)


def _figures(method: Method) -> Iterator[FigureRow]:
    for group in method.groups:
        yield FigureRow(group.label, total_words(group), _sourced(method, group.provenance))
    for output in method.outputs:
        made = output_words(method, output)
        yield FigureRow(output.label, made, _sourced(method, output.provenance))


def _bands(method: Method) -> Iterator[FigureRow]:
    for band in method.bands:
        made = band_words(method, band)
        yield FigureRow(band.label, made, _sourced(method, band.provenance))


def _rules(subject: Subject) -> Iterator[Fact]:
    rules, source = subject.rules, subject.ranking.inputs.rules
    yield Fact("Rules", source.title)
    yield Fact("Identifier", source.id)
    yield Fact("Digest of the file (SHA-256)", source.sha256)
    yield Fact(
        "How many people's scores become one",
        "Each assessor's severity is corrected where assessors overlap; then the mean inside each "
        f"agency; then the mean across agencies with {rules.trim_each_end * 100:g}% of their "
        "weight trimmed at each end, an agency with n people weighing n/(n + 1). Cells are rounded "
        f"to {rules.decimals} decimals and every figure after that is exact.",
    )
    yield Fact("How sure the list is", sureness(subject))
    yield Fact("When agencies count as agreeing", _consensus(subject))
    yield Fact(
        "When an issue is thinly scored",
        f"Fewer than {counted(rules.fewest_agencies_per_issue, 'agency', 'agencies')} scored it.",
    )


def sureness(subject: Subject) -> str:
    """Return what the bands and the ranges of ranks rest on."""
    rules = subject.rules
    if not subject.has_bands:
        return "One agency alone scored, so it is not known."
    if not subject.is_resampled:
        return (
            "Each agency is left out in turn. In: on every one of those lists and on this one. "
            f"Out: on none. Redrawing needs at least {rules.fewest_agencies} agencies."
        )
    return (
        "Agencies are drawn again, then people inside each, and the weights of criteria are "
        f"varied around the declared ones (concentration {rules.weight_concentration:g} a "
        f"criterion). In: in the {subject.top} in {rules.in_at_least * 100:g} in 100 draws or "
        f"more. Out: in {rules.out_at_most * 100:g} in 100 or fewer."
    )


def _consensus(subject: Subject) -> str:
    rule = subject.rules.consensus
    return (
        f"On a criterion, at least {rule.min_share_within_one * 100:g}% are within one level of "
        f"their median and the middle half spans at most {rule.max_interquartile_range:g} level. "
        f"Two camps: a gap of {rule.min_camp_gap:g} levels or more with at least "
        f"{rule.min_camp_share * 100:g}% of the agencies on each side."
    )


def _run(subject: Subject) -> Iterator[Fact]:
    inputs = subject.ranking.inputs
    yield Fact("Length of the shortlist asked for", str(inputs.top))
    if subject.is_resampled:
        yield Fact("Times the consultation was redrawn", f"{inputs.draws:,}")
        yield Fact("Seed of the draws", str(inputs.seed))
    for factor in inputs.local_factors:
        set_by = f"{plain(factor.factor)}, set by {factor.set_by}"
        yield Fact(f"Local factor at total {factor.total}", set_by)
    yield Fact("Digest of the scores (SHA-256)", inputs.scores_sha256)
