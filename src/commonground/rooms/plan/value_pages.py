"""Pages of value for money: what a plan costs beside what is seen of it, and the same as csv."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from commonground.rooms.paging import page_links, page_of_list
from commonground.rooms.people.asked import Asked, signed_in
from commonground.rooms.plan import access, value_exporting, value_presenters
from commonground.rooms.plan.addresses import address, address_if
from commonground.rooms.plan.rules import Verb
from commonground.rooms.plan.value_reading import valued
from commonground.rooms.taking import recorded_file


@require_safe
@signed_in
def value(request: Asked, partnership_id: UUID, plan_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.SEE_PLANS)
    about = access.plan(seat, plan_id)
    found = valued(seat, about)
    effects = page_of_list([one for one in found.actions if one.effect], request.GET)
    context = {
        "seat": seat, "about": about, "page_marking": found.marking,
        "page": value_presenters.value_page(seat, found),
        "effects": value_presenters.effect_rows(seat, effects),
        "silent": sum(not one.effect for one in found.actions),
        "links": page_links(effects, request.GET), "back_href": address("plan", seat, about.pk),
        "file_href": address_if("value_file", seat, Verb.EXPORT, about.pk),
    }  # fmt: skip
    return render(request, "plan/value.html", context)


@recorded_file
@signed_in
def value_file(request: Asked, partnership_id: UUID, plan_id: UUID) -> HttpResponse:
    seat = access.seat(request.user, partnership_id, Verb.EXPORT)
    taken = value_exporting.take_value(by=seat, about=access.plan(seat, plan_id))
    answer = HttpResponse(taken.held, content_type=taken.type)
    answer["Content-Disposition"] = f'attachment; filename="{taken.name}"'
    return answer
