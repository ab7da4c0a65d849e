"""Pages that belong to no one room: home, account, status and the health check."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from commonground.rooms.conflicts import conflict
from commonground.rooms.consultation import access as consultation_access
from commonground.rooms.issues import access as issues_access
from commonground.rooms.people import access
from commonground.rooms.people.account_actions import change_own_name
from commonground.rooms.people.asked import Asked, sent, signed_in
from commonground.rooms.people.forms import OwnNameForm
from commonground.rooms.people.models import Person
from commonground.rooms.people.rules import may_make_partnership
from commonground.rooms.people.signing_in import may_sign_up
from commonground.rooms.refusals import ChangedMeanwhile
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
            access.counted(seats), issues_access.counts(seats), consultation_access.latest(seats)
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


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def own_name(request: Asked) -> HttpResponse:
    form = OwnNameForm(sent(request), initial=_name_now(request.user))
    if form.is_valid():
        try:
            change_own_name(by=request.user, **form.cleaned_data)
        except ChangedMeanwhile as changed:
            return conflict(
                request, yours=form, theirs=OwnNameForm(initial=_name_now(changed.current)),
                version=changed.current.version, back=request.path,
            )  # fmt: skip
        messages.success(request, _("Your name was saved."))
        return redirect("account")
    return render(request, "own_name.html", {"form": form})


def _name_now(person: Any) -> dict[str, object]:
    return {"name": person.name, "version": person.version}


@require_safe
@signed_in
def status(request: Asked) -> HttpResponse:
    return render(request, "status.html", {"rows": status_rows()})


@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """Answer "ok" once the database does, for whatever watches the server."""
    access.is_anybody_here()
    return HttpResponse("ok\n", content_type="text/plain")
