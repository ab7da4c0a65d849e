"""`commonground backup` and `commonground restore`: everything in one file, and back."""

import sys
from pathlib import Path

import click

from commonground.cli.installation import web
from commonground.cli.statuses import FAILURE

file_argument = click.argument("file", type=click.Path(path_type=Path, dir_okay=False))


@click.command()
@file_argument
def backup(file: Path) -> None:
    """Copy everything into FILE, which must be new, while people work.

    FILE holds the database and the secret key: keep it where only you can read it. Its SHA-256 is
    printed.
    """
    holds, digest = web().back_up(file)
    click.echo(f"Written: {file}, with {holds}.", err=True)
    click.echo(digest)


@click.command()
@file_argument
def restore(file: Path) -> None:
    """Put a backup back, once it is proved to be whole. Common Ground must be stopped.

    What it replaces is kept in the state folder under a dated name. Everybody signs in again. Exit
    status: 0 restored and the record is whole, 1 restored but the record is broken, 2 refused.
    """
    starting = web()
    taken_at, kept = starting.restore(file)
    click.echo(f"Restored: everything as it was at {taken_at}.", err=True)
    if kept:
        click.echo(f"What was here before is kept as {kept}.", err=True)
    found = starting.verify_audit()
    for fault in found.faults:
        click.echo(fault, err=True)
    if found.faults:
        sys.exit(FAILURE)
    click.echo(f"Whole: {found.entries} entries in {found.chains} records.")
