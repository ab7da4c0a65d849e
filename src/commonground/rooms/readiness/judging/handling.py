"""What inspectors ask of how what is known is marked and shared."""

from collections.abc import Iterator

from commonground.documents.markings import MARKINGS
from commonground.rooms.readiness.judging.evidence import Evidence
from commonground.rooms.readiness.judging.failing import Asked, Row, of_action, of_recommendation
from commonground.sentences import say


def nothing_is_marked_above_its_plan(found: Evidence, asked: Asked) -> Iterator[Row]:
    """C4: no recommendation or action is marked above a plan that it stands in."""
    plans = {one.id: one for one in found.plans}
    around = {one.id: plans[one.plan] for one in found.recommendations if one.plan in plans}
    for one in found.recommendations:
        if one.id in around and _is_above(one.marking, around[one.id].marking):
            told = say("It is marked %(marking)s, and its plan %(plan)s.",
                       marking=one.marking, plan=around[one.id].marking)  # fmt: skip
            yield of_recommendation(one, told, asked.severity)
    for action in found.actions:
        held = [around[pk].marking for pk in action.recommendations if pk in around]
        lowest = min(held, key=MARKINGS.index, default=None)
        if lowest is not None and _is_above(action.marking, lowest):
            told = say("It is marked %(marking)s, and its plan %(plan)s.",
                       marking=action.marking, plan=lowest)  # fmt: skip
            yield of_action(action, told, asked.severity)


def _is_above(marking: str, around: str) -> bool:
    return MARKINGS.index(marking) > MARKINGS.index(around)


CHECKS = {"C4": nothing_is_marked_above_its_plan}
"""The rules of this heading that can be judged, by id."""
