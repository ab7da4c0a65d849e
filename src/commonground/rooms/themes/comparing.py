"""PURE: how far two coders agree, by code, by golden theme and over all codes; and where not."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import isnan, nan
from uuid import UUID

from commonground.scoring.agreement import Measurement, krippendorff_alpha, pooled_nominal_alpha

Given = Mapping[UUID, frozenset[UUID]]
"""The codes that a coder gave, by remark; a remark that the coder did not read is not there."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far two coders agree on whether a remark carries one code, or any of several."""

    read: int
    """How many remarks both read: the others say nothing about agreement."""
    given: tuple[int, int]
    """How many of those each gave it."""
    alike: float | None
    """The share on which both say the same; None where there is nothing to compare."""
    alpha: float | None
    """Nominal alpha of present and absent; None where it is undefined, as without variation."""


def on_any_of(codes: Iterable[UUID], first: Given, second: Given) -> Agreement:
    """Return how far two coders agree on which remarks carry at least one of these codes."""
    wanted = frozenset(codes)
    ratings = _ratings(wanted, first, second)
    pairs = [(a, b) for a, b in zip(*ratings, strict=True) if not isnan(a) and not isnan(b)]
    alike = sum(a == b for a, b in pairs) / len(pairs) if pairs else None
    return Agreement(
        read=len(pairs),
        given=(sum(a == 1 for a, _b in pairs), sum(b == 1 for _a, b in pairs)),
        alike=alike,
        alpha=_known(krippendorff_alpha(ratings, Measurement.NOMINAL)) if pairs else None,
    )


def overall(codes: Iterable[UUID], first: Given, second: Given) -> Agreement:
    """Return how far they agree over all codes, each code against its own chance.

    `given` counts codes given, and `alike` is the share of remarks with the very same codes.
    """
    both = first.keys() & second.keys()
    alpha = pooled_nominal_alpha(_ratings(frozenset({one}), first, second) for one in codes)
    return Agreement(
        read=len(both),
        given=(sum(len(first[one]) for one in both), sum(len(second[one]) for one in both)),
        alike=sum(first[one] == second[one] for one in both) / len(both) if both else None,
        alpha=_known(alpha),
    )


def _ratings(codes: frozenset[UUID], first: Given, second: Given) -> tuple[list[float], ...]:
    remarks = sorted(first.keys() | second.keys())
    return tuple(
        [float(not codes.isdisjoint(said[one])) if one in said else nan for one in remarks]
        for said in (first, second)
    )


def _known(alpha: float) -> float | None:
    return None if isnan(alpha) else alpha


def disagreements(drawn: Sequence[UUID], first: Given, second: Given) -> list[UUID]:
    """Return the remarks that both read and gave other codes, in the order they were drawn."""
    return [one for one in drawn if one in first and one in second and first[one] != second[one]]
