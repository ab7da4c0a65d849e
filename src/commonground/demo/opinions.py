"""What each assessor of the invented pilot answers: the issue's score, seen from where they stand.

Levels are counted in hundredths of a step of the criterion's scale, in whole numbers throughout,
so that no rounding of a sum can differ from one machine to another.
"""

import numpy as np
from numpy.typing import NDArray

from commonground.demo.allocation import agency_of, own_issues
from commonground.demo.plan import Plan
from commonground.scoring.scores import Score

Whole = NDArray[np.int64]

_STEP = 100


def drawn_places(plan: Plan, allotted: NDArray[np.bool_], rng: np.random.Generator) -> Whole:
    """Return the place of each answer on its criterion's scale; -1 where there is none.

    Shape (people, issues, criteria). An answer is the issue's own level, plus the assessor's
    severity, the agency's view of the issue, a lean towards its own themes, and noise.
    """
    spread = plan.settings.table("spread")
    agency = agency_of(plan)
    people, issues = allotted.shape
    severity = _bell(rng, spread.whole_number("severity"), (people,))
    view = _bell(rng, spread.whole_number("agency_view"), (len(plan.agencies), issues))
    view += own_issues(plan) * spread.whole_number("own_theme_lean")
    levels = np.array([issue.levels for issue in plan.issues]) * _STEP
    noise = _bell(rng, spread.whole_number("noise"), (people, *levels.shape))
    seen = levels + severity[:, None, None] + view[agency][:, :, None] + noise
    highest = np.array([len(criterion.scale) - 1 for criterion in plan.method.criteria])
    places: Whole = np.clip((seen + _STEP // 2) // _STEP, 0, highest)
    places[~allotted[:, :, None] | _cannot_say(plan, allotted, rng)] = -1
    return places


def held_scores(plan: Plan, places: Whole) -> tuple[Score, ...]:
    """Return the answers as points, ordered by assessor, issue and criterion."""
    criteria = [
        (criterion.id, [float(score) for score in criterion.scale])
        for criterion in plan.method.criteria
    ]
    answers = np.argwhere(places >= 0).tolist()
    held = places[places >= 0].tolist()
    return tuple(
        Score(plan.people[who].id, plan.issues[what].name, criteria[how][0], criteria[how][1][at])
        for (who, what, how), at in zip(answers, held, strict=True)
    )


def _cannot_say(
    plan: Plan, allotted: NDArray[np.bool_], rng: np.random.Generator
) -> NDArray[np.bool_]:
    """Draw the criteria that an assessor leaves out; shape (people, issues, criteria)."""
    rates = plan.settings.table("cannot_say_per_1000")
    per_1000 = [
        rates.whole_number(group.id) for group in plan.method.groups for _ in group.criteria
    ]
    return rng.integers(1000, size=(*allotted.shape, len(per_1000))) < np.array(per_1000)


def _bell(rng: np.random.Generator, spread: int, shape: tuple[int, ...]) -> Whole:
    """Draw whole numbers around nought whose standard deviation is about `spread`.

    The sum of three even draws from -spread to spread: near enough to a bell, and exact, which
    a normal draw, with its logarithms, is not from one machine to another.
    """
    draws: Whole = rng.integers(-spread, spread + 1, size=(3, *shape))
    total: Whole = draws.sum(axis=0)
    return total
