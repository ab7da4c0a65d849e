"""Two cycles' rankings held against each other, as a file has them."""

from collections.abc import Sequence

from commonground.documents.flat import FlatTable
from commonground.scoring.cycles import Compared, Comparison, Place

HEADER = (
    "fate", "issue_now", "rank_now", "rank_low_now", "rank_high_now", "band_now",
    "in_shortlist_now", "issue_then", "rank_then", "rank_low_then", "rank_high_then", "band_then",
    "in_shortlist_then", "place_then_among_shared", "place_now_among_shared", "places_risen",
    "change",
)  # fmt: skip


def comparison_table(comparison: Comparison) -> FlatTable:
    """Return one row for each pair of an issue then and an issue now that belong together.

    An issue that merged or was split stands in as many rows as it has counterparts. What means
    nothing is empty: there is no difference of ranks between other methods or other issues.
    """
    rows = (
        line
        for one in comparison.rows
        for then, now in _pairs(one)
        for line in [_row(one, then, now)]
    )
    return FlatTable(HEADER, tuple(rows))


def _pairs(one: Compared) -> list[tuple[Place | None, Place | None]]:
    olds: Sequence[Place | None] = one.then or (None,)
    news: Sequence[Place | None] = one.now or (None,)
    return [(old, new) for new in news for old in olds]


def _row(one: Compared, then: Place | None, now: Place | None) -> tuple[str, ...]:
    figures = (one.place_then, one.place_now, one.moved)
    return (
        one.fate.value,
        *_place(now),
        *_place(then),
        *("" if figure is None else str(figure) for figure in figures),
        one.change.value if one.change else "",
    )


def _place(one: Place | None) -> tuple[str, ...]:
    if one is None:
        return ("",) * 6
    ends = ("" if end is None else str(end) for end in (one.low, one.high))
    return (one.issue, str(one.rank), *ends, one.band.value, "yes" if one.in_shortlist else "no")
