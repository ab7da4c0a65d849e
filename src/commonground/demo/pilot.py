"""The invented pilot: who took part, what they scored and what they said; none of it is real."""

from dataclasses import dataclass

import numpy as np

from commonground.demo.allocation import allot
from commonground.demo.opinions import drawn_places, held_scores
from commonground.demo.plan import Agency, Board, Person, PilotIssue, Plan, read_plan
from commonground.demo.remarks import PilotRemark, draw_remarks
from commonground.errors import BadInput
from commonground.scoring.scores import Score


@dataclass(frozen=True, slots=True)
class Pilot:
    """A whole invented consultation: everything that the files of `write_pilot` hold."""

    seed: int
    partnership: str
    mark: str
    """The word put beside whatever might be taken for real."""
    method: str
    """The id of the scoring method that the scores are on."""
    board: Board
    issues: tuple[PilotIssue, ...]
    agencies: tuple[Agency, ...]
    people: tuple[Person, ...]
    scores: tuple[Score, ...]
    """One for each assessor, issue and criterion that was answered, in that order."""
    remarks: tuple[PilotRemark, ...]
    """In the order of the scores that they are attached to."""


def make_pilot(seed: int | None = None) -> Pilot:
    """Return the pilot of `seed`, or of the seed that `reference/demo/pilot.toml` names.

    The same seed gives the same pilot on any machine: every draw is a whole number and every sum
    is exact. Another seed gives other scores and remarks on the same issues by the same people.
    Raises BadInput where the seed is below nought.
    """
    plan = read_plan()
    chosen = plan.seed if seed is None else seed
    if chosen < 0:
        raise BadInput(f"The seed of the pilot: expected a whole number from 0 up; found {seed}.")
    return _pilot(plan, chosen, np.random.Generator(np.random.PCG64(chosen)))


def _pilot(plan: Plan, seed: int, rng: np.random.Generator) -> Pilot:
    allotted = allot(plan, rng)
    places = drawn_places(plan, allotted, rng)
    return Pilot(
        seed=seed,
        partnership=plan.partnership,
        mark=plan.mark,
        method=plan.method.id,
        board=plan.board,
        issues=plan.issues,
        agencies=plan.agencies,
        people=plan.people,
        scores=held_scores(plan, places),
        remarks=draw_remarks(plan, places, rng),
    )
