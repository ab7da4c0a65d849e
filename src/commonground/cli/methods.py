"""`commonground methods`: the scoring methods there are, and all that one says."""

from collections.abc import Iterator
from pathlib import Path

import click

from commonground import reference
from commonground.cli.answering import plan, terminal_table
from commonground.cli.options import output_options
from commonground.documents.flat import FlatTable, csv_text
from commonground.documents.method_words import answers_words, factor_words
from commonground.documents.saved_results import json_text
from commonground.scoring.arithmetic import plain
from commonground.scoring.frozen import to_plain
from commonground.scoring.loading import load_method
from commonground.scoring.methods import (
    Criterion,
    Group,
    Lookup,
    Method,
    Output,
    Provenance,
)

ENDINGS = ("csv", "json")


@click.group(invoke_without_command=True)
@output_options(*ENDINGS)
@click.pass_context
def methods(context: click.Context, kind: str | None, outputs: tuple[Path, ...]) -> None:
    """List the scoring methods that ship with the product; `show ID` prints one whole."""
    if context.invoked_subcommand is not None:
        return
    shipped = [load_method(path) for path in reference.method_paths()]
    records = [
        {"id": method.id, "title": method.title, "criteria": len(method.criteria)}
        for method in shipped
    ]
    rows = tuple((method.id, str(len(method.criteria)), method.title) for method in shipped)
    table = FlatTable(("id", "criteria", "title"), rows)
    _answer(table, records, kind, outputs)


@methods.command()
@click.argument("method_id", metavar="ID")
@output_options(*ENDINGS)
def show(method_id: str, kind: str | None, outputs: tuple[Path, ...]) -> None:
    """Print a method: its criteria, scales, sums and look-up, each with its status and source.

    ID is one of the list, or the path of your own .toml file.
    """
    method = load_method(reference.method_path(method_id))
    table = FlatTable(("part", "id", "label", "values", "status", "note"), tuple(_parts(method)))
    heading = f"{method.title}\nid: {method.id}\nsource: {method.source}\n\n"
    notes = "".join(f"\n{text}\n" for text in method.notes)
    _answer(table, to_plain(method), kind, outputs, heading=heading, notes=notes)


def _answer(
    table: FlatTable,
    records: object,
    kind: str | None,
    outputs: tuple[Path, ...],
    *,
    heading: str = "",
    notes: str = "",
) -> None:
    answer = plan(kind, outputs, ENDINGS)
    answer.carry_out(
        {
            "json": lambda: json_text(records),
            "csv": lambda: csv_text(table),
            "table": lambda: heading + terminal_table(table) + notes,
        }
    )


def _parts(method: Method) -> Iterator[tuple[str, ...]]:
    """Yield a row for everything that has a status."""
    for group in method.groups:
        for criterion in group.criteria:
            yield _part("criterion", criterion, _scale(criterion), criterion.provenance)
        yield _part("total", group, group.combine.replace("_", " "), group.provenance)
    if method.lookup is not None:
        for step in method.lookup.steps:
            values = f"at {step.total}: {factor_words(step)}"
            yield _part("factor", method.lookup, values, step.provenance)
    for output in method.outputs:
        yield _part("output", output, output.expression.text, output.provenance)


def _part(
    part: str, entry: Criterion | Group | Lookup | Output, values: str, provenance: Provenance
) -> tuple[str, ...]:
    return part, entry.id, entry.label, values, provenance.status.value, provenance.note


def _scale(criterion: Criterion) -> str:
    """Return the allowed answers, with their labels, and the criterion's weight if it has one."""
    answers = answers_words(criterion)
    return answers if criterion.weight == 1 else f"{answers}; weight {plain(criterion.weight)}"
