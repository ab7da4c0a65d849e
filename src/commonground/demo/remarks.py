"""What the invented pilot's assessors say: sentences from a bank, on the criterion they fit."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from commonground.demo.plan import PilotIssue, Plan
from commonground.reference.demo import demo_path
from commonground.scoring.file_tables import FileTable, read_toml

Choice = TypeVar("Choice")


@dataclass(frozen=True, slots=True)
class PilotRemark:
    """An invented remark on one score, and the subject it was written to speak of."""

    assessor: str
    issue: str
    criterion: str
    subject: str
    text: str


@dataclass(frozen=True, slots=True)
class SentenceGroup:
    """Sentences on one subject, for one kind of criterion."""

    subject: str
    kind: str
    """`harm`, `likelihood` or `position`: what the remark is about."""
    fits: tuple[str, ...]
    """The themes and issues the sentences suit; empty where they suit any of the subject."""
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bank:
    """Every sentence, and the words for the slots that stand in them."""

    groups: tuple[SentenceGroup, ...]
    slots: Mapping[str, tuple[str, ...]]

    def sentences_for(self, issue: PilotIssue, subject: str, kind: str) -> tuple[str, ...]:
        """Return the sentences that somebody might say about `issue`."""
        return tuple(
            sentence
            for group in self.groups
            if (group.subject, group.kind) == (subject, kind)
            and (not group.fits or {issue.theme, issue.name} & set(group.fits))
            for sentence in group.sentences
        )


def read_bank() -> Bank:
    """Return the bank of sentences from `reference/demo/remarks.toml`."""
    root = read_toml(demo_path("remarks"))
    slots = root.table("slots")
    groups = tuple(_sentence_group(table) for table in root.tables("groups", at_least=1))
    return Bank(groups, {name: slots.texts(name) for name in slots.entries})


def draw_remarks(
    plan: Plan, places: NDArray[np.int64], rng: np.random.Generator
) -> tuple[PilotRemark, ...]:
    """Return the remarks on the answers in `places`, at most one by an assessor on an issue."""
    bank, used = read_bank(), Counter[object]()
    rows = _rows_of_kinds(plan)
    share = plan.settings.table("remarks").whole_number("per_1000")
    spoken = rng.integers(1000, size=places.shape[:2]) < share
    remarks = []
    for who, what in np.argwhere(spoken & (places >= 0).any(axis=2)).tolist():
        issue, kind = plan.issues[what], _one(list(rows), rng)
        answered = [how for how in rows[kind] if places[who, what, how] >= 0]
        if not answered:
            continue
        criterion = plan.method.criteria[_one(answered, rng)].id
        subject = _one(issue.subjects, rng)
        sentence = _freshest(bank.sentences_for(issue, subject, kind), issue.name, used, rng)
        text = sentence.format(**{slot: _one(words, rng) for slot, words in bank.slots.items()})
        remarks.append(PilotRemark(plan.people[who].id, issue.name, criterion, subject, text))
    return tuple(remarks)


def _freshest(
    sentences: Sequence[str], issue: str, used: Counter[object], rng: np.random.Generator
) -> str:
    """Choose a sentence used least on this issue, then least at all, and count it as used."""
    shuffled: list[str] = [sentences[at] for at in rng.permutation(len(sentences)).tolist()]
    chosen: str = min(shuffled, key=lambda said: (used[issue, said], used[said]))
    used.update([(issue, chosen), chosen])
    return chosen


def _sentence_group(table: FileTable) -> SentenceGroup:
    return SentenceGroup(
        subject=table.text("subject"),
        kind=table.text("kind"),
        fits=table.texts("fits"),
        sentences=table.texts("sentences"),
    )


def _rows_of_kinds(plan: Plan) -> dict[str, list[int]]:
    """Return the places of the criteria that each kind of remark may sit on."""
    table = plan.settings.table("remarks").table("criteria")
    place = {criterion.id: at for at, criterion in enumerate(plan.method.criteria)}
    return {kind: [place[name] for name in table.texts(kind)] for kind in table.entries}


def _one(choices: Sequence[Choice], rng: np.random.Generator) -> Choice:
    return choices[int(rng.integers(len(choices)))]
