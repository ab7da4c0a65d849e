"""An honest invention of a consultation whose true cells are known, to hold the ranking against.

The model, in levels of each criterion's scale (0 is the lowest level), for 106 issues, 156
assessors and 25 agencies of 40, 19, 13, ... down to three of one person:

    true position    a whole level: the middle of the scale, plus the issue's gravity (standard
                     deviation 0.8 levels, shared by its criteria) and the criterion's own (0.8)
    what one thinks  true position
                     + the assessor's severity (0.5, the same on every issue and criterion)
                     + the agency's own view of this issue on this criterion (AGENCY_VIEW, 0.7)
                     + the person's noise (NOISE, 1.2)
    what one scores  the nearest level, held at the ends of the scale
    what is scored   SHARE_SCORED (half) of the issues by each person, all criteria of each

The engine is told none of these numbers. People of one agency share their agency's view, which is
why a bootstrap over people alone is too sure of itself.

Gaming: everybody in the largest agency scores twelve issues: six of those that truly rank 31 to
50 at the top of every scale, and six of those that truly rank 11 to 30 at the bottom. Which six is
left to chance.
"""

from dataclasses import dataclass, replace
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from commonground.scoring.methods import Method
from commonground.scoring.rules import Rules
from commonground.scoring.scores import Assessor, Issue, ScoreCube
from commonground.scoring.sheets import Sheet, publish

Array = NDArray[np.float64]

ISSUES = 106
TOP = 30
AGENCIES = (40, 19, 13, 10, 8, 7, 6, 6, 5, 5, 4, 4, 4, 3, 3, 3, 3, 2, 2, 2, 2, 2, 1, 1, 1)
GAMED_EACH_WAY = 6
REACH = 20

GRAVITY = 0.8
OWN_PART = 0.8
SEVERITY = 0.5
AGENCY_VIEW = 0.7
NOISE = 1.2
SHARE_SCORED = 0.5


@dataclass(frozen=True, slots=True, eq=False)
class Simulated:
    """A consultation and the sheet that its true cells make."""

    cube: ScoreCube
    truth: Sheet

    def true_ranks(self) -> NDArray[np.int64]:
        """Return each issue's true rank; shape (issues,)."""
        return np.array(self.truth.ranks(), dtype=np.int64)


def simulate(
    method: Method, rules: Rules, seed: int, noise: float = NOISE, view: float = AGENCY_VIEW
) -> Simulated:
    """Return one honest consultation."""
    random = np.random.default_rng(seed)
    tops = np.array([len(criterion.scale) - 1 for criterion in method.criteria])
    gravity = random.normal(0, GRAVITY, (ISSUES, 1))
    own = random.normal(0, OWN_PART, (ISSUES, len(tops)))
    true = np.clip(np.rint(tops / 2 + gravity + own), 0, tops)
    agency_of = np.repeat(np.arange(len(AGENCIES)), AGENCIES)
    people = len(agency_of)
    thought = (
        true
        + random.normal(0, SEVERITY, (people, 1, 1))
        + random.normal(0, view, (len(AGENCIES), *true.shape))[agency_of]
        + random.normal(0, noise, (people, *true.shape))
    )
    said = in_points(method, np.clip(np.rint(thought), 0, tops))
    said[random.random((people, ISSUES)) >= SHARE_SCORED] = np.nan
    names = [f"issue {number:03}" for number in range(ISSUES)]
    cube = ScoreCube(
        tuple(Assessor(f"{at:03}", f"agency {agency:02}") for at, agency in enumerate(agency_of)),
        tuple(Issue(name) for name in names),
        tuple(criterion.id for criterion in method.criteria),
        said,
    )
    return Simulated(cube, publish(method, names, in_points(method, true), rules))


def gamed(method: Method, honest: Simulated, seed: int) -> Simulated:
    """Return the same consultation after the largest agency has gamed twelve issues."""
    random = np.random.default_rng(seed)
    order = np.argsort(honest.true_ranks(), kind="stable")
    down = random.choice(order[TOP - REACH : TOP], GAMED_EACH_WAY, replace=False)
    up = random.choice(order[TOP : TOP + REACH], GAMED_EACH_WAY, replace=False)
    values = honest.cube.values.copy()
    schemers = np.flatnonzero(honest.cube.agency_of == 0)[:, np.newaxis]
    lowest = [float(criterion.scale[0]) for criterion in method.criteria]
    highest = [float(criterion.scale[-1]) for criterion in method.criteria]
    values[schemers, down] = lowest
    values[schemers, up] = highest
    return Simulated(replace(honest.cube, values=values), honest.truth)


def in_points(method: Method, levels: Array) -> Array:
    """Return whole levels as points of each criterion's scale; shape (..., criteria) as given."""
    points = np.empty_like(levels)
    for at, criterion in enumerate(method.criteria):
        scale = np.array([float(Decimal(score)) for score in criterion.scale])
        points[..., at] = scale[levels[..., at].astype(np.intp)]
    return points
