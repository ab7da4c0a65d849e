"""A pass over an xlsx sheet's xml: where its values reach to, and which formulas failed."""

import re
from dataclasses import dataclass, field
from functools import lru_cache

from commonground.documents.reading.files.tables import MOST_COLUMNS
from commonground.documents.reading.files.xml_pass import check_tags, local, new_parser, run
from commonground.sentences import say

_DIGITS = "0123456789"
_LETTERS = re.compile("[A-Za-z]{1,3}")
_MOST_NOTED = 100_000

Place = tuple[int, int]
"""Row and column, both counted from 0."""


@dataclass(slots=True)
class Cells:
    """What a sheet holds that its values do not tell."""

    errors: dict[Place, str] = field(default_factory=dict)
    """Where a formula failed, and what the cell shows."""
    uncomputed: set[Place] = field(default_factory=set)
    """Where a formula stands without a value, because no spreadsheet has computed it."""
    last_row: int = -1
    last_column: int = -1

    @property
    def area(self) -> int:
        """The number of cells from A1 to the furthest value."""
        return (self.last_row + 1) * (self.last_column + 1)


def cells_of(part: bytes) -> Cells:
    """Return what one sheet's xml holds; raises ValueError where it is not such xml."""
    return _Pass().over(part)


class _Pass:
    """Where the pass is. It listens to text and closing tags only in the few cells that need it."""

    def __init__(self) -> None:
        self.cells = Cells()
        self.row = -1
        self.column = -1
        self.tags = 0
        self.is_error = False
        self.in_value = False
        self.text = ""
        self.parser = new_parser()

    def over(self, part: bytes) -> Cells:
        self.parser.StartElementHandler = self.start
        run(self.parser, part)
        return self.cells

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self.tags += 1
        check_tags(self.tags)
        tag = local(tag)
        if tag == "c":
            self.start_cell(attributes)
        elif tag in ("v", "is"):
            self.reach()
            self.in_value = True
        elif tag == "row":
            self.row = int(attributes["r"]) - 1 if "r" in attributes else self.row + 1
            self.column = -1
        elif tag == "f":
            self.listen()

    def start_cell(self, attributes: dict[str, str]) -> None:
        if "r" in attributes:
            self.row, self.column = _place(attributes["r"])
        else:
            self.column += 1
        self.is_error = attributes.get("t") == "e"
        self.in_value = False
        self.text = ""
        if self.is_error:
            self.listen()

    def listen(self) -> None:
        self.parser.CharacterDataHandler = self.characters
        self.parser.EndElementHandler = self.end

    def characters(self, text: str) -> None:
        if self.in_value:
            self.text += text

    def end(self, tag: str) -> None:
        if local(tag) in ("v", "is"):
            self.in_value = False
        if local(tag) != "c":
            return
        self.parser.CharacterDataHandler = None
        self.parser.EndElementHandler = None
        if self.is_error:
            self.reach()
            self.cells.errors[self.row, self.column] = self.text.strip() or "#VALUE!"
        elif not self.text:
            self.cells.uncomputed.add((self.row, self.column))
        if len(self.cells.errors) + len(self.cells.uncomputed) > _MOST_NOTED:
            most = f"{_MOST_NOTED:,}"
            raise ValueError(say("it holds more than %(most)s formulas without a value", most=most))

    def reach(self) -> None:
        self.cells.last_row = max(self.cells.last_row, self.row)
        self.cells.last_column = max(self.cells.last_column, self.column)


def _place(reference: str) -> Place:
    letters = reference.rstrip(_DIGITS)
    try:
        return int(reference[len(letters) :]) - 1, _column(letters)
    except ValueError as error:
        raise ValueError(
            say(
                "it holds a cell at %(found)s, which is no place in a sheet",
                found=repr(reference[:20]),
            )
        ) from error


@lru_cache(maxsize=MOST_COLUMNS)
def _column(letters: str) -> int:
    if not _LETTERS.fullmatch(letters):
        raise ValueError(letters)
    column = 0
    for letter in letters.upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    return column - 1
