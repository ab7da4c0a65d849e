"""The options that several commands share, and what they come to."""

from collections.abc import Callable, Sequence
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TypeVar

import click

from commonground import reference
from commonground.documents.markings import MARKINGS, OFFICIAL
from commonground.errors import BadInput
from commonground.scoring.arithmetic import UnknownFactor
from commonground.scoring.loading import load_method
from commonground.scoring.methods import Method, with_local_factors

Command = TypeVar("Command", bound=Callable[..., object])

NOT_SAID = "somebody not named, on the command line"


def existing(text: str) -> Path:
    """Return a path as typed; the reader says it better than the option parser if it is absent."""
    return Path(text)


def method_options(command: Command) -> Command:
    """Add --method, --factor and --set-by."""
    options = (
        click.option(
            "--method",
            "method_id",
            required=True,
            metavar="ID",
            help="A method from `commonground methods`, or the path of your own .toml file.",
        ),
        click.option(
            "--factor",
            "factors",
            multiple=True,
            metavar="TOTAL=VALUE",
            help="Your partnership's factor at a total the method leaves unknown; repeatable.",
        ),
        click.option(
            "--set-by",
            metavar="TEXT",
            default="",
            help="Who set the factors, and when; printed wherever they are.",
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


def output_options(*endings: str) -> Callable[[Command], Command]:
    """Add --format and --output, the latter for files with one of the endings."""

    def add(command: Command) -> Command:
        command = click.option(
            "--output",
            "-o",
            "outputs",
            multiple=True,
            type=click.Path(path_type=Path, dir_okay=False),
            metavar=f"FILE.({'|'.join(endings)})",
            help="Write a file instead; its ending says which kind. Repeatable.",
        )(command)
        return click.option(
            "--format",
            "kind",
            type=click.Choice(["table", "json", "csv"]),
            help="How to print the answer.  [default: table]",
        )(command)

    return add


def marking_option(command: Command) -> Command:
    """Add --marking."""
    return click.option(
        "--marking",
        type=click.Choice(MARKINGS),
        default=OFFICIAL,
        show_default=True,
        help="The protective marking of a report or workbook.",
    )(command)


def sheet_option(command: Command) -> Command:
    """Add --sheet."""
    return click.option("--sheet", metavar="NAME", help="The workbook's sheet to read.")(command)


def chosen_method(method_id: str, factors: Sequence[str], set_by: str) -> Method:
    """Return the method with the local factors put in; BadInput says what is wrong with them."""
    method = load_method(reference.method_path(method_id))
    given = dict(_factor(text) for text in factors)
    if len(given) < len(factors):
        raise BadInput("--factor: the same total is given twice; give each total once.")
    return with_local_factors(method, given, set_by.strip() or NOT_SAID)


def _factor(text: str) -> tuple[int, Decimal]:
    total, equals, value = text.partition("=")
    try:
        found = int(total), Decimal(value.strip())
    except (ValueError, InvalidOperation):
        found = 0, Decimal("NaN")
    if not equals or not found[1].is_finite() or found[1] < 0:
        raise BadInput(
            f"--factor {text}: expected TOTAL=VALUE with a whole number and a factor of 0 or more, "
            "such as 3=0.8."
        )
    return found


def with_what_to_do(unknown: UnknownFactor) -> BadInput:
    """Return the refusal of an unknown factor with the options that would settle it."""
    factors = " ".join(f"--factor {total}=VALUE" for total in unknown.totals)
    advice = (
        f"Give what your board agreed, with {factors}, and say who set it and when with --set-by."
    )
    return BadInput((*unknown.faults, advice))
