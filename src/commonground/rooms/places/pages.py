"""The first page of the room: the map of the area, or what is still to be done before it."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from commonground.rooms.people.asked import Asked, signed_in
from commonground.rooms.places import access, presenters
from commonground.rooms.places.rules import Verb


@require_safe
@signed_in
def places(request: Asked, partnership_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.SEE_PLACES)
    about = access.current_area(seat)
    held = access.boundaries(about) if about else {}
    shown = access.shown_import(about) if about else None
    page = presenters.first_page(seat, about, held, shown)
    return render(request, "places/places.html", {"seat": seat, "page": page})
