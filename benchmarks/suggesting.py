"""How often the right code is among three suggested, by keywords and by the sentence model.

OPENBLAS_NUM_THREADS=1 .venv/bin/python benchmarks/suggesting.py

On the invented pilot's labelled remarks, with the demonstration's names and definitions of codes.
Needs the sentence model (`./run --suggest` installs it). Takes a few minutes.
"""

import re
import resource
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from commonground.demo.pilot import make_pilot
from commonground.demo.remarks import PilotRemark, read_bank
from commonground.wording import grouping, keywords, meanings, sentences

# as in the demonstration of the themes room, which needs the web framework to be read from
CODES = {
    "youth": "Youth: Children and young people, as victims, as suspects or at risk",
    "mental_health": "Mental health: Distress, illness and whether help could be had",
    "victim_support_and_protection": "Victim support and protection: What victims need, and "
    "whether they got it",
    "offender_management": "Offender management: Those who did it: what stops them, and what "
    "lets them go on",
    "deprivation_and_diversity": "Demographics: deprivation and diversity: Poverty, housing, "
    "language and who is seldom heard",
    "violence": "Violence: Force, threats and weapons, wherever they happen",
    "world_wide_web": "The World Wide Web: What happens on line, or is made worse there",
    "counter_terrorism": "Counter terrorism: Radicalisation, extremism and protected places",
}
ASKED = 250
SEEDS = range(5)
MANY = 3000


@dataclass(frozen=True)
class Trial:
    """Which remarks were coded, and which are asked about."""

    name: str
    taught: list[int]
    asked: list[int]


def main() -> None:
    """Measure, and print the tables."""
    remarks = make_pilot().remarks
    vectors = _read_all(remarks)
    words = sentences.encode(list(CODES.values()))
    print(f"\n{'right code among the first':<42}{'keywords':>16}{'model':>16}")
    print(f"{'':<42}{'3':>8}{'1':>8}{'3':>8}{'1':>8}")
    found: dict[str, list[list[float]]] = {}
    for trial in _trials(remarks):
        row = [*_by_keywords(remarks, trial), *_by_model(remarks, vectors, words, trial)]
        found.setdefault(trial.name, []).append(row)
    for name, rows in found.items():
        print(f"{name:<42}" + "".join(f"{share:8.1%}" for share in np.mean(rows, axis=0)))
    _pairs(remarks, vectors)
    _groups()


def _read_all(remarks: Sequence[PilotRemark]) -> sentences.Floats:
    before = _peak_mb()
    sentences.encode(["one to load the model"])
    different = sorted({one.text for one in remarks})
    start = time.process_time()
    rows = sentences.encode(different)
    taken = time.process_time() - start
    start = time.process_time()
    sentences.encode([different[0]])
    alone = 1000 * (time.process_time() - start)
    print(
        f"{len(remarks)} remarks, {len(different)} of them different: {len(different) / taken:.0f} "
        f"a second on one thread, one alone {alone:.0f} ms; "
        f"memory {before:.0f} MB before, {_peak_mb():.0f} MB at most"
    )
    places = {text: at for at, text in enumerate(different)}
    return rows[[places[one.text] for one in remarks]]


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _trials(remarks: Sequence[PilotRemark]) -> Iterator[Trial]:
    everything = list(range(len(remarks)))
    wordings = _wordings(remarks)
    for seed in SEEDS:
        rng = np.random.default_rng(seed)
        order = rng.permutation(len(remarks)).tolist()
        yield Trial("nothing coded", [], order[:ASKED])
        yield Trial("40 coded", order[:40], order[40 : 40 + ASKED])
        part = 3 * len(order) // 5
        yield Trial("three of five coded", order[:part], order[part:][:ASKED])
        names = rng.permutation(sorted(set(wordings)))
        kept_back = set(names[: 2 * len(names) // 5].tolist())
        taught = [at for at in everything if wordings[at] not in kept_back]
        asked = [at for at in order if wordings[at] in kept_back][:ASKED]
        yield Trial("three of five, wording never coded", taught, asked)


def _wordings(remarks: Sequence[PilotRemark]) -> list[int]:
    """Return which sentence of the bank each remark is, whatever its slots were filled with."""
    every = [one for group in read_bank().groups for one in group.sentences]
    patterns = [re.compile(re.sub(r"\\\{[^}]*\\\}", ".+", re.escape(one))) for one in every]
    return [
        next(at for at, one in enumerate(patterns) if one.fullmatch(remark.text))
        for remark in remarks
    ]


def _taught(remarks: Sequence[PilotRemark], trial: Trial, subject: str) -> list[int]:
    return [at for at in trial.taught if remarks[at].subject == subject]


def _by_keywords(remarks: Sequence[PilotRemark], trial: Trial) -> tuple[float, float]:
    codes = [
        keywords.Known(name, words, [remarks[at].text for at in _taught(remarks, trial, name)])
        for name, words in CODES.items()
    ]
    return _shares(
        [(remarks[at].subject, keywords.likeliest(remarks[at].text, codes)) for at in trial.asked]
    )


def _by_model(
    remarks: Sequence[PilotRemark], rows: sentences.Floats, words: sentences.Floats, trial: Trial
) -> tuple[float, float]:
    codes = [
        meanings.Meant(name, own, rows[_taught(remarks, trial, name)])
        for name, own in zip(CODES, words, strict=True)
    ]
    return _shares(
        [(remarks[at].subject, meanings.likeliest(rows[at], codes)) for at in trial.asked]
    )


def _shares(offered: Sequence[tuple[str, list[str]]]) -> tuple[float, float]:
    """Return how often the right one is among those offered, and how often the first."""
    among = sum(right in found for right, found in offered)
    first = sum([right] == found[:1] for right, found in offered)
    return among / len(offered), first / len(offered)


def _pairs(remarks: Sequence[PilotRemark], vectors: sentences.Floats) -> None:
    """Print how often two different remarks that are near speak of one subject."""
    texts = [one.text for one in remarks]
    print(f"\n{'nearly the same, not word for word':<42}{'pairs':>8}{'one subject':>14}")
    for name, near in (
        ("keywords", keywords.neighbours(texts)),
        ("model", meanings.neighbours(vectors)),
    ):
        pairs = [
            remarks[at].subject == remarks[other].subject
            for at, others in enumerate(near)
            for other in others.tolist()
            if at < other and texts[at] != texts[other]
        ]
        print(f"{name:<42}{len(pairs):8}{np.mean(pairs):14.1%}")


def _groups() -> None:
    """Print how long it takes to group 3,000 texts' vectors."""
    rng = np.random.default_rng(1)
    kinds = rng.normal(size=(MANY // 5, sentences.WIDTH))
    rows = kinds[rng.integers(len(kinds), size=MANY)] + 0.4 * rng.normal(size=(MANY, 384))
    rows = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
    start = time.process_time()
    found = grouping.stars(meanings.neighbours(rows))
    taken = time.process_time() - start
    print(f"\n{MANY} remarks in {len(found)} groups: {1000 * taken:.0f} ms")


if __name__ == "__main__":
    main()
