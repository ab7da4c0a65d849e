"""A method's arithmetic as spreadsheet formulas, generic for any method."""

import ast
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from xlsxwriter.utility import xl_col_to_name

from commonground.documents.workbooks.precision import EXACT, Precision, precision_of
from commonground.scoring.methods import Combine, Group, Lookup, Method

RESIDUE_PLACES = 9
"""Binary arithmetic errs far below a billionth here; rounding there makes ties ties again."""

_SIGNS: dict[type[ast.operator], tuple[str, int]] = {
    ast.Add: ("+", 1),
    ast.Sub: ("-", 1),
    ast.Mult: ("*", 2),
}
_ATOM = 3


@dataclass(frozen=True, slots=True)
class MethodCells:
    """Where the method's sheets hold what formulas need, as absolute references."""

    totals: str = ""
    factors: str = ""
    weights: Mapping[str, str] | None = None
    """By group, for groups that weigh their criteria."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Where a sheet keeps scores and figures: columns from 0 by id, rows as Excel numbers them."""

    columns: Mapping[str, int]
    first: int
    last: int
    cells: MethodCells

    def cell(self, name: str) -> str:
        """Return the reference of a figure, with `{row}` where the row's number goes."""
        return f"{xl_col_to_name(self.columns[name])}{{row}}"

    def across(self, group: Group) -> str:
        """Return the reference of a group's scores in a row."""
        return f"{self.cell(group.criteria[0].id)}:{self.cell(group.criteria[-1].id)}"

    def down(self, name: str) -> str:
        """Return the reference of a whole column of figures."""
        column = xl_col_to_name(self.columns[name])
        return f"{column}${self.first}:{column}${self.last}"


def figure_formulas(
    method: Method, layout: Layout, scores: Mapping[str, Iterable[Decimal]]
) -> dict[str, str]:
    """Return the formula of each total, factor and output by id, without its equals sign.

    Each has `{row}` where the row's number goes. `scores` holds each criterion's numbers: where
    binary cannot hold what comes of them exactly, the formula rounds the residue away.
    """
    formulas: dict[str, str] = {}
    known: dict[str, Precision] = {}
    for group in method.groups:
        known[group.id] = _group_precision(group, scores)
        formulas[group.id] = _group_formula(group, layout, known[group.id])
    if method.lookup is not None:
        factors = (step.factor for step in method.lookup.steps if step.factor is not None)
        known[method.lookup.id] = precision_of(factors)
        formulas[method.lookup.id] = _lookup_formula(method.lookup, layout)
    for output in method.outputs:
        node = ast.parse(output.expression.text.strip(), mode="eval").body
        known[output.id] = _precision(node, known)
        text, rank = translated(node, layout.cell)
        formulas[output.id] = text if rank == _ATOM else _rounded(text, known[output.id])
    return formulas


def rank_formulas(method: Method, layout: Layout) -> dict[str, str]:
    """Return the formula of each rank by id, as `figure_formulas` does; equal figures share one."""
    return {
        ranking.id: f"RANK({layout.cell(ranking.output)},{layout.down(ranking.output)})"
        for ranking in method.rankings
    }


def translated(node: ast.expr, cell: Callable[[str], str]) -> tuple[str, int]:
    """Return a checked expression as a formula, and how tightly its outermost sign binds.

    Each name is replaced by `cell` of it, and no bracket is too many.

    >>> translated(ast.parse("(a + b) * c - (a - 0.5)", mode="eval").body, str.upper)
    ('(A+B)*C-(A-0.5)', 1)
    """
    match node:
        case ast.Name(id=name):
            return cell(name), _ATOM
        case ast.Constant(value=literal):
            return repr(literal), _ATOM
        case ast.BinOp(left=left, op=op, right=right):
            sign, rank = _SIGNS[type(op)]
            sides = _bracketed(left, cell, rank), _bracketed(right, cell, rank + (sign == "-"))
            return sign.join(sides), rank
        case _:  # parse_expression lets nothing else through
            raise AssertionError(ast.dump(node))


def _bracketed(node: ast.expr, cell: Callable[[str], str], at_least: int) -> str:
    text, rank = translated(node, cell)
    return text if rank >= at_least else f"({text})"


def _precision(node: ast.expr, known: Mapping[str, Precision]) -> Precision:
    match node:
        case ast.Name(id=name):
            return known[name]
        case ast.Constant(value=literal):
            return precision_of([Decimal(repr(literal))])
        case ast.BinOp(left=left, op=op, right=right):
            sides = _precision(left, known), _precision(right, known)
            return sides[0] * sides[1] if isinstance(op, ast.Mult) else sides[0] | sides[1]
        case _:
            raise AssertionError(ast.dump(node))


def _group_precision(group: Group, scores: Mapping[str, Iterable[Decimal]]) -> Precision:
    found = EXACT
    for criterion in group.criteria:
        own = precision_of(scores[criterion.id]) * precision_of([criterion.weight])
        found = found * own if group.combine is Combine.PRODUCT else found | own
    return found


def _group_formula(group: Group, layout: Layout, precision: Precision) -> str:
    across = layout.across(group)
    if group.combine is Combine.MAX:  # picks a score as it stands: nothing to round
        return f"MAX({across})"
    if group.combine is Combine.WEIGHTED_SUM:
        assert layout.cells.weights is not None
        return _rounded(f"SUMPRODUCT({across},{layout.cells.weights[group.id]})", precision)
    return _rounded(f"{group.combine.value.upper()}({across})", precision)


def _lookup_formula(lookup: Lookup, layout: Layout) -> str:
    """Return the look-up at the total rounded half up; the text `unknown` stands at a gap."""
    whole = f"ROUND({layout.cell(lookup.group)},0)"
    return f"INDEX({layout.cells.factors},MATCH({whole},{layout.cells.totals},0))"


def _rounded(text: str, precision: Precision) -> str:
    if precision.is_binary:
        return text
    return f"ROUND({text},{max(precision.places, RESIDUE_PLACES)})"
