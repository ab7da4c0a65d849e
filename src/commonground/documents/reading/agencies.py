"""Which agency each assessor counts for: from the scores themselves and an agencies table."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from commonground.documents.reading.columns import find_columns, has_columns, optional, required
from commonground.documents.reading.contexts import Context, Fault
from commonground.documents.reading.files.tables import Table
from commonground.documents.reading.files.texts import shown
from commonground.documents.reading.names import (
    name_fault,
    same_but_for_case_and_spaces,
    spelling_faults,
)
from commonground.errors import BadInput, refuse


@dataclass(frozen=True, slots=True)
class Agencies:
    """What an agencies table says; either part may be empty."""

    counts_as: Mapping[str, str]
    """The agency that each listed sub-department counts as."""
    of_assessor: Mapping[str, str]
    """The agency of each listed assessor."""


NONE = Agencies({}, {})


def read_agencies(table: Table) -> Agencies:
    """Return what an agencies table says: `agency` with `counts_as`, or with `assessor`, or both.

    Raises BadInput where the columns are others, a cell is empty, or two rows disagree.
    """
    has_counts, has_people = has_columns(table, "counts_as"), has_columns(table, "assessor")
    if not has_columns(table, "agency") or not (has_counts or has_people):
        raise BadInput(
            f"{table.where(table.header_row)}: an agencies table needs the columns agency and "
            "counts_as (which agency each one counts as), or assessor and agency (who scored for "
            f"whom); its columns are {', '.join(map(shown, table.header))}."
        )
    found = find_columns(table, (*required("agency"), *optional("counts_as", "assessor")))
    faults = list(_blanks(table, found))
    counts_as = _mapped(table, found["agency"], found.get("counts_as"), faults)
    of_assessor = _mapped(table, found.get("assessor"), found["agency"], faults)
    refuse([*faults, *_chains(table, counts_as), *_spellings(table, found)])
    return Agencies(counts_as, of_assessor)


def _blanks(table: Table, found: Mapping[str, int]) -> Iterator[str]:
    for name in ("agency", "assessor"):
        for row in table.rows:
            if name in found and (fault := name_fault(row.cells[found[name]], name)):
                yield f"{table.where(row.number, found[name])} {fault}"


def _mapped(table: Table, key: int | None, value: int | None, faults: list[str]) -> dict[str, str]:
    """Return the texts of one column by those of another; an empty text maps to nothing."""
    texts: dict[str, str] = {}
    rows: dict[str, int] = {}
    if key is None or value is None:
        return texts
    for row in table.rows:
        name, text = row.cells[key], row.cells[value]
        if not name or not text:
            continue
        if texts.setdefault(name, text) != text:
            faults.append(
                f"{table.where(row.number, value)}: {shown(name)} has {shown(text)} here but "
                f"{shown(texts[name])} in row {rows[name]}; expected one."
            )
        rows.setdefault(name, row.number)
    return texts


def _chains(table: Table, counts_as: Mapping[str, str]) -> Iterator[str]:
    for agency, whole in counts_as.items():
        if (further := counts_as.get(whole, whole)) != whole:
            yield (
                f"{table.source}: {shown(agency)} counts as {shown(whole)}, which itself counts "
                f"as {shown(further)}; expected {shown(agency)} to count as the last of them."
            )


def _spellings(table: Table, found: Mapping[str, int]) -> Iterator[str]:
    rows: dict[str, int] = {}
    for name in ("agency", "counts_as"):
        for row in table.rows:
            if name in found and row.cells[found[name]]:
                rows.setdefault(row.cells[found[name]], row.number)
    yield from (sentence for _, sentence in spelling_faults(table, "agency", rows))


def agency_faults(
    table: Table, contexts: Mapping[Context, int], owned: Mapping[str, str], listing: Agencies
) -> Iterator[Fault]:
    """Yield a fault where scores and the agencies table do not fit together.

    `owned` holds each assessor's agency as the scores state it, empty where they do not.
    """
    first_rows: dict[str, int] = {}
    for context, row in contexts.items():
        first_rows.setdefault(context.assessor, row)
    for assessor, agency in owned.items():
        if sentence := _misfit(assessor, agency, listing):
            row = first_rows[assessor]
            yield row, f"{table.where(row)}: {sentence}"


def _misfit(assessor: str, agency: str, listing: Agencies) -> str:
    """Say how one assessor does not fit the agencies table; empty where they do."""
    other = listing.of_assessor.get(assessor, "")
    if not assessor:
        return ""
    if agency and other and agency != other:
        return (
            f"the assessor {shown(assessor)} has the agency {shown(agency)} here, but "
            f"{shown(other)} in the agencies table; expected one."
        )
    if not agency and not other and listing.of_assessor:
        return (
            f"the assessor {shown(assessor)} is not in the agencies table; expected a row for "
            "each assessor."
        )
    return _respelled(agency or other, listing)


def _respelled(agency: str, listing: Agencies) -> str:
    spellings = {same_but_for_case_and_spaces(name): name for name in listing.counts_as}
    listed = spellings.get(same_but_for_case_and_spaces(agency), agency)
    if listed == agency:
        return ""
    return (
        f"the agency {shown(agency)} differs only by case or spaces from {shown(listed)} in the "
        "agencies table; expected one spelling for one agency."
    )
