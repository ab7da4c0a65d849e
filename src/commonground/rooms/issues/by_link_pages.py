"""What a link to propose opens, for somebody without an account. It signs nobody in."""

from collections.abc import Callable
from functools import partial, wraps
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from commonground.rooms.issues import proposal_access, proposal_presenters, proposing_actions
from commonground.rooms.issues.models import Issue, Proposal, name_key
from commonground.rooms.issues.proposal_forms import (
    NONE_OF_THESE,
    ChangeEvidenceForm,
    ChangeProposalForm,
    ProposeForm,
    SameAsForm,
)
from commonground.rooms.people import access as people_access
from commonground.rooms.people.access import Holder, LinkState
from commonground.rooms.people.asked import sent
from commonground.rooms.people.models import Purpose
from commonground.rooms.posting import acted, done, form_page, saved

GONE = 410


def by_link(page: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Open a page to whoever holds a good link; tell anybody else what to do next."""

    @never_cache
    @wraps(page)
    def opened(request: HttpRequest, token: str, **about: UUID) -> HttpResponse:
        found = people_access.opened_link(token, timezone.now(), Purpose.PROPOSE)
        if found.link is None or found.state is not LinkState.GOOD:
            gone = proposal_presenters.gone_page(found)
            return render(request, "issues/propose_gone.html", {"page": gone}, status=GONE)
        return page(request, Holder(found.link), token, **about)

    return opened


@require_safe
@by_link
def propose(request: HttpRequest, by: Holder, token: str) -> HttpResponse:
    page = proposal_presenters.own_page(by, token, proposal_access.own(by))
    return render(request, "issues/propose.html", {"page": page})


@form_page
@by_link
def propose_issue(request: HttpRequest, by: Holder, token: str) -> HttpResponse:
    form = ProposeForm(sent(request), themes=proposal_access.themes_for(by))

    def send() -> HttpResponse:
        near = proposal_access.near_for(by, form.cleaned_data["name"])
        same_as = NONE_OF_THESE
        if near and not _is_sent_already(by, form):
            answered = _same_as(request, form, near)
            if not answered.is_valid():
                return _ask_whether_same(request, by, token, form, answered)
            same_as = answered.cleaned_data["same_as"]
        _send(by, form, {str(one.pk): one for one in near}.get(same_as))
        return done(request, _("Thank you. The analyst will look at it."), "issues:propose", token)

    if answer := acted(form, send):
        return answer
    page = proposal_presenters.own_page(by, token)
    return render(request, "issues/propose_issue.html", {"page": page, "form": form})


def _is_sent_already(by: Holder, form: ProposeForm) -> bool:
    """Return whether they propose an issue of that name already; then they are told so at once."""
    key = name_key(form.cleaned_data["name"])
    return any(one.is_waiting and one.name_key == key for one in proposal_access.own(by))


def _same_as(request: HttpRequest, form: ProposeForm, near: list[Issue]) -> SameAsForm:
    given = request.POST if "asked" in request.POST else None
    return SameAsForm(given, name=form.cleaned_data["name"], near=near)


def _ask_whether_same(
    request: HttpRequest, by: Holder, token: str, typed: ProposeForm, form: SameAsForm
) -> HttpResponse:
    context = {
        "page": proposal_presenters.own_page(by, token),
        "typed": [(one.html_name, one.value() or "") for one in typed],
        "name": typed.cleaned_data["name"],
        "form": form,
    }
    return render(request, "issues/propose_same.html", context)


def _send(by: Holder, form: ProposeForm, about: Issue | None) -> Proposal:
    given = form.cleaned_data
    if about is None:
        return proposing_actions.propose_issue(by=by, **given)
    return proposing_actions.propose_evidence(
        by=by, about=about, evidence=_with_description(given), source=given["source"]
    )


def _with_description(given: dict[str, Any]) -> str:
    """Return what they know together with what they meant by it: evidence has one text."""
    parts = [given["description"], given["evidence"]]
    return "\n\n".join(part for part in parts if part)


@form_page
@by_link
def change_proposal(
    request: HttpRequest, by: Holder, token: str, proposal_id: UUID
) -> HttpResponse:
    found = proposal_access.own_one(by, proposal_id)
    form = _change_form(by, found, sent(request))

    def change() -> HttpResponse:
        proposing_actions.change_proposal(by=by, proposal=found, **form.cleaned_data)
        return done(request, _("Your change was saved."), "issues:propose", token)

    if answer := saved(request, form, change, partial(_change_form, by)):
        return answer
    page = proposal_presenters.own_page(by, token)
    context = {"page": page, "form": form, "name": str(found)}
    return render(request, "issues/change_proposal.html", context)


def _change_form(
    by: Holder, found: Any, typed: QueryDict | None = None
) -> ChangeProposalForm | ChangeEvidenceForm:
    now = {"evidence": found.evidence, "source": found.source, "version": found.version}
    if found.about_id is not None:
        return ChangeEvidenceForm(typed, initial=now)
    now |= {"name": found.name, "description": found.description, "theme": found.theme_id}
    return ChangeProposalForm(typed, initial=now, themes=proposal_access.themes_for(by))


@form_page
@by_link
def withdraw_proposal(
    request: HttpRequest, by: Holder, token: str, proposal_id: UUID
) -> HttpResponse:
    found = proposal_access.own_one(by, proposal_id)
    form = forms.Form(sent(request))

    def withdraw() -> HttpResponse:
        proposing_actions.withdraw_proposal(by=by, proposal=found)
        return done(request, _("It was withdrawn."), "issues:propose", token)

    if answer := acted(form, withdraw):
        return answer
    page = proposal_presenters.own_page(by, token)
    context = {"page": page, "form": form, "name": str(found)}
    return render(request, "issues/withdraw_proposal.html", context)
