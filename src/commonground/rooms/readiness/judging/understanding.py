"""What inspectors ask of how a partnership knows its threats."""

from collections.abc import Iterator

from commonground.rooms.readiness.judging.evidence import Evidence
from commonground.rooms.readiness.judging.failing import Asked, Kind, Row, Target, months_before
from commonground.sentences import say


def ranks_are_sure(found: Evidence, asked: Asked) -> Iterator[Row]:
    """A13: each rank has a likely range and a figure for agreement, each departure a reason."""
    ranking = found.ranking
    if ranking is None:
        return
    at = Target(Kind.RANKING, ranking.round)
    for one in ranking.issues:
        if not one.has_range:
            told = say("No range of likely ranks could be given to it.")
            yield Row(f"{one.issue}:range", at, one.name, told, asked.severity)
        if not one.has_agreement:
            told = say("It cannot be said how far agencies agree: no two of them scored it.")
            yield Row(f"{one.issue}:agreement", at, one.name, told, asked.severity)
    for moved in ranking.moved_without_reason:
        told = say("The board moved it across the line without a reason.")
        yield Row(f"{moved.id}:reason", at, moved.name, told, asked.severity)


def community_was_heard(found: Evidence, asked: Asked) -> Iterator[Row]:
    """A15: answers to a survey were gathered in the last months."""
    last = found.last_survey_on
    if last is not None and last >= months_before(found.day, asked["months"]):
        return
    told = (
        say("No answers to a survey have been gathered here.")
        if last is None
        else say("The last answers to a survey were gathered on %(date)s.", date=last.isoformat())
    )
    yield Row("survey", Target(Kind.SURVEYS), "", told, asked.severity)


CHECKS = {"A13": ranks_are_sure, "A15": community_was_heard}
"""The rules of this heading that can be judged, by id."""
