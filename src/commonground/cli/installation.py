"""The commands that need the web application, which they import only when they run."""

import sys
from types import ModuleType

import click

from commonground.cli.statuses import FAILURE
from commonground.errors import BadInput


def web() -> ModuleType:
    """Return the web application's starting points; BadInput where it is not installed."""
    try:
        from commonground.web import starting  # noqa: PLC0415
    except ModuleNotFoundError as missing:
        if missing.name is None or missing.name.startswith("commonground"):
            raise
        raise BadInput(
            f"The web application is not installed ({missing.name} is missing). Install it with: "
            "pip install 'commonground[web]'"
        ) from None
    return starting


@click.command()
@click.option("--port", default=8000, show_default=True, help="Where to listen on 127.0.0.1.")
@click.option("--workers", default=2, show_default=True, help="Processes, of eight threads each.")
def serve(port: int, workers: int) -> None:
    """Serve the web application, after bringing its database up to this release.

    Settings are environment variables: COMMONGROUND_HOME, COMMONGROUND_BASE_URL and others.
    """
    starting = web()
    starting.prepare(port)
    click.echo(f"Common Ground is at {starting.address(port)}. Stop it with Ctrl-C.", err=True)
    starting.serve(port, workers)


@click.command()
@click.option("--port", default=8000, show_default=True, help="Where to listen on 127.0.0.1.")
@click.option("--no-demo", is_flag=True, help="Make no invented partnership to look round in.")
@click.option("--no-browser", is_flag=True, help="Open no browser.")
def start(port: int, no_demo: bool, no_browser: bool) -> None:  # noqa: FBT001
    """Start on this machine for a look round, with an invented partnership the first time.

    State is kept in COMMONGROUND_HOME, ./var by default. Ctrl-C ends it.
    """
    starting = web()
    is_local = starting.prepare(port)
    if is_local and not no_demo:
        starting.make_demo()
    for line in starting.demo_sign_ins() if is_local else ():
        click.echo(line)
    click.echo(f"Common Ground is at {starting.address(port)}. Stop it with Ctrl-C.")
    if not no_browser:
        starting.open_browser(port)
    starting.serve(port, workers=2, is_waited_for=True)


@click.command(context_settings={"ignore_unknown_options": True, "help_option_names": []})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def manage(arguments: tuple[str, ...]) -> None:
    """Run one of the web framework's own commands; `manage help` lists them."""
    web().manage(list(arguments))


@click.group()
def audit() -> None:
    """Look into the record of every write."""


@audit.command()
def verify() -> None:
    """Check that no entry was altered, removed or put in; name the first that was.

    Exit status: 0 whole, 1 broken.
    """
    found = web().verify_audit()
    for fault in found.faults:
        click.echo(fault, err=True)
    if found.faults:
        sys.exit(FAILURE)
    click.echo(f"Whole: {found.entries} entries in {found.chains} records.")
