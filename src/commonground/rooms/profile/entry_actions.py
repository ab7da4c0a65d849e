"""Every write to what is entered in a profile. Nothing that was entered is deleted."""

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _noop

from commonground.documents.profile.governance import governance
from commonground.errors import BadInput, refuse
from commonground.rooms.audit.changing import save_changes
from commonground.rooms.audit.recording import action, facts, record
from commonground.rooms.people.access import Seat
from commonground.rooms.people.models import Agency
from commonground.rooms.plan.checking import check_marking, own
from commonground.rooms.plan.models import Plan
from commonground.rooms.plan.plan_actions import RecommendationFields, add_recommendation
from commonground.rooms.plan.strands import strand_set
from commonground.rooms.profile.entry_kinds import KINDS, MOST_JUDGEMENTS, STRAND_SET, EntryKind
from commonground.rooms.profile.models import (
    Advice,
    Entry,
    Finding,
    Found,
    Judgement,
    Part,
    Profile,
)
from commonground.rooms.profile.profile_access import section_of
from commonground.rooms.profile.rules import Verb, check_may_do
from commonground.rooms.profile.threats import threats

_OURS = {"id", "version", "profile", "number", "carried_from", "is_confirmed", "is_removed",
         "by", "at", "planned"}  # fmt: skip
_FOREIGN = {"agency", "judgement"}
Values = Mapping[str, Any]
"""What is said of an entry, by the names of its model's fields; others by their ids."""


@action
def add_entry(*, by: Seat, about: Profile, kind: EntryKind, values: Values) -> Entry:
    """Enter something in a profile. What stands there in the same words is not entered twice."""
    profile = open_profile(by, about)
    made = kind.model(profile=profile, by=by.person)
    _put(by, made, values)
    if same := _same(made):
        return same
    refuse(_faults(made))
    last = kind.model._default_manager.filter(profile=profile).aggregate(last=Max("number"))
    made.number = (last["last"] or 0) + 1
    made.save(force_insert=True)
    record(
        partnership_id=by.partnership.pk, by=by.actor, verb=_noop("added"), about=made,
        after=facts(made),
    )  # fmt: skip
    return made


@action
def change_entry(*, by: Seat, about: Entry, version: int, values: Values) -> Entry:
    """Change what is said of an entry, which confirms it; ChangedMeanwhile if another was first."""
    current = _current(by, about)
    before = facts(current)
    _put(by, current, values)
    refuse(_faults(current))
    if facts(current) != before:
        current.by, current.at = by.person, timezone.now()
    current.is_confirmed = True
    save_changes(
        current, version=version, before=before, partnership_id=by.partnership.pk, by=by.actor
    )
    return current


@action
def confirm_entry(*, by: Seat, about: Entry) -> Entry:
    """Say that an entry which was carried over still holds."""
    return _put_flag(by, about, "is_confirmed", _noop("confirmed"), is_so=True)


@action
def take_out(*, by: Seat, about: Entry) -> Entry:
    """Take an entry out of the profile. It stays, and can be put back."""
    return _put_flag(by, about, "is_removed", _noop("took out"), is_so=True)


@action
def put_back(*, by: Seat, about: Entry) -> Entry:
    """Put an entry back that was taken out."""
    return _put_flag(by, about, "is_removed", _noop("put back"), is_so=False)


@action
def plan_advice(*, by: Seat, about: Advice, plan: Plan) -> Advice:
    """Take a recommendation of the profile into an action plan, where actions answer it."""
    check_may_do(by.roles, Verb.WRITE_PROFILES)
    found = Advice.objects.select_for_update(of=("self",))
    current = found.get(pk=about.pk, profile__partnership=by.partnership)
    if current.planned_id is not None:
        return current
    if plan.strand_set != STRAND_SET:
        raise BadInput(_("Choose a plan with the same strands as the profile."))
    before = facts(current)
    said = current.judgement.statement if current.judgement else ""
    current.planned = add_recommendation(
        by=by, about=plan,
        fields=RecommendationFields(
            strand=current.strand, text=current.what, judgement=said, marking=current.marking
        ),
    )  # fmt: skip
    save_changes(
        current, version=current.version, before=before, partnership_id=by.partnership.pk,
        by=by.actor, verb=_noop("planned"),
    )  # fmt: skip
    return current


@action
def hold_section(*, by: Seat, about: Profile, section_id: UUID) -> Part:
    """Say that a section still holds as it stands."""
    profile = open_profile(by, about)
    section = section_of(profile, section_id)
    part = Part.objects.select_for_update().filter(section=section).first()
    if part is None:
        part = Part.objects.create(profile=profile, section=section)
    before = facts(part)
    part.held_at, part.held_by = timezone.now(), by.person
    save_changes(
        part, version=part.version, before=before, partnership_id=by.partnership.pk,
        by=by.actor, verb=_noop("confirmed"),
    )  # fmt: skip
    return part


