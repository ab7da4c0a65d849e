"""Every write to what remarks carry: giving and taking codes, and undoing that."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from uuid import UUID, uuid4

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _noop

from commonground.errors import BadInput, refuse
from commonground.rooms.audit.recording import Deed, action, record_all
from commonground.rooms.people.access import Seat
from commonground.rooms.refusals import ChangedMeanwhile
from commonground.rooms.themes import access
from commonground.rooms.themes.blindness import coded_blind, seen_remarks
from commonground.rooms.themes.models import Code, Coding, Reading, Remark, Status
from commonground.rooms.themes.rules import Verb, check_may_do


@action
def code_remark(*, by: Seat, about: Remark, version: int, codes: Collection[UUID]) -> bool:
    """Set which codes a remark carries, none included; return whether that changed anything.

    ChangedMeanwhile where somebody else coded it after it was read; BadInput where a code is not
    in use, or another partnership's.
    """
    check_may_do(by.roles, Verb.CODE_REMARKS)
    if coded_blind(by).filter(remark=about).exists():
        raise BadInput(_("You code this remark in a check: its own codes stay until that ends."))
    current = _locked(by, about)
    wanted = _live(by, codes)
    carried = _carried(current)
    if current.is_read and wanted.keys() == carried.keys():
        return False
    if current.version != version:
        raise ChangedMeanwhile(current)
    _read(by, current, carried, wanted.values())
    return True


def read_again(*, by: Seat, about: Remark, codes: Iterable[Code]) -> Reading:
    """Let a remark carry these codes and no others, recorded even where it did so before.

    For an action that settles what a remark carries, whatever it carried.
    """
    current = _locked(by, about)
    return _read(by, current, _carried(current), list(codes))


def _read(
    by: Seat, current: Remark, carried: dict[UUID, Code], wanted: Collection[Code]
) -> Reading:
    reading = Reading.objects.create(remark=current, by=by.person)
    move_codes(reading, carried, wanted)
    current.is_read, current.version = True, current.version + 1
    current.save(update_fields=["is_read", "version"])
    deed = _deed("coded", current, carried.values(), wanted)
    record_all(partnership_id=by.partnership.pk, by=by.actor, deeds=[deed])
    return reading


def move_codes(reading: Reading, carried: dict[UUID, Code], wanted: Iterable[Code]) -> None:
    """Let a remark carry these codes and no others from one reading on."""
    new = {one.pk: one for one in wanted}
    gone = [pk for pk in carried if pk not in new]
    standing = Coding.objects.filter(remark_id=reading.remark_id, taken_in__isnull=True)
    if gone:
        standing.filter(code__in=gone).update(taken_in=reading)
    Coding.objects.bulk_create(
        Coding(remark_id=reading.remark_id, code=one, given_in=reading)
        for pk, one in new.items()
        if pk not in carried
    )


@action
def code_group(*, by: Seat, chosen: Mapping[UUID, int], codes: Collection[UUID]) -> int:
    """Give codes to each of some remarks, beside those that it carries; return how many changed.

    `chosen` holds each remark's version as it was looked at. Each gets a reading of its own, and
    one undo takes all of them back. BadInput where nothing is chosen, or a code is not in use;
    ChangedMeanwhile where somebody else coded one of the remarks, and then none is changed.
    """
    check_may_do(by.roles, Verb.CODE_REMARKS)
    rows = seen_remarks(by).select_for_update().filter(pk__in=chosen)
    found = {one.pk: one for one in rows.order_by("number")}
    refuse(
        said
        for said, is_missing in (
            (_("Tick the remarks that say the same."), not found),
            (_("Tick the codes that they carry."), not codes),
        )
        if is_missing
    )
    wanted = _live(by, codes)
    for one in found.values():
        if one.version != chosen[one.pk]:
            raise ChangedMeanwhile(one)
    carried: dict[UUID, dict[UUID, Code]] = {pk: {} for pk in found}
    standing = Coding.objects.filter(remark__in=found, taken_in__isnull=True)
    for coding in standing.select_related("code"):
        carried[coding.remark_id][coding.code_id] = coding.code
    new = [one for one in found.values() if wanted.keys() - carried[one.pk].keys()]
    _give_together(by, new, carried, wanted)
    return len(new)


def _give_together(
    by: Seat,
    remarks: Sequence[Remark],
    carried: Mapping[UUID, Mapping[UUID, Code]],
    wanted: Mapping[UUID, Code],
) -> None:
    together, now = uuid4(), timezone.now()
    readings = [Reading(remark=one, by=by.person, at=now, together=together) for one in remarks]
    Reading.objects.bulk_create(readings)
    Coding.objects.bulk_create(
        Coding(remark_id=reading.remark_id, code=code, given_in=reading)
        for reading in readings
        for pk, code in wanted.items()
        if pk not in carried[reading.remark_id]
    )
    changed = Remark.objects.filter(pk__in=[one.pk for one in remarks])
    changed.update(is_read=True, version=F("version") + 1)
    deeds = [
        _deed("coded", one, carried[one.pk].values(), {**carried[one.pk], **wanted}.values())
        for one in remarks
    ]
    record_all(partnership_id=by.partnership.pk, by=by.actor, deeds=deeds)


@action
def undo_last(*, by: Seat) -> list[Remark]:
    """Take back the person's own latest coding, of one remark or of a group, and return them.

    BadInput where there is none, or somebody else has coded that remark since. Of a group, what
    somebody coded since stays as it is.
    """
    check_may_do(by.roles, Verb.CODE_REMARKS)
    last = access.last_readings(by)
    if not last:
        raise BadInput(_("There is nothing of yours to undo."))
    deeds = [_undo(by, one) for one in last]
    record_all(partnership_id=by.partnership.pk, by=by.actor, deeds=deeds)
    return [one.remark for one in last]


def _undo(by: Seat, reading: Reading) -> Deed:
    current = _locked(by, reading.remark)
    before = _carried(current)
    Coding.objects.filter(given_in=reading).delete()
    again = Coding.objects.filter(taken_in=reading).select_related("code")
    if any(not one.code.is_live for one in again):
        raise BadInput(_("A code that it carried then is no longer in use, so it stays as it is."))
    again.update(taken_in=None)
    reading.delete()
    current.is_read = current.readings.exists()
    current.version += 1
    current.save(update_fields=["is_read", "version"])
    after = _carried(current).values()
    return _deed(_noop("undid the coding of"), current, before.values(), after)


def _live(by: Seat, codes: Collection[UUID]) -> dict[UUID, Code]:
    live = Code.objects.filter(partnership=by.partnership, status=Status.LIVE, pk__in=codes)
    wanted = {one.pk: one for one in live}
    if len(wanted) != len(set(codes)):
        raise BadInput(_("One of these codes is no longer in use. Look at the remark again."))
    return wanted


def _locked(by: Seat, about: Remark) -> Remark:
    return Remark.objects.select_for_update().get(pk=about.pk, partnership=by.partnership)


def _carried(about: Remark) -> dict[UUID, Code]:
    standing = Coding.objects.filter(remark=about, taken_in__isnull=True).select_related("code")
    return {one.code_id: one.code for one in standing}


def _deed(verb: str, about: Remark, before: Iterable[Code], after: Iterable[Code]) -> Deed:
    return Deed(verb, about, before={"codes": _names(before)}, after={"codes": _names(after)})


def _names(some: Iterable[Code]) -> str:
    return ", ".join(sorted(one.name for one in some))
