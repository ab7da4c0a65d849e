"""Pages of the layers over an area: all of them, one of them, and which are in use."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from commonground.rooms.people.asked import Asked, signed_in
from commonground.rooms.places import access, layer_access, layer_actions, layer_presenters
from commonground.rooms.places.rules import Verb
from commonground.rooms.posting import done
from commonground.rooms.taking import recorded_file


@require_safe
@signed_in
def layers(request: Asked, partnership_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.SEE_PLACES)
    about = access.area_now(seat)
    page = layer_presenters.layers_page(seat, layer_access.layers(seat, about))
    context = {"seat": seat, "about": about, "page": page, "page_marking": page.marking}
    return render(request, "places/layers.html", context)


@require_safe
@signed_in
def layer(request: Asked, partnership_id: UUID, layer_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.SEE_PLACES)
    found = layer_access.one_layer(seat, layer_id)
    figures = layer_access.figures_of([found])[found.pk]
    page = layer_presenters.layer_page(seat, found, figures)
    context = {"seat": seat, "about": found, "page": page, "page_marking": found.marking}
    return render(request, "places/layer.html", context)


@recorded_file
@signed_in
def layer_file(request: Asked, partnership_id: UUID, layer_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.EXPORT)
    found = layer_access.one_layer(seat, layer_id)
    figures = layer_access.figures_of([found])[found.pk]
    name, held = layer_actions.take_layer(by=seat, about=found, figures=figures)
    answer = HttpResponse(held, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    return answer


@require_POST
@signed_in
def set_layer_aside(request: Asked, partnership_id: UUID, layer_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.KEEP_LAYERS)
    found = layer_access.one_layer(seat, layer_id)
    layer_actions.set_layer_aside(by=seat, about=found)
    said = _("%(layer)s is used no more. It stays below.") % {"layer": found.name}
    return done(request, said, "places:layers", partnership_id)


@require_POST
@signed_in
def use_layer(request: Asked, partnership_id: UUID, layer_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.KEEP_LAYERS)
    found = layer_access.one_layer(seat, layer_id)
    layer_actions.use_layer(by=seat, about=found)
    said = _("%(layer)s is used again.") % {"layer": found.name}
    return done(request, said, "places:layers", partnership_id)
