"""`commonground assessment`: which there are, and taking one away as a file."""

from pathlib import Path

import click
from tabulate import tabulate

from commonground.cli.installation import web
from commonground.cli.taking_away import BUILDS, KINDS, build_option, check_is_new, write
from commonground.errors import BadInput


@click.group()
def assessment() -> None:
    """List strategic assessments, and take one away as a file."""


@assessment.command(name="list")
def list_them() -> None:
    """List the assessments that this installation holds, with the ID of each."""
    found = web().assessments()
    if not found:
        click.echo("There is no assessment yet. Begin one in the web application.", err=True)
        return
    rows = [(str(one.id), one.partnership, one.title, one.state) for one in found]
    click.echo(tabulate(rows, headers=("ID", "Partnership", "Title", "State"), tablefmt="plain"))


@assessment.command()
@click.argument("assessment_id", metavar="ID")
@click.option("--to", "kind", type=click.Choice(KINDS), required=True, help="The kind of file.")
@build_option
@click.option(
    "--template",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="A Word template to write a docx in. Without it: the partnership's own, or ours.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Where to write it; it must be new. Without it: assessment-BUILD.KIND here.",
)
def export(
    assessment_id: str, kind: str, build: str, template: Path | None, output: Path | None
) -> None:
    """Write the assessment ID as a file, as its readers may have it.

    What was left out is told on standard error. The record keeps that it was taken, by its digest.
    """
    path = output or Path(f"assessment-{build}.{kind}")
    check_is_new(path)
    if template and kind != "docx":
        raise BadInput("Only a docx is written in a template. Leave --template out, or --to docx.")
    look = template.read_bytes() if template else None
    taken = web().export_assessment(assessment_id, BUILDS[build].value, kind, look)
    write(path, taken.held, taken.left_out)
