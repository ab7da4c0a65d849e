"""Pages on which the area of a partnership is chosen: search, tick wards, confirm, look again."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from commonground.errors import BadInput
from commonground.geography.lookups import wards
from commonground.rooms.people.asked import Asked, sent, signed_in
from commonground.rooms.places import access, area_actions, area_presenters
from commonground.rooms.places.addresses import address, address_if
from commonground.rooms.places.area_finding import asked_for, district, searched
from commonground.rooms.places.forms import NameAreaForm, SearchAreaForm
from commonground.rooms.places.models import AreaKind
from commonground.rooms.places.rules import Verb
from commonground.rooms.posting import acted, done, form_page
from commonground.rooms.telling import faults_told

OF_LOOK_UPS = (AreaKind.CSP, AreaKind.DISTRICT, AreaKind.WARDS)


@require_safe
@signed_in
def areas(request: Asked, partnership_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.SEE_PLACES)
    rows = area_presenters.area_rows(seat, access.areas(seat))
    choose_href = address_if("choose", seat, Verb.SET_AREA)
    context = {"seat": seat, "rows": rows, "choose_href": choose_href}
    return render(request, "places/areas.html", context)


@require_safe
@signed_in
def choose(request: Asked, partnership_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.SET_AREA)
    form = SearchAreaForm(request.GET if "kind" in request.GET else None)
    context: dict[str, object] = {"seat": seat, "form": form}
    if form.is_valid():
        kind = AreaKind(form.cleaned_data["kind"])
        found = searched(kind, form.cleaned_data["q"])
        context |= {
            "rows": area_presenters.found_rows(seat, kind, found),
            "found": len(found),
            "is_wards": kind is AreaKind.WARDS,
        }
    return render(request, "places/choose.html", context)


@require_safe
@signed_in
def choose_wards(request: Asked, partnership_id: UUID, code: str) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.SET_AREA)
    within = district(code)
    if within is None:
        raise Http404
    context = {
        "seat": seat,
        "within": within,
        "wards": wards(code),
        "ticked": request.GET.getlist("ward"),
        "confirm_href": address("confirm_area", seat, AreaKind.WARDS.value, code),
    }
    return render(request, "places/choose_wards.html", context)


@form_page
@signed_in
def confirm_area(request: Asked, partnership_id: UUID, kind: str, code: str) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.SET_AREA)
    if kind not in OF_LOOK_UPS:
        raise Http404
    try:
        asked = asked_for(AreaKind(kind), code, request.GET.getlist("ward"))
    except BadInput as refused:
        messages.error(request, " ".join(faults_told(refused)))
        if kind == AreaKind.WARDS and district(code) is not None:
            return redirect("places:choose_wards", partnership_id, code)
        return redirect("places:choose", partnership_id)
    form = NameAreaForm(sent(request), initial={"name": asked.name})

    def take() -> HttpResponse:
        made = area_actions.choose_area(by=seat, asked=asked, name=form.cleaned_data["name"])
        said = _("The area is now %(name)s.") % {"name": made.name}
        return done(request, said, "places:places", partnership_id)

    page = area_presenters.asked_page(seat, asked)
    context = {"seat": seat, "form": form, "page": page, "action_href": page.action_href}
    return acted(form, take) or render(request, "places/confirm_area.html", context)


@require_POST
@signed_in
def look_at(request: Asked, partnership_id: UUID, area_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.SET_AREA)
    about = access.area(seat, area_id)
    area_actions.look_at_area(by=seat, about=about)
    said = _("The area is now %(name)s.") % {"name": about.name}
    return done(request, said, "places:places", partnership_id)
