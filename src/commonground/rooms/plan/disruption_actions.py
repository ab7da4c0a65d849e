"""Every write to disruptions. Whoever recorded or changed one does not moderate it."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _noop

from commonground.documents.markings import OFFICIAL
from commonground.errors import BadInput
from commonground.rooms.audit.changing import save_changes
from commonground.rooms.audit.recording import action, facts, record
from commonground.rooms.people.access import Seat
from commonground.rooms.people.models import Agency
from commonground.rooms.plan.checking import (
    check_marking,
    check_version,
    one_line,
    own,
    some_words,
    words,
)
from commonground.rooms.plan.disruption_access import entries, may_change, said_by
from commonground.rooms.plan.models import (
    NAME_LENGTH,
    Action,
    Disruption,
    DisruptionEntry,
    Scale,
    ScaleMeaning,
    Turn,
)
from commonground.rooms.plan.rules import Verb, check_may_do
from commonground.rooms.plan.strands import strand_set
from commonground.rooms.refusals import NotAllowed


@dataclass(frozen=True, slots=True)
class DisruptionFields:
    """What can be said of a disruption; the agency and the action by their ids."""

    on: date
    subject: str
    strand_set: str
    strand: str
    scale: Scale
    agency: UUID
    rationale: str
    action: UUID | None = None
    marking: str = OFFICIAL


_JUDGED = ("on", "subject", "strand_set", "strand", "scale", "agency_id", "rationale")
"""What a moderator looked at: changing any of it makes the disruption wait again."""


@action
def record_disruption(*, by: Seat, fields: DisruptionFields) -> Disruption:
    """Record a disruption. The same again, by the same person, gives the one that there is."""
    check_may_do(by.roles, Verb.RECORD_DISRUPTIONS)
    # whoever records one waits here for whoever records another, so that numbers stay unique
    type(by.partnership).objects.select_for_update().get(pk=by.partnership.pk)
    known = Disruption.objects.filter(partnership=by.partnership)
    made = Disruption(partnership=by.partnership, recorded_by=by.person)
    _put(by, made, fields)
    alike = {name: getattr(made, name) for name in (*_JUDGED, "action_id", "marking")}
    same = known.filter(recorded_by=by.person, **alike).first()
    if same is not None:
        return same
    made.number = (known.aggregate(last=Max("number"))["last"] or 0) + 1
    made.save(force_insert=True)
    _enter(by, made, Turn.RECORDED, made.rationale)
    record(
        partnership_id=by.partnership.pk, by=by.actor, verb=_noop("added"), about=made,
        after=facts(made),
    )  # fmt: skip
    return made


@action
def change_disruption(
    *, by: Seat, about: Disruption, version: int, fields: DisruptionFields
) -> Disruption:
    """Change what is said of a disruption. What a moderator looked at makes it wait again."""
    current = _locked(by, about)
    if not may_change(by, current):
        raise NotAllowed(_("Only the analyst, or who recorded a disruption, changes it."))
    before = facts(current)
    judged = {name: getattr(current, name) for name in _JUDGED}
    _put(by, current, fields)
    if facts(current) == before:
        return current
    check_version(current, version)
    if any(getattr(current, name) != held for name, held in judged.items()):
        current.moderated_by, current.moderated_at = None, None
        current.moderated_scale, current.moderation_note = "", ""
        _enter(by, current, Turn.CHANGED, current.rationale)
    _keep(by, current, before, _noop("changed"))
    return current


@action
def moderate_disruption(
    *, by: Seat, about: Disruption, version: int, scale: Scale, reason: str
) -> Disruption:
    """Confirm or change the scale of a disruption that somebody else recorded, with a reason.

    The same again changes nothing. NotAllowed to whoever recorded or changed it.
    """
    current = _locked(by, about)
    if said_by(current, by.person, entries(current)):
        raise NotAllowed(_("Somebody else must moderate it: you recorded or changed it."))
    said = some_words(reason, _("Say why the scale stays or changes."))
    now = (current.moderated_by_id, current.moderated_scale, current.moderation_note)
    if now == (by.person.pk, scale, said):
        return current
    check_version(current, version)
    before = facts(current)
    current.moderated_by, current.moderated_at = by.person, timezone.now()
    current.moderated_scale, current.moderation_note = Scale(scale), said
    _enter(by, current, Turn.MODERATED, said)
    _keep(by, current, before, _noop("moderated"))
    return current


@action
def change_meaning(*, by: Seat, scale: Scale, version: int, meaning: str) -> ScaleMeaning | None:
    """Put a partnership's own words to a step of the scale; none to go by the product's.

    The same again changes nothing. `version` is that of the words that were seen, 0 for none.
    """
    check_may_do(by.roles, Verb.EDIT_PLANS)
    # whoever writes the first words waits here for whoever does the same
    type(by.partnership).objects.select_for_update().get(pk=by.partnership.pk)
    said = words(meaning)
    current = ScaleMeaning.objects.filter(partnership=by.partnership, scale=scale).first()
    if said == (current.meaning if current else ""):
        return current
    if current is None:
        made = ScaleMeaning.objects.create(partnership=by.partnership, scale=scale, meaning=said)
        record(
            partnership_id=by.partnership.pk, by=by.actor, verb=_noop("added"), about=made,
            after=facts(made),
        )  # fmt: skip
        return made
    before = facts(current)
    current.meaning = said
    save_changes(
        current, version=version, before=before, partnership_id=by.partnership.pk, by=by.actor
    )
    return current


def _locked(by: Seat, about: Disruption) -> Disruption:
    check_may_do(by.roles, Verb.RECORD_DISRUPTIONS)
    return Disruption.objects.select_for_update().get(pk=about.pk, partnership=by.partnership)


def _put(by: Seat, about: Disruption, fields: DisruptionFields) -> None:
    if fields.on > timezone.localdate():
        raise BadInput(_("Nothing was disrupted after today."))
    strand_set(fields.strand_set).check_has(fields.strand)
    about.subject = one_line(fields.subject, NAME_LENGTH, _("Enter what was disrupted."))
    about.rationale = some_words(fields.rationale, _("Say why it is on this step of the scale."))
    check_marking(fields.marking)
    agencies = Agency.objects.filter(partnership=by.partnership)
    [about.agency] = own(agencies, {fields.agency}, _("Choose an agency of this partnership."))
    about.action = _action(by, fields.action)
    about.scale = Scale(fields.scale)
    for name in ("on", "strand_set", "strand", "marking"):
        setattr(about, name, getattr(fields, name))


def _action(by: Seat, chosen: UUID | None) -> Action | None:
    if chosen is None:
        return None
    found = Action.objects.filter(partnership=by.partnership)
    return own(found, {chosen}, _("Choose an action of this partnership."))[0]


def _enter(by: Seat, about: Disruption, turn: Turn, reason: str) -> None:
    last = about.entries.aggregate(last=Max("number"))["last"] or 0
    DisruptionEntry.objects.create(
        disruption=about, number=last + 1, turn=turn, scale=about.moderated_scale or about.scale,
        reason=reason, by=by.person,
    )  # fmt: skip


def _keep(by: Seat, current: Disruption, before: dict[str, object], verb: str) -> None:
    current.version += 1
    current.save()
    record(
        partnership_id=by.partnership.pk, by=by.actor, verb=verb, about=current, before=before,
        after=facts(current),
    )  # fmt: skip
