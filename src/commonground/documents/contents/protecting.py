"""Which counts of a table are hidden, so that none of them can be worked out from the rest.

A count below the threshold is hidden, and with it others until each hidden count could also be
another number: there is a **move**, which raises some hidden counts by one and lowers others, and
leaves every sum as it was. Whoever reads the table is taken to know the sums of all rows and
columns, whether the table shows them or a sentence does, and that nothing hidden is nought.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

Place = tuple[int, int]
"""The row and the column of a count, from 0."""
Grid = Sequence[Sequence[int | None]]
"""Counts by row and column; None where there is no count."""
Move = Mapping[Place, int]
"""By how much each of some counts changes: one more or one less."""

_MOST_COLUMNS_TO_COMBINE = 7
"""Up to so many others, every combination of columns is tried as the parts of a sum."""


@dataclass(frozen=True, slots=True)
class Hidden:
    """What is hidden of a table, and the sums that must not be said elsewhere either."""

    places: frozenset[Place]
    sums: frozenset[int] = frozenset()


def hidden_counts(grid: Grid, smallest: int, also: Iterable[Place] = ()) -> Hidden:
    """Return which counts to hide: those from 1 to below `smallest`, and what protects them.

    `also` are places that must be hidden for another reason. Noughts are shown. Where no moves
    protect every hidden count, all counts of the table go, and its sums with them.
    """
    counts = {
        (row, column): count
        for row, cells in enumerate(grid)
        for column, count in enumerate(cells)
        if count
    }
    needing = {place for place, count in counts.items() if count < smallest}
    needing |= counts.keys() & set(also)
    if not needing:
        return Hidden(frozenset())
    frame = _frame_of(grid, counts)
    hidden = None if frame is None else _protected(counts, needing, frame)
    return hidden or Hidden(frozenset(counts), frozenset(_sums(counts)))


def _sums(counts: Mapping[Place, int]) -> Iterator[int]:
    for axis in (0, 1):
        for line in {place[axis] for place in counts}:
            yield sum(count for place, count in counts.items() if place[axis] == line)
    yield sum(counts.values())


@dataclass(frozen=True, slots=True)
class _Frame:
    """How the counts of a table add up."""

    rows: tuple[int, ...]
    """The rows that are no totals."""
    total_row: int | None
    groups: tuple[tuple[tuple[int, ...], int | None], ...]
    """Columns that add up, each group with the column of its totals where there is one."""


def _frame_of(grid: Grid, counts: Mapping[Place, int]) -> _Frame | None:
    """Return how the counts add up; None where sums are parts of other sums."""
    columns = _lines(counts, 1)
    rows = _lines(counts, 0)
    parts = {total: found for total in columns if (found := _parts(total, columns))}
    if {part for found in parts.values() for part in found} & parts.keys():
        return None
    used = [part for found in parts.values() for part in found]
    totals = [row for row in rows if _is_total_row(row, rows, _blank(grid[row]))]
    if len(used) != len(set(used)) or len(totals) > 1:
        return None
    loose = tuple(column for column in columns if column not in parts and column not in used)
    groups = [(found, total) for total, found in parts.items()]
    return _Frame(
        rows=tuple(row for row in rows if row not in totals),
        total_row=totals[0] if totals else None,
        groups=(*groups, *([(loose, None)] if loose else [])),
    )


_Lines = Mapping[int, Mapping[int, int]]


def _lines(counts: Mapping[Place, int], axis: int) -> _Lines:
    """Return the counts of each row (axis 0) or column (axis 1) by where they stand in it."""
    lines: dict[int, dict[int, int]] = {}
    for place, count in sorted(counts.items(), key=lambda item: item[0][axis]):
        lines.setdefault(place[axis], {})[place[1 - axis]] = count
    return lines


def _add_up(parts: Iterable[int], lines: _Lines) -> Mapping[int, int]:
    added: dict[int, int] = {}
    for part in parts:
        for at, count in lines[part].items():
            added[at] = added.get(at, 0) + count
    return added


def _parts(total: int, columns: _Lines) -> tuple[int, ...]:
    """Return the columns whose sum a column is in every row, the fewest; empty where none are.

    Of two columns that are the same, the later counts as the sum.
    """
    others = [column for column in columns if column != total]
    if len(others) > _MOST_COLUMNS_TO_COMBINE:
        before = [column for column in others if column < total]
        after = [column for column in others if column > total]
        runs = [others, *(before[start:] for start in range(len(before)))]
        runs += [after[:end] for end in range(2, len(after) + 1)]
        tried: Iterable[Sequence[int]] = [run for run in runs if run]
    else:
        tried = (each for size in range(1, len(others) + 1) for each in combinations(others, size))
    for parts in tried:
        is_later_twin = len(parts) > 1 or parts[0] < total
        if is_later_twin and _add_up(parts, columns) == columns[total]:
            return tuple(parts)
    return ()


def _blank(cells: Sequence[int | None]) -> frozenset[int]:
    return frozenset(column for column, count in enumerate(cells) if count is None)


def _is_total_row(row: int, rows: _Lines, blank: frozenset[int]) -> bool:
    """Return whether a row is the sum of all others, or of some right above it.

    A sum may leave out what cannot be added up: its blank columns are not compared.
    """
    others = [other for other in rows if other != row]
    above = [other for other in others if other < row]
    runs = [others, *(above[start:] for start in range(len(above) - 1))]
    return any(
        len(run) > 1
        and {at: count for at, count in _add_up(run, rows).items() if at not in blank} == rows[row]
        for run in runs
    )


def _protected(counts: Mapping[Place, int], needing: set[Place], frame: _Frame) -> Hidden | None:
    """Return what to hide so that a move changes each hidden count; None where no moves do."""
    hidden, safe, sums = set(needing), set[Place](), set[int]()
    # the largest first: what is hidden for them often serves the smaller too
    for place in sorted(needing, key=lambda each: (-counts[each], each)):
        if place in safe:
            continue
        kept = [move for move in _moves(place, frame) if _is_possible(move, counts)]
        moves = kept or [move for move in _alone(place, frame) if _is_possible(move, counts)]
        if not moves:
            return None
        best = min(moves, key=lambda move: _cost(move, hidden, counts))
        if not kept:
            sums |= {_row_sum(counts, row) for row, _ in best}
        hidden |= best.keys()
        safe |= best.keys()
    return Hidden(frozenset(hidden), frozenset(sums))


def _row_sum(counts: Mapping[Place, int], row: int) -> int:
    return sum(count for (at, _), count in counts.items() if at == row)


def _alone(place: Place, frame: _Frame) -> Iterator[Move]:
    """Yield moves within a column of several that have no sums beside them.

    They change the sums of two rows, which no table shows, and which are then not said either.
    """
    row, column = place
    has_no_sums = any(column in group and total is None for group, total in frame.groups)
    for second in frame.rows if has_no_sums and row != frame.total_row else ():
        if second != row:
            yield {place: 1, (second, column): -1}
            yield {place: -1, (second, column): 1}


def _is_possible(move: Move, counts: Mapping[Place, int]) -> bool:
    """Return whether every count of the move is there, and one is left where it is lowered."""
    return all(counts.get(place, 0) + change > max(change, 0) for place, change in move.items())


def _cost(
    move: Move, hidden: set[Place], counts: Mapping[Place, int]
) -> tuple[int, int, list[Place]]:
    more = [place for place in move if place not in hidden]
    return len(more), sum(counts[place] for place in more), sorted(move)


def _moves(place: Place, frame: _Frame) -> Iterator[Move]:
    """Yield every move that changes this count and no sum that a reader may know."""
    for group, total in frame.groups:
        for move in _moves_in(place, group, total, frame):
            yield move
            yield {each: -change for each, change in move.items()}


def _moves_in(
    place: Place, group: Sequence[int], total: int | None, frame: _Frame
) -> Iterator[Move]:
    row, column = place
    if column != total and column not in group:
        return
    inner = group if column == total else (column,)
    for one in inner:
        for other in [each for each in group if each != one]:
            if column != total:
                yield from _crosswise(row, one, other, frame)
        yield from _lengthwise(row, one, total, len(group), frame)


def _crosswise(row: int, one: int, other: int, frame: _Frame) -> Iterator[Move]:
    """Yield moves between two columns that add up with each other: each row's sum stays."""
    at = {(row, one): 1, (row, other): -1}
    if row == frame.total_row:
        for second in frame.rows:
            yield at | {(second, one): 1, (second, other): -1}
        return
    for second in frame.rows:
        if second != row:
            yield at | {(second, one): -1, (second, other): 1}
    if frame.total_row is not None:
        yield at | {(frame.total_row, one): 1, (frame.total_row, other): -1}


def _lengthwise(row: int, one: int, total: int | None, size: int, frame: _Frame) -> Iterator[Move]:
    """Yield moves within one column, and with it the column of its sums where there is one."""
    if row == frame.total_row or (total is None and size > 1):
        return
    for second in frame.rows:
        if second != row:
            move = {(row, one): 1, (second, one): -1}
            if total is not None:
                move |= {(row, total): 1, (second, total): -1}
            yield move
