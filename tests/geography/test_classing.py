"""Values fall into the classes of a legend that everybody can check against the table."""

import itertools

import birmingham
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonground.errors import BadInput
from commonground.geography.classing import Classes, Classing, classes, worded_classes

NAN = float("nan")
whole_numbers = st.lists(st.integers(0, 60), min_size=1, max_size=40)
EVERY_CLASSING = pytest.mark.parametrize("classing", Classing)


@pytest.mark.parametrize(
    ("classing", "labels", "counts"),
    [
        (Classing.QUANTILE, ("0 to 1", "2 to 4", "5 to 30"), [3, 2, 2]),
        (Classing.EQUAL, ("0 to 10", "11 to 20", "21 to 30"), [5, 1, 1]),
        (Classing.NATURAL, ("0 to 4", "5 to 20", "21 to 30"), [5, 1, 1]),
    ],
)
def test_each_classing_has_its_own_bounds(
    classing: Classing, labels: tuple[str, ...], counts: list[int]
) -> None:
    found = classes([0, 1, 1, 2, 4, 20, 30], 3, classing)

    assert (found.labels, found.counts.tolist()) == (labels, counts)


def test_an_area_without_a_value_is_in_no_class() -> None:
    found = classes([1, NAN, 5], 2, Classing.EQUAL)

    assert found.of_area.tolist() == [0, -1, 1]
    assert found.without == 1


@EVERY_CLASSING
def test_where_nobody_has_a_value_there_is_no_class(classing: Classing) -> None:
    found = classes([NAN, NAN], 5, classing)

    assert (len(found), found.labels, found.of_area.tolist()) == (0, (), [-1, -1])


@EVERY_CLASSING
def test_values_that_are_all_alike_are_one_class(classing: Classing) -> None:
    assert classes([3, 3, 3], 5, classing).labels == ("3",)
    assert classes([0.25, 0.25], 5, classing).labels == ("0.25",)


def test_areas_without_an_incident_are_a_class_of_their_own_where_they_are_many() -> None:
    found = classes([0] * 6 + [1, 2, 3, 4], 5, Classing.QUANTILE)

    assert found.labels == ("0", "1 to 2", "3 to 4")
    assert found.counts.tolist() == [6, 2, 2]


@pytest.mark.parametrize(
    ("values", "labels"),
    [
        ([0.0, 0.125, 0.25], ("0.00 to 0.12", "0.12 to 0.25")),
        ([10.5, 1234.5, 2345.5], ("10 to 1,178", "1,178 to 2,346")),
        ([1.5, 8.5, 15.5], ("1.5 to 8.5", "8.5 to 15.5")),
    ],
)
def test_a_legend_has_as_many_places_as_tell_its_bounds_apart(
    values: list[float], labels: tuple[str, ...]
) -> None:
    assert classes(values, 2, Classing.EQUAL).labels == labels


def test_an_infinite_value_is_refused() -> None:
    with pytest.raises(BadInput, match="infinite"):
        classes([1, float("inf")], 3, Classing.EQUAL)


def test_classes_of_words_keep_their_order() -> None:
    found = worded_classes(["emerging", None, "none"], ["none", "emerging", "persistent"])

    assert found.labels == ("none", "emerging", "persistent")
    assert found.of_area.tolist() == [1, -1, 0]
    assert found.counts.tolist() == [1, 1, 0]
    assert found.classing is None


@settings(max_examples=30, deadline=None)
@given(whole_numbers, st.integers(2, 7), st.sampled_from(Classing))
def test_every_value_lies_in_the_range_that_its_label_says(
    values: list[int], number: int, classing: Classing
) -> None:
    found = classes(values, number, classing)

    assert 1 <= len(found) <= number
    for value, place in zip(values, found.of_area, strict=True):
        low, _, high = found.labels[place].partition(" to ")
        assert int(low) <= value <= int(high or low)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(0, 30), min_size=1, max_size=9), st.integers(2, 4))
def test_natural_breaks_are_the_best_there_are(values: list[int], number: int) -> None:
    found = classes(values, number, Classing.NATURAL)

    distinct = sorted(set(values))
    tops = itertools.combinations(distinct[:-1], min(number, len(distinct)) - 1)
    best = min(_spread(values, [*chosen, distinct[-1]]) for chosen in tops)
    assert _spread(values, found.bounds[1:].tolist()) == pytest.approx(best)


def _spread(values: list[int], tops: list[int]) -> float:
    """Return the squared deviations within classes of these highest values."""
    places = np.searchsorted(tops, values)
    groups = [np.array(values)[places == place] for place in range(len(tops))]
    return float(sum(np.sum((group - group.mean()) ** 2) for group in groups if group.size))


def test_birminghams_natural_breaks_fit_better_than_quantiles_or_equal_steps() -> None:
    counts = birmingham.in_the_year("incidents")

    spreads = {
        classing: _spread(counts.tolist(), classes(counts, 5, classing).bounds[1:].tolist())
        for classing in Classing
    }

    assert min(spreads, key=lambda classing: spreads[classing]) is Classing.NATURAL
    assert isinstance(classes(counts, 5, Classing.QUANTILE), Classes)
    sizes = classes(counts, 5, Classing.QUANTILE).counts
    assert sizes.max() - sizes.min() <= 5
