"""Pages that belong to no one room: home, account, status and the health check."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from commonground.rooms.issues import access as issues_access
from commonground.rooms.people import access
from commonground.rooms.people.asked import Asked, signed_in
from commonground.rooms.people.models import Person
from commonground.rooms.people.rules import may_make_partnership
from commonground.rooms.people.signing_in import may_sign_up
from commonground.web.facts import status_rows
from commonground.web.presenters import seat_cards


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    person = request.user
    if not isinstance(person, Person):
        return render(request, "welcome.html", {"may_sign_up": may_sign_up()})
    seats = access.seats(person)
    context = {
        "cards": seat_cards(access.counted(seats), issues_access.counts(seats)),
        "seat": seats[0] if len(seats) == 1 else None,
        "is_in_demo": any(seat.partnership.is_demo for seat in seats),
        "may_make": may_make_partnership(access.standing(person)),
    }
    return render(request, "home.html", context)


@require_safe
@signed_in
def account(request: Asked) -> HttpResponse:
    return render(request, "account.html", {"person": request.user})


@require_safe
@signed_in
def status(request: Asked) -> HttpResponse:
    return render(request, "status.html", {"rows": status_rows()})


@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """Answer "ok" once the database does, for whatever watches the server."""
    access.is_anybody_here()
    return HttpResponse("ok\n", content_type="text/plain")
