"""PURE: the likeliest codes for a remark, and remarks that say nearly the same, by what they mean.

A drop-in for `keywords` where texts have the vectors of `sentences`. It suggests; a person decides.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic

import numpy as np
from numpy.typing import NDArray

from commonground.wording.keywords import MOST, Id
from commonground.wording.sentences import WIDTH, Floats

# Chosen on the invented pilot's remarks: a code's own words stand for as much as this many remarks,
# and the nearest single remark counts half of what the mean of them all does.
OWN_WORDS_WEIGH = 5.0
NEAREST_WEIGHS = 0.5
# On the invented pilot's remarks 99 pairs in 100 this near speak of one subject; at 0.65, 97.
NEARLY = 0.75
BLOCK = 512
"""So many rows are compared with all others at once: 6 MB at 3,000 texts."""


@dataclass(frozen=True, slots=True)
class Meant(Generic[Id]):
    """A code by vectors of length 1: of its own words, and a row for each remark that has it."""

    id: Id
    words: Floats
    remarks: Floats


def likeliest(text: Floats, codes: Sequence[Meant[Id]], most: int = MOST) -> list[Id]:
    """Return the ids of the codes nearest to a text, the nearest first; at most `most`.

    Every text means something, so there are always as many as there are codes, up to `most`. Codes
    equally near stand in the order given.

    Formula: cos(v, m) + `NEAREST_WEIGHS` max over rows r of cos(v, r); m is the mean of a code's
    rows: its own words `OWN_WORDS_WEIGH` times, and each remark once.
    """
    nearness = np.array([_nearness(text, one) for one in codes])
    return [codes[at].id for at in np.argsort(-nearness, kind="stable")[:most]]


def _nearness(text: Floats, code: Meant[Id]) -> float:
    total = OWN_WORDS_WEIGH * code.words + code.remarks.sum(axis=0)
    length = float(np.linalg.norm(total))
    mean = float(total @ text) / length if length else 0.0
    nearest = max(float(code.words @ text), float((code.remarks @ text).max(initial=-1.0)))
    return mean + NEAREST_WEIGHS * nearest


def nearly_same(text: Floats, others: Floats, most: int = MOST) -> list[int]:
    """Return which rows say nearly the same as a text, the nearest first; at most `most`.

    Nearly: a cosine of `NEARLY` or more.
    """
    nearness = others.reshape(-1, WIDTH) @ text
    order = np.argsort(-nearness, kind="stable")[:most]
    return [int(at) for at in order if nearness[at] >= NEARLY]


def neighbours(texts: Floats) -> list[NDArray[np.intp]]:
    """Return for each row which rows say nearly the same, itself among them, in order."""
    found: list[NDArray[np.intp]] = []
    for start in range(0, len(texts), BLOCK):
        near = texts[start : start + BLOCK] @ texts.T >= NEARLY
        # a row is near itself whatever its rounding
        near[np.arange(len(near)), start + np.arange(len(near))] = True
        found += [np.flatnonzero(row) for row in near]
    return found
