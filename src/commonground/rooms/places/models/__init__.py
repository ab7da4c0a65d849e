"""What the places room keeps: areas with their boundaries, and the counts imported of them."""

from commonground.rooms.places.models.areas import (
    AreaBoundaries,
    AreaKind,
    AreaPart,
    ChosenArea,
    Level,
)
from commonground.rooms.places.models.imports import CubeImport, ImportChoice, ImportState

__all__ = [
    "AreaBoundaries",
    "AreaKind",
    "AreaPart",
    "ChosenArea",
    "CubeImport",
    "ImportChoice",
    "ImportState",
    "Level",
]
