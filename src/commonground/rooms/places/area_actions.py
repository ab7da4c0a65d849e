"""Every write to areas: which are chosen, and which one is looked at."""

from collections.abc import Mapping
from hashlib import sha256

from django.utils.translation import gettext_noop as _noop

from commonground.rooms.audit.recording import action, record
from commonground.rooms.people.access import Seat
from commonground.rooms.people.models import Partnership
from commonground.rooms.places.area_finding import AreaAsked
from commonground.rooms.places.models import AreaPart, ChosenArea
from commonground.rooms.places.models.areas import NAME_LENGTH
from commonground.rooms.places.rules import Verb, check_may_do


@action
def choose_area(*, by: Seat, asked: AreaAsked, name: str = "") -> ChosenArea:
    """Look at an area from now on. One that was chosen before is looked at again, with its imports.

    name: what it is called here; that of the look-ups without one.
    """
    _lock(by)
    lsoas = _lines(asked.lsoas)
    digest = sha256("\n".join((asked.kind.value, asked.code, lsoas)).encode()).hexdigest()
    there = ChosenArea.objects.filter(partnership=by.partnership, sha256=digest).first()
    if there is not None:
        _look_at(by, there)
        return there
    _look_at_none(by)
    made = ChosenArea(
        partnership=by.partnership, kind=asked.kind, code=asked.code,
        name=(name.strip() or asked.name)[:NAME_LENGTH], lsoas=lsoas,
        lsoa_count=len(asked.lsoas), sha256=digest, chosen_by=by.person,
    )  # fmt: skip
    made.save(force_insert=True)
    AreaPart.objects.bulk_create(
        AreaPart(area=made, position=position, code=code, name=part)
        for position, (code, part) in enumerate(asked.parts.items(), start=1)
    )
    record(
        partnership_id=by.partnership.pk, by=by.actor, verb=_noop("added"), about=made,
        after=_told(made),
    )  # fmt: skip
    return made


@action
def look_at_area(*, by: Seat, about: ChosenArea) -> None:
    """Look again at an area that was chosen before; what was imported of it is there as it was."""
    _lock(by)
    _look_at(by, ChosenArea.objects.get(pk=about.pk, partnership=by.partnership))


def _lock(by: Seat) -> None:
    """Let whoever chooses an area wait for each other: one is looked at, or none."""
    check_may_do(by.roles, Verb.SET_AREA)
    Partnership.objects.select_for_update().get(pk=by.partnership.pk)


def _look_at(by: Seat, about: ChosenArea) -> None:
    if not about.is_current:
        _look_at_none(by)
        _change(by, about, is_current=True)


def _look_at_none(by: Seat) -> None:
    for one in ChosenArea.objects.filter(partnership=by.partnership, is_current=True):
        _change(by, one, is_current=False)


def _change(by: Seat, about: ChosenArea, *, is_current: bool) -> None:
    before = _told(about)
    about.is_current = is_current
    about.version += 1
    about.save(update_fields=["is_current", "version"])
    record(
        partnership_id=by.partnership.pk, by=by.actor, verb=_noop("changed"), about=about,
        before=before, after=_told(about),
    )  # fmt: skip


def _lines(lsoas: Mapping[str, str]) -> str:
    return "".join(f"{code}\t{name}\n" for code, name in sorted(lsoas.items()))


def _told(about: ChosenArea) -> dict[str, object]:
    """Return what the record says of an area: how many LSOAs it has, not each of them."""
    return {
        "name": about.name, "kind": about.kind, "code": about.code, "sha256": about.sha256,
        "lsoa_count": about.lsoa_count, "is_current": about.is_current,
    }  # fmt: skip
