"""What a cell of the scoring workbook offers, explains, refuses and marks."""

from collections.abc import Sequence

from xlsxwriter.utility import xl_col_to_name

from commonground.documents.method_words import answers_words, level_words
from commonground.documents.words import shortened
from commonground.documents.workbooks.how_to_score import allowed_name
from commonground.documents.workbooks.pages import Page
from commonground.documents.workbooks.styles import MISSING, WRONG
from commonground.scoring.arithmetic import plain
from commonground.scoring.methods import Criterion, Level

_MOST_TITLE, _MOST_MESSAGE = 32, 255
"""Excel's own limits."""
_ISSUE = 2


def offer_answers(page: Page, criteria: Sequence[Criterion], first: int, count: int) -> None:
    """Put each criterion's drop-down, explanation and refusal on its column."""
    for at, criterion in enumerate(criteria, first):
        rule = {
            "validate": "list",
            "source": f"={allowed_name(criterion)}",
            "input_title": shortened(criterion.label, _MOST_TITLE),
            "input_message": shortened(_explanation(criterion), _MOST_MESSAGE),
            "error_title": shortened(f"Not on the scale: {criterion.label}", _MOST_TITLE),
            "error_message": shortened(_refusal(criterion), _MOST_MESSAGE),
        }
        page.sheet.data_validation(1, at, count, at, rule)


def mark_cells(page: Page, criteria: Sequence[Criterion], first: int, count: int) -> None:
    """Colour what is missing from a row that was started, and pasted answers that are none."""
    last = first + len(criteria) - 1
    missing = page.book.file.add_format({"bg_color": MISSING})
    wrong = page.book.file.add_format({"bg_color": WRONG})
    started = f"COUNTA(${xl_col_to_name(first)}2:${xl_col_to_name(last)}2)>0"
    for start, end in ((0, _ISSUE), (first, last)):
        rule = {"type": "formula", "criteria": f'=AND({started},{xl_col_to_name(start)}2="")'}
        page.sheet.conditional_format(1, start, count, end, rule | {"format": missing})
    for at, criterion in enumerate(criteria, first):
        cell = f"{xl_col_to_name(at)}2"
        formula = f'=AND({cell}<>"",ISERROR(MATCH({cell},{allowed_name(criterion)},0)))'
        rule = {"type": "formula", "criteria": formula, "format": wrong}
        page.sheet.conditional_format(1, at, count, at, rule)


def _explanation(criterion: Criterion) -> str:
    described = [line for level in criterion.levels if (line := _described(level))]
    answers = described or [f"Choose one of: {answers_words(criterion)}."]
    where = "More on the sheet How to score. Leave empty what you cannot say."
    return "\n".join(filter(None, (criterion.help, *answers, where)))


def _described(level: Level) -> str:
    if level.descriptor is None:
        return ""
    return f"{level_words(level)}: {level.descriptor.text}"


def _refusal(criterion: Criterion) -> str:
    answers = ", ".join(level.label or plain(level.score) for level in criterion.levels)
    return f"{criterion.label} takes one of: {answers}. Choose from the list, or leave it empty."
