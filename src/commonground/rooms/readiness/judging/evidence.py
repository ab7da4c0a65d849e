"""What is known of a partnership on one day: plain values, in which rules look for what is wrong.

Every id is the id of an object of a room; what is only told of, such as a name, is text.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from uuid import UUID

from commonground.documents.markings import OFFICIAL


@dataclass(frozen=True, slots=True)
class Named:
    """Something with a page of its own, and what it is called."""

    id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class People:
    """Who is here on the day."""

    agencies: Mapping[UUID, str]
    """Every agency by its id."""
    manned: frozenset[UUID]
    """The agencies somebody is here for."""
    has_chair: bool
    has_police_lead: bool
    overseers: int
    police: UUID | None = None
    """The agency of the senior police lead."""


@dataclass(frozen=True, slots=True)
class RankedIssue:
    """An issue as the latest ranking has it."""

    issue: UUID
    name: str
    rank: int
    has_range: bool
    has_agreement: bool
    """Whether it is known how far the agencies agree."""
    position: float | None
    """The share of its worst organisational position; None where the method asks for none."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """The latest ranking, with the shortlist after the board's decisions."""

    round: UUID
    name: str
    issues: tuple[RankedIssue, ...]
    shortlist: frozenset[UUID]
    moved_without_reason: tuple[Named, ...]
    """The issues that the board moved across the line, and said nothing of why."""

    @property
    def priorities(self) -> list[RankedIssue]:
        """The issues of the shortlist, the first rank first."""
        found = [one for one in self.issues if one.issue in self.shortlist]
        return sorted(found, key=lambda one: (one.rank, one.name))


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting that was held."""

    id: UUID
    name: str
    on: date
    came: tuple[tuple[UUID, bool], ...]
    """The agency of each person invited whose line in the register is filled in: did they come."""


@dataclass(frozen=True, slots=True)
class Assessment:
    """A strategic assessment."""

    id: UUID
    title: str
    figures_on: date
    is_issued: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan that runs on the day."""

    id: UUID
    name: str
    strand_set: str
    strands: Mapping[str, str]
    """What each of its strands is called, in order."""
    marking: str


