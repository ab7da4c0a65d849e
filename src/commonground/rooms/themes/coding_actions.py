"""Every write to what remarks carry: giving and taking codes, and undoing that."""

from collections.abc import Collection, Iterable
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _noop

from commonground.errors import BadInput
from commonground.rooms.audit.recording import Deed, action, record_all
from commonground.rooms.people.access import Seat
from commonground.rooms.refusals import ChangedMeanwhile
from commonground.rooms.themes import access
from commonground.rooms.themes.models import Code, Coding, Reading, Remark, Status
from commonground.rooms.themes.rules import Verb, check_may_do


@action
def code_remark(*, by: Seat, about: Remark, version: int, codes: Collection[UUID]) -> bool:
    """Set which codes a remark carries, none included; return whether that changed anything.

    ChangedMeanwhile where somebody else coded it after it was read; BadInput where a code is not
    in use, or another partnership's.
    """
    check_may_do(by.roles, Verb.CODE_REMARKS)
    current = _locked(by, about)
    live = Code.objects.filter(partnership=by.partnership, status=Status.LIVE, pk__in=codes)
    wanted = {one.pk: one for one in live}
    if len(wanted) != len(set(codes)):
        raise BadInput(_("One of these codes is no longer in use. Look at the remark again."))
    carried = _carried(current)
    if current.is_read and wanted.keys() == carried.keys():
        return False
    if current.version != version:
        raise ChangedMeanwhile(current)
    reading = Reading.objects.create(remark=current, by=by.person)
    move_codes(reading, carried, wanted.values())
    current.is_read, current.version = True, version + 1
    current.save(update_fields=["is_read", "version"])
    _record(by, "coded", current, carried.values(), wanted.values())
    return True


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
def undo_last(*, by: Seat) -> Remark:
    """Take back the person's own latest coding, so that the remark is as it was before.

    BadInput where there is none, or somebody else has coded that remark since.
    """
    check_may_do(by.roles, Verb.CODE_REMARKS)
    last = access.last_reading(by)
    if last is None:
        raise BadInput(_("There is nothing of yours to undo."))
    current = _locked(by, last.remark)
    before = _carried(current)
    Coding.objects.filter(given_in=last).delete()
    again = Coding.objects.filter(taken_in=last).select_related("code")
    if any(not one.code.is_live for one in again):
        raise BadInput(_("A code that it carried then is no longer in use, so it stays as it is."))
    again.update(taken_in=None)
    last.delete()
    current.is_read = current.readings.exists()
    current.version += 1
    current.save(update_fields=["is_read", "version"])
    _record(by, _noop("undid the coding of"), current, before.values(), _carried(current).values())
    return current


def _locked(by: Seat, about: Remark) -> Remark:
    return Remark.objects.select_for_update().get(pk=about.pk, partnership=by.partnership)


def _carried(about: Remark) -> dict[UUID, Code]:
    standing = Coding.objects.filter(remark=about, taken_in__isnull=True).select_related("code")
    return {one.code_id: one.code for one in standing}


def _record(
    by: Seat, verb: str, about: Remark, before: Iterable[Code], after: Iterable[Code]
) -> None:
    deed = Deed(verb, about, before={"codes": _names(before)}, after={"codes": _names(after)})
    record_all(partnership_id=by.partnership.pk, by=by.actor, deeds=[deed])


def _names(some: Iterable[Code]) -> str:
    return ", ".join(sorted(one.name for one in some))
