"""For whom a document is built, and what each of them may read: rules that are data."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from commonground.documents.markings import MARKINGS, check_marking
from commonground.reference import builds_path


class Audience(StrEnum):
    """Who reads a build of a document."""

    PARTNER = "partner"
    WIDER_PARTNER = "wider-partner"
    PUBLIC = "public"


@dataclass(frozen=True, slots=True)
class Rule:
    """What an audience may read."""

    title: str
    marking: str
    """The highest marking that it may read."""
    smallest_count: int = 0
    """Counts from 1 to below this are hidden; 0 or 1 hides none."""
    author: str = ""
    """Who answers for the document in place of its author; empty: its author does."""
    details: tuple[str, ...] | None = None
    """The rows of the control page that are kept; None keeps them all."""

    @property
    def is_for_strangers(self) -> bool:
        """Whether nothing that leads back into the product may stay: ids, references, addresses."""
        return self.details is not None


@cache
def rule_for(audience: Audience) -> Rule:
    """Return what this audience may read."""
    with builds_path().open("rb") as file:
        given = tomllib.load(file)[audience.value]
    details = given.get("details")
    return Rule(
        title=given["title"],
        marking=given["marking"],
        smallest_count=given.get("smallest_count", 0),
        author=given.get("author", ""),
        details=None if details is None else tuple(details),
    )


def highest(markings: Iterable[str]) -> str:
    """Return the highest of some markings, which what holds them all bears.

    Raises BadInput for a marking that this product may not carry.
    """
    found = list(markings)
    for one in found:
        check_marking(one)
    return max(found, key=MARKINGS.index)


def may_read(marking: str, rule: Rule) -> bool:
    """Return whether what bears this marking may be read.

    Raises BadInput for a marking that this product may not carry: nobody may read that here.
    """
    check_marking(marking)
    return MARKINGS.index(marking) <= MARKINGS.index(rule.marking)
