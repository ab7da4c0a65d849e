"""What the figures of an assessment are read from: a snapshot, and the frozen texts it names."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from commonground.documents import board
from commonground.documents.presenting.subject import Subject, subject_of
from commonground.scoring.digests import canonical, text_digest
from commonground.scoring.frozen import to_plain
from commonground.scoring.results import AgencyCoverage, CriterionAgreement, RankedIssue, Ranking
from commonground.scoring.saved import method_of
from commonground.scoring.thawed import thawed, thawed_as

CROSS_CUTTING, STAND_ALONE = "cross_cutting", "stand_alone"


@dataclass(frozen=True, slots=True)
class Named:
    """A frozen text that is kept elsewhere: what it is called, and its digest. Dates are ISO."""

    id: str
    name: str
    sha256: str
    on: str


@dataclass(frozen=True, slots=True)
class Decided:
    """One decision of the board, as it stood."""

    number: int
    issue: str
    rank: int
    band: str
    is_in: bool
    reason: str
    decided_by: str
    kept_on: str

    @property
    def printed(self) -> board.Decision:
        """The decision as documents print it."""
        return board.Decision(
            self.number, self.issue, self.rank, self.band, self.is_in, self.reason,
            self.decided_by, date.fromisoformat(self.kept_on),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class LastCycle:
    """The ranking of the cycle before, and where it had each issue of this one, by name."""

    ranking: Named
    ranks: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Remark:
    """What was said, by which agency; nothing leads from it to a person."""

    number: int
    text: str
    issue: str
    """As the ranking calls it; empty where it is about none."""
    agency: str
    way: str


@dataclass(frozen=True, slots=True)
class GoldenTheme:
    """A golden theme, with the codes and remarks that it stood on."""

    id: str
    name: str
    reach: str
    why: str
    codes: tuple[str, ...]
    remarks: tuple[Remark, ...]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Everything that an assessment's figures come from, as it stood on one day."""

    taken_on: str
    ranking: Named
    closing: Named
    decisions: tuple[Decided, ...]
    last: LastCycle | None
    themes: tuple[GoldenTheme, ...]

    @property
    def text(self) -> str:
        """The text by which it is kept and digested."""
        return canonical(to_plain(self))


def snapshot_of(text: str) -> Snapshot:
    """Return the snapshot that a text was made of."""
    return thawed_as(Snapshot, json.loads(text))


@dataclass(frozen=True)
class Sources:
    """A snapshot with the two texts that it names; each is read when it is first asked for."""

    snapshot: Snapshot
    result: str
    """The kept ranking, as `commonground rank --save` writes it."""
    record: str
    """The record of the closing."""

    @cached_property
    def ranking(self) -> Ranking:
        """The ranking, read back."""
        return thawed(json.loads(self.result))

    @cached_property
    def subject(self) -> Subject:
        """The ranking with its method and rules, as every report puts it in words."""
        return subject_of(self.ranking, method_of(self.ranking.inputs))

    @cached_property
    def issues(self) -> dict[str, RankedIssue]:
        """Each ranked issue by its name, in rank order."""
        return {one.issue: one for one in self.ranking.issues}

    @cached_property
    def ranks(self) -> dict[str, str]:
        """Each issue's rank as it is printed, with an equals sign where others share it."""
        return self.subject.rank_of

    @cached_property
    def themes(self) -> dict[str, GoldenTheme]:
        """Each golden theme by its name, those that stand alone last."""
        return {one.name: one for one in self.snapshot.themes}

    @cached_property
    def closed(self) -> "Closed":
        """What the record of the closing holds."""
        held = json.loads(self.record)
        return Closed(
            name=str(held["name"]),
            closed_on=str(held["closed_at"] or "")[:10],
            invited=tuple(thawed_as(Invited, one) for one in held["invited"]),
            took_part=tuple(thawed_as(AgencyCoverage, one) for one in held["took_part"]),
            agreement=tuple(thawed_as(CriterionAgreement, one) for one in held["agreement"]),
        )

    @cached_property
    def decisions(self) -> list[board.Decision]:
        """The decisions of the board, in order."""
        return [one.printed for one in self.snapshot.decisions]

    @cached_property
    def standing(self) -> dict[str, board.Decision]:
        """The decision that stands on each issue that the board decided about."""
        return board.standing(self.decisions)

    def is_on(self, issue: RankedIssue) -> bool:
        """Say whether an issue is on the shortlist as the board left it."""
        decided = self.standing.get(issue.issue)
        return decided.is_in if decided else issue.in_shortlist

    def broken(self) -> Iterator[tuple[Named, str]]:
        """Yield each text that is not as it was frozen, with the digest that it has now."""
        held = json.loads(self.result)
        content = {key: held[key] for key in held if key not in _NOT_DIGESTED}
        for named, found in (
            (self.snapshot.ranking, text_digest(canonical(content))),
            (self.snapshot.closing, text_digest(self.record)),
        ):
            if named.sha256 != found:
                yield named, found


_NOT_DIGESTED = frozenset({"kind", "format", "sha256", "versions"})


@dataclass(frozen=True, slots=True)
class Invited:
    """How many were asked, by agency and way."""

    agency: str
    way: str
    assessors: int


@dataclass(frozen=True, slots=True)
class Closed:
    """Who was asked and who took part when a round closed, and how far they agreed."""

    name: str
    closed_on: str
    invited: tuple[Invited, ...]
    took_part: tuple[AgencyCoverage, ...]
    agreement: tuple[CriterionAgreement, ...]
