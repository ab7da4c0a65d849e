"""Every write to the measures of an action and their readings, each with a dated row in its log."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _noop

from commonground.errors import BadInput
from commonground.rooms.audit.recording import action, facts, record
from commonground.rooms.people.access import Seat
from commonground.rooms.plan.action_actions import keep, locked
from commonground.rooms.plan.action_fields import BY_LENGTH, MOST_MONTHS, day_in_words
from commonground.rooms.plan.checking import check_length, check_version, one_line
from commonground.rooms.plan.log_actions import By, enter
from commonground.rooms.plan.models import (
    NAME_LENGTH,
    Action,
    Better,
    Kind,
    Measure,
    MeasureKind,
    Reading,
    Via,
)
from commonground.rooms.plan.rules import Verb, check_may_do
from commonground.scoring.arithmetic import plain

UNIT_LENGTH = 60
NOTE_LENGTH = 500
MOST = Decimal("9999999999999.999")


@dataclass(frozen=True, slots=True)
class MeasureFields:
    """What can be said of a measure."""

    name: str
    kind: MeasureKind
    better: Better
    unit: str = ""
    baseline: Decimal | None = None
    baseline_on: date | None = None
    target: Decimal | None = None
    target_on: date | None = None
    source: str = ""
    every_months: int | None = None


@dataclass(frozen=True, slots=True)
class Read:
    """What a measure read on a day, and who said so."""

    on: date
    value: Decimal
    said_by: str
    note: str = ""


@action
def add_measure(*, by: Seat, about: Action, fields: MeasureFields, via: Via = Via.PAGE) -> Measure:
    """Add a measure to an action."""
    current = _locked(by, about)
    made = Measure(action=current)
    _put(made, fields)
    made.save(force_insert=True)
    _entered(by, current, made, "", via)
    record(
        partnership_id=by.partnership.pk, by=by.actor, verb=_noop("added"), about=made,
        after=facts(made),
    )  # fmt: skip
    return made


@action
def change_measure(
    *, by: Seat, about: Measure, version: int, fields: MeasureFields, via: Via = Via.PAGE
) -> Measure:
    """Change what is said of a measure. Its readings stay."""
    current = _locked(by, about.action)
    measure = Measure.objects.get(pk=about.pk, action=current, is_removed=False)
    before, told_before = facts(measure), _told(measure)
    _put(measure, fields)
    return _changed(by, current, measure, version, before, told_before, via)


@action
def remove_measure(*, by: Seat, about: Measure, version: int, via: Via = Via.PAGE) -> Measure:
    """Take a measure off an action; its readings and the log keep it."""
    current = _locked(by, about.action)
    measure = Measure.objects.get(pk=about.pk, action=current)
    before, told_before = facts(measure), _told(measure)
    measure.is_removed = True
    return _changed(by, current, measure, version, before, told_before, via)


@action
def add_reading(*, by: By, about: Measure, read: Read, via: Via = Via.PAGE) -> Reading:
    """Add what a measure read on a day. A second one of the same day stands in place of the first.

    Saying the same again of the same day gives the reading that there is.
    """
    current = _locked(by, about.action)
    measure = Measure.objects.get(pk=about.pk, action=current, is_removed=False)
    if not measure.unit:
        raise BadInput(_("Enter the unit of the measure before what it read."))
    if read.on > timezone.localdate():
        raise BadInput(_("A measure cannot have been read after today."))
    _check_number(read.value)
    note = " ".join(read.note.split())
    check_length(note, NOTE_LENGTH)
    who = one_line(read.said_by, BY_LENGTH, _("Enter who says so."))
    last = measure.readings.filter(on=read.on).order_by("number").last()
    if last is not None and (last.value, last.note, last.said_by) == (read.value, note, who):
        return last
    made = Reading.objects.create(
        measure=measure, on=read.on, number=last.number + 1 if last else 1, value=read.value,
        note=note, said_by=who,
    )  # fmt: skip
    keep(current)
    told = f"{measure.name}, {day_in_words(read.on)}: {plain(read.value)} {measure.unit}"
    enter(by, current, Kind.CHANGED, via=via, after={"reading": told})
    record(
        partnership_id=by.partnership.pk, by=by.actor, verb=_noop("added"), about=made,
        after=facts(made),
    )  # fmt: skip
    return made


def _put(measure: Measure, fields: MeasureFields) -> None:
    measure.name = one_line(fields.name, NAME_LENGTH, _("Enter the name of the measure."))
    measure.kind = MeasureKind(fields.kind)
    measure.better = Better(fields.better)
    measure.unit, measure.source = " ".join(fields.unit.split()), " ".join(fields.source.split())
    check_length(measure.unit, UNIT_LENGTH)
    check_length(measure.source, NAME_LENGTH)
    for number in (fields.baseline, fields.target):
        if number is not None:
            _check_number(number)
    starts, ends = fields.baseline_on, fields.target_on
    if starts is not None and ends is not None and ends < starts:
        raise BadInput(
            _("The target is for %(target)s, before the baseline of %(baseline)s.")
            % {"target": day_in_words(ends), "baseline": day_in_words(starts)}
        )
    months = fields.every_months
    if months is not None and not 1 <= months <= MOST_MONTHS:
        raise BadInput(_("A measure is read every 1 to %(most)s months.") % {"most": MOST_MONTHS})
    for name in ("baseline", "baseline_on", "target", "target_on", "every_months"):
        setattr(measure, name, getattr(fields, name))


def _check_number(number: Decimal) -> None:
    if not number.is_finite() or abs(number) > MOST:
        raise BadInput(_("Enter a number of at most 13 digits and three decimals."))


def _changed(
    by: Seat, current: Action, measure: Measure, version: int, before: dict[str, object],
    told_before: str, via: Via,
) -> Measure:  # fmt: skip
    if facts(measure) == before:
        return measure
    check_version(measure, version)
    measure.version += 1
    measure.save()
    _entered(by, current, measure, told_before, via)
    record(
        partnership_id=by.partnership.pk, by=by.actor, verb=_noop("changed"), about=measure,
        before=before, after=facts(measure),
    )  # fmt: skip
    return measure


def _entered(by: Seat, current: Action, measure: Measure, before: str, via: Via) -> None:
    keep(current)
    after = "" if measure.is_removed else _told(measure)
    enter(by, current, Kind.CHANGED, via=via, before={"measure": before}, after={"measure": after})


def _told(measure: Measure) -> str:
    told = [measure.name]
    for label, number, on in (
        (_("baseline"), measure.baseline, measure.baseline_on),
        (_("target"), measure.target, measure.target_on),
    ):
        if number is not None:
            day = f" ({day_in_words(on)})" if on else ""
            told.append(f"{label} {plain(number)} {measure.unit}".rstrip() + day)
    return "; ".join(told)


def _locked(by: By, about: Action) -> Action:
    if isinstance(by, Seat):
        check_may_do(by.roles, Verb.EDIT_PLANS)
    return locked(by, about)
