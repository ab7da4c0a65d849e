"""Saying how an action goes, and reviewing it: dated rows that nobody writes over."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _noop

from commonground.errors import BadInput
from commonground.rooms.audit.recording import action, facts, record
from commonground.rooms.people.access import Holder, Seat
from commonground.rooms.plan.access import own_actions
from commonground.rooms.plan.action_actions import keep
from commonground.rooms.plan.action_fields import BY_LENGTH, day_in_words, put_status
from commonground.rooms.plan.checking import check_version, one_line, some_words, words
from commonground.rooms.plan.log_actions import By, enter
from commonground.rooms.plan.models import Action, Entry, Kind, Status, Via
from commonground.rooms.plan.rules import Verb, check_may_do, may_do


@action
def say_progress(
    *, by: By, about: Action, version: int, status: Status, reason: str, note: str,
    via: Via = Via.PAGE,
) -> Entry | None:  # fmt: skip
    """Say how an action goes, as a dated row; None where nothing was said.

    By whoever keeps the plan, the action's own lead, or the holder of a link who may answer for it:
    who may is for the one that found the action for them.
    """
    check_may_say(by, about)
    current = _locked(by, about)
    before, told_before = facts(current), _told(current)
    put_status(current, status, reason, timezone.localdate())
    said = words(note)
    if facts(current) == before and not said:
        return None
    check_version(current, version)
    keep(current)
    made = enter(
        by, current, Kind.PROGRESS, via=via, note=said, before=told_before, after=_told(current)
    )
    record(
        partnership_id=by.partnership.pk, by=by.actor, verb=_noop("told of"), about=current,
        before=before, after=facts(current) | {"note": said},
    )  # fmt: skip
    return made


@action
def review_action(
    *, by: Seat, about: Action, version: int, reviewed_on: date, reviewed_by: str, note: str,
    status: Status, reason: str, next_on: date | None, via: Via = Via.PAGE,
) -> Entry:  # fmt: skip
    """Review an action: what was found, by whom, and when it is reviewed next."""
    check_may_do(by.roles, Verb.REVIEW)
    current = _locked(by, about)
    today = timezone.localdate()
    if reviewed_on > today:
        raise BadInput(_("A review cannot have been held after today."))
    if next_on is not None and next_on <= reviewed_on:
        raise BadInput(
            _("The next review, on %(next)s, must come after this one, on %(this)s.")
            % {"next": day_in_words(next_on), "this": day_in_words(reviewed_on)}
        )
    who = one_line(reviewed_by, BY_LENGTH, _("Enter who reviewed it."))
    found = some_words(note, _("Enter what the review found."))
    check_version(current, version)
    before, told_before = facts(current), _told(current)
    put_status(current, status, reason, today)
    current.review_on = next_on
    keep(current)
    made = enter(
        by, current, Kind.REVIEW, via=via, note=found, before=told_before, after=_told(current),
        reviewed_on=reviewed_on, reviewed_by=who,
    )  # fmt: skip
    record(
        partnership_id=by.partnership.pk, by=by.actor, verb=_noop("reviewed"), about=current,
        before=before, after=facts(current) | {"note": found, "reviewed_by": who},
    )  # fmt: skip
    return made


def check_may_say(by: By, about: Action) -> None:
    """Raise BadInput or NotAllowed for somebody who neither keeps the plan nor leads the action.

    What a link opens, its holder leads: access gave it.
    """
    if isinstance(by, Holder) or may_do(by.roles, Verb.EDIT_PLANS):
        return
    check_may_do(by.roles, Verb.UPDATE_OWN_ACTIONS)
    if not own_actions(by).filter(pk=about.pk).exists():
        raise BadInput(_("Only who leads an action, or the analyst, says how it goes."))


def _locked(by: By, about: Action) -> Action:
    return Action.objects.select_for_update().get(pk=about.pk, partnership=by.partnership)


def _told(about: Action) -> dict[str, str]:
    return {
        "status": str(Status(about.status).label),
        "reason": about.reason,
        "review_on": day_in_words(about.review_on),
    }
