"""Answers for what the rules find, and what a partnership sets otherwise: dated rows."""

from collections.abc import Mapping
from datetime import date
from typing import TypeVar

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _noop

from commonground.errors import BadInput
from commonground.rooms.audit.recording import action, facts, record
from commonground.rooms.people.access import Seat
from commonground.rooms.people.models import Partnership
from commonground.rooms.plan.checking import one_line, some_words, words
from commonground.rooms.readiness import access
from commonground.rooms.readiness.judging.rulebook import LARGEST_THRESHOLD, Rule
from commonground.rooms.readiness.models import Answer, FindingRow, Switch, Threshold
from commonground.rooms.readiness.rules import Verb, check_may_do

Kept = TypeVar("Kept", Answer, Threshold, Switch)
WHO_LENGTH = 200


@action
def answer(
    *, by: Seat, rule: Rule, key: str, reason: str, given_by: str, review_on: date | None
) -> Answer:
    """Answer a rule, or one row of it, with a reason that holds until it is looked at again."""
    check_may_do(by.roles, Verb.ANSWER)
    _check_is_open(by, rule, key)
    said = some_words(reason, _("Enter the reason."))
    who = one_line(given_by, WHO_LENGTH, _("Enter who says so."))
    if review_on is None or review_on <= timezone.localdate():
        raise BadInput(_("Enter a date after today on which the answer is looked at again."))
    made = _next(by, Answer, rule=rule.id, key=key)
    made.reason, made.given_by, made.review_on = said, who, review_on
    return _kept(by, made, _noop("answered"))


@action
def take_back(*, by: Seat, rule: Rule, key: str, given_by: str) -> Answer | None:
    """Take the answer that stands back; None where there is none."""
    check_may_do(by.roles, Verb.ANSWER)
    found = Answer.objects.filter(partnership=by.partnership, rule=rule.id, key=key)
    last = found.order_by("-number").first()
    if last is None or not last.reason:
        return None
    made = _next(by, Answer, rule=rule.id, key=key)
    made.given_by = one_line(given_by, WHO_LENGTH, _("Enter who says so."))
    return _kept(by, made, _noop("withdrew"))


@action
def set_rule(
    *, by: Seat, rule: Rule, thresholds: Mapping[str, int], off_reason: str, set_by: str
) -> int:
    """Set the numbers of a rule, and turn it off for a reason or on for none.

    Returns how many of these changed; what stands so already is not written again.
    """
    check_may_do(by.roles, Verb.SET_RULES)
    if rule.off_because:
        raise BadInput(_("This rule cannot be judged yet, so there is nothing to set."))
    who = one_line(set_by, WHO_LENGTH, _("Enter who decided it."))
    held = access.settings(by.partnership)
    changed = 0
    for one in rule.thresholds:
        value = thresholds[one.id]
        if not 1 <= value <= LARGEST_THRESHOLD:
            most = f"{LARGEST_THRESHOLD:,}"
            raise BadInput(_("A threshold is a number from 1 to %(most)s.") % {"most": most})
        if value != held.thresholds.get((rule.id, one.id), one.value):
            made = _next(by, Threshold, rule=rule.id, threshold=one.id)
            made.value, made.set_by = value, who
            _kept(by, made, _noop("changed"))
            changed += 1
    said = words(off_reason)
    if said != held.off.get(rule.id, ""):
        switched = _next(by, Switch, rule=rule.id)
        switched.reason, switched.set_by = said, who
        _kept(by, switched, _noop("changed"))
        changed += 1
    return changed


def _check_is_open(by: Seat, rule: Rule, key: str) -> None:
    """Raise BadInput for a row that the latest run did not find wrong."""
    found = FindingRow.objects.filter(partnership=by.partnership, rule=rule.id, mended__isnull=True)
    if not (found.filter(key=key) if key else found).exists():
        raise BadInput(_("There is nothing to answer for: the latest check found nothing wrong."))


def _next(by: Seat, kind: type[Kept], **of: str) -> Kept:
    """Return a new row after those there are, whoever else writes one waiting here."""
    Partnership.objects.select_for_update().get(pk=by.partnership.pk)
    found = kind._default_manager.filter(partnership=by.partnership, **of)
    last = found.aggregate(last=Max("number"))["last"] or 0
    return kind(partnership=by.partnership, number=last + 1, by=by.person, **of)


def _kept(by: Seat, made: Kept, verb: str) -> Kept:
    made.save(force_insert=True)
    record(partnership_id=by.partnership.pk, by=by.actor, verb=verb, about=made, after=facts(made))
    return made
