"""The sheets of a plan's workbook and their columns, as data that writing and reading share."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum, auto


class Kind(StrEnum):
    """What the cells of a column hold, and so how they are offered and checked."""

    SHOWN = auto()
    """To be read alone: what is typed there is not taken over."""
    REF = auto()
    """What a row is called in this workbook; for a new one, whatever it is called here."""
    OF = auto()
    """What another row of this workbook is called."""
    OF_MANY = auto()
    TEXT = auto()
    DATE = auto()
    POUNDS = auto()
    NUMBER = auto()
    WHOLE = auto()
    CHOICE = auto()
    CHOICES = auto()
    """Several names of a list, parted by semicolons."""
    DAYS = auto()
    """Names of a list with a number behind each: `Police: 2.5; Council: 3`."""


@dataclass(frozen=True, slots=True)
class Field:
    """One column."""

    id: str
    label: str
    kind: Kind = Kind.TEXT
    width: int = 18
    source: str = ""
    """The list that its names are of, or the sheet whose rows it names."""
    is_required: bool = False
    most: int = 4_000
    """Characters of a text; the highest of a whole number."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: a row for each of its things."""

    id: str
    title: str
    singular: str
    """What one row is, as it stands in a sentence."""
    fields: tuple[Field, ...]
    is_read: bool = True
    """Whether what is changed on it is taken over."""
    takes_changes: bool = True
    """Whether a row that is there may be changed, or only new ones added."""

    def field(self, name: str) -> Field:
        """Return a column by its id."""
        return next(one for one in self.fields if one.id == name)

    @property
    def read(self) -> Iterator[Field]:
        """The columns that are read back."""
        return (one for one in self.fields if one.kind is not Kind.SHOWN)

    @property
    def kept(self) -> Iterator[Field]:
        """The columns whose cells the plan keeps."""
        return (one for one in self.read if one.kind is not Kind.REF)


ID = Field("id", "ID", Kind.SHOWN, 38)
_MARKING = Field("marking", "Marking", Kind.CHOICE, 20, "markings", is_required=True)

RECOMMENDATIONS = Sheet("recommendations", "Recommendations", "recommendation", (
    Field("ref", "Ref", Kind.REF, 8),
    Field("strand", "Strand", Kind.CHOICE, 12, "strands", is_required=True),
    Field("text", "Recommendation", width=52, is_required=True),
    Field("priority", "Priority", Kind.WHOLE, 9, most=999),
    Field("issues", "Issues", Kind.CHOICES, 32, "issues"),
    Field("golden_themes", "Golden themes", Kind.CHOICES, 26, "golden_themes"),
    Field("judgement", "Judgement or evidence", width=40),
    _MARKING,
    Field("standing", "Standing", Kind.SHOWN, 11),
    Field("reason", "Why it no longer stands", Kind.SHOWN, 30),
))  # fmt: skip

ACTIONS = Sheet("actions", "Actions", "action", (
    Field("ref", "Ref", Kind.REF, 8),
    Field("text", "Action", width=48, is_required=True),
    Field("recommendations", "Recommendations", Kind.OF_MANY, 17, "recommendations"),
    Field("lead_agency", "Lead agency", Kind.CHOICE, 26, "agencies"),
    Field("lead_role", "Lead role", width=22, most=150),
    Field("lead_person", "Lead person", Kind.CHOICE, 22, "people"),
    Field("supporting_agencies", "Supporting agencies", Kind.CHOICES, 30, "agencies"),
    Field("boards", "Also reported to", Kind.CHOICES, 24, "boards"),
    Field("starts_on", "Start", Kind.DATE, 13),
    Field("due_on", "Due", Kind.DATE, 13),
    Field("review_on", "Next review", Kind.DATE, 13),
    Field("review_every_months", "Reviewed every so many months", Kind.WHOLE, 13, most=60),
    Field("status", "Status", Kind.CHOICE, 13, "statuses", is_required=True),
    Field("reason", "Reason for the status", width=32),
    Field("cost", "Cost in pounds", Kind.POUNDS, 14),
    Field("staff_days", "Staff days", Kind.DAYS, 24, "agencies"),
    Field("resource", "Resources", width=30),
    Field("dependency", "Dependency or risk", width=30),
    Field("completion", "Evidence of completion", width=30),
    Field("learning", "What was learnt", width=30),
    Field("equality_note", "Equality note", width=30),
    Field("expected_effect", "Assumed effect", width=30),
    Field("expected_by", "Who assumes it", width=20, most=200),
    _MARKING,
))  # fmt: skip

