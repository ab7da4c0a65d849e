"""Pages of the map: the room's first, and what its script and its picture ask for."""

from uuid import UUID

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from commonground.rooms.people.access import Seat
from commonground.rooms.people.asked import Asked, signed_in
from commonground.rooms.places import (
    access,
    map_exporting,
    map_presenters,
    map_reading,
    presenters,
)
from commonground.rooms.places.map_asking import MapForm, Wanted
from commonground.rooms.places.map_reading import Ground
from commonground.rooms.places.rules import Verb
from commonground.rooms.taking import recorded_file

_WIDTH = 800.0


@require_safe
@signed_in
def places(request: Asked, partnership_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.SEE_PLACES)
    about = access.current_area(seat)
    ground = map_reading.ground_of(seat, about)
    if ground is None:
        held = access.boundaries(about) if about else {}
        shown = access.shown_import(about) if about else None
        first = presenters.first_page(seat, about, held, shown)
        return render(request, "places/places.html", {"seat": seat, "page": first})
    form = MapForm(request.GET, ground.cube.facts, ground.choices)
    wanted = form.wanted(request.GET.get("area", ""))
    if wanted is None:
        none = map_presenters.nothing_whole(seat, ground)
        return render(request, "places/nothing_whole.html", {"seat": seat, "page": none})
    made = map_reading.seen(ground, wanted)
    page = map_presenters.map_page(seat, made, request.GET)
    context = {"seat": seat, "page": page, "form": form, "page_marking": made.marking}
    return render(request, "places/map.html", context)


@require_safe
@signed_in
def map_picture(request: Asked, partnership_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.SEE_PLACES)
    ground, wanted = _asked(request, seat)
    svg = map_presenters.drawing(map_reading.seen(ground, wanted), _WIDTH)
    return HttpResponse(svg, content_type="image/svg+xml")


@require_safe
@signed_in
def map_months(request: Asked, partnership_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.SEE_PLACES)
    return JsonResponse(map_presenters.months_of(*_asked(request, seat)))


@require_safe
@signed_in
def shapes(request: Asked, partnership_id: UUID, boundaries_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.SEE_PLACES)
    found = access.one_boundaries(seat, boundaries_id)
    etag = f'"{found.sha256}"'
    kept = get_conditional_response(request, etag=etag)
    answer = kept or HttpResponse(
        access.geojson_of(found), content_type="application/geo+json", headers={"ETag": etag}
    )
    # asked for again each time, so that whoever may see it no more does not
    answer["Cache-Control"] = "private, no-cache"
    return answer


@recorded_file
@signed_in
def map_file(request: Asked, partnership_id: UUID, kind: str) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.EXPORT)
    if kind not in map_presenters.KINDS:
        raise Http404
    ground, wanted = _asked(request, seat)
    taken = map_exporting.take_map(by=seat, made=map_reading.seen(ground, wanted), kind=kind)
    answer = HttpResponse(taken.held, content_type=taken.type)
    answer["Content-Disposition"] = f'attachment; filename="{taken.name}"'
    return answer


def _asked(request: Asked, seat: Seat) -> tuple[Ground, Wanted]:
    """Return what a map is made of, and which is asked for; Http404 where none can be drawn."""
    ground = map_reading.ground_of(seat, access.current_area(seat))
    if ground is None:
        raise Http404
    form = MapForm(request.GET, ground.cube.facts, ground.choices)
    wanted = form.wanted(request.GET.get("area", ""))
    if wanted is None:
        raise Http404
    return ground, wanted
