"""Measures and their readings: what is refused, what is kept, and that nothing is overwritten."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from plan_here import Planned

from commonground.errors import BadInput
from commonground.rooms.plan import access, measure_actions
from commonground.rooms.plan.measure_actions import MeasureFields, Read
from commonground.rooms.plan.models import Better, Measure, MeasureKind, Reading
from commonground.rooms.refusals import ChangedMeanwhile

FIELDS = MeasureFields(
    "People referred", MeasureKind.OUTPUT, Better.HIGHER, "people a month", Decimal(3),
    date(2026, 1, 1), Decimal("12.5"), date(2026, 12, 31),
)  # fmt: skip
READ = Read(date(2026, 2, 1), Decimal(5), "Head of service")


def add(planned: Planned, **other: object) -> Measure:
    fields = replace(FIELDS, **other)  # type: ignore[arg-type]
    return measure_actions.add_measure(by=planned.seat, about=planned.actions[0], fields=fields)


def test_a_measure_and_its_reading_stand_in_the_log(planned: Planned) -> None:
    made = add(planned)
    measure_actions.add_reading(by=planned.seat, about=made, read=READ)

    latest, before = list(access.entries(planned.actions[0]))[:2]
    assert [one.after for one in latest.changes.all()] == [
        "People referred, 1 February 2026: 5 people a month"
    ]
    assert [one.after for one in before.changes.all()] == [
        "People referred; baseline 3 people a month (1 January 2026); "
        "target 12.5 people a month (31 December 2026)"
    ]


def test_a_reading_anew_stands_beside_the_first_and_the_same_again_does_nothing(
    planned: Planned,
) -> None:
    made = add(planned)
    first = measure_actions.add_reading(by=planned.seat, about=made, read=READ)
    again = measure_actions.add_reading(by=planned.seat, about=made, read=READ)
    second = measure_actions.add_reading(
        by=planned.seat, about=made, read=replace(READ, value=Decimal(6))
    )

    assert first == again
    assert [one.number for one in Reading.objects.order_by("number")] == [1, 2]
    assert second.value == 6


@pytest.mark.parametrize(
    ("other", "sentence"),
    [
        ({"name": " "}, "Enter the name of the measure."),
        ({"target_on": date(2025, 1, 1)}, "The target is for 1 January 2025, before"),
        ({"every_months": 0}, "A measure is read every 1 to 60 months."),
        ({"target": Decimal(10) ** 14}, "Enter a number of at most 13 digits"),
        ({"unit": "x" * 61}, "At most 60 characters"),
    ],
)
def test_a_measure_is_refused_with_a_sentence(
    planned: Planned, other: dict[str, object], sentence: str
) -> None:
    with pytest.raises(BadInput, match=sentence):
        add(planned, **other)
    assert not Measure.objects.exists()


@pytest.mark.parametrize(
    ("other", "sentence"),
    [
        ({"said_by": ""}, "Enter who says so."),
        ({"value": Decimal("NaN")}, "Enter a number of at most 13 digits"),
        ({"on": timezone.localdate() + timedelta(days=2)}, "cannot have been read after today"),
    ],
)
def test_a_reading_is_refused_with_a_sentence(
    planned: Planned, other: dict[str, object], sentence: str
) -> None:
    made = add(planned)

    with pytest.raises(BadInput, match=sentence):
        measure_actions.add_reading(
            by=planned.seat,
            about=made,
            read=replace(READ, **other),  # type: ignore[arg-type]
        )
    assert not Reading.objects.exists()


def test_a_reading_of_a_measure_without_a_unit_is_refused(planned: Planned) -> None:
    made = add(planned, unit="")

    with pytest.raises(BadInput, match="Enter the unit of the measure before"):
        measure_actions.add_reading(by=planned.seat, about=made, read=READ)


def test_a_measure_that_somebody_changed_meanwhile_is_not_overwritten(planned: Planned) -> None:
    made = add(planned)
    changed = replace(FIELDS, source="Returns of the service")
    measure_actions.change_measure(by=planned.seat, about=made, version=1, fields=changed)

    again = measure_actions.change_measure(by=planned.seat, about=made, version=1, fields=changed)
    assert again.version == 2
    with pytest.raises(ChangedMeanwhile):
        measure_actions.change_measure(by=planned.seat, about=made, version=1, fields=FIELDS)


def test_a_measure_that_is_taken_off_keeps_its_readings(planned: Planned) -> None:
    made = add(planned)
    measure_actions.add_reading(by=planned.seat, about=made, read=READ)
    measure_actions.remove_measure(by=planned.seat, about=made, version=1)

    assert not planned.actions[0].measures.filter(is_removed=False).exists()
    assert Reading.objects.count() == 1
