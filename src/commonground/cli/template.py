"""`commonground template`: a workbook to score in."""

from pathlib import Path

import click

from commonground import reference
from commonground.cli.answering import plan, write_file
from commonground.cli.options import existing
from commonground.documents.reading import read_issues, read_table
from commonground.documents.workbooks import write_template
from commonground.scoring.loading import load_method


@click.command()
@click.option("--method", "method_id", required=True, metavar="ID", help="The scoring method.")
@click.option(
    "--output",
    "-o",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE.xlsx",
    help="The workbook to write.",
)
@click.option(
    "--issues",
    type=existing,
    metavar="FILE",
    help="Fill in the issues (columns issue and theme) from a csv or xlsx file.",
)
def template(method_id: str, output: Path, issues: Path | None) -> None:
    """Write a scoring workbook with drop-downs, descriptors and checks as you type.

    `commonground matrix` and `commonground rank` read it back.
    """
    plan(None, [output], ("xlsx",))
    method = load_method(reference.method_path(method_id))
    rows = () if issues is None else read_issues(read_table(issues))
    write_file(output, lambda path: write_template(path, method, issues=rows))