def open_profile(by: Seat, about: Profile) -> Profile:
    """Return a profile as it is now, locked; BadInput where its state lets nobody write in it."""
    check_may_do(by.roles, Verb.WRITE_PROFILES)
    current = Profile.objects.select_for_update().get(pk=about.pk, partnership=by.partnership)
    state = governance().states[current.state]
    if state.is_locked:
        raise BadInput(
            _("The profile is locked: %(state)s. Send it back to the draft, or open it for an "
              "exception refresh, before you write.") % {"state": _(state.label)}
        )  # fmt: skip
    return current


def _current(by: Seat, about: Entry) -> Entry:
    profile = open_profile(by, about.profile)
    locked = type(about)._default_manager.select_for_update(of=("self",))
    one = locked.get(pk=about.pk, profile=profile)
    one.profile = profile
    return one


def _put_flag(by: Seat, about: Entry, name: str, verb: str, *, is_so: bool) -> Entry:
    current = _current(by, about)
    if getattr(current, name) == is_so:
        return current
    before = facts(current)
    setattr(current, name, is_so)
    refuse(_faults(current))
    save_changes(
        current, version=current.version, before=before, partnership_id=by.partnership.pk,
        by=by.actor, verb=verb,
    )  # fmt: skip
    return current


def _put(by: Seat, about: Entry, values: Values) -> None:
    for name, value in values.items():
        if name in _FOREIGN:
            setattr(about, name, _other(by, about, name, value))
        elif isinstance(value, str):
            setattr(about, name, value.replace("\r\n", "\n").strip())
        else:
            setattr(about, name, value)
    check_marking(about.marking)
    try:
        about.clean_fields(exclude=_OURS | _FOREIGN)
    except ValidationError as refused:
        raise BadInput(*_told(about, refused)) from None


def _told(about: Entry, refused: ValidationError) -> Iterator[str]:
    for name, messages in refused.message_dict.items():
        label = str(about._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
        for one in messages:
            yield f"{label[:1].upper()}{label[1:]}: {one}"


def _other(by: Seat, about: Entry, name: str, value: UUID | None) -> Agency | Judgement | None:
    if value is None:
        return None
    if name == "agency":
        found = Agency.objects.filter(partnership=by.partnership)
        return own(found, [value], _("Choose an agency of this partnership."))[0]
    judgements = Judgement.objects.filter(profile=about.profile, is_removed=False)
    return own(judgements, [value], _("Choose a judgement of this profile."))[0]


def _same(made: Entry) -> Entry | None:
    """Return the entry that stands there already in the same words."""
    names = [one.name for one in made._meta.concrete_fields if one.name not in _OURS]
    held = {name: getattr(made, name) for name in names}
    found = type(made)._default_manager.filter(profile=made.profile, is_removed=False, **held)
    return found.first()


def _faults(one: Entry) -> Iterator[str]:
    if one.threat and one.threat not in threats(one.profile.threat_picture):
        yield _("Choose a threat of this profile.")
    if strand := getattr(one, "strand", ""):
        strand_set(STRAND_SET).check_has(strand)
    if isinstance(one, Finding):
        yield from _finding_faults(one)
    if isinstance(one, Judgement) and not one.is_removed:
        others = Judgement.objects.filter(profile=one.profile, is_removed=False).exclude(pk=one.pk)
        if others.count() >= MOST_JUDGEMENTS:
            yield _("A profile has at most %(most)s key judgements.") % {"most": MOST_JUDGEMENTS}


def _finding_faults(one: Finding) -> Iterator[str]:
    if not one.threat:
        yield _("Choose the threat that was looked at.")
    if one.found != Found.ASSESSED and not one.reason:
        yield _("Say why: a threat that is not assessed has a reason.")
    same = Finding.objects.filter(profile=one.profile, threat=one.threat).exclude(pk=one.pk)
    if same.exists():
        yield _("There is a finding on this threat already. Change that one.")


def carry_entries(by: Seat, about: Profile, earlier: Profile) -> int:
    """Copy the entries that stood in an earlier profile, to be confirmed; return how many.

    Within an action of the caller's. A threat that the new profile's picture does not have is
    dropped from what it stood on, and a finding on it with it.
    """
    held = threats(about.threat_picture)
    judgements: dict[UUID, Judgement] = {}
    total = 0
    for kind in KINDS.values():
        for one in kind.model._default_manager.filter(profile=earlier, is_removed=False).order_by(
            "number"
        ):
            if isinstance(one, Finding) and one.threat not in held:
                continue
            made = _copied(by, about, one, held)
            if isinstance(one, Judgement) and isinstance(made, Judgement):
                judgements[one.pk] = made
            if isinstance(one, Advice) and isinstance(made, Advice):
                made.judgement = judgements.get(one.judgement_id) if one.judgement_id else None
            made.save(force_insert=True)
            total += 1
    return total


def _copied(by: Seat, about: Profile, one: Entry, held: Mapping[str, object]) -> Entry:
    names = [each.attname for each in one._meta.concrete_fields if each.name not in _OURS]
    values = {name: getattr(one, name) for name in names}
    values["threat"] = one.threat if one.threat in held else ""
    return type(one)(
        **values, profile=about, number=one.number, carried_from=one.pk, is_confirmed=False,
        by=by.person,
    )  # fmt: skip
