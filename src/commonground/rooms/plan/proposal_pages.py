"""Pages of proposed dates: proposing one, those that wait, and what the board decided."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commonground.rooms.paging import page_links, page_of
from commonground.rooms.people.asked import Asked, sent, signed_in
from commonground.rooms.plan import (
    access,
    proposal_access,
    proposal_actions,
    proposal_presenters,
    reading,
)
from commonground.rooms.plan.addresses import address
from commonground.rooms.plan.answering_forms import DecideDateForm, ProposeDateForm
from commonground.rooms.plan.models import ProposedField
from commonground.rooms.plan.rules import Verb
from commonground.rooms.posting import acted, done, form_page, saved


@require_safe
@signed_in
def proposed_dates(request: Asked, partnership_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.SEE_PLANS)
    page = page_of(proposal_access.waiting(seat), request.GET)
    context = {
        "seat": seat, "rows": proposal_presenters.waiting_rows(seat, page),
        "links": page_links(page, request.GET),
    }  # fmt: skip
    return render(request, "plan/proposed_dates.html", context)


@form_page
@signed_in
def decide_date(request: Asked, partnership_id: UUID, proposal_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.DECIDE)
    about = proposal_access.proposal(seat, proposal_id)
    [row] = proposal_presenters.waiting_rows(seat, [about])

    def form_of(now: Any, typed: QueryDict | None = None) -> DecideDateForm:
        return DecideDateForm(typed, initial={"version": now.version})

    def decide() -> HttpResponse:
        proposal_actions.decide_date(by=seat, about=about, **form.cleaned_data)
        said = _("The decision was kept, and who proposed it reads it by their link.")
        return done(request, said, "plan:proposed_dates", partnership_id)

    form = form_of(about, sent(request))
    context = {"seat": seat, "form": form, "row": row,
               "back_href": address("proposed_dates", seat)}  # fmt: skip
    return saved(request, form, decide, form_of, seat=seat) or render(
        request, "plan/decide_date.html", context
    )


@form_page
@signed_in
def propose_date(request: Asked, partnership_id: UUID, action_id: UUID) -> HttpResponse:
    seat, about = reading.answered_for(request.user, partnership_id, action_id)
    form = ProposeDateForm(sent(request))

    def propose() -> HttpResponse:
        held = form.cleaned_data
        proposal_actions.propose_date(
            by=seat, about=about, **{**held, "field": ProposedField(held["field"])}
        )
        said = _("The board will decide. Until then the date stays as it is.")
        return done(request, said, "plan:action", partnership_id, about.pk)

    context = {"seat": seat, "form": form, "name": about.ref, "text": about.text,
               "back_href": address("action", seat, about.pk)}  # fmt: skip
    return acted(form, propose) or render(request, "plan/propose_date.html", context)
