"""Suggestions are areas that border on each other, each with its figures, and nobody's yet."""

import gzip

import birmingham
import numpy as np

from commonground import reference
from commonground.geography.analysis_rules import load_analysis_rules
from commonground.geography.cubes import Cube, read_cube
from commonground.geography.looking import ASB, Look, last_months, look
from commonground.geography.suggesting_places import Ground, suggested

RULES = load_analysis_rules(reference.places_analysis_path())
CUBE: Cube = read_cube(
    gzip.decompress(reference.demo_place_path("birmingham.cube.gz").read_bytes())
)
NEAR = birmingham.neighbours()


def a_look(months: int = 12, *, asb: bool = True) -> Look:
    categories = [one for one in CUBE.categories if asb or one != ASB]
    return look(CUBE, last_months(CUBE.facts, months), categories, RULES, neighbours=NEAR)


def test_the_city_centre_is_one_suggestion_and_the_first() -> None:
    found = suggested(CUBE, a_look(), NEAR, 0.25)
    first = found[0]
    assert first.ground is Ground.HOT
    assert {"Birmingham 050F", "Birmingham 138A", "Birmingham 050E"} <= set(first.names)
    assert first.names[0] == "Birmingham 138A"
    assert "14 persistent" in first.why
    assert first.incidents == sum(
        int(CUBE.totals(a_look().period.months, CUBE.categories)[CUBE.areas.index(code)])
        for code in first.areas
    )


def test_no_area_is_suggested_twice_and_each_borders_on_its_own() -> None:
    found = suggested(CUBE, a_look(), NEAR, 0.25)
    areas = [code for one in found for code in one.areas]
    assert len(areas) == len(set(areas))
    for one in found:
        places = {CUBE.areas.index(code) for code in one.areas}
        for at in places:
            assert len(places) == 1 or places & set(NEAR.of(at).tolist())


def test_all_that_are_hot_and_all_that_hold_a_quarter_are_in_some_suggestion() -> None:
    seen = a_look()
    areas = {code for one in suggested(CUBE, seen, NEAR, 0.25) for code in one.areas}
    assert seen.spots is not None
    hot = {CUBE.areas[at] for at in np.flatnonzero(seen.spots.hot)}
    assert hot <= areas
    fewest = int(np.ceil(seen.concentration.share_holding(0.25) * len(CUBE.areas) - 1e-9))
    top = np.argsort(-seen.totals, kind="stable")[:fewest]
    assert {CUBE.areas[at] for at in top} <= areas


def test_another_period_or_other_categories_make_another_key() -> None:
    keys = [
        {one.key for one in suggested(CUBE, seen, NEAR, 0.25)}
        for seen in (a_look(), a_look(6), a_look(asb=False))
    ]
    assert not keys[0] & keys[1]
    assert not keys[0] & keys[2]
    assert keys[0] == {one.key for one in suggested(CUBE, a_look(), NEAR, 0.25)}


def test_where_nothing_happened_nothing_is_suggested() -> None:
    empty = Cube(CUBE.facts, np.zeros_like(CUBE.counts))
    seen = look(empty, last_months(CUBE.facts, 12), CUBE.categories, RULES, neighbours=NEAR)
    assert suggested(empty, seen, NEAR, 0.25) == []
