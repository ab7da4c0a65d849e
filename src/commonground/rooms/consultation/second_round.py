"""Which issues the declared rules open again, and what a second round made of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from commonground.rooms.consultation.closed_scores import HeldScores, held_scores
from commonground.rooms.consultation.methods import published_method, rules_of
from commonground.rooms.consultation.models import Round
from commonground.rooms.consultation.score_access import Stages
from commonground.rooms.consultation.visibility import Viewer
from commonground.scoring.methods import Method
from commonground.scoring.people import agency_disagreements
from commonground.scoring.stability import CellChange, cell_changes


@dataclass(frozen=True, slots=True)
class Contested:
    """An issue that the agencies do not agree on."""

    id: UUID
    name: str
    criteria: tuple[str, ...]
    """Those without consensus."""


def contested(about: Round) -> Mapping[str, tuple[str, ...]]:
    """Return the criteria without consensus of each issue that has any, by the issue's name."""
    return {one.name: one.criteria for one in contested_issues(about)}


def contested_issues(about: Round) -> list[Contested]:
    """Return the issues without consensus, in the order of the round.

    By the rules that were declared before the round opened, and the scores it closed with.
    """
    held = held_scores(about, Viewer.ANALYST)
    found = agency_disagreements(published_method(about), held.cube, rules_of(about))
    return [
        Contested(held.issue_ids[issue.name], issue.name, one.criteria_contested)
        for issue, one in zip(held.cube.issues, found, strict=True)
        if one.criteria_contested
    ]


@dataclass(frozen=True, slots=True)
class Changes:
    """What a second round made of the issues that it asked about again."""

    answered_by: int
    """How many people gave a score in it."""
    cells: tuple[CellChange, ...]


def changes(about: Round, method: Method, standing: HeldScores) -> Changes | None:
    """Return what the present stage changed, once it is closed; None where it is the first."""
    if about.stage == 1:
        return None
    before = held_scores(about, Viewer.ANALYST, Stages.up_to(about.stage - 1))
    again = held_scores(about, Viewer.ANALYST, Stages(about.stage, about.stage))
    cells = cell_changes(
        method, rules_of(about), before.cube, again.cube, standing.cube, about.stage
    )
    return Changes(len(again.cube.assessors), tuple(cells))
