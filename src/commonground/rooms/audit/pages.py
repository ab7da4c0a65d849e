"""The page that reads the record."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from commonground.rooms.assessment import access as assessment_access
from commonground.rooms.audit import access, presenters
from commonground.rooms.consultation import access as consultation_access
from commonground.rooms.issues import access as issues_access
from commonground.rooms.meetings import access as meetings_access
from commonground.rooms.naming import names_in
from commonground.rooms.paging import page_links, page_of
from commonground.rooms.people import access as people_access
from commonground.rooms.people.access import Seat
from commonground.rooms.people.asked import Asked, signed_in
from commonground.rooms.people.rules import Verb
from commonground.rooms.places import access as places_access
from commonground.rooms.plan import access as plan_access
from commonground.rooms.profile import access as profile_access
from commonground.rooms.readiness import access as readiness_access
from commonground.rooms.themes import access as themes_access
from commonground.rooms.themes.blindness import unseen_in_record


@require_safe
@signed_in
def entries(request: Asked, partnership_id: UUID) -> HttpResponse:
    seat = people_access.seat(request.user, partnership_id, Verb.READ_AUDIT)
    about, by = _asked_id(request, "about"), _asked_id(request, "by")
    account = _asked_id(request, "account")
    found = (
        access.account_entries(seat, account)
        if account
        else access.entries(seat, about, by, without=unseen_in_record(seat))
    )
    page = page_of(found, request.GET)
    shown = list(page)
    ids = presenters.ids_in(shown)
    rooms = (
        people_access,
        issues_access,
        consultation_access,
        meetings_access,
        themes_access,
        assessment_access,
        plan_access,
        places_access,
        profile_access,
        readiness_access,
    )
    names = names_in(found for room in rooms for found in room.named(seat, ids))
    names = access.former_names(seat, ids - names.keys()) | names
    return render(
        request,
        "audit/entries.html",
        {
            "seat": seat,
            "rows": presenters.entry_rows(shown, names, presenters.address(seat)),
            "links": page_links(page, request.GET),
            "of_one": _name(seat, by or account),
            "is_part": bool(about or by or account),
            "account_href": presenters.account_address(seat, by) if by else "",
        },
    )


@require_safe
@signed_in
def own_history(request: Asked) -> HttpResponse:
    page = page_of(access.own_entries(request.user), request.GET)
    shown = list(page)
    names = {request.user.pk: request.user.name}
    rows = presenters.entry_rows(shown, names, "")
    context = {"rows": rows, "links": page_links(page, request.GET)}
    return render(request, "audit/own_history.html", context)


def _name(seat: Seat, person: UUID | None) -> str:
    return names_in(people_access.named(seat, [person])).get(person, "") if person else ""


def _asked_id(request: Asked, name: str) -> UUID | None:
    text = request.GET.get(name)
    if not text:
        return None
    try:
        return UUID(text)
    except ValueError:
        raise Http404 from None
