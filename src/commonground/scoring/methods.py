"""What a scoring method is: criteria in groups, outputs, and a look-up that may have gaps."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from commonground.errors import BadInput, refuse
from commonground.scoring.expressions import Expression


class Status(StrEnum):
    """Where a value comes from."""

    PUBLISHED = "published"
    """The source prints it."""
    INFERRED = "inferred"
    """The source does not print it, but what it does print implies it."""
    LOCAL = "local"
    """The partnership set it, and says who and when."""
    UNKNOWN = "unknown"
    """Nothing published says, and nobody local has: a gap."""


class Combine(StrEnum):
    """How the scores of a group's criteria become its total."""

    SUM = "sum"
    WEIGHTED_SUM = "weighted_sum"
    PRODUCT = "product"
    MAX = "max"


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a value comes from: its status, and in words who published or set it."""

    status: Status
    source: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Descriptor:
    """What a level means, in the words of the partnership that wrote it."""

    text: str
    author: str
    date: str


@dataclass(frozen=True, slots=True)
class Level:
    """One allowed answer to a criterion: its score, and the label people choose it by."""

    score: Decimal
    label: str = ""
    descriptor: Descriptor | None = None
    is_unknown: bool = False
    """True for an answer such as Sleipnir's `Unknown`, which carries a score of its own."""


@dataclass(frozen=True, slots=True)
class Criterion:
    """One question asked about every issue, with its allowed answers from lowest to highest."""

    id: str
    label: str
    levels: tuple[Level, ...]
    provenance: Provenance
    weight: Decimal = Decimal(1)
    """What its score is multiplied by in a weighted sum; 1 in every other group."""
    help: str = ""

    @property
    def scale(self) -> tuple[Decimal, ...]:
        """The distinct allowed scores in ascending order, leaving out the `unknown` level's."""
        return tuple(sorted({level.score for level in self.levels if not level.is_unknown}))

    def score_of(self, answer: str) -> Decimal | None:
        """Return the score a person's answer stands for: a level's score, or a level's label.

        None where the answer is neither; a label matches in any case.

        >>> grades = (Level(Decimal(0), "Nil"), Level(Decimal(4), "High"))
        >>> scope = Criterion("scope", "Scope", grades, Provenance(Status.LOCAL, "example"))
        >>> [scope.score_of(answer) for answer in ("high", "4.0", "3")]
        [Decimal('4'), Decimal('4'), None]
        """
        told = answer.strip().casefold()
        for level in self.levels:
            if told and told == level.label.casefold():
                return level.score
        try:
            number = Decimal(told)
            return next((level.score for level in self.levels if level.score == number), None)
        except ArithmeticError:  # also the comparison, where the answer is `snan`
            return None


@dataclass(frozen=True, slots=True)
class Group:
    """Criteria whose scores combine into one total."""

    id: str
    label: str
    combine: Combine
    criteria: tuple[Criterion, ...]
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a look-up: the factor at a whole-number total, or none where it is unknown."""

    total: int
    factor: Decimal | None
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class Lookup:
    """A table from a group's total to a factor. It may have gaps, and is never interpolated."""

    id: str
    label: str
    group: str
    steps: tuple[Step, ...]

    def factor_at(self, total: int) -> Decimal | None:
        """Return the factor at `total`; None where the method leaves it unknown."""
        return next((step.factor for step in self.steps if step.total == total), None)

    @property
    def gaps(self) -> tuple[int, ...]:
        """The totals whose factor is unknown."""
        return tuple(step.total for step in self.steps if step.factor is None)


@dataclass(frozen=True, slots=True)
class Output:
    """A named figure computed from group totals, the look-up and earlier outputs."""

    id: str
    label: str
    expression: Expression
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class RankedOutput:
    """An output by which issues are put in order, highest first; rank 1 is the highest."""

    id: str
    label: str
    output: str


