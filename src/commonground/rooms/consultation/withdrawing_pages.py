"""The page that takes somebody out of a round that runs."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import ngettext

from commonground.rooms.consultation import access, presenters, withdrawing_actions
from commonground.rooms.consultation.forms import WithdrawForm
from commonground.rooms.consultation.rules import Verb
from commonground.rooms.consultation.whom import whom, whom_choices
from commonground.rooms.people.asked import Asked, sent, signed_in
from commonground.rooms.posting import acted, done, form_page


@form_page
@signed_in
def withdraw(request: Asked, partnership_id: UUID, round_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.RUN_ROUNDS)
    found = access.round_(seat, round_id)
    people = [one for one in access.assessors(found) if not one.withdrawn_because]
    form = WithdrawForm(sent(request), whom=whom_choices(people))

    def act() -> HttpResponse:
        count = withdrawing_actions.withdraw(
            by=seat, about=found, who=whom(people, form.cleaned_data["who"]),
            reason=form.cleaned_data["reason"],
        )  # fmt: skip
        said = ngettext(
            "%(count)d person was withdrawn.", "%(count)d people were withdrawn.", count
        )
        return done(
            request, said % {"count": count}, "consultation:round", partnership_id, round_id
        )

    return acted(form, act) or render(
        request,
        "consultation/withdraw.html",
        {
            "seat": seat,
            "form": form,
            "name": found.name,
            "back_href": presenters.address("round", seat, found.pk),
        },
    )
