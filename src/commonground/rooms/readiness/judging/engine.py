"""Judges the evidence by each rule in turn, and says of each what stands against it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from json import dumps

from commonground.rooms.readiness.judging import (
    handling,
    keeping_time,
    profile,
    resources,
    sources,
    tackling,
    understanding,
)
from commonground.rooms.readiness.judging.evidence import Evidence, Need
from commonground.rooms.readiness.judging.failing import Asked, Check, Row
from commonground.rooms.readiness.judging.rulebook import Rule, Rulebook, Severity
from commonground.sentences import Sentence, say

CHECKS: Mapping[str, Check] = {
    **understanding.CHECKS, **tackling.CHECKS, **keeping_time.CHECKS, **resources.CHECKS,
    **handling.CHECKS, **sources.CHECKS, **profile.CHECKS,
}  # fmt: skip
"""The one function that judges each rule, by its id; a rule without one is off."""

NEEDS: Mapping[Need, tuple[Callable[[Evidence], bool], Sentence]] = {
    Need.RANKING: (lambda found: found.ranking is not None, say("No round has been ranked yet.")),
    Need.POSITIONS: (
        lambda found: any(one.position is not None for one in found.priorities),
        say("No shortlisted issue was scored for the organisational position of agencies."),
    ),
    Need.PRIORITIES: (lambda found: bool(found.priorities), say("There is no shortlist yet.")),
    Need.PRIORITIES_AND_PLAN: (
        lambda found: bool(found.priorities and found.plans),
        say("There is no shortlist yet, or no plan that runs."),
    ),
    Need.PRIORITIES_OR_RECOMMENDATIONS: (
        lambda found: bool(found.priorities or found.open_recommendations),
        say("There is no shortlist yet, and no recommendation that is open."),
    ),
    Need.PLAN: (lambda found: bool(found.plans), say("There is no plan that runs.")),
    Need.RECOMMENDATIONS: (
        lambda found: bool(found.open_recommendations),
        say("There is no recommendation that is open."),
    ),
    Need.ACTIONS: (lambda found: bool(found.actions), say("There is no action yet.")),
    Need.LIVE_ACTIONS: (lambda found: bool(found.live_actions), say("There is no live action.")),
    Need.ENDED_ACTIONS: (
        lambda found: any(not one.is_live for one in found.actions),
        say("No action has ended yet."),
    ),
    Need.MEASURES: (
        lambda found: any(one.measures for one in found.live_actions),
        say("No live action has a measure."),
    ),
    Need.DISRUPTIONS: (lambda found: bool(found.disruptions), say("No disruption is recorded.")),
    Need.MEETINGS: (lambda found: bool(found.meetings), say("No meeting has been held here.")),
    Need.DATA_SETS: (
        lambda found: bool(found.data_sets),
        say("No data set is in the register of sources."),
    ),
    Need.PROFILE: (
        lambda found: found.profile is not None,
        say("No local profile has been begun here."),
    ),
    Need.APPROVED_PROFILE: (
        lambda found: found.profile is not None and found.profile.approved_on is not None,
        say("No local profile has been approved here."),
    ),
    Need.INSPECTION_RECOMMENDATIONS: (
        lambda found: bool(found.inspected),
        say("No recommendation of an inspection is recorded."),
    ),
}


class State(StrEnum):
    """How a rule came out, before anybody answered for what it found; the worst first."""

    CRITICAL = "critical"
    FAIL = "fail"
    WARN = "warn"
    PASS = "pass"
    NOTHING = "nothing"
    """There is nothing yet that it could be asked of."""
    OFF = "off"


class Standing(StrEnum):
    """How a rule stands once answers count; what asks for attention first."""

    CRITICAL = "critical"
    FAIL = "fail"
    WARN = "warn"
    ANSWERED = "answered"
    """Everything that it finds wrong has an answer that holds."""
    PASS = "pass"
    NOTHING = "nothing"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class Settings:
    """What a partnership set otherwise than the rules that ship."""

    thresholds: Mapping[tuple[str, str], int]
    """By the id of the rule and of the threshold."""
    off: Mapping[str, str]
    """Why each rule that it turned off is off, by the id of the rule."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """How one rule came out."""

    rule: Rule
    state: State
    why: str
    """Why it was not judged; empty where it was."""
    rows: tuple[Row, ...] = ()


def judged(book: Rulebook, found: Evidence, settings: Settings) -> list[Verdict]:
    """Return a verdict on every rule, in the order of the rules."""
    return [_verdict(rule, found, settings) for rule in book.rules]


def _verdict(rule: Rule, found: Evidence, settings: Settings) -> Verdict:
    if rule.off_because or rule.id in settings.off:
        return Verdict(rule, State.OFF, rule.off_because or settings.off[rule.id])
    if rule.needs is not None:
        is_there, missing = NEEDS[rule.needs]
        if not is_there(found):
            return Verdict(rule, State.NOTHING, missing)
    rows = tuple(CHECKS[rule.id](found, asked(rule, settings)))
    return Verdict(rule, state_of([one.severity for one in rows]), "", rows)


def asked(rule: Rule, settings: Settings) -> Asked:
    """Return a rule with the thresholds that hold."""
    own = {one.id: settings.thresholds.get((rule.id, one.id), one.value) for one in rule.thresholds}
    return Asked(rule, own)


def state_of(severities: list[Severity]) -> State:
    """Return the state of a rule by what stands against it: the worst."""
    return State(worst(severities)) if severities else State.PASS


def worst(severities: Iterable[Severity]) -> Severity:
    """Return the one that weighs most; there must be one."""
    return max(severities, key=lambda one: one.weight)


def digest(book: Rulebook, verdicts: list[Verdict], settings: Settings) -> str:
    """Return the SHA-256 of what came out, and by which thresholds: the same findings, the same."""
    told = {
        "rules": book.id,
        "thresholds": sorted([*key, value] for key, value in settings.thresholds.items()),
        "verdicts": [
            [one.rule.id, one.state, one.why,
             sorted([row.key, row.severity, row.sentence] for row in one.rows)]
            for one in verdicts
        ],
    }  # fmt: skip
    return sha256(dumps(told, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
