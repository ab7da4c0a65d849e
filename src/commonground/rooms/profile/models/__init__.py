"""What the profile room keeps: its sources, and profiles with what was entered, signed and sent."""

from commonground.rooms.profile.models.entries import (
    Advice,
    Change,
    Confidence,
    Entry,
    Finding,
    Found,
    Gap,
    Judgement,
    Response,
    Vulnerability,
    VulnerabilitySort,
)
from commonground.rooms.profile.models.governing import (
    Edition,
    MoveMade,
    Recipient,
    Release,
    Withheld,
)
from commonground.rooms.profile.models.profiles import Part, Profile
from commonground.rooms.profile.models.sources import (
    NAME_LENGTH,
    ROLE_LENGTH,
    Cadence,
    DataSet,
    Gateway,
    Noticed,
    Request,
    Supply,
)

__all__ = [
    "NAME_LENGTH",
    "ROLE_LENGTH",
    "Advice",
    "Cadence",
    "Change",
    "Confidence",
    "DataSet",
    "Edition",
    "Entry",
    "Finding",
    "Found",
    "Gap",
    "Gateway",
    "Judgement",
    "MoveMade",
    "Noticed",
    "Part",
    "Profile",
    "Recipient",
    "Release",
    "Request",
    "Response",
    "Supply",
    "Vulnerability",
    "VulnerabilitySort",
    "Withheld",
]
