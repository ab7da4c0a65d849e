"""Reads a long list out of a spreadsheet: every row with what is wrong with it, writing nothing."""

import re
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, replace

from commonground.documents.reading import Row, Table
from commonground.documents.reading.columns import Wanted, find_columns, other_columns
from commonground.documents.reading.files.texts import is_formula_error, same_name, shown
from commonground.documents.reading.names import name_fault
from commonground.errors import BadInput
from commonground.rooms.issues.models import LONGEST, NAME_LENGTH, THEME_LENGTH, Origin, name_key
from commonground.rooms.issues.threat_picture import threat_picture
from commonground.rooms.visible import unseen_in

COLUMNS = (
    Wanted("issue", ("issue", "name", "issue name")),
    Wanted("theme", ("theme",), is_required=False),
    Wanted("description", ("description",), is_required=False),
    Wanted("origin", ("origin", "source", "where it came from"), is_required=False),
    Wanted("origin_note", ("origin note", "note"), is_required=False),
    Wanted("tags", ("tags", "tag"), is_required=False),
)
MOST_ISSUES = 5_000
_NOTE_LENGTH = 300
_LABEL_AND_NOTE = re.compile(r"(?P<label>[^(]*)(?:\((?P<note>.*)\))?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Draft:
    """One row of the file as an issue to be, with every fault found in it."""

    row: int
    name: str
    theme: str = ""
    description: str = ""
    origin: Origin = Origin.OTHER
    origin_note: str = ""
    tags: frozenset[str] = frozenset()
    faults: tuple[str, ...] = ()
    """A sentence each, with the file, row and column."""


@dataclass(frozen=True, slots=True)
class LongList:
    """A file as it was read."""

    drafts: tuple[Draft, ...]
    has: frozenset[str]
    """The ids of the columns that the file has; what it has not, an import leaves alone."""
    unread: tuple[str, ...]
    """The columns that were not read, as a message names them."""
    notices: tuple[str, ...]

    @property
    def faults(self) -> list[str]:
        return [fault for draft in self.drafts for fault in draft.faults]


def read_long_list(table: Table) -> LongList:
    """Return every row of a table as a draft.

    BadInput where a column is missing or doubled, or where there are too many rows.
    """
    if len(table.rows) > MOST_ISSUES:
        raise BadInput(
            f"{table.source} has {len(table.rows):,} rows; the most that is read at once is "
            f"{MOST_ISSUES:,}. Split the file."
        )
    found = find_columns(table, COLUMNS)
    drafts = [_draft(table, row, found) for row in table.rows]
    unread = tuple(table.column(at) for at in other_columns(table, found))
    return LongList(tuple(_once(table, found, drafts)), frozenset(found), unread, table.notices)


def _draft(table: Table, row: Row, found: Mapping[str, int]) -> Draft:
    cell = {name: row.cells[at] for name, at in found.items()}
    origin, note, origin_fault = _origin(cell.get("origin", ""))
    tags, tag_faults = _tags(cell.get("tags", ""))
    note = cell.get("origin_note", "") or note
    said = [
        ("issue", name_fault(cell["issue"], "issue")),
        ("issue", _too_long(cell["issue"], NAME_LENGTH)),
        ("issue", table.hint(row.number, found["issue"]).strip()),
        *((name, _other_formula(name, table, row, at)) for name, at in found.items()),
        ("issue", _unseen(cell["issue"])),
        ("theme", _too_long(cell.get("theme", ""), THEME_LENGTH)),
        ("theme", _unseen(cell.get("theme", ""))),
        ("description", _too_long(cell.get("description", ""), LONGEST)),
        ("origin", origin_fault),
        ("origin_note" if "origin_note" in cell else "origin", _too_long(note, _NOTE_LENGTH)),
        *(("tags", fault) for fault in tag_faults),
    ]
    faults = tuple(f"{table.where(row.number, found[at])} {why}" for at, why in said if why)
    return Draft(
        row.number, cell["issue"], cell.get("theme", ""), cell.get("description", ""),
        origin, note, tags, faults,
    )  # fmt: skip


def _other_formula(name: str, table: Table, row: Row, at: int) -> str:
    """Say what is wrong with a formula in a cell that no other check looks at."""
    if name in ("theme", "description", "origin_note") and is_formula_error(row.cells[at]):
        return f"holds the formula error {row.cells[at]}; expected text."
    hint = table.hint(row.number, at) if name != "issue" else ""
    return f"is empty.{hint}" if hint else ""


def _too_long(text: str, most: int) -> str:
    if len(text) <= most:
        return ""
    return f"holds {len(text)} characters; expected at most {most}."


def _unseen(text: str) -> str:
    unseen = unseen_in(" ".join(text.split()))
    if not unseen:
        return ""
    return f"holds a character that cannot be seen ({unseen}); expected it typed anew."


def _origin(text: str) -> tuple[Origin, str, str]:
    """Return an origin, the note in brackets after it, and a fault; empty is "other"."""
    if not text:
        return Origin.OTHER, "", ""
    parts = _LABEL_AND_NOTE.fullmatch(text)
    label = parts["label"] if parts else text
    note = (parts["note"] or "").strip() if parts else ""
    known = {same_name(one.value): one for one in Origin}
    known |= {same_name(str(one.label)): one for one in Origin}
    if same_name(label) in known:
        return known[same_name(label)], note, ""
    expected = ", ".join(str(origin.label).lower() for origin in Origin)
    return Origin.OTHER, "", f"holds {shown(text)}; expected one of {expected}."


def _tags(text: str) -> tuple[frozenset[str], list[str]]:
    """Return the tags in a cell, parted by semicolons, and a fault for each that is none."""
    labels = threat_picture().labels
    known = {same_name(name): tag for tag, label in labels.items() for name in (tag, label)}
    said = [part for part in (part.strip() for part in text.split(";")) if part]
    unknown = [part for part in said if same_name(part) not in known]
    faults = [
        f"holds {shown(part)}; expected tags of the threat picture, parted by semicolons."
        for part in unknown
    ]
    return frozenset(known[same_name(part)] for part in said if part not in unknown), faults


def _once(table: Table, found: Mapping[str, int], drafts: Iterable[Draft]) -> Iterator[Draft]:
    """Yield the drafts, with a fault for each name or theme that an earlier row spells already."""
    names: dict[str, int] = {}
    themes: dict[str, tuple[str, int]] = {}
    for draft in drafts:
        faults = list(draft.faults)
        key = name_key(draft.name)
        if key and key in names:
            faults.append(
                f"{table.where(draft.row, found['issue'])} holds {shown(draft.name)}, which is "
                f"already in row {names[key]}; expected each issue once."
            )
        names.setdefault(key, draft.row)
        theme, row = themes.setdefault(name_key(draft.theme), (draft.theme, draft.row))
        if theme != draft.theme:
            faults.append(
                f"{table.where(draft.row, found['theme'])} holds {shown(draft.theme)}, which "
                f"differs only by case or spaces from {shown(theme)} in row {row}; expected one "
                "spelling for one theme."
            )
        yield replace(draft, faults=tuple(faults))


def already_there(drafts: Iterable[Draft], keys: Set[str]) -> frozenset[int]:
    """Return the rows whose issue is among these keys of live names."""
    return frozenset(draft.row for draft in drafts if name_key(draft.name) in keys)
