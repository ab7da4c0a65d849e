"""Reads scores in wide form: one row for each assessor and issue, one column a criterion."""

from commonground.documents.reading.answers import Answers
from commonground.documents.reading.collected import Collected, RawRemark, context_reader
from commonground.documents.reading.columns import (
    criteria_columns,
    find_columns,
    optional,
    required,
)
from commonground.documents.reading.files.tables import Table
from commonground.documents.reading.files.texts import shown
from commonground.scoring.methods import Method


def read_wide(table: Table, method: Method) -> tuple[Collected, dict[str, int]]:
    """Return what a wide table's rows say, and where its columns are by id."""
    criteria = criteria_columns(method)
    others = optional("agency", "theme", "remark", "way")
    found = find_columns(table, (*required("assessor", "issue"), *criteria, *others))
    collected = Collected(table, Answers(method.criteria))
    context_of = context_reader(found)
    rows: dict[tuple[str, str], int] = {}
    columns = [(each.id, found[each.id]) for each in criteria]
    for row in table.rows:
        cells = (*row.cells, "")
        context = context_of(cells)
        collected.contexts.setdefault(context, row.number)
        if remark := cells[found.get("remark", -1)]:
            collected.remarks.append(RawRemark(context, "", remark))
        first = rows.setdefault((context.assessor, context.issue), row.number)
        if first != row.number:
            sentence = (
                f"{table.where(row.number)} scores {shown(context.issue)} by "
                f"{shown(context.assessor)} a second time, after row {first}; expected one row "
                "for each assessor and issue."
            )
            collected.faults.append((row.number, sentence))
            continue
        for criterion, at in columns:
            collected.add_score(context, criterion, cells[at], row.number, at)
    return collected, found
