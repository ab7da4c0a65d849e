"""The invented pilot is the size of Birmingham's, and its scores are what a method can read."""

from collections import Counter, defaultdict

import numpy as np
import pytest

from commonground.demo.opinions import _bell
from commonground.demo.pilot import Pilot, make_pilot
from commonground.demo.plan import read_plan
from commonground.errors import BadInput

NAMED_IN_THE_DECK = {
    "Neighbour ASB",
    "Protests",
    "New psychoactive substances",
    "On-line grooming",
    "Shoplifting",
    "Dwelling Burglary",
    "Aggravated Burglary",
    "Modern Slavery",
    "CSE",
}


@pytest.fixture(scope="module")
def pilot() -> Pilot:
    return make_pilot()


def issues_of(pilot: Pilot) -> dict[str, set[str]]:
    """Return the issues that each assessor scored."""
    held = defaultdict(set)
    for score in pilot.scores:
        held[score.assessor].add(score.issue)
    return held


def test_it_has_the_pilots_106_issues_in_11_themes(pilot: Pilot) -> None:
    themes = {issue.theme for issue in pilot.issues}

    assert len({issue.name.casefold() for issue in pilot.issues}) == len(pilot.issues) == 106
    assert len(themes) == 11
    assert {"Cybercrime", "Youth", "Violence"} <= themes


def test_it_holds_every_issue_that_the_deck_names(pilot: Pilot) -> None:
    assert {issue.name for issue in pilot.issues} >= NAMED_IN_THE_DECK


def test_every_issue_has_one_sentence_of_description_and_a_source(pilot: Pilot) -> None:
    for issue in pilot.issues:
        assert issue.description.endswith(".")
        assert issue.description.count(". ") == 0
        assert issue.source in {"previous assessment", "horizon scan", "meeting"}


def test_it_has_156_assessors_of_whom_74_attended_and_82_were_canvassed(pilot: Pilot) -> None:
    ways = Counter(person.way for person in pilot.people)

    assert ways == {"meeting": 74, "remote": 82}
    assert len({person.id for person in pilot.people}) == 156


def test_its_27_agencies_are_of_very_unequal_size(pilot: Pilot) -> None:
    sizes = Counter(person.agency for person in pilot.people)

    assert len(sizes) == len(pilot.agencies) == 27
    assert sizes.most_common(4) == [
        ("Larkenmere Police", 34),
        ("Larkenmere City Council", 18),
        ("Larkenmere Health NHS Trust", 13),
        ("Larkenmere Probation", 10),
    ]
    assert min(sizes.values()) == 1


def test_every_theme_that_an_agency_knows_is_a_theme_of_the_list(pilot: Pilot) -> None:
    themes = {issue.theme for issue in pilot.issues}

    assert all(set(agency.themes) <= themes for agency in pilot.agencies)


def test_every_score_is_on_its_criterions_scale(pilot: Pilot) -> None:
    scale = {
        criterion.id: set(map(float, criterion.scale)) for criterion in read_plan().method.criteria
    }

    assert all(score.value in scale[score.criterion] for score in pilot.scores)


def test_nobody_scores_the_same_criterion_of_an_issue_twice(pilot: Pilot) -> None:
    keys = {(score.assessor, score.issue, score.criterion) for score in pilot.scores}

    assert len(keys) == len(pilot.scores)


def test_every_assessor_scores_only_part_of_the_list(pilot: Pilot) -> None:
    counts = [len(issues) for issues in issues_of(pilot).values()]

    assert len(counts) == 156
    assert min(counts) >= 20
    assert max(counts) <= 45


def test_some_criteria_are_left_unsaid(pilot: Pilot) -> None:
    asked = sum(map(len, issues_of(pilot).values())) * len(read_plan().method.criteria)

    assert 0.94 < len(pilot.scores) / asked < 0.99


def test_nearly_everybody_scores_the_linking_issues(pilot: Pilot) -> None:
    scored_by = Counter(issue for issues in issues_of(pilot).values() for issue in issues)
    linking = [issue for issue in pilot.issues if issue.scored_by_all]

    assert len(linking) >= 10
    assert min(scored_by[issue.name] for issue in linking) >= 140


@pytest.mark.parametrize("seed", [2015, 1, 2])
def test_every_issue_is_scored_by_people_of_at_least_twelve_agencies(seed: int) -> None:
    pilot = make_pilot(seed)
    agency = {person.id: person.agency for person in pilot.people}
    heard = defaultdict(set)
    for who, issues in issues_of(pilot).items():
        for issue in issues:
            heard[issue].add(agency[who])

    assert len(heard) == 106
    assert min(map(len, heard.values())) >= 12


def test_harm_to_children_scores_above_litter(pilot: Pilot) -> None:
    points: dict[str, list[float]] = defaultdict(list)
    for score in pilot.scores:
        if score.criterion == "individual":
            points[score.issue].append(score.value)

    assert np.mean(points["CSE"]) > np.mean(points["Shoplifting"]) > np.mean(points["Litter"])


def test_the_same_seed_makes_the_same_pilot(pilot: Pilot) -> None:
    assert make_pilot() == make_pilot(2015) == pilot


def test_another_seed_changes_the_scores_and_keeps_the_issues_and_people(pilot: Pilot) -> None:
    other = make_pilot(7)

    assert (other.issues, other.people) == (pilot.issues, pilot.people)
    assert other.scores != pilot.scores
    assert other.remarks != pilot.remarks


def test_a_seed_below_nought_is_refused_in_a_sentence() -> None:
    with pytest.raises(BadInput, match="expected a whole number from 0 up; found -1"):
        make_pilot(-1)


def test_the_draws_are_the_same_whole_numbers_on_every_machine() -> None:
    drawn = _bell(np.random.Generator(np.random.PCG64(1)), 40, (6,))

    assert drawn.tolist() == [6, 64, -19, 14, 4, -31]


def test_the_bell_is_about_as_wide_as_its_spread() -> None:
    drawn = _bell(np.random.Generator(np.random.PCG64(1)), 50, (20_000,))

    assert abs(drawn.mean()) < 1.5
    assert drawn.std() == pytest.approx(50, rel=0.03)
