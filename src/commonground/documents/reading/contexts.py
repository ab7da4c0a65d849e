"""Who scored which issue for which agency: what rows of scores say about it must agree."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from commonground.documents.reading.files.tables import Table
from commonground.documents.reading.files.texts import shown
from commonground.documents.reading.names import name_fault, spelling_faults

Fault = tuple[int, str]
"""The row a fault stands in, and its sentence."""


class Context(NamedTuple):
    """What a row says besides scores; empty where the file has no such column."""

    assessor: str
    agency: str
    issue: str
    theme: str
    way: str


FIELDS = Context._fields


def context_faults(
    table: Table, columns: Mapping[str, int], contexts: Mapping[Context, int]
) -> Iterator[Fault]:
    """Yield what is wrong with the contexts, each of which comes with its first row.

    A blank or failed assessor, issue or agency; one name in two spellings; an assessor with two
    agencies; an issue with two themes.
    """
    for field in ("assessor", "issue", "agency"):
        if field in columns:
            yield from _unnamed(table, field, columns[field], contexts)
    for field in ("assessor", "issue", "agency", "theme"):
        yield from spelling_faults(table, field, _first_rows(contexts, field))
    yield from _two(table, "assessor", "agency", contexts)
    yield from _two(table, "issue", "theme", contexts)


def by_owner(
    contexts: Mapping[Context, int], owner: str, belonging: str
) -> dict[str, dict[str, int]]:
    """Return, for each owner, every distinct text of what belongs to it and its first row.

    An empty text says nothing, and is left out: `by_owner(contexts, "issue", "theme")`.
    """
    found: dict[str, dict[str, int]] = {}
    at, of = FIELDS.index(owner), FIELDS.index(belonging)
    for context, row in contexts.items():
        texts = found.setdefault(context[at], {})
        if context[at] and context[of]:
            texts.setdefault(context[of], row)
    return found


def _unnamed(
    table: Table, field: str, column: int, contexts: Mapping[Context, int]
) -> Iterator[Fault]:
    at = FIELDS.index(field)
    for context, row in contexts.items():
        if fault := name_fault(context[at], field):
            yield row, f"{table.where(row, column)} {fault}{table.hint(row, column)}"


def _first_rows(contexts: Mapping[Context, int], field: str) -> dict[str, int]:
    at = FIELDS.index(field)
    rows: dict[str, int] = {}
    for context, row in contexts.items():
        if context[at]:
            rows.setdefault(context[at], row)
    return rows


def _two(
    table: Table, owner: str, belonging: str, contexts: Mapping[Context, int]
) -> Iterator[Fault]:
    for name, texts in by_owner(contexts, owner, belonging).items():
        first, first_row = next(iter(texts.items()), ("", 0))
        for other, row in list(texts.items())[1:]:
            yield (
                row,
                f"{table.where(row)}: the {owner} {shown(name)} has the {belonging} "
                f"{shown(other)}, but {shown(first)} in row {first_row}; expected one "
                f"{belonging} for one {owner}.",
            )
