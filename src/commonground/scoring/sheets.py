"""From aggregated cells to the published sheet: rounded once, and exact from there on."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from commonground.scoring.arithmetic import ScoredRow, SheetRow, score_sheet
from commonground.scoring.arrays import Array, Flags
from commonground.scoring.methods import Criterion, Method
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
    published = [
        SheetRow(issues[at], published_cells(method, cells[at], rules), where) for at in known
    ]
    scored = dict(zip(known, score_sheet(method, published), strict=True))
    rows = tuple(scored.get(at) for at in range(len(issues)))
    return Sheet(rows, method.primary.id)


def published_cells(method: Method, cells: Array, rules: Rules) -> tuple[Decimal, ...]:
    """Return one issue's cells as they are printed, in the order of the method's criteria."""
    return tuple(
        _rounded_inside(criterion, float(cell), rules.decimals)
        for criterion, cell in zip(method.criteria, cells, strict=True)
    )


def _rounded_inside(criterion: Criterion, cell: float, decimals: int) -> Decimal:
    rounded = Decimal(math.floor(cell * 10**decimals + 0.5)).scaleb(-decimals)
    return min(max(rounded, criterion.scale[0]), criterion.scale[-1])
