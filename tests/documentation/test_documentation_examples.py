"""The examples worked by hand come out as the pages say, by the code that ranks."""

import numpy as np
import pytest
from markdown_pages import page, rows, sections

from commonground import reference
from commonground.scoring.aggregation import (
    agency_means,
    agency_weights,
    one_agency_one_vote,
    pooled_mean,
    pooled_median,
    two_stage,
)
from commonground.scoring.rules import Rules, load_rules
from commonground.scoring.severity import corrected, severity_effects
from commonground.scoring.terms import whole_totals

PAGE = sections(page("explanation/from-many-scores-to-one.md"))


@pytest.fixture
def rules() -> Rules:
    return load_rules(reference.rules_path("consultation-1"))


def scores_of(cell: str) -> list[float]:
    return [float(score) for score in cell.split(", ")]


def test_the_severity_by_hand_is_what_the_code_finds(rules: Rules) -> None:
    told = rows(PAGE["A severity by hand"])
    given = np.array([scores_of(row[1]) for row in told])[:, :, np.newaxis]
    effects = severity_effects(given, ridge=rules.ridge, sweeps=rules.sweeps)
    assert [row[2] for row in told] == [f"{effect:.4f}" for effect in effects[:, 0]]
    after = corrected(given, ridge=rules.ridge, sweeps=rules.sweeps)
    assert [row[3] for row in told] == [f"{score:.4f}" for score in after[:, 0, 0]]


def test_the_cell_by_hand_is_what_the_code_finds(rules: Rules) -> None:
    told = rows(PAGE["One cell by hand"])
    agencies, averages = told[:4], told[4:]
    people = [(at, score) for at, row in enumerate(agencies) for score in scores_of(row[1])]
    agency_of = np.array([at for at, _ in people], dtype=np.intp)
    values = np.array([score for _, score in people]).reshape(-1, 1, 1)
    means, voters = agency_means(values, agency_of)
    weights = agency_weights(voters)
    shown = [[f"{number:g}" for number in column.ravel()] for column in (means, voters, weights)]
    assert [list(row[2:]) for row in agencies] == [list(row) for row in zip(*shown, strict=True)]
    ways = (two_stage, pooled_mean, pooled_median, one_agency_one_vote)
    found = [round(float(way(values, agency_of, rules)[0, 0]), rules.decimals) for way in ways]
    assert [row[1] for row in averages] == [f"{number:g}" for number in found]


def test_totals_round_as_the_page_says() -> None:
    assert "2.5 becomes 3, and 2.49 becomes 2" in PAGE["A table with steps"]
    assert whole_totals(np.array([2.5, 2.49])).tolist() == [3, 2]


def test_one_of_three_equal_weights_strays_as_far_as_the_page_says(rules: Rules) -> None:
    # a Dirichlet share of mean m and concentration c has the variance m (1 - m) / (c + 1)
    share, concentration = 1 / 3, rules.weight_concentration * 3
    deviation = (share * (1 - share) / (concentration + 1)) ** 0.5 / share
    told = sections(page("explanation/how-sure-we-are.md"))["The idea"]
    assert f"{deviation:.0%}".replace("%", " %") in told
