"""Every write to what is said of an action. Each leaves a dated row, and nothing is overwritten."""

from collections.abc import Mapping

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_noop as _noop

from commonground.rooms.audit.recording import action, facts, record
from commonground.rooms.people.access import Seat
from commonground.rooms.plan.action_fields import (
    ActionFields,
    Ties,
    fields_of,
    in_words,
    put,
    tied,
)
from commonground.rooms.plan.checking import check_version, words
from commonground.rooms.plan.log_actions import By, enter, enter_first
from commonground.rooms.plan.models import Action, Kind, StaffDays, Via
from commonground.rooms.plan.rules import Verb, check_may_do

_LEAD = ("lead_agency", "lead_role", "lead_person")
_TIED = ("recommendations", "boards", "supporting_agencies", "staff_days")


@action
def add_action(*, by: Seat, fields: ActionFields, via: Via = Via.PAGE) -> Action:
    """Add an action under whichever recommendations it serves, with the first row of its log."""
    check_may_do(by.roles, Verb.EDIT_PLANS)
    # whoever adds one waits here for whoever adds another, so that two never share a number
    type(by.partnership).objects.select_for_update().get(pk=by.partnership.pk)
    last = Action.objects.filter(partnership=by.partnership).aggregate(last=Max("number"))["last"]
    ties = tied(by, fields)
    made = Action(partnership=by.partnership, number=(last or 0) + 1)
    put(made, fields, timezone.localdate())
    made.lead_agency, made.lead_person = ties.lead_agency, ties.lead_person
    made.save(force_insert=True)
    _tie(made, ties)
    enter_first(by, [made], via)
    record(
        partnership_id=by.partnership.pk, by=by.actor, verb=_noop("added"), about=made,
        after=facts(made) | _tied(in_words(made, fields, ties)),
    )  # fmt: skip
    return made


@action
def change_action(
    *, by: Seat, about: Action, version: int, fields: ActionFields, note: str = "",
    via: Via = Via.PAGE,
) -> Action:  # fmt: skip
    """Change what is said of an action, as one dated row that holds each field before and after.

    Saying what is said already writes nothing.
    """
    check_may_do(by.roles, Verb.EDIT_PLANS)
    current = locked(by, about)
    before = fields_of(current)
    told_before, facts_before = in_words(current, before, tied(by, before)), facts(current)
    ties = tied(by, fields)
    put(current, fields, timezone.localdate())
    current.lead_agency, current.lead_person = ties.lead_agency, ties.lead_person
    told = in_words(current, fields, ties)
    changed = {name for name in told if told[name] != told_before[name]}
    if not changed:
        return current
    check_version(current, version)
    kind = Kind.HANDED_OVER if changed.intersection(_LEAD) else Kind.CHANGED
    _tie(current, ties)
    keep(current)
    enter(by, current, kind, via=via, note=words(note), before=told_before, after=told)
    record(
        partnership_id=by.partnership.pk, by=by.actor, verb=_noop("changed"), about=current,
        before=facts_before | _tied(told_before), after=facts(current) | _tied(told),
    )  # fmt: skip
    return current


def locked(by: By, about: Action) -> Action:
    """Return an action of the partnership as it is now, locked until this transaction ends."""
    found = Action.objects.select_for_update(of=("self",)).select_related(
        "lead_agency", "lead_person__person"
    )
    return found.get(pk=about.pk, partnership=by.partnership)


def keep(current: Action) -> None:
    """Save an action that was locked, as its next version, told of now."""
    current.version += 1
    current.told_at = timezone.now()
    current.save()


def _tie(current: Action, ties: Ties) -> None:
    current.recommendations.set(ties.recommendations)
    current.boards.set(ties.boards)
    current.supporting_agencies.set(ties.supporting_agencies)
    StaffDays.objects.filter(action=current).delete()
    StaffDays.objects.bulk_create(
        StaffDays(action=current, agency=agency, days=days) for agency, days in ties.staff_days
    )


def _tied(told: Mapping[str, str]) -> dict[str, object]:
    """Return what an action is tied to, which none of its own columns holds."""
    return {name: told[name] for name in _TIED}
