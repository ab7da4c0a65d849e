"""The page of a ranking, the board's decisions about it, and what can be taken away."""

import json
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonground.errors import BadInput
from commonground.rooms.consultation import access as consultation_access
from commonground.rooms.people.asked import Asked, sent, signed_in
from commonground.rooms.ranking import access, actions, presenters
from commonground.rooms.ranking.computing import evidence_pack, result_text
from commonground.rooms.ranking.forms import DecisionForm
from commonground.rooms.ranking.models import Direction
from commonground.rooms.ranking.rules import Verb, may_do


@require_safe
@signed_in
def ranking(request: Asked, partnership_id: UUID, round_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.SEE_RANKING)
    about, closing = access.closed_round(seat, round_id)
    found = access.ranking(closing)
    if found is None:
        may_make = may_do(seat.roles, Verb.MAKE_RANKING)
        make_href = presenters.address("make", seat, about) if may_make else ""
        context = {"seat": seat, "name": about.name, "make_href": make_href}
        return render(request, "ranking/not_yet.html", context)
    page = presenters.ranking_page(
        seat, about, closing, found, consultation_access.method(about),
        access.round_issues(about), access.decisions(found),
    )  # fmt: skip
    return render(request, "ranking/ranking.html", {"seat": seat, "page": page})


@require_POST
@signed_in
def make(request: Asked, partnership_id: UUID, round_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.MAKE_RANKING)
    about, closing = access.closed_round(seat, round_id)
    if access.ranking(closing) is None:
        try:
            actions.keep_ranking(by=seat, closing=closing, result=result_text(about))
        except BadInput as refused:
            messages.error(request, " ".join(refused.faults[:5]))
        else:
            messages.success(request, _("The ranking was computed and kept."))
    return redirect("ranking:ranking", partnership_id, round_id)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def decide(
    request: Asked, partnership_id: UUID, round_id: UUID, round_issue_id: UUID
) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.MOVE_LINE)
    about, closing = access.closed_round(seat, round_id)
    found = access.made_ranking(closing)
    issue = consultation_access.round_issue(about, round_issue_id)
    stands = access.standing(access.decisions(found)).get(issue.pk)
    ranked = {one["issue"]: one["in_shortlist"] for one in json.loads(found.result)["issues"]}
    is_in = stands.direction == Direction.IN if stands else ranked.get(issue.name, False)
    direction = Direction(request.POST.get("direction", Direction.OUT if is_in else Direction.IN))
    form = DecisionForm(sent(request))
    if form.is_valid():
        try:
            actions.decide(
                by=seat, ranking=found, about=issue, direction=direction, **form.cleaned_data
            )
        except BadInput as refused:
            form.add_error(None, list(refused.faults))
        else:
            messages.success(request, _("The decision was kept."))
            return redirect("ranking:ranking", partnership_id, round_id)
    context = {
        "seat": seat,
        "form": form,
        "name": issue.name,
        "direction": direction.value,
        "is_in": is_in,
        "back_href": presenters.address("ranking", seat, about),
    }
    return render(request, "ranking/decide.html", context)


@require_safe
@signed_in
def pack(request: Asked, partnership_id: UUID, round_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.EXPORT_RANKING)
    about, closing = access.closed_round(seat, round_id)
    found = access.made_ranking(closing)
    answer = HttpResponse(evidence_pack(about, closing, found), content_type="application/zip")
    return _named(answer, f"{slugify(about.name) or 'round'}-evidence.zip")


@require_safe
@signed_in
def result(request: Asked, partnership_id: UUID, round_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.EXPORT_RANKING)
    about, closing = access.closed_round(seat, round_id)
    found = access.made_ranking(closing)
    answer = HttpResponse(found.result.encode(), content_type="application/json")
    return _named(answer, f"{slugify(about.name) or 'round'}-result.json")


def _named(answer: HttpResponse, name: str) -> HttpResponse:
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
