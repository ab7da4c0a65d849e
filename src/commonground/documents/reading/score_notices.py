"""What was assumed or left out when scores were read, in sentences."""

from collections.abc import Iterable, Iterator, Mapping

from commonground.documents.reading.agencies import Agencies
from commonground.documents.reading.collected import Collected
from commonground.documents.reading.columns import other_columns, quoted
from commonground.documents.reading.files.tables import Table
from commonground.scoring.methods import Method


def unused_columns(table: Table, found: Mapping[str, int]) -> Iterator[str]:
    """Name the columns that no reader looked for."""
    if others := other_columns(table, found):
        yield f"{table.source}: not used: {', '.join(table.column(at) for at in others)}."


def left_out(collected: Collected, scorers: set[str], scored: set[str]) -> Iterator[str]:
    """Name the assessors and issues without a single score."""
    people = {context.assessor for context in collected.contexts} - scorers
    issues = {context.issue for context in collected.contexts} - scored
    for what, names in (("assessors", people), ("issues", issues)):
        if names:
            yield (
                f"{collected.table.source}: left out, because they have no score at all: "
                f"{len(names)} {what}: {quoted(sorted(names))}."
            )


def never_scored(collected: Collected, method: Method) -> Iterator[str]:
    """Name the criteria that nobody scored."""
    found = {score.criterion for score in collected.scores}
    labels = [criterion.label for criterion in method.criteria if criterion.id not in found]
    if labels:
        yield f"{collected.table.source}: nobody scored {quoted(labels)}."


def two_ways(table: Table, ways: Mapping[str, Mapping[str, int]]) -> Iterator[str]:
    """Name the assessors that took part in more ways than one."""
    if several := sorted(name for name, found in ways.items() if len(found) > 1):
        yield (
            f"{table.source}: took part in more than one way, so that no way was recorded for "
            f"them: {quoted(several)}."
        )


def unlisted_agencies(agencies: Iterable[str], listing: Agencies) -> Iterator[str]:
    """Name the agencies that the agencies table does not list, where there is one."""
    listed_there = {*listing.counts_as, *listing.counts_as.values()}
    others = sorted(set(agencies) - listed_there)
    if listing.counts_as and others:
        yield f"Not in the agencies table, so each counts as itself: {quoted(others)}."
