"""`commonground places`: police files counted into a cube, and what the cube says."""

import re
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import click
import numpy as np

from commonground import reference
from commonground.cli.answering import note, plan, terminal_table, write_file
from commonground.cli.options import existing, marking_option
from commonground.documents import pages, pdf, word
from commonground.documents.contents import Document
from commonground.documents.flat import FlatTable, csv_text
from commonground.documents.places.report import report as report_of
from commonground.documents.places.told import (
    Told,
    missing_words,
    place_table,
    record_of,
)
from commonground.documents.reading.area_tables import read_area_table
from commonground.documents.saved_results import json_text
from commonground.errors import BadInput
from commonground.geography.analysis_rules import AnalysisRules, load_analysis_rules
from commonground.geography.boundary_files import read_boundaries
from commonground.geography.cube_facts import CubeFacts
from commonground.geography.cubes import Cube, cube_bytes, cube_digest, read_cube
from commonground.geography.harm import Harm, harm_range, read_harm_weights
from commonground.geography.importing import (
    INCIDENTS,
    OUTCOMES,
    Engine,
    Progress,
    area_called,
    make_cube,
)
from commonground.geography.layers import summed_on
from commonground.geography.looking import ASB, Period, last_months, look, period_of
from commonground.geography.neighbours import queen_neighbours
from commonground.geography.presence import Presence
from commonground.scoring.arrays import Array

CUBE = "cube"
REPORTS = ("json", "csv", "html", "docx", "pdf")

_LAST = re.compile(r"([1-9]\d{0,2})m")


@click.group()
def places() -> None:
    """Count published police files by area, and say what the counts can bear."""


