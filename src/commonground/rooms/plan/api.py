"""The API of action plans: reading them, changing actions, saying how they go, reviewing."""

from uuid import UUID

from ninja import Query, Router, Status

from commonground.rooms.answers import REFUSALS, Listed, Paging, changed_meanwhile, listed
from commonground.rooms.people import token_access
from commonground.rooms.people.access import Seat
from commonground.rooms.people.api import HERE
from commonground.rooms.people.bearer import AskedByProgram
from commonground.rooms.plan import (
    access,
    action_actions,
    measure_access,
    measure_actions,
    progress_actions,
    shapes,
)
from commonground.rooms.plan.models import Via
from commonground.rooms.plan.rules import Verb
from commonground.rooms.refusals import ChangedMeanwhile

router = Router(tags=["Action plans"])
PLANS = HERE + "/plans"
PLAN = PLANS + "/{uuid:plan_id}"
ACTIONS = HERE + "/actions"
ACTION = ACTIONS + "/{uuid:action_id}"


def seat_of(request: AskedByProgram, partnership_id: UUID, verb: Verb) -> Seat:
    """Return the seat of whom a token acts for; Http404 and NotAllowed as on a page."""
    return access.seat(token_access.person_for(request.auth, partnership_id), partnership_id, verb)


@router.get(PLANS, response={200: Listed[shapes.PlanOut], **REFUSALS})
def list_plans(
    request: AskedByProgram, partnership_id: UUID, asked: Query[Paging]
) -> Listed[shapes.PlanOut]:
    """List the action plans, the latest first."""
    seat = seat_of(request, partnership_id, Verb.SEE_PLANS)
    return listed(access.plans(seat), asked, shapes.plans_out)


@router.get(PLAN, response={200: shapes.PlanOut, **REFUSALS})
def read_plan(request: AskedByProgram, partnership_id: UUID, plan_id: UUID) -> shapes.PlanOut:
    """Read one action plan."""
    seat = seat_of(request, partnership_id, Verb.SEE_PLANS)
    return shapes.plan_out(access.plan(seat, plan_id))


@router.get(PLAN + "/recommendations", response={200: Listed[shapes.RecommendationOut], **REFUSALS})
def list_recommendations(
    request: AskedByProgram, partnership_id: UUID, plan_id: UUID, asked: Query[Paging]
) -> Listed[shapes.RecommendationOut]:
    """List the recommendations of a plan by number."""
    seat = seat_of(request, partnership_id, Verb.SEE_PLANS)
    found = access.recommendations(seat, access.plan(seat, plan_id))
    return listed(found, asked, shapes.recommendations_out)


@router.get(ACTIONS, response={200: Listed[shapes.ActionRow], **REFUSALS})
def list_actions(
    request: AskedByProgram, partnership_id: UUID, asked: Query[shapes.ActionFilter]
) -> Listed[shapes.ActionRow]:
    """List the partnership's actions by number: all, or those of a plan or a status."""
    seat = seat_of(request, partnership_id, Verb.SEE_PLANS)
    plan = access.plan(seat, asked.plan) if asked.plan else None
    found = measure_access.actions_of(seat, plan, asked.status or "")
    return listed(found, asked, shapes.action_rows)


@router.post(ACTIONS, response={200: shapes.ActionOut, 201: shapes.ActionOut, **REFUSALS})
def add_action(
    request: AskedByProgram, partnership_id: UUID, sent: shapes.ActionNew
) -> Status[shapes.ActionOut]:
    """Add an action under whichever recommendations it serves; one that is there is given as is."""
    seat = seat_of(request, partnership_id, Verb.EDIT_PLANS)
    fields = shapes.fields_of(sent)
    if same := measure_access.same_action(seat, fields):
        return Status(200, shapes.action_out(same))
    added = action_actions.add_action(by=seat, fields=fields, via=Via.API)
    return Status(201, shapes.action_out(added))


@router.get(ACTION, response={200: shapes.ActionOut, **REFUSALS})
def read_action(request: AskedByProgram, partnership_id: UUID, action_id: UUID) -> shapes.ActionOut:
    """Read an action with everything that a change of it sends back."""
    seat = seat_of(request, partnership_id, Verb.SEE_PLANS)
    return shapes.action_out(access.action(seat, action_id))


@router.get(ACTION + "/milestones", response={200: Listed[shapes.MilestoneOut], **REFUSALS})
def list_milestones(
    request: AskedByProgram, partnership_id: UUID, action_id: UUID, asked: Query[Paging]
) -> Listed[shapes.MilestoneOut]:
    """List the milestones of an action in order."""
    seat = seat_of(request, partnership_id, Verb.SEE_PLANS)
    found = access.milestones(access.action(seat, action_id))
    return listed(found, asked, shapes.milestones_out)


