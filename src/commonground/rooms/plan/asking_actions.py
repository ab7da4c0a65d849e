"""Every write to how a partnership asks its owners."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from commonground.errors import BadInput
from commonground.rooms.audit.recording import action, facts, record
from commonground.rooms.people.access import Seat
from commonground.rooms.people.models import Partnership
from commonground.rooms.plan.checking import check_version
from commonground.rooms.plan.models import AskingRules, Posted, Rhythm
from commonground.rooms.plan.rules import Verb, check_may_do

MOST_DAYS = 90


@dataclass(frozen=True, slots=True)
class RulesFields:
    """What can be said of how owners are asked."""

    is_on: bool
    every_months: Rhythm
    days_before: int
    days_after: int


@action
def change_rules(*, by: Seat, version: int, fields: RulesFields) -> AskingRules:
    """Say how owners are asked; BadInput for too many days, ChangedMeanwhile where another did."""
    check_may_do(by.roles, Verb.ASK_OWNERS)
    if not (0 <= fields.days_before <= MOST_DAYS and 0 <= fields.days_after <= MOST_DAYS):
        raise BadInput(_("Enter a number of days from 0 to %(most)d.") % {"most": MOST_DAYS})
    # two who say it for the first time wait for each other here
    Partnership.objects.select_for_update().get(pk=by.partnership.pk)
    current = AskingRules.objects.filter(partnership=by.partnership).first()
    if current is None:
        current = AskingRules(partnership=by.partnership)
    before = facts(current)
    current.is_on, current.every_months = fields.is_on, fields.every_months
    current.days_before, current.days_after = fields.days_before, fields.days_after
    if facts(current) == before:
        return current
    check_version(current, version)
    is_new = current._state.adding
    current.version += 0 if is_new else 1
    current.save()
    record(
        partnership_id=by.partnership.pk, by=by.actor, verb="changed", about=current,
        before=None if is_new else before, after=facts(current),
    )  # fmt: skip
    return current


@action
def try_again(*, by: Seat, about: Posted) -> None:
    """Let the letters of an e-mail that failed be sent by the next run, however often it failed.

    BadInput where it went out meanwhile.
    """
    check_may_do(by.roles, Verb.ASK_OWNERS)
    current = Posted.objects.select_for_update().get(pk=about.pk, partnership=by.partnership)
    if current.sent_at is not None:
        raise BadInput(_("This letter has gone out already."))
    same = Posted.objects.filter(partnership=by.partnership, member=current.member_id, sent_at=None)
    same.exclude(fault="").update(tries=0)
    record(
        partnership_id=by.partnership.pk, by=by.actor, verb="changed", about=current,
        before={"tries": current.tries}, after={"tries": 0},
    )  # fmt: skip
