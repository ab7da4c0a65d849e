"""`commonground demo`: an invented pilot to try everything on."""

from pathlib import Path

import click

from commonground.demo.pilot import make_pilot
from commonground.demo.writing import write_pilot


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), metavar="DIR")
@click.option("--seed", type=int, help="Other scores for the same issues and people.")
def demo(folder: Path, seed: int | None) -> None:
    """Write an invented pilot: 106 issues in 11 themes, 156 assessors from 27 agencies.

    DIR gets issues.csv, people.csv, agencies.csv, scores.csv and a README. All of it is invented.
    """
    for path in write_pilot(make_pilot(seed), folder):
        click.echo(f"Written: {path}", err=True)
