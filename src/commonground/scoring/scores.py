"""Who scored what: the cube of assessors, issues and criteria that every ranking starts from."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from commonground.scoring.arrays import Array, Flags
from commonground.scoring.digests import Plain, canonical, text_digest


def is_scored(values: Array) -> Flags:
    """Return where there is a score; shape as given."""
    return np.logical_not(np.isnan(values))


@dataclass(frozen=True, slots=True)
class Assessor:
    """A person who scored, and the agency they scored for."""

    id: str
    agency: str
    way: str = ""
    """How they took part: `meeting`, `remote`, or empty where that was not recorded."""


@dataclass(frozen=True, slots=True)
class Issue:
    """One entry of the long list."""

    name: str
    theme: str = ""


@dataclass(frozen=True, slots=True)
class Remark:
    """What somebody said of an issue while scoring it: the agency is known, not the person."""

    issue: str
    agency: str
    criterion: str
    text: str


@dataclass(frozen=True, slots=True)
class Score:
    """One assessor's score of one criterion of one issue."""

    assessor: str
    issue: str
    criterion: str
    value: float


@dataclass(frozen=True, slots=True)
class AgreedScore:
    """A score that a facilitated session put in place of the assessors' own, and why."""

    issue: str
    criterion: str
    """The criterion's id."""
    score: Decimal
    reason: str


@dataclass(frozen=True, slots=True, eq=False)
class ScoreCube:
    """Every score of a consultation.

    `values` has shape (assessors, issues, criteria), in points of the method's scales; NaN means
    not scored. Assessors are sorted by id and issues by name, so that the order of a file's rows
    changes nothing. `criteria` holds ids in the method's order.
    """

    assessors: tuple[Assessor, ...]
    issues: tuple[Issue, ...]
    criteria: tuple[str, ...]
    values: Array
    settled: Flags | None = None
    """Where `values` holds a score agreed in a session; shape (issues, criteria). None: nowhere."""

    @property
    def agencies(self) -> tuple[str, ...]:
        """Return the agencies' names, sorted."""
        return tuple(sorted({assessor.agency for assessor in self.assessors}))

    @property
    def agency_of(self) -> NDArray[np.intp]:
        """Return each assessor's place in `agencies`; shape (assessors,)."""
        place = {agency: at for at, agency in enumerate(self.agencies)}
        return np.array([place[assessor.agency] for assessor in self.assessors], dtype=np.intp)

    def digest(self) -> str:
        """Return the SHA-256 of the scores themselves, whatever file and order they came in."""
        held = is_scored(self.values)
        places, values = np.argwhere(held).tolist(), self.values[held].tolist()
        people: list[Plain] = [[person.id, person.agency, person.way] for person in self.assessors]
        heads = canonical(
            [people, [[issue.name, issue.theme] for issue in self.issues], list(self.criteria)]
        )
        # written out as `canonical` would, in a third of its time: there may be 100,000 of them
        scores = ",".join(
            f'[{person},{issue},{column},"{value!r}"]'
            for (person, issue, column), value in zip(places, values, strict=True)
        )
        return text_digest(f"{heads[:-1]},[{scores}]]")


def make_cube(
    assessors: Iterable[Assessor],
    issues: Iterable[Issue],
    criteria: Iterable[str],
    scores: Iterable[Score],
) -> ScoreCube:
    """Return the cube of `scores`; each assessor, issue and criterion named must be listed.

    A second score for the same assessor, issue and criterion replaces the first: whoever reads a
    file refuses duplicates before they get here.
    """
    people = tuple(sorted(assessors, key=lambda assessor: assessor.id))
    listed = tuple(sorted(issues, key=lambda issue: issue.name))
    columns = tuple(criteria)
    person_at = {person.id: at for at, person in enumerate(people)}
    issue_at = {issue.name: at for at, issue in enumerate(listed)}
    column_at = {column: at for at, column in enumerate(columns)}
    values = np.full((len(people), len(listed), len(columns)), np.nan)
    for score in scores:
        place = person_at[score.assessor], issue_at[score.issue], column_at[score.criterion]
        values[place] = score.value
    return ScoreCube(people, listed, columns, values)


def aligned(cube: ScoreCube, assessors: Sequence[Assessor], issues: Sequence[Issue]) -> ScoreCube:
    """Return the scores of these assessors and issues alone, in this order; NaN where none is."""
    person_at = {person.id: at for at, person in enumerate(cube.assessors)}
    issue_at = {issue.name: at for at, issue in enumerate(cube.issues)}
    people = [(to, person_at[one.id]) for to, one in enumerate(assessors) if one.id in person_at]
    listed = [(to, issue_at[one.name]) for to, one in enumerate(issues) if one.name in issue_at]
    values = np.full((len(assessors), len(issues), len(cube.criteria)), np.nan)
    if people and listed:
        rows, from_rows = (list(some) for some in zip(*people, strict=True))
        columns, from_columns = (list(some) for some in zip(*listed, strict=True))
        values[np.ix_(rows, columns)] = cube.values[np.ix_(from_rows, from_columns)]
    return ScoreCube(tuple(assessors), tuple(issues), cube.criteria, values)
