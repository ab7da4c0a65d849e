"""`commonground matrix`: one sheet of scores, computed exactly."""

from pathlib import Path

import click

from commonground.cli.answering import note, plan, terminal_table
from commonground.cli.options import (
    chosen_method,
    existing,
    marking_option,
    method_options,
    output_options,
    sheet_option,
    with_what_to_do,
)
from commonground.documents.flat import FlatTable, csv_text, flat, matrix_records
from commonground.documents.matrix_report import matrix_html
from commonground.documents.method_words import local_factors
from commonground.documents.reading import disagreements, read_matrix, read_table
from commonground.documents.saved_results import json_text
from commonground.documents.workbooks import write_matrix
from commonground.scoring.arithmetic import UnknownFactor, score_sheet
from commonground.scoring.methods import Method

ENDINGS = ("xlsx", "csv", "json", "html")


@click.command()
@click.argument("file", type=existing)
@method_options
@sheet_option
@output_options(*ENDINGS)
@marking_option
def matrix(
    file: Path,
    method_id: str,
    factors: tuple[str, ...],
    set_by: str,
    sheet: str | None,
    kind: str | None,
    outputs: tuple[Path, ...],
    marking: str,
) -> None:
    """Compute every total, risk, grading and rank of a sheet with one row an issue.

    FILE is csv or xlsx. Criteria are found by id or label in any case; other columns are carried
    through; columns that the method computes are recomputed, and every cell that disagrees is
    named. The workbook it writes holds live formulas.
    """
    answer = plan(kind, outputs, ENDINGS)
    method = chosen_method(method_id, factors, set_by)
    sheet_read = read_matrix(read_table(file, sheet=sheet), method)
    try:
        scored = score_sheet(method, sheet_read.rows)
    except UnknownFactor as unknown:
        raise with_what_to_do(unknown) from None
    notes = (*sheet_read.notices, *sheet_read.warnings, *disagreements(sheet_read, scored))
    note(notes)
    records = list(matrix_records(method, sheet_read, scored))
    answer.carry_out(
        {
            "table": lambda: terminal_table(_short(method, flat(records))) + _footer(method),
            "json": lambda: json_text(records),
            "csv": lambda: csv_text(flat(records)),
            "html": lambda: matrix_html(method, sheet_read, scored, notes=notes, marking=marking),
        },
        {
            "xlsx": lambda path: write_matrix(
                path, method, sheet_read, scored, notes=notes, marking=marking
            )
        },
    )


def _short(method: Method, table: FlatTable) -> FlatTable:
    """Return the issue and what is computed, by label: a terminal is too narrow for the rest."""
    shown = ["issue", *method.computed_ids()]
    places = [table.header.index(name) for name in shown]
    labels = ["Issue", *(method.label_of(name) for name in shown[1:])]
    rows = (tuple(row[place] for place in places) for row in table.rows)
    return FlatTable(tuple(labels), tuple(rows))


def _footer(method: Method) -> str:
    factors = "".join(f"Local factor: {factor}\n" for factor in local_factors(method))
    return f"\nMethod: {method.title} ({method.id})\n{factors}"
