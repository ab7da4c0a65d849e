"""The page of whoever leads actions: their own, the latest due first to mend."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from commonground.rooms.paging import page_links, page_of
from commonground.rooms.people.asked import Asked, signed_in
from commonground.rooms.plan import access, reading
from commonground.rooms.plan.presenters import action_line
from commonground.rooms.plan.rules import Verb


@require_safe
@signed_in
def own_actions(request: Asked, partnership_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.SEE_OWN_ACTIONS)
    found = reading.with_lines(access.own_actions(seat)).order_by("ended_on", "due_on", "number")
    page = page_of(found, request.GET)
    today = timezone.localdate()
    context = {
        "seat": seat,
        "rows": [action_line(seat, one, today) for one in page],
        "links": page_links(page, request.GET),
    }
    return render(request, "plan/own_actions.html", context)
