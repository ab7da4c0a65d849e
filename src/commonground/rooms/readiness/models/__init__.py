"""What the readiness room keeps: runs and their findings, answers, settings, and inspections."""

from commonground.rooms.readiness.models.inspections import (
    Inspection,
    InspectionRecommendation,
    Stage,
    Step,
)
from commonground.rooms.readiness.models.runs import (
    Answer,
    Finding,
    FindingRow,
    Run,
    Switch,
    Threshold,
)

__all__ = [
    "Answer",
    "Finding",
    "FindingRow",
    "Inspection",
    "InspectionRecommendation",
    "Run",
    "Stage",
    "Step",
    "Switch",
    "Threshold",
]
