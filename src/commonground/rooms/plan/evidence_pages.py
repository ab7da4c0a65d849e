"""Pages of what shows that something was done: keeping it, and taking a file away."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commonground.rooms.people.asked import Asked, sent, signed_in
from commonground.rooms.plan import access, evidence_actions, reading
from commonground.rooms.plan.addresses import address
from commonground.rooms.plan.answering_forms import EvidenceForm
from commonground.rooms.plan.evidence_files import type_of
from commonground.rooms.plan.rules import Verb
from commonground.rooms.posting import acted, done, form_page


@form_page
@signed_in
def add_evidence(request: Asked, partnership_id: UUID, action_id: UUID) -> HttpResponse:
    seat, about = reading.answered_for(request.user, partnership_id, action_id)
    form = EvidenceForm(sent(request), request.FILES or None)

    def keep() -> HttpResponse:
        evidence_actions.keep_evidence(by=seat, about=about, **form.told)
        return done(request, _("The evidence was kept."), "plan:action", partnership_id, about.pk)

    context = {"seat": seat, "form": form, "name": about.ref, "text": about.text,
               "back_href": address("action", seat, about.pk)}  # fmt: skip
    return acted(form, keep) or render(request, "plan/add_evidence.html", context)


@require_safe
@signed_in
def evidence_file(
    request: Asked, partnership_id: UUID, action_id: UUID, evidence_id: UUID
) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.SEE_OWN_ACTIONS)
    about, _may_say = reading.seen(seat, action_id)
    found = about.evidence.filter(pk=evidence_id).exclude(file_name="").first()
    if found is None:
        raise Http404
    answer = HttpResponse(bytes(found.content), content_type=type_of(found.file_name))
    answer["Content-Disposition"] = content_disposition_header(
        as_attachment=True, filename=found.file_name
    )
    return answer
