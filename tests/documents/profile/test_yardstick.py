"""The probability yardstick, as it was published."""

from itertools import pairwise

import pytest

from commonground.documents.profile.yardstick import on_the_yardstick, yardstick


def test_its_words_and_ranges_are_those_published() -> None:
    assert [(one.label, one.low, one.high) for one in yardstick()] == [
        ("remote chance", 0, 5), ("highly unlikely", 10, 20), ("unlikely", 25, 35),
        ("realistic possibility", 40, 50), ("likely", 55, 75), ("highly likely", 80, 90),
        ("almost certain", 95, 100),
    ]  # fmt: skip


def test_the_gaps_between_the_ranges_are_there() -> None:
    ranges = [(one.low, one.high) for one in yardstick()]

    assert all(high < low for (_, high), (low, _) in pairwise(ranges))


@pytest.mark.parametrize("words", ["likely", "Probable", "  highly   LIKELY "])
def test_a_word_is_found_however_it_is_written(words: str) -> None:
    assert on_the_yardstick(words) is not None


@pytest.mark.parametrize("words", ["", "possible", "very likely", "likely or not"])
def test_another_word_is_not_of_it(words: str) -> None:
    assert on_the_yardstick(words) is None
