"""The live check of a scoring workbook: what is missing, and the totals as they stand."""

from collections.abc import Callable, Sequence

from xlsxwriter.utility import xl_col_to_name

from commonground.documents.workbooks.figures import headings, layout_of
from commonground.documents.workbooks.formulas import Layout, MethodCells, figure_formulas
from commonground.documents.workbooks.how_to_score import allowed_name, scores_name
from commonground.documents.workbooks.pages import Formula, Page
from commonground.documents.workbooks.styles import Style
from commonground.documents.workbooks.tables import Column, write_whole_sheet
from commonground.scoring.methods import Criterion, Method

_FIRST_SCORE = 4
"""The column of the first criterion on the sheet Scores."""
_STATE = "C"
_ABOUT = ("Assessor", "Issue", "State")


def write_check(
    page: Page, method: Method, cells: MethodCells, filled: Sequence[tuple[str, str]]
) -> None:
    """Fill the sheet with a row of formulas for each row of the sheet Scores.

    `filled` holds the assessor and the issue that each row starts with. It stands apart from the
    scores, so that a file that is read back holds nothing but them.
    """
    names = (*method.criterion_ids, *method.figure_ids())
    titles = headings(method, names, _ABOUT)
    layout = layout_of((*_ABOUT, *names), len(filled), cells)
    formulas = _formulas(method, layout)
    columns = [
        Column("Assessor", _same(filled, "A", lambda row: row[0]), width=18),
        Column("Issue", _same(filled, "C", lambda row: row[1]), width=36),
        Column("State", _live(_state(method, layout), len(filled)), Style.COMPUTED, width=12),
        *(
            Column(titles[name], _live(formulas[name], len(filled)), Style.COMPUTED)
            for name in names
        ),
    ]
    write_whole_sheet(page, columns, keep=2)


def _same(
    filled: Sequence[tuple[str, str]], column: str, known: Callable[[tuple[str, str]], str]
) -> list[Formula]:
    """Return formulas that repeat a column of the sheet Scores; empty where it is."""
    return [
        Formula(f'=IF(Scores!{column}{row}="","",Scores!{column}{row})', known(cells))
        for row, cells in enumerate(filled, 2)
    ]


def _live(formula: str, count: int) -> list[Formula]:
    return [Formula(f"={formula.format(row=row)}", "") for row in range(2, count + 2)]


def _state(method: Method, layout: Layout) -> str:
    """Return the formula of a row's state: nothing, complete, or how many scores are to do."""
    count = len(method.criteria)
    given = _scores(layout, method)
    there = f"Scores!{_score_cell(0)}:{_score_cell(count - 1)}"
    done = f'IF(COUNT({given})={count},"complete",{count}-COUNT({given})&" to do")'
    return f'IF(COUNTA({there})=0,"",{done})'


def _scores(layout: Layout, method: Method) -> str:
    return f"{layout.cell(method.criteria[0].id)}:{layout.cell(method.criteria[-1].id)}"


def _score_cell(at: int) -> str:
    return f"{xl_col_to_name(_FIRST_SCORE + at)}{{row}}"


def _formulas(method: Method, layout: Layout) -> dict[str, str]:
    """Return the formula of each score and figure by id; a figure waits for a complete row."""
    levels = {each.id: [level.score for level in each.levels] for each in method.criteria}
    scores = {each.id: _score(each, at) for at, each in enumerate(method.criteria)}
    outputs = {output.id for output in method.outputs}
    figures = {}
    for name, formula in figure_formulas(method, layout, levels).items():
        told = f'IFERROR({formula},"no factor")' if name in outputs else formula
        figures[name] = f'IF(${_STATE}{{row}}="complete",{told},"")'
    return scores | figures


def _score(criterion: Criterion, at: int) -> str:
    """Return the formula of the score that an answer stands for; a question mark where for none."""
    there = f"Scores!{_score_cell(at)}"
    found = f"INDEX({scores_name(criterion)},MATCH({there},{allowed_name(criterion)},0))"
    return f'IF({there}="","",IFERROR({found},"?"))'
