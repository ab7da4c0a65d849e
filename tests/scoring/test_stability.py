"""What a second round changed, on cubes small enough to work out by hand."""

import numpy as np
import pytest

from commonground import reference
from commonground.scoring.file_tables import parse_toml
from commonground.scoring.loading import method_from
from commonground.scoring.methods import Method
from commonground.scoring.rules import Rules, rules_from
from commonground.scoring.scores import Assessor, Issue, Score, ScoreCube, aligned, make_cube
from commonground.scoring.stability import cell_changes

METHOD = "five-by-five-nrr-2023"
PEOPLE = tuple(Assessor(f"A{n}", f"Agency {n}") for n in range(4))
ISSUES = (Issue("Fly-tipping"), Issue("Knife crime"))


@pytest.fixture
def method() -> Method:
    return method_from(parse_toml(METHOD, reference.method_path(METHOD).read_text("utf-8")))


@pytest.fixture
def rules() -> Rules:
    text = reference.rules_path("consultation-1").read_text("utf-8")
    return rules_from(parse_toml("consultation-1", text))


def cube(method: Method, levels: dict[str, tuple[int | None, ...]]) -> ScoreCube:
    """Return the cube of everybody's level on likelihood, by issue."""
    first = method.criteria[0]
    cells = [
        Score(person.id, issue, first.id, float(first.levels[level].score))
        for issue, some in levels.items()
        for person, level in zip(PEOPLE, some, strict=True)
        if level is not None
    ]
    people = [one for one in PEOPLE if any(cell.assessor == one.id for cell in cells)]
    return make_cube(people, map(Issue, levels), method.criterion_ids, cells)


def test_a_cell_that_came_together_is_told_from_one_that_did_not(
    method: Method, rules: Rules
) -> None:
    first = cube(method, {"Knife crime": (0, 0, 4, 4), "Fly-tipping": (0, 0, 4, 4)})
    second = cube(method, {"Knife crime": (2, 2, 2, 2), "Fly-tipping": (None, None, None, 4)})
    standing = cube(method, {"Knife crime": (2, 2, 2, 2), "Fly-tipping": (0, 0, 4, 4)})

    found = {
        one.issue: one
        for one in cell_changes(method, rules, first, second, standing, 2)
        if one.criterion == method.criterion_ids[0]
    }

    knife, tipping = found["Knife crime"], found["Fly-tipping"]
    assert knife.was_contested
    assert not knife.is_dissent
    assert knife.share_moved == 1
    assert not knife.is_stable
    assert tipping.is_dissent
    assert tipping.share_moved == 0
    assert tipping.is_stable
    assert tipping.median_before == tipping.median_after == 2


def test_only_what_was_asked_again_is_told_of_and_an_unscored_criterion_is_unknown(
    method: Method, rules: Rules
) -> None:
    first = cube(method, {"Knife crime": (0, 0, 4, 4), "Fly-tipping": (1, 1, 1, 1)})
    second = cube(method, {"Knife crime": (1, None, None, None)})

    found = list(cell_changes(method, rules, first, second, first, 2))

    assert {one.issue for one in found} == {"Knife crime"}
    unscored = found[1]
    assert (unscored.median_before, unscored.share_moved) == (None, None)
    assert not unscored.is_stable
    assert not unscored.is_dissent


def test_dissent_is_reported_after_the_last_round_alone(method: Method, rules: Rules) -> None:
    scores = cube(method, {"Knife crime": (0, 0, 4, 4)})

    assert not any(one.is_dissent for one in cell_changes(method, rules, scores, scores, scores, 1))
    assert any(one.is_dissent for one in cell_changes(method, rules, scores, scores, scores, 2))


def test_a_second_round_in_which_nobody_scored_changed_nothing(
    method: Method, rules: Rules
) -> None:
    first = cube(method, {"Knife crime": (0, 0, 4, 4)})

    assert list(cell_changes(method, rules, first, cube(method, {}), first, 2)) == []


def test_scores_are_aligned_by_name_whatever_their_order(method: Method) -> None:
    scores = cube(method, {"Knife crime": (0, 1, 2, 3)})

    found = aligned(scores, [*reversed(PEOPLE), Assessor("New", "New")], ISSUES)

    column = [float(level.score) for level in method.criteria[0].levels[:4]]
    assert found.values[:4, 1, 0].tolist() == column[::-1]
    assert np.isnan(found.values[4]).all()
    assert np.isnan(found.values[:, 0]).all()


def test_where_two_rounds_share_no_issue_nothing_is_aligned(method: Method) -> None:
    scores = cube(method, {"Knife crime": (0, 1, 2, 3)})

    found = aligned(scores, scores.assessors, [Issue("Fly-tipping")])

    assert found.values.shape == (len(scores.assessors), 1, len(scores.criteria))
    assert np.isnan(found.values).all()
