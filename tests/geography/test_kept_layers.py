"""A layer comes back from its file as it was, and feeds what is computed of areas."""

import gzip

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonground.errors import BadInput
from commonground.geography.kept_layers import Layer, layer_bytes, read_layer
from commonground.geography.periods import MONTH, Period

MONTHS = (Period("2026-01", MONTH), Period("2026-02", MONTH))
FIGURES = Layer(
    ("E01008881", "E01008882"), MONTHS, ("a, b", "c"),
    np.array([[[1, 2], [np.nan, 4]], [[5, 0.1], [7, 8]]]),
)  # fmt: skip


@given(
    st.lists(st.one_of(st.none(), st.floats(allow_nan=False, allow_infinity=False)),
             min_size=8, max_size=8)
)  # fmt: skip
def test_a_layer_comes_back_as_it_was(figures: list[float | None]) -> None:
    values = np.array([np.nan if one is None else one for one in figures]).reshape(2, 2, 2)
    layer = Layer(FIGURES.codes, MONTHS, FIGURES.measures, values)
    found = read_layer(layer_bytes(layer))
    assert (found.codes, found.periods, found.measures) == (
        layer.codes, layer.periods, layer.measures,
    )  # fmt: skip
    assert np.array_equal(found.values, values, equal_nan=True)
    assert layer_bytes(found) == layer_bytes(layer)


def test_figures_of_one_time_have_no_period() -> None:
    layer = Layer(("E01008881",), (), ("IMD score",), np.array([[[43.5]]]))
    found = read_layer(layer_bytes(layer))
    assert found.periods == ()
    assert found.indicator_on("IMD score", ["E01008881"], {}).values.tolist() == [43.5]


def test_the_latest_period_is_the_indicator() -> None:
    found = FIGURES.indicator_on("c", ["E01008882"], {}).values
    assert found.tolist() == [8]


def test_counts_are_given_for_each_period() -> None:
    found = FIGURES.counts_on("a, b", ["E01008882", "E01008881"])
    assert found.values[0].tolist() == [5, 7]
    assert np.isnan(found.values[1, 1])
    assert (found.without, found.outside) == (0, 0)


def test_a_layer_of_an_area_keeps_its_parts_and_what_they_were_in_2011() -> None:
    codes = ("E01008881", "E01009121", "E01034913", "E01008882")
    layer = Layer(codes, (), ("n",), np.arange(4.0).reshape(4, 1, 1))
    found = layer.within(["E01008881", "E01034914"])
    assert found.codes == ("E01008881", "E01009121")
    assert found.measure("n")[:, 0].tolist() == [0, 1]


def test_some_measures_stand_in_the_order_asked_for() -> None:
    assert FIGURES.only(["c", "a, b"]).values[0, 0].tolist() == [2, 1]


def test_a_measure_that_it_has_not_is_named() -> None:
    with pytest.raises(BadInput, match="The layer has no measure d"):
        FIGURES.measure("d")


def test_figures_are_of_the_shape_that_they_are_said_to_be() -> None:
    with pytest.raises(ValueError, match="expected figures of the shape"):
        Layer(("E01008881",), MONTHS, ("a",), np.zeros((1, 1, 1)))


@pytest.mark.parametrize(
    "content", [b"", b"rubbish", gzip.compress(b"a,b\n"), layer_bytes(FIGURES)[:-9]]
)
def test_what_is_no_layer_is_refused(content: bytes) -> None:
    with pytest.raises(BadInput, match="The kept layer cannot be read"):
        read_layer(content)
