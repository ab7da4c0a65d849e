"""Pages that belong to no one room: home, account, status and the health check."""

from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commonground.rooms.assessment import access as assessment_access
from commonground.rooms.consultation import access as consultation_access
from commonground.rooms.issues import access as issues_access
from commonground.rooms.people import access
from commonground.rooms.people.account_actions import change_own_name
from commonground.rooms.people.asked import Asked, sent, signed_in
from commonground.rooms.people.forms import OwnNameForm
from commonground.rooms.people.models import Person
from commonground.rooms.people.rules import may_make_partnership
from commonground.rooms.people.signing_in import may_sign_up
from commonground.rooms.posting import done, form_page, saved
from commonground.rooms.themes import golden_access
from commonground.web.facts import status_rows
from commonground.web.presenters import seat_cards


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    person = request.user
    if not isinstance(person, Person):
        return render(request, "welcome.html", {"may_sign_up": may_sign_up()})
    seats = access.seats(person)
    context = {
        "cards": seat_cards(
            access.counted(seats),
            issues_access.counts(seats),
            consultation_access.latest(seats),
            golden_access.counts(seats),
            assessment_access.latest(seats),
        ),
        "seat": seats[0] if len(seats) == 1 else None,
        "is_in_demo": any(seat.partnership.is_demo for seat in seats),
        "may_make": may_make_partnership(access.standing(person)),
    }
    return render(request, "home.html", context)


@require_safe
@signed_in
def account(request: Asked) -> HttpResponse:
    seats = access.seats(request.user)
    return render(request, "account.html", {"person": request.user, "seats": seats})


@form_page
@signed_in
def own_name(request: Asked) -> HttpResponse:
    form = _name_form(request.user, sent(request))

    def change() -> HttpResponse:
        change_own_name(by=request.user, **form.cleaned_data)
        return done(request, _("Your name was saved."), "account")

    return saved(request, form, change, _name_form) or render(
        request, "own_name.html", {"form": form}
    )


def _name_form(person: Any, typed: QueryDict | None = None) -> OwnNameForm:
    return OwnNameForm(typed, initial={"name": person.name, "version": person.version})


@require_safe
@signed_in
def status(request: Asked) -> HttpResponse:
    return render(request, "status.html", {"rows": status_rows()})


@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """Answer "ok" once the database does, for whatever watches the server."""
    access.is_anybody_here()
    return HttpResponse("ok\n", content_type="text/plain")