@dataclass(frozen=True, slots=True)
class Switch:
    """Another way to run the method, shown beside it: an expression, or criteria left out."""

    id: str
    label: str
    rank_by: Expression | None
    """None: by the method's own primary output."""
    leave_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OutputBand:
    """A named range of an output: from `lowest` up to and including `highest`."""

    output: str
    label: str
    lowest: Decimal
    highest: Decimal
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class Method:
    """A complete scoring method, as one versioned file describes it."""

    format: int
    id: str
    title: str
    source: str
    notes: tuple[str, ...]
    groups: tuple[Group, ...]
    lookup: Lookup | None
    outputs: tuple[Output, ...]
    rankings: tuple[RankedOutput, ...]
    switches: tuple[Switch, ...]
    bands: tuple[OutputBand, ...]

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        """Every criterion, in the order of the groups; the order of every score array's columns."""
        return tuple(criterion for group in self.groups for criterion in group.criteria)

    @property
    def criterion_ids(self) -> tuple[str, ...]:
        """The id of every criterion, in the same order."""
        return tuple(criterion.id for criterion in self.criteria)

    @property
    def is_weighted(self) -> bool:
        """Whether any group weighs its criteria."""
        return any(group.combine is Combine.WEIGHTED_SUM for group in self.groups)

    @property
    def local_steps(self) -> tuple[tuple[Step, Decimal], ...]:
        """Each step of the look-up whose factor the partnership set, with that factor."""
        return tuple(
            (step, step.factor)
            for step in (self.lookup.steps if self.lookup else ())
            if step.factor is not None and step.provenance.status is Status.LOCAL
        )

    @property
    def primary(self) -> RankedOutput:
        """The ranking that makes the shortlist: the last one declared."""
        return self.rankings[-1]

    def group_columns(self) -> Iterator[tuple[Group, slice]]:
        """Yield each group with the places of its criteria in `criteria`."""
        start = 0
        for group in self.groups:
            end = start + len(group.criteria)
            yield group, slice(start, end)
            start = end

    def figure_ids(self) -> Iterator[str]:
        """Yield the id of every total, factor and output, in the order they are computed."""
        yield from (group.id for group in self.groups)
        if self.lookup is not None:
            yield self.lookup.id
        yield from (output.id for output in self.outputs)

    def computed_ids(self) -> Iterator[str]:
        """Yield the id of every column the method computes: the figures, then the ranks."""
        yield from self.figure_ids()
        yield from (ranking.id for ranking in self.rankings)

    def label_of(self, name: str) -> str:
        """Return the label of a criterion, group, look-up, output or ranking by its id."""
        tables = (self.criteria, self.groups, self.outputs, self.rankings)
        named = {entry.id: entry.label for table in tables for entry in table}
        if self.lookup is not None:
            named[self.lookup.id] = self.lookup.label
        return named[name]


def with_local_factors(method: Method, factors: Mapping[int, Decimal], set_by: str) -> Method:
    """Return `method` with the partnership's own factors put into the gaps of its look-up.

    `factors` maps a whole-number total to a factor; `set_by` says who set them and when, and is
    printed wherever the method is. Raises BadInput where the method has no look-up, where the
    total is not in its table, and where the source already publishes a factor: a published value
    is never overridden, because two documents with the same method id would then disagree. Raises
    it too where a factor is not a finite number from 0 up.
    """
    if not factors:
        return method
    if method.lookup is None:
        raise BadInput(f"The method {method.id} has no look-up, so it takes no local factor.")
    faults = [
        fault
        for total, factor in factors.items()
        if (fault := _refusal(method.lookup, total, factor))
    ]
    refuse(f"The method {method.id}: {fault}" for fault in faults)
    local = Provenance(Status.LOCAL, set_by)
    steps = tuple(
        Step(step.total, factors[step.total], local) if step.total in factors else step
        for step in method.lookup.steps
    )
    return replace(method, lookup=replace(method.lookup, steps=steps))


def _refusal(lookup: Lookup, total: int, factor: Decimal) -> str | None:
    """Say why a local factor may not be set at `total`; None when it may."""
    if not factor.is_finite() or factor < 0:
        return f"the factor at total {total}: expected a number from 0 up; found {factor}."
    totals = [step.total for step in lookup.steps]
    if total not in totals:
        return (
            f"{lookup.label} is looked up at totals from {min(totals)} to {max(totals)}; "
            f"a factor was given for {total}."
        )
    published = lookup.factor_at(total)
    if published is not None:
        return (
            f"the factor at total {total} is already {published.normalize():f}; a local factor may "
            f"only fill a gap ({', '.join(map(str, lookup.gaps)) or 'there is none'}). To change "
            "it, copy the method file under a new id and give the copy's path as the method."
        )
    return None
