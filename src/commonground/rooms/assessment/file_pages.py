"""Pages by which an assessment is taken away: which file, for whom, and what stays behind."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from commonground.documents.contents.builds import Audience, build_for
from commonground.errors import BadInput
from commonground.rooms.assessment import (
    access,
    exporting,
    presenters,
    template_access,
)
from commonground.rooms.assessment.models import Assessment
from commonground.rooms.assessment.rules import Verb
from commonground.rooms.people.access import Seat
from commonground.rooms.people.asked import Asked, signed_in
from commonground.rooms.taking import recorded_file
from commonground.rooms.telling import faults_told


@require_safe
@signed_in
def files(request: Asked, partnership_id: UUID, assessment_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.EXPORT)
    about = _about(seat, assessment_id)
    document = exporting.document(about)
    context = {
        "seat": seat,
        "about": about,
        "look": template_access.template_in_use(about.partnership_id),
        "templates_href": presenters.address("word_templates", seat),
        "returned_href": presenters.write_href("returned", seat, about),
        "builds": [presenters.build_row(seat, about, build_for(document, one)) for one in Audience],
    }
    return render(request, "assessment/files.html", context)


@recorded_file
@signed_in
def file(
    request: Asked, partnership_id: UUID, assessment_id: UUID, audience: str, kind: str
) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.EXPORT)
    about = _about(seat, assessment_id)
    if audience not in set(Audience) or kind not in exporting.KINDS:
        raise Http404
    try:
        taken = exporting.take_away(
            by=seat, about=about, audience=Audience(audience), kind=exporting.KINDS[kind],
        )  # fmt: skip
    except BadInput as refused:
        messages.error(request, " ".join(faults_told(refused)))
        return redirect("assessment:files", partnership_id, assessment_id)
    answer = HttpResponse(taken.held, content_type=taken.type)
    answer["Content-Disposition"] = f'attachment; filename="{taken.name}"'
    return answer


def _about(seat: Seat, assessment_id: UUID) -> Assessment:
    """Return an assessment; a profile's text is taken away from its own page, by its own rules."""
    about = access.assessment(seat, assessment_id)
    if about.is_profile:
        raise Http404
    return about
