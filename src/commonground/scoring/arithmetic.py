"""The exact arithmetic of a single sheet: one row an issue, every figure a decimal."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal, Inexact, localcontext
from math import prod

from commonground.errors import BadInput
from commonground.scoring.methods import Combine, Group, Method
from commonground.scoring.ranking import competition_ranks

_EXACT = Context(prec=1000, traps=[Inexact])
"""A thousand digits hold any product of scores; a sheet that needed more would stop, not round."""


_MOST_PLACES = 5
"""So many places are named for each total; more would hide what is to be done."""


class UnknownFactor(BadInput):
    """A total came up whose factor the method leaves unknown; `totals` says which, in order."""

    def __init__(self, method: Method, gaps: Iterable[tuple[str, str, int]]) -> None:
        """Take the method and, for each gap, where it stands, the issue and the total."""
        by_total: dict[int, list[str]] = {}
        for where, issue, total in gaps:
            by_total.setdefault(total, []).append(", ".join(filter(None, (where, issue))))
        self.totals = tuple(sorted(by_total))
        super().__init__(
            sentence
            for total in self.totals
            for sentence in _gap_sentences(method, total, by_total[total])
        )


def _gap_sentences(method: Method, total: int, places: Sequence[str]) -> Iterator[str]:
    """Yield a sentence for the first places at which one total comes up, and one for the rest."""
    assert method.lookup is not None
    label = method.label_of(method.lookup.group).lower()
    for place in places[:_MOST_PLACES]:
        yield (
            f"{place}: the {label} is {total}, and the method {method.id} leaves the factor at "
            f"{total} unknown. Your partnership must set its own."
        )
    if len(places) > _MOST_PLACES:
        yield f"The {label} is {total} in {len(places) - _MOST_PLACES} more places."


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One issue's scores, in the order of the method's criteria."""

    issue: str
    scores: tuple[Decimal, ...]
    where: str = ""
    """Where the row stands, for messages: `matrix.csv, row 5`."""


@dataclass(frozen=True, slots=True)
class ScoredRow:
    """One issue's scores with every figure the method computes from them."""

    issue: str
    scores: tuple[Decimal, ...]
    figures: Mapping[str, Decimal]
    """Totals, the factor and outputs by id, in the order they are computed."""
    ranks: Mapping[str, int]
    """Rank by each of the method's rankings: 1 is highest, and equal figures share a rank."""


def score_sheet(method: Method, rows: Sequence[SheetRow]) -> tuple[ScoredRow, ...]:
    """Return each row with its totals, factor, outputs and ranks, all exact.

    Raises UnknownFactor with one sentence for every row whose total the look-up leaves unknown.

    The deck's aggravated burglary: harm 13, likelihood 4.5, risk 58.5, graded 58.5 x 0.6 = 35.1.
    """
    gaps = [(row, gap) for row in rows if (gap := lookup_gap(method, row.scores)) is not None]
    if gaps:
        raise UnknownFactor(method, ((row.where, row.issue, gap) for row, gap in gaps))
    figures = [figures_of(method, row.scores) for row in rows]
    ranks = {
        ranking.id: competition_ranks([row[ranking.output] for row in figures])
        for ranking in method.rankings
    }
    return tuple(
        ScoredRow(row.issue, row.scores, found, {name: int(ranks[name][at]) for name in ranks})
        for at, (row, found) in enumerate(zip(rows, figures, strict=True))
    )


def figures_of(method: Method, scores: Sequence[Decimal]) -> dict[str, Decimal]:
    """Return every figure of one row by id; the look-up must be defined at the row's total."""
    with localcontext(_EXACT):
        figures = dict(_totals(method, scores))
        if method.lookup is not None:
            factor = method.lookup.factor_at(whole(figures[method.lookup.group]))
            assert factor is not None, "the caller asks lookup_gap first"
            figures[method.lookup.id] = factor
        for output in method.outputs:
            figures[output.id] = output.expression.value(figures, Decimal)
    return figures


def whole(total: Decimal) -> int:
    """Return the total rounded half up to the whole number a look-up is entered at.

    >>> whole(Decimal("2.5")), whole(Decimal("2.49"))
    (3, 2)
    """
    return int(total.to_integral_value(ROUND_HALF_UP))


def plain(number: Decimal) -> str:
    """Return a decimal as people write it: no exponent and no trailing zeros.

    >>> plain(Decimal("14.40")), plain(Decimal("1E+2")), plain(Decimal("0.0"))
    ('14.4', '100', '0')
    """
    return f"{_EXACT.add(number.normalize(_EXACT), 0):f}"  # adding 0 takes the sign off -0


def _totals(method: Method, scores: Sequence[Decimal]) -> Iterator[tuple[str, Decimal]]:
    for group, columns in method.group_columns():
        yield group.id, _combined(group, scores[columns])


def _combined(group: Group, scores: Sequence[Decimal]) -> Decimal:
    weights = [criterion.weight for criterion in group.criteria]
    rules: dict[Combine, Callable[[], Decimal]] = {
        Combine.SUM: lambda: sum(scores, Decimal(0)),
        Combine.WEIGHTED_SUM: lambda: sum(map(_times, weights, scores), Decimal(0)),
        Combine.PRODUCT: lambda: prod(scores, start=Decimal(1)),
        Combine.MAX: lambda: max(scores),
    }
    return rules[group.combine]()


def total_range(group: Group) -> tuple[Decimal, Decimal]:
    """Return the lowest and the highest total that the scales of a group's criteria allow."""
    with localcontext(_EXACT):
        lowest = _combined(group, [criterion.scale[0] for criterion in group.criteria])
        highest = _combined(group, [criterion.scale[-1] for criterion in group.criteria])
    return lowest, highest


def _times(weight: Decimal, score: Decimal) -> Decimal:
    return weight * score


def lookup_gap(method: Method, scores: Sequence[Decimal]) -> int | None:
    """Return the row's total at which the look-up has no factor; None where it has one."""
    if method.lookup is None:
        return None
    with localcontext(_EXACT):
        total = whole(dict(_totals(method, scores))[method.lookup.group])
    return total if method.lookup.factor_at(total) is None else None
