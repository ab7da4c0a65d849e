"""What the places room keeps: areas with their boundaries, and the counts imported of them."""

from commonground.rooms.places.models.areas import (
    AreaBoundaries,
    AreaKind,
    AreaPart,
    ChosenArea,
    Level,
)
from commonground.rooms.places.models.imports import CubeImport, ImportChoice, ImportState
from commonground.rooms.places.models.layers import (
    Census,
    ColumnUse,
    LayerKind,
    LayerMeasure,
    SuppliedLayer,
    WorseEnd,
    YearBegins,
)
from commonground.rooms.places.models.locations import (
    Confidence,
    LocationAction,
    LocationArea,
    LocationIssue,
    LocationRevision,
    PriorityLocation,
    SetAside,
)

__all__ = [
    "AreaBoundaries",
    "AreaKind",
    "AreaPart",
    "Census",
    "ChosenArea",
    "ColumnUse",
    "Confidence",
    "CubeImport",
    "ImportChoice",
    "ImportState",
    "LayerKind",
    "LayerMeasure",
    "Level",
    "LocationAction",
    "LocationArea",
    "LocationIssue",
    "LocationRevision",
    "PriorityLocation",
    "SetAside",
    "SuppliedLayer",
    "WorseEnd",
    "YearBegins",
]
