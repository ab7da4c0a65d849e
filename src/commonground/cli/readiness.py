"""`commonground readiness`: checks a partnership by the rules, such as every night."""

import csv
import io
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import click

from commonground.cli.answering import plan, terminal_table
from commonground.cli.installation import web
from commonground.cli.options import output_options
from commonground.cli.statuses import FAILURE
from commonground.documents.flat import FlatTable
from commonground.documents.neutral import neutralised

Rule = Mapping[str, str | int]
"""How one rule stands: `rule`, `heading`, `title`, `stands`, `rows`, `answered` and `why`."""
FAILING = {"fail": ("critical", "fail"), "warn": ("critical", "fail", "warn")}
"""How a rule must stand for the command to fail, by what --fail-on asks."""
HEADER = ("Rule", "Stands", "Found", "Answered", "Title")


@click.command()
@click.argument("partnership", metavar="PARTNERSHIP")
@click.option(
    "--fail-on",
    type=click.Choice(list(FAILING)),
    help="Exit with 1 where a rule of this severity or a worse one stands unanswered.",
)
@output_options("csv", "json")
def readiness(
    partnership: str, fail_on: str | None, kind: str | None, outputs: Sequence[Path]
) -> None:
    """Check whether PARTNERSHIP, by its name or ID, is ready for an inspection.

    What came out is kept, and stands on its pages. A rule that has nothing to look at yet, or is
    off, says why in the JSON.
    """
    asked = plan(kind, outputs, ("csv", "json"))
    found = web().check_readiness(partnership)
    rules: list[Rule] = found["rules"]
    asked.carry_out(
        {
            "table": lambda: terminal_table(_table(rules)),
            "csv": lambda: _csv(rules),
            "json": lambda: json.dumps(found, ensure_ascii=False, indent=2) + "\n",
        }
    )
    failing = [str(one["rule"]) for one in rules if fail_on and one["stands"] in FAILING[fail_on]]
    if failing:
        click.echo(f"Unanswered: {', '.join(failing)}.", err=True)
        sys.exit(FAILURE)


def _table(rules: Iterable[Rule]) -> FlatTable:
    names = ("rule", "stands", "rows", "answered", "title")
    return FlatTable(HEADER, tuple(tuple(str(one[name]) for name in names) for one in rules))


def _csv(rules: Sequence[Rule]) -> str:
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(rules[0])
    for one in rules:
        writer.writerow([neutralised(str(value)) for value in one.values()])
    return written.getvalue()
