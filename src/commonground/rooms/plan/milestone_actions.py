"""Every write to the milestones of an action, each with a dated row in its log."""

from datetime import date

from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _noop

from commonground.rooms.audit.recording import action, facts, record
from commonground.rooms.people.access import Holder, Seat
from commonground.rooms.people.member_actions import held_member
from commonground.rooms.people.models import Purpose
from commonground.rooms.plan.action_actions import keep, locked
from commonground.rooms.plan.action_fields import day_in_words
from commonground.rooms.plan.checking import check_version, one_line
from commonground.rooms.plan.log_actions import By, enter
from commonground.rooms.plan.models import Action, Kind, Milestone, Via
from commonground.rooms.plan.rules import Verb, check_may_do

MILESTONE_LENGTH = 500


@action
def add_milestone(
    *, by: Seat, about: Action, text: str, due_on: date | None, via: Via = Via.PAGE
) -> Milestone:
    """Add a milestone as the last one of an action."""
    current = _locked(by, about)
    last = current.milestones.aggregate(last=Max("position"))["last"]
    made = Milestone(action=current, position=0 if last is None else last + 1)
    made.text = _text(text)
    made.due_on = due_on
    made.save(force_insert=True)
    keep(current)
    enter(by, current, Kind.CHANGED, via=via, after={"milestone": _told(made)})
    record(
        partnership_id=by.partnership.pk, by=by.actor, verb=_noop("added"), about=made,
        after=facts(made),
    )  # fmt: skip
    return made


@action
def change_milestone(
    *, by: Seat, about: Milestone, version: int, text: str, due_on: date | None,
    done_on: date | None, via: Via = Via.PAGE,
) -> Milestone:  # fmt: skip
    """Change a milestone, or say on which day it was done."""
    action_now = _locked(by, about.action)
    current = Milestone.objects.get(pk=about.pk, action=action_now, is_removed=False)
    before, told_before = facts(current), _told(current)
    current.text, current.due_on, current.done_on = _text(text), due_on, done_on
    return _changed(by, action_now, current, version, before, told_before, via)


@action
def finish_milestone(*, by: Holder, about: Milestone, version: int, done_on: date) -> Milestone:
    """Say by link on which day a milestone was done; one that is done already stays as it is."""
    held_member(by=by, purpose=Purpose.ANSWER)
    action_now = locked(by, about.action)
    current = Milestone.objects.get(pk=about.pk, action=action_now, is_removed=False)
    if current.done_on is not None:
        return current
    before, told_before = facts(current), _told(current)
    current.done_on = done_on
    return _changed(by, action_now, current, version, before, told_before, Via.LINK)


@action
def remove_milestone(*, by: Seat, about: Milestone, version: int) -> Milestone:
    """Take a milestone off an action; the log keeps it."""
    action_now = _locked(by, about.action)
    current = Milestone.objects.get(pk=about.pk, action=action_now)
    before, told_before = facts(current), _told(current)
    current.is_removed = True
    return _changed(by, action_now, current, version, before, told_before, Via.PAGE)


def _changed(
    by: By, about: Action, current: Milestone, version: int, before: dict[str, object],
    told_before: str, via: Via,
) -> Milestone:  # fmt: skip
    if facts(current) == before:
        return current
    check_version(current, version)
    current.version += 1
    current.save()
    keep(about)
    after = "" if current.is_removed else _told(current)
    enter(
        by, about, Kind.CHANGED, via=via,
        before={"milestone": told_before}, after={"milestone": after},
    )  # fmt: skip
    record(
        partnership_id=by.partnership.pk, by=by.actor, verb=_noop("changed"), about=current,
        before=before, after=facts(current),
    )  # fmt: skip
    return current


def _locked(by: Seat, about: Action) -> Action:
    check_may_do(by.roles, Verb.EDIT_PLANS)
    return locked(by, about)


def _text(text: str) -> str:
    return one_line(text, MILESTONE_LENGTH, _("Enter the milestone."))


def _told(about: Milestone) -> str:
    told = [about.text]
    if about.due_on:
        told.append(_("due %(day)s") % {"day": day_in_words(about.due_on)})
    if about.done_on:
        told.append(_("done %(day)s") % {"day": day_in_words(about.done_on)})
    return "; ".join(told)
