"""What a workbook would do to its plan: each row beside what stands now, and beside what left.

A cell is changed in the file where it is not what left with it, and changed here where the plan is
not. Where both are, and otherwise than each other, nobody knows which holds: that is a conflict.
Nothing is written here.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from commonground.documents.plan.workbook import SHEETS, Read, Row
from commonground.documents.plan.workbook.checking import ref_of
from commonground.documents.plan.workbook.rows import PARTED, Exported
from commonground.documents.plan.workbook.sheets import BY_ID, Kind, Sheet
from commonground.documents.reading.files.texts import same_name


class Outcome(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    CHANGED = "changed"
    """In the file alone; what was changed here since stays."""
    CONFLICT = "conflict"
    CHANGED_HERE = "changed here"
    """Since the workbook left; the file says nothing of it."""
    LEFT = "left"
    """It is not in the file any more, and stays in the plan."""
    GONE = "gone"
    """It is not in the plan any more, and does not come back."""
    SAME = "same"


class Prefer(StrEnum):
    """What holds where a cell was changed in the file and here."""

    HERE = "here"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class Difference:
    """One cell that is not what left: as it stands now, and as the file has it."""

    field: str
    now: str
    file: str
    is_conflict: bool = False
    is_changed_here: bool = False
    """And not in the file: what stands stays."""


@dataclass(frozen=True, slots=True)
class Compared:
    """One row and what would become of it."""

    row: Row
    outcome: Outcome
    differences: tuple[Difference, ...] = ()
    now: Row | None = None
    """As it stands; None for a new one."""

    def taken(self, prefer: Prefer) -> dict[str, str]:
        """Return the cells that the plan takes over."""
        return {
            one.field: one.file
            for one in self.differences
            if not one.is_changed_here and (prefer is Prefer.FILE or not one.is_conflict)
        }


@dataclass(frozen=True, slots=True)
class Comparison:
    """Every row of a workbook and what would become of it."""

    rows: tuple[Compared, ...]

    @property
    def digest(self) -> str:
        """The same for two comparisons that would write the same over the same."""
        seen = [(one.row.sheet, one.row.id, sorted(one.row.cells.items()), one.outcome,
                 one.differences) for one in self.rows]  # fmt: skip
        return sha256(repr(seen).encode()).hexdigest()

    @property
    def has_conflicts(self) -> bool:
        return any(one.outcome is Outcome.CONFLICT for one in self.rows)

    @property
    def is_done(self) -> bool:
        """Whether nothing of the file is left to be written."""
        writes = {Outcome.NEW, Outcome.CHANGED, Outcome.CONFLICT}
        return all(one.outcome not in writes for one in self.rows)

    def count(self, outcome: Outcome) -> int:
        return sum(one.outcome is outcome for one in self.rows)

    def of(self, sheet: str) -> Iterator[Compared]:
        """Yield the rows of one sheet."""
        return (one for one in self.rows if one.row.sheet == sheet)


def compare(read: Read, standing: Iterable[Row]) -> Comparison:
    """Return what taking a workbook over would do to the rows that stand now."""
    now = {one.id: one for one in standing}
    since = [one for one in now.values() if one.id not in read.exported]
    found: list[Compared] = []
    refs: dict[str, str] = {}
    for sheet in SHEETS:
        made = {_words(sheet, one, {}): one for one in since if one.sheet == sheet.id}
        for row in (one for one in read.rows if one.sheet == sheet.id):
            if row.id:
                found.append(_there(sheet, row, now.get(row.id), read.exported[row.id]))
                continue
            is_there = made.get(_words(sheet, row, refs))
            if is_there is not None and ref_of(row):
                refs[same_name(ref_of(row))] = ref_of(is_there)
            outcome = Outcome.NEW if is_there is None else Outcome.SAME
            found.append(Compared(row, outcome, now=is_there))
        found += _left(sheet, read, now)
    return Comparison(tuple(found))


def _left(sheet: Sheet, read: Read, now: Mapping[str, Row]) -> Iterator[Compared]:
    for one in read.removed:
        if read.exported[one].sheet == sheet.id and one in now:
            yield Compared(now[one], Outcome.LEFT, now=now[one])


def _words(sheet: Sheet, row: Row, refs: Mapping[str, str]) -> tuple[str, ...]:
    """Return what makes a new row the same as one that was made since: what it is and is of.

    An import that was confirmed twice, or whose file was chosen again, adds nothing twice by it.
    """
    names = {
        "recommendations": ("strand", "text"),
        "actions": ("text",),
        "milestones": ("action", "text"),
        "measures": ("action", "name"),
        "readings": ("measure", "on", "value"),
    }.get(sheet.id, ())
    return tuple(
        same_name(renamed(row[name], refs) if sheet.field(name).kind is Kind.OF else row[name])
        for name in names
    )


def renamed(text: str, refs: Mapping[str, str]) -> str:
    """Return what a cell names, each row by what it is called in the plan."""
    if same_name(text) in refs:
        return refs[same_name(text)]
    action, colon, name = text.partition(": ")
    if colon and same_name(action) in refs:
        return f"{refs[same_name(action)]}: {name}"
    named = text.split(PARTED)
    return PARTED.join(refs.get(same_name(one), one) for one in named)


def _there(sheet: Sheet, row: Row, now: Row | None, left: Exported) -> Compared:
    if now is None:
        return Compared(row, Outcome.GONE)
    differences = tuple(_differences(sheet, row, now, left))
    if any(one.is_conflict for one in differences):
        outcome = Outcome.CONFLICT
    elif any(not one.is_changed_here for one in differences):
        outcome = Outcome.CHANGED
    else:
        outcome = Outcome.CHANGED_HERE if differences else Outcome.SAME
    return Compared(row, outcome, differences, now)


def _differences(sheet: Sheet, row: Row, now: Row, left: Exported) -> Iterator[Difference]:
    for field in sheet.kept:
        file, here = row[field.id], now[field.id]
        if file == here:
            continue
        in_file, since = not left.has(field.id, file), not left.has(field.id, here)
        if in_file or since:
            yield Difference(field.id, here, file, in_file and since, not in_file)


def label_of(sheet: str, field: str) -> str:
    """Return the heading of a column."""
    return BY_ID[sheet].field(field).label
