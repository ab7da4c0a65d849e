"""The invented remarks speak of their subjects, fit their issues and name nobody."""

import re
from collections import Counter
from itertools import product

import pytest

from commonground.demo.pilot import Pilot, make_pilot
from commonground.demo.plan import read_plan
from commonground.demo.remarks import Bank, read_bank

SUBJECTS = {
    "youth",
    "mental_health",
    "victim_support_and_protection",
    "offender_management",
    "deprivation_and_diversity",
    "violence",
    "world_wide_web",
    "counter_terrorism",
}


@pytest.fixture(scope="module")
def pilot() -> Pilot:
    return make_pilot()


@pytest.fixture(scope="module")
def bank() -> Bank:
    return read_bank()


@pytest.mark.parametrize("seed", [2015, 1, 2])
def test_there_are_between_900_and_1400_remarks(seed: int) -> None:
    assert 900 <= len(make_pilot(seed).remarks) <= 1400


def test_the_bank_has_at_least_250_different_sentences(bank: Bank) -> None:
    sentences = [sentence for group in bank.groups for sentence in group.sentences]

    assert len(sentences) == len(set(sentences)) >= 250


def test_every_subject_of_the_golden_themes_is_spoken_of(bank: Bank, pilot: Pilot) -> None:
    assert {group.subject for group in bank.groups} == SUBJECTS
    spoken = Counter(remark.subject for remark in pilot.remarks)
    assert set(spoken) == SUBJECTS
    assert min(spoken.values()) >= 30


def test_every_issue_has_sentences_to_choose_from_on_each_of_its_subjects(bank: Bank) -> None:
    plan = read_plan()
    kinds = plan.settings.table("remarks").table("criteria").entries

    for issue in plan.issues:
        assert issue.subjects
        for subject, kind in product(issue.subjects, kinds):
            assert len(bank.sentences_for(issue, subject, kind)) >= 3, (issue.name, subject, kind)


def test_a_group_of_sentences_fits_only_themes_and_issues_that_exist(bank: Bank) -> None:
    plan = read_plan()
    known = {issue.name for issue in plan.issues} | {issue.theme for issue in plan.issues}

    assert {name for group in bank.groups for name in group.fits} <= known


def test_a_remark_stands_on_a_criterion_that_its_assessor_scored(pilot: Pilot) -> None:
    scored = {(score.assessor, score.issue, score.criterion) for score in pilot.scores}

    assert all((one.assessor, one.issue, one.criterion) in scored for one in pilot.remarks)


def test_an_assessor_remarks_on_an_issue_once_at_most(pilot: Pilot) -> None:
    pairs = Counter((remark.assessor, remark.issue) for remark in pilot.remarks)

    assert set(pairs.values()) == {1}


def test_every_slot_in_a_remark_is_filled(pilot: Pilot) -> None:
    assert not [remark.text for remark in pilot.remarks if re.search("[{}]", remark.text)]


def test_a_remark_is_a_sentence_that_no_spreadsheet_takes_for_a_formula(pilot: Pilot) -> None:
    assert all(re.fullmatch(r"[A-Z][^\n]*\.", remark.text) for remark in pilot.remarks)


def test_people_rarely_say_the_same_of_the_same_issue(pilot: Pilot) -> None:
    said = Counter((remark.issue, remark.text) for remark in pilot.remarks)

    assert len(said) > 0.95 * len(pilot.remarks)
