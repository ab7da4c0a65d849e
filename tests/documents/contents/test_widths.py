from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from commonground.documents.contents import Column, Figure, FigureKind, Table
from commonground.documents.contents.widths import Measure, lines_of, longest_word, widths

BY = Measure(room=174, letter=1.85, edges=4.2)


def table(*rows: tuple[str | Figure, ...], asked: tuple[int, ...]) -> Table:
    columns = tuple(Column(f"C{at}", width=width) for at, width in enumerate(asked))
    return Table("t", "A table", columns, rows, "OFFICIAL")


def test_a_table_whose_words_are_short_is_as_it_asks() -> None:
    assert widths(table(("a", "b"), asked=(1, 2)), BY) == pytest.approx([58, 116])


def test_what_a_long_word_needs_is_taken_from_who_has_more() -> None:
    held = table(("reconsiderations", "a", "b"), asked=(1, 9, 10))
    first, second, third = widths(held, BY)
    assert first == pytest.approx(16 * 1.85 + 4.2)
    assert first + second + third == pytest.approx(174)
    assert second < third


def test_a_number_with_its_words_is_one_word_and_what_is_longer_than_any_is_broken() -> None:
    sure = Figure("", "over 99 in 100", Decimal(1), FigureKind.SHARE)
    way = Figure("", "taken in by the board", None, FigureKind.WORDS)
    held = table((sure, way, "ab" * 32), asked=(1, 1, 1))
    assert [longest_word(held, at) for at in range(3)] == [14, 5, 16]


def test_lines_are_counted_where_words_go_on() -> None:
    held = table(("ab " * 50, "x"), ("one\ntwo\nthree", "y"), asked=(1, 1))
    assert lines_of(held, [89.2, 84.8], BY) == [4, 3]


@given(
    some.lists(some.tuples(some.integers(1, 9), some.text(max_size=30)), min_size=1, max_size=12)
)
def test_the_columns_always_fill_the_room(columns: list[tuple[int, str]]) -> None:
    asked, words = zip(*columns, strict=True)
    made = widths(table(tuple(words), asked=tuple(asked)), BY)
    assert sum(made) == pytest.approx(174)
    assert min(made) > 0