@dataclass(frozen=True, slots=True)
class Recommendation:
    """A recommendation of a plan that runs."""

    id: UUID
    plan: UUID
    ref: str
    text: str
    strand: str
    issues: frozenset[UUID]
    is_open: bool
    marking: str


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure of an action."""

    name: str
    kind: str
    has_baseline: bool
    has_target: bool
    has_source: bool
    reached: bool
    """Whether its latest reading is at its target, or beyond."""


@dataclass(frozen=True, slots=True)
class Action:
    """An action, ended or not."""

    id: UUID
    ref: str
    text: str
    recommendations: frozenset[UUID]
    status: str
    is_live: bool
    began_on: date
    told_on: date
    """When anything was last said of it."""
    lead_agency: UUID | None = None
    lead_role: str = ""
    held_by: str = ""
    """Who answers for it today."""
    left: str = ""
    """Who is named, and is not here any more."""
    due_on: date | None = None
    review_on: date | None = None
    review_months: int | None = None
    reviewed_on: date | None = None
    moves: int = 0
    """How often its due date was changed."""
    is_shown_done: bool = False
    """Whether anything shows that it was completed."""
    learning: str = ""
    equality_note: str = ""
    resource: str = ""
    marking: str = OFFICIAL
    measures: tuple[Measure, ...] = ()


@dataclass(frozen=True, slots=True)
class Disruption:
    """Something that was disrupted."""

    id: UUID
    ref: str
    subject: str
    on: date
    strand: str
    scale: str
    """As it stands after moderation."""
    rationale: str
    is_moderated: bool
    marking: str


@dataclass(frozen=True, slots=True)
class Inspected:
    """A recommendation of an inspection."""

    id: UUID
    ref: str
    text: str
    is_closed: bool
    actions: int
    repeats: str = ""
    """What the earlier one is called that was closed, and came back as this one."""


@dataclass(frozen=True, slots=True)
class DataSet:
    """A data set that is supplied, or was asked for."""

    id: UUID
    name: str
    agency: UUID
    owner_role: str
    coverage: str
    has_period: bool
    """Whether anything of it came, for a period and on a day."""
    has_gateway: bool
    needs_agreement: bool
    """Open data need none."""
    agreement: str
    agreement_review_on: date | None = None
    is_quarterly: bool = False
    last_until: date | None = None
    """The last day that anything of it is about."""


@dataclass(frozen=True, slots=True)
class ProfileSection:
    """A section of a local profile as it was signed, with those within it."""

    key: str
    heading: str
    words: int


@dataclass(frozen=True, slots=True)
class Judgement:
    """A key judgement."""

    id: UUID
    text: str
    has_evidence: bool
    has_confidence: bool
    is_on_the_yardstick: bool
    marking: str


@dataclass(frozen=True, slots=True)
class Gap:
    """An intelligence gap."""

    id: UUID
    text: str
    is_whole: bool
    """Whether it has an owner, a role, a way and a day."""
    marking: str


@dataclass(frozen=True, slots=True)
class Build:
    """The latest release of a build."""

    id: UUID
    title: str
    edition: int
    gives_away: tuple[str, ...] = ()
    """The headings under which it says what is withheld; of a public build alone."""


@dataclass(frozen=True, slots=True)
class Profile:
    """The local profile that stands approved; where none does, the latest."""

    id: UUID
    title: str
    marking: str
    data_until: date
    dpia: str
    approved_on: date | None = None
    edition: int = 0
    """The number of what was signed."""
    signed_by_writers: tuple[str, ...] = ()
    sections: tuple[ProfileSection, ...] = ()
    """The mandatory ones."""
    tells_progress: bool = False
    unfound: Mapping[str, str] = field(default_factory=dict)
    """What each threat is called of which nothing was found, by its id."""
    unlisted_gaps: Mapping[str, str] = field(default_factory=dict)
    """The same of threats that are found to be a gap, while no gap is listed."""
    judgements: tuple[Judgement, ...] = ()
    gaps: tuple[Gap, ...] = ()
    vulnerable: frozenset[str] = frozenset()
    """Of what sorts vulnerabilities are described."""
    has_locations: bool = False
    builds: tuple[Build, ...] = ()
    read_by: frozenset[UUID] = frozenset()
    """The agencies that said that they read it."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Everything that the rules look at, as it stood on one day."""

    day: date
    people: People
    ranking: Ranking | None = None
    meetings: tuple[Meeting, ...] = ()
    last_survey_on: date | None = None
    assessments: tuple[Assessment, ...] = ()
    """The latest figures first."""
    plans: tuple[Plan, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()
    actions: tuple[Action, ...] = ()
    gaps_answered: frozenset[tuple[UUID, UUID, str]] = field(default_factory=frozenset)
    """The plan, issue and strand of each gap for which a reason stands."""
    disruptions: tuple[Disruption, ...] = ()
    inspected: tuple[Inspected, ...] = ()
    data_sets: tuple[DataSet, ...] = ()
    """Those that have not ended."""
    profile: Profile | None = None

    @property
    def live_actions(self) -> list[Action]:
        return [one for one in self.actions if one.is_live]

    @property
    def open_recommendations(self) -> list[Recommendation]:
        return [one for one in self.recommendations if one.is_open]

    @property
    def priorities(self) -> list[RankedIssue]:
        return self.ranking.priorities if self.ranking else []


class Need(StrEnum):
    """What there must be before a rule can be judged."""

    RANKING = "ranking"
    POSITIONS = "positions"
    PRIORITIES = "priorities"
    PRIORITIES_AND_PLAN = "priorities_and_plan"
    PRIORITIES_OR_RECOMMENDATIONS = "priorities_or_recommendations"
    PLAN = "plan"
    RECOMMENDATIONS = "recommendations"
    ACTIONS = "actions"
    LIVE_ACTIONS = "live_actions"
    ENDED_ACTIONS = "ended_actions"
    MEASURES = "measures"
    DISRUPTIONS = "disruptions"
    MEETINGS = "meetings"
    DATA_SETS = "data_sets"
    PROFILE = "profile"
    APPROVED_PROFILE = "approved_profile"
    INSPECTION_RECOMMENDATIONS = "inspection_recommendations"
