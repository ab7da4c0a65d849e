"""From aggregated cells to the published sheet: rounded once, and exact from there on."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

import numpy as np

from commonground.scoring.arithmetic import ScoredRow, SheetRow, score_sheet
from commonground.scoring.arrays import Array, Flags
from commonground.scoring.methods import Method
from commonground.scoring.rules import Rules


@dataclass(frozen=True, slots=True)
class Sheet:
    """A published sheet: the rows that could be ranked, in the issues' order."""

    rows: tuple[ScoredRow | None, ...]
    """None for an issue some criterion of which nobody scored."""
    ranking: str
    """The ranking that makes the shortlist."""

    def ranks(self) -> tuple[int | None, ...]:
        """Return each issue's rank; None where it could not be ranked."""
        return tuple(row.ranks[self.ranking] if row else None for row in self.rows)

    def shortlist(self, top: int) -> Flags:
        """Return which issues rank `top` or better; issues that tie at the cut are all on it."""
        return np.array([rank is not None and rank <= top for rank in self.ranks()])


def publish(
    method: Method, issues: Sequence[str], cells: Array, rules: Rules, where: str = ""
) -> Sheet:
    """Return the sheet of `cells`, shape (issues, criteria), in points, NaN where nobody scored.

    Cells are held inside their criterion's scale (a severity correction can carry a mean a little
    beyond it) and rounded half up to the rules' decimals; everything after that is exact.
    """
    known = [at for at in range(len(issues)) if not np.isnan(cells[at]).any()]
    printed = published_cells(method, cells[known], rules)
    published = [SheetRow(issues[at], row, where) for at, row in zip(known, printed, strict=True)]
    scored = dict(zip(known, score_sheet(method, published), strict=True))
    rows = tuple(scored.get(at) for at in range(len(issues)))
    return Sheet(rows, method.primary.id)


def published_cells(method: Method, cells: Array, rules: Rules) -> list[tuple[Decimal, ...]]:
    """Return each issue's cells as they are printed, in the order of the method's criteria."""
    ends = [(criterion.scale[0], criterion.scale[-1]) for criterion in method.criteria]
    return [
        tuple(
            rounded_inside(pair, cell, rules.decimals) for pair, cell in zip(ends, row, strict=True)
        )
        for row in cells.tolist()
    ]


def rounded_inside(ends: tuple[Decimal, Decimal], cell: float, decimals: int) -> Decimal:
    """Return one cell as it is printed, held between the ends of its criterion's scale."""
    lowest, highest = ends
    return min(max(_shifted(math.floor(cell * 10**decimals + 0.5), decimals), lowest), highest)


@lru_cache(maxsize=4096)
def _shifted(whole: int, decimals: int) -> Decimal:
    # a ranking rounds some 40,000 cells to the same few hundred numbers
    return Decimal(whole).scaleb(-decimals)