@places.command("import")
@click.argument("folders", nargs=-1, required=True, type=existing, metavar="DIR...")
@click.option(
    "--area",
    "areas",
    multiple=True,
    required=True,
    metavar="NAME",
    help="A community safety partnership or district by name or code, or a ward or LSOA by code; "
    "repeatable.",
)
@click.option(
    "--out",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE.cube",
    help="The cube to write.",
)
@click.option(
    "--count",
    type=click.Choice(["incidents", "outcomes"]),
    default="incidents",
    show_default=True,
    help="Which of the publisher's files to count.",
)
@click.option(
    "--engine",
    type=click.Choice([one.value for one in Engine]),
    default=Engine.DUCKDB.value,
    show_default=True,
    help="What counts the rows. Spark takes its own settings, and needs pyspark and Java.",
)
@click.option(
    "--work",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Where what is counted so far is kept, also for other areas.  [default: beside the cube, "
    "until it is written]",
)
def import_(
    folders: tuple[Path, ...],
    areas: tuple[str, ...],
    out: Path,
    count: str,
    engine: str,
    work: Path | None,
) -> None:
    """Count police files by LSOA, month and category, for one area.

    DIR is a folder, a zip or a csv file of data.police.uk; all folders in it are looked into. An
    import that was stopped goes on where it was when it is asked for again.
    """
    plan(None, [out], [CUBE], option="--out")
    area = area_called(areas)
    parts = work or out.with_suffix(".parts")
    with _progress_bar() as told:
        cube = make_cube(
            folders,
            area,
            parts,
            _rules().presence,
            told,
            wanted=OUTCOMES if count == "outcomes" else INCIDENTS,
            engine=Engine(engine),
        )
    content = cube_bytes(cube)
    write_file(out, lambda path: path.write_bytes(content))
    if work is None:
        shutil.rmtree(parts, ignore_errors=True)
    click.echo(terminal_table(_ledger(cube.facts, cube_digest(content))), nl=False)
    note(_findings(cube.facts))


@places.command()
@click.argument("cube_path", type=existing, metavar="CUBE")
@click.option(
    "--period",
    default="12m",
    show_default=True,
    metavar="12m|FROM:TO",
    help="The latest months, or months such as 2025-04:2026-03.",
)
@click.option(
    "--category",
    "categories",
    multiple=True,
    metavar="NAME",
    help="Only this category; repeatable.  [default: all]",
)
@click.option(
    "--without-asb", is_flag=True, help="Leave anti-social behaviour out, which is no crime."
)
@click.option(
    "--boundaries",
    "boundary_path",
    type=existing,
    metavar="FILE",
    help="The area's LSOAs as GeoJSON or GeoPackage: for hot spots and the map.",
)
@click.option(
    "--residents",
    "residents_path",
    type=existing,
    metavar="FILE",
    help="Residents by LSOA, as csv or xlsx: for rates.",
)
@click.option(
    "--harm",
    "harm_path",
    type=existing,
    metavar="FILE",
    help="Your own weights of harm, as csv of category, low, median and high.",
)
@click.option(
    "--format",
    "kind",
    type=click.Choice(["table", "json", "csv", "html"]),
    help="How to print the answer.  [default: table]",
)
@click.option(
    "--output",
    "-o",
    "outputs",
    multiple=True,
    type=click.Path(path_type=Path, dir_okay=False),
    metavar=f"FILE.({'|'.join(REPORTS)})",
    help="Write a file instead; its ending says which kind. Repeatable.",
)
@marking_option
def report(
    *,
    cube_path: Path,
    period: str,
    categories: tuple[str, ...],
    without_asb: bool,
    boundary_path: Path | None,
    residents_path: Path | None,
    harm_path: Path | None,
    kind: str | None,
    outputs: tuple[Path, ...],
    marking: str,
) -> None:
    """Say what a cube says of a period: concentration, hot spots, trend, and what is missing.

    CUBE is a file that `commonground places import` has made.
    """
    answer = plan(kind, outputs, REPORTS)
    rules = _rules()
    cube = read_cube(cube_path)
    boundaries = None if boundary_path is None else read_boundaries(boundary_path).only(cube.areas)
    seen = _period(cube.facts, period)
    wanted = [one for one in categories or cube.categories if not (without_asb and one == ASB)]
    told = Told(
        cube=cube,
        digest=cube_digest(cube_path.read_bytes()),
        look=look(
            cube,
            seen,
            wanted,
            rules,
            neighbours=None if boundaries is None else queen_neighbours(boundaries),
            residents=None if residents_path is None else _residents(residents_path, cube),
        ),
        rules=rules,
        boundaries=boundaries,
        harm=None if harm_path is None else _harm(harm_path, cube, seen, wanted),
    )

    def document() -> Document:
        return report_of(told, date=datetime.now(UTC).date(), marking=marking)

    answer.carry_out(
        {
            "table": lambda: _summary(told),
            "json": lambda: json_text(record_of(told)),
            "csv": lambda: csv_text(place_table(told)),
            "html": lambda: pages.write(document()),
        },
        {
            "docx": lambda path: path.write_bytes(word.write(document())),
            "pdf": lambda path: path.write_bytes(pdf.write(document())),
        },
    )


def _rules() -> AnalysisRules:
    return load_analysis_rules(reference.places_analysis_path())


def _period(facts: CubeFacts, text: str) -> Period:
    if latest := _LAST.fullmatch(text):
        return last_months(facts, int(latest[1]))
    first, colon, last = text.partition(":")
    if not colon:
        raise BadInput(f"--period {text}: expected 12m, or months such as 2025-04:2026-03.")
    return period_of(facts, first, last)


def _residents(path: Path, cube: Cube) -> Array:
    table = read_area_table(path)
    columns = [one for one in table.columns if one.is_residents]
    if len(columns) != 1:
        raise BadInput(
            f"{path.name}: expected one column of residents, such as “total”; found "
            f"{', '.join(one.label for one in table.columns)}."
        )
    aligned = summed_on(table.codes, columns[0].values, cube.areas)
    note(aligned.notes())
    return aligned.values


def _harm(path: Path, cube: Cube, period: Period, categories: list[str]) -> Harm:
    counts = np.column_stack([cube.totals(period.months, [one]) for one in categories])
    return harm_range(counts, categories, read_harm_weights(path))


def _ledger(facts: CubeFacts, digest: str) -> FlatTable:
    words = {
        "rows": "Rows read",
        "kept": "Counted in the area",
        "outside": "In another area",
        "unlocated": "Without an area",
        "unknown_area": "With a code that no look-up has",
        "astray": "With a place outside the United Kingdom",
        "joined": "Counted in joined areas",
    }
    rows = facts.rows()
    by_presence = {
        one: ", ".join(found.month for found in facts.presence() if found.presence is one)
        for one in (Presence.PARTIAL, Presence.MISSING)
    }
    return FlatTable(
        (facts.area.name, f"{facts.months[0]} to {facts.months[-1]}"),
        (
            ("Areas", f"{len(facts.areas)}"),
            *((label, f"{rows[name]}") for name, label in words.items()),
            ("Months that are there in part", by_presence[Presence.PARTIAL] or "none"),
            ("Months that are missing", by_presence[Presence.MISSING] or "none"),
            ("Cube", digest),
        ),
    )


def _findings(facts: CubeFacts) -> Iterator[str]:
    for one in facts.findings:
        yield (
            f"{one.source}, row {one.row:,}: {one.found} is in no look-up or outside the United "
            f"Kingdom ({one.rows:,} such rows in this file); not counted in any area."
        )


def _summary(told: Told) -> str:
    """Return the short answer for a terminal: what was found, then the areas at the top."""
    every = place_table(told, decimals=1)
    top = FlatTable(every.header, every.rows[:15])
    found, held = told.look, told.look.concentration
    smaller, larger = told.shares
    lines = [
        f"{told.cube.facts.area.name}, {found.period.first} to {found.period.last}: "
        f"{found.incidents:,} incidents in {len(told.cube.areas):,} areas.",
        f"Left out: {missing_words(told) or 'no month; all are whole'}.",
        f"{held.share_holding(larger):.1%} of areas hold {larger:.0%}, "
        f"{held.share_holding(smaller):.1%} hold {smaller:.0%}; Gini {held.gini:.3f}"
        + (f"; Moran's I {found.moran.i:.3f}." if found.moran is not None else "."),
        "",
    ]
    return "\n".join(lines) + "\n" + terminal_table(top)


@contextmanager
def _progress_bar() -> Iterator[Callable[[Progress], None]]:
    with click.progressbar(
        length=1000, label="Counting", file=sys.stderr, item_show_func=lambda item: item
    ) as bar:

        def hear(progress: Progress) -> None:
            share = progress.done / progress.of if progress.of else 1
            bar.update(max(0, round(1000 * share) - bar.pos), progress.name)

        yield hear
