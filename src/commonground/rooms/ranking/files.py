"""What of a ranking can be taken away: each file by its kind, as the command line writes it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from django.http import HttpResponse
from django.utils.functional import Promise
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from commonground.documents.board import Decision, decision_table, shortlist, shortlist_table
from commonground.documents.flat import csv_text, flat, ranking_records
from commonground.documents.markings import MARKINGS, OFFICIAL
from commonground.documents.ranking_report import ranking_html
from commonground.documents.workbooks import write_ranking
from commonground.rooms.consultation.models import Closing, Round
from commonground.rooms.ranking.computing import evidence_pack
from commonground.rooms.ranking.kept import Kept, board_decisions, read_back
from commonground.rooms.ranking.models import Decision as KeptDecision
from commonground.rooms.ranking.models import Ranking

CSV = "text/csv; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Taken:
    """A ranking that is taken away, with the board's decisions on it and the marking it bears."""

    round: Round
    closing: Closing
    found: Ranking
    made: Sequence[KeptDecision]
    marking: str

    @property
    def kept(self) -> Kept:
        """The ranking, read back."""
        return read_back(self.found)

    @property
    def decisions(self) -> list[Decision]:
        """What the board decided, as documents print it."""
        return board_decisions(list(self.made))


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of file: what it is called, what it is for, and what makes it."""

    id: str
    label: Promise
    hint: Promise
    ending: str
    content_type: str
    write: Callable[[Taken], bytes]


def _csv(text: str) -> bytes:
    # the mark at the start tells Excel that it is UTF-8
    return f"\ufeff{text}".encode()


def _workbook(taken: Taken) -> bytes:
    kept = taken.kept
    with TemporaryDirectory(prefix="commonground-workbook-") as folder:
        path = Path(folder) / "ranking.xlsx"
        write_ranking(
            path, kept.computed, kept.method, decisions=taken.decisions, marking=taken.marking
        )
        return path.read_bytes()


def _report(taken: Taken) -> bytes:
    kept = taken.kept
    return ranking_html(
        kept.computed, kept.method, title=taken.round.name, decisions=taken.decisions,
        marking=taken.marking,
    ).encode()  # fmt: skip


def _table(taken: Taken) -> bytes:
    kept = taken.kept
    return _csv(csv_text(flat(ranking_records(kept.method, kept.computed))))


def _shortlist(taken: Taken) -> bytes:
    listed = shortlist(taken.kept.computed, taken.decisions)
    return _csv(csv_text(shortlist_table(listed)))


def _pack(taken: Taken) -> bytes:
    return evidence_pack(taken.round, taken.closing, taken.found, taken.decisions)


KINDS = {
    one.id: one
    for one in (
        Kind("workbook", _("Workbook (xlsx)"),
             _("Every figure with its formula, so that a colleague can check the arithmetic"),
             "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
             _workbook),
        Kind("report", _("Report (html)"),
             _("One page that opens without a network, for the board’s papers"),
             "html", "text/html; charset=utf-8", _report),
        Kind("shortlist", _("Shortlist after the board’s decisions (csv)"),
             _("What the strategic assessment starts from, with why each issue is on it"),
             "csv", CSV, _shortlist),
        Kind("decisions", _("The board’s decisions (csv)"),
             _("Number, issue, rank, band, direction, reason, decided by, and when"),
             "csv", CSV, lambda taken: _csv(csv_text(decision_table(taken.decisions)))),
        Kind("table", _("The computed ranking (csv)"),
             _("One row an issue, for a spreadsheet or another program"), "csv", CSV, _table),
        Kind("result", _("The result (json)"),
             _("Byte for byte as it was kept: what is verified"),
             "json", "application/json", lambda taken: taken.found.result.encode()),
        Kind("pack", _("Evidence pack (zip)"),
             _("The result with every score, by number and agency: anybody can compute it again"),
             "zip", "application/zip", _pack),
    )
}  # fmt: skip
"""By id, in the order in which they are offered."""


def file_answer(kind: Kind, taken: Taken) -> HttpResponse:
    """Answer with a file, whose name says what it is of and how it is marked."""
    answer = HttpResponse(kind.write(taken), content_type=kind.content_type)
    answer["Content-Disposition"] = f'attachment; filename="{file_name(kind, taken)}"'
    return answer


def file_name(kind: Kind, taken: Taken) -> str:
    """Return what a file is called; csv and json bear their marking in their name alone."""
    stage = f"-stage-{taken.closing.stage}" if taken.closing.stage > 1 else ""
    called = {"workbook": "ranking", "table": "ranking", "pack": "evidence"}.get(kind.id, kind.id)
    start = slugify(taken.round.name)[:80] or "round"
    return f"{start}{stage}-{called}-{taken.marking}.{kind.ending}"


def marking_of(asked: str) -> str:
    """Return the marking that is asked for, and the usual one where it is none that there is."""
    return asked if asked in MARKINGS else OFFICIAL
