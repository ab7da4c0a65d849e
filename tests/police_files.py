"""Files as data.police.uk publishes them, made anew of real counts: tests/data/geography/README.md.

A row has what it is counted by. What it is not counted by, such as a place, is filled in.
"""

import csv
import gzip
import io
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

import birmingham

from commonground import reference
from commonground.geography.analysis_rules import PresenceRule, load_analysis_rules
from commonground.geography.cube_facts import AreaNamed, Kind
from commonground.geography.importing import AreaChosen
from commonground.geography.importing.layouts import COUNTED, OUTCOMES, STREET
from commonground.geography.lookup_files import district_rows, lsoa_rows

_DATA = Path(__file__).parent / "data" / "geography"

Row = tuple[str, str, str, str, int]
"""Month, force, LSOA, category, and how many rows."""


@cache
def published_rows() -> tuple[Row, ...]:
    """Return what three forces published of five months, in 121,600 rows."""
    text = gzip.decompress((_DATA / "three-forces-2018-2019.csv.gz").read_bytes()).decode()
    rows = list(csv.reader(io.StringIO(text)))[1:]
    return tuple((month, force, lsoa, what, int(n)) for month, force, lsoa, what, n in rows)


def street_text(rows: Iterable[Row]) -> str:
    """Return a street file of some rows."""
    made = io.StringIO()
    written = csv.writer(made)
    written.writerow(STREET.columns)
    for month, force, lsoa, category, number in rows:
        place = ("-1.536371", "52.281246", "On or near High Street") if lsoa else ("", "", "None")
        row = ("", month, force, force, *place, lsoa, "", category, "", "")
        written.writerows([row] * number)
    return made.getvalue()


def outcomes_text(rows: Iterable[Row]) -> str:
    """Return an outcomes file of some rows, whose category is an outcome."""
    made = io.StringIO()
    written = csv.writer(made)
    written.writerow(OUTCOMES.columns)
    for month, force, lsoa, outcome, number in rows:
        row = ("", month, force, force, "-1.5", "52.2", "On or near A", lsoa, "", outcome)
        written.writerows([row] * number)
    return made.getvalue()


def counts_text(rows: Iterable[Row]) -> str:
    """Return a file of counts by LSOA and month."""
    made = io.StringIO()
    written = csv.writer(made)
    written.writerow(COUNTED.columns)
    for month, _force, lsoa, category, number in rows:
        year, of_year = month.split("-")
        written.writerow((lsoa, "", "", category, year, int(of_year), number))
    return made.getvalue()


def write_street_files(folder: Path, rows: Iterable[Row]) -> tuple[Path, ...]:
    """Write each month of each force as the publisher does, and return the files."""
    files: dict[Path, list[Row]] = defaultdict(list)
    for row in rows:
        slug = row[1].removesuffix(" Police").lower().replace(" ", "-")
        files[folder / row[0] / f"{row[0]}-{slug}-street.csv"].append(row)
    for path, held in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(street_text(held), encoding="utf-8")
    return tuple(sorted(files))


def write_birmingham(folder: Path) -> Path:
    """Write the West Midlands' 35 months, of which Birmingham's tell robbery apart."""
    folder.mkdir(parents=True, exist_ok=True)
    codes = birmingham.boundaries().codes
    every, robbery = birmingham.by_month("incidents"), birmingham.by_month("robbery")
    for at, month in enumerate(birmingham.months()):
        rows: list[Row] = [
            (month, "", code, what, int(number))
            for place, code in enumerate(codes)
            for what, number in (
                ("Robbery", robbery[at, place]),
                ("Other than robbery", every[at, place] - robbery[at, place]),
            )
            if number
        ]
        rows += _others(month, frozenset(codes))
        (folder / f"{month}.csv").write_text(counts_text(rows), encoding="utf-8")
    return folder


def _others(month: str, without: frozenset[str]) -> list[Row]:
    text = gzip.decompress((_DATA / "west-midlands-incidents.csv.gz").read_bytes()).decode()
    return [
        (month, "", row["lsoa_code"], "Other than robbery", int(row[month]))
        for row in csv.DictReader(io.StringIO(text))
        if row[month] and row["lsoa_code"] not in without
    ]


def of_forces(names: Sequence[str]) -> AreaChosen:
    """Return the area that some forces police."""
    csps = {row.csp for row in district_rows() if row.force_name in names}
    lsoas = tuple(code for code, row in lsoa_rows().items() if row.csp in csps)
    return AreaChosen(AreaNamed(Kind.OWN, "", " and ".join(names)), lsoas)


def of_birmingham() -> AreaChosen:
    """Return Birmingham."""
    named = AreaNamed(Kind.DISTRICT, "E08000025", "Birmingham")
    return AreaChosen(named, birmingham.boundaries().codes)


@cache
def rule() -> PresenceRule:
    """Return by what a month is judged."""
    return load_analysis_rules(reference.places_analysis_path()).presence
