"""The golden themes as files that leave: by agency and way, and without anybody's name."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from django.utils.translation import gettext as _

from commonground.documents.flat import FlatTable, csv_text
from commonground.documents.markings import OFFICIAL
from commonground.documents.workbooks.pages import new_book
from commonground.documents.workbooks.styles import Style
from commonground.documents.workbooks.tables import Column, set_widths, write_table
from commonground.rooms.people.models import Way
from commonground.rooms.ranking.access import Ranks
from commonground.rooms.themes.counting import NONE, Said, by_rank, by_theme, count, matrix
from commonground.rooms.themes.golden_presenters import live_codes, ranked_by
from commonground.rooms.themes.models import Coding, GoldenTheme, Kind, Reach, Remark


@dataclass(frozen=True, slots=True)
class Taken:
    """What goes into a file."""

    themes: Sequence[GoldenTheme]
    said: Sequence[Said]
    issues: Sequence[tuple[UUID, str]]
    ranks: Ranks | None
    remarks: Sequence[Remark] = ()


def matrix_csv(taken: Taken) -> str:
    """Return the matrix as csv: for each theme how many remarks, and how many agencies."""
    rows = [tuple("" if cell is None else str(cell) for cell in row) for row in _matrix(taken)[1:]]
    header = tuple(str(cell) for cell in _matrix(taken)[0])
    return csv_text(FlatTable(header, tuple(rows)))


Cell = str | int | None


def _matrix(taken: Taken) -> list[list[Cell]]:
    cells, names = matrix(taken.said), dict(taken.issues)
    ranks = taken.ranks.by_issue if taken.ranks else {}
    spoken = {one.issue for one in taken.said}
    header: list[Cell] = [_("Rank"), _("Issue")]
    for one in taken.themes:
        header += [_("%(theme)s: remarks") % {"theme": one.name}]
        header += [_("%(theme)s: agencies") % {"theme": one.name}]
    rows: list[list[Cell]] = [header]
    for pk in by_rank([one for one in taken.issues if one[0] in spoken], ranks):
        row: list[Cell] = [ranks.get(pk), names[pk]]
        for one in taken.themes:
            found = cells.get((one.pk, pk), NONE)
            row += [found.remarks, found.agencies]
        rows.append(row)
    return rows


def themes_workbook(taken: Taken) -> bytes:
    """Return a workbook of the themes, the matrix and the remarks they stand on."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "themes.xlsx"
        with new_book(path, _("Golden themes"), OFFICIAL) as book:
            for title, rows, widths in (
                (_("Golden themes"), _themes(taken), (30, 24, 12, 12, 12, 50, 80)),
                (_("Matrix"), _matrix(taken), (8, 40, *[16] * (2 * len(taken.themes)))),
                (_("Remarks"), _remarks(taken), (10, 90, 40, 8, 30, 20, 24, 40, 40)),
            ):
                page = book.page(title)
                columns = [
                    Column(str(rows[0][at]), [row[at] for row in rows[1:]], Style.PROSE, width)
                    for at, width in enumerate(widths)
                ]
                write_table(page, 0, columns, widths)
                set_widths(page, widths)
        return path.read_bytes()


def _themes(taken: Taken) -> list[list[Cell]]:
    held = by_theme(taken.said)
    rows: list[list[Cell]] = [
        [_("Golden theme"), _("Reach"), _("Remarks"), _("Agencies"), _("Issues"), _("Codes"),
         _("Why it stands")]
    ]  # fmt: skip
    for one in taken.themes:
        found = count(held.get(one.pk, ()))
        codes = ", ".join(code.name for code in live_codes(one))
        rows.append([
            one.name, str(Reach(one.reach).label), found.remarks, found.agencies, found.issues,
            codes, one.why,
        ])  # fmt: skip
    rows.append([ranked_by(taken.ranks), None, None, None, None, None, None])
    return rows


def _remarks(taken: Taken) -> list[list[Cell]]:
    ranks = taken.ranks.by_issue if taken.ranks else {}
    names = {one.pk: one.name for one in taken.themes}
    themes: dict[UUID, set[str]] = {}
    for one in taken.said:
        themes.setdefault(one.remark, set()).add(names[one.theme])
    rows: list[list[Cell]] = [
        [_("Remark"), _("What was said"), _("Issue"), _("Rank"), _("Agency"), _("Took part"),
         _("Where from"), _("Codes"), _("Golden themes")]
    ]  # fmt: skip
    for said in taken.remarks:
        rows.append([
            said.number, said.text, said.issue.name if said.issue else None,
            ranks.get(said.issue_id) if said.issue_id else None, said.agency,
            str(Way(said.way).label) if said.way else None, str(Kind(said.kind).label),
            _codes(said), ", ".join(sorted(themes.get(said.pk, ()))),
        ])  # fmt: skip
    return rows


def _codes(said: Remark) -> str:
    standing: Iterable[Coding] = getattr(said, "standing", ())
    return ", ".join(one.code.name for one in standing)
