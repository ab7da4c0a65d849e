"""The `commonground` command: its subcommands, and how a failure is told."""

import sys
from importlib import import_module

import click

from commonground import __version__
from commonground.cli.statuses import BAD_INPUT, FAILURE
from commonground.errors import BadInput

PURE = ("methods", "matrix", "rank", "verify", "template", "demo", "places")
OF_THE_WEB = {
    **dict.fromkeys(("start", "serve"), "installation"),
    **dict.fromkeys(("backup", "restore"), "backups"),
    "assessment": "assessments",
    "plan": "plans",
    "readiness": "readiness",
    "remind": "remind",
    **dict.fromkeys(("manage", "audit"), "installation"),
}
MODULES = {**{name: name for name in PURE}, **OF_THE_WEB}
"""In which module each command is, in the order of the help."""

HELP = """From everyone's list of problems to a ranked, explained, reproducible shortlist.

\b
A first look:
  commonground demo pilot                      an invented pilot to try things on
  commonground template --method ID -o F.xlsx  a workbook to score in
  commonground matrix FILE --method ID         one sheet of scores, computed exactly
  commonground rank SCORES --method ID         many people's scores, ranked
  commonground verify RESULT.json SCORES       recompute a saved ranking
  commonground places import DIR --area CSP    count police files into a cube
  commonground places report CUBE              what the counts say, and what they cannot

\b
The web application:
  commonground start                           look round it on this machine
  commonground serve                           serve it, for a board's own
  commonground assessment export ID --to docx  take a strategic assessment away
  commonground plan export ID --to docx        take an action plan away
  commonground readiness PARTNERSHIP           check it against an inspector's rules
  commonground remind                          write to those who lead actions, daily
  commonground backup FILE                     copy everything, while people work
  commonground restore FILE                    put a backup back
  commonground audit verify                    prove that its record is whole

Exit status: 0 done, 1 it failed or a result is not identical, 2 bad input.
"""


class Commands(click.Group):
    """Imports a command when it is asked for: a server need not wait for what draws charts."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all of them."""
        return list(MODULES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return one of them, None where there is none of that name."""
        if cmd_name not in MODULES:
            return None
        module = import_module(f"commonground.cli.{MODULES[cmd_name]}")
        found: click.Command = getattr(module, cmd_name)
        return found


@click.group(
    cls=Commands,
    help=HELP,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="commonground")
def commands() -> None:
    """Hold the subcommands together."""


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
