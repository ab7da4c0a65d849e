"""What inspectors ask of the people, the board and the means."""

from collections import defaultdict
from collections.abc import Iterator
from uuid import UUID

from commonground.rooms.readiness.judging.evidence import Action, Evidence
from commonground.rooms.readiness.judging.failing import (
    Asked,
    Kind,
    Row,
    Target,
    months_before,
    of_action,
)
from commonground.sentences import say

YEAR = 12


def owners_are_here(found: Evidence, asked: Asked) -> Iterator[Row]:
    """B12: no live action is left with an owner who has gone, or an agency nobody is here for."""
    for one in found.live_actions:
        if one.lead_agency is not None and one.lead_agency not in found.people.manned:
            name = found.people.agencies.get(one.lead_agency, "")
            told = say("Nobody is here for %(agency)s, which leads it.", agency=name)
            yield of_action(one, told, asked.severity)
        elif one.left and not one.held_by:
            told = say("%(name)s has left, and nobody holds the lead role.", name=one.left)
            yield of_action(one, told, asked.severity)


def first_issues_are_led(found: Evidence, asked: Asked) -> Iterator[Row]:
    """B14: somebody leads on each of the first issues of the shortlist."""
    actions = _live_by_issue(found)
    for priority in found.priorities:
        if priority.rank > asked["top"]:
            continue
        if not any(one.held_by for one in actions[priority.issue]):
            told = say("It ranks %(rank)s, and nobody leads a live action for it.",
                       rank=str(priority.rank))  # fmt: skip
            target = Target(Kind.ISSUE, priority.issue)
            yield Row(str(priority.issue), target, priority.name, told, asked.severity)


def poor_positions_are_met(found: Evidence, asked: Asked) -> Iterator[Row]:
    """B15: where agencies scored their position as poor, an action says what it takes."""
    actions = _live_by_issue(found)
    for priority in found.priorities:
        if priority.position is None or priority.position * 100 < asked["percent"]:
            continue
        if not any(one.resource for one in actions[priority.issue]):
            told = say(
                "Agencies gave their position %(percent)s%% of its worst score, and no live action"
                " says what resources it takes.", percent=str(round(priority.position * 100)),
            )  # fmt: skip
            target = Target(Kind.ISSUE, priority.issue)
            yield Row(str(priority.issue), target, priority.name, told, asked.severity)


def _live_by_issue(found: Evidence) -> dict[UUID, list[Action]]:
    issues = {one.id: one.issues for one in found.recommendations}
    held: dict[UUID, list[Action]] = defaultdict(list)
    for one in found.live_actions:
        for issue in {each for pk in one.recommendations for each in issues.get(pk, ())}:
            held[issue].append(one)
    return held


def somebody_answers(found: Evidence, asked: Asked) -> Iterator[Row]:
    """C1: a senior police lead and a chair are named, and somebody oversees."""
    people = found.people
    if not people.has_police_lead:
        told = say("No senior police lead is named.")
        yield Row("police_lead", Target(Kind.PARTNERSHIP), "", told, asked.severity)
    if not people.has_chair:
        told = say("No chair is named.")
        yield Row("chair", Target(Kind.PARTNERSHIP), "", told, asked.severity)
    if not people.overseers:
        told = say("Nobody oversees, such as the PCC’s office.")
        yield Row("overseer", Target(Kind.PEOPLE), "", told, asked.severity)


def meetings_are_held(found: Evidence, asked: Asked) -> Iterator[Row]:
    """C3: a meeting was held lately, and each agency came to half of a year's."""
    last = max(found.meetings, key=lambda one: one.on)
    if last.on < months_before(found.day, asked["months"]):
        told = say("The last meeting was held on %(date)s.", date=last.on.isoformat())
        yield Row("last", Target(Kind.MEETING, last.id), last.name, told,
                  asked.severity)  # fmt: skip
    since = months_before(found.day, YEAR)
    asked_to: dict[UUID, list[bool]] = defaultdict(list)
    for one in found.meetings:
        came: dict[UUID, bool] = {}
        for agency, did in one.came if one.on >= since else ():
            came[agency] = came.get(agency, False) or did
        for agency, did in came.items():
            asked_to[agency].append(did)
    for agency, some in sorted(asked_to.items(), key=lambda one: str(one[0])):
        if sum(some) * 100 < asked["percent"] * len(some):
            told = say("It came to %(some)s of the %(all)s meetings it was invited to in a year.",
                       some=str(sum(some)), all=str(len(some)))  # fmt: skip
            name = found.people.agencies.get(agency, "")
            yield Row(str(agency), Target(Kind.AGENCY, agency), name, told, asked.severity)


def assessment_is_this_years(found: Evidence, asked: Asked) -> Iterator[Row]:
    """C8: a strategic assessment was issued whose figures are of the last months."""
    issued = next((one for one in found.assessments if one.is_issued), None)
    if issued is None:
        told = say("No strategic assessment has been issued here.")
        yield Row("none", Target(Kind.ASSESSMENTS), "", told, asked.severity)
    elif issued.figures_on < months_before(found.day, asked["months"]):
        told = say("The figures of the latest that was issued are of %(date)s.",
                   date=issued.figures_on.isoformat())  # fmt: skip
        yield Row(str(issued.id), Target(Kind.ASSESSMENT, issued.id), issued.title, told,
                  asked.severity)  # fmt: skip


def equality_is_thought_of(found: Evidence, asked: Asked) -> Iterator[Row]:
    """C11: each live action has an equality note."""
    for one in found.live_actions:
        if not one.equality_note:
            yield of_action(one, say("It has no equality note."), asked.severity)


CHECKS = {
    "B12": owners_are_here,
    "B14": first_issues_are_led,
    "B15": poor_positions_are_met,
    "C1": somebody_answers,
    "C3": meetings_are_held,
    "C8": assessment_is_this_years,
    "C11": equality_is_thought_of,
}
"""The rules of this heading that can be judged, by id."""
