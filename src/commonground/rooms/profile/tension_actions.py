"""Every write to the log of community tension. What was noticed stays as it was written."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _noop

from commonground.documents.markings import OFFICIAL_SENSITIVE
from commonground.errors import BadInput
from commonground.rooms.audit.changing import save_changes
from commonground.rooms.audit.recording import action, facts, record
from commonground.rooms.people.access import Seat
from commonground.rooms.people.models import Agency
from commonground.rooms.plan.checking import check_marking, one_line, own, some_words, words
from commonground.rooms.profile.models import NAME_LENGTH, Noticed
from commonground.rooms.profile.rules import Verb, check_may_do
from commonground.rooms.profile.tension_steps import step


@dataclass(frozen=True, slots=True)
class NoticedFields:
    """What can be said of something that was noticed."""

    on: date
    where: str
    what: str
    step: str
    agency: UUID
    response: str = ""
    marking: str = OFFICIAL_SENSITIVE


@action
def notice(*, by: Seat, fields: NoticedFields) -> Noticed:
    """Enter what was noticed of tension. The same again is not entered twice."""
    check_may_do(by.roles, Verb.NOTE_TENSION)
    if fields.on > timezone.localdate():
        raise BadInput(_("It cannot have been noticed after today."))
    check_marking(fields.marking)
    agencies = own(
        Agency.objects.select_for_update().filter(partnership=by.partnership), [fields.agency],
        _("Choose an agency of this partnership."),
    )  # fmt: skip
    told = {
        "on": fields.on, "step": step(fields.step).id, "agency": agencies[0],
        "where": one_line(fields.where, NAME_LENGTH, _("Enter where it was noticed.")),
        "what": some_words(fields.what, _("Enter what was noticed.")),
        "response": words(fields.response), "marking": fields.marking,
    }  # fmt: skip
    found = Noticed.objects.filter(partnership=by.partnership, withdrawn_because="", **told)
    if same := found.first():
        return same
    made = Noticed(partnership=by.partnership, by=by.person, **told)
    made.save(force_insert=True)
    record(
        partnership_id=by.partnership.pk, by=by.actor, verb=_noop("added"), about=made,
        after=facts(made),
    )  # fmt: skip
    return made


@action
def withdraw(*, by: Seat, about: Noticed, because: str) -> Noticed:
    """Withdraw an entry with a reason. It stays in the log, and counts no more."""
    check_may_do(by.roles, Verb.WITHDRAW_TENSION)
    found = Noticed.objects.select_for_update(of=("self",))
    current = found.get(pk=about.pk, partnership=by.partnership)
    said = some_words(because, _("Enter why it is withdrawn."))
    if current.withdrawn_because:
        return current
    before = facts(current)
    current.withdrawn_because = said
    save_changes(
        current, version=current.version, before=before, partnership_id=by.partnership.pk,
        by=by.actor, verb=_noop("withdrew"),
    )  # fmt: skip
    return current
