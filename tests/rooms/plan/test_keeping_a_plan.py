"""Plans, recommendations and actions: what is refused, what is kept, and that nothing is lost."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.utils import timezone
from people_here import Here, make_here
from plan_here import Planned

from commonground.errors import BadInput
from commonground.rooms.audit.models import Entry as AuditEntry
from commonground.rooms.issues.models import Issue
from commonground.rooms.people import member_actions
from commonground.rooms.people.access import Holder
from commonground.rooms.people.models import Purpose
from commonground.rooms.people.roles import Role
from commonground.rooms.plan import (
    access,
    action_actions,
    milestone_actions,
    plan_actions,
    progress_actions,
)
from commonground.rooms.plan.action_fields import ActionFields, fields_of
from commonground.rooms.plan.models import Action, Entry, Kind, Plan, Standing, Status, Via
from commonground.rooms.plan.plan_actions import PlanFields, RecommendationFields
from commonground.rooms.plan.rules import Verb
from commonground.rooms.plan.strands import scale_meanings, strand_sets
from commonground.rooms.refusals import ChangedMeanwhile, NotAllowed

pytestmark = pytest.mark.django_db
START = date(2026, 1, 1)


def log_of(action: Action) -> list[Entry]:
    return list(access.entries(action))


def test_the_shipped_strands_are_the_decks_and_scotlands_each_with_its_source() -> None:
    four_ps, four_ds = strand_sets()["four-ps"], strand_sets()["four-ds"]

    assert list(four_ps.labels.values()) == ["Pursue", "Prevent", "Protect", "Prepare"]
    assert list(four_ds.labels.values()) == ["Divert", "Deter", "Detect", "Disrupt"]
    assert all(one.source for one in strand_sets().values())
    assert [str(one) for one in scale_meanings()] == [
        "major", "moderate", "minor", "none", "negative",
    ]  # fmt: skip


def test_the_decks_rows_stand_under_their_strands_with_their_owners(planned: Planned) -> None:
    first, second = access.recommendations(planned.seat, planned.plan)

    assert (first.strand, second.strand) == ("prevent", "protect")
    assert [one.ref for one in (first, second)] == ["R1", "R2"]
    action = access.action(planned.seat, planned.actions[0].pk)
    assert action.lead_agency is not None
    assert action.lead_agency.name == "Social Services"
    assert sorted(one.name for one in action.supporting_agencies.all()) == [
        "Addaction", "Bristol Drugs Project",
    ]  # fmt: skip
    assert [one.text for one in access.milestones(action)] == [
        "Briefing to partnership in March 2016"
    ]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"name": " "}, "Enter the name of the plan."),
        ({"strand_set": "five-rs"}, "Choose a set of strands: four-ds, four-ps."),
        ({"ends_on": date(2025, 1, 1)}, "The plan cannot end before it starts."),
        ({"name": "plan 2016"}, "There is a plan of that name already."),
        ({"marking": "SECRET"}, "Choose one of the markings that are offered."),
    ],
)
def test_a_plan_is_refused_with_a_sentence(
    planned: Planned, fields: dict[str, object], sentence: str
) -> None:
    told = replace(PlanFields("Another", "four-ps", START), **fields)  # type: ignore[arg-type]

    with pytest.raises(BadInput, match=sentence):
        plan_actions.make_plan(by=planned.seat, fields=told)
    assert Plan.objects.count() == 1


def test_the_strands_of_a_plan_stay_once_it_has_recommendations(planned: Planned) -> None:
    told = PlanFields("Plan 2016", "four-ds", START)

    with pytest.raises(BadInput, match="stay as they are"):
        plan_actions.change_plan(
            by=planned.seat, about=planned.plan, version=planned.plan.version, fields=told
        )


def test_a_recommendation_rests_on_issues_of_its_own_partnership_alone(planned: Planned) -> None:
    told = RecommendationFields("pursue", "Do it", issues=frozenset({uuid4()}))

    with pytest.raises(BadInput, match="Choose issues of this partnership"):
        plan_actions.add_recommendation(by=planned.seat, about=planned.plan, fields=told)
    with pytest.raises(BadInput, match="Choose a strand of the plan: Pursue, Prevent"):
        plan_actions.add_recommendation(
            by=planned.seat, about=planned.plan, fields=RecommendationFields("divert", "Do it")
        )


def test_what_a_recommendation_rests_on_is_changed_and_recorded(planned: Planned) -> None:
    issue = Issue.objects.create(
        partnership=planned.here.partnership, name="Fraud", name_key="fraud", origin="meeting"
    )
    about = planned.recommendations[0]
    told = RecommendationFields(about.strand, about.text, issues=frozenset({issue.pk}))

    for _time in range(2):
        current = access.recommendation(planned.seat, planned.plan, about.pk)
        plan_actions.change_recommendation(
            by=planned.seat, about=current, version=current.version, fields=told
        )

    assert list(about.issues.all()) == [issue]
    found = AuditEntry.objects.filter(object_id=str(about.pk), verb="changed")
    assert ["Fraud" in one.after for one in found] == [True]
    with pytest.raises(ChangedMeanwhile):
        plan_actions.change_recommendation(
            by=planned.seat, about=about, version=1, fields=replace(told, text="Otherwise")
        )


def test_a_recommendation_ends_with_a_reason_and_opens_again_without(planned: Planned) -> None:
    about = planned.recommendations[0]
    with pytest.raises(BadInput, match="Say why"):
        plan_actions.end_recommendation(
            by=planned.seat, about=about, version=1, standing=Standing.WITHDRAWN, reason=" "
        )

    ended = plan_actions.end_recommendation(
        by=planned.seat, about=about, version=1, standing=Standing.CLOSED, reason="It is done"
    )
    opened = plan_actions.end_recommendation(
        by=planned.seat, about=about, version=ended.version, standing=Standing.OPEN, reason=""
    )

    assert (opened.standing, opened.reason) == (Standing.OPEN, "")


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"text": ""}, "Enter the action."),
        (
            {"starts_on": date(2026, 5, 2), "due_on": date(2026, 5, 1)},
            "due on 1 May 2026, before it starts on 2 May 2026",
        ),
        ({"status": Status.STOPPED}, "Say why the action was stopped."),
        ({"review_every_months": 0}, "reviewed every 1 to 60 months"),
        ({"cost": Decimal(-1)}, "not below nothing"),
        ({"expected_effect": "Fewer"}, "Say who assumes the effect."),
        ({"marking": "SECRET"}, "Choose one of the markings"),
        ({"lead_agency": uuid4()}, "Choose agencies of this partnership."),
        ({"lead_person": uuid4()}, "Choose an owner who is in this partnership."),
        ({"recommendations": frozenset({uuid4()})}, "Choose recommendations of"),
        ({"boards": frozenset({uuid4()})}, "Choose a board of this partnership."),
        ({"staff_days": {uuid4(): Decimal(1)}}, "Choose agencies of this partnership."),
        ({"resource": "x" * 4001}, "At most 4,000 characters; found 4,001."),
    ],
)
def test_an_action_is_refused_with_a_sentence_and_nothing_is_half_written(
    planned: Planned, fields: dict[str, object], sentence: str
) -> None:
    told = replace(ActionFields("New"), **fields)  # type: ignore[arg-type]
    with pytest.raises(BadInput, match=sentence):
        planned.change(planned.actions[0], **fields)
    with pytest.raises(BadInput, match=sentence):
        action_actions.add_action(by=planned.seat, fields=told)

    assert Action.objects.count() == 2
    assert len(log_of(planned.actions[0])) == 2


def test_an_owner_of_another_partnership_is_refused(planned: Planned) -> None:
    other = make_here("Elsewhere").member(Role.ACTION_OWNER)

    with pytest.raises(BadInput, match="in this partnership"):
        planned.change(planned.actions[0], lead_person=other.pk)


def test_each_change_of_an_action_is_a_dated_row_with_before_and_after(planned: Planned) -> None:
    action = planned.change(
        planned.actions[0], due_on=date(2026, 6, 30), cost=Decimal("1250.00"),
        staff_days={planned.here.agency.pk: Decimal("2.5")},
    )  # fmt: skip

    row = log_of(action)[0]
    changes = {one.field: (one.before, one.after) for one in row.changes.all()}
    assert (row.kind, row.by) == (Kind.CHANGED, planned.here.analyst)
    assert changes == {
        "due_on": ("", "30 June 2026"),
        "cost": ("", "£1,250.00"),
        "staff_days": ("", "Larkenmere Council: 2.5"),
    }
    assert fields_of(action).staff_days == {planned.here.agency.pk: Decimal("2.5")}


def test_saying_what_is_said_already_writes_nothing(planned: Planned) -> None:
    before = AuditEntry.objects.count()

    planned.change(planned.actions[0])

    assert (len(log_of(planned.actions[0])), AuditEntry.objects.count()) == (2, before)


def test_two_who_change_an_action_never_overwrite_each_other(planned: Planned) -> None:
    action = Action.objects.get(pk=planned.actions[0].pk)
    told = fields_of(action)
    planned.change(action, cost=Decimal(5))

    with pytest.raises(ChangedMeanwhile):
        action_actions.change_action(
            by=planned.seat, about=action, version=action.version,
            fields=replace(told, resource="A van"),
        )  # fmt: skip


def test_a_change_of_the_lead_is_a_handing_over(planned: Planned) -> None:
    member = planned.here.member(Role.ACTION_OWNER, name="New lead")

    action = planned.change(planned.actions[0], lead_person=member.pk)

    assert log_of(action)[0].kind == Kind.HANDED_OVER


def test_one_action_serves_recommendations_of_two_plans_and_two_boards(planned: Planned) -> None:
    other = plan_actions.make_plan(
        by=planned.seat, fields=PlanFields("Violence plan", "four-ds", START)
    )
    about = plan_actions.add_recommendation(
        by=planned.seat, about=other, fields=RecommendationFields("divert", "Mentors in schools")
    )
    boards = [plan_actions.make_board(by=planned.seat, name=name) for name in ("One", "Two", "one")]

    action = planned.change(
        planned.actions[0],
        recommendations=frozenset({planned.recommendations[0].pk, about.pk}),
        boards=frozenset(one.pk for one in boards),
    )

    assert {one.plan.name for one in action.recommendations.all()} == {"Plan 2016", "Violence plan"}
    assert {one.name for one in action.boards.all()} == {"One", "Two"}


def test_a_milestone_is_done_on_a_day_and_taken_off_with_a_row_each(planned: Planned) -> None:
    action = planned.actions[0]
    [milestone] = access.milestones(action)

    done = milestone_actions.change_milestone(
        by=planned.seat, about=milestone, version=1, text=milestone.text, due_on=milestone.due_on,
        done_on=date(2016, 3, 30),
    )  # fmt: skip
    with pytest.raises(ChangedMeanwhile):
        milestone_actions.remove_milestone(by=planned.seat, about=milestone, version=1)
    milestone_actions.remove_milestone(by=planned.seat, about=done, version=done.version)

    assert not access.milestones(action)
    taken, ticked = log_of(action)[:2]
    assert "done 30 March 2016" in ticked.changes.get().after
    assert taken.changes.get().after == ""


def test_progress_is_said_by_the_lead_and_by_the_analyst_but_by_no_other(planned: Planned) -> None:
    lead = planned.here.member(Role.ACTION_OWNER, name="Lead")
    action = planned.change(planned.actions[0], lead_person=lead.pk)
    as_lead = access.seat(lead.person, planned.here.partnership.pk, Verb.SEE_OWN_ACTIONS)
    other = planned.here.with_role(Role.ACTION_OWNER, name="Other")
    as_other = access.seat(other, planned.here.partnership.pk, Verb.SEE_OWN_ACTIONS)

    made = progress_actions.say_progress(
        by=as_lead, about=action, version=action.version, status=Status.AT_RISK,
        reason="No money", note="Two of three briefed",
    )  # fmt: skip

    assert made is not None
    assert (made.status, made.note, made.by) == ("at_risk", "Two of three briefed", lead.person)
    with pytest.raises(BadInput, match="Only who leads"):
        progress_actions.say_progress(
            by=as_other, about=action, version=action.version + 1, status=Status.ON_TRACK,
            reason="", note="",
        )  # fmt: skip


def test_progress_by_a_link_names_the_member_and_saying_nothing_writes_nothing(
    planned: Planned,
) -> None:
    member = planned.here.member(Role.ACTION_OWNER)
    link = member_actions.make_link(
        by=planned.seat, member=member, purpose=Purpose.ANSWER, lasts=timedelta(days=1)
    ).link
    action = Action.objects.get(pk=planned.actions[0].pk)

    made = progress_actions.say_progress(
        by=Holder(link), about=action, version=action.version, status=Status.ON_TRACK,
        reason="", note="", via=Via.LINK,
    )  # fmt: skip
    nothing = progress_actions.say_progress(
        by=Holder(link), about=action, version=action.version + 1, status=Status.ON_TRACK,
        reason="", note=" ", via=Via.LINK,
    )  # fmt: skip

    assert made is not None
    assert (made.member, made.by, made.via) == (member, None, Via.LINK)
    assert nothing is None


def test_a_review_is_a_dated_row_with_who_what_and_when_next(planned: Planned) -> None:
    action = Action.objects.get(pk=planned.actions[0].pk)

    made = progress_actions.review_action(
        by=planned.seat, about=action, version=action.version, reviewed_on=date(2016, 4, 20),
        reviewed_by="The board", note="Done in time.", status=Status.COMPLETE, reason="",
        next_on=date(2016, 7, 31),
    )  # fmt: skip

    current = Action.objects.get(pk=action.pk)
    assert (made.kind, made.reviewed_on, made.reviewed_by) == (
        Kind.REVIEW, date(2016, 4, 20), "The board",
    )  # fmt: skip
    assert (current.review_on, current.ended_on) == (date(2016, 7, 31), timezone.localdate())


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"reviewed_on": timezone.localdate() + timedelta(days=1)}, "after today"),
        ({"next_on": date(2016, 4, 20)}, "must come after this one"),
        ({"note": ""}, "Enter what the review found."),
        ({"reviewed_by": ""}, "Enter who reviewed it."),
    ],
)
def test_a_review_is_refused_with_a_sentence(
    planned: Planned, fields: dict[str, object], sentence: str
) -> None:
    action = Action.objects.get(pk=planned.actions[0].pk)
    told: dict[str, object] = {
        "reviewed_on": date(2016, 4, 20), "reviewed_by": "The board", "note": "Well.",
        "status": Status.ON_TRACK, "reason": "", "next_on": None,
    } | fields  # fmt: skip

    with pytest.raises(BadInput, match=sentence):
        progress_actions.review_action(
            by=planned.seat,
            about=action,
            version=action.version,
            **told,  # type: ignore[arg-type]
        )


def test_a_reader_changes_nothing(planned: Planned) -> None:
    reader = planned.here.with_role(Role.OVERSEER)
    as_reader = access.seat(reader, planned.here.partnership.pk, Verb.SEE_PLANS)

    with pytest.raises(NotAllowed):
        plan_actions.make_board(by=as_reader, name="Mine")
    with pytest.raises(NotAllowed):
        action_actions.add_action(by=as_reader, fields=ActionFields("Mine"))
    with pytest.raises(NotAllowed):
        milestone_actions.add_milestone(
            by=as_reader, about=planned.actions[0], text="Mine", due_on=None
        )


def test_another_partnership_sees_none_of_it(planned: Planned) -> None:
    other: Here = make_here("Elsewhere")

    assert not access.plans(other.seat)
    assert not access.actions(other.seat)
    assert not access.named(planned.seat, [])[0]
