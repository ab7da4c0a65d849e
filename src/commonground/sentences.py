"""Sentences that are finished in English, and remember what they were made of.

The command line and the tests read them as the text they are. Where a page is shown in another
language, what a sentence remembers is told anew in that language (`commonground.rooms.telling`).
"""

from collections.abc import Callable, Iterable, Mapping
from functools import reduce
from typing import Self


class Sentence(str):
    """An English sentence with the template and the values that it was made of."""

    __slots__ = ("template", "values")

    template: str
    """With named places, such as `%(place)s is empty.`"""
    values: Mapping[str, str]
    """What stands in each place; a Sentence among them is told in its own right."""

    def __new__(cls, template: str, values: Mapping[str, str]) -> Self:
        """Make the text at once: whoever reads it needs no template."""
        made = super().__new__(cls, template % values)
        made.template = template
        made.values = values
        return made

    def __reduce__(self) -> tuple[Callable[..., "Sentence"], tuple[object, ...]]:
        return Sentence, (self.template, self.values)


class Counted(Sentence):
    """A sentence about so many of something, which other languages may put in other forms."""

    __slots__ = ("many", "number", "one")

    one: str
    """The template of which the catalogue of translations has the forms, beside `many`."""
    many: str
    number: int

    @classmethod
    def of(cls, one: str, many: str, number: int, values: Mapping[str, str]) -> Self:
        """Make the text in the form that English has for the number."""
        made = cls(one if number == 1 else many, values)
        made.one, made.many, made.number = one, many, number
        return made

    def __reduce__(self) -> tuple[Callable[..., Sentence], tuple[object, ...]]:
        return Counted.of, (self.one, self.many, self.number, self.values)


def say(template: str, **values: str) -> Sentence:
    """Return a sentence; the catalogue of translations is gathered from the calls of this.

    >>> place = say("row %(row)s", row="5")
    >>> say("%(place)s is empty.", place=place)
    'row 5 is empty.'
    """
    return Sentence(template, values)


def say_many(one: str, many: str, number: int, **values: str) -> Counted:
    """Return a sentence about a number of things, which is `%(count)s` in both templates.

    >>> say_many("%(count)s row in %(file)s", "%(count)s rows in %(file)s", 1200, file="a.csv")
    '1,200 rows in a.csv'
    """
    return Counted.of(one, many, number, {"count": f"{number:,}", **values})


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
