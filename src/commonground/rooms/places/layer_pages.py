"""Pages of the layers over an area: all of them, one of them, and which are in use."""

import gzip
from pathlib import Path
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


@require_safe
@signed_in
def layers(request: Asked, partnership_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.SEE_PLACES)
    about = access.area_now(seat)
    page = layer_presenters.layers_page(seat, layer_access.layers(seat, about))
    return render(request, "places/layers.html", {"seat": seat, "about": about, "page": page})


@require_safe
@signed_in
def layer(request: Asked, partnership_id: UUID, layer_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.SEE_PLACES)
    found = layer_access.one_layer(seat, layer_id)
    figures = layer_access.figures_of([found])[found.pk]
    page = layer_presenters.layer_page(seat, found, figures)
    return render(request, "places/layer.html", {"seat": seat, "about": found, "page": page})


@require_safe
@signed_in
def layer_file(request: Asked, partnership_id: UUID, layer_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.EXPORT)
    found = layer_access.one_layer(seat, layer_id)
    content = gzip.decompress(layer_access.content_of(found))
    answer = HttpResponse(content, content_type="text/csv; charset=utf-8")
    name = f"{Path(found.file_name).stem}-{found.level}.csv"
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
