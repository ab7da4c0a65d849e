"""Reads a long list out of a spreadsheet: every row with what is wrong with it, writing nothing."""

import re
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, replace

from commonground.documents.reading import Row, Table
from commonground.documents.reading.columns import Wanted, find_columns, other_columns
from commonground.documents.reading.files.tables import Place
from commonground.documents.reading.files.texts import same_name, shown
from commonground.errors import BadInput
from commonground.rooms import cell_faults
from commonground.rooms.issues.models import LONGEST, NAME_LENGTH, THEME_LENGTH, Origin, name_key
from commonground.rooms.issues.threat_picture import threat_picture
from commonground.sentences import say

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
_LENGTHS = {"issue": NAME_LENGTH, "theme": THEME_LENGTH, "description": LONGEST}
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
    if fault := cell_faults.too_many(table, MOST_ISSUES):
        raise BadInput(fault)
    found = find_columns(table, COLUMNS)
    known = _known()
    drafts = [_draft(table, row, found, known) for row in table.rows]
    unread = tuple(table.column(at) for at in other_columns(table, found))
    return LongList(tuple(_once(table, found, drafts)), frozenset(found), unread, table.notices)


@dataclass(frozen=True, slots=True)
class _Known:
    """The words that origins and tags go by in a file, as `same_name` has them."""

    origins: Mapping[str, Origin]
    tags: Mapping[str, str]


def _known() -> _Known:
    return _Known(
        {same_name(word): one for one in Origin for word in (one.value, str(one.label))},
        {
            same_name(word): tag
            for tag, label in threat_picture().labels.items()
            for word in (tag, label)
        },
    )


def _draft(table: Table, row: Row, found: Mapping[str, int], known: _Known) -> Draft:
    cell = {name: row.cells[at] for name, at in found.items()}
    # a column that the file has not is empty, so that nothing is said of its place
    place = {
        each.id: table.place(row.number, found.get(each.id, found["issue"])) for each in COLUMNS
    }
    origin, note, origin_fault = _origin(cell.get("origin", ""), known, place["origin"])
    tags, tag_faults = _tags(cell.get("tags", ""), known, place["tags"])
    note = cell.get("origin_note", "") or note
    whose_note = "origin_note" if "origin_note" in cell else "origin"
    said = [
        *_text_faults(cell, place),
        *(cell_faults.uncomputed(place[name], table) for name in found),
        origin_fault,
        cell_faults.too_long(place[whose_note], note, _NOTE_LENGTH),
        *tag_faults,
    ]
    return Draft(
        row.number, cell["issue"], cell.get("theme", ""), cell.get("description", ""),
        origin, note, tags, tuple(filter(None, said)),
    )  # fmt: skip


def _text_faults(cell: Mapping[str, str], place: Mapping[str, Place]) -> Iterator[str]:
    """Yield what is wrong with the cells that may hold any text; empty where nothing is."""
    name = say("the issue's name")
    yield cell_faults.missing(place["issue"], cell["issue"], name)
    yield cell_faults.failed(place["issue"], cell["issue"], name)
    for column, most in _LENGTHS.items():
        if column in cell:
            yield cell_faults.too_long(place[column], cell[column], most)
    for column in ("theme", "description", "origin_note"):
        if column in cell:
            yield cell_faults.failed(place[column], cell[column], say("text"))
    for column in ("issue", "theme"):
        if column in cell:
            yield cell_faults.unseen(place[column], cell[column])


def _origin(text: str, known: _Known, place: Place) -> tuple[Origin, str, str]:
    """Return an origin, the note in brackets after it, and a fault; empty is "other"."""
    if not text:
        return Origin.OTHER, "", ""
    parts = _LABEL_AND_NOTE.fullmatch(text)
    label = parts["label"] if parts else text
    note = (parts["note"] or "").strip() if parts else ""
    if found := known.origins.get(same_name(label)):
        return found, note, ""
    expected = ", ".join(str(origin.label).lower() for origin in Origin)
    fault = say(
        "%(place)s holds %(found)s; expected one of %(expected)s.",
        place=place.said,
        found=shown(text),
        expected=expected,
    )
    return Origin.OTHER, "", fault


def _tags(text: str, known: _Known, place: Place) -> tuple[frozenset[str], list[str]]:
    """Return the tags in a cell, parted by semicolons, and a fault for each that is none."""
    said = [part for part in (part.strip() for part in text.split(";")) if part]
    unknown = [part for part in said if same_name(part) not in known.tags]
    faults: list[str] = [
        say(
            "%(place)s holds %(found)s; expected tags of the threat picture, parted by semicolons.",
            place=place.said,
            found=shown(part),
        )
        for part in unknown
    ]
    return frozenset(known.tags[same_name(part)] for part in said if part not in unknown), faults


def _once(table: Table, found: Mapping[str, int], drafts: Iterable[Draft]) -> Iterator[Draft]:
    """Yield the drafts, with a fault for each name or theme that an earlier row spells already."""
    names: dict[str, int] = {}
    themes: dict[str, tuple[str, int]] = {}
    for draft in drafts:
        faults = list(draft.faults)
        key = name_key(draft.name)
        if key and key in names:
            faults.append(
                say(
                    "%(place)s holds %(found)s, which is already in row %(row)s; expected each "
                    "issue once.",
                    place=table.where(draft.row, found["issue"]),
                    found=shown(draft.name),
                    row=str(names[key]),
                )
            )
        names.setdefault(key, draft.row)
        theme, row = themes.setdefault(name_key(draft.theme), (draft.theme, draft.row))
        if theme != draft.theme:
            faults.append(
                say(
                    "%(place)s holds %(found)s, which differs only by case or spaces from "
                    "%(other)s in row %(row)s; expected one spelling for one theme.",
                    place=table.where(draft.row, found["theme"]),
                    found=shown(draft.theme),
                    other=shown(theme),
                    row=str(row),
                )
            )
        yield replace(draft, faults=tuple(faults))


def already_there(drafts: Iterable[Draft], keys: Set[str]) -> frozenset[int]:
    """Return the rows whose issue is among these keys of live names."""
    return frozenset(draft.row for draft in drafts if name_key(draft.name) in keys)
