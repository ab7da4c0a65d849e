"""Harm is a range, and what of the order of areas survives it is computed and not hoped."""

import itertools
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonground.errors import BadInput
from commonground.geography.harm import HarmWeight, harm_range, read_harm_weights

NAN = float("nan")
CATEGORIES = ("Violence", "Burglary")
WEIGHTS = (HarmWeight("Violence", 1, 10, 100), HarmWeight("Burglary", 20, 20, 20))


def test_harm_is_low_median_and_high() -> None:
    found = harm_range([[3, 1], [0, 4]], CATEGORIES, WEIGHTS)

    assert found.low.tolist() == [23, 80]
    assert found.median.tolist() == [50, 80]
    assert found.high.tolist() == [320, 80]


def test_an_order_that_hangs_on_the_weights_is_told() -> None:
    found = harm_range([[3, 1], [0, 4], [9, 9]], CATEGORIES, WEIGHTS)

    assert found.best.tolist() == [2, 2, 1]
    assert found.worst.tolist() == [3, 3, 1]
    assert found.decided == pytest.approx(2 / 3)
    assert found.top_survives(1)
    assert not found.top_survives(2)
    assert found.top_survives(3)


def test_more_of_everything_is_more_harm_though_the_ranges_overlap() -> None:
    # 2 to 200 and 3 to 300 overlap, but the same weights hold for both
    found = harm_range([[2, 0], [3, 0]], CATEGORIES, WEIGHTS)

    assert found.decided == 1


def test_an_area_without_counts_has_no_harm_and_no_rank() -> None:
    found = harm_range([[3.0, 1.0], [NAN, 4.0], [9.0, 9.0]], CATEGORIES, WEIGHTS)

    assert np.isnan([found.low[1], found.median[1], found.best[1], found.worst[1]]).all()
    assert found.best[[0, 2]].tolist() == [2, 1]


def test_categories_without_a_weight_are_named_and_count_nothing() -> None:
    found = harm_range([[3, NAN]], CATEGORIES, WEIGHTS[:1])

    assert found.without_weight == ("Burglary",)
    assert found.median.tolist() == [30]
    assert np.isnan(found.decided)


def test_areas_that_are_alike_are_above_nobody() -> None:
    found = harm_range([[1, 1], [1, 1]], CATEGORIES, WEIGHTS)

    assert (found.best.tolist(), found.worst.tolist(), found.decided) == ([1, 1], [2, 2], 0)


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=2, max_size=6),
    st.lists(st.floats(0, 1), min_size=2, max_size=2),
)
def test_no_weights_in_their_ranges_give_an_area_a_rank_beyond_its_own(
    counts: list[tuple[int, int]], within: list[float]
) -> None:
    found = harm_range(counts, CATEGORIES, WEIGHTS)

    low, high = np.array([[each.low, each.high] for each in WEIGHTS]).T
    for weights in (low + (high - low) * within, *itertools.product(*zip(low, high, strict=True))):
        harm = np.array(counts) @ np.array(weights)
        ahead = np.array([np.sum(harm > own + 1e-9) for own in harm])
        assert np.all(found.best <= ahead + 1)
        assert np.all(ahead + 1 <= found.worst)


def test_counts_of_another_shape_are_refused() -> None:
    for shape in ((2,), (1, 3)):
        with pytest.raises(BadInput, match="each of 2 categories"):
            harm_range(np.ones(shape), CATEGORIES, WEIGHTS)


# the file


def write(tmp_path: Path, text: str | bytes) -> Path:
    path = tmp_path / "harm.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_weights_are_read_from_a_file_as_excel_saves_it(tmp_path: Path) -> None:
    text = "\ufeffcategory,low,median,high,note\nViolence,1,10,5475,wide\nBurglary,20,20,20,\n"

    read = read_harm_weights(write(tmp_path, text))

    assert read == (HarmWeight("Violence", 1, 10, 5475), WEIGHTS[1])


def test_each_fault_names_its_row(tmp_path: Path) -> None:
    rows = ["A,1,2,3", "A,1,2,3", ",1,2,3", "B,3,2,1", "C,1,,x", "D,-1,2,3", "E,1,2,inf", "F,1"]
    path = write(tmp_path, "\n".join(["category,low,median,high", *rows]))

    with pytest.raises(BadInput) as refusal:
        read_harm_weights(path)

    said = "\n".join(refusal.value.faults)
    assert [fault.split(":")[0] for fault in refusal.value.faults] == [
        f"harm.csv, row {row}" for row in (3, 4, 5, 6, 7, 8, 9)
    ]
    expected = "numbers of 0 or more in that order; found 1, nothing, x."
    assert f"row 6: expected low, median and high as {expected}" in said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "expected the columns category, low, median, high"),
        ("category,low,median,high\n", "and a row for each category"),
        ("offence,weight\nA,1\n", "expected the columns"),
        (b"category,low\xff", "cannot be read as csv"),
        ('category,low,median,high\n"A', "cannot be read as csv"),
    ],
)
def test_a_file_of_another_kind_is_refused(tmp_path: Path, text: str | bytes, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        read_harm_weights(write(tmp_path, text))
