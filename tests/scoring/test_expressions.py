"""What a method may write as arithmetic, and that it means the same for a sheet and for arrays."""

from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonground.scoring.expressions import Expression, parse_expression

ALLOWED = [
    ("a", ("a",)),
    ("a + b * a", ("a", "b")),
    (" (b - a) * 2 ", ("b", "a")),
    ("0.5 * total_harm", ("total_harm",)),
    ("(\n a +\n b\n)", ("a", "b")),
    ("3", ()),
]
FORBIDDEN = [
    "print(a)",
    "__import__('os')",
    "a.real",
    "a[0]",
    "a ** 2",
    "a / b",
    "a // b",
    "a % b",
    "a @ b",
    "a << 2",
    "-a",
    "+a",
    "not a",
    "a and b",
    "a if b else c",
    "a < b",
    "'a'",
    "b'a'",
    "f'{a}'",
    "True",
    "None",
    "...",
    "2j",
    "1e999",
    "10000000000",
    "1" + "0" * 400,
    "[a]",
    "(a, b)",
    "{a}",
    "lambda: a",
    "[a for a in b]",
    "(a := 2)",
    "a = 2",
    "a; b",
    "import os",
    "",
    "a +",
    "a b",
    "class",
    "\x00",
    "(" * 500 + "a" + ")" * 500,
    "+".join(["a"] * 102),
    "+".join(["a"] * 50_000),
]


@pytest.mark.parametrize(("text", "names"), ALLOWED)
def test_names_numbers_plus_minus_times_and_brackets_are_allowed(
    text: str, names: tuple[str, ...]
) -> None:
    assert parse_expression(text) == Expression(text, names)


@pytest.mark.parametrize("text", FORBIDDEN, ids=lambda text: repr(text)[:30])
def test_nothing_else_is_allowed(text: str) -> None:
    with pytest.raises(ValueError, match=r"is not an expression|may hold only|has more than 100"):
        parse_expression(text)


def test_the_longest_expression_can_be_computed() -> None:
    longest = parse_expression("+".join(["a"] * 101))

    assert longest.value({"a": Decimal(1)}, Decimal) == 101


def test_a_name_that_is_not_given_is_no_silent_nought() -> None:
    with pytest.raises(KeyError):
        parse_expression("a + b").value({"a": Decimal(1)}, Decimal)


expressions = st.recursive(
    st.sampled_from(["a", "b", "c", "0.5", "2", "10"]),
    lambda inner: st.tuples(inner, st.sampled_from("+-*"), inner).map(
        lambda parts: f"({parts[0]} {parts[1]} {parts[2]})"
    ),
    max_leaves=8,
)


@given(text=expressions, values=st.tuples(*[st.integers(-80, 80)] * 3))
@settings(max_examples=60)
def test_decimals_and_arrays_come_to_the_same(text: str, values: tuple[int, int, int]) -> None:
    expression = parse_expression(text)
    exact = {name: Decimal(value) / 4 for name, value in zip("abc", values, strict=True)}
    arrays = {name: np.full(3, float(value)) for name, value in exact.items()}

    found = expression.value(exact, Decimal)

    several = expression.value(arrays, lambda number: np.array(float(number)))
    np.testing.assert_allclose(several, float(found), rtol=1e-12)
    assert found == eval(text, {}, {name: float(value) for name, value in exact.items()})
