"""`commonground remind`: writes to those who lead actions, by a timer, such as every morning."""

import csv
import io
import json
import sys
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

import click

from commonground.cli.answering import plan, terminal_table
from commonground.cli.installation import web
from commonground.cli.options import output_options
from commonground.cli.statuses import FAILURE
from commonground.documents.flat import FlatTable
from commonground.documents.neutral import neutralised

Told = Mapping[str, str | int]
"""What was done for one partnership, by the names of COLUMNS, and the lines of `would_go`."""
COLUMNS = {
    "partnership": "Partnership",
    "asked": "Asked",
    "review_soon": "Review coming",
    "due_soon": "Due coming",
    "escalated": "Escalated",
    "digests": "Digests",
    "emails": "E-mails",
    "sent": "Sent",
    "failed": "Failed",
    "without_address": "No address",
}


@click.command()
@click.option("--partnership", metavar="ID", default="", help="Only this one; all without it.")
@click.option(
    "--day",
    type=click.DateTime(["%Y-%m-%d"]),
    help="As if today were this day, such as one on which the timer did not run.",
)
@click.option("--dry-run", is_flag=True, help="Write and send nothing; say what would go.")
@output_options("csv", "json")
def remind(
    partnership: str,
    day: datetime | None,
    dry_run: bool,  # noqa: FBT001
    kind: str | None,
    outputs: Sequence[Path],
) -> None:
    """Write to those who lead actions, where the partnership's rules of asking are on.

    Asks each month or quarter by a personal link, reminds before reviews and due dates, escalates
    after them, and sends the analyst a digest. Run it once a day. Nothing goes twice, however often
    it runs; what the mail server refuses is tried again by later runs, three times in all.

    Exit status: 0 done, 1 an e-mail failed, 2 bad input.
    """
    asked = plan(kind, outputs, ("csv", "json"))
    found = web().remind(partnership, day.date() if day else None, dry_run=dry_run)
    asked.carry_out(
        {
            "table": lambda: terminal_table(_table(found)),
            "csv": lambda: _csv(found),
            "json": lambda: json.dumps(found, ensure_ascii=False, indent=2) + "\n",
        }
    )
    for one in found:
        for line in one["would_go"]:
            click.echo(line, err=True)
    failed = sum(int(one["failed"]) for one in found)
    if failed:
        click.echo(f"E-mails that failed: {failed}. The log of letters says why.", err=True)
        sys.exit(FAILURE)


def _table(found: Sequence[Told]) -> FlatTable:
    rows = tuple(tuple(str(one[name]) for name in COLUMNS) for one in found)
    return FlatTable(tuple(COLUMNS.values()), rows)


def _csv(found: Sequence[Told]) -> str:
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(COLUMNS)
    for one in found:
        writer.writerow([neutralised(str(one[name])) for name in COLUMNS])
    return written.getvalue()
