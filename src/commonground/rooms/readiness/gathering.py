"""Gathers what the rules look at, in a number of queries that does not grow with the plan."""

from collections import defaultdict
from datetime import date
from uuid import UUID

from django.db.models import Count, Exists, Max, OuterRef, Q, Subquery
from django.utils.timezone import localdate

from commonground.rooms.assessment.models import Assessment, DocumentKind, Freeze
from commonground.rooms.assessment.models import State as AssessmentState
from commonground.rooms.meetings.models import Attendance, Invited, Meeting
from commonground.rooms.meetings.models import State as MeetingState
from commonground.rooms.people.models import Agency, HeldRole, Partnership
from commonground.rooms.people.roles import Role
from commonground.rooms.plan.models import Disruption, GapReason, Plan, Recommendation, Standing
from commonground.rooms.plan.strands import strand_set
from commonground.rooms.profile.models import Cadence, DataSet, Gateway, Supply
from commonground.rooms.readiness.gathering_actions import actions_of
from commonground.rooms.readiness.gathering_profiles import profile_of
from commonground.rooms.readiness.gathering_rankings import latest_ranking
from commonground.rooms.readiness.judging import evidence
from commonground.rooms.readiness.models import InspectionRecommendation
from commonground.rooms.themes.models import Gathering
from commonground.rooms.themes.models import Kind as RemarkKind

CAME = {Attendance.PRESENT: True, Attendance.STOOD_IN: True}
Issues = Recommendation.issues.through


def gathered(partnership: Partnership, day: date) -> evidence.Evidence:
    """Return everything that the rules look at, as it stands on a day."""
    plans = _plans(partnership, day)
    return evidence.Evidence(
        day=day,
        people=_people(partnership, day),
        ranking=latest_ranking(partnership),
        meetings=_meetings(partnership),
        last_survey_on=_last_survey(partnership),
        assessments=_assessments(partnership),
        plans=plans,
        recommendations=_recommendations(plans),
        actions=actions_of(partnership, day),
        gaps_answered=_gaps_answered(plans),
        disruptions=_disruptions(partnership),
        inspected=_inspected(partnership),
        data_sets=_data_sets(partnership),
        profile=profile_of(partnership),
    )


def _people(partnership: Partnership, day: date) -> evidence.People:
    agencies = Agency.objects.filter(partnership=partnership).order_by("name")
    held = HeldRole.objects.on(day).filter(membership__partnership=partnership)
    rows = list(held.values_list("role", "membership_id", "membership__agency_id"))
    here = {member for _, member, _ in rows}
    return evidence.People(
        agencies=dict(agencies.values_list("pk", "name")),
        manned=frozenset(agency for _, _, agency in rows if agency),
        has_chair=partnership.chair_id in here,
        has_police_lead=partnership.police_lead_id in here,
        overseers=len({member for role, member, _ in rows if role == Role.OVERSEER}),
        police=_police(partnership),
    )


def _police(partnership: Partnership) -> UUID | None:
    """Return the agency of the senior police lead, or the one that it is part of."""
    if partnership.police_lead_id is None:
        return None
    found = Agency.objects.filter(memberships=partnership.police_lead_id).first()
    return (found.parent_id or found.pk) if found else None


def _meetings(partnership: Partnership) -> tuple[evidence.Meeting, ...]:
    held = Meeting.objects.filter(
        round__partnership=partnership, state=MeetingState.ENDED, starts_at__isnull=False
    )
    came: dict[UUID, list[tuple[UUID, bool]]] = defaultdict(list)
    lines = Invited.objects.filter(meeting__in=held).exclude(attendance="")
    for meeting, agency, attendance in lines.exclude(membership__agency=None).values_list(
        "meeting_id", "membership__agency_id", "attendance"
    ):
        came[meeting].append((agency, CAME.get(Attendance(attendance), False)))
    return tuple(
        evidence.Meeting(one.pk, one.name, localdate(one.starts_at),
                         tuple(came[one.pk]))
        for one in held.order_by("starts_at", "pk") if one.starts_at
    )  # fmt: skip


def _last_survey(partnership: Partnership) -> date | None:
    found = Gathering.objects.filter(partnership=partnership, remarks__kind=RemarkKind.SURVEY)
    last = found.order_by("-at").first()
    return localdate(last.at) if last else None


