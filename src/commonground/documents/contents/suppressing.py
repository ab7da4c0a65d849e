"""Hides small counts of a document, and whatever they could be worked out from."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from commonground.documents.contents.parts import (
    Block,
    Cell,
    Chart,
    Column,
    Document,
    Figure,
    FigureKind,
    Section,
    Table,
    Text,
    every_block,
    every_section,
)
from commonground.documents.contents.protecting import Place, hidden_counts
from commonground.documents.contents.walking import plain_text, with_blocks
from commonground.sentences import Sentence, say

IN_A_CELL = "[c]"
"""As official statistics mark a confidential count in a table."""
IN_A_SENTENCE = "[number not published]"
NOTE = "[c]: a count that is not published, so that nobody can be recognised."
_HALF_A_POINT = Decimal("0.005")
"""A share that is printed in whole per cent is known to within this."""


@dataclass(frozen=True, slots=True)
class Suppressed:
    """A document without its small counts, and what was hidden where, in words."""

    document: Document
    hidden: tuple[tuple[Sentence, Sentence], ...]


_Name = tuple[frozenset[str], int]
"""A count, and what it is a count of: the name of a row, or those of a row and a column."""


@dataclass(slots=True)
class _Known:
    """What is hidden so far: it grows until nothing more follows from it."""

    places: dict[int, frozenset[Place]] = field(default_factory=dict)
    """By the place of the table among the blocks."""
    numbers: set[int] = field(default_factory=set)
    """Hidden counts, and sums that would tell them."""
    sums: set[int] = field(default_factory=set)
    """Those of them that are sums, which no other table may say either."""
    named: set[_Name] = field(default_factory=set)
    """Hidden counts with the name of their row, and with both names of their place."""


def suppressed(document: Document, smallest: int) -> Suppressed:
    """Return a document without counts of people and of what they said, from 1 to below `smallest`.

    How many issues or themes there are is no such count, and stays.
    Further counts are hidden where a small one would follow from them: in the sums of a table, in
    another table that says the same of the same name, and in sentences. A chart of a hidden count
    is left out, and a line in its place says so.
    """
    known = _found(list(every_block(document.sections)), smallest)
    numbered = {at: places for at, places in known.places.items() if places}
    hidden: list[tuple[Sentence, Sentence]] = []
    blocks: dict[int, Block] = {}
    at = 0
    for _level, section in every_section(document.sections):
        telling = _telling(section, smallest, known)
        for block in section.blocks:
            made = _made(block, numbered.get(at, frozenset()), smallest, known, telling)
            if made != block:
                blocks[at] = made
                hidden.append((_called(block, section), _why(block, smallest)))
            at += 1
    return Suppressed(with_blocks(document, blocks), tuple(hidden))


def _called(block: Block, section: Section) -> Sentence:
    match block:
        case Table():
            return say("Counts in the table “%(caption)s”", caption=block.caption)
        case Chart():
            return say("The chart “%(caption)s”", caption=block.caption)
        case Text():
            return say("Counts in a text of “%(heading)s”", heading=section.heading)


def _why(block: Block, smallest: int) -> Sentence:
    least = str(smallest)
    if isinstance(block, Chart):
        return say("It shows a count under %(least)s, or one hidden elsewhere.", least=least)
    return say(
        "They are under %(least)s, or one that is could be worked out from them.", least=least
    )


def _found(blocks: list[Block], smallest: int) -> _Known:
    """Return what must be hidden of the tables, and what follows from it for all other blocks."""
    known = _Known()
    tables = {at: block for at, block in enumerate(blocks) if isinstance(block, Table)}
    grids = {at: [[count_of(cell, column) for cell, column in _cells(row, table)]
                  for row in table.rows] for at, table in tables.items()}  # fmt: skip
    asked: dict[int, frozenset[Place]] = {}
    is_new = True
    while is_new:
        is_new = False
        for at, table in tables.items():
            said = {
                (row, column)
                for row, cells in enumerate(grids[at])
                for column, count in enumerate(cells)
                if count
                and (count in known.sums or _names(table, row, column, count) & known.named)
            }
            wanted = known.places.get(at, frozenset()) | said
            if asked.get(at) == wanted:
                continue
            asked[at] = wanted
            found = hidden_counts(grids[at], smallest, wanted)
            is_new |= found.places != known.places.get(at, frozenset())
            known.places[at] = found.places
            is_new |= not found.sums <= known.sums
            known.sums |= found.sums
            known.numbers |= found.sums
            for row, column in found.places:
                count = grids[at][row][column] or 0
                known.numbers.add(count)
                known.named |= _names(table, row, column, count)
    return known


def _cells(row: tuple[Cell, ...], table: Table) -> Iterator[tuple[Cell, Column]]:
    return zip(row, table.columns, strict=True)


def _names(table: Table, row: int, column: int, count: int) -> frozenset[_Name]:
    """Return how another table may name the same count: by its row, or turned on its side."""
    first = table.rows[row][0]
    name = first if isinstance(first, str) else first.text
    heading = table.columns[column].heading
    return frozenset({(frozenset({name}), count), (frozenset({name, heading}), count)})


def count_of(cell: Cell, column: Column) -> int | None:
    """Return the count that a cell says; None where it says none."""
    if isinstance(cell, Figure):
        return _count(cell) if cell.kind is FigureKind.COUNT else None
    return _number(cell) if column.kind is FigureKind.COUNT else None


def _count(figure: Figure) -> int | None:
    if figure.value is None:
        return _number(figure.text)
    whole = int(figure.value)
    return whole if whole == figure.value and whole >= 0 else None


def _number(text: str) -> int | None:
    plain = text.strip().replace(",", "")
    return int(plain) if plain.isdecimal() else None


def _figures(text: Text) -> Iterator[Figure]:
    for paragraph in text.paragraphs:
        yield from (run for run in paragraph.runs if isinstance(run, Figure))


def _is_hidden(figure: Figure, smallest: int, known: _Known) -> bool:
    """Return whether a figure of a sentence is a count that may not be said.

    A count in words that are no number is taken for a small one: nobody can tell.
    """
    if figure.kind is not FigureKind.COUNT:
        return False
    count = _count(figure)
    return count is None or 0 < count < smallest or count in known.numbers


def _telling(section: Section, smallest: int, known: _Known) -> frozenset[int]:
    """Return the counts of a section's sentences that tell a hidden one: by one subtraction."""
    figures = [each for block in section.blocks if isinstance(block, Text)
               for each in _figures(block) if each.kind is FigureKind.COUNT]  # fmt: skip
    hidden = {_count(each) or 0 for each in figures if _is_hidden(each, smallest, known)} - {0}
    counts = {_count(each) or 0 for each in figures}
    return frozenset(
        count for count in counts for secret in hidden if count and count + secret in counts
    )


