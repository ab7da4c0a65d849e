"""Names that differ only by case or spaces: reported to the person, never merged by guess."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from commonground.documents.reading.files.tables import Table
from commonground.documents.reading.files.texts import is_formula_error, shown


def same_but_for_case_and_spaces(name: str) -> str:
    """Return what names share that differ only by case or spaces.

    >>> same_but_for_case_and_spaces("Knife  Crime") == same_but_for_case_and_spaces("knifecrime")
    True
    """
    return "".join(name.split()).casefold()


def name_fault(name: str, what: str) -> str:
    """Say why a cell's text is no name; empty where it is one.

    >>> name_fault("#REF!", "issue"), name_fault("Knife crime", "issue")
    ("holds the formula error #REF!; expected the issue's name.", '')
    """
    if not name:
        return f"is empty; expected the {what}'s name."
    if is_formula_error(name):
        return f"holds the formula error {name}; expected the {what}'s name."
    return ""


def spelling_faults(
    table: Table, what: str, first_rows: Mapping[str, int]
) -> Iterator[tuple[int, str]]:
    """Yield a fault for each pair of spellings of one name, with the row of the later one.

    `first_rows` holds each spelling with the first row it stands in.
    """
    spellings = defaultdict(list)
    for name, row in first_rows.items():
        spellings[same_but_for_case_and_spaces(name)].append((row, name))
    for found in spellings.values():
        (first, name), *others = sorted(found)
        for row, other in others:
            yield (
                row,
                f"{table.where(row)}: the {what} {shown(other)} differs only by case or spaces "
                f"from {shown(name)} in row {first}; expected one spelling for one {what}.",
            )
