"""How wide the columns of a table are: as it asks for, but no word is broken in its cell."""

from collections.abc import Iterator
from dataclasses import dataclass

from commonground.documents.contents.parts import Cell, Figure, FigureKind, Table
from commonground.documents.contents.walking import shown

_LONGEST_WORD = 16
"""Letters that a column makes room for; what is longer than any word is broken."""


@dataclass(frozen=True, slots=True)
class Measure:
    """What is wide in a table, in any unit."""

    room: float
    """From margin to margin."""
    letter: float
    """A letter of a heading, which is the widest kind."""
    edges: float
    """Both edges of a cell."""


def widths(table: Table, by: Measure) -> list[float]:
    """Return the columns' widths, which add up to the room.

    What a column needs for its longest word is taken from those that have more than they need.
    """
    unit = by.room / sum(column.width for column in table.columns)
    least = [longest_word(table, at) * by.letter + by.edges for at in range(len(table.columns))]
    wished = [
        max(column.width * unit, need) for column, need in zip(table.columns, least, strict=True)
    ]
    over = sum(wished) - by.room
    spare = [wish - need for wish, need in zip(wished, least, strict=True)]
    if over >= sum(spare):
        return [need * by.room / sum(least) for need in least]
    return [wish - over * more / sum(spare) for wish, more in zip(wished, spare, strict=True)]


def lines_of(table: Table, across: list[float], by: Measure) -> list[int]:
    """Return in how many lines each row stands at most, in columns of these widths."""
    return [
        max(
            _lines(_text(cell), width - by.edges, by.letter)
            for cell, width in zip(row, across, strict=True)
        )
        for row in table.rows
    ]


def _lines(text: str, width: float, letter: float) -> int:
    fits = max(1, int(width / letter))
    return sum(max(1, -(-len(line) // fits)) for line in text.split("\n"))


def longest_word(table: Table, at: int) -> int:
    """Return the letters of the longest word in a column."""
    words = [*table.columns[at].heading.split()]
    for row in table.rows:
        words += _words(row[at])
    return max((min(len(word), _LONGEST_WORD) for word in words), default=0)


def _words(cell: Cell) -> Iterator[str]:
    """Yield what must not be broken: a number with its words (`over 99 in 100`) is one."""
    text = _text(cell)
    is_number = isinstance(cell, Figure) and cell.kind is not FigureKind.WORDS
    yield from [text] if is_number else text.split()


def _text(cell: Cell) -> str:
    return cell if isinstance(cell, str) else shown(cell)
