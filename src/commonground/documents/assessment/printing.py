"""The values that an assessment prints: kept with its snapshot, linked to where they come from."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from commonground.documents.assessment.catalogue import FIGURES, About
from commonground.documents.assessment.figures import Value
from commonground.documents.assessment.references import Names, asked, reference
from commonground.documents.contents import Figure, FigureKind
from commonground.errors import BadInput
from commonground.scoring.digests import canonical
from commonground.scoring.frozen import to_plain
from commonground.sentences import say

_ENTRIES = {entry.name: entry for entry in FIGURES}
Link = Callable[[str], str]
"""From a reference to the address of the page that shows where it comes from."""


@dataclass(frozen=True, slots=True)
class Printed:
    """Every value of a snapshot by its reference, and the names that a reference can be about."""

    values: Mapping[str, Value]
    issues: Names
    themes: Names
    link: Link

    def figure(self, text: str) -> Figure:
        """Return the figure that a reference asks for.

        Raises BadInput, with the nearest names, where it asks for nothing that the snapshot holds.
        """
        found = asked(text, FIGURES)
        subject = ""
        if found.entry.about is not About.ALL:
            held = self.issues if found.entry.about is About.ISSUE else self.themes
            subject = held.found(found.subject)
        if reference(found.entry, subject) not in self.values:
            raise BadInput(
                say("%(name)s is not in the frozen sources: refresh them.", name=found.entry.name)
            )
        return self.cell(found.entry.name, subject)

    def cell(self, name: str, subject: str = "") -> Figure:
        """Return a figure by its exact names, as tables have them."""
        entry = _ENTRIES[name]
        key = reference(entry, subject)
        value = self.values[key]
        return Figure(key, value.text, value.number, entry.kind, self.link(key))


def figures_text(values: Mapping[str, Value]) -> str:
    """Return values as the text by which they are kept."""
    return canonical({key: to_plain((one.text, one.number)) for key, one in values.items()})


def values_of(text: str) -> dict[str, Value]:
    """Return the values that a text was made of."""
    return {
        key: Value(words, None if number is None else Decimal(number))
        for key, (words, number) in json.loads(text).items()
    }


def count(number: int) -> Figure:
    """Return a count that stands in a table alone, and is hidden where it is small."""
    return Figure("", f"{number:,}", Decimal(number), FigureKind.COUNT)
