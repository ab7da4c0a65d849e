"""Two cycles' rankings held against each other, where issues came, went, merged or were split.

A difference of ranks is given only where it means something: of an issue that is in both lists,
ranked by the same method and rules, its rank counted anew among the issues that both lists have.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from commonground.scoring.results import Band, Basis, Inputs, Ranking, SourceFile


class Part(StrEnum):
    """What two rankings may differ in beside their scores."""

    METHOD = "method"
    FACTORS = "local_factors"
    RULES = "rules"
    LENGTH = "shortlist_length"


UNCOMPARABLE = frozenset({Part.METHOD, Part.FACTORS, Part.RULES})
"""Where one of these differs, a rank then and a rank now are not of the same thing."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing in which two rankings differ, as each says it."""

    part: Part
    then: str
    now: str


class Fate(StrEnum):
    """What became of issues between two rankings."""

    SAME = "same"
    NEW = "new"
    GONE = "gone"
    MERGED = "merged"
    SPLIT = "split"
    BECAME = "became"
    """One became another, with more that only one of the two lists has or by several steps."""


class Change(StrEnum):
    """What can be said of how an issue moved."""

    HIGHER = "higher"
    LOWER = "lower"
    WITHIN_CHANCE = "within_chance"
    NOT_TOLD = "not_told"
    """Its likely ranks are not known, or hang on issues that only one of the lists has."""
    NOT_COMPARABLE = "not_comparable"
    """Another method, other factors or other rules."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where one issue stood in one ranking."""

    key: str
    """The issue itself, whatever it was called."""
    issue: str
    rank: int
    low: int | None
    high: int | None
    """The ends of its likely ranks; None where the consultation was not redrawn."""
    band: Band
    in_shortlist: bool


@dataclass(frozen=True, slots=True)
class Compared:
    """Issues then and now that belong together: one of each, unless they merged or were split."""

    fate: Fate
    then: tuple[Place, ...]
    now: tuple[Place, ...]
    change: Change | None = None
    """Of an issue that is in both lists; None for every other."""
    place_then: int | None = None
    place_now: int | None = None
    """Its ranks among the issues that both lists have; None where they cannot be compared."""

    @property
    def moved(self) -> int | None:
        """How many places it rose; negative where it fell, None where that means nothing."""
        if self.place_then is None or self.place_now is None:
            return None
        return self.place_then - self.place_now


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two rankings held against each other, in the order of the later, then what is gone."""

    differences: tuple[Difference, ...]
    rows: tuple[Compared, ...]
    shared: int
    """How many issues are in both lists."""

    @property
    def is_comparable(self) -> bool:
        """Whether ranks may be held against each other at all."""
        return not any(one.part in UNCOMPARABLE for one in self.differences)


def places(ranking: Ranking, keys: Mapping[str, str]) -> tuple[Place, ...]:
    """Return where each issue stood; `keys` gives the issue behind each name of the ranking."""
    is_drawn = ranking.basis is Basis.RESAMPLING
    return tuple(
        Place(
            key=keys[one.issue],
            issue=one.issue,
            rank=one.rank,
            low=one.certainty.rank_low if is_drawn else None,
            high=one.certainty.rank_high if is_drawn else None,
            band=one.certainty.band,
            in_shortlist=one.in_shortlist,
        )
        for one in ranking.issues
    )


def differences(then: Inputs, now: Inputs) -> Iterator[Difference]:
    """Yield in what else than their scores two rankings differ."""
    if then.method.sha256 != now.method.sha256:
        yield Difference(Part.METHOD, _named(then.method), _named(now.method))
    if (old := _factors(then)) != (new := _factors(now)):
        yield Difference(Part.FACTORS, old, new)
    if then.rules.sha256 != now.rules.sha256:
        yield Difference(Part.RULES, _named(then.rules), _named(now.rules))
    if then.top != now.top:
        yield Difference(Part.LENGTH, str(then.top), str(now.top))


def _named(file: SourceFile) -> str:
    """Return a file's title with the start of its digest, since two may bear one title."""
    return f"{file.title} ({file.sha256[:8]})"


def _factors(inputs: Inputs) -> str:
    held = sorted((one.total, one.factor) for one in inputs.local_factors)
    return ", ".join(f"{total} = {factor.normalize():f}" for total, factor in held)


