"""The same scores read otherwise: without each agency, by other averages, by other methods."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import numpy as np

from commonground.scoring.aggregation import ALTERNATIVES, default_cells
from commonground.scoring.arithmetic import figures_of
from commonground.scoring.expressions import Expression
from commonground.scoring.methods import Criterion, Group, Method, Switch
from commonground.scoring.ranking import competition_ranks
from commonground.scoring.rules import Rules
from commonground.scoring.scores import ScoreCube
from commonground.scoring.sheets import Sheet, publish


@dataclass(frozen=True, slots=True)
class Variant:
    """Another reading of the same scores, held against the published shortlist."""

    id: str
    label: str
    ranks: tuple[int | None, ...]
    """Each issue's rank, in the cube's order; None where it could not be ranked."""
    same: int
    """How many of the published shortlist stay on it."""
    enters: tuple[str, ...]
    leaves: tuple[str, ...]


def compared(
    variant_id: str, label: str, issues: Sequence[str], published: Sheet, other: Sheet, top: int
) -> Variant:
    """Return `other` held against the published shortlist of `top` issues."""
    before, after = published.shortlist(top), other.shortlist(top)
    return Variant(
        id=variant_id,
        label=label,
        ranks=other.ranks(),
        same=int((before & after).sum()),
        enters=tuple(issues[at] for at in np.flatnonzero(after & ~before).tolist()),
        leaves=tuple(issues[at] for at in np.flatnonzero(before & ~after).tolist()),
    )


def without_each_agency(
    method: Method, cube: ScoreCube, rules: Rules, published: Sheet, top: int
) -> Iterator[Variant]:
    """Yield the ranking without each agency in turn, in the order of `cube.agencies`.

    Severity is corrected again among those who are left. An issue that only this agency scored
    cannot be ranked without it. Where one agency alone scored there is nothing to yield.
    """
    if len(cube.agencies) == 1:
        return
    names = [issue.name for issue in cube.issues]
    for number, agency in enumerate(cube.agencies):
        kept = cube.agency_of != number
        agency_of = np.unique(cube.agency_of[kept], return_inverse=True)[1]
        cells = default_cells(cube.values[kept], agency_of, rules, cube.settled)
        other = publish(method, names, cells, rules, where=f"without {agency}")
        yield compared(agency, f"Without {agency}", names, published, other, top)


def other_averages(
    method: Method, cube: ScoreCube, rules: Rules, published: Sheet, top: int
) -> Iterator[Variant]:
    """Yield the ranking by each alternative way to average, from the scores as they were given."""
    names = [issue.name for issue in cube.issues]
    for variant_id, average in ALTERNATIVES.items():
        cells = average(cube.values, cube.agency_of, rules)
        label = variant_id.replace("_", " ").capitalize()
        other = publish(method, names, cells, rules, where=label)
        yield compared(variant_id, label, names, published, other, top)


def other_methods(method: Method, cube: ScoreCube, published: Sheet, top: int) -> Iterator[Variant]:
    """Yield the ranking with each of the method's switches turned, from the published cells."""
    names = [issue.name for issue in cube.issues]
    for switch in method.switches:
        other = switched(method, published, switch)
        yield compared(switch.id, switch.label, names, published, other, top)


def switched(method: Method, published: Sheet, switch: Switch) -> Sheet:
    """Return the published cells ranked as the switch says."""
    left = without_criteria(method, switch.leave_out)
    primary = next(out for out in method.outputs if out.id == method.primary.output)
    rank_by = switch.rank_by or Expression(primary.id, (primary.id,))
    kept = [at for at, criterion in enumerate(method.criteria) if criterion in left.criteria]
    values = []
    for row in published.rows:
        if row is not None:
            scores = [row.scores[at] for at in kept]
            named = dict(zip(left.criterion_ids, scores, strict=True)) | figures_of(left, scores)
            values.append(rank_by.value(named, Decimal))
    ranks = iter(competition_ranks(values))
    rows = tuple(
        row and replace(row, ranks={**row.ranks, published.ranking: int(next(ranks))})
        for row in published.rows
    )
    return Sheet(rows, published.ranking)


def without_criteria(method: Method, left_out: Sequence[str]) -> Method:
    """Return the method without some criteria: they add nothing to a sum, and drop from others."""
    groups = tuple(replace(group, criteria=_kept(group, left_out)) for group in method.groups)
    return replace(method, groups=groups)


def _kept(group: Group, left_out: Sequence[str]) -> tuple[Criterion, ...]:
    return tuple(criterion for criterion in group.criteria if criterion.id not in left_out)
