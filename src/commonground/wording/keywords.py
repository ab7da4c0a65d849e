"""PURE: the likeliest codes for a remark, by the words that it shares with each code.

A code is where its own words and the remarks that people gave it point to, on average: the nearest
centroid of term weights (tf-idf) by cosine. It suggests; a person decides.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from commonground.scoring.arrays import Array

Id = TypeVar("Id")
MOST = 3
SHORTEST_STEM = 4
# Chosen on the invented pilot's remarks: a code's own words stand for as much as this many remarks.
OWN_WORDS_WEIGH = 2.0
# On the invented pilot's remarks every pair this near speaks of one subject; 0.4 finds few more.
NEARLY = 0.6
UNSAID = frozenset(
    {"a", "about", "after", "all", "an", "and", "are", "as", "at", "be", "been", "but", "by",
     "can", "do", "for", "from", "had", "has", "have", "he", "her", "his", "if", "in", "into",
     "is", "it", "its", "more", "no", "not", "of", "on", "one", "or", "other", "our", "out",
     "over", "she", "so", "some", "than", "that", "the", "their", "them", "then", "there",
     "they", "this", "to", "two", "up", "us", "was", "we", "were", "what", "when", "which",
     "who", "will", "with", "would", "you"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Known(Generic[Id]):
    """What is known of a code: its name, definition and example, and the remarks that carry it."""

    id: Id
    words: str
    remarks: Sequence[str] = ()


def likeliest(text: str, codes: Sequence[Known[Id]], most: int = MOST) -> list[Id]:
    """Return the ids of the codes nearest to a text, the nearest first; at most `most`.

    A code that shares no telling word with it is left out, so there may be none. Codes that are
    equally near stand in the order given. The same texts give the same answer on any machine but
    for codes whose nearness differs by less than a float's rounding.

    Formula: cos(v(text), mean over a code's texts of v), the code's own words counting
    `OWN_WORDS_WEIGH` times; v is the unit vector of (1 + ln tf) ln(1 + N / df), over the stems of a
    text's words, N texts in all and df of them with the stem.
    Source: Rocchio's nearest centroid with tf-idf, as in Manning, Raghavan and Schuetze (2008),
    Introduction to Information Retrieval, chapters 6 and 14.

    >>> codes = [Known("Y", "Youth: children and school"), Known("H", "Housing and rents")]
    >>> likeliest("Children say that school is unsafe", codes)
    ['Y']
    """
    texts = [(at, own, OWN_WORDS_WEIGH) for at, own in enumerate(one.words for one in codes)]
    texts += [(at, said, 1.0) for at, one in enumerate(codes) for said in one.remarks]
    counted = [Counter(stems(said)) for _at, said, _weight in texts]
    places = {stem: at for at, stem in enumerate(sorted({s for one in counted for s in one}))}
    rarity = _rarity(counted, places)
    centroids: Array = np.zeros((len(codes), len(places)))
    for (at, _said, weight), stem_counts in zip(texts, counted, strict=True):
        where, values = _vector(stem_counts, places, rarity)
        centroids[at, where] += weight * values
    where, values = _vector(Counter(stems(text)), places, rarity)
    lengths = np.linalg.norm(centroids, axis=1)
    nearness = (centroids[:, where] @ values) / np.where(lengths > 0, lengths, 1.0)
    order = np.argsort(-nearness, kind="stable")[:most]
    return [codes[at].id for at in order if nearness[at] > 0]


def nearly_same(text: str, others: Sequence[tuple[Id, str]], most: int = MOST) -> list[Id]:
    """Return the ids of the texts that say nearly the same, the nearest first; at most `most`.

    Nearly: the cosine of their vectors, as in `likeliest`, is `NEARLY` or more.

    >>> others = [(1, "Shops sold knives to children in spring"), (2, "Nobody answers")]
    >>> nearly_same("Shops sold knives to children in winter", others)
    [1]
    """
    counted = [Counter(stems(said)) for _id, said in others]
    own = Counter(stems(text))
    every = {stem for one in (own, *counted) for stem in one}
    places = {stem: at for at, stem in enumerate(sorted(every))}
    rarity = _rarity([own, *counted], places)
    here: Array = np.zeros(len(places))
    where, values = _vector(own, places, rarity)
    here[where] = values
    found = []
    for (one, _said), stem_counts in zip(others, counted, strict=True):
        # most texts share no word with it, and need no arithmetic
        if not own.keys().isdisjoint(stem_counts):
            where, values = _vector(stem_counts, places, rarity)
            found.append((float(here[where] @ values), one))
    near = [pair for pair in found if pair[0] >= NEARLY]
    return [one for _nearness, one in sorted(near, key=lambda pair: -pair[0])[:most]]


def neighbours(texts: Sequence[str]) -> list[NDArray[np.intp]]:
    """Return for each text which texts say nearly the same, itself among them, in order."""
    counted = [Counter(stems(said)) for said in texts]
    places = {stem: at for at, stem in enumerate(sorted({s for one in counted for s in one}))}
    rarity = _rarity(counted, places)
    vectors = [_vector(one, places, rarity) for one in counted]
    holders: list[list[tuple[int, float]]] = [[] for _stem in places]
    for at, (where, values) in enumerate(vectors):
        for place, value in zip(where, values, strict=True):
            holders[place].append((at, float(value)))
    # a text is compared with those alone that share a word with it
    columns = [
        (np.array([at for at, _v in one]), np.array([v for _at, v in one])) for one in holders
    ]
    found = []
    for at, (where, values) in enumerate(vectors):
        nearness: Array = np.zeros(len(texts))
        for place, value in zip(where, values, strict=True):
            rows, weights = columns[place]
            nearness[rows] += value * weights
        nearness[at] = 1.0
        found.append(np.flatnonzero(nearness >= NEARLY))
    return found


def _rarity(counted: Iterable[Mapping[str, int]], places: Mapping[str, int]) -> Array:
    """Return ln(1 + N / df) of each stem, in the order of its place."""
    held: Array = np.zeros(len(places))
    number = 0
    for one in counted:
        held[[places[stem] for stem in one]] += 1
        number += 1
    weights: Array = np.log1p(number / held)
    return weights


def _vector(
    counted: Mapping[str, int], places: Mapping[str, int], rarity: Array
) -> tuple[list[int], Array]:
    """Return where a text's stems are, and their weights as a vector of length 1."""
    known = [(places[stem], times) for stem, times in counted.items() if stem in places]
    where = [at for at, _times in known]
    values = (1 + np.log(np.array([times for _at, times in known], dtype=float))) * rarity[where]
    length = float(np.linalg.norm(values))
    return where, values / length if length else values


def stems(text: str) -> list[str]:
    """Return a text's telling words, in order and without their commonest endings.

    >>> stems("The children's services were waiting for families")
    ['children', 'service', 'wait', 'family']
    """
    words = re.findall(r"[^\W\d_]+", text.casefold().replace("’", "'").replace("'s", ""))
    return [_stem(word) for word in words if word not in UNSAID and len(word) > 1]


def _stem(word: str) -> str:
    for ending, instead in (("ies", "y"), ("ing", ""), ("ed", ""), ("s", "")):
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM:
            return word.removesuffix(ending) + instead
    return word
