"""What an action plan says, whatever it is printed as: values alone."""

import datetime
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum, auto


class Standing(StrEnum):
    """What has become of a recommendation."""

    OPEN = auto()
    CLOSED = auto()
    WITHDRAWN = auto()


@dataclass(frozen=True, slots=True)
class Milestone:
    """A step of an action."""

    text: str
    due_on: datetime.date | None = None
    done_on: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """What is counted to see whether an action works; its figures as they are read."""

    name: str
    kind: str
    unit: str
    baseline: str = ""
    target: str = ""
    latest: str = ""


@dataclass(frozen=True, slots=True)
class Action:
    """What somebody does, and how it stands."""

    ref: str
    text: str
    owners: tuple[str, ...]
    """The agencies, the one that leads first; nobody's name."""
    lead_role: str
    status: str
    """In words, as it is printed."""
    is_live: bool
    marking: str
    is_led: bool = True
    """Whether the first of the owners leads; else they all support."""
    reason: str = ""
    starts_on: datetime.date | None = None
    due_on: datetime.date | None = None
    review_on: datetime.date | None = None
    cost: Decimal | None = None
    milestones: tuple[Milestone, ...] = ()
    measures: tuple[Measure, ...] = ()


@dataclass(frozen=True, slots=True)
class Recommendation:
    """What should be done, with the actions by which it is."""

    ref: str
    text: str
    marking: str
    actions: tuple[Action, ...] = ()
    standing: Standing = Standing.OPEN
    reason: str = ""
    """Why it no longer stands."""
    hides_actions: bool = False
    """Whether there are actions that these readers may not read."""


@dataclass(frozen=True, slots=True)
class Strand:
    """One of the 4Ps, or of another strategy's strands."""

    label: str
    meaning: str
    recommendations: tuple[Recommendation, ...] = ()
    hides_recommendations: bool = False
    """Whether there are some that these readers may not read."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A whole action plan, as it stood on a day."""

    id: str
    name: str
    partnership: str
    author: str
    """Who answers for it: the board that it is reported to, or the partnership."""
    as_of: datetime.date
    marking: str
    """Of every part that is not marked above it."""
    language: str
    strands: tuple[Strand, ...]
    details: tuple[tuple[str, str], ...] = ()
    """Further rows of the control page."""
