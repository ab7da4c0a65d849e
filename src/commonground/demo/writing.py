"""Writes the invented pilot as the files an analyst would have: csv, and a README in words."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from string import Template

from commonground.demo.pilot import Pilot
from commonground.reference.demo import demo_path
from commonground.scoring.file_tables import read_toml

SCORE_COLUMNS = ("assessor", "agency", "issue", "theme", "criterion", "score", "remark")
PEOPLE_COLUMNS = ("assessor", "name", "role", "agency", "sub_department", "way", "email")


def write_pilot(pilot: Pilot, folder: Path) -> tuple[Path, ...]:
    """Write the pilot's files into `folder`, made if need be, and return their paths.

    The same pilot gives the same bytes anywhere: UTF-8, with a line feed at the end of each line.
    A file of the same name is replaced.
    """
    folder.mkdir(parents=True, exist_ok=True)
    readme = folder / "README.md"
    readme.write_text(readme_text(pilot), encoding="utf-8", newline="\n")
    columns = ("issue", "theme", "description", "source")
    return (
        readme,
        _write_csv(folder / "issues.csv", columns, _issue_rows(pilot)),
        _write_csv(folder / "agencies.csv", ("agency", "counts_as"), _agency_rows(pilot)),
        _write_csv(folder / "people.csv", PEOPLE_COLUMNS, _people_rows(pilot)),
        _write_csv(folder / "scores.csv", SCORE_COLUMNS, _score_rows(pilot)),
    )


def readme_text(pilot: Pilot) -> str:
    """Return the README: that all of it is invented, what each file holds, and how to rank it."""
    counts = {
        "issues": len(pilot.issues),
        "themes": len({issue.theme for issue in pilot.issues}),
        "linking": sum(issue.scored_by_all for issue in pilot.issues),
        "people": len(pilot.people),
        "meeting": sum(person.way == "meeting" for person in pilot.people),
        "remote": sum(person.way == "remote" for person in pilot.people),
        "agencies": len(pilot.agencies),
        "scores": f"{len(pilot.scores):,}",
        "remarks": f"{len(pilot.remarks):,}",
    }
    factors = pilot.board.factors
    return Template(read_toml(demo_path("readme")).text("text") + "\n").substitute(
        counts,
        partnership=pilot.partnership,
        seed=pilot.seed,
        method=pilot.method,
        set_by=pilot.board.set_by,
        factor_rows="\n".join(f"| {total} | {factor} |" for total, factor in factors),
        factor_options=" ".join(f"--factor {total}={factor}" for total, factor in factors),
    )


def _write_csv(path: Path, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)
    return path


def _issue_rows(pilot: Pilot) -> Iterator[tuple[str, ...]]:
    for issue in pilot.issues:
        yield issue.name, issue.theme, issue.description, f"{issue.source} {pilot.mark}"


def _people_rows(pilot: Pilot) -> Iterator[tuple[str, ...]]:
    for one in pilot.people:
        yield one.id, one.name, one.role, one.agency, one.department, one.way, one.email


def _agency_rows(pilot: Pilot) -> Iterator[tuple[str, ...]]:
    """Yield each agency as itself, then its sub-departments as the agency they belong to."""
    for agency in pilot.agencies:
        yield agency.name, agency.name
        for part in agency.departments:
            if part.name:
                yield f"{agency.name}: {part.name}", agency.name


def _score_rows(pilot: Pilot) -> Iterator[tuple[str, ...]]:
    agency = {person.id: person.agency for person in pilot.people}
    theme = {issue.name: issue.theme for issue in pilot.issues}
    said = {(one.assessor, one.issue, one.criterion): one.text for one in pilot.remarks}
    for score in pilot.scores:
        key = score.assessor, score.issue, score.criterion
        yield (
            score.assessor,
            agency[score.assessor],
            score.issue,
            theme[score.issue],
            score.criterion,
            f"{score.value:g}",
            said.get(key, ""),
        )
