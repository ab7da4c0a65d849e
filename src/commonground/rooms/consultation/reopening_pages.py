"""The page that opens a second round of a closed one's contested issues."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from commonground.errors import BadInput
from commonground.rooms.consultation import access, presenters, reopening_actions
from commonground.rooms.consultation.forms import ReopenForm
from commonground.rooms.consultation.methods import published_method, rules_of
from commonground.rooms.consultation.promises import consensus_words
from commonground.rooms.consultation.reopening_presenters import reopen_page
from commonground.rooms.consultation.rules import Verb
from commonground.rooms.consultation.second_round import contested
from commonground.rooms.people.asked import Asked, sent, signed_in
from commonground.rooms.telling import faults_told


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def reopen(request: Asked, partnership_id: UUID, round_id: UUID) -> HttpResponse:
    """Show what has no consensus, ticked; `?issue=` ticks other issues instead, by their ids."""
    seat = access.seat(request.user, partnership_id, Verb.RUN_ROUNDS)
    found = access.round_(seat, round_id)
    rules = rules_of(found)
    if not access.may_reopen(found, rules):
        messages.error(request, _("A second round follows the first one’s close, once."))
        return redirect("consultation:round", partnership_id, round_id)
    issues = list(access.round_issues(found))
    ticked = (request.POST if request.method == "POST" else request.GET).getlist("issue")
    form = ReopenForm(sent(request))
    if form.is_valid():
        try:
            reopening_actions.reopen(
                by=seat, about=found, issues=[one for one in issues if str(one.pk) in ticked],
                **form.cleaned_data,
            )  # fmt: skip
        except BadInput as refused:
            form.add_error(None, list(faults_told(refused)))
        else:
            messages.success(request, _("The second round is open. Now send the invitations."))
            return redirect("consultation:round", partnership_id, round_id)
    return render(
        request,
        "consultation/reopen.html",
        {
            "seat": seat,
            "form": form,
            "page": reopen_page(published_method(found), issues, contested(found), ticked),
            "rule": consensus_words(rules),
            "name": found.name,
            "back_href": presenters.address("round", seat, found.pk),
        },
        status=422 if request.method == "POST" else 200,
    )
