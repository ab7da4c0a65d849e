"""The page on which a partnership puts its own words to a step of the scale of disruptions."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _

from commonground.rooms.people.asked import Asked, sent, signed_in
from commonground.rooms.plan import access, disruption_access, disruption_actions
from commonground.rooms.plan.addresses import address
from commonground.rooms.plan.disruption_forms import MeaningForm
from commonground.rooms.plan.rules import Verb
from commonground.rooms.plan.strands import scale_meanings
from commonground.rooms.posting import done, form_page, saved


@form_page
@signed_in
def change_meaning(request: Asked, partnership_id: UUID, step: str) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.EDIT_PLANS)
    scale, own = disruption_access.meaning(seat, step)

    def form_of(now: Any, typed: QueryDict | None = None) -> MeaningForm:
        first = {"meaning": now.meaning, "version": now.version} if now else {}
        return MeaningForm(typed, initial=first)

    def change() -> HttpResponse:
        disruption_actions.change_meaning(by=seat, scale=scale, **form.cleaned_data)
        return done(request, _("The meaning was saved."), "plan:disruptions", partnership_id)

    form = form_of(own, sent(request))
    context = {"seat": seat, "form": form, "step": scale.label, "ours": _(scale_meanings()[scale]),
               "back_href": address("disruptions", seat)}  # fmt: skip
    return saved(request, form, change, form_of, seat=seat) or render(
        request, "plan/change_meaning.html", context
    )
