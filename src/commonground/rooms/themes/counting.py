"""PURE: how often golden themes meet issues, counted in remarks and in agencies."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Said:
    """That one remark speaks of a theme. The same remark may say so by several codes."""

    theme: UUID
    remark: UUID
    issue: UUID | None
    agency: str
    way: str


@dataclass(frozen=True, slots=True)
class Count:
    """How many remarks, and from how many agencies; an agency that is not known is not counted."""

    remarks: int = 0
    agencies: int = 0
    issues: int = 0


NONE = Count()


def count(said: Iterable[Said]) -> Count:
    """Return how much was said: each remark once.

    >>> from uuid import UUID
    >>> a, b = UUID(int=1), UUID(int=2)
    >>> count([Said(a, b, None, "Police", "meeting"), Said(a, b, None, "Police", "meeting")])
    Count(remarks=1, agencies=1, issues=0)
    """
    held = list(said)
    return Count(
        remarks=len({one.remark for one in held}),
        agencies=len({one.agency for one in held if one.agency}),
        issues=len({one.issue for one in held if one.issue}),
    )


def by_theme(said: Iterable[Said]) -> dict[UUID, list[Said]]:
    """Return what was said, by the theme it speaks of."""
    found: dict[UUID, list[Said]] = {}
    for one in said:
        found.setdefault(one.theme, []).append(one)
    return found


def matrix(said: Iterable[Said]) -> dict[tuple[UUID, UUID | None], Count]:
    """Return how much was said of each theme about each issue; None is "about no issue"."""
    cells: dict[tuple[UUID, UUID | None], list[Said]] = {}
    for one in said:
        cells.setdefault((one.theme, one.issue), []).append(one)
    return {cell: count(held) for cell, held in cells.items()}


def by_rank(issues: Iterable[tuple[UUID, str]], ranks: Mapping[UUID, int]) -> list[UUID]:
    """Return issues by rank, those without one last, by name."""
    last = len(ranks) + 1
    return [pk for _r, _n, pk in sorted((ranks.get(pk, last), name, pk) for pk, name in issues)]
