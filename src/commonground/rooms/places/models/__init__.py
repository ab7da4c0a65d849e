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

__all__ = [
    "AreaBoundaries",
    "AreaKind",
    "AreaPart",
    "Census",
    "ChosenArea",
    "ColumnUse",
    "CubeImport",
    "ImportChoice",
    "ImportState",
    "LayerKind",
    "LayerMeasure",
    "Level",
    "SuppliedLayer",
    "WorseEnd",
    "YearBegins",
]
