"""Gi*, local Moran and Moran's I equal PySAL's, and what is called hot survives the correction."""

from functools import cache

import birmingham
import numpy as np
import pytest
from esda.getisord import G_Local
from esda.moran import Moran as TheirMoran
from esda.moran import Moran_Local
from hypothesis import given, settings
from hypothesis import strategies as st
from libpysal.weights import W
from scipy import stats

from commonground.errors import BadInput
from commonground.geography.hotspots import (
    Quarter,
    benjamini_hochberg,
    getis_ord,
    local_moran,
    moran,
)
from commonground.geography.neighbours import Neighbours, neighbours_of_pairs

RATE = 0.05
NAN = float("nan")
KINDS = pytest.mark.parametrize("kind", ["incidents", "robbery"])


@cache
def weights() -> W:
    return _weights(birmingham.neighbours())


def _weights(neighbours: Neighbours) -> W:
    return W(
        {place: neighbours.of(place).tolist() for place in range(len(neighbours))},
        silence_warnings=True,
    )


def line(areas: int) -> Neighbours:
    return neighbours_of_pairs([[place, place + 1] for place in range(areas - 1)], areas)


@KINDS
def test_gi_star_equals_pysals_on_birmingham(kind: str) -> None:
    counts = birmingham.in_the_year(kind)

    found = getis_ord(counts, birmingham.neighbours(), RATE)

    theirs = G_Local(counts, weights(), transform="B", permutations=0, star=True)
    assert np.abs(found.z - theirs.Zs).max() < 1e-9
    assert np.abs(found.p - 2 * theirs.p_norm).max() < 1e-9


@KINDS
def test_local_moran_equals_pysals_on_birmingham(kind: str) -> None:
    counts = birmingham.in_the_year(kind)

    found = local_moran(counts, birmingham.neighbours(), RATE)

    theirs = Moran_Local(counts, weights(), transformation="r", permutations=0)
    z = (theirs.Is - theirs.EIc) / np.sqrt(theirs.VIc)
    assert np.abs(found.i - theirs.Is).max() < 1e-9
    assert np.abs(found.z - z).max() < 1e-9
    assert found.p == pytest.approx(2 * stats.norm.sf(np.abs(z)), abs=1e-9)
    quarters = list(Quarter)
    assert [quarters.index(one) + 1 for one in found.quarters if one] == theirs.q.tolist()


@KINDS
def test_morans_i_equals_pysals_on_birmingham(kind: str) -> None:
    counts = birmingham.in_the_year(kind)

    found = moran(counts, birmingham.neighbours())

    theirs = TheirMoran(counts, weights(), transformation="r", permutations=0)
    assert (found.i, found.expected) == pytest.approx((theirs.I, theirs.EI), abs=1e-9)
    assert (found.z, found.p) == pytest.approx((theirs.z_rand, theirs.p_rand), abs=1e-9)


def test_birminghams_check_figures_are_met() -> None:
    # the notes on the data: April 2025 to March 2026, all categories
    counts = birmingham.in_the_year("incidents")

    found = getis_ord(counts, birmingham.neighbours(), RATE)

    names = np.array(birmingham.boundaries().names)[np.argsort(-found.z)[:5]]
    cells = [name.removeprefix("Birmingham ") for name in names]
    assert cells == ["050F", "138A", "050E", "138D", "135C"]
    assert (int(np.sum(found.z > 1.96)), int(found.hot.sum())) == (23, 14)
    assert found.tested == 659
    assert round(moran(counts, birmingham.neighbours()).i, 3) == 0.284


def test_an_area_without_a_count_is_left_out_also_as_a_neighbour() -> None:
    counts = birmingham.in_the_year("robbery").copy()
    gap = int(np.argmax(counts))
    counts[gap] = NAN
    kept = ~np.isnan(counts)
    rest = birmingham.neighbours().only(kept)

    for analyse in (getis_ord, local_moran):
        whole, part = (
            analyse(counts, birmingham.neighbours(), RATE),
            analyse(counts[kept], rest, RATE),
        )
        assert np.isnan(whole.z[gap])
        assert whole.z[kept] == pytest.approx(part.z)
    assert local_moran(counts, birmingham.neighbours(), RATE).quarters[gap] is None
    assert moran(counts, birmingham.neighbours()) == moran(counts[kept], rest)


