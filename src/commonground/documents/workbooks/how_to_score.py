"""The sheet that tells an assessor how to score, and holds the answers that cells offer."""

from decimal import Decimal

from xlsxwriter.utility import xl_range_abs

from commonground.documents.workbooks.pages import Page
from commonground.documents.workbooks.styles import Style
from commonground.documents.workbooks.tables import (
    Column,
    set_print,
    set_widths,
    write_prose,
    write_table,
)
from commonground.scoring.methods import Criterion, Level, Method

_WIDTHS = (32.0, 20.0, 10.0, 70.0, 26.0, 14.0)
_ANSWER, _SCORE = 1, 2
_NO_WORDS = "No descriptor yet: your partnership writes its own."
_STEPS = (
    "1. Fill the sheet Scores, one row for each issue. Write your name, or the reference you were "
    "given, and your agency in every row: write them once and copy them down.",
    "2. Choose each answer from the list that the cell offers. Leave a cell empty where you cannot "
    "say: an empty cell counts as no score, never as nought.",
    "3. In a row that was begun, yellow marks what is still empty and red an answer that is not on "
    "the list. The sheet Check shows the totals as they stand; write nothing there.",
    "4. Put your reasons under Remark. Leave the headings as they are, and give the file back.",
)


def write_how_to_score(page: Page, method: Method) -> None:
    """Fill the sheet, and name the ranges of answers and of scores for formulas to use."""
    set_widths(page, _WIDTHS)
    set_print(page, sum(_WIDTHS))
    page.sheet.hide_gridlines(2)
    row = write_prose(page, 0, f"How to score: {method.title}", _WIDTHS, Style.TITLE)
    for text in _STEPS:
        row = write_prose(page, row, text, _WIDTHS)
    row = write_prose(page, row + 1, "About the method", _WIDTHS, Style.SECTION)
    for text in (*method.notes, f"Source: {method.source}"):
        row = write_prose(page, row, text, _WIDTHS)
    row = write_prose(page, row + 1, "What each answer means", _WIDTHS, Style.SECTION)
    write_table(page, row, _answers(method), _WIDTHS)
    _name_ranges(page, method, row + 1)


def allowed_name(criterion: Criterion) -> str:
    """Return the name of the range that holds a criterion's answers."""
    return f"allowed_{criterion.id}"


def scores_name(criterion: Criterion) -> str:
    """Return the name of the range that holds the scores of those answers."""
    return f"scores_{criterion.id}"


def _name_ranges(page: Page, method: Method, row: int) -> None:
    sheet = page.sheet.get_name()
    for criterion in method.criteria:
        last = row + len(criterion.levels) - 1
        for name, column in ((allowed_name(criterion), _ANSWER), (scores_name(criterion), _SCORE)):
            there = xl_range_abs(row, column, last, column)
            page.book.file.define_name(name, f"='{sheet}'!{there}")
        row = last + 1


def _answers(method: Method) -> list[Column]:
    """Return the table of answers: one row a level, criterion after criterion."""
    pairs = [(criterion, level) for criterion in method.criteria for level in criterion.levels]
    words = [level.descriptor for _, level in pairs]
    return [
        Column("Criterion", [each.label for each, _ in pairs]),
        Column("Answer", [answer(level) for _, level in pairs], Style.LEFT_NUMBER),
        Column("Score", [level.score for _, level in pairs], Style.LEFT_NUMBER),
        Column("What it means", [_meaning(*pair) for pair in pairs]),
        Column("In the words of", [f"{w.author}, {w.date}" if w else "" for w in words]),
        Column("Scale is", [each.provenance.status.value for each, _ in pairs]),
    ]


def answer(level: Level) -> str | Decimal:
    """Return what an assessor chooses: the level's label, or its score where it has none."""
    return level.label or level.score


def _meaning(criterion: Criterion, level: Level) -> str:
    words = level.descriptor.text if level.descriptor else ""
    if level.is_unknown:
        words = words or "Nobody knows; it carries a score of its own."
    is_first = level is criterion.levels[0]
    no_words = "" if level.label or words else _NO_WORDS
    return " ".join(filter(None, (criterion.help if is_first else "", words or no_words)))
