"""Reads the scores that a consensus meeting agreed on, each with its reason."""

from collections.abc import Iterator, Mapping

from commonground.documents.reading.answers import Answers
from commonground.documents.reading.columns import criteria_by_name, find_columns, quoted, required
from commonground.documents.reading.files.tables import Row, Table
from commonground.documents.reading.files.texts import is_formula_error, same_name, shown
from commonground.errors import refuse
from commonground.scoring.methods import Method
from commonground.scoring.scores import AgreedScore


def read_agreed(table: Table, method: Method) -> tuple[AgreedScore, ...]:
    """Return the agreed scores in the order of the file's rows.

    Raises BadInput where a cell is empty (a reason too: a score without one cannot be defended),
    a criterion is unknown, a score is off its scale, or an issue's criterion comes twice.
    """
    found = find_columns(table, required("issue", "criterion", "score", "reason"))
    criteria, answers = criteria_by_name(method), Answers(method.criteria)
    faults: list[str] = []
    agreed: dict[tuple[str, str], AgreedScore] = {}
    rows: dict[tuple[str, str], int] = {}
    for row in table.rows:
        faults += _blanks(table, row, found)
        criterion = criteria.get(same_name(row.cells[found["criterion"]]))
        if criterion is None:
            faults += _unknown(table, row, found["criterion"], method)
            continue
        issue, text = row.cells[found["issue"]], row.cells[found["score"]]
        score = answers[criterion.id, text]
        key = issue, criterion.id
        if isinstance(score, str):
            faults.append(f"{table.where(row.number, found['score'])} {score}")
        elif key in rows:
            faults.append(_repeated(table, row.number, rows[key], key))
        else:
            rows[key] = row.number
            agreed[key] = AgreedScore(issue, criterion.id, score, row.cells[found["reason"]])
    refuse(faults)
    return tuple(agreed.values())


def _blanks(table: Table, row: Row, found: Mapping[str, int]) -> Iterator[str]:
    for name in ("issue", "reason"):
        text = row.cells[found[name]]
        if not text or is_formula_error(text):
            what = f"holds the formula error {text}" if text else "is empty"
            yield f"{table.where(row.number, found[name])} {what}; expected the {name}."


def _unknown(table: Table, row: Row, at: int, method: Method) -> Iterator[str]:
    ids = quoted(method.criterion_ids)
    yield (
        f"{table.where(row.number, at)} holds {shown(row.cells[at])}; the method {method.id} "
        f"expects one of {ids}."
    )


def _repeated(table: Table, row: int, first: int, key: tuple[str, str]) -> str:
    return (
        f"{table.where(row)} agrees {shown(key[1])} of {shown(key[0])} a second time, after row "
        f"{first}; expected one row for each issue and criterion."
    )
