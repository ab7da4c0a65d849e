"""Each rule that is on passes for a partnership that is ready, and fails as the table says."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from readiness_cases import (
    CASES,
    DAY,
    FIRST,
    HANDLING,
    PLAN,
    RESOURCES_AND_SKILLS,
    SOUND,
    TACKLING,
    UNDERSTANDING,
    Case,
    first,
    named,
    with_,
)

from commonground.errors import BadInput
from commonground.reference.readiness import readiness_path
from commonground.rooms.readiness.judging.engine import (
    CHECKS,
    NEEDS,
    Settings,
    State,
    Verdict,
    digest,
    judged,
)
from commonground.rooms.readiness.judging.evidence import Evidence, Need, People
from commonground.rooms.readiness.judging.failing import months_before
from commonground.rooms.readiness.judging.rulebook import load_rulebook, rulebook

AS_SHIPPED = Settings({}, {})
ON = [one for one in rulebook().rules if not one.off_because]
NOTHING_THERE = Evidence(DAY, People({}, frozenset(), False, False, 0))


def verdicts(found: Evidence, settings: Settings = AS_SHIPPED) -> Mapping[str, Verdict]:
    return {one.rule.id: one for one in judged(rulebook(), found, settings)}


def verdict_of(case: Case) -> Verdict:
    thresholds = {(case.rule, name): value for name, value in case.thresholds.items()}
    return verdicts(case.evidence, Settings(thresholds, {}))[case.rule]


@pytest.mark.parametrize("rule", [one.id for one in ON])
def test_it_passes_where_the_partnership_is_ready(rule: str) -> None:
    found = verdicts(SOUND)[rule]

    assert (found.state, found.rows) == (State.PASS, ())


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.rule}: {case.says[:50]}")
def test_it_fails_and_says_why(case: Case) -> None:
    found = verdict_of(case)

    assert found.state == case.severity
    assert any(str(row.sentence).endswith(case.says) for row in found.rows)
    keys = [row.key for row in found.rows]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize(
    ("heading", "cases"),
    [
        ("understanding", UNDERSTANDING),
        ("tackling", TACKLING),
        ("resources_and_skills", RESOURCES_AND_SKILLS),
        ("handling", HANDLING),
    ],
)
def test_every_rule_of_a_heading_that_is_on_has_a_case(
    heading: str, cases: tuple[Case, ...]
) -> None:
    assert {one.rule for one in cases} == {one.id for one in ON if one.heading == heading}


def test_a_rule_is_on_where_a_function_judges_it_and_off_with_a_reason_otherwise() -> None:
    assert {one.id for one in ON} == set(CHECKS)
    assert len(rulebook().rules) == 47


def test_each_severity_that_a_rule_finds_is_declared() -> None:
    for case in CASES:
        found = verdict_of(case)
        assert {row.severity for row in found.rows} <= set(found.rule.severities), case.rule


@pytest.mark.parametrize("need", Need)
def test_where_there_is_nothing_to_ask_about_a_rule_says_so_and_does_not_pass(need: Need) -> None:
    rules = [one.id for one in ON if one.needs == need]

    assert rules, "a need that no rule has"
    for rule in rules:
        found = verdicts(NOTHING_THERE)[rule]
        assert (found.state, found.why) == (State.NOTHING, NEEDS[need][1])


def test_what_needs_nothing_is_judged_of_a_partnership_that_has_only_begun() -> None:
    found = verdicts(NOTHING_THERE)

    assert {one for one, each in found.items() if each.rows} == {"A1", "A5", "A15", "C1", "C8"}


def test_what_another_room_will_keep_is_off_and_says_which() -> None:
    found = verdicts(SOUND)["C12"]

    assert (found.state, found.why) == (State.OFF, "Tasking is not kept here.")


def test_a_partnership_can_turn_a_rule_off_and_move_a_threshold() -> None:
    late = first(told_on=DAY - timedelta(days=100))(SOUND)

    assert verdicts(late)["B13"].state == State.WARN
    assert verdicts(late, Settings({("B13", "days"): 120}, {}))["B13"].state == State.PASS
    off = verdicts(late, Settings({}, {"B13": "Owners report by hand"}))["B13"]
    assert (off.state, off.why, off.rows) == (State.OFF, "Owners report by hand", ())


def test_a_reason_answers_for_a_gap() -> None:
    moved = first(recommendations=frozenset({named("prevent")}))(SOUND)
    answered = replace(moved, gaps_answered=frozenset({(PLAN, FIRST, "pursue")}))

    assert len(verdicts(moved)["B3"].rows) == 2
    assert [row.what for row in verdicts(answered)["B3"].rows] == ["Issue 2"]


def test_a_review_that_was_held_is_not_missed() -> None:
    held = first(review_on=DAY - timedelta(days=5), reviewed_on=DAY - timedelta(days=3))(SOUND)

    assert verdicts(held)["B6"].state == State.PASS


def test_a_repeat_that_was_closed_again_is_done_with() -> None:
    [one] = SOUND.inspected
    closed = with_(inspected=(replace(one, repeats="I1", is_closed=True),))(SOUND)

    assert verdicts(closed)["C9"].state == State.PASS


def test_when_somebody_else_holds_the_role_of_a_leaver_nothing_is_wrong() -> None:
    passed_on = first(left="Invented Leaver", held_by="Invented Successor")(SOUND)

    assert verdicts(passed_on)["B12"].state == State.PASS


def test_the_digest_is_of_what_was_found_and_nothing_else() -> None:
    def of(found: Evidence) -> str:
        return digest(rulebook(), judged(rulebook(), found, AS_SHIPPED), AS_SHIPPED)

    assert of(SOUND) == of(replace(SOUND, actions=SOUND.actions[::-1]))
    assert of(SOUND) != of(first(due_on=None)(SOUND))


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 3, 31), 1, date(2026, 2, 28)),
        (date(2024, 3, 30), 1, date(2024, 2, 29)),
        (date(2026, 1, 15), 1, date(2025, 12, 15)),
        (date(2026, 6, 15), 24, date(2024, 6, 15)),
    ],
)
def test_months_are_counted_by_the_calendar(day: date, months: int, expected: date) -> None:
    assert months_before(day, months) == expected


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        ("format = 1", "format = 2", "expected 1, the format this release reads"),
        ('id = "A2"', 'id = "A1"', "the id A1 is used 2 times"),
        ('needs = "ranking"', 'needs = "luck"', "key needs"),
        ('heading = "handling"', 'heading = "holding"', "key heading"),
        ('severities = ["fail"]', 'severities = ["bad"]', "key severities"),
        ('title = "The data are old"', 'titel = "The data are old"', "titel"),
    ],
)
def test_a_rulebook_that_is_not_one_is_refused_with_its_place(
    tmp_path: Path, before: str, after: str, sentence: str
) -> None:
    path = tmp_path / "rules.toml"
    path.write_text(readiness_path().read_text(encoding="utf-8").replace(before, after, 1))

    with pytest.raises(BadInput, match=sentence):
        load_rulebook(path)
