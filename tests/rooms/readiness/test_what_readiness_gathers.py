"""What the rules look at is gathered from the rooms as people left it there."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from people_here import Here, at_most
from plan_here import Planned
from themes_here import Coded

from commonground.rooms.consultation.models import Round
from commonground.rooms.meetings.models import Attendance, Invited, Meeting, State
from commonground.rooms.people import actions as people_actions
from commonground.rooms.people.models import HeldRole, Membership
from commonground.rooms.people.roles import Role
from commonground.rooms.plan import plan_actions, progress_actions
from commonground.rooms.plan.models import (
    Action,
    Disruption,
    Evidence,
    GapReason,
    Measure,
    Reading,
    Recommendation,
    Status,
)
from commonground.rooms.plan.plan_actions import RecommendationFields
from commonground.rooms.ranking import access as ranking_access
from commonground.rooms.ranking.models import Ranking
from commonground.rooms.readiness import checking_actions
from commonground.rooms.readiness.gathering import gathered
from commonground.rooms.readiness.inspection_actions import InspectionFields, add_recommendation
from commonground.rooms.readiness.judging import evidence
from commonground.rooms.readiness.models import FindingRow

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def of(here: Here) -> evidence.Evidence:
    return gathered(here.partnership, TODAY)


def first(here: Here) -> evidence.Action:
    return of(here).actions[0]


def found(here: Here) -> set[tuple[str, str]]:
    """Return what a check finds wrong, by rule and by what it is about."""
    checking_actions.check(by=here.seat)
    rows: Iterable[FindingRow] = FindingRow.objects.filter(mended__isnull=True)
    return {(one.rule, one.what.split(".")[0]) for one in rows}


def test_the_decks_two_rows_fail_where_they_lack_what_inspectors_ask(planned: Planned) -> None:
    assert found(planned.here) == {
        ("A1", ""), ("A5", ""), ("A15", ""), ("B4", "Plan 2016"), ("B5", "A1"), ("B5", "A2"),
        ("B6", "A1"), ("B6", "A2"),
        ("B8", "A1"), ("B8", "A2"), ("B12", "A1"), ("B12", "A2"), ("C1", ""), ("C8", ""),
        ("C11", "A1"), ("C11", "A2"),
    }  # fmt: skip


def test_an_action_is_read_with_its_dates_its_lead_and_its_recommendation(
    planned: Planned,
) -> None:
    here, [one, _two] = planned.here, planned.actions
    lead = here.member(Role.ACTION_OWNER, name="Lead")
    Membership.objects.filter(pk=lead.pk).update(title="Head of service")
    planned.change(
        one, lead_agency=here.agency.pk, lead_person=lead.pk, due_on=date(2027, 1, 31),
        review_every_months=3, equality_note=" Read ", resource="Two days", learning="Early",
    )  # fmt: skip

    read = first(here)

    assert (read.ref, read.is_live, read.held_by, read.left) == ("A1", True, "Lead", "")
    assert (read.due_on, read.review_months, read.equality_note) == (date(2027, 1, 31), 3, "Read")
    assert read.recommendations == {planned.recommendations[0].pk}
    assert read.told_on == TODAY

    HeldRole.objects.filter(membership=lead).update(
        since=date(2020, 1, 1), until=TODAY - timedelta(days=1)
    )
    assert (first(here).held_by, first(here).left) == ("", "Lead")


def test_moves_of_the_due_date_are_counted_and_its_being_set_is_not(planned: Planned) -> None:
    moved = planned.actions[0]
    for month in (1, 2, 3):
        moved = planned.change(moved, due_on=date(2027, month, 1))

    assert first(planned.here).moves == 2


def test_a_review_that_was_written_down_is_read(planned: Planned) -> None:
    one = planned.actions[0]
    progress_actions.review_action(
        by=planned.seat, about=one, version=one.version, reviewed_on=TODAY, reviewed_by="The board",
        note="Goes well", status=Status.ON_TRACK, reason="", next_on=TODAY + timedelta(days=60),
    )  # fmt: skip

    assert first(planned.here).reviewed_on == TODAY


def test_evidence_of_completion_is_a_text_or_something_attached(planned: Planned) -> None:
    one = planned.actions[0]
    assert not first(planned.here).is_shown_done

    Evidence.objects.create(action=one, name="Report", url="https://example.org/report")

    assert first(planned.here).is_shown_done


@pytest.mark.parametrize(
    ("better", "values", "reached"),
    [("higher", (5, 10), True), ("higher", (10, 5), False), ("lower", (12, 9), True),
     ("lower", (), False)],
)  # fmt: skip
def test_a_measure_has_reached_its_target_by_its_latest_reading(
    planned: Planned, better: str, values: tuple[int, ...], *, reached: bool
) -> None:
    measure = Measure.objects.create(
        action=planned.actions[0], name="Calls", kind="outcome", better=better,
        target=Decimal(10), source="Register",
    )  # fmt: skip
    for place, value in enumerate(values):
        Reading.objects.create(
            measure=measure, on=date(2026, 1 + place, 1), number=1, value=Decimal(value),
            said_by="Somebody",
        )  # fmt: skip

    [read] = first(planned.here).measures

    assert (read.reached, read.has_baseline, read.has_target) == (reached, False, True)


def test_a_removed_measure_is_not_read(planned: Planned) -> None:
    Measure.objects.create(action=planned.actions[0], name="Old", kind="output", better="lower",
                           is_removed=True)  # fmt: skip

    assert first(planned.here).measures == ()


def test_a_recommendation_that_was_closed_is_not_open(planned: Planned) -> None:
    one = planned.recommendations[0]
    Recommendation.objects.filter(pk=one.pk).update(standing="closed", reason="Done")

    assert [each.is_open for each in of(planned.here).recommendations] == [False, True]


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "runs"),
    [(date(2020, 1, 1), None, True), (date(2020, 1, 1), date(2021, 1, 1), False),
     (date(2900, 1, 1), None, False)],
)  # fmt: skip
def test_only_a_plan_that_runs_is_judged(
    planned: Planned, starts_on: date, ends_on: date | None, *, runs: bool
) -> None:
    fields = plan_actions.PlanFields("Plan 2016", "four-ps", starts_on, ends_on)
    plan_actions.change_plan(
        by=planned.seat, about=planned.plan, version=planned.plan.version, fields=fields
    )

    assert len(of(planned.here).plans) == runs


def test_the_latest_reason_for_a_gap_stands(coded_plan: tuple[Planned, Coded]) -> None:
    planned, coded = coded_plan
    issue = Ranking.objects.get().closing.round.round_issues.first()
    assert issue is not None
    for number, reason in enumerate(("Others lead", ""), 1):
        GapReason.objects.create(
            plan=planned.plan, issue=issue.issue, strand="pursue", number=number, reason=reason,
            decided_by="Board", by=coded.here.analyst,
        )  # fmt: skip
        answered = of(planned.here).gaps_answered
        assert bool(answered) == bool(reason)


def test_a_ranking_is_read_with_the_shortlist_after_the_boards_decisions(
    coded_plan: tuple[Planned, Coded],
) -> None:
    planned, _coded = coded_plan

    ranking = of(planned.here).ranking

    assert ranking is not None
    kept = Ranking.objects.get()
    assert ranking.round == kept.closing.round_id
    assert [one.rank for one in ranking.issues] == sorted(one.rank for one in ranking.issues)
    assert len(ranking.shortlist) == kept.closing.round.shortlist_length
    assert {one.issue for one in ranking.issues} == {
        one.issue_id for one in ranking_access.issues_in(kept)
    }
    assert all(one.has_range for one in ranking.issues)
    assert all(one.position is None or 0 <= one.position <= 1 for one in ranking.issues)


def test_a_plan_that_answers_nothing_of_the_shortlist_fails_for_each_issue_of_it(
    coded_plan: tuple[Planned, Coded],
) -> None:
    planned, _coded = coded_plan
    ranking = of(planned.here).ranking
    assert ranking is not None
    names = {one.name for one in ranking.priorities}

    rows = found(planned.here)

    assert {what for rule, what in rows if rule == "B2"} == names
    assert {what for rule, what in rows if rule == "B3"} == names
    one = planned.recommendations[0]
    fields = RecommendationFields(one.strand, one.text, issues=frozenset(ranking.shortlist))
    plan_actions.change_recommendation(
        by=planned.seat, about=one, version=one.version, fields=fields
    )
    assert not {what for rule, what in found(planned.here) if rule == "B2"}


def test_a_meeting_is_read_once_it_was_held_with_who_came(
    coded_plan: tuple[Planned, Coded],
) -> None:
    planned, coded = coded_plan
    held = Meeting.objects.create(
        round=Round.objects.get(), name="Board", starts_at=timezone.now(), state=State.PLANNED
    )
    for agency, attendance in ((0, Attendance.STOOD_IN), (1, Attendance.APOLOGIES)):
        member = coded.of.assessors[2 * agency].membership
        Invited.objects.create(meeting=held, membership=member, attendance=attendance)
    assert of(planned.here).meetings == ()

    Meeting.objects.update(state=State.ENDED)

    [read] = of(planned.here).meetings
    assert sorted(came for _, came in read.came) == [False, True]


def test_a_disruption_stands_as_it_was_moderated(planned: Planned) -> None:
    here = planned.here
    Disruption.objects.create(
        partnership=here.partnership, number=1, on=TODAY, subject="A line", strand_set="four-ps",
        strand="pursue", scale="major", agency=here.agency, rationale="Seen",
        recorded_by=here.analyst, moderated_by=here.with_role(Role.MEMBER),
        moderated_scale="none",
    )  # fmt: skip

    [read] = of(here).disruptions

    assert (read.ref, read.scale, read.is_moderated) == ("D1", "none", True)


def test_the_people_who_are_here_are_counted(here: Here) -> None:
    assert of(here).people == evidence.People(
        {here.agency.pk: here.agency.name}, frozenset(), False, False, 0
    )
    chair, overseer = here.member(Role.CHAIR), here.member(Role.OVERSEER)
    people_actions.change_partnership(
        by=here.seat, version=here.partnership.version, name="N", area="A", board_kind="B",
        chair=chair, police_lead=overseer,
    )  # fmt: skip
    here.partnership.refresh_from_db()

    people = of(here).people

    assert (people.has_chair, people.has_police_lead, people.overseers) == (True, True, 1)
    assert people.manned == {here.agency.pk}
    HeldRole.objects.filter(membership=chair).update(
        since=date(2020, 1, 1), until=TODAY - timedelta(days=1)
    )
    assert not of(here).people.has_chair


def test_a_recommendation_of_an_inspection_is_read_with_how_many_actions_answer_it(
    planned: Planned,
) -> None:
    fields = InspectionFields("Inspectorate", date(2026, 3, 1), "Name owners", date(2026, 3, 9))
    actions = frozenset(one.pk for one in planned.actions)
    add_recommendation(by=planned.seat, fields=fields)
    add_recommendation(by=planned.seat, fields=replace(fields, actions=actions))

    assert [(one.ref, one.actions) for one in of(planned.here).inspected] == [("I1", 0), ("I2", 2)]


def test_another_partnerships_work_is_not_looked_at(planned: Planned, elsewhere: Here) -> None:
    read = of(elsewhere)

    assert (read.plans, read.actions, read.recommendations) == ((), (), ())


def test_the_number_of_queries_does_not_grow_with_the_plan(planned: Planned) -> None:
    [one, _two] = planned.actions
    Action.objects.bulk_create(
        Action(partnership=one.partnership, number=number, text=f"Action {number}")
        for number in range(10, 60)
    )

    with at_most(27):
        assert len(of(planned.here).actions) == 52
