"""Reads a plan's workbook back: whole, or refused whole with every fault by its cell."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from commonground.documents.plan.workbook.cells import Names, Unexpected, read_cell
from commonground.documents.plan.workbook.checking import every_fault
from commonground.documents.plan.workbook.rows import Exported, Row, normal
from commonground.documents.plan.workbook.sheets import (
    AS_EXPORTED,
    ID,
    READ_ME,
    SHEETS,
    Field,
    Sheet,
)
from commonground.documents.reading import Table, read_sheet
from commonground.documents.reading.columns import Wanted, find_columns
from commonground.documents.reading.files.texts import is_formula_error, shown
from commonground.errors import BadInput, refuse
from commonground.sentences import Sentence, say

MOST_ROWS = 5_000


@dataclass(frozen=True, slots=True)
class Read:
    """A workbook as it was read, every cell of it sound."""

    source: str
    plan_id: str
    exported_at: str
    rows: tuple[Row, ...]
    exported: Mapping[str, Exported]
    """By the id of the row."""

    @property
    def removed(self) -> tuple[str, ...]:
        """The ids of the rows that the workbook left with, and holds no more."""
        held = {row.id for row in self.rows}
        return tuple(one for one in self.exported if one not in held)


@dataclass(frozen=True, slots=True)
class _Page:
    """A sheet as it stands in the file, and where its columns are."""

    sheet: Sheet
    table: Table
    at: Mapping[str, int]

    def place(self, row: int, name: str) -> Sentence:
        return self.table.where(row, self.at[name])


def read_plan_workbook(path: Path, plan_id: str, lists: Mapping[str, tuple[str, ...]]) -> Read:
    """Return the rows of a workbook that was written for this plan, and may have been edited since.

    `lists` holds what may be chosen now. A cell that is as it left is taken as it is, whatever may
    be chosen. Raises BadInput, with a sentence for each fault, where anything is not sound.
    """
    exported_at = _check_is_of(path, plan_id)
    exported = _exported(_sheet(path, AS_EXPORTED))
    names = {name: Names.of(held) for name, held in lists.items()}
    pages, faults = _pages(path)
    refuse(faults)
    rows: list[Row] = []
    for page in pages:
        for number in range(len(page.table.rows)):
            row, wrong = _row(page, number, names, exported)
            rows.append(row)
            faults += wrong
    places = {page.sheet.id: page.place for page in pages}
    faults += every_fault(rows, exported, places)
    refuse(faults)
    return Read(path.name, plan_id, exported_at, tuple(rows), exported)


def _sheet(path: Path, title: str) -> Table:
    table = read_sheet(path, title)
    named = say("%(file)s, sheet %(sheet)s", file=table.source, sheet=title)
    return replace(table, source=named)


def _check_is_of(path: Path, plan_id: str) -> str:
    """Return when the workbook was exported; BadInput where it is not of this plan."""
    table = _sheet(path, READ_ME)
    facts = {row.cells[0]: row.cells[1] for row in table.rows if len(row.cells) > 1}
    if not facts.get("Plan ID"):
        raise BadInput(
            say("%(place)s names no plan; expected a workbook that was taken from this plan.",
                place=table.source)
        )  # fmt: skip
    if facts["Plan ID"] != plan_id:
        raise BadInput(
            say(
                "%(place)s: the workbook is of another plan, %(found)s; expected one that was "
                "taken from this plan.",
                place=table.source,
                found=shown(facts.get("Plan", "")),
            )
        )
    return facts.get("Exported at", "")


def _exported(table: Table) -> dict[str, Exported]:
    wanted = tuple(Wanted(name, (name,)) for name in ("sheet", "id", "version", "cells"))
    at = find_columns(table, wanted)
    found: dict[str, Exported] = {}
    for row in table.rows:
        sheet, row_id, version, cells = (row.cells[at[one.id]] for one in wanted)
        digests = dict(part.partition("=")[::2] for part in cells.split())
        if not version.isdecimal():
            raise BadInput(
                say("%(place)s was changed; expected this sheet as it was written. Take the "
                    "workbook anew.", place=table.where(row.number))
            )  # fmt: skip
        found[row_id] = Exported(sheet, int(version), digests)
    return found


def _pages(path: Path) -> tuple[list[_Page], list[str]]:
    """Return each sheet that is read, and what is wrong with any of them as a whole."""
    pages: list[_Page] = []
    faults: list[str] = []
    for sheet in SHEETS:
        if not sheet.is_read:
            continue
        try:
            table = _sheet(path, sheet.title)
            wanted = tuple(Wanted(one.id, (one.label,)) for one in (*sheet.fields, ID))
            page = _Page(sheet, table, find_columns(table, wanted))
            pages.append(page)
        except BadInput as fault:
            faults += fault.faults
            continue
        if len(table.rows) > MOST_ROWS:
            faults.append(
                say("%(place)s has %(rows)s rows; the most that is read at once is %(most)s.",
                    place=table.source, rows=f"{len(table.rows):,}", most=f"{MOST_ROWS:,}")
            )  # fmt: skip
    return pages, faults


def _row(
    page: _Page, number: int, names: Mapping[str, Names], exported: Mapping[str, Exported]
) -> tuple[Row, list[str]]:
    held = page.table.rows[number]
    row_id = held.cells[page.at["id"]]
    left = exported.get(row_id)
    cells: dict[str, str] = {}
    faults: list[str] = []
    for field in page.sheet.read:
        text = normal(held.cells[page.at[field.id]])
        try:
            cells[field.id] = _cell(field, text, names, left)
        except Unexpected as wrong:
            cells[field.id] = ""
            place = page.place(held.number, field.id)
            faults.append(_said(place, text, wrong.expected))
        if page.table.is_uncomputed(held.number, page.at[field.id]):
            faults.append(_uncomputed(page.place(held.number, field.id)))
    made = Row(page.sheet.id, row_id, left.version if left else 0, cells, held.number)
    return made, faults


def _cell(field: Field, text: str, names: Mapping[str, Names], left: Exported | None) -> str:
    if is_formula_error(text):
        raise Unexpected(say("what the formula should have come to"))
    if not text:
        if field.is_required:
            raise Unexpected(say("something"))
        return ""
    try:
        return read_cell(field, text, names.get(field.source, Names({})))
    except Unexpected:
        if left is not None and left.has(field.id, text):
            return text
        raise


def _said(place: Sentence, text: str, expected: str) -> Sentence:
    if not text:
        return say("%(place)s is empty; expected %(expected)s.", place=place, expected=expected)
    return say(
        "%(place)s holds %(found)s; expected %(expected)s.",
        place=place, found=shown(text), expected=expected,
    )  # fmt: skip


def _uncomputed(place: Sentence) -> Sentence:
    return say(
        "%(place)s is empty. The cell holds a formula that no spreadsheet has computed yet: open "
        "the workbook in Excel or LibreOffice, save it, and try again.",
        place=place,
    )
