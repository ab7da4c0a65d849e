"""What can be wrong with any cell of an uploaded table, whatever it is about; empty: nothing."""

from commonground.documents.reading import Table
from commonground.documents.reading.files.texts import is_formula_error
from commonground.rooms.visible import unseen_in
from commonground.sentences import say


def too_long(place: str, text: str, most: int) -> str:
    if len(text) <= most:
        return ""
    return say(
        "%(place)s holds %(length)s characters; expected at most %(most)s.",
        place=place,
        length=str(len(text)),
        most=str(most),
    )


def missing(place: str, text: str, expected: str) -> str:
    """Say that a cell has to hold `expected`, such as "the issue's name"."""
    if text:
        return ""
    return say("%(place)s is empty; expected %(expected)s.", place=place, expected=expected)


def failed(place: str, text: str, expected: str) -> str:
    """Say that a formula failed where the cell should hold `expected`."""
    if not is_formula_error(text):
        return ""
    return say(
        "%(place)s holds the formula error %(found)s; expected %(expected)s.",
        place=place,
        found=text,
        expected=expected,
    )


def unseen(place: str, text: str) -> str:
    """Say that a text holds what nobody can see; breaks between lines are let be."""
    if not (found := unseen_in(" ".join(text.split()))):
        return ""
    return say(
        "%(place)s holds a character that cannot be seen (%(found)s); expected it typed anew.",
        place=place,
        found=found,
    )


def uncomputed(table: Table, row: int, column: int) -> str:
    if not table.is_uncomputed(row, column):
        return ""
    return say(
        "%(place)s is empty. The cell holds a formula that no spreadsheet has computed yet: open "
        "the workbook in Excel or LibreOffice, save it, and try again.",
        place=table.where(row, column),
    )


def too_many(table: Table, most: int) -> str:
    """Say that a file has more rows than one import reads."""
    if len(table.rows) <= most:
        return ""
    return say(
        "%(file)s has %(rows)s rows; the most that is read at once is %(most)s. Split the file.",
        file=table.source,
        rows=f"{len(table.rows):,}",
        most=f"{most:,}",
    )
