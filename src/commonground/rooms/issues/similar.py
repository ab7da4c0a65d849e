"""PURE: which names on a list are near to one that somebody is about to add to it."""

import re
from collections.abc import Iterable
from difflib import SequenceMatcher
from typing import TypeVar

from commonground.documents.reading.names import same_but_for_case_and_spaces

Thing = TypeVar("Thing")
MOST = 5
"""How many to show: a phone holds no more at a glance."""
# Chosen on the invented pilot's 106 names: near enough that "burglaries of homes" finds "Dwelling
# Burglary", far enough that "Fly posting" does not find every issue. A person decides either way.
NEAR_IN_LETTERS = 0.75
NEAR_IN_WORDS = 0.5
SHORTEST_STEM = 4
UNSAID = frozenset(
    {"a", "against", "and", "at", "by", "for", "from", "in", "into", "near", "of", "off", "on",
     "or", "our", "the", "to", "with"}
)  # fmt: skip


def similar(name: str, things: Iterable[tuple[str, Thing]]) -> list[Thing]:
    """Return the things whose names are nearest to a name, the nearest first; at most five."""
    scored = [(nearness(name, other), other, thing) for other, thing in things]
    near = sorted((one for one in scored if one[0]), key=lambda one: (-one[0], one[1]))
    return [thing for _score, _name, thing in near[:MOST]]


def nearness(name: str, other: str) -> float:
    """Return from 0, not near, to 1, the same but for case and spaces."""
    if same_but_for_case_and_spaces(name) == same_but_for_case_and_spaces(other):
        return 1.0
    in_words, in_letters = _in_words(name, other), _in_letters(name, other)
    is_near = in_words >= NEAR_IN_WORDS or in_letters >= NEAR_IN_LETTERS
    return max(in_words, in_letters) * 0.99 if is_near else 0.0


def _in_words(name: str, other: str) -> float:
    """Return how much of the shorter name's words the other has too."""
    ours, theirs = _words(name), _words(other)
    shorter = min(len(ours), len(theirs))
    return len(ours & theirs) / shorter if shorter else 0.0


def _words(name: str) -> set[str]:
    """Return the words of a name, without their commonest endings."""
    words = re.findall(r"\w+", name.casefold().replace("'", "").replace("’", ""))
    return {_stem(word) for word in words if word not in UNSAID}


def _stem(word: str) -> str:
    for ending, instead in (("ies", "y"), ("s", ""), ("ing", "")):
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM:
            word = word.removesuffix(ending) + instead
    return word


def _in_letters(name: str, other: str) -> float:
    match = SequenceMatcher(None, name.casefold(), other.casefold(), autojunk=False)
    return match.ratio() if match.real_quick_ratio() >= NEAR_IN_LETTERS else 0.0
