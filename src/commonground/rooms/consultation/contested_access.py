"""How far the agencies disagreed over each issue in an earlier stage, which has closed.

Of the present stage nothing is told here: an order of issues that followed from blind scores would
tell what they are.
"""

from uuid import UUID

import numpy as np

from commonground.rooms.consultation.methods import published_method, rules_of
from commonground.rooms.consultation.models import Closing, Round, Score
from commonground.scoring.consensus import cell_agreement, is_contested


def disagreements(about: Round) -> dict[UUID, tuple[int, float]]:
    """Return, for each issue, on how many criteria the agencies had no consensus, and how little.

    Of those that the present stage asks about again, by the round's declared rules: the count of
    contested criteria, and the mean share of agencies further than one level from the median.
    Empty where no earlier stage has closed.
    """
    earlier = about.stage - 1
    if not Closing.objects.filter(round=about, stage=earlier).exists():
        return {}
    rule = rules_of(about).consensus
    places = {one: at for at, one in enumerate(published_method(about).criterion_ids)}
    found = {}
    for issue, cells in _positions(about, earlier, places).items():
        agreement = cell_agreement(cells)
        apart = 1 - agreement.share_within_one
        scored = apart[~np.isnan(apart)]
        found[issue] = (
            int(is_contested(agreement, rule).sum()),
            float(scored.mean()) if len(scored) else 0.0,
        )
    return found


def _positions(about: Round, stage: int, places: dict[str, int]) -> dict[UUID, list[list[float]]]:
    """Return each issue's agencies by criteria: the mean level of their people, NaN for none."""
    rows = Score.objects.filter(
        assignment__assessor__round=about, assignment__assessor__withdrawn_because="",
        assignment__round_issue__last_stage__gt=stage,
        stage=stage, level__isnull=False,
    ).values_list(
        "assignment__round_issue_id", "assignment__assessor__counts_as", "criterion", "level"
    )  # fmt: skip
    held: dict[UUID, dict[str, list[list[int]]]] = {}
    for issue, agency, criterion, level in rows:
        cells = held.setdefault(issue, {}).setdefault(agency, [[] for _one in places])
        if level is not None:
            cells[places[criterion]].append(level)
    return {
        issue: [
            [sum(cell) / len(cell) if cell else float("nan") for cell in cells]
            for _agency, cells in sorted(agencies.items())
        ]
        for issue, agencies in held.items()
    }
