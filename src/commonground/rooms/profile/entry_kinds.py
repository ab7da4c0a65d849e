"""The kinds of entry that a profile has beside its texts, each with its model and its section."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_noop as _noop

from commonground.rooms.profile.models import (
    Advice,
    Entry,
    Finding,
    Gap,
    Judgement,
    Response,
    Vulnerability,
)

MOST_JUDGEMENTS = 10
STRAND_SET = "four-ps"
"""The set of strands that responses and recommendations stand under."""


@dataclass(frozen=True, slots=True)
class EntryKind:
    """A kind of entry. Its id stands in addresses."""

    id: str
    model: type[Entry]
    title: str
    add: str
    section: str
    """The key of the template’s section that prints them."""
    empty: str
    named_by: str
    """The field that names one of them."""


KINDS: Mapping[str, EntryKind] = {
    one.id: one
    for one in (
        EntryKind(
            "judgements", Judgement, _noop("Key judgements"), _noop("Enter a judgement"),
            "judgements", _noop("No judgement has been entered yet. At most ten stand here."),
            "statement",
        ),
        EntryKind(
            "findings", Finding, _noop("Threats"), _noop("Say what was found"), "threats",
            _noop("Nothing has been found of any threat yet."),
            "threat",
        ),
        EntryKind(
            "vulnerabilities", Vulnerability, _noop("Vulnerabilities"),
            _noop("Enter a vulnerability"), "vulnerability",
            _noop("No vulnerability has been entered yet: people, places, businesses, systems."),
            "name",
        ),
        EntryKind(
            "responses", Response, _noop("Current response"), _noop("Enter a response"),
            "response", _noop("No response has been entered yet, under any strand."),
            "what",
        ),
        EntryKind(
            "gaps", Gap, _noop("Intelligence gaps"), _noop("Enter a gap"), "gaps",
            _noop("No gap has been entered yet. A profile that knows everything is not believed."),
            "what",
        ),
        EntryKind(
            "recommendations", Advice, _noop("Recommendations"), _noop("Enter a recommendation"),
            "recommendations", _noop("No recommendation has been entered yet."),
            "what",
        ),
    )
}  # fmt: skip
