"""Every write to the codebook: adding a code, changing, merging, splitting and retiring one."""

from collections.abc import Collection, Iterable
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _noop

from commonground.errors import BadInput
from commonground.rooms.audit.changing import save_changes
from commonground.rooms.audit.recording import action, facts, record
from commonground.rooms.people.access import Seat
from commonground.rooms.people.models import Partnership
from commonground.rooms.refusals import ChangedMeanwhile
from commonground.rooms.themes.coding_actions import move_codes
from commonground.rooms.themes.models import (
    BecameCode,
    Code,
    Coding,
    Reading,
    Remark,
    Status,
    name_key,
)
from commonground.rooms.themes.rules import Verb, check_may_do


@action
def add_code(
    *, by: Seat, name: str, definition: str = "", example: str = "", parent: Code | None = None
) -> Code:
    """Add a code; BadInput where one in use has its name, or it would be part of a part."""
    _lock(by)
    return _added(by, name, definition, example, parent)


def _added(
    by: Seat,
    name: str,
    definition: str,
    example: str,
    parent: Code | None,
    half_of: Code | None = None,
) -> Code:
    theme = half_of.golden_theme if half_of else None
    made = Code(partnership=by.partnership, golden_theme=theme)
    _take(made, name, definition, example, parent)
    made.save(force_insert=True)
    record(
        partnership_id=by.partnership.pk, by=by.actor, verb=_noop("added"), about=made,
        after=facts(made),
    )  # fmt: skip
    return made


@action
def change_code(
    *,
    by: Seat,
    about: Code,
    version: int,
    name: str,
    definition: str,
    example: str,
    parent: Code | None,
) -> Code:
    """Change a code, its name included; ChangedMeanwhile where somebody else did before."""
    current = _locked(by, about)
    before = facts(current)
    _take(current, name, definition, example, parent)
    save_changes(
        current, version=version, before=before, partnership_id=by.partnership.pk, by=by.actor
    )
    return current


@action
def retire_code(*, by: Seat, about: Code, version: int, reason: str) -> Code:
    """Take a code out of use, with the reason. Remarks that carry it carry it no longer."""
    current = _locked(by, about)
    _check_version(current, version)
    _move(by, current, {})
    _end(by, current, Status.RETIRED, reason)
    return current


@action
def merge_code(*, by: Seat, about: Code, version: int, into: Code, reason: str) -> int:
    """Give every remark that carries a code another in its place; return how many."""
    current = _locked(by, about)
    _check_version(current, version)
    kept = _locked(by, into)
    if kept.pk == current.pk:
        raise BadInput(_("Choose another code."))
    count = _move(by, current, {None: kept})
    _end(by, current, Status.MERGED, reason)
    BecameCode.objects.create(earlier=current, later=kept)
    return count


@action
def split_code(
    *,
    by: Seat,
    about: Code,
    version: int,
    first: str,
    second: str,
    to_second: Collection[UUID],
    reason: str,
) -> tuple[Code, Code]:
    """Make two codes of one. The remarks in `to_second` get the second, its others the first."""
    current = _locked(by, about)
    _check_version(current, version)
    if name_key(first) == name_key(second):
        raise BadInput(_("Give the two codes different names."))
    _end(by, current, Status.SPLIT, reason)
    halves = [_added(by, name, "", "", current.parent, current) for name in (first, second)]
    _move(by, current, {None: halves[0], **dict.fromkeys(to_second, halves[1])})
    BecameCode.objects.bulk_create(BecameCode(earlier=current, later=one) for one in halves)
    return halves[0], halves[1]


def _take(made: Code, name: str, definition: str, example: str, parent: Code | None) -> None:
    made.name, made.name_key = " ".join(name.split()), name_key(name)
    made.definition, made.example, made.parent = definition.strip(), example.strip(), parent
    if not made.name_key:
        raise BadInput(_("Enter the name of the code."))
    live = Code.objects.filter(partnership=made.partnership, status=Status.LIVE)
    if live.filter(name_key=made.name_key).exclude(pk=made.pk).exists():
        raise BadInput(_("There is already a code called %(name)s.") % {"name": made.name})
    if parent is None:
        return
    if parent.partnership_id != made.partnership_id or not parent.is_live or parent.pk == made.pk:
        raise BadInput(_("Choose another code in use."))
    if parent.parent_id is not None or made.parts.filter(status=Status.LIVE).exists():
        raise BadInput(_("A code is part of one that stands by itself, and has no parts then."))


def _lock(by: Seat) -> None:
    """Let changes to the codebook wait for each other, so that none can cross."""
    check_may_do(by.roles, Verb.EDIT_CODES)
    Partnership.objects.select_for_update().get(pk=by.partnership.pk)
    if by.partnership.checks.filter(ended_at__isnull=True).exists():
        raise BadInput(
            _("A check by two coders is running, and both need the same codes. End it first.")
        )


def _locked(by: Seat, about: Code) -> Code:
    _lock(by)
    found = Code.objects.select_for_update().filter(pk=about.pk, partnership=by.partnership)
    current = found.filter(status=Status.LIVE).first()
    if current is None:
        raise BadInput(_("%(name)s is no longer in use.") % {"name": about.name})
    return current


def _check_version(current: Code, version: int) -> None:
    if current.version != version:
        raise ChangedMeanwhile(current)


def _move(by: Seat, gone: Code, instead: dict[UUID | None, Code]) -> int:
    """Take a code from its remarks, and give each what stands for its id, or for None, instead."""
    standing = Coding.objects.filter(code=gone, taken_in__isnull=True).values("remark_id")
    found = list(Remark.objects.select_for_update().filter(pk__in=standing).order_by("number"))
    held = _held(found)
    for one in found:
        other = instead.get(one.pk, instead.get(None))
        wanted = [code for pk, code in held[one.pk].items() if pk != gone.pk]
        wanted += [other] if other is not None and other not in wanted else []
        move_codes(Reading.objects.create(remark=one, by=by.person), held[one.pk], wanted)
        one.version += 1
        one.save(update_fields=["version"])
    return len(found)


def _held(found: Iterable[Remark]) -> dict[UUID, dict[UUID, Code]]:
    held: dict[UUID, dict[UUID, Code]] = {one.pk: {} for one in found}
    rows = Coding.objects.filter(remark__in=held, taken_in__isnull=True).select_related("code")
    for one in rows:
        held[one.remark_id][one.code_id] = one.code
    return held


def _end(by: Seat, current: Code, status: Status, reason: str) -> None:
    if not reason.strip():
        raise BadInput(_("Enter the reason."))
    if current.parts.filter(status=Status.LIVE).exists():
        raise BadInput(_("Other codes are part of it: let them stand by themselves first."))
    before = facts(current)
    current.status, current.reason = status, reason.strip()
    current.version += 1
    current.save()
    record(
        partnership_id=by.partnership.pk, by=by.actor, verb=_VERBS[status], about=current,
        before=before, after=facts(current),
    )  # fmt: skip


_VERBS = {
    Status.RETIRED: "retired",
    Status.MERGED: "merged",
    Status.SPLIT: "split",
}
