"""Emerging places follow sfhotspot's published rule, and gaps are neither hot nor cold."""

from pathlib import Path

import birmingham
import numpy as np
import pytest
from numpy.typing import NDArray

from commonground.errors import BadInput
from commonground.geography.analysis_rules import AnalysisRules, load_analysis_rules
from commonground.geography.emerging import Pattern, emerging_patterns
from commonground.geography.neighbours import Neighbours, neighbours_of_pairs
from commonground.reference import places_analysis_path

NAN = float("nan")
RULES = load_analysis_rules(places_analysis_path())
AREAS = 60
RING = neighbours_of_pairs([[place, (place + 1) % AREAS] for place in range(AREAS)], AREAS)


def periods(hot_in: str) -> NDArray[np.float64]:
    """Return counts in which area 10 and its neighbours are hot where the text has an H.

    A dot is a period without a hot spot, a gap a period without any count.
    """
    counts = np.ones((len(hot_in), AREAS))
    counts[:, ::2] += 1
    for period, mark in enumerate(hot_in):
        if mark == "H":
            counts[period, 9:12] = 50
        elif mark == " ":
            counts[period] = NAN
    return counts


@pytest.mark.parametrize(
    ("hot_in", "pattern"),
    [
        ("HHHHHHHHHH", Pattern.PERSISTENT),
        ("HHHHHHHH..", Pattern.PERSISTENT),  # 0.8 of periods, before "former" is asked
        (".HHHHHHH.H", Pattern.PERSISTENT),
        (".........H", Pattern.EMERGING),
        ("........HH", Pattern.EMERGING),
        ("H.......HH", Pattern.INTERMITTENT),  # an eighth of the older periods
        ("HHHH......", Pattern.FORMER),
        ("...H......", Pattern.FORMER),
        ("H.H.H.H.H.", Pattern.INTERMITTENT),
        ("..........", Pattern.NONE),
        (".H", Pattern.EMERGING),
        ("H.", Pattern.FORMER),
        ("........ HH", Pattern.EMERGING),
        ("HHHH H H H H ", Pattern.PERSISTENT),
        ("H.........  ", Pattern.FORMER),
    ],
)
def test_each_pattern_is_by_the_rule(hot_in: str, pattern: Pattern) -> None:
    found = emerging_patterns(periods(hot_in), RING, RULES.emerging)

    assert found.patterns[10] is pattern
    assert found.patterns[40] is Pattern.NONE
    assert found.hot[:, 10].tolist() == [mark == "H" for mark in hot_in]
    assert found.known.tolist() == [mark != " " for mark in hot_in]


def test_the_share_is_of_the_periods_that_are_known() -> None:
    counts = periods("HHHH......")
    counts[2:6, 10] = NAN

    found = emerging_patterns(counts, RING, RULES.emerging)

    assert found.share[10] == pytest.approx(2 / 6)
    assert found.recent == 2


def test_an_area_unknown_in_all_recent_periods_has_no_pattern() -> None:
    counts = periods("HHHH......")
    counts[8:, 10] = NAN

    assert emerging_patterns(counts, RING, RULES.emerging).patterns[10] is None


def test_birminghams_centre_is_persistent_and_partial_months_are_left_out() -> None:
    counts = birmingham.by_month("incidents").copy()
    partial = np.isin(birmingham.months(), list(birmingham.PARTIAL))
    counts[partial] = NAN

    found = emerging_patterns(counts, birmingham.neighbours(), RULES.emerging)

    names = dict(zip(birmingham.boundaries().names, found.patterns, strict=True))
    assert names["Birmingham 138A"] is Pattern.PERSISTENT
    assert int(found.known.sum()) == 28
    assert found.recent == 5
    # docs/explanation/places.md prints these
    assert found.patterns.count(Pattern.PERSISTENT) == 14
    assert found.patterns.count(Pattern.EMERGING) == 3
    assert found.patterns.count(Pattern.NONE) == 642


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        (np.ones(AREAS), "Expected counts by period and area."),
        (np.ones((1, AREAS)), "at least two periods with counts; found 1."),
        (np.full((5, AREAS), NAN), "at least two periods with counts; found 0."),
    ],
)
def test_too_little_is_refused(counts: NDArray[np.float64], said: str) -> None:
    with pytest.raises(BadInput, match=said):
        emerging_patterns(counts, RING, RULES.emerging)


# the numbers


def test_the_shipped_numbers_are_those_of_their_sources() -> None:
    rule = RULES.emerging

    assert (rule.persistent_share, rule.recent_share, rule.critical_p) == (0.8, 0.2, 0.05)
    assert (rule.hotspot_share, rule.emerging_share_of_recent) == (0.1, 0.2)
    assert RULES.false_discovery_rate == 0.05
    assert RULES.concentration_shares == (0.25, 0.5)
    assert (RULES.rate_per, RULES.fewest_months, RULES.map_classes) == (1000, 24, 5)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("format = 1", "format = 2", "key format: expected 1"),
        ("recent_share = 0.2", "recent_share = 2", "key recent_share: expected a number"),
        ("classes = 5", "classes = 9", "key classes: expected a whole number from 2 to 7"),
        ('source = "Ben', 'sources = "Ben', "table [hotspots], key source"),
    ],
)
def test_a_number_that_cannot_be_is_refused(tmp_path: Path, old: str, new: str, said: str) -> None:
    text = places_analysis_path().read_text(encoding="utf-8")
    path = tmp_path / "own.toml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")

    with pytest.raises(BadInput) as refusal:
        load_analysis_rules(path)

    assert said in str(refusal.value)
    assert isinstance(RULES, AnalysisRules)
    assert isinstance(RING, Neighbours)
