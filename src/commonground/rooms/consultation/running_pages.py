"""Pages that open and close a round and write to its assessors."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from commonground.errors import BadInput
from commonground.rooms.consultation import (
    access,
    presenters,
    running_actions,
    running_presenters,
)
from commonground.rooms.consultation.forms import LetterForm
from commonground.rooms.consultation.letter_presenters import letter_page
from commonground.rooms.consultation.letters import Post, preview, send_letters
from commonground.rooms.consultation.methods import rules_of
from commonground.rooms.consultation.models import Kind
from commonground.rooms.consultation.readiness import readiness
from commonground.rooms.consultation.recipients import check_time_for, recipients
from commonground.rooms.consultation.rules import Verb
from commonground.rooms.paging import page_links, page_of
from commonground.rooms.people.asked import Asked, sent, signed_in
from commonground.rooms.telling import faults_told

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
            faults = faults_told(refused)
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
            messages.error(request, " ".join(faults_told(refused)))
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


@form_page
@signed_in
def letter(request: Asked, partnership_id: UUID, round_id: UUID, kind: Kind) -> HttpResponse:
    """Show a letter and to how many it goes; send it."""
    seat = access.seat(request.user, partnership_id, Verb.RUN_ROUNDS)
    found = access.round_(seat, round_id)
    to = recipients(found, kind)
    form = LetterForm(sent(request))
    is_sent = form.is_valid() and "look" not in request.POST
    own_words = form.cleaned_data["own_words"] if form.is_valid() else ""
    post = Post(request, seat, found, kind, own_words)
    if is_sent:
        try:
            check_time_for(kind, found)
            _tell(request, *send_letters(post, to))
        except BadInput as refused:
            messages.error(request, " ".join(faults_told(refused)))
            return redirect("consultation:round", partnership_id, round_id)
        return redirect("consultation:messages", partnership_id, round_id)
    shown = preview(post, to[0]) if to else None
    return render(
        request,
        "consultation/letter.html",
        {
            "seat": seat,
            "form": form,
            "page": letter_page(kind, to, shown),
            "name": found.name,
            "back_href": presenters.address("round", seat, found.pk),
        },
    )


def _tell(request: Asked, sent_count: int, failed: int) -> None:
    messages.success(request, _("Sent: %(count)d") % {"count": sent_count})
    if failed:
        messages.error(request, _("Not sent: %(count)d. The log says why.") % {"count": failed})


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
