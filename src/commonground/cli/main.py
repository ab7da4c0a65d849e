"""The `commonground` command: its subcommands, and how a failure is told."""

import sys

import click

from commonground import __version__
from commonground.cli.answering import BAD_INPUT, FAILURE
from commonground.cli.backups import backup, restore
from commonground.cli.demo import demo
from commonground.cli.installation import audit, manage, serve, start
from commonground.cli.matrix import matrix
from commonground.cli.methods import methods
from commonground.cli.rank import rank
from commonground.cli.template import template
from commonground.cli.verify import verify
from commonground.errors import BadInput

HELP = """From everyone's list of problems to a ranked, explained, reproducible shortlist.

\b
A first look:
  commonground demo pilot                      an invented pilot to try things on
  commonground template --method ID -o F.xlsx  a workbook to score in
  commonground matrix FILE --method ID         one sheet of scores, computed exactly
  commonground rank SCORES --method ID         many people's scores, ranked
  commonground verify RESULT.json SCORES       recompute a saved ranking

\b
The web application:
  commonground start                           look round it on this machine
  commonground serve                           serve it, for a board's own
  commonground backup FILE                     copy everything, while people work
  commonground restore FILE                    put a backup back
  commonground audit verify                    prove that its record is whole

Exit status: 0 done, 1 it failed or a result is not identical, 2 bad input.
"""


@click.group(
    help=HELP,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="commonground")
def commands() -> None:
    """Hold the subcommands together."""


PURE = (methods, matrix, rank, verify, template, demo)
OF_THE_WEB = (start, serve, backup, restore, manage, audit)
for command in (*PURE, *OF_THE_WEB):
    commands.add_command(command)


def main() -> None:
    """Run the command line; tell what must be mended in sentences, never in a traceback."""
    try:
        commands()
    except BadInput as found:
        for fault in found.faults:
            click.echo(fault, err=True)
        sys.exit(BAD_INPUT)
    except OSError as failure:
        place = f"{failure.filename}: " if failure.filename else ""
        click.echo(f"{place}{failure.strerror or failure}. Nothing was written.", err=True)
        sys.exit(FAILURE)