def test_an_island_has_a_gi_star_of_its_own_and_no_local_moran() -> None:
    with_island = neighbours_of_pairs([[0, 1], [1, 2], [2, 3]], 5)
    counts = [1.0, 2.0, 3.0, 4.0, 90.0]

    found = local_moran(counts, with_island, RATE)

    alone = (90 - np.mean(counts)) / np.std(counts)
    assert getis_ord(counts, with_island, RATE).z[4] == pytest.approx(alone)
    assert found.i[4] == 0
    assert np.isnan(found.z[4])
    assert not np.isnan(moran(counts, with_island).i)


@pytest.mark.parametrize(
    "counts", [[], [NAN] * 4, [5.0], [5.0] * 6, [0.0] * 6, [1.0, 2.0], [NAN, 1.0, 2.0, NAN, NAN]]
)
def test_where_nothing_can_be_said_nothing_is(counts: list[float]) -> None:
    around = line(len(counts))

    spots, local, whole = (
        getis_ord(counts, around, RATE),
        local_moran(counts, around, RATE),
        moran(counts, around),
    )

    assert np.isnan(spots.z).all()
    assert np.isnan(local.z).all()
    assert not spots.hot.any()
    assert not local.significant.any()
    assert np.isnan([whole.i, whole.expected, whole.z, whole.p]).all()


def test_whoever_borders_on_everybody_cannot_stand_out() -> None:
    everybody = neighbours_of_pairs([[0, 1], [0, 2], [1, 2]], 3)

    assert np.isnan(getis_ord([1, 2, 30], everybody, RATE).z).all()


def test_without_neighbours_there_is_no_pattern() -> None:
    assert np.isnan(moran([1, 2, 3, 4, 5], neighbours_of_pairs([], 5)).i)


def test_where_randomisation_cannot_change_it_morans_i_has_no_z() -> None:
    everybody = neighbours_of_pairs([[0, 1], [0, 2], [0, 3], [1, 2], [1, 3], [2, 3]], 4)

    found = moran([1, 2, 3, 5], everybody)

    assert found.i == pytest.approx(found.expected)
    assert np.isnan(found.z)


def test_a_cold_area_is_told_from_a_hot_one() -> None:
    counts = [100.0] * 20 + [0.0] * 20

    found = getis_ord(counts, line(40), 0.3)

    assert found.hot[:20].any()
    assert not found.hot[20:].any()
    assert found.cold[20:].any()
    assert not found.cold[:20].any()


@settings(max_examples=30, deadline=None)
@given(st.lists(st.floats(0, 1), min_size=1, max_size=40), st.sampled_from([0.01, 0.05, 0.2]))
def test_benjamini_hochberg_equals_scipys(p: list[float], rate: float) -> None:
    adjusted = stats.false_discovery_control(p)
    clear = np.abs(adjusted - rate) > 1e-12

    assert (benjamini_hochberg(np.array(p), rate) == (adjusted <= rate))[clear].all()


def test_counts_of_another_number_of_areas_are_refused() -> None:
    with pytest.raises(BadInput, match=r"Expected counts for each of 3 areas; found 2\."):
        getis_ord([1, 2], line(3), RATE)


@settings(max_examples=30, deadline=None)
@given(st.permutations(range(12)), st.lists(st.integers(0, 99), min_size=12, max_size=12))
def test_the_order_of_areas_changes_nothing(order: list[int], counts: list[int]) -> None:
    place = np.argsort(order)
    pairs = np.column_stack((line(12).rows, line(12).others))
    values = np.array(counts, dtype=float)

    one = getis_ord(values, line(12), RATE)
    other = getis_ord(values[order], neighbours_of_pairs(place[pairs], 12), RATE)

    assert other.z == pytest.approx(one.z[order], nan_ok=True, abs=1e-9)
