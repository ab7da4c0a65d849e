"""The analyst's pages of what partners propose: read, take on, add as evidence, or decline."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commonground.rooms.issues import (
    access,
    deciding_actions,
    presenters,
    proposal_access,
    proposal_presenters,
)
from commonground.rooms.issues.models import Issue, Proposal
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
from commonground.rooms.posting import done, form_page, saved


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

    def form_of(now: Any, typed: QueryDict | None = None) -> AcceptForm:
        agency = proposal_presenters.agency_of(found.member)
        names = ("name", "description", "evidence", "source", "version")
        initial = {name: getattr(now, name) for name in names}
        initial |= {"theme": now.theme_id, "origin_note": agency}
        return AcceptForm(typed, themes=themes, initial=initial)

    def accept() -> HttpResponse:
        decided = deciding_actions.accept_as_issue(by=seat, proposal=found, **form.cleaned_data)
        said = _("%(name)s is on the list.") % {"name": decided.became}
        return done(request, said, "issues:proposals", partnership_id)

    form = form_of(found, sent(request))
    return saved(request, form, accept, form_of, seat=seat) or _show(
        request, "issues/accept_proposal.html", seat, form, found
    )


@form_page
@signed_in
def accept_evidence(request: Asked, partnership_id: UUID, proposal_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.DECIDE_PROPOSALS)
    found = proposal_access.proposal(seat, proposal_id)
    near = _near(seat, found)

    def form_of(now: Any, typed: QueryDict | None = None) -> AcceptEvidenceForm:
        initial = {name: getattr(now, name) for name in ("evidence", "source", "version")}
        initial["issue"] = near[0].pk if near else None
        return AcceptEvidenceForm(typed, issues=proposal_access.live(seat), initial=initial)

    def accept() -> HttpResponse:
        decided = deciding_actions.accept_as_evidence(by=seat, proposal=found, **form.cleaned_data)
        said = _("It was added as evidence to %(name)s.") % {"name": decided.became}
        return done(request, said, "issues:proposals", partnership_id)

    form = form_of(found, sent(request))
    return saved(request, form, accept, form_of, seat=seat) or _show(
        request, "issues/accept_evidence.html", seat, form, found
    )


@form_page
@signed_in
def decline_proposal(request: Asked, partnership_id: UUID, proposal_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.DECIDE_PROPOSALS)
    found = proposal_access.proposal(seat, proposal_id)

    def form_of(now: Any, typed: QueryDict | None = None) -> DeclineForm:
        return DeclineForm(typed, initial={"reason": now.reason, "version": now.version})

    def decline() -> HttpResponse:
        decided = deciding_actions.decline(by=seat, proposal=found, **form.cleaned_data)
        said = _("%(name)s was not taken, and who proposed it reads why.") % {"name": decided}
        return done(request, said, "issues:proposals", partnership_id)

    form = form_of(found, sent(request))
    return saved(request, form, decline, form_of, seat=seat) or _show(
        request, "issues/decline_proposal.html", seat, form, found
    )


def _show(
    request: Asked, template: str, seat: Seat, form: forms.Form, proposal: Proposal
) -> HttpResponse:
    back = presenters.address("proposal", seat, proposal.pk)
    context = {"seat": seat, "form": form, "name": str(proposal), "back_href": back}
    return render(request, template, context)
