"""Every write to priority locations and suggestions: taken, changed, closed, linked, set aside."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Max, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _noop

from commonground.errors import BadInput
from commonground.geography.suggesting_places import Suggestion
from commonground.rooms.audit.recording import action, facts, record
from commonground.rooms.issues.models import Issue
from commonground.rooms.people.access import Seat
from commonground.rooms.people.models import Partnership
from commonground.rooms.places.location_shapes import shape_of
from commonground.rooms.places.models import (
    ChosenArea,
    Confidence,
    LocationAction,
    LocationArea,
    LocationIssue,
    LocationRevision,
    PriorityLocation,
    SetAside,
)
from commonground.rooms.places.models.areas import NAME_LENGTH
from commonground.rooms.places.rules import Verb, check_may_do
from commonground.rooms.plan.checking import (
    check_marking,
    check_version,
    one_line,
    own,
    some_words,
    words,
)
from commonground.rooms.plan.models import Action


@dataclass(frozen=True, slots=True)
class LocationSaid:
    """What is said of a location. areas: each one's name by its code; shape: GeoJSON, or none."""

    name: str
    reason: str
    evidence: str
    confidence: str
    marking: str
    areas: Mapping[str, str]
    shape: str


@dataclass(frozen=True, slots=True)
class Counted:
    """What the counts said when a location was taken; nothing where there were none."""

    suggestion: str = ""
    first_month: str = ""
    last_month: str = ""
    incidents: int | None = None
    cube_sha256: str = ""


_SAID = ("name", "reason", "evidence", "confidence", "marking", "area_names")


@action
def take_location(
    *, by: Seat, about: ChosenArea, said: LocationSaid, counted: Counted
) -> PriorityLocation:
    """Make a place a priority location. The same again gives the one that there is."""
    _lock(by)
    made = PriorityLocation(
        partnership=by.partnership, area=about, made_by=by.person, suggestion=counted.suggestion,
        first_month=counted.first_month, last_month=counted.last_month,
        incidents=counted.incidents, cube_sha256=counted.cube_sha256,
    )  # fmt: skip
    _put(made, said)
    there = _open(by).filter(name=made.name).first()
    if there is not None:
        if (there.reason, there.shape, there.area_id) == (made.reason, made.shape, about.pk):
            return there
        raise BadInput(_("There is a priority location of this name. Change that one."))
    made.save(force_insert=True)
    _set_areas(made, said.areas)
    record(
        partnership_id=by.partnership.pk, by=by.actor, verb=_noop("added"), about=made,
        after=facts(made),
    )  # fmt: skip
    return made


@action
def change_location(
    *, by: Seat, about: PriorityLocation, version: int, said: LocationSaid
) -> PriorityLocation:
    """Say something else of a location; what was said before stays beside it."""
    current = _locked(by, about)
    before = facts(current)
    earlier = {name: getattr(current, name) for name in _SAID}
    _put(current, said)
    if facts(current) == before:
        return current
    check_version(current, version)
    if _open(by).filter(name=current.name).exclude(pk=current.pk).exists():
        raise BadInput(_("There is a priority location of this name."))
    last = current.revisions.aggregate(last=Max("number"))["last"] or 0
    LocationRevision.objects.create(
        location=current, number=last + 1, changed_by=by.person, **earlier
    )
    current.areas.all().delete()
    _set_areas(current, said.areas)
    _save(by, current, before)
    return current


@action
def close_location(
    *, by: Seat, about: PriorityLocation, version: int, reason: str
) -> PriorityLocation:
    """Close a location, with the reason. One that is closed stays so."""
    current = _locked(by, about, may_be_closed=True)
    if current.closed_at is not None:
        return current
    check_version(current, version)
    before = facts(current)
    current.closed_reason = some_words(reason, _("Enter the reason: it stands beside the place."))
    current.closed_at = timezone.now()
    _save(by, current, before)
    return current


