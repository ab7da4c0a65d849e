"""Pages of the layers over an area: all of them, one of them, and which are in use."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from commonground.errors import BadInput
from commonground.geography.vulnerability import Scale, composite
from commonground.rooms.paging import page_links, page_of_list
from commonground.rooms.people.asked import Asked, signed_in
from commonground.rooms.places import (
    access,
    composite_presenters,
    layer_access,
    layer_actions,
    layer_presenters,
)
from commonground.rooms.places.models import Level
from commonground.rooms.places.rules import Verb
from commonground.rooms.posting import done
from commonground.rooms.taking import recorded_file
from commonground.rooms.telling import faults_told


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


@require_safe
@signed_in
def vulnerability(request: Asked, partnership_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.SEE_PLACES)
    about = access.area_now(seat)
    shown = access.shown_import(about)
    areas = access.cube_of(shown).areas if shown else tuple(about.lsoa_names)
    laid = layer_access.laid_on(layer_access.layers_of(seat, about), Level.LSOA, areas)
    scale = Scale.STANDARD if request.GET.get("scale") == Scale.STANDARD.name else Scale.RANKS
    context: dict[str, object] = {
        "seat": seat, "about": about, "page_marking": composite_presenters.marking_of(laid),
        "scales": [(one.name, words, one is scale)
                   for one, words in composite_presenters.SCALES.items()],
    }  # fmt: skip
    try:
        if found := layer_access.indicators(laid):
            page = composite_presenters.composite_page(areas, composite(found, scale), laid)
            rows = page_of_list(page.rows, request.GET)
            context |= {"page": page, "rows": rows, "links": page_links(rows, request.GET)}
    except BadInput as refused:
        context["fault"] = " ".join(faults_told(refused))
    return render(request, "places/composite.html", context)


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
