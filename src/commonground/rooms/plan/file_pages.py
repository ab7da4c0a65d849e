"""Pages by which a plan is taken away: which file, for whom, and what stays behind."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from commonground.documents.contents.builds import Audience
from commonground.rooms.assessment.exporting import Taken
from commonground.rooms.people.asked import Asked, signed_in
from commonground.rooms.plan import access, exporting, file_presenters
from commonground.rooms.plan.rules import Verb
from commonground.rooms.taking import recorded_file


@require_safe
@signed_in
def files(request: Asked, partnership_id: UUID, plan_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.EXPORT)
    about = access.plan(seat, plan_id)
    about.partnership = seat.partnership
    context = {
        "seat": seat,
        "about": about,
        "builds": [file_presenters.build_row(seat, about, one) for one in exporting.builds(about)],
        "workbook": file_presenters.workbook_links(seat, about),
    }
    return render(request, "plan/files.html", context)


@recorded_file
@signed_in
def file(
    request: Asked, partnership_id: UUID, plan_id: UUID, audience: str, kind: str
) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.EXPORT)
    about = access.plan(seat, plan_id)
    if audience not in set(Audience) or kind not in exporting.KINDS:
        raise Http404
    return _answer(
        exporting.take_away(by=seat, about=about, audience=Audience(audience), kind=kind)
    )


@recorded_file
@signed_in
def workbook(request: Asked, partnership_id: UUID, plan_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.EDIT_PLANS)
    return _answer(exporting.take_workbook(by=seat, about=access.plan(seat, plan_id)))


def _answer(taken: Taken) -> HttpResponse:
    answer = HttpResponse(taken.held, content_type=taken.type)
    answer["Content-Disposition"] = f'attachment; filename="{taken.name}"'
    return answer
