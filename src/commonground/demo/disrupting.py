"""The words of the demo's disruptions. All of it is invented, and none of it names anybody."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Disrupted:
    """Something that was disrupted. Days count back from the day on which the demo is made."""

    subject: str
    strand: str
    scale: str
    rationale: str
    days_ago: int
    action: int
    """A place in the demo's plan."""
    moderated: str = ""
    """The scale that a second person put it on; nothing where nobody has yet."""


MODERATED = "Read beside the returns of two agencies (invented)."
DISRUPTED = (
    Disrupted(
        "A phone line through which drugs were sold", "pursue", "major",
        "No call was answered for eleven weeks, and no other line took its place (invented).",
        150, 0, "moderate",
    ),
    Disrupted(
        "Homes that others had taken over in one street", "pursue", "moderate",
        "Four of five homes were given back; one was taken again (invented).", 80, 0, "moderate",
    ),
    Disrupted(
        "The recruiting of pupils at a bus station", "prevent", "minor",
        "Staff saw fewer strangers for three weeks (invented).", 45, 2,
    ),
    Disrupted(
        "Doorstep sellers of roof repairs", "protect", "none",
        "As many calls came in the month after as in the month before (invented).", 30, 4, "none",
    ),
)  # fmt: skip
