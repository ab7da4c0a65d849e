"""Reads the measures of an action with the readings that stand, in one query."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.http import Http404

from commonground.rooms.plan.models import Action, Measure

_FIELDS = ("pk", "name", "kind", "unit", "better", "baseline", "baseline_on", "target",
           "target_on", "source", "every_months", "version")  # fmt: skip
_READING = ("readings__on", "readings__number", "readings__value", "readings__note",
            "readings__said_by")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Standing:
    """The reading of a day that stands: the latest of that day."""

    on: date
    number: int
    value: Decimal
    note: str
    said_by: str


@dataclass(frozen=True, slots=True)
class Measured:
    """A measure with its readings by day."""

    id: UUID
    name: str
    kind: str
    unit: str
    better: str
    baseline: Decimal | None
    baseline_on: date | None
    target: Decimal | None
    target_on: date | None
    source: str
    every_months: int | None
    version: int
    readings: list[Standing] = field(default_factory=list)


def measured(about: Action) -> list[Measured]:
    """Return the measures of an action by name, each with the readings that stand."""
    found = about.measures.filter(is_removed=False).order_by(
        "name", "pk", "readings__on", "readings__number"
    )
    return _put_together(found.values_list(*_FIELDS, *_READING))


def one_measure(about: Action, measure_id: UUID) -> Measure:
    """Return one measure of an action that is not taken off; Http404 where it is another's."""
    found = about.measures.filter(is_removed=False, pk=measure_id).first()
    if found is None:
        raise Http404
    found.action = about
    return found


def _put_together(lines: Iterable[tuple[Any, ...]]) -> list[Measured]:
    made: dict[UUID, Measured] = {}
    for line in lines:
        one = made.setdefault(line[0], Measured(*line[: len(_FIELDS)]))
        if line[len(_FIELDS)] is None:
            continue
        reading = Standing(*line[len(_FIELDS) :])
        if one.readings and one.readings[-1].on == reading.on:
            one.readings[-1] = reading
        else:
            one.readings.append(reading)
    return list(made.values())
