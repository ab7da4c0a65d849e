"""What a rule finds wrong: one row for each thing, with where it can be mended."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from commonground.documents.markings import OFFICIAL
from commonground.rooms.readiness.judging.evidence import Action, Evidence, Recommendation
from commonground.rooms.readiness.judging.rulebook import Rule, Severity
from commonground.sentences import Sentence

WHAT_LENGTH = 300


class Kind(StrEnum):
    """What a row is about, and so which page it leads to."""

    ACTION = "action"
    RECOMMENDATION = "recommendation"
    PLAN = "plan"
    GAPS = "gaps"
    ISSUE = "issue"
    RANKING = "ranking"
    MEETING = "meeting"
    SURVEYS = "surveys"
    ASSESSMENT = "assessment"
    ASSESSMENTS = "assessments"
    AGENCY = "agency"
    PARTNERSHIP = "partnership"
    PEOPLE = "people"
    DISRUPTION = "disruption"
    DISRUPTIONS = "disruptions"
    INSPECTED = "inspected"
    SOURCE = "source"
    SOURCES = "sources"
    PROFILE = "profile"
    PROFILES = "profiles"
    BUILDS = "builds"
    LOCATIONS = "locations"


@dataclass(frozen=True, slots=True)
class Target:
    """The object that a row is about, and the one it stands within where its page needs that."""

    kind: Kind
    id: UUID | None = None
    within: UUID | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that a rule finds wrong. Its key is the same every day that it stays wrong."""

    key: str
    target: Target
    what: str
    """What it is called, as people wrote it."""
    sentence: Sentence
    """What is wrong with it. A value that is called `date` is an ISO day."""
    severity: Severity = Severity.WARN
    marking: str = OFFICIAL
    """Of what it is about, which its name gives away."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A rule with the thresholds that hold in the partnership."""

    rule: Rule
    thresholds: Mapping[str, int]

    def __getitem__(self, threshold_id: str) -> int:
        return self.thresholds[threshold_id]

    @property
    def severity(self) -> Severity:
        return self.rule.severities[0]


Check = Callable[[Evidence, Asked], Iterator[Row]]


def of_action(action: Action, sentence: Sentence, severity: Severity, part: str = "") -> Row:
    """Return a row about an action; `part` tells two of one rule about the same action apart."""
    return Row(
        _key(action.id, part), Target(Kind.ACTION, action.id),
        shortened(f"{action.ref}. {action.text}"), sentence, severity, action.marking,
    )  # fmt: skip


def of_recommendation(about: Recommendation, sentence: Sentence, severity: Severity) -> Row:
    """Return a row about a recommendation."""
    target = Target(Kind.RECOMMENDATION, about.id, about.plan)
    return Row(
        str(about.id), target, shortened(f"{about.ref}. {about.text}"), sentence, severity,
        about.marking,
    )  # fmt: skip


def shortened(text: str) -> str:
    """Return a text that fits a row of a table."""
    line = " ".join(text.split())
    return line if len(line) <= WHAT_LENGTH else f"{line[: WHAT_LENGTH - 1]}…"


def _key(one: UUID, part: str) -> str:
    return f"{one}:{part}" if part else str(one)


def months_before(day: date, months: int) -> date:
    """Return the day so many months before, the month's last where it has no such day.

    >>> months_before(date(2026, 3, 31), 1)
    datetime.date(2026, 2, 28)
    """
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, min(day.day, last))
        except ValueError:
            continue
    raise AssertionError