def _made(
    block: Block, places: frozenset[Place], smallest: int, known: _Known, telling: frozenset[int]
) -> Block:
    match block:
        case Table():
            return _table(block, places) if places else block
        case Text():
            return _text(block, smallest, known, telling)
        case Chart():
            is_telling = any(
                0 < count < smallest or count in known.numbers for count in block.counts
            )
            return _instead(block) if is_telling else block


def _table(table: Table, places: frozenset[Place]) -> Table:
    """Return a table without the counts in these places and the shares that tell them."""
    counts = [[count_of(*cell) for cell in _cells(row, table)] for row in table.rows]
    sums = [sum(filter(None, column)) for column in zip(*counts, strict=True)]

    def is_told(row: int, held: Figure) -> bool:
        """Say whether a share is a hidden count of its row, of something the table counts."""
        return any(
            _is_share(held, counts[row][at] or 0, [*filter(None, counts[row]), sums[at]])
            for hidden_row, at in places
            if hidden_row == row
        )

    def cell(row: int, column: int, held: Cell) -> Cell:
        kind = held.kind if isinstance(held, Figure) else FigureKind.COUNT
        if (row, column) in places or (isinstance(held, Figure) and is_told(row, held)):
            return Figure("", IN_A_CELL, None, kind)
        return held

    rows = tuple(
        tuple(cell(row, column, held) for column, held in enumerate(cells))
        for row, cells in enumerate(table.rows)
    )
    return replace(table, rows=rows, note=f"{table.note} {NOTE}".strip())


def _is_share(figure: Figure, count: int, wholes: Iterable[int]) -> bool:
    """Return whether a share is that of a count in any of these, to within half a point."""
    if figure.kind is not FigureKind.SHARE or figure.value is None:
        return False
    shares = (figure.value, figure.value / 100)
    return any(
        abs(share - Decimal(count) / whole) <= _HALF_A_POINT for whole in wholes for share in shares
    )


def _text(text: Text, smallest: int, known: _Known, telling: frozenset[int]) -> Text:
    """Return a text without the counts that may not be said.

    One small count takes all counts and shares of its text with it: a sentence that gives the
    whole and the rest gives the part.
    """
    figures = list(_figures(text))
    if not any(
        _is_hidden(each, smallest, known)
        or (each.kind is FigureKind.COUNT and _count(each) in telling)
        for each in figures
    ):
        return text
    hidden: Mapping[Figure, Figure] = {
        each: Figure("", IN_A_SENTENCE, None, each.kind, "", each.strong, each.emphasis)
        for each in figures
        if each.kind in (FigureKind.COUNT, FigureKind.SHARE)
    }
    return replace(
        text,
        paragraphs=tuple(
            replace(
                paragraph,
                runs=tuple(
                    hidden.get(run, run) if isinstance(run, Figure) else run
                    for run in paragraph.runs
                ),
            )
            for paragraph in text.paragraphs
        ),
    )


def _instead(chart: Chart) -> Text:
    said = f"A chart is not published here ({chart.caption}): it would show small counts."
    return plain_text(chart.id, said, chart.marking)