def compare(
    then: Sequence[Place],
    now: Sequence[Place],
    became: Sequence[tuple[str, str]],
    differ: Sequence[Difference] = (),
) -> Comparison:
    """Return two rankings held against each other.

    `became` holds pairs of keys: an issue, and one that it was merged or split into. What an issue
    became through issues that neither list has is followed.
    """
    groups = _groups(then, now, became)
    shared = {old[0].key for old, new in groups if _is_same(old, new)}
    is_comparable = not any(one.part in UNCOMPARABLE for one in differ)
    ranks_then, ranks_now = _among(then, shared), _among(now, shared)
    unshared = len(then) - len(shared), len(now) - len(shared)
    rows = []
    for old, new in groups:
        if not _is_same(old, new):
            rows.append(Compared(_fate(old, new), old, new))
        elif not is_comparable:
            rows.append(Compared(Fate.SAME, old, new, Change.NOT_COMPARABLE))
        else:
            key, change = old[0].key, _change(old[0], new[0], *unshared)
            rows.append(Compared(Fate.SAME, old, new, change, ranks_then[key], ranks_now[key]))
    rows.sort(key=_order)
    return Comparison(tuple(differ), tuple(rows), len(shared))


def _order(row: Compared) -> tuple[bool, int, str]:
    stands = row.now or row.then
    return not row.now, stands[0].rank, stands[0].issue


def _is_same(old: Sequence[Place], new: Sequence[Place]) -> bool:
    return len(old) == len(new) == 1 and old[0].key == new[0].key


def _fate(old: Sequence[Place], new: Sequence[Place]) -> Fate:
    match len(old), len(new):
        case 0, _:
            return Fate.NEW
        case _, 0:
            return Fate.GONE
        case 1, 1:
            return Fate.BECAME
        case _, 1:
            return Fate.MERGED
        case 1, _:
            return Fate.SPLIT
    return Fate.BECAME


def _among(some: Sequence[Place], shared: set[str]) -> dict[str, int]:
    """Return the rank of each shared issue among the shared alone; ties share the best."""
    ranks = sorted(one.rank for one in some if one.key in shared)
    return {one.key: ranks.index(one.rank) + 1 for one in some if one.key in shared}


def _change(then: Place, now: Place, unshared_then: int, unshared_now: int) -> Change:
    """Return whether the likely ranks, counted among shared issues, are apart, meet, or neither.

    An issue that only one list has can raise the ranks below it by one. So among the shared, a
    likely rank lies between itself less all such issues, and itself: what holds at both ends holds.
    """
    if then.low is None or then.high is None or now.low is None or now.high is None:
        return Change.NOT_TOLD
    if now.high < then.low - unshared_then:
        return Change.HIGHER
    if then.high < now.low - unshared_now:
        return Change.LOWER
    if max(then.low, now.low) <= min(then.high - unshared_then, now.high - unshared_now):
        return Change.WITHIN_CHANCE
    return Change.NOT_TOLD


def _groups(
    then: Sequence[Place], now: Sequence[Place], became: Sequence[tuple[str, str]]
) -> list[tuple[tuple[Place, ...], tuple[Place, ...]]]:
    """Return the issues of both lists, each with those that it became or came from."""
    later: dict[str, list[str]] = {}
    for earlier, after in became:
        later.setdefault(earlier, []).append(after)
    present = {one.key for one in now}
    group_of = {one.key: one.key for one in (*then, *now)}

    def root(key: str) -> str:
        while group_of[key] != key:
            key = group_of[key]
        return key

    for one in then:
        for key in _descendants(one.key, later) & present:
            group_of[root(one.key)] = root(key)
    held: dict[str, tuple[list[Place], list[Place]]] = {}
    for side, some in enumerate((then, now)):
        for one in some:
            held.setdefault(root(one.key), ([], []))[side].append(one)
    return [(tuple(old), tuple(new)) for old, new in held.values()]


def _descendants(key: str, later: Mapping[str, Sequence[str]]) -> set[str]:
    found, waiting = {key}, [key]
    while waiting:
        for after in later.get(waiting.pop(), ()):
            if after not in found:
                found.add(after)
                waiting.append(after)
    return found
