"""What inspectors ask of recommendations and the work under them as a whole."""

from collections import Counter
from collections.abc import Iterator

from commonground.rooms.readiness.judging.evidence import Action, Evidence, Plan
from commonground.rooms.readiness.judging.failing import (
    Asked,
    Kind,
    Row,
    Target,
    months_before,
    of_action,
    of_recommendation,
    shortened,
)
from commonground.sentences import say

STOPPED = "stopped"
OUTCOME = "outcome"
FAILED_SCALES = ("none", "negative")


def recommendations_are_owned(found: Evidence, asked: Asked) -> Iterator[Row]:
    """B1: an agency and a role answer for each open recommendation."""
    owned = {
        recommendation
        for one in found.actions if one.status != STOPPED and one.lead_agency and one.lead_role
        for recommendation in one.recommendations
    }  # fmt: skip
    for one in found.open_recommendations:
        if one.id not in owned:
            told = say("None of its actions has a lead agency and a lead role.")
            yield of_recommendation(one, told, asked.severity)


def something_is_done(found: Evidence, asked: Asked) -> Iterator[Row]:
    """B2: each open recommendation and each issue of the shortlist has an action."""
    acted_on = {
        recommendation
        for one in found.actions if one.status != STOPPED for recommendation in one.recommendations
    }  # fmt: skip
    for one in found.open_recommendations:
        if one.id not in acted_on:
            yield of_recommendation(one, say("It has no action."), asked.severity)
    reached = {issue for one in found.recommendations if one.id in acted_on for issue in one.issues}
    for priority in found.priorities:
        if priority.issue not in reached:
            told = say("It is on the shortlist, and no action is tied to it.")
            target = Target(Kind.ISSUE, priority.issue)
            yield Row(str(priority.issue), target, priority.name, told, asked.severity)


def every_strand_is_used(found: Evidence, asked: Asked) -> Iterator[Row]:
    """B3: each shortlisted issue has an action under each strand of each plan, or a reason."""
    live = {one for each in found.live_actions for one in each.recommendations}
    filled = {
        (one.plan, issue, one.strand)
        for one in found.recommendations if one.id in live for issue in one.issues
    } | found.gaps_answered  # fmt: skip
    for plan in found.plans:
        for priority in found.priorities:
            for strand, label in plan.strands.items():
                if (plan.id, priority.issue, strand) not in filled:
                    yield Row(
                        f"{plan.id}:{priority.issue}:{strand}", Target(Kind.GAPS, plan.id),
                        priority.name,
                        say("%(plan)s has no live action for it under %(strand)s, and no reason.",
                            plan=plan.name, strand=label),
                        asked.severity,
                    )  # fmt: skip


def strands_are_in_balance(found: Evidence, asked: Asked) -> Iterator[Row]:
    """B4: the strand that is usually overdone is not, and the one forgotten is there."""
    for plan in found.plans:
        if plan.strand_set in asked.rule.strands:
            yield from _balance(found, asked, plan)


def _balance(found: Evidence, asked: Asked, plan: Plan) -> Iterator[Row]:
    strand_of = {one.id: one.strand for one in found.recommendations if one.plan == plan.id}
    under: Counter[str] = Counter()
    actions = 0
    for one in found.live_actions:
        strands = {strand_of[each] for each in one.recommendations if each in strand_of}
        under.update(strands)
        actions += bool(strands)
    overdone, forgotten = asked.rule.strands[plan.strand_set]
    at = Target(Kind.PLAN, plan.id)
    if actions and under[overdone] * 100 > asked["percent"] * actions:
        told = say(
            "%(some)s of its %(all)s live actions are under %(strand)s.",
            some=str(under[overdone]), all=str(actions), strand=plan.strands[overdone],
        )  # fmt: skip
        yield Row(f"{plan.id}:{overdone}", at, plan.name, told, asked.severity)
    if actions and not under[forgotten]:
        told = say(
            "None of its %(all)s live actions is under %(strand)s.",
            all=str(actions), strand=plan.strands[forgotten],
        )  # fmt: skip
        yield Row(f"{plan.id}:{forgotten}", at, plan.name, told, asked.severity)


