"""Gives the invented partnership an action plan: every status, some of it late, some unowned."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from django.utils import timezone

from commonground.demo import planning
from commonground.demo.planning import PLANNED, Planned
from commonground.rooms.audit.recording import action
from commonground.rooms.people.access import Seat
from commonground.rooms.people.models import Agency, Membership
from commonground.rooms.people.roles import Role
from commonground.rooms.plan.action_actions import add_action, change_action
from commonground.rooms.plan.action_fields import ActionFields, fields_of
from commonground.rooms.plan.demo_disrupting_actions import disrupt_demo
from commonground.rooms.plan.evidence_actions import keep_evidence
from commonground.rooms.plan.gap_actions import answer_gap
from commonground.rooms.plan.measure_actions import MeasureFields, Read, add_measure, add_reading
from commonground.rooms.plan.milestone_actions import add_milestone, change_milestone
from commonground.rooms.plan.models import (
    ENDED,
    Action,
    Better,
    MeasureKind,
    Plan,
    ProposedField,
    Recommendation,
    Status,
)
from commonground.rooms.plan.plan_actions import (
    PlanFields,
    RecommendationFields,
    add_recommendation,
    make_board,
    make_plan,
)
from commonground.rooms.plan.progress_actions import review_action, say_progress
from commonground.rooms.plan.proposal_actions import propose_date
from commonground.rooms.plan.shortlisting import Shortlisted, shortlist_of
from commonground.rooms.ranking import access as ranking_access

_QUARTER = timedelta(days=91)


@action
def fill_demo(*, by: Seat) -> None:
    """Add a plan for the shortlist of the demo's ranking."""
    today = timezone.localdate()
    board = make_board(by=by, name=planning.BOARD)
    ranking = next(iter(ranking_access.rankings(by)), None)
    plan = make_plan(
        by=by,
        fields=PlanFields(
            planning.NAME, "four-ps", today - 2 * _QUARTER, today + 6 * _QUARTER, board, ranking
        ),
    )
    shortlist = shortlist_of(by, plan)
    agencies = list(Agency.objects.filter(partnership=by.partnership, parent=None).order_by("name"))
    acted = []
    for at, one in enumerate(PLANNED):
        about = _recommend(by, plan, one, shortlist)
        made = _act(by, about, one, agencies[at % len(agencies)], today)
        acted.append(made)
        if at == 0:
            keep_evidence(by=by, about=made, name=planning.SHOWN, url=planning.SHOWN_AT)
        if one.proposed_in:
            propose_date(
                by=by, about=made, field=ProposedField.DUE,
                proposed=today + timedelta(days=one.proposed_in), reason=planning.REASON,
            )  # fmt: skip
    for issue in shortlist[:1]:
        answer_gap(
            by=by, about=plan, issue=issue.issue_id, strand=planning.GAP_STRAND, version=0,
            reason=planning.GAP_REASON, decided_by=planning.REVIEWED_BY,
        )  # fmt: skip
    disrupt_demo(by=by, plan=plan, actions=acted)


def _recommend(
    by: Seat, plan: Plan, one: Planned, shortlist: Sequence[Shortlisted]
) -> Recommendation:
    issues = frozenset(each.issue_id for each in shortlist[one.issue : one.issue + 1])
    return add_recommendation(
        by=by, about=plan,
        fields=RecommendationFields(one.strand, one.text, one.issue + 1, issues),
    )  # fmt: skip


def _act(by: Seat, about: Recommendation, one: Planned, lead: Agency, today: date) -> Action:
    made = add_action(
        by=by,
        fields=ActionFields(
            one.action, frozenset({about.pk}),
            lead_agency=lead.pk if one.lead_role else None, lead_role=one.lead_role,
            lead_person=_somebody_of(lead) if one.is_led else None,
            starts_on=today - 2 * _QUARTER - timedelta(days=60),
            due_on=_in(today, one.due_in), review_on=_in(today, one.review_in),
            review_every_months=3, cost=Decimal(4000), staff_days={lead.pk: Decimal(12)},
            expected_effect=planning.EFFECT, expected_by=planning.EFFECT_BY,
        ),
    )  # fmt: skip
    step = add_milestone(by=by, about=made, text=one.milestone, due_on=today - timedelta(days=15))
    status = Status(one.status)
    if status in (Status.ON_TRACK, Status.COMPLETE):
        change_milestone(
            by=by, about=step, version=step.version, text=step.text, due_on=step.due_on,
            done_on=today - timedelta(days=18),
        )  # fmt: skip
    if one.measure:
        _measure(by, made, one.measure, today)
    if status in ENDED:
        _end(by, made, status)
    elif status != Status.NOT_STARTED:
        _go_on(by, made, status, one, today)
    return Action.objects.get(pk=made.pk)


def _somebody_of(lead: Agency) -> UUID | None:
    found = Membership.objects.filter(agency=lead, held_roles__role=Role.ASSESSOR)
    return found.order_by("person__name").values_list("pk", flat=True).first()


def _measure(by: Seat, about: Action, name: str, today: date) -> None:
    measure = add_measure(
        by=by, about=about,
        fields=MeasureFields(
            name, MeasureKind.OUTPUT, Better.HIGHER, "each quarter", Decimal(4),
            today - 3 * _QUARTER, Decimal(20), today + 2 * _QUARTER, planning.COUNTED, 3,
        ),
    )  # fmt: skip
    for quarter, value in ((2, 6), (1, 11)):
        read = Read(today - quarter * _QUARTER, Decimal(value), planning.REVIEWED_BY)
        add_reading(by=by, about=measure, read=read)


def _end(by: Seat, about: Action, status: Status) -> None:
    current = Action.objects.get(pk=about.pk)
    told = replace(
        fields_of(current), status=status, completion=planning.EVIDENCE, learning=planning.LEARNT,
        reason=planning.STOPPED if status == Status.STOPPED else "",
    )  # fmt: skip
    change_action(by=by, about=current, version=current.version, fields=told)


def _go_on(by: Seat, about: Action, status: Status, one: Planned, today: date) -> None:
    current = Action.objects.get(pk=about.pk)
    reason = "" if status == Status.ON_TRACK else planning.REASON
    say_progress(
        by=by, about=current, version=current.version, status=status, reason=reason,
        note=planning.PROGRESS,
    )  # fmt: skip
    if status == Status.ON_TRACK:
        current.refresh_from_db()
        review_action(
            by=by, about=current, version=current.version, reviewed_on=today - timedelta(days=7),
            reviewed_by=planning.REVIEWED_BY, note=planning.FOUND, status=status, reason=reason,
            next_on=_in(today, one.review_in),
        )  # fmt: skip


def _in(today: date, days: int | None) -> date | None:
    return None if days is None else today + timedelta(days=days)
