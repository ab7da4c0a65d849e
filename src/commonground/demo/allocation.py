"""Who scores what in the invented pilot: linking issues, some of one's own themes, then gaps."""

import numpy as np
from numpy.typing import NDArray

from commonground.demo.plan import Plan


def own_issues(plan: Plan) -> NDArray[np.bool_]:
    """Return whether each issue is of a theme its agency knows best; shape (agencies, issues)."""
    return np.array(
        [[issue.theme in agency.themes for issue in plan.issues] for agency in plan.agencies]
    )


def agency_of(plan: Plan) -> NDArray[np.intp]:
    """Return the place of each person's agency in `plan.agencies`; shape (people,)."""
    place = {agency.name: at for at, agency in enumerate(plan.agencies)}
    return np.array([place[person.agency] for person in plan.people], dtype=np.intp)


def allot(plan: Plan, rng: np.random.Generator) -> NDArray[np.bool_]:
    """Return who scores which issue; shape (people, issues).

    Everybody scores the linking issues, but for a few skips, so that the assessors overlap. The
    rest of each one's share is partly of their agency's own themes, and then, as an analyst would
    ask for them, the issues that the fewest agencies have scored so far.
    """
    agency, own = agency_of(plan), own_issues(plan)
    settings = plan.settings.table("allocation")
    linking = np.array([issue.scored_by_all for issue in plan.issues])
    allotted = linking & (
        rng.integers(1000, size=(len(agency), len(linking)))
        >= settings.whole_number("linking_skipped_per_1000")
    )
    for person, wanted in enumerate(_shares(plan, rng) - linking.sum()):
        from_own = int(wanted) * settings.whole_number("own_themes_per_100") // 100
        chosen = rng.permutation(np.flatnonzero(own[agency[person]] & ~linking))[:from_own]
        allotted[person, chosen] = True
        heard = _agencies_heard(allotted, agency)
        rest = rng.permutation(np.flatnonzero(~linking & ~allotted[person]))
        rest = rest[np.argsort(heard[rest], kind="stable")]
        allotted[person, rest[: wanted - len(chosen)]] = True
    return allotted


def _shares(plan: Plan, rng: np.random.Generator) -> NDArray[np.int64]:
    """Draw how many issues each person is asked about; shape (people,)."""
    settings = plan.settings.table("allocation")
    fewest, most = settings.whole_number("fewest"), settings.whole_number("most")
    return rng.integers(fewest, most + 1, size=len(plan.people))


def _agencies_heard(allotted: NDArray[np.bool_], agency: NDArray[np.intp]) -> NDArray[np.int64]:
    """Return how many agencies have somebody who scores each issue; shape (issues,)."""
    heard = np.zeros((int(agency.max()) + 1, allotted.shape[1]), dtype=bool)
    np.logical_or.at(heard, agency, allotted)
    count: NDArray[np.int64] = heard.sum(axis=0, dtype=np.int64)
    return count
