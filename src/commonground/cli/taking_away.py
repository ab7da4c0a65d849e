"""What every command shares that takes a document away: for whom, where to, what stayed behind."""

from collections.abc import Sequence
from pathlib import Path

import click

from commonground.documents.contents.audiences import Audience
from commonground.errors import BadInput

KINDS = ("docx", "pdf", "html", "xlsx")
BUILDS = {"partner": Audience.PARTNER, "wider": Audience.WIDER_PARTNER, "public": Audience.PUBLIC}

build_option = click.option(
    "--build",
    type=click.Choice(list(BUILDS)),
    default="partner",
    show_default=True,
    help="Who will read it: what they may not read is left out.",
)


def check_is_new(path: Path) -> None:
    """Raise BadInput where a file cannot be written at a path, or would take another's place."""
    if path.exists():
        raise BadInput(f"{path}: there is a file of this name already. Name a new one.")
    if not path.absolute().parent.is_dir():
        raise BadInput(f"{path}: there is no folder {path.absolute().parent}.")


def write(path: Path, held: bytes, left_out: Sequence[str]) -> None:
    """Write a file, and tell on standard error what it does not hold."""
    path.write_bytes(held)
    for one in left_out:
        click.echo(f"Left out: {one}", err=True)
    click.echo(f"Written: {path}.", err=True)
