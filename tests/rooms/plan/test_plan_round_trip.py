"""A plan to a workbook and back: exactly what was changed in it, all of it or nothing, and once."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.utils import timezone, translation
from plan_book_cases import delete_row, edit
from plan_here import Planned

from commonground.documents.plan.workbook import Read, read_plan_workbook, write_plan_workbook
from commonground.errors import BadInput
from commonground.rooms.audit.models import Entry as AuditEntry
from commonground.rooms.plan import access, milestone_actions
from commonground.rooms.plan.import_actions import NoLongerSo, import_workbook
from commonground.rooms.plan.importing import Comparison, Outcome, Prefer, compare
from commonground.rooms.plan.measure_actions import MeasureFields, add_measure
from commonground.rooms.plan.models import (
    Action,
    Better,
    Measure,
    MeasureKind,
    Plan,
    Reading,
    Recommendation,
    Status,
    Via,
)
from commonground.rooms.plan.plan_actions import (
    PlanFields,
    RecommendationFields,
    add_recommendation,
    make_plan,
)
from commonground.rooms.plan.workbook_rows import book_of, rows_of, words_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def path(planned: Planned, tmp_path: Path) -> Path:
    return taken(planned, tmp_path)


def taken(planned: Planned, folder: Path) -> Path:
    made = folder / "plan.xlsx"
    book = book_of(planned.plan, words_of(planned.plan), timezone.now())
    made.write_bytes(write_plan_workbook(book))
    return made


def read(planned: Planned, path: Path) -> Read:
    words = words_of(planned.plan)
    return read_plan_workbook(path, str(planned.plan.pk), words.lists)


def seen(planned: Planned, path: Path) -> Comparison:
    return compare(read(planned, path), rows_of(planned.plan, words_of(planned.plan)))


def bring(planned: Planned, path: Path, prefer: Prefer = Prefer.HERE) -> Comparison:
    looked = seen(planned, path)
    return import_workbook(
        by=planned.seat, about=planned.plan, read=read(planned, path), seen=looked.digest,
        prefer=prefer,
    )  # fmt: skip


def differences(found: Comparison) -> dict[str, list[tuple[str, str, str]]]:
    return {
        one.row["ref"] or one.row["text"]: [(d.field, d.now, d.file) for d in one.differences]
        for one in found.rows
        if one.differences
    }


def now(action: Action) -> Action:
    return Action.objects.get(pk=action.pk)


def test_what_comes_back_as_it_left_changes_nothing(planned: Planned, path: Path) -> None:
    before = AuditEntry.objects.count()
    found = bring(planned, path)

    assert {one.outcome for one in found.rows} == {Outcome.SAME}
    assert AuditEntry.objects.count() == before


def test_the_decks_rows_are_edited_there_and_come_back_with_exactly_those_changes(
    planned: Planned, path: Path
) -> None:
    edit(path, "Actions", {
        (2, "Due"): date(2016, 5, 31), (2, "Status"): "At risk", (2, "Cost in pounds"): 1250.5,
        (2, "Supporting agencies"): "Addaction", (2, "Staff days"): "Addaction: 2.5",
        (3, "Lead role"): None,
    })  # fmt: skip
    edit(path, "Milestones", {(2, "Done"): date(2016, 3, 9)})
    edit(path, "Recommendations", {(3, "Priority"): 1})

    assert differences(seen(planned, path)) == {
        "A1": [
            ("supporting_agencies", "Addaction; Bristol Drugs Project", "Addaction"),
            ("due_on", "", "2016-05-31"),
            ("status", "Not started", "At risk"),
            ("cost", "", "1250.5"),
            ("staff_days", "", "Addaction: 2.5"),
        ],
        "A2": [("lead_role", "Head of service", "")],
        "Briefing to partnership in March 2016": [("done_on", "", "2016-03-09")],
        "R2": [("priority", "", "1")],
    }
    bring(planned, path)

    first, second = map(now, planned.actions)
    assert (first.due_on, first.status, first.cost) == (
        date(2016, 5, 31), Status.AT_RISK, Decimal("1250.50"),
    )  # fmt: skip
    assert [one.name for one in first.supporting_agencies.all()] == ["Addaction"]
    assert [(one.agency.name, one.days) for one in first.staff_days.all()] == [
        ("Addaction", Decimal("2.5"))
    ]
    assert (first.review_on, first.lead_role) == (date(2016, 4, 30), "Head of service")
    assert second.lead_role == ""
    assert access.milestones(first).get().done_on == date(2016, 3, 9)
    assert Recommendation.objects.get(number=2).priority == 1
    assert {one.via for one in access.entries(first)[:2]} == {Via.FILE}


def test_new_rows_come_in_with_what_is_under_them_and_only_once(
    planned: Planned, path: Path
) -> None:
    edit(path, "Recommendations", {
        (4, "Ref"): "N1", (4, "Strand"): "Pursue", (4, "Recommendation"): "Visit yards",
        (4, "Marking"): "OFFICIAL",
    })  # fmt: skip
    edit(path, "Actions", {
        (4, "Ref"): "N2", (4, "Action"): "Visit the first", (4, "Recommendations"): "N1; R2",
        (4, "Lead agency"): "Addaction", (4, "Status"): "Not started", (4, "Marking"): "OFFICIAL",
    })  # fmt: skip
    edit(path, "Milestones", {(4, "Action"): "n2", (4, "Milestone"): "Find it",
                              (4, "Done"): date(2016, 1, 5)})  # fmt: skip
    edit(path, "Measures", {
        (2, "Action"): "N2", (2, "Measure"): "Thefts", (2, "Kind"): "Outcome",
        (2, "Unit"): "thefts a month", (2, "Direction"): "Lower is better", (2, "Baseline"): 41,
    })  # fmt: skip
    edit(path, "Readings", {(2, "Measure"): "N2: Thefts", (2, "Date"): date(2016, 2, 1),
                            (2, "Value"): 33})  # fmt: skip
    looked = seen(planned, path)
    bring(planned, path)

    made = Action.objects.get(number=3)
    assert sorted(one.ref for one in made.recommendations.all()) == ["R2", "R3"]
    assert made.recommendations.get(number=3).text == "Visit yards"
    assert access.milestones(made).get().done_on == date(2016, 1, 5)
    assert Measure.objects.get().baseline == 41
    reading = Reading.objects.get()
    assert (reading.value, reading.said_by) == (Decimal(33), planned.seat.person.name)
    kept = AuditEntry.objects.count()
    again = import_workbook(
        by=planned.seat, about=planned.plan, read=read(planned, path), seen=looked.digest
    )
    assert again.is_done
    assert AuditEntry.objects.count() == kept


def test_what_was_changed_here_alone_stays(planned: Planned, path: Path) -> None:
    planned.change(planned.actions[0], reason="Waiting for a room")
    edit(path, "Actions", {(2, "Resources"): "A room"})
    found = bring(planned, path)

    first = now(planned.actions[0])
    assert (first.reason, first.resource) == ("Waiting for a room", "A room")
    (changed,) = [one for one in found.rows if one.outcome is Outcome.CHANGED]
    assert [(one.field, one.is_changed_here) for one in changed.differences] == [
        ("reason", True), ("resource", False),
    ]  # fmt: skip


@pytest.mark.parametrize(("prefer", "kept"), [(Prefer.HERE, "Here"), (Prefer.FILE, "There")])
def test_what_was_changed_on_both_sides_is_a_conflict_and_one_of_them_holds(
    planned: Planned, path: Path, prefer: Prefer, kept: str
) -> None:
    planned.change(planned.actions[0], resource="Here")
    edit(path, "Actions", {(2, "Resources"): "There"})
    found = seen(planned, path)

    assert found.has_conflicts
    assert differences(found) == {"A1": [("resource", "Here", "There")]}
    bring(planned, path, prefer)
    assert now(planned.actions[0]).resource == kept


def test_a_row_that_was_deleted_there_is_left_as_it_is(planned: Planned, path: Path) -> None:
    delete_row(path, "Actions", 3)
    delete_row(path, "Milestones", 3)
    found = bring(planned, path)

    assert found.count(Outcome.LEFT) == 2
    assert Action.objects.count() == 2


def test_a_row_that_was_removed_here_does_not_come_back(planned: Planned, path: Path) -> None:
    step = access.milestones(planned.actions[0]).get()
    milestone_actions.remove_milestone(by=planned.seat, about=step, version=step.version)
    edit(path, "Milestones", {(2, "Milestone"): "Another briefing"})
    found = bring(planned, path)

    assert found.count(Outcome.GONE) == 1
    assert not access.milestones(planned.actions[0]).exists()


def test_an_action_keeps_what_it_serves_in_another_plan(planned: Planned, path: Path) -> None:
    other = make_plan(by=planned.seat, fields=PlanFields("Another", "four-ps", date(2016, 1, 1)))
    about = add_recommendation(
        by=planned.seat, about=other, fields=RecommendationFields("pursue", "Share it")
    )
    first = planned.actions[0]
    both = frozenset({about.pk, planned.recommendations[0].pk})
    planned.change(first, recommendations=both)
    edit(path, "Actions", {(2, "Recommendations"): "R2"})
    bring(planned, path)

    assert set(now(first).recommendations.all()) == {about, planned.recommendations[1]}


def test_nothing_is_written_where_the_plan_changed_after_it_was_looked_at(
    planned: Planned, path: Path
) -> None:
    edit(path, "Actions", {(2, "Resources"): "There"})
    looked = seen(planned, path)
    planned.change(planned.actions[0], resource="Here")

    with pytest.raises(NoLongerSo):
        import_workbook(
            by=planned.seat, about=planned.plan, read=read(planned, path), seen=looked.digest
        )
    assert now(planned.actions[0]).resource == "Here"


def test_nothing_is_half_written_where_the_two_together_cannot_be(
    planned: Planned, path: Path
) -> None:
    planned.change(planned.actions[1], starts_on=date(2016, 6, 1))
    edit(path, "Recommendations", {(2, "Priority"): 3})
    edit(path, "Actions", {(2, "Resources"): "A room", (3, "Due"): date(2016, 5, 1)})

    with pytest.raises(BadInput, match="due on 1 May 2016, before it starts on 1 June 2016"):
        bring(planned, path)
    assert now(planned.actions[0]).resource == ""
    assert Recommendation.objects.get(number=1).priority is None


def test_bad_input_is_told_cell_by_cell_and_writes_nothing(planned: Planned, path: Path) -> None:
    add_measure(
        by=planned.seat, about=planned.actions[0],
        fields=MeasureFields("Reach", MeasureKind.OUTPUT, Better.HIGHER),
    )  # fmt: skip
    path = taken(planned, path.parent)
    before = AuditEntry.objects.count()
    edit(path, "Actions", {
        (2, "Start"): date(2016, 6, 1), (2, "Due"): date(2016, 5, 1),
        (3, "Lead agency"): "Nowhere Council", (3, "ID"): "changed",
    })  # fmt: skip
    edit(path, "Readings", {(2, "Measure"): "A1: Reach", (2, "Date"): date(2016, 2, 1),
                            (2, "Value"): 3})  # fmt: skip

    with pytest.raises(BadInput) as refused:
        bring(planned, path)
    told = "\n".join(refused.value.faults)
    for sentence in (
        'row 2, column J (Due) holds "2016-05-01", before the start',
        'row 3, column D (Lead agency) holds "Nowhere Council"; expected one of',
        'row 3, column Y (ID) holds "changed", which is not the ID of any row',
        'row 2, column C (Value) holds "3", and the measure has no unit',
    ):
        assert sentence in told
    assert AuditEntry.objects.count() == before


def test_another_plans_workbook_is_refused(planned: Planned, path: Path) -> None:
    other = make_plan(by=planned.seat, fields=PlanFields("Another", "four-ps", date(2016, 1, 1)))

    with pytest.raises(BadInput, match='the workbook is of another plan, "Plan 2016"'):
        read_plan_workbook(path, str(other.pk), words_of(other).lists)
    assert Plan.objects.count() == 2


def test_a_workbook_that_left_in_one_language_comes_back_in_another(
    planned: Planned, path: Path
) -> None:
    with translation.override("cy"):
        assert bring(planned, path).is_done
