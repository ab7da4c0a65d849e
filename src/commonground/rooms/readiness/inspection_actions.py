"""Every write to what inspections recommended, until it is closed with evidence."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _noop

from commonground.errors import BadInput, refuse
from commonground.rooms.audit.recording import action, facts, record
from commonground.rooms.people.access import Seat
from commonground.rooms.people.models import Agency, Partnership
from commonground.rooms.plan.checking import (
    check_length,
    check_version,
    one_line,
    own,
    some_words,
    words,
)
from commonground.rooms.plan.models import Action
from commonground.rooms.readiness.models import (
    Inspection,
    InspectionRecommendation,
    Stage,
    Step,
)
from commonground.rooms.readiness.rules import Verb, check_may_do

NAME_LENGTH, ROLE_LENGTH, URL_LENGTH = 200, 150, 1000


@dataclass(frozen=True, slots=True)
class InspectionFields:
    """What can be said of a recommendation of an inspection; what it is tied to by ids."""

    body: str
    held_on: date
    text: str
    received_on: date
    due_on: date | None = None
    owner_agency: UUID | None = None
    owner_role: str = ""
    actions: frozenset[UUID] = field(default_factory=frozenset)
    repeats: UUID | None = None


@action
def add_recommendation(*, by: Seat, fields: InspectionFields) -> InspectionRecommendation:
    """Enter a recommendation as it was received, with the first step of its history."""
    check_may_do(by.roles, Verb.KEEP_INSPECTIONS)
    # whoever adds one waits here for whoever adds another, so that two never share a number
    Partnership.objects.select_for_update().get(pk=by.partnership.pk)
    found = InspectionRecommendation.objects.filter(partnership=by.partnership)
    last = found.aggregate(last=Max("number"))["last"] or 0
    made = InspectionRecommendation(partnership=by.partnership, number=last + 1)
    actions = _put(by, made, fields)
    made.save(force_insert=True)
    made.actions.set(actions)
    _step(by, made, made.received_on, "")
    record(
        partnership_id=by.partnership.pk, by=by.actor, verb=_noop("added"), about=made,
        after=_told(made, fields.actions),
    )  # fmt: skip
    return made


@action
def change_recommendation(
    *, by: Seat, about: InspectionRecommendation, version: int, fields: InspectionFields
) -> InspectionRecommendation:
    """Change what is said of a recommendation. Saying what is said already writes nothing."""
    current = _locked(by, about)
    tied = frozenset(current.actions.values_list("pk", flat=True))
    before = _told(current, tied)
    actions = _put(by, current, fields)
    if _told(current, fields.actions) == before:
        return current
    check_version(current, version)
    current.version += 1
    current.save()
    current.actions.set(actions)
    record(
        partnership_id=by.partnership.pk, by=by.actor, verb=_noop("changed"), about=current,
        before=before, after=_told(current, fields.actions),
    )  # fmt: skip
    return current


@action
def move_on(
    *, by: Seat, about: InspectionRecommendation, version: int, stage: Stage, on: date, note: str,
    evidence: str = "", evidence_url: str = "",
) -> InspectionRecommendation:  # fmt: skip
    """Say how far a recommendation has come. To close it takes evidence."""
    current = _locked(by, about)
    check_version(current, version)
    if on > timezone.localdate():
        raise BadInput(_("That cannot have happened after today."))
    if on < current.received_on:
        raise BadInput(_("That cannot have happened before the recommendation was received."))
    before = facts(current)
    current.stage = stage
    if stage == Stage.CLOSED:
        current.evidence = some_words(evidence, _("Enter what shows that it is done."))
        check_length(evidence_url, URL_LENGTH)
        current.evidence_url, current.closed_on = evidence_url, on
    else:
        current.closed_on = None
    said = words(note)
    if facts(current) == before and not said:
        return current
    current.version += 1
    current.save()
    _step(by, current, on, said)
    record(
        partnership_id=by.partnership.pk, by=by.actor, verb=_noop("moved on"), about=current,
        before=before, after=facts(current) | {"note": said},
    )  # fmt: skip
    return current


def _put(by: Seat, about: InspectionRecommendation, told: InspectionFields) -> list[Action]:
    refuse(_date_faults(told))
    here = by.partnership
    body = one_line(told.body, NAME_LENGTH, _("Enter who inspected."))
    about.inspection, _made = Inspection.objects.get_or_create(
        partnership=here, body=body, held_on=told.held_on
    )
    about.text = some_words(told.text, _("Enter the recommendation."))
    about.received_on, about.due_on = told.received_on, told.due_on
    agencies = own(
        Agency.objects.filter(partnership=here), _one(told.owner_agency),
        _("Choose agencies of this partnership."),
    )  # fmt: skip
    about.owner_agency = agencies[0] if agencies else None
    check_length(told.owner_role, ROLE_LENGTH)
    about.owner_role = " ".join(told.owner_role.split())
    earlier = own(
        InspectionRecommendation.objects.filter(partnership=here).exclude(pk=about.pk),
        _one(told.repeats), _("Choose an earlier recommendation of this partnership."),
    )  # fmt: skip
    about.repeats = earlier[0] if earlier else None
    _check_no_circle(about)
    return own(
        Action.objects.filter(partnership=here), told.actions,
        _("Choose actions of this partnership."),
    )  # fmt: skip


def _check_no_circle(about: InspectionRecommendation) -> None:
    """Raise BadInput where a recommendation would in the end repeat itself."""
    seen, one = {about.pk}, about.repeats
    while one is not None:
        if one.pk in seen:
            raise BadInput(
                _("%(ref)s already came back as this one: choose an earlier recommendation.")
                % {"ref": one.ref if one.pk != about.pk else about.ref}
            )
        seen.add(one.pk)
        one = one.repeats


def _date_faults(told: InspectionFields) -> Iterator[str]:
    today = timezone.localdate()
    if told.held_on > today:
        yield _("The report cannot be dated after today.")
    if told.received_on > today:
        yield _("The recommendation cannot have been received after today.")
    if told.due_on is not None and told.due_on < told.received_on:
        yield _("It cannot be due before it was received.")


def _locked(by: Seat, about: InspectionRecommendation) -> InspectionRecommendation:
    check_may_do(by.roles, Verb.KEEP_INSPECTIONS)
    found = InspectionRecommendation.objects.select_for_update(of=("self",))
    return found.get(pk=about.pk, partnership=by.partnership)


def _step(by: Seat, about: InspectionRecommendation, on: date, note: str) -> None:
    last = about.steps.aggregate(last=Max("number"))["last"] or 0
    Step.objects.create(
        recommendation=about, number=last + 1, stage=about.stage, note=note, on=on, by=by.person
    )


def _told(about: InspectionRecommendation, actions: frozenset[UUID]) -> dict[str, object]:
    return facts(about) | {"actions": sorted(map(str, actions))}


def _one(public_id: UUID | None) -> set[UUID]:
    return {public_id} if public_id else set()
