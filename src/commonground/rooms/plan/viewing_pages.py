"""Pages that show the actions of a plan in another order than by its strands."""

from dataclasses import replace
from uuid import UUID

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from commonground.rooms.paging import page_links, page_of
from commonground.rooms.people.access import Seat
from commonground.rooms.people.asked import Asked, signed_in
from commonground.rooms.plan import (
    access,
    choices,
    timeline_presenters,
    viewing,
    viewing_presenters,
)
from commonground.rooms.plan.addresses import address
from commonground.rooms.plan.marked import marking_of
from commonground.rooms.plan.models import Plan
from commonground.rooms.plan.reading import with_lines
from commonground.rooms.plan.rules import Verb
from commonground.rooms.plan.timeline import window_of, within
from commonground.rooms.plan.viewing import By
from commonground.rooms.plan.viewing_forms import WantedActionsForm

TIMELINE_PER_PAGE = 40


def asked_of(here: Seat, about: Plan, typed: QueryDict) -> WantedActionsForm:
    """Return which actions of a plan an address asks for."""
    return WantedActionsForm(typed, strands=choices.strands(about), agencies=choices.agencies(here))


def kept_of(typed: QueryDict) -> str:
    """Return what an address asks for, without the page of the list."""
    query = typed.copy()
    query.pop("page", None)
    return query.urlencode()


@require_safe
@signed_in
def view(request: Asked, partnership_id: UUID, plan_id: UUID, by: str) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.SEE_PLANS)
    about = access.plan(seat, plan_id)
    if by not in list(By):
        raise Http404
    order = By(by)
    asked = asked_of(seat, about, request.GET)
    found = viewing.actions(seat, about, asked.wanted)
    page = page_of(viewing.in_order(seat, about, found, order), request.GET)
    context = {
        "seat": seat, "about": about, "page_marking": marking_of(about, page),
        "title": viewing_presenters.view_title(order), "asked": asked,
        "views": viewing_presenters.views(seat, about, order, kept_of(request.GET)),
        "groups": viewing_presenters.groups(seat, about, order, page),
        "links": page_links(page, request.GET),
        "all_href": address("view", seat, about.pk, order),
    }  # fmt: skip
    return render(request, "plan/view.html", context)


@require_safe
@signed_in
def timeline(request: Asked, partnership_id: UUID, plan_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.SEE_PLANS)
    about = access.plan(seat, plan_id)
    asked = asked_of(seat, about, request.GET)
    wanted, today = asked.wanted, timezone.localdate()
    window = window_of(wanted.since, wanted.until, today)
    # the days say which months are shown; milestones count in them as well
    some = viewing.actions(seat, about, replace(wanted, since=None, until=None))
    found = with_lines(within(some, window)).order_by(*viewing.BY_DUE)
    page = page_of(found, request.GET, TIMELINE_PER_PAGE)
    context = {
        "seat": seat, "about": about, "page_marking": marking_of(about, page), "asked": asked,
        "views": viewing_presenters.views(seat, about, "date", kept_of(request.GET)),
        "months": timeline_presenters.months_of(window, request.GET),
        "rows": timeline_presenters.time_rows(seat, page, window, today),
        "links": page_links(page, request.GET), "all_href": address("timeline", seat, about.pk),
    }  # fmt: skip
    return render(request, "plan/timeline.html", context)
