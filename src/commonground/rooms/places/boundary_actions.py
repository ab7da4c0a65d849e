"""Every write to boundaries: which are kept, and which of a level are drawn."""

from hashlib import sha256

from django.utils.translation import gettext_noop as _noop

from commonground.geography.boundaries import Boundaries
from commonground.geography.page_boundaries import PageBoundaries, for_pages
from commonground.rooms.audit.recording import action, record
from commonground.rooms.people.access import Seat
from commonground.rooms.places.area_finding import parts_at
from commonground.rooms.places.file_names import plain_name
from commonground.rooms.places.models import AreaBoundaries, ChosenArea, Level
from commonground.rooms.places.rules import Verb, check_may_do


def keep_boundaries(
    *,
    by: Seat,
    about: ChosenArea,
    level: Level,
    found: Boundaries,
    file_name: str,
    file_sha256: str,
    licence: str,
) -> PageBoundaries:
    """Keep the boundaries of an area's parts on a level, and draw them from now on.

    Return what was found beside them: which parts the file lacks. BadInput where it has none.
    """
    check_may_do(by.roles, Verb.SET_AREA)
    # before anything is locked: making them small takes a moment
    made = for_pages(found, parts_at(level, about))
    _keep(
        by=by,
        about=about,
        made=AreaBoundaries(
            area=about, level=level, held=made.content, size=len(made.content),
            sha256=sha256(made.content).hexdigest(), drawn=made.drawn, left_out=made.left_out,
            file_name=plain_name(file_name), file_sha256=file_sha256, licence=licence.strip(),
            added_by=by.person,
        ),
    )  # fmt: skip
    return made


@action
def _keep(*, by: Seat, about: ChosenArea, made: AreaBoundaries) -> None:
    check_may_do(by.roles, Verb.SET_AREA)
    ChosenArea.objects.select_for_update().get(pk=about.pk, partnership=by.partnership)
    for one in AreaBoundaries.objects.filter(area=about, level=made.level, is_current=True).defer(
        "held"
    ):
        _set_aside(by, one)
    made.save(force_insert=True)
    record(
        partnership_id=by.partnership.pk, by=by.actor, verb=_noop("added"), about=made,
        after=_told(made),
    )  # fmt: skip


def _set_aside(by: Seat, about: AreaBoundaries) -> None:
    before = _told(about)
    about.is_current = False
    about.version += 1
    about.save(update_fields=["is_current", "version"])
    record(
        partnership_id=by.partnership.pk, by=by.actor, verb=_noop("changed"), about=about,
        before=before, after=_told(about),
    )  # fmt: skip


def _told(about: AreaBoundaries) -> dict[str, object]:
    """Return what the record says of boundaries: their digest, not the shapes."""
    return {
        "area_id": str(about.area_id), "level": about.level, "file_name": about.file_name,
        "file_sha256": about.file_sha256, "sha256": about.sha256, "size": about.size,
        "drawn": about.drawn, "left_out": about.left_out, "licence": about.licence,
        "is_current": about.is_current,
    }  # fmt: skip
