"""The same scores read otherwise: without each agency, by other averages, by other methods."""

from collections.abc import Sequence

from commonground.documents.workbooks.pages import Page
from commonground.documents.workbooks.styles import Style
from commonground.documents.workbooks.tables import Column, write_whole_sheet
from commonground.scoring.results import Ranking
from commonground.scoring.sensitivity import Variant


def write_without(page: Page, ranking: Ranking) -> None:
    """Fill the sheet that leaves each agency out in turn."""
    variants = ranking.without_each_agency
    first = Column("Left out", [each.id for each in variants], width=40)
    write_whole_sheet(page, [first, *_compared(ranking, variants)], keep=1)


def write_readings(page: Page, ranking: Ranking) -> None:
    """Fill the sheet of other averages and of the method's switches."""
    variants = (*ranking.other_averages, *ranking.other_methods)
    kinds = ["Another average"] * len(ranking.other_averages)
    kinds += ["A switch of the method"] * len(ranking.other_methods)
    columns = [
        Column("Read otherwise", [each.label for each in variants], width=46),
        Column("Kind", list(kinds), width=24),
        *_compared(ranking, variants),
    ]
    write_whole_sheet(page, columns, keep=1)


def _compared(ranking: Ranking, variants: Sequence[Variant]) -> list[Column]:
    return [
        Column(f"Same, of {ranking.shortlist_length}", [v.same for v in variants], Style.NUMBER),
        Column("Comes on to the list", ["; ".join(v.enters) for v in variants], width=60),
        Column("Leaves the list", ["; ".join(v.leaves) for v in variants], width=60),
    ]
