"""Writes a scoring workbook to fill in: drop-downs, the method's words, and a check as one goes."""

from collections.abc import Sequence
from pathlib import Path

from commonground.documents.markings import OFFICIAL
from commonground.documents.workbooks.check_sheet import write_check
from commonground.documents.workbooks.figures import headings
from commonground.documents.workbooks.how_to_score import write_how_to_score
from commonground.documents.workbooks.method_sheet import NAME, write_method
from commonground.documents.workbooks.pages import Page, new_book
from commonground.documents.workbooks.styles import Style
from commonground.documents.workbooks.tables import Column, write_whole_sheet
from commonground.documents.workbooks.validation import mark_cells, offer_answers
from commonground.scoring.methods import Criterion, Method
from commonground.scoring.scores import Issue

EMPTY_ROWS = 150
"""For each assessor, where no issues are given: more than a partnership's long list."""

_FIXED = ("Assessor", "Agency", "Issue", "Theme")
_KEPT = 3
_REMARK = "Remark"


def write_template(
    path: Path,
    method: Method,
    *,
    issues: Sequence[Issue] = (),
    assessors: int = 1,
    marking: str = OFFICIAL,
) -> None:
    """Write a scoring workbook as xlsx, which `read_scores` and `read_matrix` read back.

    Each of the `issues` gets a row for each assessor; without issues the rows are empty. With
    several assessors the first column is numbered. Raises BadInput where the file cannot be
    written or a text is too long for a cell.
    """
    with new_book(path, f"Scores: {method.title}", marking) as book:
        scores, how, check = (book.page(name) for name in ("Scores", "How to score", "Check"))
        cells, _ = write_method(book.page(NAME), method)
        write_how_to_score(how, method)
        rows = _rows(issues, assessors)
        _write_scores(scores, method, rows)
        write_check(check, method, cells, [(row[0], row[2]) for row in rows])


def _rows(issues: Sequence[Issue], assessors: int) -> list[tuple[str, ...]]:
    """Return what is filled in already: assessor, agency, issue and theme."""
    names = [f"Assessor {number}" for number in range(1, assessors + 1)] if assessors > 1 else [""]
    if not issues:
        return [(name, "", "", "") for name in names for _ in range(EMPTY_ROWS)]
    return [(name, "", issue.name, issue.theme) for name in names for issue in issues]


def _write_scores(page: Page, method: Method, rows: Sequence[tuple[str, ...]]) -> None:
    criteria = method.criteria
    titles = headings(method, method.criterion_ids, (*_FIXED, _REMARK))
    widths = (18.0, 22.0, 36.0, 22.0)
    page.sheet.set_default_row(18)
    columns = [
        *(
            Column(heading, [row[at] for row in rows], width=widths[at])
            for at, heading in enumerate(_FIXED)
        ),
        *(_entry(each, titles[each.id], len(rows)) for each in criteria),
        Column(_REMARK, [""] * len(rows), width=44),
    ]
    write_whole_sheet(page, columns, keep=_KEPT)
    # empty rows too: a paper sheet can be filled in by hand and typed in later
    page.sheet.print_area(0, 0, len(rows), len(columns) - 1)
    offer_answers(page, criteria, len(_FIXED), len(rows))
    mark_cells(page, criteria, len(_FIXED), len(rows))


def _entry(criterion: Criterion, heading: str, count: int) -> Column:
    """Return an empty column for a criterion's scores."""
    in_words = [level.label for level in criterion.levels if level.label]
    longest = max(map(len, in_words), default=0)
    style = Style.LABEL_ENTRY if in_words else Style.ENTRY
    word = max(len(word) for word in heading.split()) * 0.9 + 1.5
    return Column(heading, [None] * count, style, width=max(word, min(longest + 3, 18), 9))