@action
def link_location(
    *, by: Seat, about: PriorityLocation, issues: list[UUID], actions: list[UUID]
) -> None:
    """Say with which issues and actions of the partnership a location hangs together."""
    current = _locked(by, about)
    found_issues = own(
        Issue.objects.filter(partnership=by.partnership), issues,
        _("Choose issues of this partnership."),
    )  # fmt: skip
    found_actions = own(
        Action.objects.filter(partnership=by.partnership), actions,
        _("Choose actions of this partnership."),
    )  # fmt: skip
    before = _linked(current)
    if before == {"issues": sorted(map(str, issues)), "actions": sorted(map(str, actions))}:
        return
    LocationIssue.objects.filter(location=current).delete()
    LocationAction.objects.filter(location=current).delete()
    LocationIssue.objects.bulk_create(
        LocationIssue(location=current, issue=one) for one in found_issues
    )
    LocationAction.objects.bulk_create(
        LocationAction(location=current, action=one) for one in found_actions
    )
    _save(by, current, facts(current) | before, _linked(current))


@action
def set_suggestion_aside(
    *, by: Seat, about: ChosenArea, suggestion: Suggestion, reason: str
) -> SetAside:
    """Set a suggestion aside, with the reason. Twice keeps the first."""
    _lock(by)
    there = SetAside.objects.filter(area=about, suggestion=suggestion.key).first()
    if there is not None:
        return there
    made = SetAside.objects.create(
        area=about, suggestion=suggestion.key, by=by.person,
        told=f"{', '.join(suggestion.names)}: {suggestion.why}",
        reason=some_words(reason, _("Enter the reason: it stands beside the suggestion.")),
    )  # fmt: skip
    record(
        partnership_id=by.partnership.pk, by=by.actor, verb=_noop("added"), about=made,
        after=facts(made),
    )  # fmt: skip
    return made


def _lock(by: Seat) -> None:
    check_may_do(by.roles, Verb.KEEP_LOCATIONS)
    Partnership.objects.select_for_update().get(pk=by.partnership.pk)


def _locked(by: Seat, about: PriorityLocation, *, may_be_closed: bool = False) -> PriorityLocation:
    _lock(by)
    found = PriorityLocation.objects.select_for_update().get(
        pk=about.pk, partnership=by.partnership
    )
    if found.closed_at is not None and not may_be_closed:
        raise BadInput(_("The priority location is closed. Take it anew to go on with it."))
    return found


def _open(by: Seat) -> QuerySet[PriorityLocation]:
    return PriorityLocation.objects.filter(partnership=by.partnership, closed_at__isnull=True)


def _put(about: PriorityLocation, said: LocationSaid) -> None:
    about.name = one_line(said.name, NAME_LENGTH, _("Enter a name."))
    about.reason = some_words(said.reason, _("Enter the reason: a suggestion has none by itself."))
    about.evidence = words(said.evidence)
    if said.confidence not in Confidence.values:
        raise BadInput(_("Choose how sure you are."))
    about.confidence = said.confidence
    check_marking(said.marking)
    about.marking = said.marking
    about.shape = shape_of(said.shape)
    about.area_names = ", ".join(said.areas.values())
    if not said.areas and not about.shape:
        raise BadInput(_("Name at least one area, or draw a shape."))


def _set_areas(about: PriorityLocation, areas: Mapping[str, str]) -> None:
    LocationArea.objects.bulk_create(
        LocationArea(location=about, position=position, code=code, name=name[:NAME_LENGTH])
        for position, (code, name) in enumerate(areas.items(), start=1)
    )


def _save(
    by: Seat,
    about: PriorityLocation,
    before: Mapping[str, object],
    more: Mapping[str, object] | None = None,
) -> None:
    about.version += 1
    about.save()
    record(
        partnership_id=by.partnership.pk, by=by.actor, verb=_noop("changed"), about=about,
        before=before, after=facts(about) | dict(more or {}),
    )  # fmt: skip


def _linked(about: PriorityLocation) -> dict[str, object]:
    return {
        "issues": sorted(map(str, about.issues.values_list("pk", flat=True))),
        "actions": sorted(map(str, about.actions.values_list("pk", flat=True))),
    }