@router.get(ACTION + "/measures", response={200: Listed[shapes.MeasureOut], **REFUSALS})
def list_measures(
    request: AskedByProgram, partnership_id: UUID, action_id: UUID, asked: Query[Paging]
) -> Listed[shapes.MeasureOut]:
    """List the measures of an action by name, with what they read."""
    seat = seat_of(request, partnership_id, Verb.SEE_PLANS)
    found = measure_access.measures(access.action(seat, action_id))
    return listed(found, asked, shapes.measures_out)


@router.get(ACTION + "/log", response={200: Listed[shapes.EntryOut], **REFUSALS})
def list_log(
    request: AskedByProgram, partnership_id: UUID, action_id: UUID, asked: Query[Paging]
) -> Listed[shapes.EntryOut]:
    """List the dated rows of an action's log, the latest first."""
    seat = seat_of(request, partnership_id, Verb.SEE_PLANS)
    return listed(access.entries(access.action(seat, action_id)), asked, shapes.entries_out)


@router.put(ACTION, response={200: shapes.ActionOut, 409: shapes.ActionConflict, **REFUSALS})
def change_action(
    request: AskedByProgram, partnership_id: UUID, action_id: UUID, sent: shapes.ActionIn
) -> shapes.ActionOut | Status[shapes.ActionConflict]:
    """Change an action to what is sent. Each field that changes is a dated row of its log."""
    seat = seat_of(request, partnership_id, Verb.EDIT_PLANS)
    found = access.action(seat, action_id)
    try:
        changed = action_actions.change_action(
            by=seat, about=found, version=sent.version, fields=shapes.fields_of(sent),
            note=sent.note, via=Via.API,
        )  # fmt: skip
    except ChangedMeanwhile:
        now = shapes.action_out(access.action(seat, action_id))
        return Status(
            409, shapes.ActionConflict(faults=changed_meanwhile(), current=now, yours=sent)
        )
    return shapes.action_out(changed)


@router.post(
    ACTION + "/progress",
    response={200: shapes.ActionOut, 409: shapes.ProgressConflict, **REFUSALS},
)
def say_progress(
    request: AskedByProgram, partnership_id: UUID, action_id: UUID, sent: shapes.ProgressIn
) -> shapes.ActionOut | Status[shapes.ProgressConflict]:
    """Say how an action goes, as a dated row of its log. What is said already writes nothing."""
    seat = seat_of(request, partnership_id, Verb.EDIT_PLANS)
    found = access.action(seat, action_id)
    try:
        progress_actions.say_progress(
            by=seat, about=found, version=sent.version, status=sent.status, reason=sent.reason,
            note=sent.note, via=Via.API,
        )  # fmt: skip
    except ChangedMeanwhile:
        now = shapes.action_out(access.action(seat, action_id))
        return Status(
            409, shapes.ProgressConflict(faults=changed_meanwhile(), current=now, yours=sent)
        )
    return shapes.action_out(access.action(seat, action_id))


@router.post(
    ACTION + "/reviews",
    response={201: shapes.ActionOut, 409: shapes.ReviewConflict, **REFUSALS},
)
def review_action(
    request: AskedByProgram, partnership_id: UUID, action_id: UUID, sent: shapes.ReviewIn
) -> Status[shapes.ActionOut] | Status[shapes.ReviewConflict]:
    """Record a review: what was found, by whom, and when the next one is."""
    seat = seat_of(request, partnership_id, Verb.REVIEW)
    found = access.action(seat, action_id)
    try:
        progress_actions.review_action(
            by=seat, about=found, version=sent.version, reviewed_on=sent.reviewed_on,
            reviewed_by=sent.reviewed_by, note=sent.note, status=sent.status, reason=sent.reason,
            next_on=sent.next_on, via=Via.API,
        )  # fmt: skip
    except ChangedMeanwhile:
        now = shapes.action_out(access.action(seat, action_id))
        return Status(
            409, shapes.ReviewConflict(faults=changed_meanwhile(), current=now, yours=sent)
        )
    return Status(201, shapes.action_out(access.action(seat, action_id)))


@router.post(
    ACTION + "/measures/{uuid:measure_id}/readings",
    response={200: shapes.ReadingOut, **REFUSALS},
)
def add_reading(
    request: AskedByProgram,
    partnership_id: UUID,
    action_id: UUID,
    measure_id: UUID,
    sent: shapes.ReadingNew,
) -> shapes.ReadingOut:
    """Add what a measure read on a day. The same again gives what is there already."""
    seat = seat_of(request, partnership_id, Verb.EDIT_PLANS)
    found = measure_access.measure(access.action(seat, action_id), measure_id)
    made = measure_actions.add_reading(
        by=seat, about=found, via=Via.API,
        read=measure_actions.Read(sent.on, sent.value, sent.said_by, sent.note),
    )  # fmt: skip
    return shapes.reading_out(made)
