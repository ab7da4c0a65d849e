"""Pages of priority locations: the list, one, what is said of it, its links, and its end."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commonground.rooms.issues import access as issue_access
from commonground.rooms.people.access import Seat
from commonground.rooms.people.asked import Asked, sent, signed_in
from commonground.rooms.places import (
    access,
    location_access,
    location_actions,
    location_exporting,
    location_presenters,
    map_reading,
)
from commonground.rooms.places.location_counting import counted_in
from commonground.rooms.places.location_forms import LinksForm, LocationForm, ReasonForm
from commonground.rooms.places.map_reading import Ground
from commonground.rooms.places.models import PriorityLocation
from commonground.rooms.places.rules import Verb
from commonground.rooms.plan import access as plan_access
from commonground.rooms.posting import acted, done, form_page, saved
from commonground.rooms.taking import recorded_file
from commonground.rooms.telling import tell


@require_safe
@signed_in
def locations(request: Asked, partnership_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.SEE_PLACES)
    is_closed = "closed" in request.GET
    found = list(location_access.locations(seat, closed=is_closed))
    areas = location_access.areas_of_all(found)
    page = location_presenters.locations_page(seat, found, areas, is_closed=is_closed)
    context = {"seat": seat, "page": page, "page_marking": page.marking}
    return render(request, "places/locations.html", context)


@require_safe
@signed_in
def location(request: Asked, partnership_id: UUID, location_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.SEE_PLACES)
    about = location_access.location(seat, location_id)
    page = location_presenters.location_page(
        seat,
        about,
        list(location_access.areas_of(about)),
        map_reading.outlines_of(about.area),
        list(location_access.issues_of(about)),
        list(location_access.actions_of(about)),
        list(location_access.revisions(about)),
    )
    context = {"seat": seat, "about": about, "page": page, "page_marking": about.marking}
    return render(request, "places/location.html", context)


@form_page
@signed_in
def add_location(request: Asked, partnership_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.KEEP_LOCATIONS)
    about = access.area_now(seat)
    ground = _ground(seat)
    key = request.GET.get("of", "")
    of = location_access.suggestion(ground, key) if ground and key else None
    initial = {"areas": "\n".join(of.names), "evidence": tell(of.why)} if of else {}
    if asked := request.GET.getlist("area"):
        initial["areas"] = "\n".join(asked)
    form = LocationForm(sent(request), initial=initial, known=_known(about.lsoa_names, ground))

    def take() -> HttpResponse:
        made = location_actions.take_location(
            by=seat, about=about, said=form.told,
            counted=counted_in(ground, form.told.areas, key if of else ""),
        )  # fmt: skip
        said = _("%(name)s is a priority location.") % {"name": made.name}
        return done(request, said, "places:location", partnership_id, made.pk)

    context = {"seat": seat, "about": about, "form": form, "of": of}
    return acted(form, take) or render(request, "places/say_location.html", context)


@form_page
@signed_in
def change_location(request: Asked, partnership_id: UUID, location_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.KEEP_LOCATIONS)
    about = location_access.location(seat, location_id)
    own = dict(location_access.areas_of(about).values_list("code", "name"))
    known = own | about.area.lsoa_names

    def form_of(one: PriorityLocation) -> LocationForm:
        return LocationForm(sent(request), initial=_initial(one), known=known)

    form = form_of(about)

    def change() -> HttpResponse:
        location_actions.change_location(
            by=seat, about=about, version=form.cleaned_data["version"] or 0, said=form.told
        )
        return done(request, _("Changed."), "places:location", partnership_id, about.pk)

    context = {"seat": seat, "about": about.area, "form": form, "of": None, "changed": about}
    return saved(
        request, form, change,
        lambda one: LocationForm(initial=_initial(one), known=known), seat=seat,
    ) or render(request, "places/say_location.html", context)  # fmt: skip


@form_page
@signed_in
def link_location(request: Asked, partnership_id: UUID, location_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.KEEP_LOCATIONS)
    about = location_access.location(seat, location_id)
    form = LinksForm(
        sent(request),
        issues=[(str(one.pk), str(one)) for one in issue_access.issues(seat)],
        actions=[(str(one.pk), f"{one.ref} {one.text}") for one in plan_access.actions(seat)],
        initial={
            "issues": [str(one.pk) for one in location_access.issues_of(about)],
            "actions": [str(one.pk) for one in location_access.actions_of(about)],
        },
    )

    def link() -> HttpResponse:
        location_actions.link_location(
            by=seat, about=about, issues=form.cleaned_data["issues"],
            actions=form.cleaned_data["actions"],
        )  # fmt: skip
        return done(request, _("Changed."), "places:location", partnership_id, about.pk)

    context = {"seat": seat, "about": about, "form": form}
    return acted(form, link) or render(request, "places/link_location.html", context)


@form_page
@signed_in
def close_location(request: Asked, partnership_id: UUID, location_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.KEEP_LOCATIONS)
    about = location_access.location(seat, location_id)
    form = ReasonForm(sent(request), initial={"version": about.version})

    def close() -> HttpResponse:
        location_actions.close_location(
            by=seat, about=about, version=form.cleaned_data["version"] or 0,
            reason=form.cleaned_data["reason"],
        )  # fmt: skip
        return done(request, _("It is closed."), "places:locations", partnership_id)

    context = {"seat": seat, "about": about, "form": form}
    return saved(
        request, form, close, lambda one: ReasonForm(initial={"version": one.version}), seat=seat
    ) or render(request, "places/close_location.html", context)


@require_safe
@signed_in
def suggestions(request: Asked, partnership_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.SEE_PLACES)
    ground = _ground(seat)
    page = (
        location_presenters.suggestions_page(seat, location_access.suggestions(ground))
        if ground and ground.cube.facts.whole_months()
        else None
    )
    return render(request, "places/suggestions.html", {"seat": seat, "page": page})


@form_page
@signed_in
def set_aside(request: Asked, partnership_id: UUID, key: str) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.KEEP_LOCATIONS)
    ground = _ground(seat)
    if ground is None:
        raise Http404
    of = location_access.suggestion(ground, key)
    form = ReasonForm(sent(request))

    def put() -> HttpResponse:
        location_actions.set_suggestion_aside(
            by=seat, about=ground.about, suggestion=of, reason=form.cleaned_data["reason"]
        )
        said = _("It is set aside. Other figures may suggest it again.")
        return done(request, said, "places:suggestions", partnership_id)

    context = {"seat": seat, "of": of, "why": tell(of.why), "form": form}
    return acted(form, put) or render(request, "places/set_aside.html", context)


@recorded_file
@signed_in
def locations_file(request: Asked, partnership_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.EXPORT)
    taken = location_exporting.take_locations(by=seat)
    answer = HttpResponse(taken.held, content_type=taken.type)
    answer["Content-Disposition"] = f'attachment; filename="{taken.name}"'
    return answer


def _ground(seat: Seat) -> Ground | None:
    return map_reading.ground_of(seat, access.current_area(seat))


def _known(lsoas: dict[str, str], ground: Ground | None) -> dict[str, str]:
    """Return the name of each area that can be named, joined ones too, by its code."""
    if ground is None:
        return lsoas
    return lsoas | dict(zip(ground.cube.areas, ground.cube.names, strict=True))


def _initial(one: PriorityLocation) -> dict[str, object]:
    return {
        "name": one.name, "reason": one.reason, "evidence": one.evidence,
        "confidence": one.confidence, "marking": one.marking, "shape": one.shape,
        "areas": "\n".join(location_access.areas_of(one).values_list("name", flat=True)),
        "version": one.version,
    }  # fmt: skip
