"""What the board decided about the line: a sheet of its own, beside the computed ranking."""

from collections.abc import Sequence

from commonground.documents.board import Decision
from commonground.documents.workbooks.pages import Page
from commonground.documents.workbooks.ranking_sheet import BAND_STYLES
from commonground.documents.workbooks.styles import Style
from commonground.documents.workbooks.tables import Column, write_whole_sheet
from commonground.scoring.results import Band


def write_decisions(page: Page, decisions: Sequence[Decision]) -> None:
    """Fill the sheet."""
    columns = [
        Column("Number", [one.number for one in decisions], Style.NUMBER),
        Column("Issue", [one.issue for one in decisions], width=36),
        Column("Rank", [one.rank for one in decisions], Style.NUMBER),
        Column(
            "Band",
            [one.band for one in decisions],
            width=11,
            styles=[BAND_STYLES[Band(one.band)] for one in decisions],
        ),
        Column("The board", [one.direction for one in decisions], width=11),
        Column("Reason", [one.reason for one in decisions], width=60),
        Column("Decided by", [one.decided_by for one in decisions], width=36),
        Column("Kept on", [one.kept_on.isoformat() for one in decisions], width=12),
    ]
    write_whole_sheet(page, columns, keep=2)
