"""Sentences that are finished in English, and remember what they were made of.

The command line and the tests read them as the text they are. Where a page is shown in another
language, what a sentence remembers is told anew in that language (`commonground.rooms.telling`).
"""

from collections.abc import Callable, Iterable, Mapping
from functools import reduce


class Sentence(str):
    """An English sentence with the template and the values that it was made of."""

    __slots__ = ("template", "values")

    template: str
    """With named places, such as `%(place)s is empty.`"""
    values: Mapping[str, str]
    """What stands in each place; a Sentence among them is told in its own right."""

    def __new__(cls, template: str, values: Mapping[str, str]) -> "Sentence":
        """Make the text at once: whoever reads it needs no template."""
        made = super().__new__(cls, template % values)
        made.template = template
        made.values = values
        return made

    def __reduce__(self) -> tuple[type["Sentence"], tuple[str, Mapping[str, str]]]:
        return Sentence, (self.template, self.values)


def say(template: str, **values: str) -> Sentence:
    """Return a sentence; the catalogue of translations is gathered from the calls of this.

    >>> place = say("row %(row)s", row="5")
    >>> say("%(place)s is empty.", place=place)
    'row 5 is empty.'
    """
    return Sentence(template, values)


def with_or(names: Iterable[str]) -> str:
    """Return names of which one is meant; none: empty.

    >>> with_or(["an email", "a link", "a meeting"])
    'an email or a link or a meeting'
    """
    return _folded(lambda some, one: say("%(names)s or %(last)s", names=some, last=one), names)


def with_and(names: Iterable[str]) -> str:
    """Return names that are all meant; none: empty.

    >>> with_and(["column A", "column C"])
    'column A and column C'
    """
    return _folded(lambda some, one: say("%(names)s and %(last)s", names=some, last=one), names)


def _folded(join: Callable[[str, str], str], names: Iterable[str]) -> str:
    found = list(names)
    return reduce(join, found) if found else ""
