"""Reads what the invented pilot is made from: its issues, agencies, people and settings."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from commonground.reference import method_path
from commonground.reference.demo import demo_path
from commonground.scoring.file_tables import FileTable, listed, read_toml
from commonground.scoring.loading import load_method
from commonground.scoring.methods import Criterion, Method


@dataclass(frozen=True, slots=True)
class PilotIssue:
    """One issue of the long list, with the score that the pilot's answers scatter around."""

    name: str
    theme: str
    description: str
    source: str
    """How it came on to the list: previous assessment, horizon scan or meeting."""
    subjects: tuple[str, ...]
    """What remarks about it speak of."""
    scored_by_all: bool
    """True for the issues that link one assessor to the next."""
    levels: tuple[int, ...]
    """The place of its own score on each criterion's scale, from 0, in the method's order."""


@dataclass(frozen=True, slots=True)
class Department:
    """A part of an agency, its name empty where the agency has no parts, and who came from it."""

    name: str
    meeting: int
    remote: int
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Agency:
    """An invented agency and the themes it knows best."""

    name: str
    themes: tuple[str, ...]
    departments: tuple[Department, ...]


@dataclass(frozen=True, slots=True)
class Person:
    """An invented assessor: an id and a role, never a name that could be somebody's."""

    id: str
    name: str
    role: str
    agency: str
    department: str
    way: str
    """How they took part: `meeting` or `remote`."""
    email: str


@dataclass(frozen=True, slots=True)
class Board:
    """The invented board, and the factors it set where the method leaves them unknown."""

    set_by: str
    factors: tuple[tuple[int, Decimal], ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything about the pilot that does not depend on the seed."""

    partnership: str
    mark: str
    """The word put beside whatever might be taken for real."""
    method: Method
    seed: int
    board: Board
    issues: tuple[PilotIssue, ...]
    agencies: tuple[Agency, ...]
    people: tuple[Person, ...]
    settings: FileTable
    """The rest of `pilot.toml`: allocation, spreads and shares."""


def read_plan() -> Plan:
    """Return the pilot's plan from the files in `reference/demo`; BadInput names what is wrong."""
    settings = read_toml(demo_path("pilot"))
    method = load_method(method_path(settings.text("method")))
    issues = read_toml(demo_path("issues")).tables("issues", at_least=1)
    agencies = tuple(map(_agency, read_toml(demo_path("agencies")).tables("agencies", at_least=1)))
    return Plan(
        partnership=settings.text("partnership"),
        mark=settings.text("mark"),
        method=method,
        seed=settings.whole_number("seed"),
        board=_board(settings.table("board")),
        issues=tuple(_issue(table, method) for table in issues),
        agencies=agencies,
        people=tuple(_people(agencies, settings.text("email_domain"), settings.text("mark"))),
        settings=settings,
    )


def _board(table: FileTable) -> Board:
    factors = (
        (step.whole_number("total"), step.number("factor")) for step in table.tables("factors")
    )
    return Board(table.text("set_by"), tuple(factors))


def _issue(table: FileTable, method: Method) -> PilotIssue:
    scores = table.table("scores")
    return PilotIssue(
        name=table.text("name"),
        theme=table.text("theme"),
        description=table.text("description"),
        source=table.text("source"),
        subjects=table.texts("subjects"),
        scored_by_all=table.flag("scored_by_all"),
        levels=tuple(_level(scores, criterion) for criterion in method.criteria),
    )


def _level(scores: FileTable, criterion: Criterion) -> int:
    found = scores.number(criterion.id)
    if found not in criterion.scale:
        raise scores.fault(criterion.id, f"one of {listed(criterion.scale)}", found)
    return criterion.scale.index(found)


def _agency(table: FileTable) -> Agency:
    departments = tuple(
        Department(
            name=part.text("name", default=""),
            meeting=part.whole_number("meeting"),
            remote=part.whole_number("remote"),
            roles=part.texts("roles"),
        )
        for part in table.tables("departments", at_least=1)
    )
    return Agency(table.text("name"), table.texts("themes"), departments)


def _people(agencies: tuple[Agency, ...], domain: str, mark: str) -> Iterator[Person]:
    """Yield the assessors, numbered through the agencies; a department's roles take turns."""
    parts = [(agency, part) for agency in agencies for part in agency.departments]
    seats = [
        (agency, part, way, part.roles[at % len(part.roles)])
        for agency, part in parts
        for at, way in enumerate(["meeting"] * part.meeting + ["remote"] * part.remote)
    ]
    for number, (agency, part, way, role) in enumerate(seats, start=1):
        yield Person(
            id=f"A{number:03d}",
            name=f"Assessor {number:03d} {mark}",
            role=f"{role} {mark}",
            agency=agency.name,
            department=part.name,
            way=way,
            email=f"a{number:03d}@{domain}",
        )
