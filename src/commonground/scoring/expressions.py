"""The arithmetic a method may write: names, numbers, +, -, * and brackets, and nothing else."""

import ast
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol, Self, TypeVar


class Arithmetic(Protocol):
    """Anything that adds, subtracts and multiplies: a Decimal, or a NumPy array."""

    def __add__(self, other: Self, /) -> Self: ...
    def __sub__(self, other: Self, /) -> Self: ...
    def __mul__(self, other: Self, /) -> Self: ...


Value = TypeVar("Value", bound=Arithmetic)

_OPERATORS = (ast.Add, ast.Sub, ast.Mult)

LARGEST = 10**9
"""No number a method writes may be larger: arrays are to hold its products as exactly as sheets."""

_MOST_OPERATORS = 100
"""More than any sum over criteria needs, and few enough to compute one inside the other."""


@dataclass(frozen=True, slots=True)
class Expression:
    """A checked expression and the names it uses, in the order they first appear."""

    text: str
    names: tuple[str, ...]

    def value(self, named: Mapping[str, Value], number: Callable[[str], Value]) -> Value:
        """Return the expression's value, with each name taken from `named`.

        `number` makes a literal of the same kind as the named values (`Decimal`, or a float), so
        one expression serves the exact sheet and the arrays of the resampling alike.

        >>> from decimal import Decimal
        >>> parse_expression("a * (b + 2)").value({"a": Decimal("0.6"), "b": Decimal(22)}, Decimal)
        Decimal('14.4')
        """
        return _value(_body(self.text), named, number)


def parse_expression(text: str) -> Expression:
    """Return `text` as a checked expression; ValueError says what it holds that is not allowed."""
    try:
        body = _body(text)
    except (SyntaxError, RecursionError, MemoryError):
        raise ValueError(f"{text!r} is not an expression") from None
    nodes = list(ast.walk(body))
    if not all(map(_is_allowed, nodes)):
        raise ValueError(f"{text!r} may hold only names, numbers, +, -, * and brackets")
    if sum(isinstance(node, ast.BinOp) for node in nodes) > _MOST_OPERATORS:
        raise ValueError(f"{text!r} has more than {_MOST_OPERATORS} operators")
    found = [node for node in nodes if isinstance(node, ast.Name)]
    in_order = sorted(found, key=lambda node: (node.lineno, node.col_offset))
    return Expression(text, tuple(dict.fromkeys(node.id for node in in_order)))


def _body(text: str) -> ast.expr:
    return ast.parse(text.strip(), mode="eval").body


def _is_allowed(node: ast.AST) -> bool:
    if isinstance(node, ast.Constant):
        number = node.value
        if isinstance(number, bool) or not isinstance(number, (int, float)):
            return False
        return abs(number) <= LARGEST
    if isinstance(node, ast.BinOp):
        return isinstance(node.op, _OPERATORS)
    return isinstance(node, (ast.Name, ast.Load, *_OPERATORS))


def _value(node: ast.expr, named: Mapping[str, Value], number: Callable[[str], Value]) -> Value:
    if isinstance(node, ast.Name):
        return named[node.id]
    if isinstance(node, ast.Constant):
        return number(repr(node.value))
    assert isinstance(node, ast.BinOp), "parse_expression lets nothing else through"
    left, right = (_value(side, named, number) for side in (node.left, node.right))
    if isinstance(node.op, ast.Add):
        return left + right
    return left - right if isinstance(node.op, ast.Sub) else left * right
