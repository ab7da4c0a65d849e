"""`commonground verify`: recomputes a saved ranking from its scores, or all of an evidence pack."""

import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import click

from commonground.cli.consulting import ranked, read_files
from commonground.cli.options import existing, sheet_option
from commonground.cli.statuses import FAILURE
from commonground.documents.evidence_pack import Unpacked, unpacked
from commonground.documents.reading import Row, Table, read_agreed, read_table
from commonground.documents.saved_results import result_of
from commonground.errors import BadInput
from commonground.scoring.frozen import differences
from commonground.scoring.results import Inputs
from commonground.scoring.saved import inputs_of, local_factors, method_of, read_saved, rules_of
from commonground.scoring.shortlist import Consultation

BESIDES = ("sha256", "versions")
"""What stands beside the ranking itself."""


@click.command()
@click.argument("result", type=existing, metavar="RESULT.json|PACK.zip")
@click.argument("scores", type=existing, required=False)
@sheet_option
@click.option(
    "--agencies", type=existing, metavar="FILE", help="The agencies file, where one was used."
)
def verify(result: Path, scores: Path | None, sheet: str | None, agencies: Path | None) -> None:
    """Recompute a saved ranking from its scores; say identical, or name the first difference.

    Everything else that it takes (method, rules, factors, agreed scores, seed) is in the result.
    An evidence pack holds the scores too. Exit status 1 where anything differs.
    """
    if result.suffix.lower() == ".zip":
        if scores or sheet or agencies:
            raise BadInput(f"{result} is an evidence pack, which holds its scores: give it alone.")
        with unpacked(result) as held:
            _check_agreed(result, held)
            _verify(held.result, held.scores, None, held.agencies, (str(result), "its scores"))
        return
    if scores is None:
        raise BadInput(f"Give the scores that {result} was computed from, or an evidence pack.")
    _verify(result, scores, sheet, agencies, (str(result), str(scores)))


def _check_agreed(pack: Path, held: Unpacked) -> None:
    """Exit with failure where a pack's file of agreed scores is not what its ranking rests on."""
    if held.agreed is None:
        return
    inputs = inputs_of(read_saved(held.result))
    if read_agreed(read_table(held.agreed), method_of(inputs)) == inputs.agreed:
        return
    click.echo(f"Not identical. First difference: {pack} ranks other agreed scores than it lists.")
    sys.exit(FAILURE)


def _verify(
    result: Path, scores: Path, sheet: str | None, agencies: Path | None, names: tuple[str, str]
) -> None:
    saved = read_saved(result)
    inputs = inputs_of(saved)
    method = method_of(inputs)
    read = read_files(scores, method, sheet, agencies or _agency_table(inputs))
    again = replace(
        inputs,
        local_factors=local_factors(method),
        agency_map=read.agency_map,
        scores_sha256=read.cube.digest(),
    )
    ranking = ranked(Consultation(method, rules_of(inputs), read.cube, read.remarks, again))
    first = next(_differences(saved.entries, result_of(ranking)), None)
    if first is not None:
        click.echo(f"Not identical. First difference: {first}")
        sys.exit(FAILURE)
    told, given = names
    click.echo(f"Identical: {told} is what {given} gives (sha256 {saved.written('sha256')}).")


def _differences(saved: Mapping[str, object], computed: Mapping[str, object]) -> Iterator[str]:
    """Yield each difference in what the two say, and only then in the digest they bear."""
    told, found = (
        {name: part for name, part in held.items() if name not in BESIDES}
        for held in (saved, computed)
    )
    yield from differences(told, found)
    yield from differences({"sha256": saved.get("sha256")}, {"sha256": computed["sha256"]})


def _agency_table(inputs: Inputs) -> Table:
    """Return the saved agency map as the agencies file it is read like."""
    rows = tuple(Row(at, pair) for at, pair in enumerate(inputs.agency_map, start=2))
    return Table("the saved agency map", "", ("agency", "counts_as"), 1, rows, ())
