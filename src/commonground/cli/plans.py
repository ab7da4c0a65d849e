"""`commonground plan`: which action plans there are, and taking one away as a file."""

from pathlib import Path

import click
from tabulate import tabulate

from commonground.cli.installation import web
from commonground.cli.taking_away import (
    BUILDS,
    build_option,
    check_is_new,
    write,
)
from commonground.cli.taking_away import (
    KINDS as DOCUMENTS,
)

KINDS = (*DOCUMENTS, "csv", "json")


@click.group()
def plan() -> None:
    """List action plans, and take one away as a file."""


@plan.command(name="list")
def list_them() -> None:
    """List the action plans that this installation holds, with the ID of each."""
    found = web().plans()
    if not found:
        click.echo("There is no action plan yet. Begin one in the web application.", err=True)
        return
    rows = [(str(one.id), one.partnership, one.name, one.starts_on) for one in found]
    click.echo(tabulate(rows, headers=("ID", "Partnership", "Name", "Starts on"), tablefmt="plain"))


@plan.command()
@click.argument("plan_id", metavar="ID")
@click.option("--to", "kind", type=click.Choice(KINDS), required=True, help="The kind of file.")
@build_option
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Where to write it; it must be new. Without it: plan-BUILD.KIND here.",
)
def export(plan_id: str, kind: str, build: str, output: Path | None) -> None:
    """Write the action plan ID as a file, as its readers may have it.

    What was left out is told on standard error. The record keeps that it was taken, by its digest.
    """
    path = output or Path(f"plan-{build}.{kind}")
    check_is_new(path)
    taken = web().export_plan(plan_id, BUILDS[build].value, kind)
    write(path, taken.held, taken.left_out)
