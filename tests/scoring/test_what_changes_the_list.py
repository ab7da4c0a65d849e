"""What would change the list: each claim against a plain recomputation."""

import math
from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest
from consultations import (
    deck_method,
    invented_cube,
    local_method,
    rank,
    shipped_rules,
    small_method,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from commonground.scoring.aggregation import ALTERNATIVES, default_cells
from commonground.scoring.arithmetic import SheetRow, lookup_gap, score_sheet
from commonground.scoring.expressions import parse_expression
from commonground.scoring.levels import level_position, score_at
from commonground.scoring.methods import Combine, Criterion, Group, Method, Switch
from commonground.scoring.scores import ScoreCube
from commonground.scoring.sensitivity import switched
from commonground.scoring.sheets import Sheet, publish
from commonground.scoring.whatif import Flip, dominance, flips

NAN = float("nan")
seeds = st.integers(0, 10_000)
quick = settings(max_examples=8, deadline=None)


def sheet_of(method: Method, cube: ScoreCube) -> Sheet:
    cells = default_cells(cube.values, cube.agency_of, shipped_rules())
    return publish(method, [issue.name for issue in cube.issues], cells, shipped_rules())


def level_moved(criterion: Criterion, score: Decimal, levels: int) -> Decimal:
    """Return the score a level higher or lower, to four decimals half up."""
    scale = [float(entry) for entry in criterion.scale]
    moved = score_at(level_position(float(score), scale) + levels, scale)
    return Decimal(math.floor(float(moved) * 10**4 + 0.5)).scaleb(-4)


@pytest.mark.parametrize("method", [small_method(), local_method()], ids=["small", "local"])
@given(seed=seeds, top=st.integers(1, 5))
@quick
def test_a_flip_is_a_level_that_carries_its_issue_across_the_cut(
    method: Method, seed: int, top: int
) -> None:
    published = sheet_of(method, invented_cube(method, seed, issues=6, share=0.5))
    rows = [row for row in published.rows if row]

    found = {
        (flip.issue, flip.criterion, flip.levels): flip
        for flip in flips(method, published, shipped_rules(), top)
    }

    for place, row in enumerate(rows):
        for at, criterion in enumerate(method.criteria):
            for levels in (1, -1):
                score = level_moved(criterion, row.scores[at], levels)
                scores = (*row.scores[:at], score, *row.scores[at + 1 :])
                moved = [SheetRow(other.issue, other.scores) for other in rows]
                moved[place] = SheetRow(row.issue, scores)
                rank_if = score_sheet(method, moved)[place].ranks[published.ranking]
                rank_now = row.ranks[published.ranking]
                flip = found.pop((row.issue, criterion.id, levels), None)
                crosses = (rank_if <= top) != (rank_now <= top)
                assert (flip is not None) == (crosses and score != row.scores[at])
                if flip is not None:
                    assert flip == Flip(
                        row.issue, criterion.id, levels, row.scores[at], score, rank_now, rank_if
                    )
    assert not found


def test_a_move_to_an_unknown_factor_is_left_out() -> None:
    method = deck_method()
    cube = invented_cube(method, 4, issues=4)
    values = cube.values.copy()
    values[..., -2:] = [0, 1]
    published = sheet_of(method, replace(cube, values=values))

    moved = list(flips(method, published, shipped_rules(), 2))

    assert all(row is None or lookup_gap(method, row.scores) is None for row in published.rows)
    assert not {(flip.criterion, flip.levels) for flip in moved} & {
        ("capacity", 1),
        ("capability", 1),
    }


@pytest.mark.parametrize("method", [small_method(), local_method()], ids=["small", "local"])
@given(seed=seeds)
@quick
def test_no_weights_lift_an_issue_over_one_that_dominates_it(method: Method, seed: int) -> None:
    published = sheet_of(method, invented_cube(method, seed, issues=12, share=0.4))
    rows = [row for row in published.rows if row]
    found = dominance(method, published)
    assert found is not None
    random = np.random.default_rng(seed)
    never = np.ones((12, 12), dtype=bool)
    for _ in range(40):
        groups = tuple(
            reweighted(group, random) if group.id in ("total_harm", "total_likelihood") else group
            for group in method.groups
        )
        other = score_sheet(
            replace(method, groups=groups), [SheetRow(row.issue, row.scores) for row in rows]
        )
        values = [row.figures[method.primary.output] for row in other]
        never &= np.array([[low <= high for high in values] for low in values])
    # whoever dominates is never below, by any of forty sets of weights
    assert (found.dominated_by <= never.sum(axis=1) - 1).all()
    assert (found.dominates <= never.sum(axis=0) - 1).all()
    assert found.dominated_by.sum() == found.dominates.sum()


def reweighted(group: Group, random: np.random.Generator) -> Group:
    """Return a sum with other weights on its criteria."""
    drawn = random.exponential(1, len(group.criteria)).tolist()
    criteria = tuple(
        replace(criterion, weight=Decimal(f"{weight:.3f}"))
        for criterion, weight in zip(group.criteria, drawn, strict=True)
    )
    return replace(group, combine=Combine.WEIGHTED_SUM, criteria=criteria)


def test_equal_issues_do_not_dominate_each_other_and_a_higher_one_does() -> None:
    method = small_method()
    low, high = (
        [criterion.scale[0] for criterion in method.criteria],
        [criterion.scale[-1] for criterion in method.criteria],
    )
    cells = np.array([low, low, high, [NAN] * 7], dtype=float)
    published = publish(method, ["a", "b", "c", "d"], cells, shipped_rules())

    found = dominance(method, published)

    assert found is not None
    assert found.dominated_by.tolist() == [1, 1, 0, 0]
    assert found.dominates.tolist() == [0, 0, 2, 0]


def test_where_a_method_subtracts_dominance_is_not_claimed() -> None:
    method = small_method()
    less = replace(method.outputs[0], expression=parse_expression("total_harm - standing"))
    subtracting = replace(method, outputs=(less, *method.outputs[1:]))

    assert dominance(subtracting, sheet_of(subtracting, invented_cube(subtracting, 1))) is None
    found = rank(subtracting, invented_cube(subtracting, 1))
    assert {(entry.dominated_by, entry.dominates) for entry in found.issues} == {(None, None)}


def test_dominance_counts_are_shown_with_each_issue() -> None:
    cube = invented_cube(small_method(), 3, issues=12, share=0.4)
    counted = dominance(small_method(), sheet_of(small_method(), cube))
    assert counted is not None

    found = rank(small_method(), cube)

    shown = {entry.issue: (entry.dominated_by, entry.dominates) for entry in found.issues}
    assert [shown[issue.name] for issue in cube.issues] == list(
        zip(counted.dominated_by.tolist(), counted.dominates.tolist(), strict=True)
    )


@given(seed=seeds)
@quick
def test_leaving_an_agency_out_is_ranking_the_file_without_its_rows(seed: int) -> None:
    method = small_method()
    cube = invented_cube(method, seed, agencies=(2, 2, 1, 1), share=0.6)
    values = cube.values.copy()
    values[2:, 0] = NAN  # agency 0 alone scored the first issue
    whole = replace(cube, values=values)

    found = rank(method, whole, top=3)

    shortlist = {entry.issue for entry in found.issues if entry.in_shortlist}
    for agency, without in zip(whole.agencies, found.without_each_agency, strict=True):
        kept = [at for at, person in enumerate(whole.assessors) if person.agency != agency]
        left = sheet_of(
            method,
            ScoreCube(
                tuple(whole.assessors[at] for at in kept),
                whole.issues,
                whole.criteria,
                whole.values[kept],
            ),
        )
        assert (without.id, without.label) == (agency, f"Without {agency}")
        assert without.ranks == left.ranks()
        on = {
            issue.name
            for issue, place in zip(whole.issues, left.ranks(), strict=True)
            if place is not None and place <= 3
        }
        assert without.same == len(shortlist & on)
        assert set(without.enters) == on - shortlist
        assert set(without.leaves) == shortlist - on
    assert found.without_each_agency[0].ranks[0] is None


def test_other_averages_are_shown_beside_the_default() -> None:
    method, rules = small_method(), shipped_rules()
    cube = invented_cube(method, 9)
    names = [issue.name for issue in cube.issues]

    found = rank(method, cube)

    assert [variant.label for variant in found.other_averages] == [
        "Pooled mean",
        "Pooled median",
        "One agency one vote",
    ]
    for variant in found.other_averages:
        cells = ALTERNATIVES[variant.id](cube.values, cube.agency_of, rules)
        assert variant.ranks == publish(method, names, cells, rules).ranks()


def test_each_switch_is_the_published_cells_counted_the_other_way() -> None:
    cube = invented_cube(local_method(), 21, issues=9, share=0.5)
    published = sheet_of(local_method(), cube)
    factors = ["0.6", "0.6", "0.7", "0.8", "0.9", "1.0", "2.0"]

    values: dict[str, list[Decimal]] = {"": [], "risk": [], "confidence": [], "added": []}
    for row in published.rows:
        assert row is not None
        *harms, frequency, volume, confidence, capacity, capability = row.scores
        harm = sum(harms, Decimal(0))
        factor = Decimal(factors[int(capacity + capability + Decimal("0.5"))])
        values["risk"].append(harm * (frequency + volume + confidence))
        values["confidence"].append(harm * (frequency + volume) * factor)
        values["added"].append((harm + frequency + volume + confidence) * factor)

    found = {variant.id: variant.ranks for variant in rank(local_method(), cube).other_methods}

    for switch, name in (
        ("without_organisational_position", "risk"),
        ("without_confidence", "confidence"),
        ("harm_plus_likelihood", "added"),
    ):
        places = [1 + sum(other > value for other in values[name]) for value in values[name]]
        assert list(found[switch]) == places


def test_a_switch_may_name_a_criterion_and_skips_what_is_not_ranked() -> None:
    method = small_method()
    cells = np.array([[4, 0, 1, 1, 0, 0, 0], [NAN] * 7, [1, 1, 2, 2, 0, 4, 1]], dtype=float)
    published = publish(method, ["a", "b", "c"], cells, shipped_rules())
    switch = Switch("s", "S", parse_expression("individual"))

    assert switched(method, published, switch).ranks() == (1, None, 2)
    assert published.ranks() == (2, None, 1)


def test_a_switch_may_leave_a_whole_sum_out() -> None:
    method = small_method()
    cells = np.array([[4, 0, 1, 1, 0, 0, 0], [1, 1, 2, 2, 0, 4, 0]], dtype=float)
    published = publish(method, ["a", "b"], cells, shipped_rules())
    switch = Switch("s", "S", None, ("individual", "community"))

    # standing alone is left: 0 and 4
    assert switched(method, published, switch).ranks() == (2, 1)
