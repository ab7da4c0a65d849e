"""No hidden count of a table can be worked out from what is shown, whoever knows its sums."""

from collections.abc import Iterator, Sequence
from itertools import combinations, product

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from commonground.documents.contents.protecting import Hidden, Place, hidden_counts

SMALLEST = 5
Rows = list[list[int]]


def hidden_of(rows: Sequence[Sequence[int | None]]) -> set[Place]:
    return set(hidden_counts(rows, SMALLEST).places)


def with_totals(rows: Rows, *, right: bool, below: bool) -> Rows:
    """Return a table with the sums it is shown with."""
    wide = [[*row, sum(row)] if right else list(row) for row in rows]
    return [*wide, [sum(column) for column in zip(*wide, strict=True)]] if below else wide


def others(rows: Rows, hidden: Hidden, *, right: bool, below: bool) -> Iterator[Rows]:
    """Yield every table that a reader cannot tell from this one, near it.

    The reader sees what is not hidden, knows the sums of rows and columns unless they are hidden,
    and knows that what is hidden is at least one.
    """
    shown = with_totals(rows, right=right, below=below)
    inner = [(row, column) for row in range(len(rows)) for column in range(len(rows[0]))]
    said = {shown[row][column] for row, column in hidden.places} | hidden.sums
    free = [place for place in inner if place in hidden.places]
    reach = [range(max(1, rows[r][c] - 1), rows[r][c] + 2) for r, c in free]
    for values in product(*reach):
        table = [list(row) for row in rows]
        for (row, column), value in zip(free, values, strict=True):
            table[row][column] = value
        seen = with_totals(table, right=right, below=below)
        if all(
            seen[row][column] == shown[row][column]
            for row in range(len(seen))
            for column in range(len(seen[0]))
            if (row, column) not in hidden.places
        ) and _same_sums(table, rows, said, right=right, below=below):
            yield seen


def _same_sums(table: Rows, rows: Rows, hidden: set[int], *, right: bool, below: bool) -> bool:
    """Return whether the sums are the same that the table does not show, but that are known.

    A sum that is the same number as a hidden count is hidden wherever it is said.
    """
    across = [] if right or len(rows[0]) == 1 else list(zip(table, rows, strict=True))
    columns = [list(zip(*each, strict=True)) for each in (table, rows)]
    down = [] if below else list(zip(*columns, strict=True))
    return all(sum(ours) in hidden or sum(theirs) == sum(ours) for theirs, ours in [*across, *down])


tables = (
    st.integers(1, 3)
    .flatmap(
        lambda width: st.lists(
            st.lists(st.integers(0, 8), min_size=width, max_size=width), min_size=1, max_size=4
        )
    )
    .filter(lambda rows: len(rows) * len(rows[0]) <= 9)
)


def adds_up_by_chance(rows: Rows) -> bool:
    """Return whether a column is the sum of others, and would be read as meant to be."""
    columns = [column for column in zip(*rows, strict=True) if any(column)]
    return any(
        [sum(cells) for cells in zip(*parts, strict=True)] == list(column)
        for at, column in enumerate(columns)
        for size in range(1, len(columns))
        for parts in combinations(columns[:at] + columns[at + 1 :], size)
    )


@settings(max_examples=300, deadline=None)
@given(tables, st.sets(st.sampled_from(["right", "below"])))
def test_each_hidden_count_could_be_another_number(rows: Rows, totals: set[str]) -> None:
    assume(not adds_up_by_chance(rows))
    assume(not adds_up_by_chance([list(column) for column in zip(*rows, strict=True)]))
    right, below = "right" in totals and len(rows[0]) > 1, "below" in totals and len(rows) > 1
    shown = with_totals(rows, right=right, below=below)
    hidden = hidden_counts(shown, SMALLEST)
    settled = set(hidden.places)
    for other in others(rows, hidden, right=right, below=below):
        settled -= {
            place for place in settled if other[place[0]][place[1]] != shown[place[0]][place[1]]
        }
        if not settled:
            break
    assert settled == set()


@given(tables)
def test_every_small_count_is_hidden_and_no_nought(rows: Rows) -> None:
    hidden = hidden_of(rows)
    for row, cells in enumerate(rows):
        for column, count in enumerate(cells):
            assert (row, column) in hidden or not 0 < count < SMALLEST
            assert (row, column) not in hidden or count


@given(tables)
def test_a_table_without_small_counts_is_left_alone(rows: Rows) -> None:
    assert hidden_of([[count + SMALLEST for count in row] for row in rows]) == set()


def test_a_small_count_takes_three_others_with_it() -> None:
    rows = [[3, 20, 30], [12, 40, 50], [60, 70, 80]]
    assert hidden_of(rows) == {(0, 0), (0, 1), (1, 0), (1, 1)}


def test_a_column_alone_takes_its_next_smallest() -> None:
    assert hidden_of([[3], [40], [12], [0]]) == {(0, 0), (2, 0)}


def test_the_sum_of_a_row_stays_where_its_parts_are_hidden() -> None:
    rows = [[3, 20, 23], [12, 40, 52], [15, 60, 75]]
    assert hidden_of(rows) == {(0, 0), (0, 1), (1, 0), (1, 1)}


def test_a_row_of_sums_may_leave_out_what_cannot_be_added_up() -> None:
    rows: list[list[int | None]] = [[3, 20], [12, 40], [60, 70], [75, None]]
    assert hidden_of(rows) == {(0, 0), (0, 1), (1, 0), (1, 1)}
    assert (1, 0) in hidden_of([[3], [12], [60], [75]])


def test_a_small_sum_takes_its_parts_with_it() -> None:
    rows = [[3, 1, 4], [12, 40, 52], [60, 70, 130]]
    assert {(0, 0), (0, 1), (0, 2)} <= hidden_of(rows)


def test_a_column_that_says_the_same_is_hidden_alike() -> None:
    hidden = hidden_of([[3, 3], [12, 12], [60, 60]])
    assert {column for row, column in hidden if row == 0} == {0, 1}


def test_a_row_alone_goes_whole() -> None:
    found = hidden_counts([[3, 40, 12]], SMALLEST)
    assert found.places == {(0, 0), (0, 1), (0, 2)}
    assert found.sums == {3, 40, 12, 55}


def test_a_row_with_one_count_takes_another_of_its_column_and_the_sums_of_both_rows() -> None:
    found = hidden_counts([[2, 0], [12, 40], [60, 70]], SMALLEST)
    assert found.places == {(0, 0), (1, 0)}
    assert {2, 52} <= found.sums


def test_where_no_other_number_is_possible_all_goes_and_its_sums_too() -> None:
    found = hidden_counts([[1], [1], [1], [1], [1]], SMALLEST)
    assert found.places == {(row, 0) for row in range(5)}
    assert 5 in found.sums


def test_what_must_be_hidden_for_another_reason_is_protected_as_well() -> None:
    rows = [[30, 20], [12, 40], [60, 70]]
    assert hidden_counts(rows, SMALLEST, [(0, 0)]).places == {(0, 0), (0, 1), (1, 0), (1, 1)}


@pytest.mark.parametrize("cell", [None, 0])
def test_what_is_no_count_is_left_alone(cell: int | None) -> None:
    assert (1, 0) not in hidden_of([[3], [cell], [12]])
