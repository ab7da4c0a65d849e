"""The log of an action: its rows with what each changed, the latest first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from commonground.rooms.plan.models import Action

SHOWN = 200
"""How many rows and changes of a log its action's page shows."""


@dataclass(frozen=True, slots=True)
class Changed:
    """One field before and after."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class LogRow:
    """One dated row."""

    id: UUID
    number: int
    kind: str
    via: str
    at: datetime
    status: str
    note: str
    reviewed_on: date | None
    reviewed_by: str
    by: str
    changes: tuple[Changed, ...]


_FIELDS = ("pk", "number", "kind", "via", "at", "status", "note", "reviewed_on", "reviewed_by",
           "by__name", "member__person__name", "changes__field", "changes__before",
           "changes__after")  # fmt: skip


def log_of(about: Action, most: int = SHOWN) -> list[LogRow]:
    """Return the latest rows of an action's log with their changes, in one query.

    At most so many lines are read; a row whose changes were cut short is left out.
    """
    found = about.entries.order_by("-number", "changes__pk").values_list(*_FIELDS)
    lines = list(found[: most + 1])
    cut = lines[-1][0] if len(lines) > most else None
    return list(_rows(line for line in lines if line[0] != cut))


def _rows(lines: Iterable[tuple[object, ...]]) -> list[LogRow]:
    heads: dict[object, tuple[object, ...]] = {}
    changes: dict[object, list[Changed]] = {}
    for line in lines:
        heads.setdefault(line[0], line)
        if line[11]:
            held = changes.setdefault(line[0], [])
            held.append(Changed(str(line[11]), str(line[12]), str(line[13])))
    return [_row(head, tuple(changes.get(key, ()))) for key, head in heads.items()]


def _row(head: tuple[object, ...], changes: tuple[Changed, ...]) -> LogRow:
    by, member = head[9], head[10]
    row = (*head[:9], str(by or member or ""), changes)
    return LogRow(*row)  # type: ignore[arg-type]
