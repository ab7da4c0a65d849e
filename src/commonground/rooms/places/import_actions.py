"""Every write to imports: their beginning and end, and which one is shown."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _noop

from commonground.errors import BadInput
from commonground.geography.cubes import Cube, cube_digest
from commonground.rooms.audit.recording import action, facts, record
from commonground.rooms.people.access import Seat
from commonground.rooms.places import access
from commonground.rooms.places.models import ChosenArea, CubeImport, ImportChoice, ImportState
from commonground.rooms.places.rules import Verb, check_may_do


@action
def begin_import(
    *, by: Seat, about: ChosenArea, file_names: Sequence[str], import_id: UUID
) -> CubeImport:
    """Begin an import of files that were sent; BadInput while another of the area is running."""
    _lock(by, about)
    if access.running_import(about) is not None:
        raise BadInput(
            _("An import is running already. Wait for its end, or give it up, and then try again.")
        )
    made = CubeImport(
        pk=import_id, area=about, number=_next(CubeImport, about),
        file_names="\n".join(file_names), started_by=by.person,
    )  # fmt: skip
    made.save(force_insert=True)
    record(
        partnership_id=by.partnership.pk, by=by.actor, verb=_noop("started"), about=made,
        after=_told(made),
    )  # fmt: skip
    return made


@action
def keep_cube(*, by: Seat, about: CubeImport, content: bytes, cube: Cube) -> None:
    """End an import well: keep its cube, and show it from now on. One that has ended stays so."""
    current = _running(by, about)
    if current is None:
        return
    before = _told(current)
    counted = cube.facts.rows()
    current.held, current.size, current.sha256 = content, len(content), cube_digest(content)
    current.first_month, current.last_month = cube.months[0], cube.months[-1]
    current.rows_read, current.rows_kept = counted["rows"], counted["kept"]
    _end(by, current, ImportState.KEPT, before)
    _show(by, current, "")


@action
def refuse_import(*, by: Seat, about: CubeImport, faults: Sequence[str]) -> None:
    """End an import that comes to nothing, with what is to be mended before the next."""
    current = _running(by, about)
    if current is not None:
        before = _told(current)
        current.faults = "\n".join(faults)
        _end(by, current, ImportState.REFUSED, before)


@action
def give_up(*, by: Seat, about: CubeImport) -> None:
    """Give up an import that is running or came to a stop; nothing of it is kept."""
    current = _running(by, about)
    if current is not None:
        _end(by, current, ImportState.GIVEN_UP, _told(current))


@action
def show_import(*, by: Seat, about: CubeImport, reason: str) -> None:
    """Show an earlier import again, with the reason. BadInput without one, or where it is shown."""
    _lock(by, about.area)
    current = access.one_import(by, about.pk)
    if not reason.strip():
        raise BadInput(_("Enter the reason: it stands beside the import."))
    if current.state != ImportState.KEPT:
        raise BadInput(_("This import came to nothing: there is nothing to show."))
    shown = access.shown_import(about.area)
    if shown is not None and shown.pk == current.pk:
        raise BadInput(_("This import is the one that is shown."))
    _show(by, current, reason.strip())


@action
def take_cube(*, by: Seat, about: CubeImport) -> bytes:
    """Return the file of an import's cube. That it was taken is recorded, by its digest."""
    check_may_do(by.roles, Verb.EXPORT)
    content = access.cube_bytes_of(about)
    record(
        partnership_id=by.partnership.pk, by=by.actor, verb=_noop("took away"), about=about,
        after={"file": f"import-{about.number}.cube", "sha256": about.sha256},
    )  # fmt: skip
    return content


def _lock(by: Seat, about: ChosenArea) -> None:
    check_may_do(by.roles, Verb.IMPORT)
    ChosenArea.objects.select_for_update().get(pk=about.pk, partnership=by.partnership)


def _running(by: Seat, about: CubeImport) -> CubeImport | None:
    """Return an import that is running, locked; None where it has ended meanwhile."""
    _lock(by, about.area)
    found = CubeImport.objects.select_for_update().get(pk=about.pk)
    return found if found.state == ImportState.RUNNING else None


def _end(by: Seat, about: CubeImport, state: ImportState, before: dict[str, object]) -> None:
    about.state = state
    about.ended_at = timezone.now()
    about.version += 1
    about.save()
    record(
        partnership_id=by.partnership.pk, by=by.actor, verb=_noop("ended"), about=about,
        before=before, after=_told(about),
    )  # fmt: skip


def _show(by: Seat, about: CubeImport, reason: str) -> None:
    made = ImportChoice.objects.create(
        area=about.area, number=_next(ImportChoice, about.area), chosen=about, reason=reason,
        by=by.person,
    )  # fmt: skip
    record(
        partnership_id=by.partnership.pk, by=by.actor, verb=_noop("made"), about=made,
        after=facts(made),
    )  # fmt: skip


def _next(kind: type[CubeImport | ImportChoice], about: ChosenArea) -> int:
    last = kind._default_manager.filter(area=about).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def _told(about: CubeImport) -> dict[str, object]:
    """Return what the record says of an import: the digest of its cube, not the counts."""
    return {
        "area_id": str(about.area_id), "number": about.number, "state": about.state,
        "file_names": about.file_names, "sha256": about.sha256, "size": about.size,
        "first_month": about.first_month, "last_month": about.last_month,
        "rows_read": about.rows_read, "rows_kept": about.rows_kept, "faults": about.faults,
    }  # fmt: skip
