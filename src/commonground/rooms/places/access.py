"""The only door to areas, boundaries and counts: 404 to an outsider, 403 to a reader."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from commonground.geography.cubes import Cube, read_cube
from commonground.rooms.naming import Named
from commonground.rooms.people import access as people_access
from commonground.rooms.people.access import Seat
from commonground.rooms.people.models import Person
from commonground.rooms.people.rules import Verb as PeopleVerb
from commonground.rooms.places.holding import Shelf
from commonground.rooms.places.models import (
    AreaBoundaries,
    ChosenArea,
    CubeImport,
    ImportChoice,
    ImportState,
    Level,
    SuppliedLayer,
)
from commonground.rooms.places.rules import Verb, check_may_do

_CUBES: Shelf[Cube] = Shelf(most=8)
_BOUNDARIES: Shelf[bytes] = Shelf(most=16)


def seat(person: Person, partnership_id: UUID, verb: Verb) -> Seat:
    """Return a person's seat to do something in this room; Http404 or NotAllowed as in people."""
    here = people_access.seat(person, partnership_id, PeopleVerb.SEE_AGENCIES)
    check_may_do(here.roles, verb)
    return here


def areas(here: Seat) -> QuerySet[ChosenArea]:
    """Return every area that was chosen, the one looked at now first, without its LSOAs."""
    check_may_do(here.roles, Verb.SEE_PLACES)
    found = ChosenArea.objects.filter(partnership=here.partnership)
    held = found.select_related("chosen_by").prefetch_related("parts").defer("lsoas")
    return held.order_by("-is_current", "-chosen_at", "pk")


def area(here: Seat, area_id: UUID) -> ChosenArea:
    """Return one area; Http404 where the partnership has none of that id."""
    check_may_do(here.roles, Verb.SEE_PLACES)
    found = ChosenArea.objects.filter(partnership=here.partnership, pk=area_id)
    one = found.select_related("chosen_by", "partnership").first()
    if one is None:
        raise Http404
    return one


def current_area(here: Seat) -> ChosenArea | None:
    """Return the area that is looked at now; None where none is chosen yet."""
    check_may_do(here.roles, Verb.SEE_PLACES)
    found = ChosenArea.objects.filter(partnership=here.partnership, is_current=True)
    return found.select_related("chosen_by", "partnership").first()


def area_now(here: Seat) -> ChosenArea:
    """Return the same; Http404 where none is chosen yet."""
    found = current_area(here)
    if found is None:
        raise Http404
    return found


def boundaries(about: ChosenArea) -> dict[Level, AreaBoundaries]:
    """Return the boundaries in use by their level, without their contents."""
    found = about.boundaries.filter(is_current=True).select_related("added_by").defer("held")
    return {Level(one.level): one for one in found}


def boundaries_kept(about: ChosenArea) -> QuerySet[AreaBoundaries]:
    """Return all that were ever kept, the latest first, without their contents."""
    found = about.boundaries.select_related("added_by").defer("held")
    return found.order_by("-added_at", "pk")


def one_boundaries(here: Seat, boundaries_id: UUID) -> AreaBoundaries:
    """Return boundaries by their id, without their contents; Http404 where it is another's."""
    check_may_do(here.roles, Verb.SEE_PLACES)
    found = AreaBoundaries.objects.filter(area__partnership=here.partnership, pk=boundaries_id)
    one = found.select_related("area").defer("held", "area__lsoas").first()
    if one is None:
        raise Http404
    return one


def geojson_of(found: AreaBoundaries) -> bytes:
    """Return the GeoJSON of boundaries, from the database only where it was not read before."""
    return _BOUNDARIES.get(found.sha256, lambda: bytes(found.held))


def imports(about: ChosenArea) -> QuerySet[CubeImport]:
    """Return the imports into an area, the latest first, without their cubes."""
    found = about.imports.select_related("started_by").defer("held")
    return found.order_by("-number")


def one_import(here: Seat, import_id: UUID) -> CubeImport:
    """Return one import with its area, without its cube; Http404 where it is another's."""
    check_may_do(here.roles, Verb.SEE_PLACES)
    found = CubeImport.objects.filter(area__partnership=here.partnership, pk=import_id)
    one = found.select_related("area", "started_by").defer("held").first()
    if one is None:
        raise Http404
    return one


def running_import(about: ChosenArea) -> CubeImport | None:
    """Return the import that began and has not ended; None where there is none."""
    return imports(about).filter(state=ImportState.RUNNING).first()


def choices(about: ChosenArea) -> list[ImportChoice]:
    """Return which import was shown when, the latest choice first."""
    found = about.choices.select_related("chosen", "by").defer("chosen__held")
    return list(found.order_by("-number"))


def shown_import(about: ChosenArea) -> CubeImport | None:
    """Return the import that the area's pages show, without its cube; None before the first."""
    found = about.choices.select_related("chosen__started_by").defer("chosen__held")
    latest = found.order_by("-number").first()
    if latest is None:
        return None
    latest.chosen.area = about
    return latest.chosen


def cube_of(found: CubeImport) -> Cube:
    """Return the cube of an import, from the database only where it was not read before.

    Http404 for an import that made none.
    """
    if found.state != ImportState.KEPT:
        raise Http404
    return _CUBES.get(found.sha256, lambda: read_cube(_bytes(found)))


def cube_bytes_of(found: CubeImport) -> bytes:
    """Return the file of an import's cube; Http404 for an import that made none."""
    if found.state != ImportState.KEPT:
        raise Http404
    return _bytes(found)


def _bytes(found: CubeImport) -> bytes:
    return bytes(found.held or b"")


def named(here: Seat, ids: Collection[UUID]) -> Named:
    """Return the names of the partnership's own areas and boundaries that have these ids."""
    return [
        here.partnership.chosen_areas.filter(pk__in=ids).values_list("pk", "name"),
        AreaBoundaries.objects.filter(area__partnership=here.partnership, pk__in=ids).values_list(
            "pk", "file_name"
        ),
        SuppliedLayer.objects.filter(area__partnership=here.partnership, pk__in=ids).values_list(
            "pk", "name"
        ),
        here.partnership.priority_locations.filter(pk__in=ids).values_list("pk", "name"),
        here.partnership.column_uses.filter(pk__in=ids).values_list("pk", "name"),
        CubeImport.objects.filter(area__partnership=here.partnership, pk__in=ids).values_list(
            "pk", "file_names"
        ),
    ]
