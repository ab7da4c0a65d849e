"""What can be wrong with any cell of an uploaded table, whatever it is about; empty: nothing.

A place is put into words only where something is wrong there: most cells of most files are sound.
"""

from commonground.documents.reading import Table
from commonground.documents.reading.files.tables import Place
from commonground.documents.reading.files.texts import is_formula_error
from commonground.rooms.visible import unseen_in
from commonground.sentences import say


def too_long(place: Place, text: str, most: int) -> str:
    if len(text) <= most:
        return ""
    return say(
        "%(place)s holds %(length)s characters; expected at most %(most)s.",
        place=place.said,
        length=str(len(text)),
        most=str(most),
    )


def missing(place: Place, text: str, expected: str) -> str:
    """Say that a cell has to hold `expected`, such as "the issue's name"."""
    if text:
        return ""
    return say("%(place)s is empty; expected %(expected)s.", place=place.said, expected=expected)


def failed(place: Place, text: str, expected: str) -> str:
    """Say that a formula failed where the cell should hold `expected`."""
    if not is_formula_error(text):
        return ""
    return say(
        "%(place)s holds the formula error %(found)s; expected %(expected)s.",
        place=place.said,
        found=text,
        expected=expected,
    )


def unseen(place: Place, text: str) -> str:
    """Say that a text holds what nobody can see; breaks between lines are let be."""
    if not (found := unseen_in(" ".join(text.split()))):
        return ""
    return say(
        "%(place)s holds a character that cannot be seen (%(found)s); expected it typed anew.",
        place=place.said,
        found=found,
    )


def uncomputed(place: Place, table: Table) -> str:
    if not table.is_uncomputed(place.row, place.column):
        return ""
    return say(
        "%(place)s is empty. The cell holds a formula that no spreadsheet has computed yet: open "
        "the workbook in Excel or LibreOffice, save it, and try again.",
        place=place.said,
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
