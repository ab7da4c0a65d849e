"""What the page of an action shows of its measures: figures, a small chart each, and its table."""

from base64 import b64encode
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from django.utils.translation import gettext as _

from commonground.documents.charts.drawing import Alternative
from commonground.documents.charts.measures import Aim, Point, measure_chart
from commonground.rooms.people.access import Seat
from commonground.rooms.plan.action_fields import day_in_words
from commonground.rooms.plan.addresses import address_if
from commonground.rooms.plan.measuring import Measured, measured
from commonground.rooms.plan.models import Action, Better, MeasureKind
from commonground.rooms.plan.rules import Verb
from commonground.scoring.arithmetic import plain


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """One measure."""

    name: str
    facts: list[tuple[str, str]]
    picture: str
    words: str
    readings: list[tuple[str, str, str, str]]
    read_href: str
    change_href: str
    remove_href: str


def add_href(here: Seat, about: Action) -> str:
    """Return where a measure is added, to those who may."""
    return address_if("add_measure", here, Verb.EDIT_PLANS, about.pk)


def measure_rows(here: Seat, about: Action) -> list[MeasureRow]:
    """Return the measures of an action."""
    return [_row(here, about, one) for one in measured(about)]


def _row(here: Seat, about: Action, one: Measured) -> MeasureRow:
    def href(name: str) -> str:
        return address_if(name, here, Verb.EDIT_PLANS, about.pk, one.id)

    words = _in_words(one)
    facts = (
        (_("Kind"), str(MeasureKind(one.kind).label)),
        (_("Unit"), one.unit),
        (_("Direction"), str(Better(one.better).label)),
        (_("Baseline"), _figure(one.baseline, one.baseline_on)),
        (_("Target"), _figure(one.target, one.target_on)),
        (_("Source"), one.source),
        (_("Read"),
         _("every %(months)s months") % {"months": one.every_months} if one.every_months else ""),
    )  # fmt: skip
    return MeasureRow(
        name=one.name,
        facts=[(label, value or _("Not said yet")) for label, value in facts],
        picture=_picture(one, words) if one.readings else "",
        words=words,
        readings=[
            (day_in_words(each.on), f"{plain(each.value)} {one.unit}".strip(), each.said_by,
             each.note)
            for each in one.readings
        ],
        read_href=href("add_reading"), change_href=href("change_measure"),
        remove_href=href("remove_measure"),
    )  # fmt: skip


def _figure(value: Decimal | None, on: date | None) -> str:
    if value is None:
        return ""
    return f"{plain(value)} ({day_in_words(on)})" if on else plain(value)


def _in_words(one: Measured) -> str:
    if not one.readings:
        return _("It has not been read yet.")
    latest = one.readings[-1]
    told = [
        _("Latest: %(value)s %(unit)s on %(day)s.")
        % {"value": plain(latest.value), "unit": one.unit, "day": day_in_words(latest.on)}
    ]
    if one.baseline is not None:
        told.append(_reached(one, latest.value, one.baseline))
    if one.target is not None:
        is_there = _is_as_good(one, latest.value, one.target)
        told.append(_("The target is reached.") if is_there else _("The target is not reached."))
    return " ".join(told)


def _reached(one: Measured, value: Decimal, baseline: Decimal) -> str:
    if value == baseline:
        return _("That is as at the baseline.")
    is_better = _is_as_good(one, value, baseline)
    return (
        _("That is better than the baseline.")
        if is_better
        else _("That is worse than the baseline.")
    )


def _is_as_good(one: Measured, value: Decimal, other: Decimal) -> bool:
    return value >= other if one.better == Better.HIGHER else value <= other


def _picture(one: Measured, words: str) -> str:
    points = tuple(Point(each.on, float(each.value)) for each in one.readings)
    aims = tuple(
        Aim(word, float(value))
        for word, value in ((_("Baseline"), one.baseline), (_("Target"), one.target))
        if value is not None
    )
    return _drawn(points, aims, Alternative(f"measure-{one.id}", one.name, words))


@lru_cache(maxsize=256)
def _drawn(points: tuple[Point, ...], aims: tuple[Aim, ...], says: Alternative) -> str:
    svg = measure_chart(points, aims, says)
    return f"data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}"
