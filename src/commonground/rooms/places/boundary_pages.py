"""Pages of an area's boundaries: which are drawn, a file of others, and what is drawn as a file."""

from hashlib import sha256
from pathlib import Path
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from commonground.geography.boundaries import Boundaries
from commonground.geography.boundary_files import read_boundaries
from commonground.rooms.people.asked import Asked, sent, signed_in
from commonground.rooms.places import access, boundary_actions, boundary_presenters
from commonground.rooms.places.forms import BoundariesForm
from commonground.rooms.places.models import Level
from commonground.rooms.places.receiving import MOST_BOUNDARY_BYTES
from commonground.rooms.places.rules import Verb
from commonground.rooms.posting import acted, done, form_page
from commonground.rooms.uploads import read_whole


@require_safe
@signed_in
def boundaries(request: Asked, partnership_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.SEE_PLACES)
    about = access.area_now(seat)
    page = boundary_presenters.boundaries_page(seat, access.boundaries_kept(about))
    return render(request, "places/boundaries.html", {"seat": seat, "about": about, "page": page})


@form_page
@signed_in
def add_boundaries(request: Asked, partnership_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.SET_AREA)
    about = access.area_now(seat)
    form = BoundariesForm(sent(request), request.FILES or None)

    def keep() -> HttpResponse:
        file = form.cleaned_data["file"]
        found, digest = read_whole(file, _read, MOST_BOUNDARY_BYTES)
        made = boundary_actions.keep_boundaries(
            by=seat, about=about, level=Level(form.cleaned_data["level"]), found=found,
            file_name=file.name, file_sha256=digest, licence=form.cleaned_data["licence"],
        )  # fmt: skip
        if missing := boundary_presenters.missing_told(made):
            messages.warning(request, missing)
        return done(request, boundary_presenters.told(made), "places:boundaries", partnership_id)

    context = {"seat": seat, "about": about, "form": form}
    return acted(form, keep, onto="file") or render(request, "places/add_boundaries.html", context)


@require_safe
@signed_in
def boundaries_file(request: Asked, partnership_id: UUID, boundaries_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.EXPORT)
    found = access.one_boundaries(seat, boundaries_id)
    answer = HttpResponse(access.geojson_of(found), content_type="application/geo+json")
    name = f"{Path(found.file_name).stem}-{found.level}.geojson"
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    return answer


def _read(path: Path) -> tuple[Boundaries, str]:
    return read_boundaries(path), sha256(path.read_bytes()).hexdigest()
