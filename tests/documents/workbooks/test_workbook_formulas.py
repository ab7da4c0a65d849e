"""The method's arithmetic as formulas: right brackets, and rounding only where binary errs."""

import ast
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some
from workbook_cases import SHIPPED, morile, odd_method, shipped

from commonground.documents.workbooks.formulas import (
    Layout,
    MethodCells,
    figure_formulas,
    rank_formulas,
    translated,
)
from commonground.documents.workbooks.precision import Precision, precision_of
from commonground.scoring.expressions import parse_expression
from commonground.scoring.methods import Method

CELLS = MethodCells("Method!$A$1:$A$7", "Method!$B$1:$B$7", {"threat": "Weights!$A$2:$S$2"})


def layout_for(method: Method) -> Layout:
    names = [*(each.id for each in method.criteria), *method.computed_ids()]
    return Layout({name: at for at, name in enumerate(names, 1)}, 2, 9, CELLS)


def formulas_for(method: Method, *texts: str) -> dict[str, str]:
    """Return the formulas for a method whose every criterion holds these numbers."""
    scores = {each.id: list(map(Decimal, texts)) for each in method.criteria}
    return figure_formulas(method, layout_for(method), scores)


def test_halves_are_summed_and_multiplied_as_they_stand() -> None:
    formulas = formulas_for(morile(), "0.5", "2")
    assert formulas["total_harm"] == "SUM(B{row}:H{row})"
    assert formulas["risk"] == "N{row}*O{row}"


def test_what_binary_cannot_hold_is_rounded_to_the_places_it_can_have() -> None:
    formulas = formulas_for(morile(), "4.9353", "2.1")
    assert formulas["total_harm"] == "ROUND(SUM(B{row}:H{row}),9)"
    assert formulas["op_grading"] == "ROUND(R{row}*Q{row},9)"
    precise = formulas_for(morile(), "0.123456")
    assert precise["op_grading"] == "ROUND(R{row}*Q{row},13)"


def test_a_look_up_is_entered_at_the_whole_total_and_matches_exactly() -> None:
    factor = formulas_for(morile(), "1")["organisational_position_factor"]
    assert factor == "INDEX(Method!$B$1:$B$7,MATCH(ROUND(P{row},0),Method!$A$1:$A$7,0))"


def test_weights_products_and_maxima_have_their_own_functions() -> None:
    threat = formulas_for(shipped("sleipnir-v1"), "2")["threat"]
    assert threat == "SUMPRODUCT(B{row}:T{row},Weights!$A$2:$S$2)"
    assert formulas_for(shipped("five-by-five-nrr-2023"), "2")["grid"] == "PRODUCT(B{row}:C{row})"
    assert formulas_for(odd_method(), "0.1")["most"] == "MAX(B{row}:C{row})"


def test_an_output_that_is_a_total_points_at_it() -> None:
    assert formulas_for(shipped("five-by-five-nrr-2023"), "2.3")["risk"] == "D{row}"


def test_equal_figures_share_a_rank() -> None:
    ranks = rank_formulas(morile(), layout_for(morile()))
    assert ranks["rank_by_grading"] == "RANK(S{row},S$2:S$9)"


@pytest.mark.parametrize("name", SHIPPED)
def test_every_computed_figure_of_a_shipped_method_has_a_formula(name: str) -> None:
    method = shipped(name)
    layout = layout_for(method)
    made = [*formulas_for(method, "1"), *rank_formulas(method, layout)]
    assert sorted(made) == sorted(method.computed_ids())


def test_the_precision_of_numbers_is_their_most_places() -> None:
    numbers = [Decimal(text) for text in ("100", "0.25", "3.50")]
    assert precision_of(numbers) == Precision(2, is_binary=True)
    assert precision_of([*numbers, Decimal("0.1")]) == Precision(2, is_binary=False)
    assert precision_of([]) == Precision(0, is_binary=True)


expressions = some.recursive(
    some.sampled_from(["a", "b", "2", "0.5"]),
    lambda inner: some.builds("({} {} {})".format, inner, some.sampled_from("+-*"), inner),
    max_leaves=12,
)


@given(expressions, some.integers(-9, 9), some.integers(-9, 9))
def test_a_translated_expression_means_the_same(text: str, first: int, second: int) -> None:
    named = {"a": Decimal(first), "b": Decimal(second)}
    node = ast.parse(text, mode="eval").body
    formula, _ = translated(node, lambda name: f"named['{name}']")
    exact = formula.replace("0.5", "Decimal('0.5')")
    assert eval(exact, {"named": named, "Decimal": Decimal}) == parse_expression(text).value(
        named, Decimal
    )
