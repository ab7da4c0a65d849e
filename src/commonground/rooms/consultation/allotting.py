"""Who is asked about which issue: everybody about the linking set, then what is heard least.

Pure: keys come in and go out. The same people and issues always give the same assignment.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

Who = TypeVar("Who")
What = TypeVar("What")


class Sharing(StrEnum):
    """By what issues are shared out, beside the linking set that everybody gets."""

    EVENLY = "evenly"
    OWN_THEMES = "own themes"
    """Whoever knows some issues is asked about those alone; whoever knows none, about any."""
    OWN_THEMES_FIRST = "own themes first"
    """The same, and then about others too."""


@dataclass(frozen=True, slots=True)
class Heard:
    """How far one issue is covered."""

    agencies: int
    assessors: int


def allot(
    agency_of: Mapping[Who, str],
    issues: Sequence[What],
    linking: Collection[What],
    each: int,
    sharing: Sharing = Sharing.EVENLY,
    knows: Mapping[Who, Collection[What]] | None = None,
) -> dict[Who, list[What]]:
    """Return the issues that each assessor is asked about, in the order of `issues`.

    Everybody gets the linking set. Then, in turns of one issue each, people take the issue that the
    fewest agencies speak to, their own counted only once, and of those the one that the fewest
    people score, until everybody has `each` issues or there are no more. `sharing` says how far
    what they know, as `knows` has it, comes before that.
    """
    known = {who: set((knows or {}).get(who, ())) for who in agency_of}
    place = {issue: at for at, issue in enumerate(issues)}
    given: dict[Who, set[What]] = {who: set(linking) for who in agency_of}
    agencies: dict[What, set[str]] = {issue: set() for issue in issues}
    people: dict[What, int] = dict.fromkeys(issues, 0)
    for issue in linking:
        agencies[issue] = set(agency_of.values())
        people[issue] = len(agency_of)
    for _turn in range(max(0, min(each, len(issues)) - len(linking))):
        for who in _in_turn(agency_of):
            own = agency_of[who]
            left = [issue for issue in issues if issue not in given[who]]
            if known[who] and sharing is not Sharing.EVENLY:
                own_left = [issue for issue in left if issue in known[who]]
                left = own_left or (left if sharing is Sharing.OWN_THEMES_FIRST else [])
            if not left:
                continue
            chosen = min(
                left,
                key=lambda one: (
                    own in agencies[one], len(agencies[one]), people[one], place[one],
                ),
            )  # fmt: skip
            given[who].add(chosen)
            agencies[chosen].add(own)
            people[chosen] += 1
    return {who: sorted(some, key=place.__getitem__) for who, some in given.items()}


def _in_turn(agency_of: Mapping[Who, str]) -> list[Who]:
    """Return everybody, the agencies taking turns, so that a large one does not come first."""
    seats: dict[str, int] = {}
    turns = []
    for at, (who, agency) in enumerate(agency_of.items()):
        seats[agency] = seats.get(agency, 0) + 1
        turns.append((seats[agency], at, who))
    return [who for _seat, _at, who in sorted(turns, key=lambda turn: turn[:2])]


def coverage(
    agency_of: Mapping[Who, str], issues: Iterable[What], assigned: Iterable[tuple[Who, What]]
) -> dict[What, Heard]:
    """Return how many agencies and people are asked about each issue."""
    people: dict[What, list[str]] = {issue: [] for issue in issues}
    for who, issue in assigned:
        people[issue].append(agency_of[who])
    return {issue: Heard(len(set(some)), len(some)) for issue, some in people.items()}