def outcomes_are_measured(found: Evidence, asked: Asked) -> Iterator[Row]:
    """B9: the measures of each plan are not of inputs and outputs alone."""
    plan_of = {one.id: one.plan for one in found.recommendations}
    kinds: dict[object, set[str]] = {}
    for one in found.live_actions:
        for plan in {plan_of[each] for each in one.recommendations if each in plan_of}:
            kinds.setdefault(plan, set()).update(measure.kind for measure in one.measures)
    for about in found.plans:
        held = kinds.get(about.id, set())
        if held and OUTCOME not in held:
            told = say("All its measures are of inputs and outputs, and none of an outcome.")
            yield Row(str(about.id), Target(Kind.PLAN, about.id), about.name, told, asked.severity)


def actions_answer_recommendations(found: Evidence, asked: Asked) -> Iterator[Row]:
    """B10: each live action serves an open recommendation."""
    is_open = {one.id for one in found.open_recommendations}
    for one in found.live_actions:
        if not one.recommendations & is_open:
            yield of_action(one, say("It serves no recommendation that is open."), asked.severity)


def lead_is_shared(found: Evidence, asked: Asked) -> Iterator[Row]:
    """B11: no one agency leads nearly all live actions."""
    led: Counter[object] = Counter(one.lead_agency for one in found.live_actions if one.lead_agency)
    number = sum(led.values())
    if number < asked["actions"]:
        return
    for agency, name in found.people.agencies.items():
        if led[agency] * 100 > asked["percent"] * number:
            told = say(
                "It leads %(some)s of the %(all)s live actions that have a lead agency.",
                some=str(led[agency]), all=str(number),
            )  # fmt: skip
            yield Row(str(agency), Target(Kind.AGENCY, agency), name, told, asked.severity)


def disruptions_are_honest(found: Evidence, asked: Asked) -> Iterator[Row]:
    """B17: each disruption is complete and moderated, and some of a year did nothing or harm."""
    for one in found.disruptions:
        lacks = not (one.strand and one.scale and one.rationale)
        if lacks or not one.is_moderated:
            told = (
                say("It lacks a strand, a scale or a rationale.")
                if lacks
                else say("Nobody has moderated it.")
            )
            yield Row(
                str(one.id), Target(Kind.DISRUPTION, one.id),
                shortened(f"{one.ref}. {one.subject}"), told, asked.severity, one.marking,
            )  # fmt: skip
    since = months_before(found.day, asked["months"])
    lately = [one.scale for one in found.disruptions if since <= one.on <= found.day]
    if lately and not any(scale in FAILED_SCALES for scale in lately):
        told = say(
            "Every one of the %(all)s disruptions since %(date)s had an effect; none did nothing"
            " or harm.", all=str(len(lately)), date=since.isoformat(),
        )  # fmt: skip
        yield Row("scale", Target(Kind.DISRUPTIONS), "", told, asked.severity)


def inspections_are_answered(found: Evidence, asked: Asked) -> Iterator[Row]:
    """C9: each open recommendation of an inspection has an action, and none came back."""
    for one in found.inspected:
        if one.is_closed:
            continue
        at, what = Target(Kind.INSPECTED, one.id), shortened(f"{one.ref}. {one.text}")
        if not one.actions:
            told = say("It is open and has no action.")
            yield Row(f"{one.id}:action", at, what, told, asked.severity)
        if one.repeats:
            told = say("It was closed as %(ref)s, and came back.", ref=one.repeats)
            yield Row(f"{one.id}:repeat", at, what, told, asked.severity)


def proven_work_moves_on(found: Evidence, asked: Asked) -> Iterator[Row]:
    """B18: an action that reached its target long ago is offered to be mainstreamed."""
    before = months_before(found.day, asked["months"])
    for one in found.live_actions:
        if one.began_on < before and _is_proven(one):
            told = say(
                "It began on %(date)s and has reached its target. Offer it to be mainstreamed.",
                date=one.began_on.isoformat(),
            )  # fmt: skip
            yield of_action(one, told, asked.severity)


def _is_proven(one: Action) -> bool:
    return any(measure.reached for measure in one.measures)


CHECKS = {
    "B1": recommendations_are_owned,
    "B2": something_is_done,
    "B3": every_strand_is_used,
    "B4": strands_are_in_balance,
    "B9": outcomes_are_measured,
    "B10": actions_answer_recommendations,
    "B11": lead_is_shared,
    "B17": disruptions_are_honest,
    "B18": proven_work_moves_on,
    "C9": inspections_are_answered,
}
"""The rules of this heading that look at the whole of the work, by id."""