def _assessments(partnership: Partnership) -> tuple[evidence.Assessment, ...]:
    last = Freeze.objects.filter(assessment=OuterRef("pk")).order_by("-number")
    found = Assessment.objects.filter(partnership=partnership, document=DocumentKind.ASSESSMENT)
    rows = found.annotate(figures_at=Subquery(last.values("at")[:1])).order_by("-figures_at", "pk")
    return tuple(
        evidence.Assessment(pk, title, localdate(at), state == AssessmentState.ISSUED)
        for pk, title, at, state in rows.values_list("pk", "title", "figures_at", "state")
    )


def _plans(partnership: Partnership, day: date) -> tuple[evidence.Plan, ...]:
    found = Plan.objects.filter(partnership=partnership, starts_on__lte=day)
    running = found.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day))
    return tuple(
        evidence.Plan(
            one.pk, one.name, one.strand_set, strand_set(one.strand_set).labels, one.marking
        )
        for one in running.order_by("starts_on", "made_at", "pk")
    )


def _recommendations(plans: tuple[evidence.Plan, ...]) -> tuple[evidence.Recommendation, ...]:
    found = Recommendation.objects.filter(plan__in=[one.id for one in plans])
    issues: dict[UUID, set[UUID]] = defaultdict(set)
    for about, issue in Issues.objects.filter(recommendation__in=found).values_list(
        "recommendation_id", "issue_id"
    ):
        issues[about].add(issue)
    return tuple(
        evidence.Recommendation(
            id=one.pk, plan=one.plan_id, ref=one.ref, text=one.text, strand=one.strand,
            issues=frozenset(issues[one.pk]), is_open=one.standing == Standing.OPEN,
            marking=one.marking,
        )
        for one in found.order_by("plan__starts_on", "plan__made_at", "number", "pk")
    )  # fmt: skip


def _gaps_answered(plans: tuple[evidence.Plan, ...]) -> frozenset[tuple[UUID, UUID, str]]:
    found = GapReason.objects.filter(plan__in=[one.id for one in plans]).order_by("number")
    reasons = {
        (plan, issue, strand): reason
        for plan, issue, strand, reason in found.values_list(
            "plan_id", "issue_id", "strand", "reason"
        )
    }
    return frozenset(key for key, reason in reasons.items() if reason.strip())


def _disruptions(partnership: Partnership) -> tuple[evidence.Disruption, ...]:
    return tuple(
        evidence.Disruption(
            id=one.pk, ref=one.ref, subject=one.subject, on=one.on, strand=one.strand,
            scale=one.moderated_scale or one.scale, rationale=one.rationale.strip(),
            is_moderated=one.moderated_by_id is not None, marking=one.marking,
        )
        for one in Disruption.objects.filter(partnership=partnership).order_by("number")
    )  # fmt: skip


def _inspected(partnership: Partnership) -> tuple[evidence.Inspected, ...]:
    found = InspectionRecommendation.objects.filter(partnership=partnership)
    rows = found.select_related("repeats").annotate(tied=Count("actions")).order_by("number")
    return tuple(
        evidence.Inspected(
            id=one.pk, ref=one.ref, text=one.text, is_closed=one.is_closed, actions=one.tied,
            repeats=one.repeats.ref if one.repeats and one.repeats.is_closed else "",
        )
        for one in rows
    )  # fmt: skip


def _data_sets(partnership: Partnership) -> tuple[evidence.DataSet, ...]:
    came = Exists(Supply.objects.filter(data_set=OuterRef("pk")))
    until = Max("supplies__period_to")
    found = DataSet.objects.filter(partnership=partnership, is_ended=False)
    return tuple(
        evidence.DataSet(
            id=one.pk, name=one.name, agency=one.agency.parent_id or one.agency_id,
            owner_role=one.owner_role,
            coverage=one.coverage, has_period=one.came,
            has_gateway=bool(one.gateway), needs_agreement=one.gateway != Gateway.OPEN,
            agreement=one.agreement, agreement_review_on=one.agreement_review_on,
            is_quarterly=one.cadence == Cadence.QUARTERLY, last_until=one.until,
        )
        for one in found.select_related("agency")
        .annotate(came=came, until=until).order_by("name", "pk")
    )  # fmt: skip
