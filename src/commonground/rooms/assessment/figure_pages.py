"""Pages of an assessment's frozen sources: what is in them, what changed, and one figure's own."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from commonground.errors import BadInput
from commonground.rooms.assessment import access, figure_access, figure_presenters
from commonground.rooms.assessment.rules import Verb
from commonground.rooms.people.asked import Asked, signed_in
from commonground.rooms.telling import faults_told


@require_safe
@signed_in
def frozen(request: Asked, partnership_id: UUID, assessment_id: UUID, number: int) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.SEE_ASSESSMENTS)
    about = access.assessment(seat, assessment_id)
    held = figure_access.freeze(about, number)
    page = figure_presenters.frozen_page(about, held, access.sources_of(about, held))
    return render(request, "assessment/frozen.html", {"seat": seat, "page": page})


@require_safe
@signed_in
def changes(request: Asked, partnership_id: UUID, assessment_id: UUID, number: int) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.SEE_ASSESSMENTS)
    about = access.assessment(seat, assessment_id)
    held = figure_access.freeze(about, number)
    if number == 1:
        return redirect("assessment:frozen", partnership_id, about.pk, number)
    before = figure_access.freeze(about, number - 1)
    material = access.material(about, held, figure_access.link(about, held))
    page = figure_presenters.changes_page(
        about, held, before, material.printed, figure_access.asked_for(about)
    )
    context = {"seat": seat, "page": page, "page_marking": page.marking}
    return render(request, "assessment/changes.html", context)


@require_safe
@signed_in
def figure(request: Asked, partnership_id: UUID, assessment_id: UUID, number: int) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.SEE_ASSESSMENTS)
    about = access.assessment(seat, assessment_id)
    held = figure_access.freeze(about, number)
    asked = request.GET.get("of", "")
    material = access.material(about, held, figure_access.link(about, held))
    try:
        page = figure_presenters.figure_page(
            seat, about, held, material, asked, figure_access.asked_for(about)
        )
    except BadInput as fault:
        context = {
            "seat": seat, "faults": faults_told(fault),
            "back_href": figure_access.address("frozen", about, held),
        }  # fmt: skip
        return render(request, "assessment/not_known.html", context, status=404)
    context = {"seat": seat, "page": page, "page_marking": page.marking}
    return render(request, "assessment/figure.html", context)
