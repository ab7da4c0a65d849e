"""Pages that open and close a round and write to its assessors."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonground.errors import BadInput
from commonground.rooms.consultation import (
    access,
    presenters,
    running_actions,
    running_presenters,
)
from commonground.rooms.consultation.invitations import send_invitations
from commonground.rooms.consultation.methods import rules_of
from commonground.rooms.consultation.readiness import readiness
from commonground.rooms.consultation.rules import Verb
from commonground.rooms.consultation.sending_actions import to_invite
from commonground.rooms.paging import page_links, page_of
from commonground.rooms.people.asked import Asked, signed_in

form_page = require_http_methods(["GET", "HEAD", "POST"])


@form_page
@signed_in
def open_round(request: Asked, partnership_id: UUID, round_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.RUN_ROUNDS)
    found = access.round_(seat, round_id)
    ready = readiness(access.method(found), rules_of(found), access.plan(found))
    faults = ready.faults
    if request.method == "POST":
        try:
            running_actions.open_round(by=seat, about=found)
        except BadInput as refused:
            faults = refused.faults
        else:
            messages.success(request, _("The round is open. Now send the invitations."))
            return redirect("consultation:round", partnership_id, round_id)
    return render(
        request,
        "consultation/open_round.html",
        {
            "seat": seat,
            "name": found.name,
            "faults": faults,
            "warnings": ready.warnings,
            "back_href": presenters.address("round", seat, found.pk),
        },
        status=422 if request.method == "POST" else 200,
    )


@form_page
@signed_in
def close_round(request: Asked, partnership_id: UUID, round_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.RUN_ROUNDS)
    found = access.round_(seat, round_id)
    if request.method == "POST":
        try:
            running_actions.close_round(by=seat, about=found)
        except BadInput as refused:
            messages.error(request, " ".join(refused.faults))
        else:
            messages.success(request, _("The round is closed."))
        return redirect("consultation:round", partnership_id, round_id)
    counted = access.progress(found, len(access.method(found).criteria))
    people = access.assessors(found).count()
    return render(
        request,
        "consultation/close_round.html",
        {
            "seat": seat,
            "name": found.name,
            "progress": running_presenters.progress_part(found, counted, people),
            "back_href": presenters.address("round", seat, found.pk),
        },
    )


@require_POST
@signed_in
def invite(request: Asked, partnership_id: UUID, round_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.RUN_ROUNDS)
    found = access.round_(seat, round_id)
    try:
        sent, failed = send_invitations(request, seat, found, to_invite(found))
    except BadInput as refused:
        messages.error(request, " ".join(refused.faults))
        return redirect("consultation:round", partnership_id, round_id)
    messages.success(request, _("Invitations sent: %(count)d") % {"count": sent})
    if failed:
        messages.error(request, _("Not sent: %(count)d. The log says why.") % {"count": failed})
    return redirect("consultation:messages", partnership_id, round_id)


@require_safe
@signed_in
def messages_(request: Asked, partnership_id: UUID, round_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.RUN_ROUNDS)
    found = access.round_(seat, round_id)
    page = page_of(access.messages(found), request.GET)
    return render(
        request,
        "consultation/messages.html",
        {
            "seat": seat,
            "name": found.name,
            "rows": running_presenters.message_rows(page),
            "links": page_links(page, request.GET),
            "back_href": presenters.address("round", seat, found.pk),
        },
    )