MILESTONES = Sheet("milestones", "Milestones", "milestone", (
    Field("action", "Action", Kind.OF, 9, "actions", is_required=True),
    Field("text", "Milestone", width=60, is_required=True, most=500),
    Field("due_on", "Due", Kind.DATE, 14),
    Field("done_on", "Done", Kind.DATE, 14),
))  # fmt: skip

MEASURES = Sheet("measures", "Measures", "measure", (
    Field("action", "Action", Kind.OF, 9, "actions", is_required=True),
    Field("name", "Measure", width=40, is_required=True, most=200),
    Field("kind", "Kind", Kind.CHOICE, 12, "measure_kinds", is_required=True),
    Field("unit", "Unit", width=22, most=60),
    Field("better", "Direction", Kind.CHOICE, 18, "directions", is_required=True),
    Field("baseline", "Baseline", Kind.NUMBER, 12),
    Field("baseline_on", "Date of the baseline", Kind.DATE, 14),
    Field("target", "Target", Kind.NUMBER, 12),
    Field("target_on", "Date of the target", Kind.DATE, 14),
    Field("source", "Source", width=30, most=200),
    Field("every_months", "Read every so many months", Kind.WHOLE, 13, most=60),
))  # fmt: skip

READINGS = Sheet("readings", "Readings", "reading", (
    Field("measure", "Measure", Kind.OF, 46, "measures", is_required=True),
    Field("on", "Date", Kind.DATE, 14, is_required=True),
    Field("value", "Value", Kind.NUMBER, 12, is_required=True),
    Field("unit", "Unit", Kind.SHOWN, 22),
    Field("note", "Note", width=44, most=500),
    Field("said_by", "Said by", width=26, most=200),
), takes_changes=False)  # fmt: skip

DISRUPTIONS = Sheet("disruptions", "Disruptions", "disruption", (
    Field("ref", "Ref", Kind.SHOWN, 8),
    Field("on", "Date", Kind.SHOWN, 13),
    Field("subject", "What was disrupted", Kind.SHOWN, 40),
    Field("strand", "Strand", Kind.SHOWN, 12),
    Field("scale", "Scale", Kind.SHOWN, 12),
    Field("agency", "Agency", Kind.SHOWN, 26),
    Field("action", "Action", Kind.SHOWN, 9),
    Field("rationale", "Why this scale", Kind.SHOWN, 44),
    Field("moderated_scale", "Scale after moderation", Kind.SHOWN, 14),
    Field("marking", "Marking", Kind.SHOWN, 20),
), is_read=False)  # fmt: skip

SHEETS = (RECOMMENDATIONS, ACTIONS, MILESTONES, MEASURES, READINGS, DISRUPTIONS)
BY_ID = {one.id: one for one in SHEETS}
"""Every sheet with things of the plan, in order: what is named stands before what names it."""

READ_ME, LISTS, AS_EXPORTED = "Read me", "Lists", "As exported"
LIST_LABELS = {
    "strands": "Strands",
    "agencies": "Agencies",
    "people": "People",
    "boards": "Boards",
    "statuses": "Statuses",
    "markings": "Markings",
    "measure_kinds": "Kinds of measure",
    "directions": "Directions",
    "issues": "Issues",
    "golden_themes": "Golden themes",
}
