"""Reads a long list of issues: their names and themes."""

from collections.abc import Iterator

from commonground.documents.reading.columns import find_columns, optional, required
from commonground.documents.reading.files.tables import Table
from commonground.documents.reading.files.texts import shown
from commonground.documents.reading.names import name_fault, spelling_faults
from commonground.errors import refuse
from commonground.scoring.scores import Issue


def read_issues(table: Table) -> tuple[Issue, ...]:
    """Return the issues in the order of the table's rows; a theme column is optional.

    Raises BadInput where a name is empty, repeated, or differs from another only by case or
    spaces.
    """
    found = find_columns(table, (*required("issue"), *optional("theme")))
    refuse(_faults(table, found["issue"]))
    theme = found.get("theme")
    return tuple(
        Issue(row.cells[found["issue"]], "" if theme is None else row.cells[theme])
        for row in table.rows
    )


def _faults(table: Table, column: int) -> Iterator[str]:
    first: dict[str, int] = {}
    for row in table.rows:
        name = row.cells[column]
        if why := name_fault(name, "issue"):
            yield f"{table.where(row.number, column)} {why}{table.hint(row.number, column)}"
        elif name in first:
            yield (
                f"{table.where(row.number, column)}: the issue {shown(name)} is already in row "
                f"{first[name]}; expected each issue once."
            )
        else:
            first[name] = row.number
    yield from (sentence for _, sentence in spelling_faults(table, "issue", first))
