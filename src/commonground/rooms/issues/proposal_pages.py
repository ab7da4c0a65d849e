"""The analyst's pages of what partners propose: read, take on, add as evidence, or decline."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commonground.errors import BadInput
from commonground.rooms.conflicts import conflict
from commonground.rooms.issues import (
    access,
    deciding_actions,
    presenters,
    proposal_access,
    proposal_presenters,
)
from commonground.rooms.issues.models import Issue, Proposal
from commonground.rooms.issues.pages import form_page
from commonground.rooms.issues.proposal_forms import (
    AcceptEvidenceForm,
    AcceptForm,
    DeclineForm,
    FateForm,
)
from commonground.rooms.issues.rules import Verb
from commonground.rooms.paging import page_links, page_of
from commonground.rooms.people.access import Seat
from commonground.rooms.people.asked import Asked, sent, signed_in
from commonground.rooms.refusals import ChangedMeanwhile


@require_safe
@signed_in
def proposals(request: Asked, partnership_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.DECIDE_PROPOSALS)
    asked = FateForm(request.GET)
    page = page_of(proposal_access.proposals(seat, asked.wanted()), request.GET)
    return render(
        request,
        "issues/proposals.html",
        {
            "seat": seat,
            "rows": proposal_presenters.proposal_rows(seat, page),
            "links": page_links(page, request.GET),
            "asked": asked,
            "is_part": bool(request.GET),
            "send_href": presenters.address("send_links", seat),
            "sent_href": presenters.address("sent_links", seat),
        },
    )


@require_safe
@signed_in
def proposal(request: Asked, partnership_id: UUID, proposal_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.DECIDE_PROPOSALS)
    found = proposal_access.proposal(seat, proposal_id)
    page = proposal_presenters.proposal_page(seat, found, _near(seat, found))
    return render(request, "issues/proposal.html", {"seat": seat, "page": page})


def _near(seat: Seat, found: Proposal) -> list[Issue]:
    return [found.about] if found.about else proposal_access.near(seat, found.name)


@form_page
@signed_in
def accept_proposal(request: Asked, partnership_id: UUID, proposal_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.DECIDE_PROPOSALS)
    found = proposal_access.proposal(seat, proposal_id)
    themes = access.themes(seat)

    def form_of(given: Any, now: Any) -> AcceptForm:
        agency = proposal_presenters.agency_of(found.member)
        names = ("name", "description", "evidence", "source", "version")
        initial = {name: getattr(now, name) for name in names}
        initial |= {"theme": now.theme_id, "origin_note": agency}
        return AcceptForm(given, themes=themes, initial=initial)

    return _decide(
        request, seat, found, form_of, deciding_actions.accept_as_issue,
        "issues/accept_proposal.html", _("%(name)s is on the list."),
    )  # fmt: skip


@form_page
@signed_in
def accept_evidence(request: Asked, partnership_id: UUID, proposal_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.DECIDE_PROPOSALS)
    found = proposal_access.proposal(seat, proposal_id)
    near = _near(seat, found)

    def form_of(given: Any, now: Any) -> AcceptEvidenceForm:
        initial = {name: getattr(now, name) for name in ("evidence", "source", "version")}
        initial["issue"] = near[0].pk if near else None
        return AcceptEvidenceForm(given, issues=proposal_access.live(seat), initial=initial)

    return _decide(
        request, seat, found, form_of, deciding_actions.accept_as_evidence,
        "issues/accept_evidence.html", _("It was added as evidence to %(name)s."),
    )  # fmt: skip


@form_page
@signed_in
def decline_proposal(request: Asked, partnership_id: UUID, proposal_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.DECIDE_PROPOSALS)
    found = proposal_access.proposal(seat, proposal_id)

    def form_of(given: Any, now: Any) -> DeclineForm:
        return DeclineForm(given, initial={"reason": now.reason, "version": now.version})

    return _decide(
        request, seat, found, form_of, deciding_actions.decline,
        "issues/decline_proposal.html", _("%(name)s was not taken, and who proposed it reads why."),
    )  # fmt: skip


def _decide(
    request: Asked,
    seat: Seat,
    found: Proposal,
    form_of: Callable[[Any, Any], forms.Form],
    decide: Callable[..., Proposal],
    template: str,
    said: str,
) -> HttpResponse:
    """Show a decision's form, and decide; `form_of` makes it of what was sent and the proposal."""
    form = form_of(sent(request), found)
    if form.is_valid():
        try:
            decided = decide(by=seat, proposal=found, **form.cleaned_data)
        except BadInput as refused:
            form.add_error(None, list(refused.faults))
        except ChangedMeanwhile as changed:
            return conflict(
                request, yours=form, theirs=form_of(None, changed.current),
                version=changed.current.version, back=request.path, seat=seat,
            )  # fmt: skip
        else:
            messages.success(request, said % {"name": decided.became or decided})
            return redirect("issues:proposals", seat.partnership.pk)
    context = {
        "seat": seat,
        "form": form,
        "name": str(found),
        "back_href": presenters.address("proposal", seat, found.pk),
    }
    return render(request, template, context)
