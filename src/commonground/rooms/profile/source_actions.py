"""Every write to the register of sources. What came and what was asked for is never changed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TypeVar
from uuid import UUID

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _noop

from commonground.errors import BadInput, refuse
from commonground.rooms.audit.changing import save_changes
from commonground.rooms.audit.recording import action, facts, record
from commonground.rooms.people.access import Seat
from commonground.rooms.people.models import Agency, Partnership
from commonground.rooms.plan.checking import check_length, one_line, own, words
from commonground.rooms.profile import access
from commonground.rooms.profile.models import (
    NAME_LENGTH,
    ROLE_LENGTH,
    Cadence,
    DataSet,
    Gateway,
    Request,
    Supply,
)
from commonground.rooms.profile.rules import Verb, check_may_do

FAULT_LENGTH = 300
Entered = TypeVar("Entered", Supply, Request)


@dataclass(frozen=True, slots=True)
class DataSetFields:
    """What can be said of a data set."""

    agency: UUID
    name: str
    owner_role: str = ""
    gateway: Gateway = Gateway.UNKNOWN
    gateway_words: str = ""
    agreement: str = ""
    agreement_review_on: date | None = None
    cadence: Cadence = Cadence.QUARTERLY
    coverage: str = ""
    caveats: str = ""
    onward: str = ""
    is_ended: bool = False


@action
def add_data_set(*, by: Seat, fields: DataSetFields) -> DataSet:
    """Enter a data set that an agency shares, or is to share."""
    check_may_do(by.roles, Verb.KEEP_SOURCES)
    Partnership.objects.select_for_update().get(pk=by.partnership.pk)
    made = DataSet(partnership=by.partnership)
    _put(by, made, fields)
    made.save(force_insert=True)
    record(
        partnership_id=by.partnership.pk, by=by.actor, verb=_noop("added"), about=made,
        after=facts(made),
    )  # fmt: skip
    return made


@action
def change_data_set(
    *, by: Seat, about: DataSet, version: int, fields: DataSetFields
) -> DataSet:  # fmt: skip
    """Change what is said of a data set; ChangedMeanwhile where another was first."""
    check_may_do(by.roles, Verb.KEEP_SOURCES)
    Partnership.objects.select_for_update().get(pk=by.partnership.pk)
    current = _locked(by, about)
    before = facts(current)
    _put(by, current, fields)
    save_changes(
        current, version=version, before=before, partnership_id=by.partnership.pk, by=by.actor
    )
    return current


@action
def receive(
    *, by: Seat, about: DataSet, period_from: date, period_to: date, received_on: date,
    note: str = "",
) -> Supply:  # fmt: skip
    """Enter that a data set came, for which period."""
    current = _going_on(by, about)
    today = timezone.localdate()
    refuse(_supply_faults(period_from, period_to, received_on, today))
    said = words(note)
    told = {"period_from": period_from, "period_to": period_to, "received_on": received_on}
    if same := Supply.objects.filter(data_set=current, note=said, **told).first():
        return same
    made = Supply(data_set=current, number=_next(Supply, current), note=said, by=by.person, **told)
    return _entered(by, made)


@action
def ask(
    *, by: Seat, about: DataSet, asked_on: date, due_on: date, how: str = "", to: UUID | None = None
) -> Request:
    """Enter that an agency was asked for a data set, and by when it is to come.

    `to` is whom an e-mail is to be sent to, which is for the caller to do.
    """
    current = _going_on(by, about)
    if asked_on > timezone.localdate():
        raise BadInput(_("It cannot have been asked for after today."))
    if due_on < asked_on:
        raise BadInput(_("It cannot be due before it was asked for."))
    members = {one.pk for one in access.reachable(by, current)}
    if to is not None and to not in members:
        raise BadInput(_("Choose somebody of this agency who has an e-mail address."))
    if to is not None and asked_on != timezone.localdate():
        raise BadInput(_("An e-mail goes today: enter today as the day of asking."))
    said = words(how)
    told = {"asked_on": asked_on, "due_on": due_on, "to_id": to}
    if same := Request.objects.filter(data_set=current, how=said, **told).first():
        return same
    made = Request(data_set=current, number=_next(Request, current), how=said, by=by.person, **told)
    return _entered(by, made)


@action
def note_sent(*, by: Seat, about: Request, fault: str = "") -> None:
    """Keep what became of the e-mail of a request: that it went, or why it did not."""
    check_may_do(by.roles, Verb.KEEP_SOURCES)
    found = Request.objects.select_for_update(of=("self",))
    current = found.get(pk=about.pk, data_set__partnership=by.partnership)
    before = facts(current)
    current.fault = fault[:FAULT_LENGTH]
    current.sent_at = None if fault else timezone.now()
    save_changes(
        current, version=current.version, before=before, partnership_id=by.partnership.pk,
        by=by.actor,
    )  # fmt: skip


def _supply_faults(start: date, end: date, received: date, today: date) -> Iterator[str]:
    if end < start:
        yield _("The period cannot end before it begins.")
    if received > today:
        yield _("It cannot have been received after today.")
    if received < start:
        yield _("It cannot have been received before its period began.")


def _put(by: Seat, about: DataSet, told: DataSetFields) -> None:
    agencies = own(
        Agency.objects.filter(partnership=by.partnership), [told.agency],
        _("Choose an agency of this partnership."),
    )  # fmt: skip
    name = one_line(told.name, NAME_LENGTH, _("Enter what the data set is called."))
    same = DataSet.objects.filter(partnership=by.partnership, agency=agencies[0], name__iexact=name)
    if same.exclude(pk=about.pk).exists():
        raise BadInput(
            _("The register has “%(name)s” of %(agency)s already.")
            % {"name": name, "agency": agencies[0].name}
        )
    if told.gateway == Gateway.OTHER and not told.gateway_words.strip():
        raise BadInput(_("Describe the other gateway in words."))
    check_length(told.owner_role, ROLE_LENGTH)
    check_length(told.agreement, NAME_LENGTH)
    about.agency, about.name = agencies[0], name
    about.owner_role = " ".join(told.owner_role.split())
    about.gateway, about.gateway_words = told.gateway, words(told.gateway_words)
    about.agreement = " ".join(told.agreement.split())
    about.agreement_review_on = told.agreement_review_on
    about.cadence, about.is_ended = told.cadence, told.is_ended
    about.coverage, about.caveats = words(told.coverage), words(told.caveats)
    about.onward = words(told.onward)


def _locked(by: Seat, about: DataSet) -> DataSet:
    found = DataSet.objects.select_for_update(of=("self",))
    return found.get(pk=about.pk, partnership=by.partnership)


def _going_on(by: Seat, about: DataSet) -> DataSet:
    check_may_do(by.roles, Verb.KEEP_SOURCES)
    current = _locked(by, about)
    if current.is_ended:
        raise BadInput(_("This data set is not supplied any more. Change that first."))
    return current


def _next(kind: type[Supply] | type[Request], about: DataSet) -> int:
    last = kind.objects.filter(data_set=about).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def _entered(by: Seat, made: Entered) -> Entered:
    made.save(force_insert=True)
    record(
        partnership_id=by.partnership.pk, by=by.actor, verb=_noop("added"), about=made,
        after=facts(made),
    )  # fmt: skip
    return made
