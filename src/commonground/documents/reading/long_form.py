"""Reads scores in long form: one row for each score."""

from commonground.documents.reading.answers import Answers
from commonground.documents.reading.collected import Collected, RawRemark, context_reader
from commonground.documents.reading.columns import (
    criteria_by_name,
    find_columns,
    optional,
    quoted,
    required,
)
from commonground.documents.reading.contexts import Context, Fault
from commonground.documents.reading.files.tables import Table
from commonground.documents.reading.files.texts import is_formula_error, same_name, shown
from commonground.scoring.methods import Method

COLUMNS = (
    *required("assessor", "issue", "criterion", "score"),
    *optional("agency", "theme", "remark", "way"),
)


def read_long(table: Table, method: Method) -> tuple[Collected, dict[str, int]]:
    """Return what a long table's rows say, and where its columns are by id."""
    found = find_columns(table, COLUMNS)
    collected = Collected(table, Answers(method.criteria))
    criteria = _Criteria(method)
    context_of = context_reader(found)
    rows: dict[tuple[str, str, str], int] = {}
    criterion_at, score_at, remark_at = found["criterion"], found["score"], found.get("remark", -1)
    for row in table.rows:
        cells = (*row.cells, "")
        context = context_of(cells)
        collected.contexts.setdefault(context, row.number)
        name, text, remark = cells[criterion_at], cells[score_at], cells[remark_at]
        criterion = criteria[name]
        if remark:
            collected.remarks.append(RawRemark(context, criterion, remark))
        if not criterion:
            if name or text or not remark:
                collected.faults.append(_unknown(table, row.number, criterion_at, name, method))
            continue
        first = rows.setdefault((context.assessor, context.issue, criterion), row.number)
        if first != row.number:
            collected.faults.append(_repeated(table, row.number, first, context, criterion))
            continue
        collected.add_score(context, criterion, text, row.number, score_at)
    return collected, found


class _Criteria(dict[str, str]):
    """The id of the criterion that each text names; empty where it names none."""

    def __init__(self, method: Method) -> None:
        super().__init__()
        self._by_name = criteria_by_name(method)

    def __missing__(self, text: str) -> str:
        criterion = self._by_name.get(same_name(text))
        self[text] = found = criterion.id if criterion else ""
        return found


def _unknown(table: Table, row: int, at: int, name: str, method: Method) -> Fault:
    found = "is empty" if not name else f"names the criterion {shown(name)}, which is unknown"
    if is_formula_error(name):
        found = f"holds the formula error {name}"
    ids = quoted(method.criterion_ids)
    return row, f"{table.where(row, at)} {found}; the method {method.id} expects one of {ids}."


def _repeated(table: Table, row: int, first: int, context: Context, criterion: str) -> Fault:
    return row, (
        f"{table.where(row)} scores {shown(criterion)} of {shown(context.issue)} by "
        f"{shown(context.assessor)} a second time, after row {first}; expected one row for each "
        "assessor, issue and criterion."
    )
